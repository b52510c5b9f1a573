package node

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// CheckEncoding returns what is wrong with data as UTF-8 text, or nil: what it looks
// like (gzip, UTF-16, an HTML page, ...), and what to do. again is how to get the file
// once more, such as "capture it again".
func CheckEncoding(file string, data []byte, again string) *Problem {
	data = WithoutMark(data)
	for _, is := range encodings(again) {
		if is.match(data) {
			return &Problem{is.fault, Place{File: file, Line: 1, Column: 1}, is.message}
		}
	}
	return checkUTF8(file, data)
}

// An encoding is something that a file can be instead of UTF-8 text.
type encoding struct {
	match   func([]byte) bool
	fault   Fault
	message string
}

func encodings(again string) []encoding {
	prefix := func(s string) func([]byte) bool {
		return func(data []byte) bool { return bytes.HasPrefix(data, []byte(s)) }
	}
	return []encoding{
		{isBlank, Empty, "the file is empty; " + again + " or remove it"},
		{prefix("\x1f\x8b"), Encoding, "the file is compressed with gzip; decompress it"},
		{prefix("PK\x03\x04"), Encoding, "the file is a zip archive; unpack it"},
		{prefix("\x28\xb5\x2f\xfd"), Encoding, "the file is compressed with zstd; decompress it"},
		{prefix("BZh"), Encoding, "the file is compressed with bzip2; decompress it"},
		{prefix("\xfd7zXZ\x00"), Encoding, "the file is compressed with xz; decompress it"},
		{isZero, Encoding, "the file is all zero bytes, as a crash leaves it; " + again + " or remove it"},
		{isUTF16, Encoding, "the file is UTF-16 or UTF-32; save it as UTF-8"},
		{prefix("<<<<<<< "), Encoding, "the file has the marks of a merge conflict; resolve it"},
		{prefix("HTTP/"), Encoding, "the file is a whole HTTP response; keep its body alone"},
		{isMarkup, Encoding, "the file is an HTML or XML page, as a proxy or a sign-on page answers; " + again},
	}
}

func isBlank(data []byte) bool { return len(bytes.TrimSpace(data)) == 0 }

func isZero(data []byte) bool { return len(bytes.Trim(data, "\x00")) == 0 }

// isUTF16 recognizes UTF-16 and UTF-32 by their byte order mark, or by a zero among
// the first two bytes: every input starts with an ASCII character.
func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) ||
		bytes.IndexByte(data[:min(2, len(data))], 0) >= 0
}

func isMarkup(data []byte) bool { return bytes.TrimSpace(data)[0] == '<' }

func checkUTF8(file string, data []byte) *Problem {
	line, start := 1, 0
	if utf8.Valid(data) {
		return nil
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return &Problem{Encoding, Place{File: file, Line: line, Column: i - start + 1},
				fmt.Sprintf("byte 0x%02x is not valid UTF-8, as in a file saved as Latin-1; save it as UTF-8", data[i])}
		}
		i += size
		if r == '\n' {
			line, start = line+1, i
		}
	}
	return nil
}
