// Command lint checks what no linter in tools.go does: that packages keep no
// state. A variable of a package has one value, from its declaration, so that
// calls at the same time cannot disturb each other; and no package has an init
// function, which runs unasked. What a method does to such a variable is not seen.
//
//	go run ./generator/internal/lint -test=false ./...
package main

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"
)

func main() { singlechecker.Main(stateless) }

var stateless = &analysis.Analyzer{
	Name: "stateless",
	Doc:  "report init functions, and variables of packages that are written after their declaration",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, file := range pass.Files {
			check(pass, file)
		}
		return nil, nil
	},
}

func check(pass *analysis.Pass, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			pass.Reportf(f.Pos(), "init runs unasked and in an order that is hard to see; call a function")
		}
		for _, e := range written(pass.TypesInfo, n) {
			if v := variable(pass.TypesInfo, e); v != nil {
				pass.Reportf(e.Pos(), "the variable %s of package %s is written after its declaration; pass it as a parameter", v.Name(), v.Pkg().Name())
			}
		}
		return true
	})
}

// written returns what n writes to.
func written(info *types.Info, n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		return []ast.Expr{n.Key, n.Value}
	case *ast.UnaryExpr:
		if n.Op == token.AND { // whoever has the address can write
			return []ast.Expr{n.X}
		}
	case *ast.CallExpr:
		name, _ := ast.Unparen(n.Fun).(*ast.Ident)
		if b, ok := info.Uses[name].(*types.Builtin); ok && (b.Name() == "clear" || b.Name() == "copy" || b.Name() == "delete") {
			return n.Args[:1]
		}
	}
	return nil
}

// variable returns the variable of a package that e is, or is a part of, or nil.
func variable(info *types.Info, e ast.Expr) *types.Var {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return variable(info, e.X)
	case *ast.ParenExpr:
		return variable(info, e.X)
	case *ast.SelectorExpr:
		if v := variable(info, e.Sel); v != nil {
			return v
		}
		return variable(info, e.X)
	case *ast.SliceExpr:
		return variable(info, e.X)
	case *ast.StarExpr:
		return variable(info, e.X)
	case *ast.Ident:
		if v, ok := info.Uses[e].(*types.Var); ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			return v
		}
	}
	return nil
}
