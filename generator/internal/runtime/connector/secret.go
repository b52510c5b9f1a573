package connector

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// redacted stands for a value that is not shown.
const redacted = "[redacted]"

// A Secret is a string that is not to be shown. Its zero value is empty.
//
// Printing, logging or encoding a Secret gives a placeholder.
// Only [Secret.Reveal] gives the string.
// Secrets are compared with [Secret.Equal]; reflect.DeepEqual works too.
type Secret struct {
	box box
}

// NewSecret returns a Secret that holds value.
func NewSecret(value string) Secret { return Secret{seal(value)} }

// Reveal returns the string that s holds.
func (s Secret) Reveal() string { return string(s.box.appendTo(nil)) }

// IsZero reports whether s is empty.
func (s Secret) IsZero() bool { return s.box.masked == nil }

// IsMask reports whether s holds what others show in place of a secret, and not
// a secret: "[redacted]", or three or more characters that are all * or all •.
// [Wire] refuses such a Secret.
func (s Secret) IsMask() bool { return isMask(s.box.appendTo(nil)) }

// Equal reports whether s and t hold the same string.
func (s Secret) Equal(t Secret) bool { return s.box.equal(t.box) }

// String returns "[redacted]", or "" if s is empty.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return redacted
}

// Format implements [fmt.Formatter]. It writes what String returns, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer]. It returns what String returns.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText implements [encoding.TextMarshaler]. It returns what String returns.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]: s holds text from then on.
func (s *Secret) UnmarshalText(text []byte) error {
	s.box = seal(text)
	return nil
}

// UnmarshalJSON implements [json.Unmarshaler]: s holds the JSON string from then on.
// JSON null leaves s as it is. An error does not quote data.
func (s *Secret) UnmarshalJSON(data []byte) error {
	value, err := scanOne(data)
	switch {
	case err != nil:
		return fmt.Errorf("connector: secret: %w", err)
	case string(value) == "null":
		return nil
	case value[0] != '"':
		return errors.New("connector: secret: must be a string")
	}
	s.box = seal(unescape(value[1 : len(value)-1]))
	return nil
}

// isMask reports whether text stands for a secret and is none.
func isMask(text []byte) bool {
	if len(text) < 3 || text[0] != '[' && text[0] != '*' && text[0] != "•"[0] {
		return false // the usual case, fast
	}
	return string(text) == redacted || repeats(text, "*") || repeats(text, "•")
}

// repeats reports whether text is char three or more times.
func repeats(text []byte, char string) bool {
	n := 0
	for rest := text; len(rest) > 0; n++ {
		var ok bool
		if rest, ok = bytes.CutPrefix(rest, []byte(char)); !ok {
			return false
		}
	}
	return n >= 3
}

// A box keeps bytes out of sight of whatever walks a data structure, by way of
// methods or by way of reflection. Its zero value is empty.
type box struct {
	_      [0]func() // forbids ==, which would compare the pointers
	masked *[]byte   // a pointer, so that package fmt prints an address
}

// mask hides what is in a box. It is chosen when the program starts and never changes.
var mask = func() (mask [64]byte) {
	rand.Read(mask[:])
	return mask
}()

// small has room for most secrets, so that a box is one allocation.
type small struct {
	masked []byte
	room   [40]byte
}

// seal returns a box that holds a copy of value.
func seal[T string | []byte](value T) box {
	if len(value) == 0 {
		return box{}
	}
	s := new(small)
	s.masked = append(s.room[:0], value...)
	toggle(s.masked)
	return box{masked: &s.masked}
}

// toggle masks b, or unmasks it.
func toggle(b []byte) {
	for len(b) > 0 {
		b = b[subtle.XORBytes(b, b, mask[:]):]
	}
}

// appendTo appends what b holds to dst.
func (b box) appendTo(dst []byte) []byte {
	if b.masked == nil {
		return dst
	}
	n := len(dst)
	dst = append(dst, *b.masked...)
	toggle(dst[n:])
	return dst
}

// equal reports whether b and c hold the same bytes.
func (b box) equal(c box) bool {
	if b.masked == nil || c.masked == nil {
		return b.masked == c.masked
	}
	return subtle.ConstantTimeCompare(*b.masked, *c.masked) == 1
}
