package codec

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// An Encoder writes the members of a configuration as one JSON object.
// Keys must not need escapes in JSON. The zero Encoder redacts.
//
// Encode methods take an Encoder and return it, as append does, so that it stays off the heap.
type Encoder struct {
	Profile string // that has what is written next for itself, or ""
	Origin  Origin // of what has been written, as far as that is known

	storeType string
	reveal    bool // write secrets as they are
	omit      bool
	object    []byte // without the closing brace; empty if there is no member yet
	problems  []problem
}

// NewEncoder returns an Encoder that writes secrets as they are if reveal is
// true, and else redacts. It has room for most configurations.
func NewEncoder(storeType string, reveal bool) Encoder {
	return Encoder{storeType: storeType, reveal: reveal, object: make([]byte, 0, 448)}
}

// credentials is the rule that an Encoder reports when it redacts. It is no reason
// not to send what has them.
const credentials = "credentials"

// WriteString writes a string, unless it is empty. Credentials in a URL are redacted.
func (e *Encoder) WriteString(key, value string) {
	if !e.reveal && HasCredentials(value) {
		value = WithoutCredentials(value)
		e.report(key, credentials)
	}
	switch {
	case value == "":
	case isPlain(value):
		e.quote(key, value)
	default:
		e.escape(key, value)
	}
	if e.reveal && strings.Contains(value, Hidden) {
		e.report(key, "mask")
	}
}

// WriteProfile writes the name of the profile. What is written next, until
// [WriteExtra], is of that profile.
func (e *Encoder) WriteProfile(key, name string) {
	e.WriteString(key, name)
	e.Profile = name
}

// WriteBool writes a boolean, unless it is nil.
func (e *Encoder) WriteBool(key string, value *bool) {
	switch {
	case value == nil:
	case *value:
		copy(e.member(key, len("true")), "true")
	default:
		copy(e.member(key, len("false")), "false")
	}
}

// WriteSecret writes a secret, unless it is empty.
func (e *Encoder) WriteSecret(key string, value Secret) {
	if value.IsZero() {
		return
	}
	if !e.reveal {
		e.quote(key, Hidden)
		return
	}
	start, n := len(e.object), len(*value.masked)
	room := e.member(key, n+2)
	room[0], room[n+1] = '"', '"'
	text := value.AppendTo(room[1:1])
	if !value.asIs && IsMask(text) {
		e.report(key, "mask")
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
		e.report(key, "encoding")
	}
	e.quote(key, string(appendEscaped(nil, value)))
}

// WriteExtra writes the members of extra whose keys have not been written, sorted
// by key. It must be called last.
func WriteExtra[V AnyValue](e *Encoder, extra map[string]V) {
	e.Profile = ""
	if len(extra) == 0 {
		return
	}
	members := make([]extraMember, 0, len(extra))
	for key, value := range extra {
		members = append(members, extraMember{key, Value(value)})
	}
	e.writeExtra(members)
}

// An extraMember is a member that no field holds.
type extraMember struct {
	key   string
	value Value
}

// writeExtra stands alone so that it is compiled once, and not for each package.
// Package slices would sort as well, but makes a program that uses this one compile longer.
func (e *Encoder) writeExtra(members []extraMember) {
	sort.Slice(members, func(i, j int) bool { return members[i].key < members[j].key })
	written := NewDecoder(e.storeType, e.Bytes())
	for _, m := range members {
		if written.find(m.key) == nil {
			e.WriteValue(m.key, m.value)
		}
	}
}

// Omit makes [Encoder.Omitted] true unless a member is written: then no
// configuration is sent at all.
func (e *Encoder) Omit() { e.omit = true }

// WriteRaw writes a JSON value that must not be shown. The key may be any text.
// null and "" are no secrets, and are shown.
func (e *Encoder) WriteRaw(key string, value []byte) {
	e.writeRaw(key, value)
	if e.reveal && HasMask(value) {
		e.report(key, "mask")
	}
}

// WriteValue is WriteRaw for a Value, which may say that it is no mask.
func (e *Encoder) WriteValue(key string, value Value) {
	e.Origin = max(e.Origin, value.origin)
	if value.json.asIs {
		e.writeRaw(key, value.JSON())
		return
	}
	e.WriteRaw(key, value.JSON())
}

func (e *Encoder) writeRaw(key string, value []byte) {
	if !utf8.ValidString(key) {
		e.report(key, "encoding")
	}
	if !e.reveal && !IsBlank(value) {
		e.quote(Escape(key), Hidden)
		return
	}
	copy(e.member(Escape(key), len(value)), value)
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
func (e *Encoder) report(key, rule string) {
	e.problems = append(e.problems, problem{profile: e.Profile, key: key, rule: rule})
}

// Omitted reports whether no configuration is to be sent, see [Encoder.Omit].
func (e *Encoder) Omitted() bool { return e.omit && len(e.object) == 0 }

// Bytes returns the object.
func (e *Encoder) Bytes() []byte {
	if len(e.object) == 0 {
		return []byte("{}")
	}
	return append(e.object, '}')
}
