package model

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

	attribute *attributeRow // nil if no attribute is of the kind
}

// An attributeRow is what depends on the kind of an attribute.
type attributeRow struct {
	goType  string // of the field, or "" if that is the type of the enumeration
	method  string // of connector.Encoder and Decoder
	missing string // what makes the field a Go condition that it is missing
	example string // a value to start from, in JSON, or "" if people must give one
	literal string // the same in Go
}

// kinds has a row for each kind.
var kinds = map[Kind]kindRow{
	KindAny:           {"any", "", "any", "codeAny", true, false, nil},
	KindString:        {"string", "string", "string", "codeText", false, false, &attributeRow{"string", "String", ` == ""`, "", ""}},
	KindBoolean:       {"boolean", "boolean", "bool", "codeBoolean", false, true, &attributeRow{"*bool", "Bool", " == nil", "false", "new(bool)"}},
	KindInteger:       {"integer", "integer", "int64", "codeInteger", false, true, nil},
	KindNumber:        {"number", "number", "float64", "codeNumber", false, true, nil},
	KindTime:          {"time", "string", "time.Time", "codeTime", false, false, nil},
	KindSecret:        {"secret", "string", "connector.Secret", "codeSecret", true, false, &attributeRow{"connector.Secret", "Secret", ".IsZero()", "", ""}},
	KindEnumeration:   {"enumeration", "string", "", "codeText", false, false, &attributeRow{"", "String", ` == ""`, "", ""}},
	KindStruct:        {"object", "object", "", "", false, true, nil},
	KindList:          {"list", "array", "", "codeArray", false, false, nil},
	KindMap:           {"map", "object", "", "codeMap", false, false, nil},
	KindConfiguration: {"configuration", "object", "connector.Configuration", "", true, false, nil},
}

// String returns the word for k that findings and corrections use.
func (k Kind) String() string { return kinds[k].name }

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

// withArticle returns the word for k in a sentence, such as "an enumeration".
func (k Kind) withArticle() string {
	if strings.ContainsRune("aeiou", rune(k.String()[0])) {
		return "an " + k.String()
	}
	return "a " + k.String()
}

// scalarOf returns the kind of the OpenAPI type, or KindAny if its values have
// parts or the type is none.
func scalarOf(openAPIType string) Kind {
	for k := KindString; k <= KindNumber; k++ {
		if k.JSON() == openAPIType {
			return k
		}
	}
	return KindAny
}

// kindNamed returns the kind of an attribute that inputs call name.
func kindNamed(name string) Kind {
	for k := range Kind(len(kinds)) {
		if k.String() == name {
			return k
		}
	}
	return KindAny
}

// attributeTypes returns the OpenAPI types of attributes in a sentence.
func attributeTypes() string {
	var words []string
	for k := KindString; k <= KindNumber; k++ {
		if kinds[k].attribute != nil {
			words = append(words, k.withArticle())
		}
	}
	return strings.Join(words, " or ")
}

// row returns what depends on the kind of a. One that is sensitive is a secret.
func (a *Attribute) row() *attributeRow {
	if a.Sensitive {
		return kinds[KindSecret].attribute
	}
	return kinds[a.Kind].attribute
}

// GoType returns the type of the field for a: an enumeration of its package, or
// a type such as "*bool" and "connector.Secret".
func (a *Attribute) GoType() string {
	if t := a.row().goType; t != "" {
		return t
	}
	return a.Enum.Name
}

// CodecMethod returns the method of connector.Encoder and connector.Decoder for a.
func (a *Attribute) CodecMethod() string { return a.row().method }

// Missing returns the Go condition that the field, an expression, has no value.
func (a *Attribute) Missing(field string) string { return field + a.row().missing }

// Example returns a value for a that people need not change, in JSON and in Go,
// or "" if only they know one.
func (a *Attribute) Example() (json, literal string) { return a.row().example, a.row().literal }

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
	return kinds[d.Kind].hides || d.Elem != nil && d.Elem.canHide()
}

// CodecFunc returns the function of package propagation that reads and writes a
// value of d, or "" for a struct, which has a method.
func (d Data) CodecFunc() string { return kinds[d.Kind].codec }
