package connector

import (
	"fmt"
	"strings"
)

// A Decoder reads the members of a configuration from a JSON object.
// The generated UnmarshalJSON methods call it.
//
// It is strict: the object must be in UTF-8, without two members of one name,
// without anything behind it, at most 512 levels deep; names must match exactly.
// No error quotes the object.
type Decoder struct {
	connector string
	data      []byte
	members   []member // those to come
	key       []byte
	value     []byte
	extra     *Extra
	err       error
	problems  Errors
	bools     []bool          // to be pointed to
	texts     strings.Builder // of the strings, which share memory; no secret is among them
}

// NewDecoder returns a Decoder of data, which must be an object or null.
// null is as good as an object without members.
// The Decoder keeps no reference to data in anything that it sets.
// It must not be copied once it is in use.
func NewDecoder(connector string, data []byte) Decoder {
	d := Decoder{connector: connector, data: data}
	if isNull(data) {
		return d
	}
	s := scanner{data: data, members: make([]member, 0, 16)}
	if err := s.scanObject(); err != nil {
		d.err = fmt.Errorf("%s: %w", printable(connector), err)
		return d
	}
	d.members = s.members
	return d
}

// Keep makes *extra take what no field takes. Without it, that is dropped.
func (d *Decoder) Keep(extra *Extra) { d.extra = extra }

// A Method is a way of connecting, and thus a profile.
type Method struct {
	Value    string   // of the attribute that selects the profile
	Required []string // keys that the profile requires and that not every profile has
}

// Method returns the value of the member key, which selects the profile,
// wherever it stands in the object.
//
// If the member is missing, null or "", Method returns the one method all of
// whose required keys are there and not null. If there is no such method, or
// more than one, or the value is no string, it returns "".
//
// The caller must skip the member when [Decoder.Next] comes to it.
func (d *Decoder) Method(key string, methods []Method) string {
	value := d.find(key)
	switch {
	case value == nil:
		return d.infer(methods)
	case isBlank(value):
		d.keep(key, value)
		return d.infer(methods)
	case value[0] != '"':
		d.refuse(key, "string")
		return ""
	}
	text := unescape(value[1 : len(value)-1])
	for i := range methods {
		if string(text) == methods[i].Value {
			return methods[i].Value
		}
	}
	return string(text)
}

// infer returns the one method whose required keys are all there.
func (d *Decoder) infer(methods []Method) string {
	method := ""
	for _, m := range methods {
		if len(m.Required) == 0 || d.lacksAny(m.Required) {
			continue
		}
		if method != "" {
			return ""
		}
		method = m.Value
	}
	return method
}

// lacksAny reports whether one of the members is missing or null.
func (d *Decoder) lacksAny(keys []string) bool {
	for _, key := range keys {
		if value := d.find(key); value == nil || value[0] == 'n' {
			return true
		}
	}
	return false
}

// find returns the value of the member key, or nil.
func (d *Decoder) find(key string) []byte {
	for _, m := range d.members {
		if string(m.nameIn(d.data)) == key {
			return m.value.of(d.data)
		}
	}
	return nil
}

// Next goes on to the next member, and reports whether there is one.
func (d *Decoder) Next() bool {
	if len(d.members) == 0 {
		return false
	}
	m := d.members[0]
	d.key, d.value = m.nameIn(d.data), m.value.of(d.data)
	d.members = d.members[1:]
	return true
}

// Key returns the key of the member. The caller must not change it.
func (d *Decoder) Key() []byte { return d.key }

// Raw returns the JSON of the member's value, which may be secret. The caller must not change it.
func (d *Decoder) Raw() []byte { return d.value }

// String sets *field to the member's value, which must be a string.
// If it is null or "", it goes to the Extra.
func (d *Decoder) String(field *string) {
	switch {
	case isBlank(d.value):
		d.Extra()
	case d.value[0] == '"':
		*field = d.text(unescape(d.value[1 : len(d.value)-1]))
	default:
		d.refuse(string(d.key), "string")
	}
}

// text returns a copy of s. Most configurations fit into one allocation.
func (d *Decoder) text(s []byte) string {
	if d.texts.Cap()-d.texts.Len() < len(s) {
		d.texts = strings.Builder{}
		d.texts.Grow(max(len(s), 192))
	}
	start := d.texts.Len()
	d.texts.Write(s)
	return d.texts.String()[start:]
}

// Secret sets *field to the member's value, which must be a string.
// If it is null or "", it goes to the Extra.
func (d *Decoder) Secret(field *Secret) {
	switch {
	case isBlank(d.value):
		d.Extra()
	case d.value[0] == '"':
		field.box = seal(unescape(d.value[1 : len(d.value)-1]))
	default:
		d.refuse(string(d.key), "string")
	}
}

// Bool sets *field to point to the member's value, which must be a boolean.
// If it is null or "", it goes to the Extra.
func (d *Decoder) Bool(field **bool) {
	switch {
	case isBlank(d.value):
		d.Extra()
	case d.value[0] == 't' || d.value[0] == 'f':
		*field = d.newBool(d.value[0] == 't')
	default:
		d.refuse(string(d.key), "boolean")
	}
}

// newBool returns a pointer to a copy of value. Eight are allocated at once.
func (d *Decoder) newBool(value bool) *bool {
	if len(d.bools) == 0 {
		d.bools = make([]bool, 8)
	}
	p := &d.bools[0]
	*p, d.bools = value, d.bools[1:]
	return p
}

// Extra adds the member to the Extra, as it stands.
func (d *Decoder) Extra() { d.keep(string(d.key), d.value) }

// Skip does nothing with the member.
func (d *Decoder) Skip() {}

// Err returns what is wrong with the object: nil, [Errors] with all members of
// the wrong kind, or an error that says at which byte the object is no good JSON.
func (d *Decoder) Err() error {
	if d.err != nil {
		return d.err
	}
	return d.problems.err()
}

// isBlank reports whether a value says nothing.
func isBlank(value []byte) bool { return value[0] == 'n' || string(value) == `""` }

// keep adds a member to the Extra.
func (d *Decoder) keep(key string, value []byte) {
	if d.extra == nil {
		return
	}
	if *d.extra == nil {
		*d.extra = make(Extra)
	}
	(*d.extra)[key] = newValue(value)
}

// refuse records that a member is not of the kind that it must be.
//
//go:noinline
func (d *Decoder) refuse(key, kind string) {
	d.problems = append(d.problems, &FieldError{d.connector, key, RuleKind, []string{kind}})
}
