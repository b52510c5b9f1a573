package generator

import "github.com/connectorgen/connectorgen/generator/internal/show"

// ShowLine returns text on one line of limit bytes at most, safe for a terminal
// and a CI log: hidden characters are escaped, and CI commands broken up.
func ShowLine(text string, limit int) string { return show.Line(text, limit) }

// ShowJSON returns the same value as text, which is indented JSON, safe for a
// terminal and a CI log.
func ShowJSON(text []byte) []byte { return show.JSON(text) }
