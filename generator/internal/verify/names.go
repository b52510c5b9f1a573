package verify

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// declaresThePlan: what a file declares is what was planned, no more and no less.
// Fixed code may declare what it likes, but nothing that runs unasked.
func declaresThePlan(f *goFile) []breach {
	var list []breach
	left := make(map[string]bool, len(f.names))
	for _, name := range f.names {
		left[name] = true
	}
	for _, d := range f.tree.Decls {
		for _, name := range declared(d) {
			if !left[name] && !f.fixed || name == "init" || name == "_" && calls(d) {
				list = append(list, breach{f.line(d.Pos()), fmt.Sprintf("it declares %s, which is not planned", name)})
			}
			delete(left, name)
		}
	}
	for _, name := range f.names {
		if left[name] {
			list = append(list, breach{0, fmt.Sprintf("it does not declare %s, which is planned", name)})
		}
	}
	return list
}

// declared returns the names that d declares at the top level, a method's as Type.Method.
func declared(d ast.Decl) []string {
	var names []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []string{receiver(d) + d.Name.Name}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

// receiver returns the type that a method is on and a dot, or "" for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	on := d.Recv.List[0].Type
	if pointer, ok := on.(*ast.StarExpr); ok {
		on = pointer.X
	}
	if generic, ok := on.(*ast.IndexExpr); ok {
		on = generic.X
	}
	if name, ok := on.(*ast.Ident); ok {
		return name.Name + "."
	}
	return "?."
}

// calls reports whether a declaration calls something.
func calls(d ast.Decl) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return !found
	})
	return found
}

// hasPlainNames: every identifier is ASCII, so that none only looks like another.
func hasPlainNames(f *goFile) []breach {
	var list []breach
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok && !isASCII(name.Name) {
			list = append(list, breach{f.line(name.Pos()), fmt.Sprintf("the identifier %+q is not ASCII", name.Name)})
		}
		return true
	})
	return list
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// What the tree imports from outside. What is emitted needs these few packages;
// fixed code is reviewed, and may use what neither acts when it is imported nor
// leaves the language. Nothing writes to them.
var (
	forEmitted = []string{"context", "encoding/json", "fmt", "io", "iter", "net/http", "time"}
	forNobody  = []string{"C", "expvar", "net/http/pprof", "os/exec", "plugin", "unsafe"}
	forFixed   = []string{"golang.org/x/oauth2", "golang.org/x/oauth2/clientcredentials"}
)

// importsTheAllowed: every import is of the tree or of a short list. One of the
// tree may have another name, where two packages would share one.
func importsTheAllowed(f *goFile) []breach {
	var list []breach
	for _, spec := range f.tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !f.mayImport(imported) || spec.Name != nil && !f.mayRename(spec) {
			list = append(list, breach{f.line(spec.Pos()), fmt.Sprintf("it must not import %s in this way", spec.Path.Value)})
		}
	}
	return list
}

func (f *goFile) mayImport(imported string) bool {
	dir, inside := strings.CutPrefix(imported, f.owner.importPath+"/")
	switch {
	case inside:
		return f.owner.packages[dir] != nil
	case !f.fixed:
		return slices.Contains(forEmitted, imported)
	case slices.Contains(forFixed, imported):
		return true
	}
	first, _, _ := strings.Cut(imported, "/")
	return token.IsIdentifier(first) && !slices.Contains(forNobody, imported)
}

// mayRename reports whether an import has another name for the sake of clarity.
func (f *goFile) mayRename(spec *ast.ImportSpec) bool {
	return strings.HasPrefix(spec.Path.Value, `"`+f.owner.importPath+"/") && token.IsIdentifier(spec.Name.Name) && spec.Name.Name != "_"
}
