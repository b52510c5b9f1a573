package golang

import (
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"
	"github.com/google/go-cmp/cmp"
)

// TestGroupImports shows that the standard library comes first, and that the
// tree's packages get the path where the tree will be.
func TestGroupImports(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"none", "package p\n", "package p\n"},
		{"one of the tree", "package p\n\nimport \"tree/connector\"\n", "package p\n\nimport \"example.com/x/connector\"\n"},
		{"one of the standard library", "package p\n\nimport \"fmt\"\n", "package p\n\nimport \"fmt\"\n"},
		{"both", "package p\n\nimport (\n\t\"fmt\"\n\tconnector \"tree/connector\"\n\t\"io\"\n)\n\nvar x = \"tree/connector\"\n",
			"package p\n\nimport (\n\t\"fmt\"\n\t\"io\"\n\n\tconnector \"example.com/x/connector\"\n)\n\nvar x = \"tree/connector\"\n"},
		{"the tree alone", "package p\n\nimport (\n\t\"tree/a\"\n\t\"tree/b\"\n)\n", "package p\n\nimport (\n\t\"example.com/x/a\"\n\t\"example.com/x/b\"\n)\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := GroupImports([]byte(test.in), "example.com/x")
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRenderFault holds what jennifer cannot print to be an error that names the
// file, and not a panic.
func TestRenderFault(t *testing.T) {
	for name, code := range map[string]jen.Code{
		"a literal of no kind": jen.Var().Id("x").Op("=").Lit(struct{}{}),
		"no Go":                jen.Op("]["),
	} {
		f := New("connector/zoom", "zoom")
		f.Add(code)
		if _, err := Render("zoom.go", f, "example.com/x"); err == nil || !strings.HasPrefix(err.Error(), "zoom.go: ") {
			t.Errorf("%s: error %v, want one that starts with the name of the file", name, err)
		}
	}
}

// TestFormatted holds an error to show the source with its line numbers: it is a
// fault of the generator, and whoever reads it has no file to look at.
func TestFormatted(t *testing.T) {
	_, err := Format("a.go", []byte("package p\n\nfunc {\n"))
	if err == nil || !strings.Contains(err.Error(), "   3  func {\n") {
		t.Errorf("error %v, want the source in it", err)
	}
}

// TestTag shows the tag of a field, with what machines read about it.
func TestTag(t *testing.T) {
	for _, test := range []struct{ json, connector, want string }{
		{"URL", "required", "`json:\"URL\" connector:\"required\"`"},
		{"-", "", "`json:\"-\"`"},
	} {
		if got := jen.Add(Tag(test.json, test.connector)).GoString(); got != test.want {
			t.Errorf("tag(%q, %q) = %s, want %s", test.json, test.connector, got, test.want)
		}
	}
}
