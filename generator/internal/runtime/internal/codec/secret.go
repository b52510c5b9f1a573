package codec

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"slices"
)

// Hidden stands for a value that is not shown.
const Hidden = "[redacted]"

// A Secret keeps bytes out of sight of whatever walks a data structure, by way of
// methods or by way of reflection. Its zero value is empty.
// The type Secret of package connector is made of it.
type Secret struct {
	_      [0]func() // forbids ==, which would compare the pointers
	masked *[]byte   // a pointer, so that package fmt prints an address
	asIs   bool      // it is no mask, though it may look like one
}

// mask hides what is in a Secret. It is chosen when the program starts and never changes.
var mask = func() (mask [64]byte) {
	rand.Read(mask[:])
	return mask
}()

// small has room for most secrets, so that a Secret is one allocation.
type small struct {
	masked []byte
	room   [40]byte
}

// Seal returns a Secret that holds a copy of value.
func Seal[T string | []byte](value T) Secret {
	if len(value) == 0 {
		return Secret{}
	}
	s := new(small)
	s.masked = append(s.room[:0], value...)
	toggle(s.masked)
	return Secret{masked: &s.masked}
}

// toggle masks b, or unmasks it.
func toggle(b []byte) {
	for len(b) > 0 {
		b = b[subtle.XORBytes(b, b, mask[:]):]
	}
}

// IsZero reports whether s is empty.
func (s Secret) IsZero() bool { return s.masked == nil }

// AppendTo appends what s holds to dst.
func (s Secret) AppendTo(dst []byte) []byte {
	if s.masked == nil {
		return dst
	}
	n := len(dst)
	dst = append(dst, *s.masked...)
	toggle(dst[n:])
	return dst
}

// AsIs returns s as one that is no mask, though it may look like one.
func (s Secret) AsIs() Secret {
	s.asIs = true
	return s
}

// SaysAsIs reports whether s was made by [Secret.AsIs].
func (s Secret) SaysAsIs() bool { return s.asIs }

// IsMask reports whether s holds what others show in place of a secret.
func (s Secret) IsMask() bool {
	if s.asIs {
		return false
	}
	text := s.AppendTo(nil)
	defer clear(text)
	return IsMask(text)
}

// Equal reports whether s and t hold the same bytes.
func (s Secret) Equal(t Secret) bool {
	if s.masked == nil || t.masked == nil {
		return s.masked == t.masked
	}
	return subtle.ConstantTimeCompare(*s.masked, *t.masked) == 1
}

// HasMask reports whether data, which must be valid JSON, has a mask among its
// strings. The names of members do not count.
func HasMask(data []byte) bool { return hasText(data, IsMask) }

// HasOneOf is HasMask for texts that are masks only to some.
func HasOneOf(data []byte, masks []string) bool {
	return hasText(data, func(text []byte) bool { return slices.Contains(masks, string(text)) })
}

// hasText reports whether data has a string, but for names, for which is is true.
func hasText(data []byte, is func([]byte) bool) bool {
	s := scanner{data: data, lenient: true}
	for {
		i := bytes.IndexByte(data[s.pos:], '"')
		if i < 0 {
			return false
		}
		s.pos += i
		text, err := s.text()
		if err != nil {
			return false
		}
		if s.next() != ':' && is(unescape(text)) {
			return true
		}
	}
}
