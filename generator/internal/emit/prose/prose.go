// Package prose makes comments of Go of texts that come from anywhere.
package prose

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// width is where the lines of a comment are broken.
const width = 77

// Comment returns paragraphs as the lines of a comment. The text may hold
// anything: no line can end the comment, be a directive, or be hoisted by gofmt,
// because every line starts with "// " and then a letter, a digit or a quote.
func Comment(paragraphs ...string) string {
	var lines []string
	for _, p := range paragraphs {
		if len(lines) > 0 {
			lines = append(lines, "//")
		}
		lines = append(lines, wrap(p)...)
	}
	return strings.Join(lines, "\n")
}

// wrap breaks a paragraph into lines of a comment. A paragraph that starts with
// "  - " is a list, with an item on each line.
func wrap(paragraph string) []string {
	if strings.HasPrefix(paragraph, "  - ") {
		var lines []string
		for item := range strings.SplitSeq(paragraph, "\n") {
			lines = append(lines, "//   - "+curled(Line(strings.TrimPrefix(item, "  - "))))
		}
		return lines
	}
	words := strings.Fields(curled(Line(paragraph)))
	if meansMore(words) {
		words[0] = strconv.Quote(words[0])
	}
	var lines []string
	line := []byte("//")
	for _, word := range words {
		if len(line)+1+len(word) > width && len(line) > len("//") && startsLine(word) {
			lines = append(lines, string(line))
			line = []byte("//")
		}
		line = append(append(line, ' '), word...)
	}
	return append(lines, string(line))
}

// curled returns s with the quotes of TeX as gofmt writes them. Of a longer run
// it would change more every time.
func curled(s string) string { return strings.NewReplacer("``", "“", "''", "”").Replace(s) }

// meansMore reports whether a tool would read a paragraph with these first words
// as a build constraint, a heading, the target of a link, or the header of a
// generated file.
func meansMore(words []string) bool {
	if len(words) == 0 {
		return false
	}
	first := words[0]
	target := first[0] == '[' && strings.Contains(first, "]:")
	return target || first[0] == '+' || first[0] == '#' || first == "Code" && len(words) > 1 && words[1] == "generated"
}

// startsLine reports whether a line of a comment may start with word.
func startsLine(word string) bool {
	c := rune(word[0])
	link := c == '[' && !strings.Contains(word, "]:")
	return c == '"' || link || word != "Code" && c < 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// Line returns s on one line, with hidden characters escaped.
func Line(s string) string {
	return show.Escape(strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(strings.ToValidUTF8(s, "\uFFFD")))
}

// Sentence returns a description for a doc comment, with a capital and a full
// stop and without research notes, or "".
func Sentence(s string) string {
	s, _ = model.CutNotes(strings.TrimSpace(Line(s)))
	if s == "" {
		return ""
	}
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	if c := s[0]; 'a' <= c && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	return s
}

// Paragraphs returns a comment whose first paragraph is a text, if there is any, and the default.
func Paragraphs(first, byDefault string, deprecated bool) (list []string) {
	if byDefault != "" {
		first = strings.TrimSpace(first + " The default is " + Line(byDefault) + ".")
	}
	if first != "" {
		list = append(list, first)
	}
	if deprecated {
		list = append(list, "Deprecated: The API marks it as deprecated.")
	}
	return list
}
