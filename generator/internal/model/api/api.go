// Package api decides what the client package for a document has: types, methods and
// their names. It is the part of package model that is about the API.
package api

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// An API is the client package: its types and its methods.
//
// It has what the operations need and no more. The shape of a type follows from
// its schema:
//
//	schema                                    shape
//	object with properties                    struct
//	object without                            map
//	oneOf with a discriminator, of which a    struct with what every branch shares, and a
//	  branch has "configuration"                connector.Configuration
//	oneOf or anyOf of objects with a          struct with one sealed interface, which each
//	  discriminator, or a parent with one       branch implements, and a type for others
//	oneOf or anyOf beside properties          struct, in which members of branches are optional
//	another oneOf or anyOf                    struct that keeps what came, with a method
//	                                            for each branch
//	string of which values are known          string type with constants
//	string with the format password, also of  connector.Secret
//	  a part or a choice, or whose key looks
//	  like that of a secret
//	string with the format date-time          time.Time
//	reply with one array in _embedded         iterator over its elements
//	no type                                   any
//
// An inline object or enumeration is named after the type and the property that
// have it, in which no word is repeated: see shortenTypes.
type API struct {
	Title   string
	Version string

	Setup

	RootPath string // of its server: "" or one that starts with a slash, escaped
	Product  string // name and version of the client, as a header User-Agent has them

	Types      []*Type      // structs and enumerations in the order of the document
	Operations []*Operation // in the order of the document
	Failures   []*Failure   // of the operations

	// Harmless are the keys of members that hold no secret wherever they stand,
	// sorted: a log may show them.
	Harmless []string
}

// A Type is a type that the client package declares: a struct, a union, or a string type with constants.
type Type struct {
	Name        string
	Owner       *Type  // the struct that an inline type is declared in, or nil
	Field       *Field // of Owner, which the type is for
	Description string
	Deprecated  bool

	Fields []*Field // of a struct, which keeps in Extra what none of them holds
	Enum   *Enum    // nil for a struct
	Union  *Union   // nil for a struct; a union has no fields

	// Additional are the members that no other field holds and that are of one
	// kind, of which Extra keeps those that are not; nil if there are none. It is no
	// member, and its key is "".
	Additional *Field

	// Store is the configuration of a store, if the type is one.
	Store *StoreFields
}

// StoreFields are the fields of a store that belong together.
type StoreFields struct {
	Type          *Field // the store type
	Configuration *Field
}

// A Field is a field of a struct.
type Field struct {
	Key         string // its name in JSON, or in the request
	Name        string // of the field in Go
	Description string
	Default     string // what the server takes for what is not there, as text; "" if it does not say
	Deprecated  bool
	Required    bool
	ReadOnly    bool // it is the server's to set, and not sent; false in types that are never sent
	Data        Data
}

// Data is what a field, a parameter or a body holds.
type Data struct {
	Kind Kind
	Type *Type // of a struct, a union or an enumeration
	Elem *Data // of a list or a map
}

// An Operation is a method of the client.
type Operation struct {
	ID          string // as the document has it, such as "createStore"
	Name        string
	Summary     string
	Description string
	Deprecated  bool

	Method     string // such as "POST"
	Path       string // as the document has it
	Segments   []Segment
	Parameters []*Parameter // of the path that are not the environment's, and the required ones: see argumentOrder
	Options    []*Parameter // those that can be left out
	Params     string       // the type of Options
	Body       *Body        // nil if there is none

	// Once says that sending the request twice could do what it does twice.
	Once bool
	// Public says that the operation needs no token, so that none is sent.
	Public bool

	// Replaces is the configuration in the body of an operation that replaces it,
	// if another one reads it at the same path.
	Replaces *Field

	// Failure is what the operation answers with if something is wrong, or nil if the
	// document does not say more than every error has.
	Failure *Failure

	Status int    // of a success: the first that the document has, or 200
	Result *Data  // of a success; nil if it has no content
	Raw    string // media type of a success that is not JSON, which is returned as it came; "" for JSON
	Items  string // member of _embedded that has the elements, if Result is one of a collection's
	Pages  *Pages // of a list whose pages are not those of HAL, or nil: Result is an element
}

// Iterates reports whether the method gives an iterator over elements.
func (op *Operation) Iterates() bool { return op.Items != "" || op.Pages != nil }

// Pages say where the elements of a list are and how its next page is asked for, as the
// fields of the same names of reply.Rule in the generated code.
type Pages struct {
	Items, Next, Parameter, Last, Count string
	First                               int64
}

// A Segment is a part of a path: fixed text, or a parameter.
type Segment struct {
	Text      string
	Parameter *Parameter // nil for fixed text
	Held      *Held      // what the client knows of it, or nil
	Joined    bool       // no slash stands before it
}

// A Parameter is a parameter of a method.
type Parameter struct {
	Key         string // its name in JSON, or in the request
	Name        string // of the field of the options
	Argument    string // of the argument of the method
	In          string // "path", "query", "header" or "cookie"
	Style       string // such as "form"; "json" for a value that is JSON
	Explode     bool   // a list makes several query parameters, and not one with commas
	Fixed       string // the only value that a required one can have: it is no argument
	Required    bool
	Deprecated  bool
	Description string
	Default     string // see Field
	Data        Data
}

// A Body is what a method sends.
type Body struct {
	MediaType string
	Encoding  Encoding
	Data      Data
	Required  bool
	ReadOnly  []string // keys of members that this operation does not take
}

// An Encoding is how a body is written.
type Encoding uint8

// The encodings.
const (
	EncodingJSON      Encoding = iota
	EncodingForm               // application/x-www-form-urlencoded, of an object
	EncodingMultipart          // multipart/form-data, of parts
	EncodingRaw                // as it is read from an io.Reader
)

// Build returns the client package that doc calls for.
func Build(doc *spec.Document, found *spec.Findings) *API {
	b := newAPIBuilder(doc, found)
	b.checkStore()
	for _, o := range doc.Operations {
		b.operation(o)
	}
	if len(doc.Operations) == 0 {
		b.components()
	}
	b.replacements()
	b.api.Harmless = harmless(b.api)
	return b.finish()
}

// An Enum is a string type with constants.
type Enum struct {
	Name   string // such as RemoveAction
	Key    string // of the attribute
	Values []*Value
	Open   bool

	At spec.Place // in the inputs; emitters must not print it
}

// A Value is a value of an Enum.
type Value struct {
	Name  string // of its constant, or "" if it has none
	Value string
}
