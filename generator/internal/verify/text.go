package verify

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// startsRight: the header stands on the first line, and nothing between it and
// the package clause but the package comment.
func startsRight(f *goFile) []breach {
	if !bytes.HasPrefix(f.Content, []byte(emit.Header+"\n\n")) {
		return []breach{{1, "it does not start with the header and a blank line"}}
	}
	var list []breach
	for _, group := range f.tree.Comments {
		if group.Pos() < f.tree.Package && group != f.tree.Doc && group.Pos() > f.tree.FileStart {
			list = append(list, breach{f.line(group.Pos()), "a comment stands before the package clause that is no package comment"})
		}
	}
	return list
}

// hasPlainText: no character is one that a reader does not see, or that is not a character.
func hasPlainText(f *goFile) []breach {
	if !utf8.Valid(f.Content) {
		return []breach{{0, "it is not UTF-8"}}
	}
	for i, c := range f.Content {
		if ' ' <= c && c <= '~' || c == '\n' || c == '\t' || !utf8.RuneStart(c) {
			continue // the usual case, fast
		}
		if r, _ := utf8.DecodeRune(f.Content[i:]); show.IsHidden(r) {
			line := 1 + bytes.Count(f.Content[:i], []byte("\n"))
			return []breach{{line, fmt.Sprintf("it has the character %U, which cannot be seen", r)}}
		}
	}
	return nil
}

// hasPlainComments: no comment tells a tool anything, so that no text of the inputs can.
func hasPlainComments(f *goFile) []breach {
	var list []breach
	for _, group := range f.tree.Comments {
		for _, c := range group.List {
			if what := order(c); what != "" && !f.allowsOrder(c) {
				list = append(list, breach{f.line(c.Pos()), what})
			}
		}
	}
	return list
}

// allowsOrder reports whether c is the header, or stands in fixed code and
// tells the compiler how to compile a function.
func (f *goFile) allowsOrder(c *ast.Comment) bool {
	return c.Pos() == f.tree.FileStart && c.Text == emit.Header || f.fixed && c.Text == "//go:noinline"
}

// order says what a comment tells to which tool, or "" if it is for people.
func order(c *ast.Comment) string {
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

// The forms of comments that tools obey. Nothing writes to them.
var (
	directive   = regexp.MustCompile(`^//(line |extern |export |[a-z0-9]+:[a-z0-9])`)
	toLinter    = regexp.MustCompile(`^//(nolint|lint:|#nosec)`)
	otherHeader = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)
)
