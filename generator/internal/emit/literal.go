package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A literal is the text of a composite literal with field names, as gofmt has
// it. Its methods leave out zero values.
//
// Tables are most of what is generated. They are written as text, since
// jennifer and gofmt would need half of their time for them.
type literal []struct{ name, value string }

func (l *literal) add(name, value string) {
	*l = append(*l, struct{ name, value string }{name, value})
}

func (l *literal) str(name, value string) {
	if value != "" {
		l.add(name, show.GoString(value))
	}
}

func (l *literal) strs(name string, values []string) {
	if len(values) > 0 {
		l.add(name, stringsLiteral(values))
	}
}

func stringsLiteral(values []string) string {
	literals := make([]string, len(values))
	for i, v := range values {
		literals[i] = show.GoString(v)
	}
	return "[]string{" + strings.Join(literals, ", ") + "}"
}

func (l *literal) flag(name string, value bool) {
	if value {
		l.add(name, "true")
	}
}

func (l *literal) number(name string, value int64) {
	if value != 0 {
		l.add(name, strconv.FormatInt(value, 10))
	}
}

// line returns the literal on one line, such as {Key: "SCIM_URL", Required: true}.
func (l *literal) line() string {
	fields := make([]string, len(*l))
	for i, f := range *l {
		fields[i] = f.name + ": " + f.value
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// block returns the literal with a field on each line. Like gofmt, it aligns the
// values of neighbours that need one line. Names have at most 40 letters: gofmt
// treats longer ones otherwise.
func (l *literal) block() string {
	var b strings.Builder
	b.WriteString("{")
	width := 0
	for i, f := range *l {
		if i == 0 || isLong(f.value) || isLong((*l)[i-1].value) {
			width = l.width(i)
		}
		fmt.Fprintf(&b, "\n\t%-*s %s,", width, f.name+":", indented(f.value))
	}
	return b.String() + "\n}"
}

// width returns the width of the names, with their colons, from field i to the
// next value that needs more than one line.
func (l *literal) width(i int) int {
	width := len((*l)[i].name) + 1
	if isLong((*l)[i].value) {
		return width
	}
	for _, f := range (*l)[i:] {
		if isLong(f.value) {
			break
		}
		width = max(width, len(f.name)+1)
	}
	return width
}

func isLong(value string) bool { return strings.Contains(value, "\n") }

// indented returns the lines of text after the first one tab further right. No
// string literal in it has more than one line.
func indented(text string) string { return strings.ReplaceAll(text, "\n", "\n\t") }
