package propagation

import (
	"reflect"

	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// Clone returns a copy of v, a type of this package or what holds some, which shares
// nothing with v that can be changed. Libraries that copy deeply lose configurations,
// secrets and Extra.
func Clone[T any](v T) T { return *config.Clone(v) }

// ForCreate returns a copy of v, a type of this package that was read, as a create
// takes it: without what is the server's to set, such as ids, times and links. It
// keeps all else, also what no field holds, and the ids in references.
//
// The error says what a create would refuse, as far as v tells: in a configuration, a
// [connector.Errors] with the keys of the secrets of which the server showed a mask. The
// copy is there nevertheless, to fill these in. A secret that the server left out is
// missed by a typed configuration only, such as Decode of package catalog returns.
func ForCreate[T any](v T) (T, error) {
	v = Clone(v)
	config.ClearReadOnly(&v)
	value := reflect.ValueOf(&v)
	if value.Elem().Kind() == reflect.Pointer {
		value = value.Elem()
	}
	e := encoder{reveal: true}
	if n, ok := value.Interface().(node); ok && !value.IsNil() {
		n.members(&codec{e: &e})
	}
	return v, e.err
}

// marshalYAML returns what marshal encodes, for YAML libraries.
func marshalYAML(v node) (any, error) { return config.YAML(marshal(v)) }

// unmarshalYAML is unmarshal for YAML libraries, of which one gives fill.
func unmarshalYAML(fill func(any) error, v node) error {
	return config.UnmarshalYAML(fill, func(data []byte) error { return unmarshal(data, v) })
}
