// Package harness is what tests of the generator as a whole, and of what it
// generates, have in common: the inputs of this module, the command, modules of
// their own to compile programs in, and generated configurations by reflection.
// It is for tests only.
package harness

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// Module is the path of this module.
const Module = "github.com/connectorgen/connectorgen"

// Path returns the absolute path of a file or folder of this module, whose name
// is relative to its top. The test that calls it runs in the folder of its package.
func Path(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, filepath.FromSlash(name))
		}
	}
	t.Fatal("there is no go.mod above the folder of the test")
	return ""
}

// ReadFile returns the content of a file of this module.
func ReadFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Examples is the folder of the published examples: requests and responses
// from PingOne's documentation.
const Examples = "generator/internal/acceptance/harness/testdata/examples"

// Example returns one of the published examples.
func Example(t testing.TB, name string) string {
	t.Helper()
	return string(ReadFile(t, Examples+"/"+name))
}

// Spec returns the inputs of this module.
func Spec(t testing.TB) fs.FS {
	t.Helper()
	return os.DirFS(Path(t, "spec"))
}

// Inputs returns a copy of the inputs of this module, to change.
func Inputs(t testing.TB) fstest.MapFS {
	t.Helper()
	inputs := make(fstest.MapFS)
	spec := Spec(t)
	err := fs.WalkDir(spec, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(spec, name)
		inputs[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return inputs
}

// Model returns the model of inputs.
func Model(t testing.TB, inputs fs.FS) *model.Model {
	t.Helper()
	loaded, found, err := load.Folder(inputs, "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, found := model.Build(loaded)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m
}

// Generated returns the tree that the inputs of this module call for, generated
// for an import path. For another module than this one, what is made on request
// is left out: it needs libraries that the other module does not have.
func Generated(t testing.TB, importPath string) *generator.Tree {
	t.Helper()
	inputs := Inputs(t)
	if importPath != Module+"/generated" {
		delete(inputs, "generate.yaml")
	}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: importPath})
	if err != nil {
		t.Fatal(err)
	}
	if found.Failed() {
		t.Fatalf("the inputs of this module are not right:\n%v", found.All())
	}
	return tree
}

// Contents returns the files of a tree by path.
func Contents(tree *generator.Tree) map[string]string {
	files := make(map[string]string)
	for name, content := range tree.All() {
		files[name] = string(content)
	}
	return files
}

// Sources returns the Go files of a tree.
func Sources(tree *generator.Tree) map[string][]byte {
	files := maps.Collect(tree.All())
	maps.DeleteFunc(files, func(name string, _ []byte) bool { return path.Ext(name) != ".go" })
	return files
}

// Parse returns the syntax tree of a Go file.
func Parse(t testing.TB, name string, content []byte) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Value returns what encoding/json makes of data, numbers as they are written.
func Value(t testing.TB, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
