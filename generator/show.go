package generator

import "github.com/connectorgen/connectorgen/generator/internal/show"

// ShowLine returns text on one line of limit bytes at most, safe for a terminal
// and a CI log: hidden characters are escaped, and CI commands broken up.
func ShowLine(text string, limit int) string { return show.Line(text, limit) }

// ShowJSON returns the same value as text, which is indented JSON, safe for a
// terminal and a CI log.
func ShowJSON(text []byte) []byte { return show.JSON(text) }

// ShowMarkdown returns text, a line by [ShowLine], for a paragraph or the cell of
// a table on GitHub. It is shown as it is: it is no markup, and mentions nobody.
func ShowMarkdown(text string) string { return show.Markdown(text) }

// ShowMarkdownCode is like [ShowMarkdown], and the text is set as code.
func ShowMarkdownCode(text string) string { return show.MarkdownCode(text) }
