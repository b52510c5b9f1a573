package golang

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A Literal is the text of a composite literal with field names, as gofmt has
// it. Its methods leave out zero values.
//
// Tables are most of what is generated. They are written as text, since
// jennifer and gofmt would need half of their time for them.
type Literal []struct{ name, value string }

// Add adds a field with a value in Go.
func (l *Literal) Add(name, value string) {
	*l = append(*l, struct{ name, value string }{name, value})
}

// Str adds a string, if it is not empty.
func (l *Literal) Str(name, value string) {
	if value != "" {
		l.Add(name, show.GoString(value))
	}
}

// Strs adds a slice of strings, if there are any.
func (l *Literal) Strs(name string, values []string) {
	if len(values) > 0 {
		l.Add(name, Strings(values))
	}
}

// Strings returns a slice of strings as Go.
func Strings(values []string) string {
	literals := make([]string, len(values))
	for i, v := range values {
		literals[i] = show.GoString(v)
	}
	return "[]string{" + strings.Join(literals, ", ") + "}"
}

// Flag adds a field that is true.
func (l *Literal) Flag(name string, value bool) {
	if value {
		l.Add(name, "true")
	}
}

// Number adds a number, if it is not 0.
func (l *Literal) Number(name string, value int64) {
	if value != 0 {
		l.Add(name, strconv.FormatInt(value, 10))
	}
}

// List adds a slice whose elements are literals of a type, each on lines of its own.
func (l *Literal) List(name, of string, elements []string) {
	if len(elements) == 0 {
		return
	}
	var b strings.Builder
	for _, e := range elements {
		b.WriteString(Indented("\n"+e) + ",")
	}
	l.Add(name, "[]"+of+"{"+b.String()+"\n}")
}

// Line returns the literal on one line, such as {Key: "SCIM_URL", Required: true}.
func (l *Literal) Line() string {
	fields := make([]string, len(*l))
	for i, f := range *l {
		fields[i] = f.name + ": " + f.value
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// Block returns the literal with a field on each line. Like gofmt, it aligns the
// values of neighbours that need one line. Names have at most 40 letters: gofmt
// treats longer ones otherwise.
func (l *Literal) Block() string {
	var b strings.Builder
	b.WriteString("{")
	width := 0
	for i, f := range *l {
		if i == 0 || isLong(f.value) || isLong((*l)[i-1].value) {
			width = l.width(i)
		}
		fmt.Fprintf(&b, "\n\t%-*s %s,", width, f.name+":", Indented(f.value))
	}
	return b.String() + "\n}"
}

// width returns the width of the names, with their colons, from field i to the
// next value that needs more than one line.
func (l *Literal) width(i int) int {
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

// Indented returns the lines of text after the first one tab further right. No
// string literal in it has more than one line.
func Indented(text string) string { return strings.ReplaceAll(text, "\n", "\n\t") }
