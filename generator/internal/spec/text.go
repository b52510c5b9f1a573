package spec

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxQuoted bounds what a message quotes, in bytes.
const maxQuoted = 80

// quote returns s in quotes for a message: bounded, on one line, and without
// a character that a terminal would obey or hide, or a secret.
func quote(s string) string {
	if looksSecret(s, secretShapes()) {
		return strconv.Quote(withheld)
	}
	if len(s) <= maxQuoted {
		return inert(strconv.Quote(s))
	}
	cut := maxQuoted
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return inert(strconv.Quote(s[:cut])) + "..."
}

// inert returns text that no runner of CI takes for a command of its own, such
// as ##vso[...]: some look for these anywhere in a line.
func inert(text string) string { return strings.ReplaceAll(text, "##", `#\u0023`) }

// maxMessage bounds a message, in bytes.
const maxMessage = 280

// visible returns a message on one line, bounded, and without a secret or a
// character that a terminal would obey or hide, whatever it quotes.
func visible(message string) string {
	var b strings.Builder
	for _, r := range inert(withhold(message)) {
		if b.Len() > maxMessage {
			b.WriteString("...")
			break
		}
		if strconv.IsPrint(r) && !isIgnorable(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}

// display returns the name of a file as it is shown.
func display(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) || !utf8.ValidString(name) {
		return strconv.Quote(name)
	}
	return name
}

// isInvisible reports whether r is a control, bidirectional or zero-width character,
// or one that some tool takes for the end of a line.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// isIgnorable reports whether r is printable by its category, but shows as nothing:
// a variation selector, a joiner or a filler.
func isIgnorable(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// isSymbol reports whether r is neither ASCII nor part of a word in any script.
func isSymbol(r rune) bool {
	return isIgnorable(r) || r > unicode.MaxASCII && !isInvisible(r) && !unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// isOdd reports whether r is unexpected in text of more than one line.
func isOdd(r rune) bool {
	if ' ' <= r && r <= '~' {
		return false // the usual case, fast
	}
	return r != '\n' && r != '\t' && isInvisible(r)
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

// identifierProblem says what keeps s from being a letter and up to limit-1
// letters, digits or characters of extra, all ASCII; "" if nothing does.
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
