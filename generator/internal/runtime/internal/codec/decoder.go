package codec

import (
	"fmt"
	"strings"
)

// A Decoder reads the members of a configuration from a JSON object.
//
// It is strict: the object must be in UTF-8, without two members of one name,
// without anything behind it, at most 512 levels deep; names must match exactly.
// No error quotes the object.
type Decoder struct {
	storeType string
	origin    Origin // of what it decodes
	data      []byte
	members   []member // those to come
	key       []byte
	value     []byte
	kept      []extraMember
	err       error
	checker   *checker // see NewChecker; nil if it decodes
	problems  []problem
	bools     []bool          // to be pointed to
	texts     strings.Builder // of the strings, which share memory; no secret is among them
	index     map[string]span // of the members, once one of many was looked for
}

// NewDecoder returns a Decoder of data, which must be an object or null. null
// counts as an object without members. What the Decoder sets holds no reference to
// data. A Decoder must not be copied once it is in use.
func NewDecoder(storeType string, data []byte) Decoder {
	d := Decoder{storeType: storeType, data: data}
	if isNull(data) {
		return d
	}
	s := scanner{data: data, members: make([]member, 0, 16)}
	if err := s.scanObject(); err != nil {
		d.err = fmt.Errorf("%s: %w", Printable(storeType), err)
		return d
	}
	d.members = s.members
	return d
}

// Profile returns the value of the member that selects the profile, wherever it
// stands in the object.
//
// If the member is missing, null or "", Profile returns the one profile all of
// whose required keys are there and not null. If there is no such profile, or
// more than one, or the value is no string, or all is to be said as in what is
// read strictly, it returns "".
//
// The caller must call [Decoder.Skip] when [Decoder.Next] comes to the member.
func (d *Decoder) Profile(keys *Keys) string {
	value, profiles := d.find(keys.Selector), keys.Profiles
	switch {
	case value == nil || IsBlank(value):
		if d.origin == Strict {
			return ""
		}
		return d.infer(profiles)
	case value[0] != '"':
		return ""
	}
	text := Unquote(value)
	for i := range profiles {
		if string(text) == profiles[i].Name {
			return profiles[i].Name
		}
	}
	return string(text)
}

// infer returns the one profile whose required keys are all there.
func (d *Decoder) infer(profiles []Profile) string {
	name := ""
	for _, p := range profiles {
		if len(p.Required) == 0 || d.lacksAny(p.Required) {
			continue
		}
		if name != "" {
			return ""
		}
		name = p.Name
	}
	return name
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

// find returns the value of the member key, or nil. Many members are looked up.
func (d *Decoder) find(key string) []byte {
	if len(d.members) > few {
		return d.lookUp(key)
	}
	for _, m := range d.members {
		if string(m.nameIn(d.data)) == key {
			return m.value.of(d.data)
		}
	}
	return nil
}

func (d *Decoder) lookUp(key string) []byte {
	if d.index == nil {
		d.index = make(map[string]span, len(d.members))
		for _, m := range d.members {
			d.index[string(m.nameIn(d.data))] = m.value
		}
	}
	value, ok := d.index[key]
	if !ok {
		return nil
	}
	return value.of(d.data)
}

// IsReceived reports whether a server has sent what d decodes.
func (d *Decoder) IsReceived() bool { return d.origin == Received }

// IsStrict reports whether what d decodes is read strictly.
func (d *Decoder) IsStrict() bool { return d.origin == Strict }

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

// ReadString sets *field to the member's value, if that is a string.
// Else, and if it is "", the member is kept, see [Decoder.Keep].
func (d *Decoder) ReadString(field *string) {
	switch {
	case IsBlank(d.value):
		d.keepBlank("string")
	case d.value[0] == '"' && d.checker == nil:
		*field = d.text(Unquote(d.value))
	default:
		d.refuse("string", *field != "")
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

// ReadSecret sets *field to the member's value, if that is a string.
// Else, and if it is "", the member is kept, see [Decoder.Keep].
func (d *Decoder) ReadSecret(field *Secret) {
	switch {
	case IsBlank(d.value):
		d.keepBlank("string")
	case d.value[0] == '"' && d.checker == nil:
		*field = Seal(Unquote(d.value))
	default:
		d.refuse("string", !field.IsZero())
	}
}

// ReadBool sets *field to point to the member's value, if that is a boolean.
// Else the member is kept, see [Decoder.Keep].
func (d *Decoder) ReadBool(field **bool) {
	switch {
	case IsBlank(d.value):
		d.keepBlank("boolean")
	case (d.value[0] == 't' || d.value[0] == 'f') && d.checker == nil:
		*field = d.newBool(d.value[0] == 't')
	default:
		d.refuse("boolean", *field != nil)
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

// Keep adds the member, as it is, to those that [Extra] returns.
func (d *Decoder) Keep() {
	if d.checker != nil {
		d.judge()
		return
	}
	value := SealValue(d.value)
	value.origin = d.origin
	d.kept = append(d.kept, extraMember{string(d.key), value})
}

// Skip goes past the member that selects the profile. It is kept if it is "" or no string.
func (d *Decoder) Skip() {
	switch {
	case IsBlank(d.value):
		d.Keep()
	case d.value[0] != '"' || d.checker != nil:
		d.refuse("string", false)
	}
}

// Extra returns the members that were kept, or nil if there are none.
// E is the type Extra of package connector.
func Extra[E ~map[string]V, V AnyValue](d *Decoder) E {
	if len(d.kept) == 0 {
		return nil
	}
	extra := make(E, len(d.kept))
	for _, m := range d.kept {
		extra[m.key] = V(m.value)
	}
	return extra
}

// Err returns an error that says at which byte the object is no valid JSON, or nil.
func (d *Decoder) Err() error { return d.err }

// Clear overwrites the data of a Decoder that was made of an [Object].
func (d *Decoder) Clear() { clear(d.data) }

// IsBlank reports whether a value is null or "".
func IsBlank(value []byte) bool { return value[0] == 'n' || string(value) == `""` }

// kindOf returns the kind of a value: "string", "boolean", or "" for any other.
func kindOf(value []byte) string {
	switch value[0] {
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	}
	return ""
}
