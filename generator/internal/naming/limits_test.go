package naming

import "testing"

// The characters at the ends of the ranges are in them, and those beside them are not.
func TestRanges(t *testing.T) {
	for c, want := range map[byte][3]bool{ // upper, lower, part of a word
		'A': {true, false, true}, 'Z': {true, false, true}, '@': {}, '[': {},
		'a': {false, true, true}, 'z': {false, true, true}, '`': {}, '{': {},
		'0': {false, false, true}, '9': {false, false, true}, '/': {}, ':': {},
	} {
		if got := [3]bool{upper(c), lower(c), wordRune(rune(c))}; got != want {
			t.Errorf("%q: upper, lower, part of a word: %v, want %v", c, got, want)
		}
	}
	if !wordRune(0x80) || wordRune(0x7f) || ascii("\u0080") || !ascii("\x7f") {
		t.Error("U+0080 is ASCII, or U+007F is not")
	}
}

// A sign tells from others what has a number behind it and nothing else.
func TestSigned(t *testing.T) {
	for words, want := range map[string]bool{
		"-1": true, "+0": true, "-9": true, ">=1.5": true, "!=3": true,
		"": false, "-": false, "1": false, "11": false, "-a": false, "-1a": false, "-/": false, "-:": false, "a": false, "ab": false,
	} {
		if got := signed(words); got != want {
			t.Errorf("signed(%q) = %v, want %v", words, got, want)
		}
	}
}

// What makes a constant's name leaves at least one word of the value, and takes what
// the reader knows once only.
func TestConstantLimits(t *testing.T) {
	for _, test := range []struct{ prefix, subject, value, want string }{
		{"X", "", "Y", "XY"},
		{"P", "Status", "Status", "PStatus"},
		{"PlanStatus", "", "Status", "PlanStatusStatus"},
		{"PlanStatusStatus", "", "StatusStatusStatusActive", "PlanStatusStatusStatusActive"},
	} {
		if got := Constant(test.prefix, test.subject, test.value); got != test.want {
			t.Errorf("Constant(%q, %q, %q) = %q, want %q", test.prefix, test.subject, test.value, got, test.want)
		}
	}
}

func TestIsExported(t *testing.T) {
	for name, want := range map[string]bool{"A": true, "A1": true, "a": false, "É": false, "A b": false, "A-": false, "1A": false, "": false} {
		if got := IsExported(name); got != want {
			t.Errorf("IsExported(%q) = %v, want %v", name, got, want)
		}
	}
}
