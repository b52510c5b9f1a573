package codec

// A Value keeps a JSON value out of sight. Its zero value is null. The type Value
// of package connector is made of it.
type Value struct {
	json   Secret
	origin Origin // of a member that no field holds
}

// AnyValue is satisfied by [Value] and by the type Value of package connector.
type AnyValue interface {
	~struct {
		json   Secret
		origin Origin
	}
}

// NewValue returns a Value that holds a copy of data, which must be one JSON
// value. It is strict as [Decoder] is.
func NewValue(data []byte) (Value, error) {
	value, err := one(data)
	return SealValue(value), err
}

// SealValue is NewValue for data that is known to be a value.
func SealValue(data []byte) Value {
	if string(data) == "null" {
		return Value{}
	}
	return Value{json: Seal(data)}
}

// JSON returns the JSON value that v holds.
func (v Value) JSON() []byte {
	if v.json.IsZero() {
		return []byte("null")
	}
	return v.json.AppendTo(nil)
}

// Equal reports whether v and w hold the same JSON, byte for byte.
func (v Value) Equal(w Value) bool { return v.json.Equal(w.json) }

// AsIs returns v as one without masks, though strings in it may look like some.
func (v Value) AsIs() Value {
	v.json = v.json.AsIs()
	return v
}

// IsMask reports whether v is or contains a string that is a mask.
func (v Value) IsMask() bool {
	if v.json.asIs {
		return false
	}
	data := v.json.AppendTo(nil)
	defer clear(data)
	return HasMask(data)
}
