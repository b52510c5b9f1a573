package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A finding is one place where the code breaks a rule.
type finding struct {
	at      token.Position
	rule    string
	message string
}

func (f finding) String() string {
	return fmt.Sprintf("%s: %s: %s", f.at, f.rule, f.message)
}

// A source is a file of Go code.
type source struct {
	*ast.File
	name      string // slash-separated path
	set       *token.FileSet
	generated bool
	test      bool
}

// program reports whether the file is of a command and not of a package.
func (s *source) program() bool { return s.Name.Name == "main" }

// lines returns how many lines a node has.
func (s *source) lines(n ast.Node) int {
	return s.set.Position(n.End()).Line - s.set.Position(n.Pos()).Line + 1
}

// A linter collects findings.
type linter struct{ findings []finding }

func (l *linter) report(s *source, at token.Pos, rule, format string, args ...any) {
	l.findings = append(l.findings, finding{s.set.Position(at), rule, fmt.Sprintf(format, args...)})
}

// lint returns what is wrong with the code in fsys, sorted by place.
func lint(fsys fs.FS) ([]finding, error) {
	sources, err := read(fsys)
	if err != nil {
		return nil, err
	}
	var l linter
	for _, s := range sources {
		l.documented(s)
		if s.generated {
			continue
		}
		l.length(s)
		l.forbidden(s)
	}
	l.packages(sources)
	slices.SortStableFunc(l.findings, func(a, b finding) int {
		return cmp.Or(
			strings.Compare(a.at.Filename, b.at.Filename),
			cmp.Compare(a.at.Offset, b.at.Offset),
		)
	})
	return l.findings, nil
}

// read parses the Go files in fsys.
func read(fsys fs.FS) ([]*source, error) {
	var sources []*source
	set := token.NewFileSet()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && leftOut(name):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		s, err := parse(fsys, set, name)
		sources = append(sources, s)
		return err
	})
	return sources, err
}

// leftOut reports whether the go command takes no packages from a folder.
func leftOut(dir string) bool {
	base := path.Base(dir)
	return base == "testdata" || base != "." && strings.ContainsAny(base[:1], "._")
}

func parse(fsys fs.FS, set *token.FileSet, name string) (*source, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return &source{
		File:      file,
		name:      name,
		set:       set,
		generated: ast.IsGenerated(file),
		test:      strings.HasSuffix(name, "_test.go"),
	}, nil
}
