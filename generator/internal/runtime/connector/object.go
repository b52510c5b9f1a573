package connector

import (
	"errors"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// An Object is the configuration of a store as JSON, or none: as the API gave it,
// or as somebody wrote it. The From function of a connector's package makes a typed
// configuration of it.
//
// Shown, an Object has all its keys, and "[redacted]" for every value but null and "".
// [Wire] sends it as it is. Objects are compared with [Object.Equal] and [Diff].
type Object codec.Object

// NewObject returns an Object with a copy of data, which must be a JSON object,
// or null, or nil if the store has no configuration.
//
// It is strict: data must be in UTF-8, at most 512 levels deep, without two
// members of one name in an object and without anything behind the object.
// The error does not quote data.
//
// The Object counts as written by somebody, unless [Object.Received] says otherwise.
func NewObject(storeType string, data []byte) (Object, error) {
	o, err := codec.NewObject(storeType, data)
	return Object(o), err
}

// StoreType returns the store type.
func (o Object) StoreType() string { return codec.Object(o).StoreType() }

// Value returns the JSON that o holds: an object, or null if the store has no configuration.
func (o Object) Value() Value { return Value(codec.Object(o).Value()) }

// AsIs returns o as an Object without masks, though strings in it may look like
// some. [Wire] sends it.
func (o Object) AsIs() Object { return Object(codec.Object(o).AsIs()) }

// Received returns o as an Object that the API has sent, as the client does. Validate
// of what is made of it accepts whatever nobody knew when the code was generated: a
// profile, and keys.
func (o Object) Received() Object { return Object(codec.Object(o).From(codec.Received)) }

// Strict returns o as an Object that is read strictly: Validate of what is made of it
// also reports every key that is not known, with the nearest one that is; the keys
// of other profiles; and that the attribute is missing that selects the profile,
// though the others tell which it is.
//
// Without Strict and Received, of these a key is reported that is a misspelling of a
// known one, and a profile that is not known or missing.
func (o Object) Strict() Object { return Object(codec.Object(o).From(codec.Strict)) }

// Validate returns nil, as no rule is known to o. To check it, make a typed
// configuration of it, or call Decode of package metadata.
func (o Object) Validate() error { return nil }

// Secrets returns every string in o that is not in an array or object, by key:
// any of them may be sensitive.
func (o Object) Secrets() map[string]Secret {
	secrets := make(map[string]Secret)
	for d := codec.Object(o).Decoder(); d.Next(); {
		if value := d.Raw(); value[0] == '"' {
			secrets[string(d.Key())] = Secret(codec.Seal(codec.Unquote(value)))
		}
	}
	return secrets
}

// Encode is for [Wire] and the methods that redact.
func (o Object) Encode(e codec.Encoder) codec.Encoder { return codec.Object(o).Encode(e) }

// Equal reports whether o and p are of one store type, and [Diff] finds no difference.
func (o Object) Equal(p Object) bool {
	changes, err := Diff(o, p)
	return err == nil && len(changes) == 0
}

// MarshalJSON encodes o with all its values redacted. To send it, use [Wire].
func (o Object) MarshalJSON() ([]byte, error) { return codec.Redacted(o) }

// String returns o as JSON with all its values redacted.
func (o Object) String() string { return codec.String(o) }

// UnmarshalJSON sets o to data, as [NewObject] does, if o has a store type, and else
// fails: JSON does not say which it is.
func (o *Object) UnmarshalJSON(data []byte) error {
	if o.StoreType() == "" {
		return errors.New("connector: an Object without a store type cannot be read; use NewObject")
	}
	object, err := NewObject(o.StoreType(), data)
	if err == nil {
		*o = object
	}
	return err
}

// MarshalYAML returns what MarshalJSON encodes, for YAML libraries.
func (o Object) MarshalYAML() (any, error) { return codec.YAML(o.MarshalJSON()) }

// UnmarshalYAML is UnmarshalJSON for YAML libraries. Its errors quote nothing.
func (o *Object) UnmarshalYAML(unmarshal func(any) error) error {
	return codec.UnmarshalYAML(unmarshal, o.UnmarshalJSON)
}
