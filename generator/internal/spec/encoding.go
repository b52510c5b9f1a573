package spec

import (
	"bytes"
	"unicode/utf8"
)

// checkEncoding reports whether data is UTF-8 text. If not, it adds a finding that
// says what it looks like (gzip, UTF-16, an HTML page, ...), and what to do: again is
// how to get the file once more, such as "capture it again".
func checkEncoding(file string, data []byte, again string, found *Findings) bool {
	for _, is := range encodings(again) {
		if is.match(data) {
			found.Report(is.rule, Place{File: file, Line: 1, Column: 1}, "%s", is.message)
			return false
		}
	}
	return checkUTF8(file, data, found)
}

// How to get a file once more.
const (
	captureAgain = "capture it again"
	writeAgain   = "write what belongs in it"
)

// An encoding is something that a file can be instead of UTF-8 text.
type encoding struct {
	match   func([]byte) bool
	rule    Rule
	message string
}

func encodings(again string) []encoding {
	prefix := func(s string) func([]byte) bool {
		return func(data []byte) bool { return bytes.HasPrefix(data, []byte(s)) }
	}
	return []encoding{
		{isBlank, ruleEmptyFile, "the file is empty; " + again + " or remove it"},
		{prefix("\x1f\x8b"), ruleEncoding, "the file is compressed with gzip; decompress it"},
		{prefix("PK\x03\x04"), ruleEncoding, "the file is a zip archive; unpack it"},
		{prefix("\x28\xb5\x2f\xfd"), ruleEncoding, "the file is compressed with zstd; decompress it"},
		{prefix("BZh"), ruleEncoding, "the file is compressed with bzip2; decompress it"},
		{prefix("\xfd7zXZ\x00"), ruleEncoding, "the file is compressed with xz; decompress it"},
		{prefix("\xef\xbb\xbf"), ruleEncoding, "the file starts with a byte order mark (BOM); save it as UTF-8 without one"},
		{isZero, ruleEncoding, "the file is all zero bytes, as a crash leaves it; " + again + " or remove it"},
		{isUTF16, ruleEncoding, "the file is UTF-16 or UTF-32; save it as UTF-8"},
		{prefix("<<<<<<< "), ruleEncoding, "the file has the marks of a merge conflict; resolve it"},
		{prefix("HTTP/"), ruleEncoding, "the file is a whole HTTP response; keep its body alone"},
		{isMarkup, ruleEncoding, "the file is an HTML or XML page, as a proxy or a sign-on page answers; " + again},
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

func checkUTF8(file string, data []byte, found *Findings) bool {
	line, start := 1, 0
	if utf8.Valid(data) {
		return true
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			found.Report(ruleEncoding, Place{File: file, Line: line, Column: i - start + 1},
				"byte 0x%02x is not valid UTF-8, as in a file saved as Latin-1; save it as UTF-8", data[i])
			return false
		}
		i += size
		if r == '\n' {
			line, start = line+1, i
		}
	}
	return false
}
