package connector

import (
	"sort"
	"unicode/utf8"
)

// An Encoder writes the members of a configuration as one JSON object.
// The generated Encode methods call it. Keys must not need escapes in JSON.
//
// [Wire] and [Redacted] make Encoders. The zero Encoder redacts.
//
// Encode methods take an Encoder and return it, as append does: then it stays off the heap.
type Encoder struct {
	connector string
	reveal    bool // write secrets as they are
	omit      bool
	object    []byte // without the closing brace; empty if there is no member yet
	problems  Errors
}

// newEncoder returns an Encoder for c. It has room for most configurations.
func newEncoder(c Configuration, reveal bool) Encoder {
	return Encoder{connector: c.StoreType(), reveal: reveal, object: make([]byte, 0, 448)}
}

// String writes a string, unless it is empty.
func (e *Encoder) String(key, value string) {
	switch {
	case value == "":
	case isPlain(value):
		e.quote(key, value)
	default:
		e.escape(key, value)
	}
}

// Bool writes a boolean, unless it is nil.
func (e *Encoder) Bool(key string, value *bool) {
	switch {
	case value == nil:
	case *value:
		copy(e.member(key, len("true")), "true")
	default:
		copy(e.member(key, len("false")), "false")
	}
}

// Secret writes a secret, unless it is empty.
func (e *Encoder) Secret(key string, value Secret) {
	if value.IsZero() {
		return
	}
	if !e.reveal {
		e.quote(key, redacted)
		return
	}
	start, n := len(e.object), len(*value.box.masked)
	room := e.member(key, n+2)
	room[0], room[n+1] = '"', '"'
	text := value.box.appendTo(room[1:1])
	if isMask(text) {
		e.report(key, RuleMask)
	}
	if !isPlain(text) {
		e.object = e.object[:start]
		e.escape(key, string(text))
	}
}

// quote writes a string that needs no escapes.
func (e *Encoder) quote(key, value string) {
	room := e.member(key, len(value)+2)
	room[0], room[len(room)-1] = '"', '"'
	copy(room[1:], value)
}

// escape writes a string with escapes where JSON wants them.
func (e *Encoder) escape(key, value string) {
	if !utf8.ValidString(value) {
		e.report(key, RuleEncoding)
	}
	e.quote(key, string(appendEscaped(nil, value)))
}

// Extra writes the members of extra whose keys have not been written, sorted by key.
// It must be called last.
func (e *Encoder) Extra(extra Extra) {
	if len(extra) == 0 {
		return
	}
	written := NewDecoder(e.connector, e.bytes())
	for _, key := range sortedKeys(extra) {
		if written.find(key) == nil {
			e.raw(key, extra[key].Reveal())
		}
	}
}

// sortedKeys returns the keys of m in order. Package slices would do, but makes a
// program that uses this one compile longer.
//
//go:noinline
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Omit says that no configuration at all is to be sent if no member is written.
func (e *Encoder) Omit() { e.omit = true }

// raw writes a JSON value that is not to be shown.
func (e *Encoder) raw(key string, value []byte) {
	if !utf8.ValidString(key) {
		e.report(key, RuleEncoding)
	}
	if !e.reveal {
		e.quote(escape(key), redacted)
		return
	}
	copy(e.member(escape(key), len(value)), value)
	if maskIn(value) {
		e.report(key, RuleMask)
	}
}

// member adds a member and returns the room for its value, n bytes.
func (e *Encoder) member(key string, n int) []byte {
	start := len(e.object)
	end := start + len(key) + n + len(`,"":`)
	if end >= cap(e.object) { // the closing brace needs room too
		e.object = append(make([]byte, 0, 2*end), e.object...)
	}
	e.object = e.object[:end]
	room := e.object[start:end:end]
	room[0], room[1] = ',', '"'
	if start == 0 {
		room[0] = '{'
	}
	copy(room[2:], key)
	rest := room[2+len(key):]
	rest[0], rest[1] = '"', ':'
	return rest[2:]
}

// report records a problem.
//
//go:noinline
func (e *Encoder) report(key string, rule Rule) {
	e.problems = append(e.problems, &FieldError{StoreType: e.connector, Key: key, Rule: rule})
}

// bytes returns the object.
func (e *Encoder) bytes() []byte {
	if len(e.object) == 0 {
		return []byte("{}")
	}
	return append(e.object, '}')
}
