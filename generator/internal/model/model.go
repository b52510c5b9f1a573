// Package model decides what the inputs mean and what everything is called in
// Go, so that emitters only print.
//
// # Glossary
//
//	store type    what PingOne calls the type of a connector, such as Zoom
//	connector     all that is known of one store type
//	attribute     one member of the configuration of a connector
//	key           the name of an attribute in JSON; its name is the one in Go
//	profile       one method of authentication, with the attributes that it needs
//	selector      the attribute whose value names the profile
//	document      the OpenAPI document, an input
//	capture       the metadata of one connector as PingOne answered it, an input
//	correction    what a person corrects in the other two, an input
//	statement     what the document or the capture says of an attribute
//	documented    said by the document
//	captured      said by the capture
//	finding       something to say about the inputs, of a rule with a severity
//	check         one condition that the generated Validate looks at
//	kind          what a value is: a string, a boolean, a list ...
//
// # Shape of a connector
//
//	input                                     shape
//	no profile, or one                        every attribute is a field of Configuration
//	several profiles and an attribute in all  the attribute is the selector: it becomes the
//	  of them that lists their names          type of Profile and is no field
//	several profiles without such an          an error; a correction names the selector
//	  attribute
//	attribute in every profile, equal flags   field of Configuration
//	attribute in some profiles, or with       field of each of those
//	  other flags
//	sensitive                                 connector.Secret
//	typeBoolean                               *bool; required means not nil
//	possibleValues, not the selector          a string type with constants
//	everything else                           string; required means not empty
//
// # Document against capture
//
// An attribute is required if an input requires it and none speaks against it:
// the document, the capture and the examples that the document publishes. If they
// differ, it is not required until a correction settles it. The values of an
// enumeration are those of both. Others are refused only if the capture lists
// values, and neither the document nor an example of it has another. An attribute is sensitive
// if either input says so. If they differ on the kind, it is an error until a
// correction sets it.
package model

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// Model is what the generator is to write.
type Model struct {
	Connectors []*Connector // by store type
	API        *API         // nil if there is no document
	TestServer bool         // the server for tests is asked for
}

// Source says which inputs know something.
type Source uint8

// The sources. Both is Documented and Captured.
const (
	Documented Source = 1 << iota
	Captured
	Both = Documented | Captured
)

// A Connector is a store type and the package for it.
type Connector struct {
	StoreType string // such as "Zoom"
	Package   string // name of its package, such as "zoom"
	Terraform string // its name in Terraform, such as "zoom"; "" if its store type makes none
	Source    Source

	Fields   []*Attribute // fields of Configuration, Profile left out
	Selector *Selector    // nil if there is one profile or none
	Profiles []*Profile   // empty if Selector is nil

	// AnyKind are the keys of the attributes that were captured as of a kind that is not
	// known: their values can be of any. They are among Fields if they are documented.
	AnyKind []string

	Enums     []*Enum     // the string types to declare, the selector's left out
	Checks    []*Check    // in the order of Validate
	TextCheck *Check      // that no text has credentials; nil if there are no texts
	Constants []*Constant // keys of user and group attributes

	Metadata Metadata

	// Places in the inputs. Emitters must not print them.
	At           spec.Place // in the capture, if there is one, or else in the document
	DocumentedAt spec.Place // in the document; zero if it is not documented
}

// A Selector is the attribute that tells the profiles apart.
type Selector struct {
	*Attribute
	RequiredCheck *Check // that there is a profile; nil if it is not required
	EnumCheck     *Check // that OtherProfile names no method that nobody may write
	ProfileCheck  *Check // that OtherProfile does not name a method that has a profile
}

// A Profile is a profile and, if there are several, the Go type for it.
type Profile struct {
	Title       string // as the API spells it, such as "OAuth Bearer Token"; "" if there is no choice
	Description string
	Deprecated  bool
	Attributes  []*Attribute // all, shared ones included

	// Captures alone say these.
	Primary          bool
	SpecURL          string
	DocumentationURL string

	// These are set if there are several profiles.
	Name   string       // such as OAuthBearerToken
	Block  string       // its name in Terraform, such as oauth_bearer_token; "" if the title makes none
	Value  *Value       // of the selector, which selects it
	Fields []*Attribute // those that are not shared by all

	// Places in the inputs. Emitters must not print them.
	At           spec.Place // in the capture, if it is there, or else in the document
	DocumentedAt spec.Place // in the document; zero if it is not documented
}

// An Attribute is an attribute of a configuration.
type Attribute struct {
	Key       string
	Name      string // of the field in Go
	Terraform string // its name in Terraform, such as scim_url; empty for the selector, which has none

	Label       string
	Description string
	Kind        Kind
	Required    bool
	Dispute     string // which sources differ on Required, if no correction settles it, or ""
	Sensitive   bool
	ReadOnly    bool // the server sets it, so that it is not required
	Deprecated  bool
	ReplacedBy  string // keys joined by " + ", or ""
	Default     string // as documented, or ""
	Values      []string
	Open        bool // values other than Values are accepted
	Source      Source

	Enum          *Enum  // nil unless Kind is KindEnumeration
	RequiredCheck *Check // that it has a value; nil unless it is required
	EnumCheck     *Check // that its value is one of Values; nil if others are accepted

	// Where all this comes from. Emitters must not print it.
	At          spec.Place
	Corrections []*spec.Correction // about this attribute, used or not

	statements statements
	notSecret  bool // a correction says that it is none, whatever its key looks like
}

// A Check is one condition that Validate looks at.
type Check struct {
	Index   int
	Profile string // that has the attribute for itself, or ""
	Key     string
	Rule    string // name of the constant of package connector
	Values  []string
}

// A Constant is the key of a user or group attribute.
type Constant struct {
	Name  string
	Value string
}

// Metadata is what is known of a connector, as the generated Metadata function tells it.
type Metadata struct {
	DisplayName string
	Description string
	Digest      string        // of the capture; "" if there is none
	Capture     *spec.Capture // nil if there is none; emitters only encode it as JSON
	Selector    string        // key
	Profiles    []*Profile    // one without a title if there is no choice, none if there are no attributes
}
