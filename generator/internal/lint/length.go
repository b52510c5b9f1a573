package main

import "go/ast"

// limits are the most lines that there may be.
type limits struct{ function, file int }

// limitsOf returns the limits for s. Tests may be longer than other code: most
// of their lines are tables, which are read one case at a time.
func limitsOf(s *source) limits {
	if s.test {
		return limits{function: 100, file: 500}
	}
	return limits{function: 60, file: 400}
}

// length checks how long the functions of s are, and s itself.
func (l *linter) length(s *source) {
	most := limitsOf(s)
	for _, decl := range s.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := s.lines(f); n > most.function {
			l.report(s, f.Pos(), "function-length", "%s has %d lines; it may have %d", f.Name.Name, n, most.function)
		}
	}
	if n := s.set.File(s.FileStart).LineCount(); n > most.file {
		l.report(s, s.FileStart, "file-length", "%d lines; there may be %d", n, most.file)
	}
}
