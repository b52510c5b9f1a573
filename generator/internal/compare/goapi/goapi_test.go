package goapi

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
)

// TestChanges shows that what is made up of the packages outside the tree is
// enough to see every change of the API, and that what is no API is not seen.
func TestChanges(t *testing.T) {
	const head = "package x\n\nimport (\n\t\"iter\"\n\t\"time\"\n\t\"generated/connector\"\n)\n\n"
	for _, c := range []struct{ why, old, new, want string }{
		{"nothing", "func F(time.Time) iter.Seq2[int, error] { return nil }", "func F(time.Time) iter.Seq2[int, error] { panic(0) }", ""},
		{"a tag and a comment", "type T struct { A string `json:\"a\"` }", "// T is.\ntype T struct { A string `json:\"b\"` }", ""},
		{"an element of an iterator", "func F() iter.Seq2[int, error]", "func F() iter.Seq2[string, error]",
			"go-incompatible x.F breaks programs: changed from func() iter.Seq2[int, error] to func() iter.Seq2[string, error]"},
		{"a type of another package", "type T struct{ A time.Time }", "type T struct{ A time.Duration }",
			"go-incompatible x.T.A breaks programs: changed from time.Time to time.Duration"},
		{"a type of the tree", "type T struct{ A string }", "type T struct{ A connector.Secret }",
			"go-incompatible x.T.A breaks programs: changed from string to generated/connector.Secret\n" +
				"go-incompatible x.T breaks programs: old is comparable, new is not"},
		{"a field", "type T struct{ A string }", "type T struct{ A, B string }", "go-extended x.T.B is new in Go: added"},
		{"a constant", "const A = 1\nconst B = 2", "const A = 1", "go-incompatible x.B breaks programs: removed"},
	} {
		t.Run(c.why, func(t *testing.T) {
			tree := func(text string) *packages {
				return newPackages([]output.File{
					{Path: "x/x.go", Content: []byte(head + text)},
					{Path: "connector/c.go", Content: []byte("package connector\n\nimport \"time\"\n\ntype Secret struct{ f []func(time.Month) }\n")},
				})
			}
			changes, err := versions{tree(c.old), tree(c.new)}.changes("x", "x")
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, x := range changes {
				lines = append(lines, x.Rule+" "+x.String())
			}
			if diff := cmp.Diff(c.want, strings.Join(lines, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is not Go is an error, and not the same as nothing.
func TestSyntax(t *testing.T) {
	p := newPackages([]output.File{{Path: "x/x.go", Content: []byte("package x\n\nfunc {")}})
	if _, err := (versions{p, p}).changes("x", "x"); err == nil {
		t.Error("want an error of syntax")
	}
}
