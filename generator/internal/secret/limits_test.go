package secret

import (
	"slices"
	"strings"
	"testing"
)

// Each condition of what looks random is needed: at its limit a word does, and beside
// it, all else being the same, it does not.
func TestRandomLimits(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"1Az1Az1Az1AzAzAz":     true,  // 4 digits, 6 capitals, 6 small letters
		"1Az1Az1AzAzAzAzAz":    false, // 3 digits
		"1Az1Az1Az1AzAzz":      false, // 5 capitals
		"1Az1Az1Az1AzAzA":      false, // 5 small letters
		"1234ABCDEFxyzuvw":     false, // hardly any change
		"1A2Z34ABCDzyxwvuvwxq": false, // 7 changes in 20 characters
		"1A2Z34zABCDyxwvuvwxt": true,  // 8 changes in 20 characters
		"12345678f":            true,  // 8 digits among hexadecimal letters
		"1234567f":             false, // 7
		"12345678":             false, // a number
		"12345678g":            false, // no hexadecimal digit
	} {
		if got := isRandom(word); got != want {
			t.Errorf("isRandom(%q) = %v, want %v", word, got, want)
		}
	}
	for _, r := range "azAZ" {
		if !isLetter(r) || isDigit(r) {
			t.Errorf("%q is no letter, or a digit", r)
		}
	}
	for _, r := range "`{@[/:09" {
		if isLetter(r) || isDigit(r) != strings.ContainsRune("09", r) {
			t.Errorf("%q is a letter, or is taken for a digit or not for one", r)
		}
	}
}

// A part of base64 counts from a length of six letters, not from one more.
func TestShortestForm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"abcde": "YWJjZG", "abcd": ""} {
		var found []string
		for _, form := range Forms(text) {
			if len(form) <= shortestForm && form != text {
				found = append(found, form)
			}
		}
		if want != "" && !slices.Contains(found, want) || want == "" && found != nil {
			t.Errorf("forms of %q: %q, want %q among those of up to six letters", text, found, want)
		}
	}
}
