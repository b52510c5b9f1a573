package capture

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// A value is a value of JSON whose objects keep the order of their members.
type value struct {
	kind    jsontext.Kind
	raw     jsontext.Value // of what is neither an object nor an array, as written
	members []member       // of an object
	items   []value        // of an array
}

// A member is a name and a value in an object.
type member struct {
	name  string
	value value
}

// parse returns the value in data, or false if that is not well formed.
func parse(data []byte) (value, bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	v, err := read(dec)
	return v, err == nil
}

func read(dec *jsontext.Decoder) (value, error) {
	v := value{kind: dec.PeekKind()}
	var err error
	switch v.kind {
	case jsontext.KindBeginObject:
		err = v.readMembers(dec)
	case jsontext.KindBeginArray:
		err = v.readItems(dec)
	default:
		var raw jsontext.Value
		raw, err = dec.ReadValue()
		v.raw = slices.Clone(raw)
	}
	return v, err
}

func (v *value) readMembers(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != jsontext.KindEndObject {
		name, err := dec.ReadToken()
		if err != nil {
			return err
		}
		m := member{name: name.String()}
		if m.value, err = read(dec); err != nil {
			return err
		}
		v.members = append(v.members, m)
	}
	_, err := dec.ReadToken()
	return err
}

func (v *value) readItems(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != jsontext.KindEndArray {
		item, err := read(dec)
		if err != nil {
			return err
		}
		v.items = append(v.items, item)
	}
	_, err := dec.ReadToken()
	return err
}

// get returns the member of v called name, or a value of no kind.
func (v value) get(name string) value {
	for _, m := range v.members {
		if m.name == name {
			return m.value
		}
	}
	return value{}
}

// without returns v without the member called name.
func (v value) without(name string) value {
	v.members = slices.DeleteFunc(slices.Clone(v.members), func(m member) bool { return m.name == name })
	return v
}

// text returns what a string says, and any other scalar as it is written.
func (v value) text() string {
	if v.kind != jsontext.KindString {
		return string(v.raw)
	}
	text, err := jsontext.AppendUnquote(nil, v.raw)
	if err != nil {
		return string(v.raw) // cannot be: it was read
	}
	return string(text)
}

// file returns v as the file of a capture: JSON with two spaces for each level.
func (v value) file() ([]byte, error) {
	data := jsontext.Value(v.append(nil))
	err := data.Indent(jsontext.WithIndent("  "))
	return append(data, '\n'), err
}

func (v value) append(b []byte) []byte {
	switch v.kind {
	case jsontext.KindBeginObject:
		b = append(b, '{')
		for i, m := range v.members {
			if i > 0 {
				b = append(b, ',')
			}
			b, _ = jsontext.AppendQuote(b, m.name) // cannot fail: it was read
			b = m.value.append(append(b, ':'))
		}
		return append(b, '}')
	case jsontext.KindBeginArray:
		b = append(b, '[')
		for i, item := range v.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.append(b)
		}
		return append(b, ']')
	}
	return append(b, v.raw...)
}
