package main

import (
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A ban says what code must not use, and why.
type ban struct {
	path    string   // import path
	names   []string // what it must not use of it, or nil for all
	reason  string
	allowed func(*source) bool
}

// bans are what code must not use, except where allowed.
var bans = []ban{
	{
		"fmt", []string{"Print", "Printf", "Println"},
		"it writes where no caller can redirect it; return a value or take an io.Writer",
		func(*source) bool { return false },
	},
	{
		"log", []string{
			"Default", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln",
			"Print", "Printf", "Println", "SetFlags", "SetOutput", "SetPrefix",
		},
		"the logger is state of the whole process; return an error",
		func(*source) bool { return false },
	},
	{
		"os", []string{"Exit"},
		"it skips what is deferred and takes the decision from the caller; return an error",
		(*source).program,
	},
	{
		"time", []string{"Now", "Since", "Until"},
		"the same input must give the same output at any time",
		measures,
	},
	{
		"math/rand", nil,
		"the same input must give the same output every time",
		measures,
	},
	{
		"math/rand/v2", nil,
		"the same input must give the same output every time",
		measures,
	},
}

// timed are the packages whose work has to do with time: one measures it, one
// waits between tries, and one notes when it asked. No output of the generator
// depends on them.
var timed = []string{
	"generator/internal/bench", "generator/internal/capture",
	"generator/internal/runtime/propagation", "generated/propagation",
}

// measures reports whether s is of a package whose work has to do with time.
func measures(s *source) bool { return slices.Contains(timed, path.Dir(s.name)) }

// supports are the folders of packages that only tests import, by what they are for.
var supports = map[string]string{
	"generator/internal/leak":                    "shows secrets in all ways there are, panics too",
	"generator/internal/runtime/propagationtest": "is a server whose clock runs",
}

// forbidden checks what s uses. Tests and what supports them are left out.
func (l *linter) forbidden(s *source) {
	if s.test || supports[path.Dir(s.name)] != "" {
		return
	}
	imports := importsOf(s)
	ast.Inspect(s.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			l.selector(s, imports, n)
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "panic" {
				l.report(s, n.Pos(), "forbidden", "panic: no input may end the process; return an error")
			}
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				l.report(s, n.Pos(), "forbidden", "init: it runs unasked and its order is hard to see; call a function")
			}
		}
		return true
	})
}

// importsOf returns the import paths of s by the names that they have in it.
func importsOf(s *source) map[string]string {
	imports := make(map[string]string)
	for _, spec := range s.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser accepts string literals only
		}
		name := path.Base(strings.TrimSuffix(importPath, "/v2"))
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = importPath
	}
	return imports
}

func (l *linter) selector(s *source, imports map[string]string, e *ast.SelectorExpr) {
	pkg, ok := e.X.(*ast.Ident)
	if !ok {
		return
	}
	for _, b := range bans {
		banned := imports[pkg.Name] == b.path && (b.names == nil || slices.Contains(b.names, e.Sel.Name))
		if banned && !b.allowed(s) {
			l.report(s, e.Pos(), "forbidden", "%s.%s: %s", b.path, e.Sel.Name, b.reason)
		}
	}
}
