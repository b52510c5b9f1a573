// Package spec reads the inputs of the generator into types that mirror them,
// and remembers where every value stood.
//
// It refuses what is not well formed (decided once, here): captures are strict
// JSON, the document and the corrections strict YAML. It gives no meaning to
// what it reads; package model does.
package spec

import (
	"encoding/json"

	"github.com/connectorgen/connectorgen/generator/internal/finding"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/place"
)

// What package finding declares.
type (
	Place    = place.Place
	Severity = finding.Severity
	Rule     = finding.Rule
	Finding  = finding.Finding
	Findings = finding.Findings
	Accepted = finding.Accepted
)

// The severities.
const (
	Error   = finding.Error
	Warning = finding.Warning
	Notice  = finding.Notice
)

// Inputs is everything that the generator reads.
type Inputs struct {
	Document    *Document    // nil if there is none
	Captures    []*Capture   // by store type
	Corrections []Correction // in order of the file
	Acceptances []Acceptance // in order of the file
	Provenance  []Provenance // of captures, by store type
	Outputs     []string     // that generate.yaml asks for, beside what is always made
}

// Text is a string of the inputs and where it stands.
type Text struct {
	At    Place
	Value string
	Set   bool // whether the input has it
}

// MarshalText returns the string, which is all of t that is in JSON.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.Value), nil }

// IsZero reports whether the string is empty, for omitzero.
func (t Text) IsZero() bool { return t.Value == "" }

// Flag is a boolean of the inputs and where it stands.
type Flag struct {
	At    Place
	Value bool
	Set   bool // whether the input has it
}

// MarshalJSON returns the boolean.
func (f Flag) MarshalJSON() ([]byte, error) { return json.Marshal(f.Value) }

// A Capture is what PingOne answered to storeMetadata/{type}.
//
// Its types have the names and the order of the JSON. Encoded, a capture is that
// answer again, without the members that are not known.
type Capture struct {
	At          Place `json:"-"`
	Information `json:"information"`
	Profiles    []*Profile `json:"connectionProfiles"`
	Abilities   `json:"attributeMetadata"`

	Digest string `json:"-"` // "sha256:..." of the capture's canonical form (RFC 8785), _links left out
}

// Information is what a capture says of the connector as a whole.
type Information struct {
	ImageURL                      string `json:"imageUrl"`
	Key                           string `json:"key"` // the store type
	KeyAt                         Place  `json:"-"`
	Version                       string `json:"version"`
	DisplayName                   string `json:"displayName"`
	Description                   string `json:"description,omitempty"`
	IdentityProvider              bool   `json:"identityProvider"`
	BaseURLRequired               bool   `json:"baseURLRequired"`
	ConnectionInformationRequired bool   `json:"connectionInformationRequired"`
}

// A Profile is a method of authentication with its attributes.
type Profile struct {
	At               Place        `json:"-"`
	Name             Text         `json:"name,omitzero"` // not set, or empty, for a connector with one profile
	Description      string       `json:"description"`
	Attributes       []*Attribute `json:"connectionAttributes"`
	SpecURL          string       `json:"specUrl"`
	DocumentationURL string       `json:"documentationUrl"`
	Primary          bool         `json:"primary"`
}

// An Attribute is an attribute of a connection.
type Attribute struct {
	At             Place  `json:"-"`
	Key            string `json:"key"`
	Label          string `json:"displayLabel"`
	Description    string `json:"description"`
	Required       Flag   `json:"required" spec:"expected,notnull"`
	Sensitive      Flag   `json:"sensitive" spec:"notnull"` // true if the capture does not say, unless it is a boolean
	PossibleValues []Text `json:"possibleValues,omitempty"` // nil if any value will do
	Kind           Text   `json:"-"`                        // the kind that a flag says, such as "boolean" by typeBoolean; "" if the flag is false
	OtherKind      Text   `json:"-"`                        // the flag that says a kind that is not known, such as typeInteger
}

// MarshalJSON returns a as an object, with the flag of its kind as the last member.
func (a *Attribute) MarshalJSON() ([]byte, error) {
	type plain Attribute
	data, err := json.Marshal((*plain)(a))
	if flag := kindFlag(a.Kind.Value); err == nil && flag != "" {
		data = append(data[:len(data)-1], `,"`+flag+`":true}`...)
	}
	return data, err
}

// Abilities are what a connector can do.
type Abilities struct {
	Capabilities    []Capability   `json:"capabilities"`
	Enhancements    []string       `json:"enhancements" spec:"expected,notnull"`
	UserAttributes  UserAttributes `json:"userAttributes"`
	GroupAttributes UserAttributes `json:"groupAttributes,omitempty"`
}

// A Capability is something that the connector can do.
type Capability struct {
	Type         string `json:"type" spec:"mandatory,notnull"`
	MaxResources int64  `json:"maxResources"` // per request
}

// UserAttributes are sorted by key. As JSON they are an object.
type UserAttributes []*UserAttribute

// MarshalJSON returns an object with a member for each attribute.
func (list UserAttributes) MarshalJSON() ([]byte, error) {
	object := make(map[string]*UserAttribute)
	for _, a := range list {
		object[a.Key] = a
	}
	return json.Marshal(object)
}

// A UserAttribute is an attribute of the users or groups of the target.
type UserAttribute struct {
	At                      Place    `json:"-"`
	Key                     string   `json:"key" spec:"notnull"`
	DisplayName             string   `json:"displayName"`
	Type                    string   `json:"type" spec:"expected"` // STRING, BOOLEAN, or one that is not known yet
	AttributeType           string   `json:"attributeType"`
	DistinguishingAttribute bool     `json:"distinguishingAttribute"`
	Creatable               bool     `json:"creatable"`
	Updateable              bool     `json:"updateable"`
	DefaultedOnCreate       bool     `json:"defaultedOnCreate"`
	Nillable                bool     `json:"nillable"`
	Unique                  bool     `json:"unique"`
	Sensitive               bool     `json:"sensitive" spec:"expected,notnull"`
	RequiredOnUpdate        bool     `json:"requiredOnUpdate"`
	RequiredOnCreate        bool     `json:"requiredOnCreate"`
	Derived                 bool     `json:"derived"`
	Ordered                 bool     `json:"ordered"`
	MaxNumberOfValues       *int64   `json:"maxNumberOfValues,omitempty"` // nil if the capture has none
	MinNumberOfValues       *int64   `json:"minNumberOfValues,omitempty"`
	CaseSensitive           *bool    `json:"caseSensitive,omitempty"`
	MaxLength               *int64   `json:"maxLength,omitempty"` // in characters
	MinLength               *int64   `json:"minLength,omitempty"`
	ReferenceAttribute      []string `json:"referenceAttribute,omitempty"`
	DefaultValue            any      `json:"defaultValue,omitempty"` // nil, a string, a bool, or an int64
}

// IsCaseSensitive reports whether upper and lower case of its values differ.
func (a *UserAttribute) IsCaseSensitive() bool { return a.CaseSensitive != nil && *a.CaseSensitive }

// A Document is an OpenAPI document. All references in it are resolved.
type Document struct {
	File    string
	Source  []byte // the text, for who needs a parse of its own
	Title   string `json:"title" spec:"mandatory"`
	Version string `json:"version" spec:"mandatory"`
	Server  string // the URL of the first server, its variables replaced by their defaults, or ""

	TokenURL string   // of the first security scheme with client credentials, or ""
	Secured  bool     // some operation asks for a security scheme
	Settings Settings // what generate.yaml says of the client

	Schemas    []*Schema // components.schemas, in order, and what other files have
	Operations []*Operation

	Examples []*node.Node // the value of every member "example" or "examples", in order
}

// A Schema is a schema of the document. One that is a reference has Ref set,
// and Target points to what it refers to; nothing else is set.
type Schema struct {
	At     Place
	Name   string // its name in components.schemas, or ""
	Ref    string // name of the component it refers to, or ""
	GoName string // of the type, as generate.yaml has it; "" for one that follows from Name
	Store  string // the property with the configuration of a store, if this may be the union of stores
	Target *Schema

	Type                 string // "object", "string", "boolean", "integer", "number", "array", "null" or ""
	Format               string `json:"format"`
	Title                string `json:"title"`
	Description          string `json:"description"`
	Deprecated           bool   `json:"deprecated"`
	ReadOnly             bool   `json:"readOnly"`
	Enum                 []Text // closed
	ExtensibleEnum       []Text // x-extensible-enum: open
	Default              any    // nil, or a string, bool, int64 or float64
	Example              any
	Required             []Text     `json:"required" spec:"notnull"`
	Properties           []Property // in order
	AdditionalProperties *Schema    // nil if not a schema
	Items                *Schema
	AllOf, OneOf, AnyOf  []*Schema
	Discriminator        *Discriminator
	ReplacedBy           Text `json:"x-replaced-by"` // a key, or keys joined by " + "
	Conflict             Text `json:"x-conflict"`    // how the documentation contradicts itself on "required"
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
	GoName string // of the field, as generate.yaml has it; "" for one that follows from Key
	Schema *Schema
}

// A Discriminator tells the branches of a oneOf apart.
type Discriminator struct {
	At       Place
	Property string    `json:"propertyName" spec:"mandatory,notnull"`
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
	ID          string      // operationId
	Method      string      // such as "POST"
	Path        string      // such as "/environments/{environmentID}/propagation/stores"
	Summary     string      `json:"summary"`
	Description string      `json:"description"`
	Deprecated  bool        `json:"deprecated"`
	Tags        []string    `json:"tags"`
	Parameters  []Parameter // those of the path first, then the operation's own
	Body        *Body       // nil if there is none
	Responses   []Response  // in order
	Refused     []Refusal   // why it cannot be called as the document has it; empty if it can
	Public      bool        // it needs no token
	Creates     bool        // generate.yaml says that sending it twice does more than sending it once
	Paging      *Paging     // how its pages follow each other, as generate.yaml has it; nil for HAL
	GoName      string      // of the method, as generate.yaml has it; "" for one that follows from ID
	Repeatable  bool        `json:"x-repeatable"` // sending it twice does no more than sending it once
}

// Paging says where an answer has a list, and how the next page is asked for, as the members
// of generate.yaml do. Items, Next and Last are paths with dots; Next can be "header Link".
type Paging struct {
	At                                  Place
	Items, Next, Parameter, Last, Count Text
}

// A Refusal says why an operation cannot be honoured.
type Refusal struct {
	At      Place
	Message string
}

// A Parameter is a parameter of an operation.
type Parameter struct {
	At          Place
	GoName      string // of the field or the argument, as generate.yaml has it, or ""
	Name        string `json:"name" spec:"mandatory,notnull"`
	In          string // "path", "query", "header" or "cookie"
	Style       string `json:"style"`   // "" stands for the default of In
	Explode     *bool  `json:"explode"` // nil stands for the default of Style
	Required    bool   `json:"required"`
	Deprecated  bool   `json:"deprecated"`
	Description string `json:"description"`
	Schema      *Schema
	Content     []Media // instead of Schema: how the value is encoded
}

// A Body is the body of a request or a response.
type Body struct {
	At       Place
	Required bool    `json:"required"`
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
	Description string `json:"description" spec:"expected"`
	Body        *Body  // nil if there is no content
}

// A Correction sets right what the document or a capture gets wrong.
// Exactly the members that it sets have Set true.
type Correction struct {
	At        Place
	Connector Text `json:"connector" spec:"mandatory,notnull"` // the store type; always set
	Attribute Text `json:"attribute" spec:"notnull"`           // the configuration key it is about, if any
	Value     Text `json:"value" spec:"notnull"`               // with Attribute: the enumeration value it is about
	Profile   Text `json:"profile" spec:"notnull"`             // the profile it is about, if any; with Attribute: of the attribute in that profile only

	Name       Text `json:"name" spec:"notnull"`           // the Go name
	Terraform  Text `json:"terraform-name" spec:"notnull"` // the name in Terraform
	Kind       Text `json:"kind" spec:"notnull"`           // "string", "boolean" or "enumeration"
	Required   Flag `json:"required" spec:"notnull"`
	Sensitive  Flag `json:"sensitive" spec:"notnull"` // false: it is no secret, whatever its key looks like
	Deprecated Flag `json:"deprecated" spec:"notnull"`
	ReplacedBy Text `json:"replaced-by" spec:"notnull"`
	Selector   Flag `json:"selector" spec:"notnull"` // with Attribute: it selects the profile
	Drop       Flag `json:"drop" spec:"notnull"`     // with Attribute: it is no configuration key

	Reason Text `json:"reason" spec:"mandatory,notnull"` // always set
	Source Text `json:"source" spec:"mandatory,notnull"` // always set
}

// An Acceptance is an entry of the corrections that corrects nothing: it says that
// findings of a rule are known, and why they may stay.
type Acceptance struct {
	At        Place
	Accept    Text `json:"accept" spec:"mandatory,notnull"` // the ID of the rule
	Connector Text `json:"connector" spec:"notnull"`        // the store type that they are about; not set for all findings of the rule
	Attribute Text `json:"attribute" spec:"notnull"`        // with Connector: the configuration key that they are about
	Reason    Text `json:"reason" spec:"mandatory,notnull"`
	Source    Text `json:"source" spec:"notnull"` // of the reason, if it has one
}
