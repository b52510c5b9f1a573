// Package codec holds the parts of which the code of a connector is made: the
// JSON encoder and decoder, secrets as they are kept in memory, and the bits that
// Validate collects. It promises nothing to anyone but the generated packages.
//
// Package connector is the public face of it. As connector imports codec, codec
// cannot name the types of connector; where it makes or reads one of them, it has
// a type parameter for it.
package codec

import (
	"fmt"
	"math/bits"
	"reflect"
	"strconv"
)

// A Configuration is what this package needs of a connector.Configuration.
type Configuration interface {
	StoreType() string
	Encode(Encoder) Encoder
}

// Redacted returns c as JSON, with "[redacted]" in the place of secrets and of
// what is in Extra. Empty attributes are left out, and no configuration is null.
// MarshalJSON methods return it.
func Redacted(c Configuration) ([]byte, error) {
	e := c.Encode(NewEncoder(c.StoreType(), false))
	if e.Omitted() {
		return []byte("null"), nil
	}
	return e.Bytes(), nil
}

// String returns the store type of c and what [Redacted] returns. String methods return it.
func String(c Configuration) string {
	e := c.Encode(NewEncoder(c.StoreType(), false))
	return c.StoreType() + string(e.Bytes())
}

// Bit returns the n-th bit if failed is true, and else 0.
func Bit(failed bool, n uint) uint64 {
	var bit uint64
	if failed {
		bit = 1
	}
	return bit << n
}

// Failed returns pointers to the checks that failed: bit i of word w of failed
// stands for checks[64*w+i]. The checks are not copied, as copies would cost more than all else.
func Failed[T any](checks []T, failed []uint64) []*T {
	n := 0
	for _, word := range failed {
		n += bits.OnesCount64(word)
	}
	list := make([]*T, 0, n)
	for i, word := range failed {
		for ; word != 0; word &= word - 1 {
			list = append(list, &checks[64*i+bits.TrailingZeros64(word)])
		}
	}
	return list
}

// Decode returns what decode makes of o. If o has no configuration, it returns
// an empty T. It fails if o is not of the store type.
func Decode[T any](storeType string, o Object, decode func(*T, Decoder) error) (*T, error) {
	if o.storeType != storeType {
		return nil, notOf(storeType, "connector.Object", o.storeType)
	}
	t, d := new(T), o.Decoder()
	if d.data == nil {
		return t, nil
	}
	defer clear(d.data)
	if err := decode(t, d); err != nil {
		return nil, err
	}
	return t, nil
}

// Copy returns a copy of c, which must be a T or a *T. The copy shares its profile and Extra with c.
func Copy[T any](storeType string, c Configuration) (*T, error) {
	switch c := any(c).(type) {
	case T:
		return &c, nil
	case *T:
		if c != nil {
			t := *c
			return &t, nil
		}
	}
	return nil, Mismatch(storeType, c)
}

// Mismatch says that c is not a configuration for the store type.
func Mismatch(storeType string, c Configuration) error {
	switch {
	case c == nil:
		return fmt.Errorf("%s: want a configuration, not nil", storeType)
	case IsNil(c):
		return fmt.Errorf("%s: want a configuration, not a nil %T", storeType, c)
	}
	return notOf(storeType, fmt.Sprintf("%T", c), c.StoreType())
}

func notOf(storeType, goType, of string) error {
	return fmt.Errorf("%s: want a configuration of this connector, not a %s of %s", storeType, goType, Printable(of))
}

// IsNil reports whether c is a nil pointer.
func IsNil(c Configuration) bool {
	v := reflect.ValueOf(c)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// Printable returns key, quoted if it is empty or has characters that are not to be printed.
func Printable(key string) string {
	if quoted := strconv.Quote(key); key == "" || len(quoted) != len(key)+2 {
		return quoted
	}
	return key
}
