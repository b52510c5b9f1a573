package spec

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// Display returns the name of a file as it is shown.
func Display(name string) string {
	if strings.ContainsFunc(name, show.IsHidden) || !utf8.ValidString(name) {
		return strconv.Quote(name)
	}
	return name
}

// isSymbol reports whether r is neither ASCII nor part of a word in any script.
func isSymbol(r rune) bool {
	return show.IsBlank(r) || r > unicode.MaxASCII && !show.IsControl(r) && !unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// isOdd reports whether r is unexpected in text of more than one line.
func isOdd(r rune) bool {
	if ' ' <= r && r <= '~' {
		return false // the usual case, fast
	}
	return r != '\n' && r != '\t' && show.IsControl(r)
}

// runeName returns the name of r in messages, such as U+0410.
func runeName(r rune) string { return fmt.Sprintf("%U", r) }

// firstRune returns the first rune of s for which is holds, and its number, counted from 1.
func firstRune(s string, is func(rune) bool) (r rune, at int, found bool) {
	for _, r := range s {
		at++
		if is(r) {
			return r, at, true
		}
	}
	return 0, 0, false
}

// identifierProblem says why s is not an ASCII letter followed by up to limit-1
// ASCII letters, digits or characters of extra. It returns "" if it is.
func identifierProblem(s, extra string, limit int) string {
	if s == "" {
		return "is empty"
	}
	if len(s) > limit {
		return fmt.Sprintf("is longer than %d bytes", limit)
	}
	if !isLetter(rune(s[0])) && s[0] < utf8.RuneSelf {
		return fmt.Sprintf("starts with %s", runeName(rune(s[0])))
	}
	r, at, bad := firstRune(s, func(r rune) bool {
		return !isLetter(r) && !isDigit(r) && !strings.ContainsRune(extra, r)
	})
	if bad {
		return fmt.Sprintf("has %s as character %d", runeName(r), at)
	}
	return ""
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
