package emit

import (
	"go/format"
	"reflect"
	"strings"
	"testing"
)

// TestLiteralIsFormatted holds tables, which are written as text, to what gofmt
// makes of them: values are aligned as far as the next one that has several lines.
func TestLiteralIsFormatted(t *testing.T) {
	type T struct {
		Key      string
		Required bool
	}
	rows := func(l *literal, name string) { l.add(name, table(reflect.ValueOf([]T{{"a", true}, {"b\n", true}}))) }
	for _, test := range []struct {
		why  string
		fill func(*literal)
	}{
		{"names of different lengths", func(l *literal) { l.str("A", "a"); l.str("LongName", "b"); l.str("Mid", "c") }},
		{"a very long value", func(l *literal) {
			l.str("A", strings.Repeat("x", 5000))
			l.str("LongName", "b")
			l.strs("Mid", []string{"c", "\n"})
		}},
		{"a table in the middle", func(l *literal) {
			l.str("LongName", "a")
			l.str("B", "b")
			rows(l, "Rows")
			l.str("C", "c")
			l.str("Longer", "d")
		}},
		{"a table first", func(l *literal) { rows(l, "Rows"); l.str("LongName", "a"); l.str("B", "b") }},
		{"tables that meet", func(l *literal) { rows(l, "Rows"); rows(l, "Lines"); l.str("B", "b") }},
		{"zero values", func(l *literal) {
			l.str("Z", "z")
			l.str("A", "")
			l.flag("B", false)
			l.number("C", 0)
			l.strs("D", nil)
		}},
	} {
		var l literal
		test.fill(&l)
		source := "package p\n\nvar x = T" + l.block() + "\n"
		want, err := format.Source([]byte(source))
		if err != nil || string(want) != source {
			t.Errorf("%s: got\n%s\nwant\n%s (%v)", test.why, source, want, err)
		}
	}
}
