package module_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestUpToDate fails if generated/ is not what the inputs call for. It is the
// largest golden test: it shows every effect of a change of the generator.
func TestUpToDate(t *testing.T) {
	t.Parallel()
	changes, err := harness.Generated(t, harness.Module+"/generated").Compare(harness.Path(t, "generated"))
	if err != nil {
		t.Fatal(err)
	}
	if !changes.Empty() {
		t.Errorf("generated/ is not what spec/ calls for:\n%s\nrun: go generate ./...", changes.Unified())
	}
}

// TestForm checks that every generated file starts with the header, and that gofmt
// changes nothing.
func TestForm(t *testing.T) {
	t.Parallel()
	for name, content := range harness.Sources(harness.Generated(t, harness.Module+"/generated")) {
		if !bytes.HasPrefix(content, []byte(header.Go+"\n\n")) {
			t.Errorf("%s: does not start with the header and a blank line", name)
		}
		if again, err := format.Source(content); err != nil || !bytes.Equal(again, content) {
			t.Errorf("%s: gofmt changes it (error %v):\n%s", name, err, cmp.Diff(string(content), string(again)))
		}
	}
}

// TestDocumented checks that every exported declaration has a comment, and that
// package comments start as go doc expects.
func TestDocumented(t *testing.T) {
	t.Parallel()
	described := make(map[string]bool)
	for name, content := range harness.Sources(harness.Generated(t, harness.Module+"/generated")) {
		file := harness.Parse(t, name, content)
		dir := path.Dir(name)
		about := "Package " + file.Name.Name + " "
		if file.Name.Name == "main" {
			about = "Command " + path.Base(dir) + " "
		}
		described[dir] = described[dir] || strings.HasPrefix(file.Doc.Text(), about)
		for _, x := range undocumented(file) {
			t.Errorf("%s: %s has no comment", name, x)
		}
	}
	for dir, ok := range described {
		if !ok {
			t.Errorf("%s: no package comment", dir)
		}
	}
}

// undocumented returns the exported names that a file declares without a comment.
func undocumented(file *ast.File) []string {
	var list []string
	add := func(name *ast.Ident, docs ...*ast.CommentGroup) {
		if name.IsExported() && !slices.ContainsFunc(docs, func(d *ast.CommentGroup) bool { return d.Text() != "" }) {
			list = append(list, name.Name)
		}
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || ast.IsExported(receiver(d)) {
				add(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					add(s.Name, s.Doc, d.Doc)
				case *ast.ValueSpec:
					add(s.Names[0], s.Doc, s.Comment, d.Doc)
				}
			}
		}
	}
	return list
}

// receiver returns the name of the type that a method is on.
func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	if pointer, ok := t.(*ast.StarExpr); ok {
		t = pointer.X
	}
	if generic, ok := t.(*ast.IndexExpr); ok {
		t = generic.X
	}
	return t.(*ast.Ident).Name
}

// TestBuilds compiles the tree with Go 1.23, in a module of its own that requires
// no other: people who use what is generated need not have the Go of this module.
// The compiler refuses newer features of the language, and go vet names what the
// standard library of 1.23 does not have.
func TestBuilds(t *testing.T) {
	t.Parallel()
	s := harness.NewScratch(t, "example.com/alone", map[string]string{"go.mod": "module example.com/alone\n\ngo 1.23\n"})
	for name, content := range harness.Contents(harness.Generated(t, "example.com/alone/internal/made")) {
		s.Write("internal/made/"+name, content)
	}
	s.Run("build", "./...")
	s.Run("vet", "./...")
}

// TestTool runs the command as a tool of another module. It must say its own
// version and the command that runs it, though the module that it is built in is
// the other one.
func TestTool(t *testing.T) {
	t.Parallel()
	long.Only(t, "it compiles the generator once more, in another module")
	s := harness.NewScratch(t, "example.com/tool", map[string]string{"spec/openapi.yaml": "openapi: 3.0.3\ninfo: {title: A case, version: '1'}\npaths: {}\n"})
	const gen = harness.Module + "/gen"
	if got := s.Run("run", gen, "--version"); got != "gen v0.0.0\n" {
		t.Errorf("--version prints %q", got)
	}
	out, err := s.Try("run", gen, "check")
	if err == nil || !strings.Contains(out, "\nrun: go run "+gen+" generate\n") {
		t.Errorf("check prints (%v):\n%s", err, out)
	}
}
