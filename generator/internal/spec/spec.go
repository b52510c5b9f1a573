// Package spec reads the inputs of the generator into types that mirror them,
// and remembers where every value stood.
//
// It refuses what is not well formed (decided once, here): captures are strict
// JSON, the document and the corrections strict YAML. It gives no meaning to
// what it reads; package model does.
package spec

import (
	"encoding/json"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// Inputs is everything that the generator reads.
type Inputs struct {
	Document    *Document    // nil if there is none
	Captures    []*Capture   // by store type
	Corrections []Correction // in order of the file
	Provenance  []Provenance // of captures, by store type
}

// Text is a string of the inputs and where it stands.
type Text struct {
	At    Place
	Value string
	Set   bool // whether the input has it
}

// Flag is a boolean of the inputs and where it stands.
type Flag struct {
	At    Place
	Value bool
	Set   bool // whether the input has it
}

// A Capture is what PingOne answered to storeMetadata/{type}.
// Its types have the shape and the names of the JSON.
type Capture struct {
	At                            Place
	Key                           string // information.key, the store type
	KeyAt                         Place
	DisplayName                   string
	Version                       string
	ImageURL                      string
	IdentityProvider              bool
	BaseURLRequired               bool
	ConnectionInformationRequired bool

	Profiles        []*Profile
	Capabilities    []Capability
	Enhancements    []string
	UserAttributes  []*UserAttribute // sorted by key
	GroupAttributes []*UserAttribute // sorted by key

	Digest string // "sha256:..." of the capture's canonical form (RFC 8785), _links left out
}

// A Profile is a method of authentication with its attributes.
type Profile struct {
	At               Place
	Name             Text // not set, or empty, for a connector with one profile
	Description      string
	Attributes       []*Attribute
	SpecURL          string
	DocumentationURL string
	Primary          bool
}

// An Attribute is an attribute of a connection.
type Attribute struct {
	At             Place
	Key            string
	Label          string // displayLabel
	Description    string
	Required       Flag
	Sensitive      Flag   // true if the capture does not say, unless it is a boolean
	Kind           Text   // the kind that a flag says, such as "boolean" by typeBoolean; "" if the flag is false
	PossibleValues []Text // nil if any value will do
}

// A Capability is something that the connector can do.
type Capability struct {
	Type         string
	MaxResources int64
}

// A UserAttribute is an attribute of the users or groups of the target.
type UserAttribute struct {
	At  Place
	Key string

	DisplayName   string
	Type          string // STRING, BOOLEAN, or one that is not known yet
	AttributeType string

	DistinguishingAttribute, Creatable, Updateable, DefaultedOnCreate bool
	Nillable, Unique, Sensitive, RequiredOnCreate, RequiredOnUpdate   bool
	Derived, Ordered, CaseSensitive                                   bool

	MinNumberOfValues, MaxNumberOfValues *int64 // nil if the capture has none
	MinLength, MaxLength                 *int64

	ReferenceAttribute []string
	DefaultValue       any // nil, a string, a bool, or an int64
}

// A Document is an OpenAPI 3.0 document. All references in it are local and resolved.
type Document struct {
	File    string
	Source  []byte // the text, for who needs a parse of its own
	Title   string
	Version string

	Schemas    []*Schema // components.schemas, in order
	Operations []*Operation

	Examples []*node.Node // the value of every member "example" or "examples", in order
}

// A Schema is a schema of the document. One that is a reference has Ref set,
// and Target points to what it refers to; nothing else is set.
type Schema struct {
	At     Place
	Name   string // its name in components.schemas, or ""
	Ref    string // name of the component it refers to, or ""
	Target *Schema

	Type                 string // "object", "string", "boolean", "integer", "number", "array" or ""
	Format               string
	Title                string
	Description          string
	Deprecated           bool
	Enum                 []Text // closed
	ExtensibleEnum       []Text // x-extensible-enum: open
	Default              any    // nil, or a string, bool, int64 or float64
	Example              any
	Required             []Text
	Properties           []Property // in order
	AdditionalProperties *Schema    // nil if not a schema
	Items                *Schema
	AllOf, OneOf, AnyOf  []*Schema
	Discriminator        *Discriminator
	ReplacedBy           Text // x-replaced-by: a key, or keys joined by " + "
	Conflict             Text // x-conflict: how the documentation contradicts itself on "required"
}

// Resolved returns the schema that s stands for.
func (s *Schema) Resolved() *Schema {
	if s.Target != nil {
		return s.Target.Resolved()
	}
	return s
}

// A Property is a named member of a schema.
type Property struct {
	Key    string
	KeyAt  Place
	Schema *Schema
}

// A Discriminator tells the branches of a oneOf apart.
type Discriminator struct {
	At       Place
	Property string
	Mapping  []Mapping // in order
}

// A Mapping is an entry of a discriminator.
type Mapping struct {
	At    Place
	Value string
	Ref   string // name of the component
}

// An Operation is a method on a path.
type Operation struct {
	At          Place
	ID          string // operationId
	Method      string // such as "POST"
	Path        string // such as "/environments/{environmentID}/propagation/stores"
	Summary     string
	Description string
	Deprecated  bool
	Tags        []string
	Parameters  []Parameter // those of the path first, then the operation's own
	Body        *Body       // nil if there is none
	Responses   []Response  // in order
}

// A Parameter is a parameter of an operation.
type Parameter struct {
	At          Place
	Name        string
	In          string // "path", "query" or "header"
	Style       string // "" stands for the default of In
	Explode     *bool  // nil stands for the default of Style
	Required    bool
	Description string
	Schema      *Schema
}

// A Body is the body of a request or a response.
type Body struct {
	At       Place
	Required bool
	Content  []Media // in order; empty if the response has no body
}

// Media is one media type of a body.
type Media struct {
	At       Place
	Type     string // such as "application/json"
	Schema   *Schema
	Examples []Example // in order; those without a value of their own left out
}

// An Example is a body as it could be.
type Example struct {
	At    Place
	Name  string
	Value json.RawMessage
}

// A Response is what an operation answers with.
type Response struct {
	At          Place
	Status      string // such as "201" or "default"
	Description string
	Body        *Body // nil if there is no content
}

// A Correction sets right what the document or a capture gets wrong.
// Exactly the members that it sets have Set true.
type Correction struct {
	At        Place
	Connector Text // the store type; always set
	Attribute Text // the configuration key it is about, if any
	Value     Text // with Attribute: the enumeration value it is about
	Profile   Text // the profile it is about, if any; with Attribute: of the attribute in that profile only

	Name       Text // the Go name
	Kind       Text // "string", "boolean" or "enumeration"
	Required   Flag
	Sensitive  Flag // always true
	Deprecated Flag
	ReplacedBy Text
	Selector   Flag // with Attribute: it selects the profile
	Drop       Flag // with Attribute: it is no configuration key

	Reason Text // always set
	Source Text // always set
}
