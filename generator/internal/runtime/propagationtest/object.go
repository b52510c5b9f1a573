package propagationtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// An object is a JSON object whose members keep their order. Its methods leave
// it as it is, so that objects can be shared.
type object []member

// A member is a member of an object.
type member struct {
	name  string
	value json.RawMessage
}

// get returns the value of a member, or nil if there is none or it is null.
func (o object) get(name string) json.RawMessage {
	i := slices.IndexFunc(o, func(m member) bool { return m.name == name })
	if i < 0 || string(o[i].value) == "null" {
		return nil
	}
	return o[i].value
}

// value returns the value of a member as a T, or the zero value if it is no T.
func value[T any](o object, name string) T {
	var v, zero T
	if json.Unmarshal(o.get(name), &v) != nil {
		return zero
	}
	return v
}

// text, flag, object and objects return the value of a member of their type.
func (o object) text(name string) string      { return value[string](o, name) }
func (o object) flag(name string) bool        { return value[bool](o, name) }
func (o object) object(name string) object    { return value[object](o, name) }
func (o object) objects(name string) []object { return value[[]object](o, name) }

// id returns the id of the resource that a member refers to, or "".
func (o object) id(name string) string { return o.object(name).text("id") }

// with returns o with a member set, where it is or at the end.
func (o object) with(name string, value any) object {
	set := member{name, encode(value)}
	o = slices.Clone(o)
	if i := slices.IndexFunc(o, func(m member) bool { return m.name == name }); i >= 0 {
		o[i] = set
		return o
	}
	return append(o, set)
}

// without returns o without some of its members.
func (o object) without(names ...string) object {
	return slices.DeleteFunc(slices.Clone(o), func(m member) bool { return slices.Contains(names, m.name) })
}

// reference returns the object that refers to the resource id.
func reference(id string) object { return object(nil).with("id", id) }

// link returns the object that links to href.
func link(href string) object { return object(nil).with("href", href) }

// encode returns value as JSON. What the package encodes is made of strings,
// numbers, booleans, objects and JSON that was decoded before, so it cannot fail.
func encode(value any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// MarshalJSON encodes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(m.name))
		b.WriteByte(':')
		b.Write(m.value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON decodes an object. Of members with one name, the last is kept.
func (o *object) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return errors.New("propagationtest: want a JSON object")
	}
	*o = object{}
	last := make(map[string]int)
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		last[name.(string)] = len(*o)
		*o = append(*o, member{name.(string), value})
	}
	if i := -1; len(last) < len(*o) {
		*o = slices.DeleteFunc(*o, func(m member) bool { i++; return last[m.name] != i })
	}
	return nil
}
