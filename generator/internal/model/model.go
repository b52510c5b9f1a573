// Package model states what the inputs mean: connectors, profiles, attributes,
// and the Go names of all of them.
//
// Every decision is made here, so that emitters only print. The shape of a
// connector follows from its metadata:
//
//	input                                     shape
//	no profile, or one                        every attribute is a field of Configuration
//	several profiles and an attribute in all  the attribute is the selector: it becomes the
//	  of them that lists their names          type of Profile and is no field
//	several profiles without such an          a problem; a correction names the selector
//	  attribute
//	attribute in every profile, equal flags   field of Configuration
//	attribute in some profiles, or with       field of each of those
//	  other flags
//	sensitive                                 connector.Secret
//	typeBoolean                               *bool; required means not nil
//	possibleValues, not the selector          a string type with constants
//	everything else                           string; required means not empty
//
// Where the document and a capture speak of the same attribute, the capture
// wins on what is required and on the values of an enumeration, either makes an
// attribute sensitive, and a contradiction about the kind stops the run until a
// correction settles it.
package model

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// Model is what the generator is to write.
type Model struct {
	Connectors []*Connector // by store type
	API        *API         // nil if there is no document
}

// Source says which inputs know something.
type Source uint8

// The sources. Both is Documented and Captured.
const (
	Documented Source = 1 << iota
	Captured
	Both = Documented | Captured
)

// Kind is what an attribute is on the wire.
type Kind uint8

// The kinds.
const (
	String Kind = iota
	Boolean
	Enumeration // a string of which values are known
)

// String returns the word for k that findings and corrections use.
func (k Kind) String() string { return kindNames[k] }

// kindNames are the words for the kinds. Nothing writes to it.
var kindNames = [...]string{String: "string", Boolean: "boolean", Enumeration: "enumeration"}

// A Connector is a store type and the package for it.
type Connector struct {
	Key     string // store type, such as "Zoom"
	Package string // name of its package, such as "zoom"
	Source  Source

	Fields   []*Attribute // fields of Configuration, Profile left out
	Selector *Selector    // nil if there is one profile or none
	Profiles []*Profile   // empty if Selector is nil

	Enums     []*Enum     // the string types to declare, the selector's left out
	Checks    []*Check    // what Validate looks at, in order
	Constants []*Constant // keys of user and group attributes

	Metadata Metadata

	// Where the store type stands; no emitter may print it.
	At           spec.Place // in the capture, if there is one, or else in the document
	DocumentedAt spec.Place // in the document; zero if it is not documented
}

// A Selector is the attribute that tells the profiles apart.
type Selector struct {
	*Attribute
	Check *Check // that there is a profile; nil if it is not required
	Other *Check // that OtherProfile names no method that has a profile of its own
}

// A Profile is a way of connecting with fields of its own.
type Profile struct {
	Title       string // as the API spells it, such as "OAuth Bearer Token"
	Name        string // such as OAuthBearerToken
	Value       *Value // value of the selector that selects it
	Description string
	Deprecated  bool
	Fields      []*Attribute

	At spec.Place // no emitter may print it
}

// An Attribute is an attribute of a configuration.
type Attribute struct {
	Key  string // what the wire says
	Name string // what Go says

	Label       string
	Description string
	Kind        Kind
	Required    bool
	Sensitive   bool
	Deprecated  bool
	ReplacedBy  string // keys joined by " + ", or ""
	Default     string // as documented, or ""
	Values      []string
	Open        bool // values other than Values are accepted
	Source      Source

	Enum    *Enum  // for Kind Enumeration
	Missing *Check // that it is there; nil unless it is required
	Foreign *Check // that its value is one of Values; nil unless they are all there are

	// Where all this comes from; no emitter may print it.
	At          spec.Place
	Corrections []*spec.Correction // that are about it, used or not

	said, seen *claim // see Statements
}

// An Enum is a string type with constants.
type Enum struct {
	Name   string // such as RemoveAction
	Key    string // of the attribute
	Values []*Value
	Open   bool

	at spec.Place
}

// A Value is a value of an Enum.
type Value struct {
	Name  string // of its constant, or "" if it has none
	Value string
}

// A Check is something that Validate looks at.
type Check struct {
	Index  int
	Key    string
	Rule   string // name of the constant of package connector
	Values []string
}

// A Constant is the key of an attribute of the target.
type Constant struct {
	Name  string
	Value string
}

// Metadata is what is known of a connector, as the generated Metadata function tells it.
type Metadata struct {
	DisplayName string
	Description string
	Digest      string   // of the capture; "" if there is none
	Capture     *Capture // nil if there is none
	Selector    string   // key
	Profiles    []*MetadataProfile
}

// A MetadataProfile is a profile with all that can be set in it.
type MetadataProfile struct {
	Name             string
	Description      string
	Deprecated       bool
	Primary          bool
	SpecURL          string
	DocumentationURL string
	Attributes       []*Attribute

	// Where the profile stands; no emitter may print it.
	At           spec.Place // in the capture, if it is there, or else in the document
	DocumentedAt spec.Place // in the document; zero if it is not documented
}

// What a capture says and the model does not change, emitters have from here.
type (
	Capture       = spec.Capture
	Capability    = spec.Capability
	UserAttribute = spec.UserAttribute
)
