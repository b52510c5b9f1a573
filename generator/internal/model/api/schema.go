package api

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Names that the client package and its types have of their own.
var (
	clientNames = []string{
		"AuthStyle", "Call", "CallOption", "Client", "ClientCredentials", "Clone", "Collect", "Config", "Error", "ErrorDetail", "FormPart", "Response", "Token", "TokenSource",
		"AllowClearing", "AllowClearingAll", "AuthStyleInHeader", "AuthStyleInParams", "ErrorAs", "ForCreate", "NewClient", "WithResponse",
		"ErrConflict", "ErrForbidden", "ErrInvalid", "ErrNotFound", "ErrOutcomeUnknown", "ErrPageCycle",
		"ErrRateLimited", "ErrServer", "ErrTooLarge", "ErrUnauthorized", "ErrWouldClear",
	}
	pingOneNames = []string{"Region", "ConfigFromEnvironment", "ParseRegion", "AsiaPacific", "Australia", "Canada", "Europe", "NorthAmerica", "Singapore"}
	structNames  = []string{"Extra", "MarshalJSON", "MarshalYAML", "UnmarshalJSON", "UnmarshalYAML"}
)

// MaxAttributes bounds the documented attributes of all connectors, and also the
// fields of the client's types. Each counts as often as references repeat it,
// because a small document can ask for millions in this way.
const MaxAttributes = 50_000

// An apiBuilder turns a document into an API.
type apiBuilder struct {
	doc      *spec.Document
	found    *spec.Findings
	api      *API
	types    map[*spec.Schema]*Type
	pages    map[*spec.Schema][]Member // what is in _embedded of those that were asked for
	prefixes map[*Type]string          // of the constants of enumerations, if not their name
	order    argumentOrder
	at       map[*Type]spec.Place
	names    *Scope                        // of the package
	methods  *Scope                        // of the client
	fields   int                           // of all types so far
	refused  []spec.Refusal                // why the operation that is built cannot be honoured
	chosen   map[*spec.Schema]*spec.Schema // of a branch, the choice that it is one of
	nesting  int                           // lists and maps around what is read, as far as the next struct
}

func newAPIBuilder(doc *spec.Document, found *spec.Findings) *apiBuilder {
	made := setup(doc, found)
	own := clientNames
	if made.PingOne {
		own = slices.Concat(own, pingOneNames)
	}
	b := &apiBuilder{
		doc:      doc,
		found:    found,
		api:      &API{Title: doc.Title, Version: doc.Version, Setup: made, RootPath: rootPath(doc.Server), Product: product(made.Package, doc.Version)},
		types:    make(map[*spec.Schema]*Type),
		pages:    make(map[*spec.Schema][]Member),
		at:       make(map[*Type]spec.Place),
		prefixes: make(map[*Type]string),
		chosen:   make(map[*spec.Schema]*spec.Schema),
		order:    argumentOrder{rank: make(map[string]float64)},
		names:    NewScope(OfClient, "the package "+made.Package, found, own...),
		methods:  NewScope(OfClient, "Client", found, "Call", "CallList"),
	}
	b.names.kept = make(map[string]bool, len(doc.Schemas)) // components keep their names
	for _, s := range doc.Schemas {
		b.names.kept[goName(s)] = true
	}
	return b
}

// A position is the field that a schema is for: none if it is for a body or an answer.
type position struct {
	owner *Type
	field *Field
}

// data returns what s holds. An inline type is called name, and is that of the field at, if any.
func (b *apiBuilder) data(s *spec.Schema, name string, at position) Data {
	if s == nil {
		return Data{}
	}
	s = wrapped(s.Resolved())
	if s.Name != "" {
		name, at = goName(s), position{}
	}
	switch {
	case b.types[s] != nil:
		return named(b.types[s])
	case IsStore(s):
		return named(b.structType(s, name, at))
	case IsPassword(s) && len(Flatten(s)) == 0:
		return Data{Kind: KindSecret}
	}
	if data, is := b.choose(s, name, at); is {
		return data
	}
	switch {
	case len(b.membersOf(s)) > 0:
		return named(b.structType(s, name, at))
	case s.Type == "" && typed(s) != nil:
		b.checkParts(s)
		return b.data(typed(s), name, at)
	case s.Type == "string":
		return b.text(s, name, at)
	case s.Type == "array":
		return b.elements(KindList, s, s.Items, name, at)
	case s.Type == "object" && len(s.OneOf)+len(s.AnyOf) == 0:
		return b.elements(KindMap, s, s.AdditionalProperties, name, at)
	case (s.Type == "" || s.Type == "object") && len(choicesOf(s)) > 0:
		b.found.Report(ruleUntypedSchema, s.At, "a choice of schemas becomes any, because it is one between itself and others, or within too many of them")
	}
	return Data{Kind: ScalarOf(s.Type)}
}

// goName returns what the component s is called, if nothing else is.
func goName(s *spec.Schema) string { return naming.Any(cmp.Or(s.GoName, s.Name)) }

// named returns a value of a type.
func named(t *Type) Data {
	switch {
	case t.Enum != nil:
		return Data{Kind: KindEnumeration, Type: t}
	case t.Union != nil:
		return Data{Kind: KindUnion, Type: t}
	}
	return Data{Kind: KindStruct, Type: t}
}

// maxNesting bounds the lists and maps that stand in each other without a name
// between them.
const maxNesting = 32

// elements returns a list or a map of what elem holds. One that is an element of
// itself has no end and no name that could stop it, so that it ends in any JSON.
func (b *apiBuilder) elements(kind Kind, s, elem *spec.Schema, name string, at position) Data {
	if b.nesting == maxNesting {
		b.found.Report(ruleNesting, s.At, "the schema is a list or map of itself, or of more than %d others within each other; what is deeper is any JSON", maxNesting)
		return Data{}
	}
	b.nesting++
	data := b.data(elem, singular(name), at)
	b.nesting--
	return Data{Kind: kind, Elem: &data}
}

// singular returns the name for an element of what is called name.
func singular(name string) string {
	if s, ok := strings.CutSuffix(name, "ies"); ok {
		return s + "y"
	}
	for _, end := range []string{"ches", "shes", "sses", "xes"} {
		if strings.HasSuffix(name, end) {
			return strings.TrimSuffix(name, "es")
		}
	}
	if s, ok := strings.CutSuffix(name, "s"); ok && !strings.HasSuffix(s, "s") {
		return s
	}
	return name + "Item"
}

// wrapped returns the schema that s only wraps: the idiom for a description next to a reference.
func wrapped(s *spec.Schema) *spec.Schema {
	if s.Name != "" || len(s.Properties) > 0 {
		return s
	}
	parts := slices.DeleteFunc(slices.Clone(s.AllOf), func(part *spec.Schema) bool { return adds(part) == nil })
	if len(parts) == 1 && len(s.OneOf)+len(s.AnyOf)+len(s.Enum)+len(s.ExtensibleEnum) == 0 {
		return wrapped(parts[0].Resolved())
	}
	return s
}

// adds returns what part, of an allOf, is, or nil if it says nothing of values.
func adds(part *spec.Schema) *spec.Schema {
	part = part.Resolved()
	if part.Type == "" && part.Format == "" && part.Items == nil && part.AdditionalProperties == nil &&
		len(part.Properties)+len(part.Required)+len(part.AllOf)+len(part.OneOf)+len(part.AnyOf)+len(part.Enum)+len(part.ExtensibleEnum) == 0 {
		return nil
	}
	return part
}

// typed returns the first part of the allOf of s that has a type, or nil.
func typed(s *spec.Schema) *spec.Schema {
	for _, part := range s.AllOf {
		if part = part.Resolved(); part.Type != "" {
			return part
		}
		if found := typed(part); found != nil {
			return found
		}
	}
	return nil
}

// text returns what a string is: an enumeration if some value has a name.
func (b *apiBuilder) text(s *spec.Schema, name string, at position) Data {
	switch {
	case s.Format == "date-time":
		return Data{Kind: KindTime}
	case len(s.Enum)+len(s.ExtensibleEnum) == 0:
		return Data{Kind: KindString}
	}
	t, known := b.declare(s, name, at)
	if !known {
		t.Enum = &Enum{Name: t.Name, Open: len(s.Enum) == 0}
		for _, v := range slices.Concat(s.Enum, s.ExtensibleEnum) {
			t.Enum.Values = append(t.Enum.Values, &Value{Value: v.Value})
		}
	}
	return named(t)
}

// declare returns the type of s, and whether it was there already. A name that is taken is a finding.
func (b *apiBuilder) declare(s *spec.Schema, name string, at position) (t *Type, known bool) {
	if t, known = b.types[s]; known {
		return t, true
	}
	t = &Type{Name: name, Description: s.Description, Deprecated: s.Deprecated}
	b.types[s], b.at[t] = t, s.At
	b.api.Types = append(b.api.Types, t)
	if s.Name == "" {
		t.Owner, t.Field = at.owner, at.field
		t.Name = b.names.GiveName(name, "Schema", "an inline schema", s.At)
		return t, false
	}
	delete(b.names.kept, goName(s)) // it takes the name now
	t.Name = b.names.Give(cmp.Or(s.GoName, s.Name), "Schema", "the schema "+strconv.Quote(s.Name), s.At)
	return t, false
}

// structType returns the struct for an object, or for the union of stores.
func (b *apiBuilder) structType(s *spec.Schema, name string, at position) *Type {
	t, known := b.declare(s, name, at)
	if known {
		return t
	}
	b.checkParts(s)
	own := NewScope(OfClient, t.Name, b.found, structNames...)
	defer func(outside int) { b.nesting = outside }(b.nesting)
	b.nesting = 0
	for _, m := range b.bounded(t, s) {
		f := &Field{
			Key: m.Key, Required: m.Mandatory.Set, ReadOnly: m.ReadOnly,
			Description: cmp.Or(m.Schema.Description, wrapped(m.Schema.Resolved()).Description),
			Deprecated:  m.Schema.Deprecated || m.Schema.Resolved().Deprecated && m.Schema.Target == nil,
		}
		f.Name = own.Give(cmp.Or(m.GoName, m.Key), "Member", "the property "+strconv.Quote(m.Key), m.KeyAt)
		switch {
		case IsStore(s) && m.Key == s.Store:
			f.Data = Data{Kind: KindConfiguration}
		case m.Secret:
			f.Data = Data{Kind: KindSecret}
		default:
			f.Data = hide(m.Key, b.data(m.Schema, t.Name+f.Name, position{t, f}))
		}
		if f.Data.Kind != KindSecret {
			f.Default = defaultOf(m.Schema)
		}
		t.Fields = append(t.Fields, f)
	}
	if IsStore(s) {
		b.store(t, s)
		return t
	}
	b.additional(t, s, own)
	return t
}

// defaultOf returns the default of s, or of what it refers to, as text.
func defaultOf(s *spec.Schema) string {
	if s == nil {
		return ""
	}
	value := s.Default
	if value == nil {
		value = wrapped(s.Resolved()).Default
	}
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return strconv.Quote(v)
	default:
		return fmt.Sprint(v)
	}
}

// additional notes what the members of t are that no field holds, if some part of s
// says it.
func (b *apiBuilder) additional(t *Type, s *spec.Schema, own *Scope) {
	for _, part := range partsOf(s, make(map[*spec.Schema]bool)) {
		if part.AdditionalProperties == nil {
			continue
		}
		if data := b.data(part.AdditionalProperties, t.Name+"Property", position{}); data.Kind != KindAny && t.Additional == nil {
			t.Additional = &Field{Name: own.unique("AdditionalProperties"), Data: Data{Kind: KindMap, Elem: &data}}
		}
	}
}

// bounded returns the properties of s, which t is made of, or none if there are
// too many in all.
func (b *apiBuilder) bounded(t *Type, s *spec.Schema) []Member {
	if b.fields > MaxAttributes {
		return nil // reported before
	}
	members := b.membersOf(s)
	if b.fields += len(members); b.fields > MaxAttributes {
		b.found.Report(RuleTooLarge, b.at[t], "the types up to this one have more than %d properties, each counted in every type; divide the document", MaxAttributes)
		return nil
	}
	return members
}

// membersOf returns the properties of s. Those of a union of stores are what
// every branch has, and the configuration.
func (b *apiBuilder) membersOf(s *spec.Schema) []Member {
	if !IsStore(s) {
		return b.withChoices(s)
	}
	list := Flatten(s)
	for i, branch := range s.OneOf {
		members := Flatten(branch)
		if i == 0 {
			list = append(list, members...)
		}
		list = inBoth(list, members)
	}
	list = slices.DeleteFunc(list, func(m Member) bool { return m.Key == s.Store })
	for _, branch := range s.OneOf {
		if p := PropertyOf(branch, s.Store); p != nil {
			return append(list, Member{Property: *p})
		}
	}
	return list
}

// inBoth returns the members of a that b has as well. They are required or readOnly
// if both say so.
func inBoth(a, b []Member) []Member {
	var list []Member
	for _, m := range a {
		if i := slices.IndexFunc(b, m.alike); i >= 0 {
			m.ReadOnly = m.ReadOnly && b[i].ReadOnly
			m.Mandatory.Set = m.Mandatory.Set && b[i].Mandatory.Set
			list = append(list, m)
		}
	}
	return list
}

// alike reports whether m and o can be one field.
func (m Member) alike(o Member) bool {
	a, b := m.Schema.Resolved(), o.Schema.Resolved()
	return m.Key == o.Key && m.Secret == o.Secret && (a == b || a.Type == b.Type && a.Format == b.Format && a.Type != "object" && a.Type != "array")
}

// store notes which fields of t are the type and the configuration.
func (b *apiBuilder) store(t *Type, s *spec.Schema) {
	t.Store = new(StoreFields)
	for _, f := range t.Fields {
		switch f.Key {
		case s.Store:
			t.Store.Configuration = f
			f.Description = "" // it is of one of the branches
		case s.Discriminator.Property:
			t.Store.Type = f
			f.Required = false // a configuration says it
		}
	}
	if t.Store.Type == nil {
		b.found.Report(ruleDiscriminator, s.Discriminator.At, "every branch must have the property %q", s.Discriminator.Property)
	}
}
