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

// HasCredentials reports whether there is a URL with a user or a password in one of
// the texts.
func HasCredentials(texts ...string) bool {
	for _, text := range texts {
		if strings.IndexByte(text, '@') < 0 {
			continue // the usual case, fast
		}
		if _, found := hideCredentials(text); found {
			return true
		}
	}
	return false
}

// WithoutCredentials returns text with [Hidden] in the place of the user and the
// password of every URL in it.
func WithoutCredentials(text string) string {
	hidden, _ := hideCredentials(text)
	return hidden
}

// hideCredentials is WithoutCredentials. It also reports whether there are any.
func hideCredentials(text string) (string, bool) {
	var b strings.Builder
	found := false
	for rest := text; rest != ""; {
		n := strings.IndexAny(rest, " \t\r\n\"<>") + 1
		if n == 0 {
			n = len(rest)
		}
		found = writeWord(&b, rest[:n]) || found
		rest = rest[n:]
	}
	return b.String(), found
}

// writeWord writes a word without the credentials in it, and reports whether there
// are any.
func writeWord(b *strings.Builder, word string) bool {
	const mark = "://"
	found := false
	for last := strings.LastIndexByte(word, '@'); ; {
		i := strings.Index(word, mark) + len(mark)
		if i < len(mark) || i > last {
			b.WriteString(word)
			return found
		}
		b.WriteString(word[:i])
		word, last = word[i:], last-i
		if at := endOfCredentials(word, last); at >= 0 {
			b.WriteString(Hidden)
			word, last, found = word[at:], last-at, true
		}
	}
}

// endOfCredentials returns where the @ behind user and password is in a URL without
// its scheme, or -1 if there is none. The last @ is at last. A password may have
// signs in it that ought to be escaped: then what looks like a port is no number.
func endOfCredentials(url string, last int) int {
	authority := url
	if i := strings.IndexAny(url, "/?#"); i >= 0 {
		authority = url[:i]
	}
	at := strings.LastIndexByte(authority, '@')
	host := authority[at+1:]
	port := host[strings.LastIndexByte(host, ':')+1:]
	if len(port) == len(host) || strings.Contains(port, "]") || strings.Trim(port, "0123456789") == "" {
		return at
	}
	return last
}
