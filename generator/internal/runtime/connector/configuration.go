package connector

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// A Configuration is the configuration of a propagation store.
// The Configuration type of every connector's package, [Object] and *metadata.Configuration implement it.
//
// Packages fmt, log/slog and encoding/json redact it. Only [Wire] reveals its secrets.
type Configuration interface {
	// StoreType returns the store type that the configuration is for, such as "Zoom".
	StoreType() string

	// Validate reports everything that is wrong, as [Errors], or returns nil.
	Validate() error

	// Secrets returns the sensitive attributes by key, empty ones included.
	Secrets() map[string]Secret

	// Encode writes the members to an Encoder, and returns it.
	Encode(Encoder) Encoder
}

// Wire returns c as the API expects it, secrets included.
// It returns nil if the store is to be sent without a configuration: if c is
// nil, or if there is nothing that c could hold.
//
// Wire fails if c is not valid, if a secret, an Extra or an [Object] holds a
// mask in the place of a secret, or if a string is not valid UTF-8.
// The error is an [Errors] with all of that.
func Wire(c Configuration) (json.RawMessage, error) {
	if c == nil {
		return nil, nil
	}
	if isNil(c) {
		return nil, fmt.Errorf("connector: want a configuration, not a nil %T", c)
	}
	errs, err := problemsOf(c)
	if err != nil {
		return nil, err
	}
	e := c.Encode(newEncoder(c, true))
	if errs = append(errs, e.problems...); len(errs) > 0 {
		return nil, errs
	}
	if e.omit && len(e.object) == 0 {
		return nil, nil
	}
	return e.bytes(), nil
}

// problemsOf returns what Validate reports, and an error if that is no Errors.
func problemsOf(c Configuration) (Errors, error) {
	err := c.Validate()
	if err == nil {
		return nil, nil
	}
	var errs Errors
	if errors.As(err, &errs) {
		return errs, nil
	}
	return nil, err
}

// isNil reports whether c is a nil pointer.
func isNil(c Configuration) bool {
	v := reflect.ValueOf(c)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// Redacted returns c as JSON, with "[redacted]" in the place of secrets and of
// what is in Extra. Empty attributes are left out. It is what MarshalJSON methods return.
func Redacted(c Configuration) ([]byte, error) {
	e := c.Encode(newEncoder(c, false))
	return e.bytes(), nil
}

// String returns the store type of c and what [Redacted] returns.
// It is what String methods return.
func String(c Configuration) string {
	data, _ := Redacted(c)
	return c.StoreType() + string(data)
}

// Convert returns c as a *T, the configuration type of the connector key.
//
// If c is a T or *T, Convert returns a copy, which shares its profile and Extra
// with c. If c is an [Object], Convert decodes it; without a configuration that
// gives an empty T. Anything else is an error, as is an Object of another store type.
//
// The generated From functions call it, with the method that decodes a T.
func Convert[T any](key string, c Configuration, decode func(*T, Decoder) error) (*T, error) {
	switch c := any(c).(type) {
	case T:
		return &c, nil
	case *T:
		if c != nil {
			own := *c
			return &own, nil
		}
	case Object:
		if c.storeType == key {
			t, d := new(T), c.decoder()
			if d.data == nil {
				return t, nil
			}
			defer clear(d.data)
			if err := decode(t, d); err != nil {
				return nil, err
			}
			return t, nil
		}
	}
	return nil, mismatch(key, c)
}

// mismatch says that c is not a configuration of the connector key.
func mismatch(key string, c Configuration) error {
	switch {
	case c == nil:
		return fmt.Errorf("%s: want a configuration, not nil", key)
	case isNil(c):
		return fmt.Errorf("%s: want a configuration, not a nil %T", key, c)
	}
	return fmt.Errorf("%s: want a configuration of this connector, not a %T of %s", key, c, printable(c.StoreType()))
}
