package connector

import (
	"fmt"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A ParseOption says how the function Parse of package catalog reads what somebody wrote.
type ParseOption int

// Strict is for reading as strictly as [Object.Strict] has it.
const Strict ParseOption = 1

// Parse returns data, the JSON of a configuration that somebody wrote, as decode makes
// it of an [Object]: as the From function of a connector's package, or as Decode of
// package metadata or catalog.
//
// With [Strict], the error is also what Validate of the configuration reports,
// everything at once. Then, and after a *[UnknownTypeError], there is a
// configuration besides the error, to go on with: to add secrets, for example.
func Parse[C Configuration](decode func(Configuration) (C, error), storeType string, data []byte, options ...ParseOption) (C, error) {
	object, err := NewObject(storeType, data)
	if err != nil {
		return *new(C), err
	}
	strict := slices.Contains(options, Strict)
	if strict {
		object = object.Strict()
	}
	c, err := decode(object)
	if err == nil && strict {
		err = c.Validate()
	}
	return c, err
}

// An UnknownTypeError says that there is no connector of a store type.
type UnknownTypeError struct {
	StoreType string
	Nearest   string // the known store type of which it may be a misspelling, or ""
	Known     []string
}

// UnknownType returns an *[UnknownTypeError] for c, whose store type is not among the
// known ones, if it is an [Object] that was not received, and else nil.
func UnknownType(c Configuration, known []string) error {
	o, isObject := c.(Object)
	if !isObject || codec.Object(o).IsReceived() {
		return nil
	}
	return &UnknownTypeError{StoreType: o.StoreType(), Nearest: codec.Nearest(o.StoreType(), known), Known: known}
}

// Error returns a text such as `there is no connector "Zomm"; the nearest is Zoom`.
func (e *UnknownTypeError) Error() string {
	if e.Nearest == "" {
		return fmt.Sprintf("there is no connector %q; there are %s", e.StoreType, alternatives(e.Known))
	}
	return fmt.Sprintf("there is no connector %q%s", e.StoreType, nearest([]string{e.Nearest}))
}
