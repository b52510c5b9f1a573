package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestRules holds the table of rules to the code: every constant is in the
// table once, and every finding names a constant and has the severity of the table.
func TestRules(t *testing.T) {
	table := make(map[string]spec.Severity)
	for _, rule := range Rules() {
		if table[rule.ID] != "" || rule.Meaning == "" {
			t.Errorf("rule %s is in the table twice, or has no meaning", rule.ID)
		}
		table[rule.ID] = rule.Severity
	}
	if !slices.IsSortedFunc(Rules(), func(a, b spec.Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the table is not sorted")
	}
	constants := ruleConstants(t)
	reported := reportedRules(t)
	for name, id := range constants {
		switch severity := reported[name]; {
		case table[id] == "":
			t.Errorf("%s is not in the table", id)
		case severity != table[id]:
			t.Errorf("%s is reported with severity %q, the table has %q", id, severity, table[id])
		}
	}
	if len(constants) != len(table) || len(reported) != len(table) {
		t.Errorf("%d constants and %d rules that are reported, want %d as in the table", len(constants), len(reported), len(table))
	}
}

// ruleConstants returns the values of the constants in rules.go, by name.
func ruleConstants(t *testing.T) map[string]string {
	t.Helper()
	ids := make(map[string]string)
	ast.Inspect(parsed(t, "rules.go"), func(n ast.Node) bool {
		if value, ok := n.(*ast.ValueSpec); ok {
			id, err := strconv.Unquote(value.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			ids[value.Names[0].Name] = id
		}
		return true
	})
	return ids
}

// reportedRules returns what the calls of Errorf and Warnf have as the rule,
// with the severity that they give it.
func reportedRules(t *testing.T) map[string]spec.Severity {
	t.Helper()
	severities := map[string]spec.Severity{"Errorf": spec.Error, "Warnf": spec.Warning}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	rules := make(map[string]spec.Severity)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(parsed(t, name), func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || severities[method.Sel.Name] == "" {
				return true
			}
			rule, ok := call.Args[1].(*ast.Ident)
			if !ok {
				t.Errorf("%s: a finding whose rule is no constant", name)
				return true
			}
			rules[rule.Name] = severities[method.Sel.Name]
			return true
		})
	}
	return rules
}

func parsed(t *testing.T, name string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
