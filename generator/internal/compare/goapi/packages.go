package goapi

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
)

// packages are the Go packages of a tree, each type-checked on first use.
//
// Only declarations are checked. Packages outside the tree are replaced by made-up
// ones, because loading the real ones takes seconds: each name that is used
// becomes a type of its own. A generic type becomes an alias of a function type
// with its type arguments as parameters, so that these are compared too.
type packages struct {
	set     *token.FileSet
	files   map[string][]output.File // by folder
	checked map[string]*types.Package
	outside map[string]map[string]int // by import path: the names that are used, with their number of type arguments
}

func newPackages(files []output.File) *packages {
	p := &packages{
		set: token.NewFileSet(), files: make(map[string][]output.File),
		checked: make(map[string]*types.Package), outside: make(map[string]map[string]int),
	}
	for _, f := range files {
		if path.Ext(f.Path) != ".go" || strings.HasSuffix(f.Path, "_test.go") {
			continue
		}
		p.files[path.Dir(f.Path)] = append(p.files[path.Dir(f.Path)], f)
	}
	return p
}

// check returns the package in dir. The error is one of syntax. Declarations with
// type errors are left out; package verify finds those.
func (p *packages) check(dir string) (*types.Package, error) {
	if p.checked[dir] != nil {
		return p.checked[dir], nil
	}
	var sources []*ast.File
	for _, f := range p.files[dir] {
		parsed, err := parser.ParseFile(p.set, f.Path, f.Content, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		sources = append(sources, parsed)
		p.use(parsed)
	}
	conf := types.Config{Importer: p, IgnoreFuncBodies: true, Error: func(error) {}}
	p.checked[dir], _ = conf.Check(tree+"/"+dir, p.set, sources, nil)
	return p.checked[dir], nil
}

// Import implements [types.Importer].
func (p *packages) Import(importPath string) (*types.Package, error) {
	if dir, inside := strings.CutPrefix(importPath, tree+"/"); inside && p.files[dir] != nil {
		return p.check(dir)
	}
	if p.checked[importPath] == nil {
		file, err := parser.ParseFile(p.set, importPath, madeUp(path.Base(importPath), p.outside[importPath]), 0)
		if err != nil {
			return nil, err
		}
		conf := types.Config{Error: func(error) {}}
		p.checked[importPath], _ = conf.Check(importPath, p.set, []*ast.File{file}, nil)
	}
	return p.checked[importPath], nil
}

// madeUp returns the source of a package that declares names, each with its number
// of type parameters.
func madeUp(name string, names map[string]int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", strings.Map(letters, name))
	var sorted []string
	for n := range names {
		sorted = append(sorted, n)
	}
	slices.Sort(sorted)
	for _, n := range sorted {
		var params []string
		for i := range names[n] {
			params = append(params, "T"+strconv.Itoa(i))
		}
		if len(params) == 0 {
			fmt.Fprintf(&b, "type %s struct{}\n", n)
			continue
		}
		list := strings.Join(params, ", ")
		fmt.Fprintf(&b, "type %s[%s any] = func(%s)\n", n, list, list)
	}
	return b.String()
}

func letters(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r
	}
	return '_'
}

// use records the names of other packages that a file uses.
func (p *packages) use(file *ast.File) {
	imported := make(map[string]string)
	for _, spec := range file.Imports {
		importPath, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(importPath)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imported[name] = importPath
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IndexExpr:
			p.name(imported, n.X, 1)
		case *ast.IndexListExpr:
			p.name(imported, n.X, len(n.Indices))
		case *ast.SelectorExpr:
			p.name(imported, n, 0)
		}
		return true
	})
}

// name records that x takes a number of type arguments, if x is a name of another package.
func (p *packages) name(imported map[string]string, x ast.Expr, arguments int) {
	selector, ok := x.(*ast.SelectorExpr)
	if !ok {
		return
	}
	from, ok := selector.X.(*ast.Ident)
	if !ok || imported[from.Name] == "" {
		return
	}
	names := p.outside[imported[from.Name]]
	if names == nil {
		names = make(map[string]int)
		p.outside[imported[from.Name]] = names
	}
	if known, ok := names[selector.Sel.Name]; !ok || known < arguments {
		names[selector.Sel.Name] = arguments
		delete(p.checked, imported[from.Name]) // it must be made up again, with the new name
	}
}
