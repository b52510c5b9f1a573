package generator_test

import (
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/golden"
)

// TestGolden runs the pipeline over the cases in testdata. A case says in its
// comment why it exists. Its files below spec/ are the inputs; "findings" is
// what there is to say about them; those below generated/ are what must come
// out, as far as the case cares.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *txtar.Archive) {
		files, findings := generate(t, golden.FS(c.Files, "spec/"))
		for i := range c.Files {
			f := &c.Files[i]
			switch name, isOutput := strings.CutPrefix(f.Name, "generated/"); {
			case isOutput:
				f.Data = files[name]
			case f.Name == "findings":
				f.Data = []byte(findings)
			}
		}
	})
}

// generate returns what the generator makes of the inputs: files by path, and
// the findings, one on a line. A fault of the generator fails the test.
func generate(t testing.TB, inputs fs.FS) (map[string][]byte, string) {
	t.Helper()
	tree, findings, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, f := range findings.All() {
		lines.WriteString(f.String() + "\n")
	}
	files := make(map[string][]byte)
	if tree != nil {
		for name, content := range tree.All() {
			files[name] = content
		}
	}
	return files, lines.String()
}
