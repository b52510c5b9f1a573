package golang

import (
	"go/format"
	"strings"
	"testing"
)

// TestLiteralIsFormatted holds tables, which are written as text, to what gofmt
// makes of them: values are aligned as far as the next one that has several lines.
func TestLiteralIsFormatted(t *testing.T) {
	rows := func(l *Literal, name string) {
		l.Add(name, "[]T{\n\t{Key: \"a\", Required: true},\n\t{Key: \"b\"},\n}")
	}
	for _, test := range []struct {
		why  string
		fill func(*Literal)
	}{
		{"names of different lengths", func(l *Literal) { l.Str("A", "a"); l.Str("LongName", "b"); l.Str("Mid", "c") }},
		{"a very long value", func(l *Literal) {
			l.Str("A", strings.Repeat("x", 5000))
			l.Str("LongName", "b")
			l.Strs("Mid", []string{"c", "\n"})
		}},
		{"a table in the middle", func(l *Literal) {
			l.Str("LongName", "a")
			l.Str("B", "b")
			rows(l, "Rows")
			l.Str("C", "c")
			l.Str("Longer", "d")
		}},
		{"a table first", func(l *Literal) { rows(l, "Rows"); l.Str("LongName", "a"); l.Str("B", "b") }},
		{"tables that meet", func(l *Literal) { rows(l, "Rows"); rows(l, "Lines"); l.Str("B", "b") }},
		{"zero values", func(l *Literal) {
			l.Str("Z", "z")
			l.Str("A", "")
			l.Flag("B", false)
			l.Number("C", 0)
			l.Strs("D", nil)
		}},
	} {
		var l Literal
		test.fill(&l)
		source := "package p\n\nvar x = T" + l.Block() + "\n"
		want, err := format.Source([]byte(source))
		if err != nil || string(want) != source {
			t.Errorf("%s: got\n%s\nwant\n%s (%v)", test.why, source, want, err)
		}
	}
}
