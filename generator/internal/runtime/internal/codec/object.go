package codec

import "fmt"

// An Object is a JSON object that has been scanned, or none. The type Object of
// package connector is made of it.
type Object struct {
	storeType string
	origin    Origin
	value     Value    // null if there is none
	members   []member // where they are in value
}

// NewObject returns an Object with a copy of data, which must be a JSON object,
// or null, or nil for none. It is strict as [Decoder] is.
func NewObject(storeType string, data []byte) (Object, error) {
	o := Object{storeType: storeType}
	if data == nil || isNull(data) {
		return o, nil
	}
	s := scanner{data: data, members: make([]member, 0, 16)}
	if err := s.scanObject(); err != nil {
		return Object{}, fmt.Errorf("%s: %w", Printable(storeType), err)
	}
	o.value, o.members = SealValue(data), s.members
	return o, nil
}

// StoreType returns the store type.
func (o Object) StoreType() string { return o.storeType }

// AsIs returns o as one without masks, though strings in it may look like some.
func (o Object) AsIs() Object {
	o.value = o.value.AsIs()
	return o
}

// From returns o as one of the origin.
func (o Object) From(origin Origin) Object {
	o.origin = origin
	return o
}

// IsReceived reports whether a server has sent o.
func (o Object) IsReceived() bool { return o.origin == Received }

// Value returns the JSON that o holds.
func (o Object) Value() Value { return o.value }

// Encode returns e with the members of o written to it.
func (o Object) Encode(e Encoder) Encoder {
	if o.value.json.IsZero() {
		e.Omit()
	}
	e.Origin = max(e.Origin, o.origin)
	write := e.WriteRaw
	if o.value.json.asIs {
		write = e.writeRaw
	}
	for d := o.Decoder(); d.Next(); {
		write(string(d.key), d.value)
	}
	return e
}

// Decoder returns a Decoder of o, whose data only the Decoder knows, and is nil if there is none.
//
//go:noinline
func (o Object) Decoder() Decoder {
	return Decoder{storeType: o.storeType, origin: o.origin, data: o.value.json.AppendTo(nil), members: o.members}
}
