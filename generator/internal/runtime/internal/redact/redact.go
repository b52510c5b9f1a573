// Package redact takes secrets out of what servers and other programs say: of
// texts, however a secret is spelled there, and of errors.
package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"iter"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Redactor takes the secrets of a request, which a server may quote, out of
// texts, however they are spelled: [normalForm]s are compared. A piece of a secret
// that is as long as pieceSize is taken out as well; a secret that is shorter only as a
// whole word, since it would be shown by what is missing in others.
type Redactor struct {
	pieces map[[pieceSize]byte]bool // of normal forms
	words  []string                 // normal forms that are shorter
}

// pieceSize is the length in bytes from which a piece of a secret is one.
const pieceSize = 8

// Reach is how many bytes have to be read beyond the end of a text, so that the
// piece of a secret that stands there is found, each byte escaped.
const Reach = 12 * pieceSize

// New returns a Redactor for secrets.
func New(secrets ...string) Redactor {
	r := Redactor{pieces: make(map[[pieceSize]byte]bool)}
	for _, s := range secrets {
		if !r.add(s) {
			continue
		}
		for before := range 3 { // what stands before it in base64
			encoded := base64.StdEncoding.EncodeToString([]byte("\x00\x00"[:before] + s))
			r.add(strings.TrimRight(encoded, "=")[(before*8+5)/6:])
		}
		r.add(hex.EncodeToString([]byte(s)))
	}
	return r
}

// add adds the pieces of a spelling of a secret. It reports false if that is too short
// to have any: then it is a word.
func (r *Redactor) add(spelling string) bool {
	for i, n := range normalize(spelling) {
		if len(n.dense().text) < pieceSize {
			if word := strings.TrimSpace(string(n.text)); word != "" {
				r.words = append(r.words, word)
			}
			if i == 0 {
				return false
			}
		}
		for piece := range n.pieces() {
			r.pieces[piece] = true
		}
	}
	return true
}

// pieces yields all pieces of n, and where they stand.
func (n normalForm) pieces() iter.Seq2[[pieceSize]byte, span] {
	return func(yield func([pieceSize]byte, span) bool) {
		for _, l := range []normalForm{n.letters(), n.dense()} {
			for i := 0; i+pieceSize <= len(l.text); i++ {
				if !yield([pieceSize]byte(l.text[i:]), span{l.at[i].from, l.at[i+pieceSize-1].to}) {
					return
				}
			}
		}
	}
}

// Text returns s with "[redacted]" for what is secret.
func (r Redactor) Text(s string) string {
	if len(r.pieces) == 0 && len(r.words) == 0 {
		return s
	}
	secret := make([]bool, len(s))
	for _, n := range normalize(s) {
		for piece, at := range n.pieces() {
			if r.pieces[piece] {
				mark(secret, at.from, at.to)
			}
		}
		for _, word := range r.words {
			n.markWord(secret, word)
		}
	}
	var b strings.Builder
	for i := range len(s) {
		switch {
		case !secret[i]:
			b.WriteByte(s[i])
		case i == 0 || !secret[i-1]:
			b.WriteString(codec.Hidden)
		}
	}
	return b.String()
}

func mark(secret []bool, from, to int) {
	for i := from; i < to; i++ {
		secret[i] = true
	}
}

// markWord marks where n has word between other words.
func (n normalForm) markWord(secret []bool, word string) {
	text := string(n.text)
	for start := 0; ; start++ {
		i := strings.Index(text[start:], word)
		if i < 0 {
			return
		}
		start += i
		end := start + len(word)
		if (start == 0 || !inWord(text[start-1])) && (end == len(text) || !inWord(text[end])) {
			mark(secret, n.at[start].from, n.at[end-1].to)
		}
	}
}

// inWord reports whether c is part of a word in small letters.
func inWord(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80 }

// Members is Text for every name and string in a JSON object, and for every number.
func (r Redactor) Members(object map[string]any) map[string]any {
	if object == nil {
		return nil
	}
	clean := make(map[string]any, len(object))
	for name, value := range object {
		clean[r.Text(name)] = r.value(value)
	}
	return clean
}

func (r Redactor) value(value any) any {
	switch v := value.(type) {
	case string:
		return r.Text(v)
	case float64:
		return r.number(strconv.FormatFloat(v, 'f', -1, 64), v)
	case json.Number:
		return r.number(string(v), v)
	case []any:
		for i := range v {
			v[i] = r.value(v[i])
		}
	case map[string]any:
		return r.Members(v)
	}
	return value
}

// number returns value, unless its text is secret.
func (r Redactor) number(text string, value any) any {
	if r.Text(text) != text {
		return codec.Hidden
	}
	return value
}

// Strings returns the strings and numbers in a JSON value.
func Strings(value any) (list []string) {
	switch v := value.(type) {
	case string:
		return []string{v}
	case json.Number:
		return []string{string(v)}
	case []any:
		for _, element := range v {
			list = append(list, Strings(element)...)
		}
	case map[string]any:
		for _, member := range v {
			list = append(list, Strings(member)...)
		}
	}
	return list
}
