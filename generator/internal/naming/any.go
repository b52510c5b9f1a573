package naming

import (
	"fmt"
	"strings"
	"unicode"
)

// Any returns words, whatever they are, as an exported identifier. It is that of
// [Exported] where there is one. Else a letter that is not ASCII is written as its
// number, words without letters and digits as what their signs are called, and N
// goes before a digit.
//
//	5qi     N5qi
//	+1      Plus1
//	größe   GrU00f6U00dfE
//	_       Underscore
func Any(words string) string {
	words = spelledOut(words)
	if !strings.ContainsFunc(words, wordRune) || signed(words) {
		words = withSigns(words)
	}
	name := Exported(words)
	switch {
	case name == "":
		return "Empty"
	case '0' <= name[0] && name[0] <= '9':
		return "N" + name
	}
	return name
}

// spelledOut returns words with letters that are not ASCII as their numbers.
func spelledOut(words string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(words, " ") {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			fmt.Fprintf(&b, " U%04x ", r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// signed reports whether words are a sign and a number, such as -1, which the
// sign tells from others.
func signed(words string) bool {
	return len(words) > 1 && strings.ContainsRune("+-<>=!", rune(words[0])) && !strings.ContainsFunc(words[1:], func(r rune) bool {
		return r != '.' && r != '=' && (r < '0' || r > '9')
	})
}

// withSigns returns words with signs as what they are called.
func withSigns(words string) string {
	var b strings.Builder
	for _, r := range words {
		switch name := signs[r]; {
		case name != "":
			b.WriteString(" " + name + " ")
		case wordRune(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// signs are what signs are called.
var signs = map[rune]string{
	'_': "underscore", '+': "plus", '-': "minus", '*': "star", '/': "slash", '.': "dot", ',': "comma", ':': "colon", ';': "semicolon",
	'$': "dollar", '@': "at", '#': "hash", '%': "percent", '&': "and", '|': "or", '!': "not", '?': "question", '=': "equal", '<': "less",
	'>': "greater", '~': "tilde", '^': "caret", '(': "open", ')': "close", '[': "open", ']': "close", '{': "open", '}': "close",
	'"': "quote", '\'': "apostrophe", '`': "backquote", '\\': "backslash",
}
