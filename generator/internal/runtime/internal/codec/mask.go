package codec

import (
	"bytes"
	"strings"
)

// stars are the characters of which masks are made.
const stars = "*•●⬤∙·▪■█∗＊"

// maskWords are what stands in the place of a secret between brackets, underscores
// or other signs, in any case. The first ones, plainMaskWords, stand there alone, too.
var maskWords = []string{
	"redacted", "masked", "hidden", "censored", "obfuscated",
	"removed", "filtered", "sanitized", "sensitive", "secret", "protected", "encrypted", "concealed", "withheld", "omitted",
	"undisclosed", "confidential", "sensitive-value", "value-redacted", "redacted-value", "not-shown",
}

const plainMaskWords = 5

// maskSigns are what stands around a word.
const maskSigns = " <>[](){}\"'`_-*#$%.:!/|~=+\\"

// longestMask is the length in bytes up to which a text without stars can be a mask.
const longestMask = 40

// IsMask reports whether text is what others show in place of a secret. The
// method IsMask of connector.Secret says what that is.
func IsMask(text []byte) bool {
	if bytes.Contains(text, []byte(Hidden)) {
		return true
	}
	text = bytes.TrimSpace(text)
	return isStarred(text) || len(text) <= longestMask && (isCrossed(text) || isMaskWord(text))
}

// isStarred reports whether text is made of two or more stars, or has three in a
// row and at most two words without any.
func isStarred(text []byte) bool {
	if !bytes.Contains(text, []byte("**")) && !hasWideStar(text) {
		return false // the usual case, fast
	}
	run, longest, others := 0, 0, 0
	for _, r := range string(text) {
		if strings.ContainsRune(stars, r) {
			run++
			longest = max(longest, run)
			continue
		}
		run = 0
		others++
	}
	if others == 0 {
		return longest >= 2
	}
	words := 0
	for _, word := range bytes.Fields(text) {
		if !bytes.ContainsAny(word, stars) {
			words++
		}
	}
	return longest >= 3 && words <= 2
}

// hasWideStar reports whether text has a star that is not ASCII.
func hasWideStar(text []byte) bool {
	for i, c := range text {
		if c >= 0x80 {
			return bytes.ContainsAny(text[i:], stars[1:])
		}
	}
	return false
}

// isCrossed reports whether text is made of x or #, three or more of them, or has
// four or more at its start and at most four other characters after them.
func isCrossed(text []byte) bool {
	rest := bytes.TrimLeft(text, "xX#-")
	crosses := len(text) - len(rest) - bytes.Count(text[:len(text)-len(rest)], []byte("-"))
	return crosses >= 3 && len(rest) == 0 || crosses >= 4 && len(rest) <= 4
}

// isMaskWord reports whether text is one of the words for what is not shown.
func isMaskWord(text []byte) bool {
	word, known := bytes.Trim(text, maskSigns), maskWords
	if len(word) == len(text) {
		known = known[:plainMaskWords]
	}
	for _, k := range known {
		if len(word) == len(k) && isWord(word, k) {
			return true
		}
	}
	return false
}

// isWord reports whether word is known, which is as long, in any case, and with a
// space or an underscore for a hyphen. It allocates nothing: every secret is compared.
func isWord(word []byte, known string) bool {
	for i, c := range word {
		switch {
		case c == ' ' || c == '_':
			c = '-'
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		if c != known[i] {
			return false
		}
	}
	return true
}
