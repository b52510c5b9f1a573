// Package show makes text safe to show: on a terminal, in the log of a CI
// system, and in a source file. The text may come from anybody.
//
// A character that a reader does not see is escaped as Go escapes it, such as
// \x1b or \u202e. A marker that CI systems obey is broken up: "##", which starts
// a command of Azure Pipelines or TeamCity anywhere in a line, and "::", which
// starts one of GitHub Actions at the beginning of a line.
package show

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// IsHidden reports whether a reader does not see r: it is a control, format,
// private-use or unassigned character, a space other than ' ', or [IsBlank].
func IsHidden(r rune) bool {
	if ' ' <= r && r <= '~' {
		return false // the usual case, fast
	}
	return !unicode.IsPrint(r) || IsBlank(r)
}

// IsBlank reports whether r counts as printable by its category and shows as
// nothing: a variation selector such as U+FE0F, a joiner or a filler.
func IsBlank(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// IsControl reports whether r steers what shows it: it is a control,
// bidirectional or zero-width character, or some tool takes it for the end of a
// line. Unlike [IsHidden] it allows spaces and private-use characters.
func IsControl(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// Line returns text on one line of limit bytes at most, safe for a terminal and
// a CI log. What is longer ends in "...".
func Line(text string, limit int) string { return line(text, limit, "") }

// Code is like [Line] for a line of source code: it keeps tabs.
func Code(text string, limit int) string { return line(text, limit, "\t") }

func line(text string, limit int, kept string) string {
	var b []byte
	fits := 0 // bytes of b that leave room for "..."
	for _, r := range withoutCommands(text) {
		if strings.ContainsRune(kept, r) {
			b = utf8.AppendRune(b, r)
		} else {
			b = appendSeen(b, r)
		}
		switch {
		case len(b) > limit:
			return string(b[:fits]) + "..."
		case len(b) <= limit-len("..."):
			fits = len(b)
		}
	}
	return string(b)
}

// withoutCommands returns text without what a CI system takes for a command of
// its own. GitHub's runner ignores white space before "::".
func withoutCommands(text string) string {
	text = strings.ReplaceAll(text, "##", `#\u0023`)
	if start := strings.TrimLeft(text, " \t"); strings.HasPrefix(start, "::") {
		return text[:len(text)-len(start)] + `\u003a` + start[1:]
	}
	return text
}

// appendSeen appends r, escaped if it is hidden.
func appendSeen(b []byte, r rune) []byte {
	if !IsHidden(r) {
		return utf8.AppendRune(b, r)
	}
	escaped := strconv.QuoteRuneToASCII(r)
	return append(b, escaped[1:len(escaped)-1]...)
}

// Escape returns text, valid UTF-8, with every hidden character escaped. For a
// terminal or a CI log, use [Line].
func Escape(text string) string {
	if !strings.ContainsFunc(text, IsHidden) {
		return text
	}
	var b []byte
	for _, r := range text {
		b = appendSeen(b, r)
	}
	return string(b)
}

// GoString returns text as a Go string literal in which a reader sees every character.
func GoString(text string) string { return Escape(strconv.Quote(text)) }

// Quote returns text in quotes for a message, without a command of a CI system.
// Of a text of more than limit bytes it quotes the beginning, and "..." follows.
func Quote(text string, limit int) string {
	more := ""
	if len(text) > limit {
		more = "..."
		for limit > 0 && !utf8.RuneStart(text[limit]) {
			limit--
		}
		text = text[:limit]
	}
	return withoutCommands(GoString(text)) + more
}

// maxListed bounds each text of a [List], in bytes.
const maxListed = 60

// List returns the first few of texts in quotes, with commas between them, and
// says how many more there are.
func List(texts []string, atMost int) string {
	var words []string
	for _, text := range texts[:min(len(texts), atMost)] {
		words = append(words, Quote(text, maxListed))
	}
	if more := len(texts) - atMost; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}

// JSON returns the same JSON value with hidden characters and commands of CI
// systems escaped in its strings. text must be indented JSON.
func JSON(text []byte) []byte {
	b := make([]byte, 0, len(text))
	for _, r := range withoutCommands(string(text)) {
		if r == '\n' || !IsHidden(r) {
			b = utf8.AppendRune(b, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			b = fmt.Appendf(b, `\u%04x`, unit)
		}
	}
	return b
}
