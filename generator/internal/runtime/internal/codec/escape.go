package codec

import (
	"bytes"
	"errors"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// plain returns how many bytes at the beginning of s stand for themselves in a
// JSON string: ASCII but for quotes, backslashes and control characters.
func plain[T string | []byte](s T) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if special := special(word(s[i:])); special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			break
		}
	}
	return i
}

// isPlain reports whether all of s is plain.
func isPlain[T string | []byte](s T) bool {
	if len(s) < 8 {
		return plain(s) == len(s)
	}
	found := special(word(s[len(s)-8:]))
	for ; len(s) > 8; s = s[8:] {
		found |= special(word(s))
	}
	return found == 0
}

// word returns the first eight bytes of s, the first one lowest.
func word[T string | []byte](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// special returns a word that is 0 if all bytes of w are plain. Its lowest bit is
// in the first byte that is not.
func special(w uint64) uint64 {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	quote, slash := w^('"'*ones), w^('\\'*ones)
	return ((w-' '*ones)&^w | (quote-ones)&^quote | (slash-ones)&^slash | w) & tops
}

// AppendString appends s as a JSON string.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	if isPlain(s) {
		dst = append(dst, s...)
	} else {
		dst = appendEscaped(dst, s)
	}
	return append(dst, '"')
}

// Escape returns s with escapes where JSON wants them.
func Escape(s string) string {
	if isPlain(s) {
		return s
	}
	return string(appendEscaped(nil, s))
}

// appendEscaped appends s with escapes where JSON wants them.
func appendEscaped(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// Text returns the text of data, which must be a JSON string or null. Its second
// result is false for null. It is strict as [Decoder] is.
func Text(data []byte) (text []byte, isString bool, err error) {
	value, err := one(data)
	switch {
	case err != nil || string(value) == "null":
		return nil, false, err
	case value[0] != '"':
		return nil, false, errors.New("must be a string")
	}
	return Unquote(value), true, nil
}

// Unquote returns the text of a valid JSON string. It may share memory with value.
func Unquote(value []byte) []byte { return unescape(value[1 : len(value)-1]) }

// unescape returns raw, the inside of a good JSON string, without escapes.
// Every escape is longer than what it stands for; if there is none, raw itself is returned.
func unescape(raw []byte) []byte {
	i := bytes.IndexByte(raw, '\\')
	if i < 0 {
		return raw
	}
	text := make([]byte, 0, len(raw))
	for i >= 0 {
		text = append(text, raw[:i]...)
		if raw[i+1] == 'u' {
			r, size := unicodeEscape(raw[i:])
			if size == 0 { // half a surrogate pair, which only a lenient scanner lets pass
				r, size = utf8.RuneError, 6
			}
			text = utf8.AppendRune(text, r)
			raw = raw[i+size:]
		} else {
			text = append(text, unescapeByte(raw[i+1]))
			raw = raw[i+2:]
		}
		i = bytes.IndexByte(raw, '\\')
	}
	return append(text, raw...)
}

// unescapeByte returns what c stands for behind a backslash.
func unescapeByte(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// unicodeEscape returns the character that the \u escape at the beginning of b
// stands for, and the length of the escape, with its second half if it is a pair.
// The length is 0 if b does not begin with a good escape.
func unicodeEscape(b []byte) (r rune, size int) {
	high, ok := codeUnit(b)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(high) {
		return high, 6
	}
	low, ok := codeUnit(b[6:])
	if r = utf16.DecodeRune(high, low); !ok || r == utf8.RuneError {
		return 0, 0
	}
	return r, 12
}

// codeUnit returns the number in the \uXXXX at the beginning of b.
func codeUnit(b []byte) (n rune, ok bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	for _, c := range b[2:6] {
		digit := bytes.IndexByte([]byte(hexDigits), lower(c))
		if digit < 0 {
			return 0, false
		}
		n = n<<4 | rune(digit)
	}
	return n, true
}

// lower returns c in lower case if it is a letter.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
