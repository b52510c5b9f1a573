package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// TestEveryRuleHasACase holds the golden files to show every kind of finding of
// the model, so that each has a text and a place that somebody has looked at.
// What takes 50,000 attributes to be too large is in TestBounds.
func TestEveryRuleHasACase(t *testing.T) {
	t.Parallel()
	shown := shownFindings(t)
	for _, rule := range model.Rules() {
		if rule.ID != "too-large" && !strings.Contains(shown, ": "+rule.ID+": ") {
			t.Errorf("testdata has no case that shows %q", rule.ID)
		}
	}
}

// shownFindings returns what the golden files expect to be found.
func shownFindings(t *testing.T) string {
	t.Helper()
	var shown strings.Builder
	for _, c := range golden.Cases(t, "testdata/*.txtar") {
		for _, f := range c.Files {
			if f.Name == "findings" {
				shown.Write(f.Data)
			}
		}
	}
	return shown.String()
}

// TestRulesAreUsed holds each declaration of a rule to what Go does not check: it
// is listed once, so that lint -rules shows it, and something reports it. No verb
// shows the rules of changes, so they are not listed.
func TestRulesAreUsed(t *testing.T) {
	t.Parallel()
	for rules, of := range map[string]struct {
		users string
		lists int // how often each rule is listed
	}{
		"internal/spec/rules.go":           {"internal/spec", 1},
		"internal/load/rules.go":           {"internal/load", 1},
		"internal/model/rules.go":          {"internal/model", 1},
		"internal/model/api/rules.go":      {"internal/model", 1},
		"internal/config/rules.go":         {"internal/config", 1},
		"internal/review/rules.go":         {"internal/review", 1},
		"internal/terraform/rules.go":      {"internal/terraform", 1},
		"internal/written/rules.go":        {"internal/written", 1},
		"internal/compare/change/rules.go": {"internal/compare", 0},
	} {
		declared, listed := declaredRules(t, rules)
		uses := identifiers(t, of.users, rules)
		for name := range declared {
			if listed[name] != of.lists || !uses[name] {
				t.Errorf("%s: %s is listed %d times and used: %v", rules, name, listed[name], uses[name])
			}
		}
		if len(declared) == 0 || len(listed) != len(declared)*of.lists {
			t.Errorf("%s: %d rules are declared, and %d listed", rules, len(declared), len(listed))
		}
	}
}

// declaredRules returns the variables of a file, and how often its function Rules lists each.
func declaredRules(t *testing.T, name string) (declared map[string]bool, listed map[string]int) {
	t.Helper()
	declared, listed = make(map[string]bool), make(map[string]int)
	for _, d := range parsed(t, name).Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.ValueSpec); ok {
					declared[s.Names[0].Name] = true
				}
			}
		case *ast.FuncDecl:
			ast.Inspect(d, func(n ast.Node) bool {
				if list, ok := n.(*ast.CompositeLit); ok && d.Name.Name == "Rules" {
					for _, e := range list.Elts {
						listed[e.(*ast.Ident).Name]++
					}
				}
				return true
			})
		}
	}
	return declared, listed
}

// identifiers returns the identifiers in the files below a folder, tests and one file left out.
func identifiers(t *testing.T, dir, except string) map[string]bool {
	t.Helper()
	names := make(map[string]bool)
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || path == except {
			return err
		}
		ast.Inspect(parsed(t, path), func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				names[id.Name] = true
			}
			return true
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func parsed(t *testing.T, name string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
