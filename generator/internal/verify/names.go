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

// declaresOnly checks that a file declares exactly what its emitter says. Copied
// runtime code may declare anything, except what runs when it is imported.
func declaresOnly(f *goFile) []breach {
	var list []breach
	left := make(map[string]bool, len(f.Declares))
	for _, name := range f.Declares {
		left[name] = true
	}
	for _, d := range f.tree.Decls {
		for _, name := range declared(d) {
			if !left[name] && !f.Copied || name == "init" || name == "_" && calls(d) {
				list = append(list, breach{f.line(d.Pos()), fmt.Sprintf("it declares %s, which it must not", name)})
			}
			delete(left, name)
		}
	}
	for _, name := range f.Declares {
		if left[name] {
			list = append(list, breach{0, fmt.Sprintf("it does not declare %s, which it must", name)})
		}
	}
	return list
}

// declared returns the names that d declares at the top level, of a method as Type.Method.
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

// receiver returns the receiver type of a method with a dot, or "" for a function.
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

// calls reports whether a declaration has a function call in it.
func calls(d ast.Decl) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return !found
	})
	return found
}

// hasPlainNames checks that every identifier is ASCII, because other letters can
// look like ASCII ones.
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
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// Import allow-lists. Emitted code may import only forEmitted. Copied runtime code
// is reviewed, so it may import any standard package except those with import
// side effects (expvar, pprof) or escape hatches (unsafe, C, os/exec, plugin).
var (
	forEmitted = []string{"context", "encoding/json", "fmt", "io", "iter", "net/http", "time"}
	// Copied code of the Terraform provider may import what begins like this as well.
	forTerraform = "github.com/hashicorp/terraform-plugin-"
	forNobody    = []string{"C", "expvar", "net/http/pprof", "os/exec", "plugin", "unsafe"}
)

// importsTheAllowed checks that every import is on a list or is a package of the
// tree. Only the latter may be renamed, where two of them have the same name.
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
	case !f.Copied:
		return slices.Contains(forEmitted, imported)
	}
	if strings.HasPrefix(f.Path, "terraform/") && strings.HasPrefix(imported, forTerraform) {
		return true
	}
	first, _, _ := strings.Cut(imported, "/")
	return token.IsIdentifier(first) && !slices.Contains(forNobody, imported)
}

// mayRename reports whether an import is of the tree and its new name is plain.
func (f *goFile) mayRename(spec *ast.ImportSpec) bool {
	return strings.HasPrefix(spec.Path.Value, `"`+f.owner.importPath+"/") && token.IsIdentifier(spec.Name.Name) && spec.Name.Name != "_"
}
