package redact

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A normalForm is a text without escapes, in small letters. A server that quotes
// something may have escaped, encoded or cut it; the normal forms of both then
// have a piece in common.
type normalForm struct {
	text []byte
	at   []span // where each byte stands in the text that it was made of
}

// A span is a part of a text, from one byte to before another.
type span struct{ from, to int }

// maxEscapes is how often what is escaped is taken to be escaped again.
const maxEscapes = 4

// normalize returns s without the escapes of URLs, forms, HTML, JSON and Go.
func normalize(s string) normalForm {
	n := normalForm{[]byte(s), make([]span, len(s))}
	for i := range n.at {
		n.at[i] = span{i, i + 1}
	}
	for range maxEscapes {
		if !n.unescape() {
			break
		}
	}
	for i, c := range n.text {
		switch {
		case c == '+': // a space in a form
			n.text[i] = ' '
		case 'A' <= c && c <= 'Z':
			n.text[i] = c + 'a' - 'A'
		}
	}
	return n
}

// unescape replaces every escape by what it stands for, and reports whether there were any.
func (n *normalForm) unescape() bool {
	if !strings.ContainsAny(string(n.text), `%&\`) {
		return false
	}
	found := false
	next := normalForm{make([]byte, 0, len(n.text)), make([]span, 0, len(n.text))}
	for i := 0; i < len(n.text); {
		plain, size := escape(n.text[i:])
		if size == 0 {
			plain, size = string(n.text[i:i+1]), 1
		} else {
			found = true
		}
		for j := range len(plain) {
			next.text = append(next.text, plain[j])
			next.at = append(next.at, span{n.at[i].from, n.at[i+size-1].to})
		}
		i += size
	}
	*n = next
	return found
}

// escape returns what the escape at the beginning of b stands for, and its length, 0 if there is none.
func escape(b []byte) (plain string, size int) {
	switch {
	case b[0] == '%':
		if c, ok := hexadecimal(b, 1, 2); ok {
			return string([]byte{byte(c)}), 3
		}
	case b[0] == '&':
		return entity(b)
	case b[0] == '\\' && len(b) > 1:
		return backslash(b)
	}
	return "", 0
}

// hexadecimal returns the number that n digits of b have from start on.
func hexadecimal(b []byte, start, n int) (rune, bool) {
	if len(b) < start+n {
		return 0, false
	}
	c, err := strconv.ParseUint(string(b[start:start+n]), 16, 32)
	return rune(c), err == nil
}

// backslash is escape for JSON and Go.
func backslash(b []byte) (plain string, size int) {
	switch b[1] {
	case 'n', 'r', 't', 'b', 'f', 'N', 'R', 'T', 'B', 'F':
		return " ", 2
	case 'x', 'X':
		if c, ok := hexadecimal(b, 2, 2); ok {
			return string([]byte{byte(c)}), 4
		}
	case 'u', 'U':
		if c, ok := hexadecimal(b, 2, 8); ok && b[1] == 'U' && c <= utf8.MaxRune {
			return string(c), 10
		}
		c, ok := hexadecimal(b, 2, 4)
		if !ok {
			break
		}
		if low, ok := hexadecimal(b, 8, 4); ok && b[6] == '\\' && b[7] == b[1] && c>>10 == 0xD800>>10 && low>>10 == 0xDC00>>10 {
			return string(0x10000 + (c-0xD800)<<10 + (low - 0xDC00)), 12
		}
		return string(c), 6
	}
	return string(b[1:2]), 2
}

// entity is escape for HTML.
func entity(b []byte) (plain string, size int) {
	const longest = len("&#x10FFFF;")
	name, _, found := strings.Cut(string(b[1:min(len(b), longest)]), ";")
	if !found {
		return "", 0
	}
	size = len(name) + 2
	switch strings.ToLower(name) {
	case "amp":
		return "&", size
	case "lt":
		return "<", size
	case "gt":
		return ">", size
	case "quot":
		return `"`, size
	case "apos":
		return "'", size
	case "nbsp", "newline", "tab":
		return " ", size
	}
	number, base := strings.TrimPrefix(name, "#"), 10
	if number == name {
		return "", 0
	}
	if digits := strings.TrimLeft(number, "xX"); digits != number {
		number, base = digits, 16
	}
	c, err := strconv.ParseUint(number, base, 32)
	if err != nil || c > utf8.MaxRune {
		return "", 0
	}
	return string(rune(c)), size
}

// letters returns the letters and digits of n, which no spelling leaves out.
func (n normalForm) letters() normalForm {
	return n.only(func(c byte) bool { return inWord(c) && c < utf8.RuneSelf })
}

// dense returns n without white space.
func (n normalForm) dense() normalForm { return n.only(func(c byte) bool { return c > ' ' }) }

func (n normalForm) only(keep func(byte) bool) normalForm {
	var l normalForm
	for i, c := range n.text {
		if keep(c) {
			l.text, l.at = append(l.text, c), append(l.at, n.at[i])
		}
	}
	return l
}
