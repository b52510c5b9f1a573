package connector

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Value is a JSON value that must not be shown. Its zero value is null.
//
// Printing, logging or encoding a Value gives "[redacted]".
// Only [Value.Reveal] gives the JSON.
type Value codec.Value

// NewValue returns a Value that holds a copy of the JSON value in data.
// It fails if data is not one JSON value in UTF-8, or if an object in it has
// two members of one name. The error does not quote data.
func NewValue(data json.RawMessage) (Value, error) {
	value, err := codec.NewValue(data)
	if err != nil {
		return Value{}, fmt.Errorf("connector: value: %w", err)
	}
	return Value(value), nil
}

// Reveal returns the JSON that v holds.
func (v Value) Reveal() json.RawMessage { return codec.Value(v).JSON() }

// IsMask reports whether v is or contains a string that is a mask, as
// [Secret.IsMask] has it.
func (v Value) IsMask() bool { return codec.Value(v).IsMask() }

// AsIs returns v as a value without masks, though strings in it may look like some.
func (v Value) AsIs() Value { return Value(codec.Value(v).AsIs()) }

// Equal reports whether v and w hold the same JSON, byte for byte.
func (v Value) Equal(w Value) bool { return codec.Value(v).Equal(codec.Value(w)) }

// String returns "[redacted]".
func (v Value) String() string { return codec.Hidden }

// Format implements [fmt.Formatter]. It writes what String returns for every verb.
func (v Value) Format(f fmt.State, _ rune) { io.WriteString(f, codec.Hidden) }

// MarshalText implements [encoding.TextMarshaler]. It returns what String returns.
func (v Value) MarshalText() ([]byte, error) { return []byte(codec.Hidden), nil }

// UnmarshalJSON implements [json.Unmarshaler]. It sets v to a copy of data.
func (v *Value) UnmarshalJSON(data []byte) error {
	value, err := NewValue(data)
	if err == nil {
		*v = value
	}
	return err
}

// UnmarshalYAML is UnmarshalJSON for YAML libraries. Its errors quote nothing.
func (v *Value) UnmarshalYAML(unmarshal func(any) error) error {
	return codec.UnmarshalYAML(unmarshal, v.UnmarshalJSON)
}

// Extra holds the members that no field holds: those with an unknown key, those
// whose value was null or "", and those whose value does not fit the field. They
// are sent back as they came, so that replacing a store loses nothing. A field that
// is set wins over a member of its key.
//
// Of a configuration, Validate reports a member that belongs into a field, and one
// that does not fit into its field, unless that is set. Of what was not received, it
// reports a key that is a misspelling of a known one, and after [Object.Strict]
// every key that is not known.
type Extra map[string]Value
