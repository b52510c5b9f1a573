package compare_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
)

// declaredRules returns the rules that package change declares, so that none can
// be left out of a test.
func declaredRules(t *testing.T) []change.Rule {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "change/rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	severities := map[string]change.Severity{"Patch": change.Patch, "Minor": change.Minor, "Major": change.Major}
	var rules []change.Rule
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		var words []string
		for _, e := range literal.Elts {
			switch e := e.(type) {
			case *ast.BasicLit:
				word, err := strconv.Unquote(e.Value)
				if err != nil {
					t.Fatal(err)
				}
				words = append(words, word)
			case *ast.Ident:
				words = append(words, e.Name)
			}
		}
		if len(words) != 4 {
			t.Fatalf("%q: want the id, severity, meaning and advice of a rule", words)
		}
		rules = append(rules, change.Rule{ID: words[0], Severity: severities[words[1]], Meaning: words[2], Advice: words[3]})
		return true
	})
	if !slices.Contains(rules, change.ConnectorRemoved) || !slices.Contains(rules, change.ConfigurationBad) {
		t.Fatalf("the rules are read wrongly: %+v", rules)
	}
	return rules
}

// TestRules holds the table of rules to be one: each rule once, with a meaning,
// and an advice exactly for what is more than words to those who are affected.
func TestRules(t *testing.T) {
	var ids []string
	for _, r := range declaredRules(t) {
		if slices.Contains(ids, r.ID) || r.Meaning == "" || r.Severity == change.None {
			t.Errorf("%+v: want a rule of its own, with a meaning and a severity", r)
		}
		if r.Severity == change.Major && r.Advice == "" || r.Severity == change.Patch && r.Advice != "" {
			t.Errorf("%s: severity %s and advice %q", r.ID, r.Severity, r.Advice)
		}
		ids = append(ids, r.ID)
	}
}
