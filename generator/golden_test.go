package generator_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden runs the pipeline over the cases in testdata. A case says in its
// comment why it exists. Its files below spec/ are the inputs; "findings" is
// what there is to say about them; those below generated/ are what must come
// out, as far as the case cares.
func TestGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := run(t, archive)
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); diff != "" {
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

// run returns archive with its expectations replaced by what the generator does.
func run(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	t.Helper()
	inputs := make(fstest.MapFS)
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "spec/"); ok {
			inputs[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	files, findings := generate(t, inputs)
	got := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		switch name, isOutput := strings.CutPrefix(f.Name, "generated/"); {
		case isOutput:
			got.Files = append(got.Files, txtar.File{Name: f.Name, Data: files[name]})
		case f.Name == "findings":
			got.Files = append(got.Files, txtar.File{Name: f.Name, Data: []byte(findings)})
		default:
			got.Files = append(got.Files, f)
		}
	}
	return got
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
