package main

import (
	"go/ast"
	"path"
	"strings"
)

// documented checks that the exported names of s have a comment. Tests are left
// out, and programs, from which nobody imports.
func (l *linter) documented(s *source) {
	if s.test || s.program() {
		return
	}
	for _, decl := range s.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if !reachable(d) {
				continue
			}
			l.comment(s, d.Name, d.Doc)
		case *ast.GenDecl:
			l.group(s, d)
		}
	}
}

// reachable reports whether users of the package see f.
func reachable(f *ast.FuncDecl) bool {
	return f.Recv == nil || ast.IsExported(receiver(f.Recv.List[0].Type))
}

// receiver returns the name of the type of a receiver.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// group checks a declaration of types, constants or variables. They may share
// the comment of their group, or have one at the end of the line.
func (l *linter) group(s *source, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			l.comment(s, spec.Name, first(spec.Doc, spec.Comment, d.Doc))
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				l.comment(s, name, first(spec.Doc, spec.Comment, d.Doc))
			}
		}
	}
}

func first(comments ...*ast.CommentGroup) *ast.CommentGroup {
	for _, c := range comments {
		if c != nil {
			return c
		}
	}
	return nil
}

// wellKnown are the methods whose contract is that of an interface that every
// reader knows.
var wellKnown = map[string]bool{
	"Error": true, "Is": true, "String": true, "Unwrap": true, "MarshalJSON": true, "UnmarshalJSON": true,
}

func (l *linter) comment(s *source, name *ast.Ident, doc *ast.CommentGroup) {
	if !name.IsExported() || wellKnown[name.Name] || strings.TrimSpace(doc.Text()) != "" {
		return
	}
	l.report(s, name.Pos(), "undocumented", "%s is exported; want a comment that says what it promises", name.Name)
}

// packages checks that every package has a comment that says what it is. Further
// files may add to it.
func (l *linter) packages(sources []*source) {
	first, commented := make(map[string]*source), make(map[string]bool)
	for _, s := range sources {
		dir := path.Dir(s.name)
		if s.test {
			continue
		}
		if first[dir] == nil {
			first[dir] = s
		}
		text := s.Doc.Text()
		commented[dir] = commented[dir] || strings.HasPrefix(text, "Package "+s.Name.Name+" ") ||
			s.program() && strings.HasPrefix(text, "Command ")
	}
	for dir, s := range first {
		if !commented[dir] {
			l.report(s, s.Package, "package-comment", "package %s has no comment; want one that says what it is for", s.Name.Name)
		}
	}
}
