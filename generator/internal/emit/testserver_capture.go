package emit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// captureJSON returns a capture as the API answers it.
func captureJSON(c any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(c)
	return bytes.TrimSpace(b.Bytes()), err
}

// rawString returns JSON as a raw string literal, in ASCII, so that no
// character of an input stands in the source as it is.
func rawString(data []byte) string {
	var b strings.Builder
	b.WriteByte('`')
	for _, r := range string(data) {
		switch {
		case r < 0x7f && r != '`':
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		}
	}
	b.WriteByte('`')
	return b.String()
}
