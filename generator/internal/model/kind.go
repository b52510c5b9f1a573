package model

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

// What package api declares and is part of a model: see there.
type (
	API         = api.API
	Type        = api.Type
	StoreFields = api.StoreFields
	Field       = api.Field
	Data        = api.Data
	Operation   = api.Operation
	Segment     = api.Segment
	Parameter   = api.Parameter
	Body        = api.Body
	Enum        = api.Enum
	Value       = api.Value
	Kind        = api.Kind
)

// The kinds of [api.Kind].
const (
	KindAny           = api.KindAny
	KindString        = api.KindString
	KindBoolean       = api.KindBoolean
	KindInteger       = api.KindInteger
	KindNumber        = api.KindNumber
	KindTime          = api.KindTime
	KindSecret        = api.KindSecret
	KindEnumeration   = api.KindEnumeration
	KindStruct        = api.KindStruct
	KindList          = api.KindList
	KindMap           = api.KindMap
	KindConfiguration = api.KindConfiguration
)

// attributeTypes returns the OpenAPI types of attributes in a sentence.
func attributeTypes() string {
	var words []string
	for k := KindString; k <= KindNumber; k++ {
		if k.Attribute() != nil {
			words = append(words, k.WithArticle())
		}
	}
	return strings.Join(words, " or ")
}

// row returns what depends on the kind of a. One that is sensitive is a secret.
func (a *Attribute) row() *api.AttributeRow {
	if a.Sensitive {
		return KindSecret.Attribute()
	}
	return a.Kind.Attribute()
}

// GoType returns the type of the field for a: an enumeration of its package, or
// a type such as "*bool" and "connector.Secret".
func (a *Attribute) GoType() string {
	if t := a.row().GoType; t != "" {
		return t
	}
	return a.Enum.Name
}

// CodecMethod returns the method of connector.Encoder and connector.Decoder for a.
func (a *Attribute) CodecMethod() string { return a.row().Method }

// IsText reports whether a is a string that is no secret.
func (a *Attribute) IsText() bool { return a.CodecMethod() == KindString.Attribute().Method }

// Missing returns the Go condition that the field, an expression, has no value.
func (a *Attribute) Missing(field string) string { return field + a.row().Missing }

// Example returns a value for a that people need not change, in JSON and in Go,
// or "" if only they know one. A boolean is true if the document's example is, and
// false otherwise.
func (a *Attribute) Example() (json, literal string) {
	if s := a.Says(Documented); a.Kind == KindBoolean && s != nil && s.Example == true {
		return "true", "&[]bool{true}[0]"
	}
	return a.row().Example, a.row().Literal
}
