package show

import "regexp"

// Inert returns text, a [Line], so that GitHub does nothing about it, such as in
// the message of a commit: it mentions nobody, refers to no issue and no commit,
// closes nothing, skips no check and is no link. It reads as before, because what
// GitHub looks for is broken up by a character that a reader does not see.
func Inert(text string) string {
	text = ids.ReplaceAllString(text, "$0"+zeroWidthSpace)
	return words.ReplaceAllStringFunc(text, func(word string) string { return word[:1] + zeroWidthSpace + word[1:] })
}

const zeroWidthSpace = "\u200b"

// words matches what GitHub looks for, apart from ids of commits, and more than
// that: the verbs that close an issue are broken up even though each reference to
// an issue is. A match has one byte at least that is ASCII, at its start.
var words = regexp.MustCompile(`(?i)[@#[*]|://|www\.|(?:gh|cve|ghsa)-|` +
	`\b(?:clos(?:e|es|ed|ing)|fix(?:es|ed|ing)?|resolv(?:e|es|ed|ing)|implement(?:s|ed|ing)?)\b`)

// ids matches parts of what can be the id of a commit: seven hexadecimal digits at
// least, with or without the rest of a word around them.
var ids = regexp.MustCompile(`[0-9A-Fa-f]{6}`)

// Markdown returns text, a [Line], for a paragraph or the cell of a table on
// GitHub: it is shown as it is and, as by [Inert], nothing is done about it.
func Markdown(text string) string { return markup.ReplaceAllStringFunc(Inert(text), escape) }

// markup matches the characters that mean something in Markdown, in HTML or in
// the mathematics of GitHub, wherever in a line they stand.
var markup = regexp.MustCompile("[\\\\`*_{}\\[\\]<>|~!&$]")

func escape(c string) string {
	switch c {
	case "&":
		return "&amp;"
	case "$":
		return "&#36;" // a backslash does not help against mathematics
	}
	return `\` + c
}

// MarkdownCode is like [Markdown], and the text is set as code.
func MarkdownCode(text string) string {
	switch {
	case text == "":
		return ""
	case isPlain.MatchString(text):
		return "`" + text + "`"
	}
	return "<code>" + Markdown(text) + "</code>" // a table ends a cell at "|" even in backticks
}

var isPlain = regexp.MustCompile(`^[\w.:/,-]+(?: [\w.:/,-]+)*$`)
