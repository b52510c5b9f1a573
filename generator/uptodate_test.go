package generator_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestUpToDate holds generated/ to be what the inputs call for. It is the large
// golden: a change of the generator shows here in all that it does.
func TestUpToDate(t *testing.T) {
	t.Parallel()
	changes, err := checkedIn(t, ours+"/generated").Compare("../generated")
	if err != nil {
		t.Fatal(err)
	}
	if !changes.Empty() {
		t.Errorf("generated/ is not what spec/ calls for:\n%s\nrun: go generate ./...", changes.Unified())
	}
}

// TestForm holds every file to the form of generated Go: its header, and that
// gofmt has nothing to do.
func TestForm(t *testing.T) {
	t.Parallel()
	for name, content := range sources(checkedIn(t, ours+"/generated")) {
		if !bytes.HasPrefix(content, []byte(generator.Header+"\n\n")) {
			t.Errorf("%s: does not start with the header and a blank line", name)
		}
		if again, err := format.Source(content); err != nil || !bytes.Equal(again, content) {
			t.Errorf("%s: gofmt changes it (error %v):\n%s", name, err, cmp.Diff(string(content), string(again)))
		}
	}
}

// TestDocumented holds every exported declaration of the tree to have a comment
// that starts with its name, as go doc shows it.
func TestDocumented(t *testing.T) {
	t.Parallel()
	described := make(map[string]bool)
	for name, content := range sources(checkedIn(t, ours+"/generated")) {
		file := parse(t, name, content)
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

// TestBuilds compiles the tree in a module of its own, under an import path of
// its own: nothing in it may need this module. Vet is a second reader.
func TestBuilds(t *testing.T) {
	t.Parallel()
	s := newScratch(t, "example.com/alone", nil)
	for name, content := range contents(checkedIn(t, "example.com/alone/internal/made")) {
		s.write("internal/made/"+name, content)
	}
	s.run("build", "./...")
	s.run("vet", "./...")
	if deps := s.run("list", "-deps", "./..."); strings.Contains(deps, ours) {
		t.Errorf("the tree needs this module:\n%s", deps)
	}
}

// TestDeclared holds the packages of the connectors to declare exactly what the
// model planned: an emitter that invents a name, or forgets one, fails.
func TestDeclared(t *testing.T) {
	t.Parallel()
	declared := declarations(t, contents(checkedIn(t, ours+"/generated")))
	for _, c := range built(t, "../spec").Connectors {
		if diff := cmp.Diff(planned(c), declared["connector/"+c.Package]); diff != "" {
			t.Errorf("%s (-planned +declared):\n%s", c.Package, diff)
		}
	}
}

// built returns the model of the inputs in dir.
func built(t testing.TB, dir string) *model.Model {
	t.Helper()
	inputs, found, err := spec.Load(os.DirFS(dir), "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, meant := model.Build(inputs)
	if meant.Failed() {
		t.Fatal(meant.All())
	}
	return m
}

// planned returns the names that the package of c is to declare, sorted:
// those of every connector, and those that the model gives.
func planned(c *model.Connector) []string {
	names := []string{"Configuration", "From", "Metadata", "StoreType"}
	if len(c.Checks) > 0 {
		names = append(names, "checkSet", "checks")
	}
	enums := c.Enums
	if c.Selector != nil {
		names = append(names, "OtherProfile", "Profile", "decodeProfile", "methods")
		enums = append([]*model.Enum{c.Selector.Enum}, enums...)
	}
	for _, p := range c.Profiles {
		names = append(names, p.Name)
	}
	for _, e := range enums {
		names = append(names, e.Name)
		for _, v := range e.Values {
			names = append(names, v.Name)
		}
	}
	for _, x := range c.Constants {
		names = append(names, x.Name)
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(n string) bool { return n == "" })
}

// declarations returns the names that each folder declares, methods left out, sorted.
func declarations(t testing.TB, files map[string]string) map[string][]string {
	t.Helper()
	names := make(map[string][]string)
	for name, content := range files {
		if name == generator.Manifest {
			continue
		}
		dir := path.Dir(name)
		for _, decl := range parse(t, name, []byte(content)).Decls {
			names[dir] = append(names[dir], declaredBy(decl)...)
		}
	}
	for _, list := range names {
		slices.Sort(list)
	}
	return names
}

func declaredBy(decl ast.Decl) []string {
	var names []string
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

func parse(t testing.TB, name string, content []byte) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
