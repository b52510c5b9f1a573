package verify

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/connectorgen/connectorgen/generator/internal/emit"
)

// A goFile is a file that is to be handed out, and its syntax.
type goFile struct {
	emit.File
	set   *token.FileSet
	tree  *ast.File
	names []string // that it is to declare, unless it is fixed
	fixed bool     // it is the same for every input, but for import paths
	owner *verifier
}

// newFile returns f with its syntax. The error is of the parser.
func newFile(set *token.FileSet, f emit.File, v *verifier) (*goFile, error) {
	names, planned := v.plan[f.Path]
	tree, err := parser.ParseFile(set, f.Path, f.Content, parser.ParseComments|parser.SkipObjectResolution)
	return &goFile{File: f, set: set, tree: tree, names: names, fixed: !planned, owner: v}, err
}

// promises are what holds for every file by itself, in whatever package it is.
// Nothing writes to it.
var promises = []func(*goFile) []breach{
	startsRight,
	hasPlainText,
	hasPlainComments,
	declaresThePlan,
	hasPlainNames,
	importsTheAllowed,
	isNeverIgnored,
}

// A breach is a promise that a file does not keep, and where.
type breach struct {
	line int // 0 for the whole file
	what string
}

// check returns the breaches of s as one error.
func (f *goFile) check() error {
	var errs []error
	for _, promise := range promises {
		for _, b := range promise(f) {
			errs = append(errs, f.at(b))
		}
	}
	return errors.Join(errs...)
}

func (f *goFile) at(b breach) error {
	if b.line == 0 {
		return fmt.Errorf("%s: %s", f.Path, b.what)
	}
	return fmt.Errorf("%s:%d: %s", f.Path, b.line, b.what)
}

func (f *goFile) line(p token.Pos) int { return f.set.PositionFor(p, false).Line }
