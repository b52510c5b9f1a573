package connector

import "fmt"

// An Object is the configuration of a store as the API gave it, or none.
// The From function of a connector's package makes a typed configuration of it.
//
// Shown, an Object has all its keys, and "[redacted]" for every value.
// [Wire] sends it as it is. Objects are compared with [Object.Equal].
type Object struct {
	storeType string
	value     Value    // null if the store has no configuration
	members   []member // where they are in value
}

// NewObject returns an Object with a copy of data, which must be a JSON object,
// or null, or nil if the store has no configuration.
// It is strict as [Decoder] is, and its error does not quote data.
func NewObject(storeType string, data []byte) (Object, error) {
	o := Object{storeType: storeType}
	if data == nil || isNull(data) {
		return o, nil
	}
	s := scanner{data: data, members: make([]member, 0, 16)}
	if err := s.scanObject(); err != nil {
		return Object{}, fmt.Errorf("%s: %w", printable(storeType), err)
	}
	o.value, o.members = newValue(data), s.members
	return o, nil
}

// StoreType returns the store type.
func (o Object) StoreType() string { return o.storeType }

// Value returns the JSON that o holds: an object, or null if the store has no configuration.
func (o Object) Value() Value { return o.value }

// Validate returns nil: o is what the API said, and no rule is known to it.
// To check it, make a typed configuration of it, or call Decode of package metadata.
func (o Object) Validate() error { return nil }

// Secrets returns every string in o that is not in an array or object, by key:
// any of them may be sensitive.
func (o Object) Secrets() map[string]Secret {
	secrets := make(map[string]Secret)
	for d := o.decoder(); d.Next(); {
		if d.value[0] == '"' {
			secrets[string(d.key)] = Secret{seal(unescape(d.value[1 : len(d.value)-1]))}
		}
	}
	return secrets
}

// Encode writes the members of o to e.
func (o Object) Encode(e Encoder) Encoder {
	if o.value.box.masked == nil {
		e.Omit()
	}
	for d := o.decoder(); d.Next(); {
		e.raw(string(d.key), d.value)
	}
	return e
}

// decoder returns a Decoder of o, whose data only the Decoder knows, and is nil if there is none.
//
//go:noinline
func (o Object) decoder() Decoder {
	return Decoder{connector: o.storeType, data: o.value.box.appendTo(nil), members: o.members}
}

// Equal reports whether o and p are of one store type and hold the same JSON, byte for byte.
func (o Object) Equal(p Object) bool {
	return o.storeType == p.storeType && o.value.Equal(p.value)
}

// MarshalJSON encodes o with all its values redacted. To send it, use [Wire].
func (o Object) MarshalJSON() ([]byte, error) { return Redacted(o) }

// String returns o as JSON with all its values redacted.
func (o Object) String() string { return String(o) }
