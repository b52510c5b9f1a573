package propagation

import config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"

// Clone returns a copy of v, a type of this package or what holds some, which shares
// nothing with v that can be changed. Libraries that copy deeply lose configurations,
// secrets and Extra.
func Clone[T any](v T) T { return *config.Clone(v) }

// marshalYAML returns what marshal encodes, for YAML libraries.
func marshalYAML(v node) (any, error) { return config.YAML(marshal(v)) }

// unmarshalYAML is unmarshal for YAML libraries, of which one gives fill.
func unmarshalYAML(fill func(any) error, v node) error {
	return config.UnmarshalYAML(fill, func(data []byte) error { return unmarshal(data, v) })
}
