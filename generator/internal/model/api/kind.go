package api

import "strings"

// Kind is what a value is: an attribute of a configuration, or what a field, a
// parameter or a body of the API holds.
type Kind uint8

// The kinds. The first five after KindAny are those that OpenAPI has a type for
// and that are made of no other values.
const (
	KindAny Kind = iota // any JSON value
	KindString
	KindBoolean
	KindInteger
	KindNumber
	KindTime          // a string that is a date and a time
	KindSecret        // a string that is never shown
	KindEnumeration   // a string of which values are known
	KindStruct        // a Type with fields
	KindUnion         // a Type that is one of several
	KindList          // of Elem
	KindMap           // from strings to Elem
	KindConfiguration // of a store
)

// A kindRow is everything that depends on a kind and on nothing else. Its
// literals are without field names, so that a new column does not compile until
// every row has it.
type kindRow struct {
	name   string // in findings and corrections
	json   string // the type in JSON and OpenAPI, or "" if it can be any
	goType string // of a value, or "" if it has a name of its own or depends on the elements
	codec  string // the function of package propagation that reads and writes a value, or "" if there is none
	hides  bool   // a value can be a secret, whatever the name of its member
	points bool   // a field that can be left out is a pointer, since its zero value is a value

	attribute *AttributeRow // nil if no attribute is of the kind
}

// An AttributeRow is what depends on the kind of an attribute.
type AttributeRow struct {
	GoType  string // of the field, or "" if that is the type of the enumeration
	Method  string // of connector.Encoder and Decoder
	Missing string // what makes the field a Go condition that it is missing
	Example string // a value to start from, in JSON, or "" if people must give one
	Literal string // the same in Go
	Boolean bool   // Terraform has it as a bool, and not as a string
}

// kinds has a row for each kind.
var kinds = map[Kind]kindRow{
	KindAny:           {"any", "", "any", "codeAny", true, false, nil},
	KindString:        {"string", "string", "string", "codeText", false, false, &AttributeRow{"string", "String", ` == ""`, "", "", false}},
	KindBoolean:       {"boolean", "boolean", "bool", "codeBoolean", false, true, &AttributeRow{"*bool", "Bool", " == nil", "false", "new(bool)", true}},
	KindInteger:       {"integer", "integer", "int64", "codeInteger", false, true, nil},
	KindNumber:        {"number", "number", "float64", "codeNumber", false, true, nil},
	KindTime:          {"time", "string", "time.Time", "codeTime", false, false, nil},
	KindSecret:        {"secret", "string", "connector.Secret", "codeSecret", true, false, &AttributeRow{"connector.Secret", "Secret", ".IsZero()", "", "", false}},
	KindEnumeration:   {"enumeration", "string", "", "codeText", false, false, &AttributeRow{"", "String", ` == ""`, "", "", false}},
	KindStruct:        {"object", "object", "", "", false, true, nil},
	KindUnion:         {"union", "", "", "", false, true, nil},
	KindList:          {"list", "array", "", "codeArray", false, false, nil},
	KindMap:           {"map", "object", "", "codeMap", false, false, nil},
	KindConfiguration: {"configuration", "object", "connector.Configuration", "", true, false, nil},
}

// String returns the word for k that findings and corrections use.
func (k Kind) String() string { return kinds[k].name }

// Attribute returns what depends on the kind of an attribute, or nil if none is of k.
func (k Kind) Attribute() *AttributeRow { return kinds[k].attribute }

// JSON returns what JSON and OpenAPI call the type of k, or "" if it can be any.
func (k Kind) JSON() string { return kinds[k].json }

// Fits reports whether a value that was read from JSON or YAML is of the JSON
// type of k.
func (k Kind) Fits(value any) bool {
	want := k.JSON()
	switch value.(type) {
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case int64:
		return want == "integer" || want == "number"
	case float64:
		return want == "number"
	}
	return false
}

// WithArticle returns the word for k in a sentence, such as "an enumeration".
func (k Kind) WithArticle() string {
	if strings.ContainsRune("aeiou", rune(k.String()[0])) {
		return "an " + k.String()
	}
	return "a " + k.String()
}

// ScalarOf returns the kind of the OpenAPI type, or KindAny if its values have
// parts or the type is none.
func ScalarOf(openAPIType string) Kind {
	for k := KindString; k <= KindNumber; k++ {
		if k.JSON() == openAPIType {
			return k
		}
	}
	return KindAny
}

// KindNamed returns the kind of an attribute that inputs call name.
func KindNamed(name string) Kind {
	for k := range Kind(len(kinds)) {
		if k.String() == name {
			return k
		}
	}
	return KindAny
}

// GoType returns the Go type of d, such as "map[string]time.Time".
func (d Data) GoType() string {
	switch {
	case d.Type != nil:
		return d.Type.Name
	case d.Kind == KindList:
		return "[]" + d.Elem.GoType()
	case d.Kind == KindMap:
		return "map[string]" + d.Elem.GoType()
	}
	return kinds[d.Kind].goType
}

// IsPointer reports whether a field for d that can be left out is a pointer. The
// others have a zero value that says so.
func (d Data) IsPointer() bool { return kinds[d.Kind].points }

// canHide reports whether d or a part of its elements can be a secret, whatever
// its name.
func (d Data) canHide() bool {
	union := d.Kind == KindUnion && d.Type.Union.Property == "" && !d.Type.Union.Shown
	return kinds[d.Kind].hides || union || d.Elem != nil && d.Elem.canHide()
}

// HasMembers reports whether the type of d has the method that reads and writes it.
func (d Data) HasMembers() bool { return d.Kind == KindStruct || d.Kind == KindUnion }

// CodecFunc returns the function of package propagation that reads and writes a
// value of d, or "" for a struct and a union, which have a method.
func (d Data) CodecFunc() string { return kinds[d.Kind].codec }
