package connector

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// A Value is a JSON value that is not to be shown. Its zero value is null.
//
// Printing, logging or encoding a Value gives a placeholder.
// Only [Value.Reveal] gives the JSON.
type Value struct {
	box box // empty if null
}

// NewValue returns a Value that holds a copy of the JSON value in data.
// It fails if data is not one JSON value in UTF-8, or if an object in it has
// two members of one name. The error does not quote data.
func NewValue(data json.RawMessage) (Value, error) {
	value, err := scanOne(data)
	if err != nil {
		return Value{}, fmt.Errorf("connector: value: %w", err)
	}
	return newValue(value), nil
}

// newValue is NewValue for data that is known to be good.
func newValue(data []byte) Value {
	if string(data) == "null" {
		return Value{}
	}
	return Value{seal(data)}
}

// Reveal returns the JSON that v holds.
func (v Value) Reveal() json.RawMessage {
	if v.box.masked == nil {
		return json.RawMessage("null")
	}
	return v.box.appendTo(nil)
}

// IsMask reports whether v is, or has somewhere in it, a string that stands
// for a secret and is none, as [Secret.IsMask] has it.
func (v Value) IsMask() bool {
	data := v.box.appendTo(nil)
	defer clear(data)
	return maskIn(data)
}

// Equal reports whether v and w hold the same JSON, byte for byte.
func (v Value) Equal(w Value) bool { return v.box.equal(w.box) }

// String returns "[redacted]".
func (v Value) String() string { return redacted }

// Format implements [fmt.Formatter]. It writes what String returns, whatever the verb.
func (v Value) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer]. It returns what String returns.
func (v Value) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText implements [encoding.TextMarshaler]. It returns what String returns.
func (v Value) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// UnmarshalJSON implements [json.Unmarshaler]: v holds a copy of data from then on.
func (v *Value) UnmarshalJSON(data []byte) error {
	value, err := NewValue(data)
	if err == nil {
		*v = value
	}
	return err
}

// Extra holds the members of a configuration that no field holds: those with an
// unknown key, and those whose value was null or "". They are sent back, so that
// nothing is lost when a store is replaced, unless a field now has the key.
type Extra map[string]Value
