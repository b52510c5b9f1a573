package spec

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
)

// TestFindings loads the spec folder in each txtar file and compares every finding, with its
// position and text, with the file findings in it. The comment of a file says why the case exists.
func TestFindings(t *testing.T) {
	golden.Run(t, "testdata/findings/*.txtar", func(t *testing.T, c *txtar.Archive) {
		got := texts(load(t, inputs(c)))
		if strings.Contains(got, "CANARY") {
			t.Error("a finding quotes a value")
		}
		golden.Last(t, c, "findings").Data = []byte(got)
	})
}

// TestRules holds the table of rules, the constants and the findings together:
// every constant is in the table once, every rule has a case, and its severity is that of the table.
func TestRules(t *testing.T) {
	rules := make(map[string]Rule)
	for _, rule := range Rules() {
		if _, ok := rules[rule.ID]; ok || rule.Meaning == "" {
			t.Errorf("rule %s is in the table twice, or has no meaning", rule.ID)
		}
		rules[rule.ID] = rule
	}
	if !slices.IsSortedFunc(Rules(), func(a, b Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the table is not sorted")
	}
	for _, id := range ruleConstants(t) {
		if _, ok := rules[id]; !ok {
			t.Errorf("rule %s is not in the table", id)
		}
	}
	unseen := rules
	for file, c := range golden.Cases(t, "testdata/findings/*.txtar") {
		for _, f := range load(t, inputs(c)).All() {
			delete(unseen, f.Rule)
			if i := slices.IndexFunc(Rules(), func(r Rule) bool { return r.ID == f.Rule }); i < 0 || Rules()[i].Severity != f.Severity {
				t.Errorf("%s: %v has another severity than the table, or is not in it", file, f)
			}
		}
	}
	for id := range unseen {
		t.Errorf("rule %s has no case in testdata/findings", id)
	}
}

// ruleConstants returns the values of the constants in rules.go.
func ruleConstants(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	ast.Inspect(file, func(n ast.Node) bool {
		if value, ok := n.(*ast.ValueSpec); ok {
			id, err := strconv.Unquote(value.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		return true
	})
	return ids
}

// inputs returns the files of a case but the last, which is what is expected.
func inputs(c *txtar.Archive) fstest.MapFS { return golden.FS(c.Files[:len(c.Files)-1], "") }

// load loads fsys and fails the test if it cannot be read.
func load(t *testing.T, fsys fstest.MapFS) Findings {
	t.Helper()
	_, found, err := Load(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// texts returns one line for each finding.
func texts(found Findings) string {
	var b strings.Builder
	for _, f := range found.All() {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}
