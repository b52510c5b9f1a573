package verify

import (
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
)

// A goFile is a Go file and its syntax.
type goFile struct {
	output.File
	set   *token.FileSet
	tree  *ast.File
	owner *verifier
}

// newFile returns f with its syntax. The error is of the parser.
func newFile(set *token.FileSet, f output.File, v *verifier) (*goFile, error) {
	tree, err := parser.ParseFile(set, f.Path, f.Content, parser.ParseComments|parser.SkipObjectResolution)
	return &goFile{File: f, set: set, tree: tree, owner: v}, err
}

// goRules are the rules for a Go file by itself, in whatever package it is.
var goRules = []func(*goFile) []breach{
	hasPackageComment,
	hasPlainComments,
	declaresOnly,
	hasPlainNames,
	importsTheAllowed,
	isAlwaysBuilt,
}

func (f *goFile) line(p token.Pos) int { return f.set.PositionFor(p, false).Line }
