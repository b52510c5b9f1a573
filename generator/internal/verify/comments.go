package verify

import (
	"go/ast"
	"go/build/constraint"
	"regexp"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/header"
)

// hasPackageComment checks that no comment but the header and the package comment
// comes before the package clause.
func hasPackageComment(f *goFile) []breach {
	var list []breach
	for _, group := range f.tree.Comments {
		if group.Pos() < f.tree.Package && group != f.tree.Doc && group.Pos() > f.tree.FileStart {
			list = append(list, breach{f.line(group.Pos()), "a comment stands before the package clause that is no package comment"})
		}
	}
	return list
}

// hasPlainComments checks that no comment is an instruction to a tool, because
// comments can have text of the inputs.
func hasPlainComments(f *goFile) []breach {
	var list []breach
	for _, group := range f.tree.Comments {
		for _, c := range group.List {
			if what := instruction(c); what != "" && !f.allows(c) {
				list = append(list, breach{f.line(c.Pos()), what})
			}
		}
	}
	return list
}

// allows reports whether c is an allowed instruction: the header, or in copied
// runtime code the one that keeps the compiler from inlining a function.
func (f *goFile) allows(c *ast.Comment) bool {
	return c.Pos() == f.tree.FileStart && c.Text == header.Go || f.Copied && c.Text == "//go:noinline"
}

// instruction says what c tells which tool, or returns "" if c is for people only.
func instruction(c *ast.Comment) string {
	if strings.HasPrefix(c.Text, "/*") {
		return "a comment has the form /* */, which a directive may have"
	}
	text := strings.TrimLeft(c.Text[2:], " \t")
	switch {
	case directive.MatchString(c.Text):
		return "a comment is a directive"
	case constraint.IsPlusBuild("// " + text):
		return "a comment is a build constraint, which gofmt would hoist"
	case toLinter.MatchString(c.Text):
		return "a comment tells a linter to be silent"
	case otherHeader.MatchString(c.Text):
		return "a comment is a second header"
	}
	return ""
}

// The forms of comments that tools obey.
var (
	directive   = regexp.MustCompile(`^//(line |extern |export |[a-z0-9]+:[a-z0-9])`)
	toLinter    = regexp.MustCompile(`^//(nolint|lint:|#nosec)`)
	otherHeader = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)
)
