package redact

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A normalForm is a text in small letters, without some of its escapes. A server that
// quotes something may have escaped, encoded or cut it; a normal form of both then
// has a piece in common.
type normalForm struct {
	text []byte
	at   []span // where each byte stands in the text that it was made of
}

// A span is a part of a text, from one byte to before another.
type span struct{ from, to int }

// maxEscapes is how often what is escaped is taken to be escaped again.
const maxEscapes = 4

// normalize returns the normal forms of s: as it is, and without the escapes of
// URLs, forms, HTML, JSON and Go, also where what they stand for is escaped. Each
// counts, since what looks like an escape may be none. An equals sign is mostly none:
// so there are forms with and without the escapes of quoted-printable.
func normalize(s string) []normalForm {
	n := normalForm{[]byte(s), make([]span, len(s))}
	for i := range n.at {
		n.at[i] = span{i, i + 1}
	}
	forms := append([]normalForm{n}, n.unescaped(`%&\`)...)
	if slices.ContainsFunc(forms, func(f normalForm) bool { return bytes.IndexByte(f.text, '=') >= 0 }) {
		plain, _ := n.unescape("=") // first, since it breaks lines within other escapes
		forms = append(append(forms, plain), plain.unescaped(`%&\=`)...)
	}
	for i := range forms {
		forms[i].text = small(forms[i].text)
	}
	return forms
}

// small returns text in small letters, with a space for each plus, as forms have it.
func small(text []byte) []byte {
	text = bytes.Clone(text)
	for i, c := range text {
		switch {
		case c == '+':
			text[i] = ' '
		case 'A' <= c && c <= 'Z':
			text[i] = c + 'a' - 'A'
		}
	}
	return text
}

// unescaped returns n without the escapes that start with one of signs, then that
// without them, and so on.
func (n normalForm) unescaped(signs string) (list []normalForm) {
	for range maxEscapes {
		next, found := n.unescape(signs)
		if !found {
			break
		}
		list, n = append(list, next), next
	}
	return list
}

// unescape replaces every escape by what it stands for, and reports whether there were any.
func (n normalForm) unescape(signs string) (next normalForm, found bool) {
	if !bytes.ContainsAny(n.text, signs) {
		return n, false
	}
	next = normalForm{make([]byte, 0, len(n.text)), make([]span, 0, len(n.text))}
	for i := 0; i < len(n.text); {
		plain, size := "", 0
		if strings.IndexByte(signs, n.text[i]) >= 0 {
			plain, size = escape(n.text[i:])
		}
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
	return next, found
}

// escape returns what the escape at the beginning of b stands for, and its length, 0 if there is none.
func escape(b []byte) (plain string, size int) {
	switch {
	case b[0] == '%' && len(b) > 1 && (b[1] == 'u' || b[1] == 'U'):
		return unit(b) // of JavaScript
	case b[0] == '%' || b[0] == '=':
		if c, ok := number(b, 1, 2, 16); ok {
			return string([]byte{byte(c)}), 3
		}
		if broken := bytes.TrimPrefix(b[1:], []byte("\r")); b[0] == '=' && len(broken) > 0 && broken[0] == '\n' {
			return "", len(b) - len(broken) + 1
		}
	case b[0] == '&':
		return entity(b)
	case b[0] == '\\' && len(b) > 1:
		return backslash(b)
	}
	return "", 0
}

// number returns the number that n digits of b have from start on.
func number(b []byte, start, n, base int) (rune, bool) {
	if len(b) < start+n {
		return 0, false
	}
	c, err := strconv.ParseUint(string(b[start:start+n]), base, 32)
	return rune(c), err == nil
}

// backslash is escape for JSON, Go and C.
func backslash(b []byte) (plain string, size int) {
	switch b[1] {
	case 'n', 'r', 't', 'b', 'f', 'N', 'R', 'T', 'B', 'F':
		return " ", 2
	case 'x', 'X':
		if c, ok := number(b, 2, 2, 16); ok {
			return string([]byte{byte(c)}), 4
		}
	case 'U':
		if c, ok := number(b, 2, 8, 16); ok && c <= utf8.MaxRune {
			return string(c), 10
		}
		fallthrough
	case 'u':
		if plain, size = unit(b); size > 0 {
			return plain, size
		}
	default:
		if c, ok := number(b, 1, 3, 8); ok {
			return string([]byte{byte(c)}), 4
		}
	}
	return string(b[1:2]), 2
}

// unit is escape for two signs and four digits, which are a unit of UTF-16, such as
// \u00e9 or %u00e9, and for a pair of these.
func unit(b []byte) (plain string, size int) {
	c, ok := number(b, 2, 4, 16)
	if !ok {
		return "", 0
	}
	if low, ok := number(b, 8, 4, 16); ok && bytes.Equal(b[6:8], b[:2]) && c>>10 == 0xD800>>10 && low>>10 == 0xDC00>>10 {
		return string(0x10000 + (c-0xD800)<<10 + (low - 0xDC00)), 12
	}
	return string(c), 6
}

// entities are the signs of ASCII behind their names in HTML.
const entities = " amp& lt< gt> quot\" apos' nbsp  newline  tab  excl! num# dollar$ percnt% lpar( rpar) ast* midast* plus+ comma, period. sol/ " +
	"colon: semi; equals= quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] hat^ lowbar_ grave` lcub{ lbrace{ verbar| vert| rcub} rbrace} "

// entity is escape for HTML. A name that is not known is that of a letter, which is
// not in ASCII and compared with none.
func entity(b []byte) (plain string, size int) {
	const longest = 32
	name, _, found := strings.Cut(string(b[1:min(len(b), longest)]), ";")
	if strings.HasPrefix(name, "#") {
		return numbered(b)
	}
	if name = strings.ToLower(name); !found || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return "", 0
	}
	if i := strings.Index(entities, " "+name); i >= 0 {
		if sign := entities[i+len(name)+1]; !inWord(sign) {
			return string(sign), len(name) + 2
		}
	}
	return " ", len(name) + 2
}

// numbered is escape for HTML with the number of a character, which may have zeros
// before it, and a semicolon behind it.
func numbered(b []byte) (plain string, size int) {
	const longest = 32
	digits, base, set := 2, 10, "0123456789"
	if len(b) > digits && b[digits]|0x20 == 'x' {
		digits, base, set = 3, 16, "0123456789abcdefABCDEF"
	}
	if len(b) <= digits {
		return "", 0
	}
	rest := bytes.TrimLeft(b[digits:min(len(b), longest)], set)
	size = min(len(b), longest) - len(rest)
	c, ok := number(b, digits, size-digits, base)
	if !ok || c > utf8.MaxRune {
		return "", 0
	}
	if len(rest) > 0 && rest[0] == ';' {
		size++
	}
	return string(c), size
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
