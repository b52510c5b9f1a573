package api

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Union is what makes a type one of several, its branches: a oneOf, an anyOf, or
// a parent with a discriminator whose children have it in their allOf.
type Union struct {
	// Property is the key of the member that tells the branches apart. If it is
	// "", nothing does, and the type keeps what came.
	Property string

	// Interface is what the branches implement, and Other the branch for what no
	// other is, if there is a Property. Other has the fields beside the choice.
	Interface string
	Other     *Type

	Branches []*Branch

	// Shown says that no value of the union is secret. It is false if there is a
	// Property, since the branches know.
	Shown bool
}

// A Branch is one of the types of a union.
type Branch struct {
	Name     string // of the methods for it, which start with As and From
	Data     Data   // of a struct or another union, if the union has a Property
	Values   []string
	Selector string   // the value that is sent, or "" if a caller must say it
	Required []string // keys without which an object is none of this branch
}

// choose returns what s holds if it is a choice, and whether it is one that makes
// a type of its own, or the type of its only branch. Other choices add members to
// a struct: see membersOf.
func (b *apiBuilder) choose(s *spec.Schema, name string, at position) (Data, bool) {
	choices := choicesOf(s)
	for _, c := range choices {
		if d := c.in.Discriminator; d != nil && !slices.ContainsFunc(c.branches, func(x *spec.Schema) bool { return !isObject(x) }) {
			return named(b.sealed(s, c.in, b.mapped(d, c.branches), name, at)), true
		}
	}
	if children := b.childrenOf(s); s.Discriminator != nil && len(children) > 0 && len(choices) == 0 {
		return named(b.sealed(s, s, children, name, at)), true
	}
	if len(choices) != 1 || len(Flatten(s)) > 0 || b.nesting == maxNesting {
		return Data{}, false
	}
	branches := choices[0].branches
	if len(branches) == 1 {
		defer func(outside int) { b.nesting = outside }(b.nesting)
		b.nesting++
		return b.data(branches[0], name, at), true
	}
	if kind := scalarOfAll(branches); kind != KindAny {
		return Data{Kind: kind}, true
	}
	if slices.ContainsFunc(branches, func(x *spec.Schema) bool { return !says(x) }) {
		b.found.Report(ruleUntypedSchema, s.At, "a choice of schemas becomes any, because one of them says nothing of its values, or takes any object")
		return Data{Kind: KindAny}, true
	}
	return named(b.keeping(s, branches, name, at)), true
}

// childrenOf returns the schemas that s, which has a discriminator, is a part of,
// their children too, and those that its mapping names.
func (b *apiBuilder) childrenOf(s *spec.Schema) []*spec.Schema {
	if s.Discriminator == nil {
		return nil
	}
	var list []*spec.Schema
	for _, child := range b.doc.Schemas {
		if child.Resolved() != s && slices.Contains(partsOf(child, make(map[*spec.Schema]bool)), s) {
			list = append(list, child)
		}
	}
	return b.mapped(s.Discriminator, list)
}

// mapped returns branches and those that the mapping of d names beside them.
func (b *apiBuilder) mapped(d *spec.Discriminator, branches []*spec.Schema) []*spec.Schema {
	list := slices.Clone(branches)
	for _, m := range d.Mapping {
		known := func(x *spec.Schema) bool { return x.Resolved().Name == m.Ref }
		i := slices.IndexFunc(b.doc.Schemas, known)
		if m.Ref != "" && i >= 0 && !slices.ContainsFunc(list, known) && isObject(b.doc.Schemas[i]) {
			list = append(list, b.doc.Schemas[i])
		}
	}
	return list
}

// sealed returns the type for s, a choice between objects that a member tells
// apart. The discriminator is in the schema in, which is s or a part of it. What
// stands beside the choice is in each branch.
func (b *apiBuilder) sealed(s, in *spec.Schema, branches []*spec.Schema, name string, at position) *Type {
	t, known := b.declare(s, name, at)
	if known {
		return t
	}
	t.Union = &Union{Property: in.Discriminator.Property}
	beside := len(Flatten(s)) > 0 && slices.Contains(choiceSchemas(s), in)
	for i, x := range branches {
		own := x.Resolved()
		branch := &Branch{Name: nameOf(own, in, i)}
		if beside && !slices.Contains(partsOf(own, make(map[*spec.Schema]bool)), s) {
			own = b.without(in, &spec.Schema{At: x.At, Description: own.Description, Deprecated: own.Deprecated, AllOf: []*spec.Schema{s, own}})
		}
		branch.Data = b.object(own, t.Name+branch.Name, at)
		t.Union.Branches = append(t.Union.Branches, branch)
	}
	b.values(t, in, branches)
	t.Union.Other = b.other(t, s, in)
	return t
}

// choiceSchemas returns the schemas in which the choices of s are.
func choiceSchemas(s *spec.Schema) []*spec.Schema {
	var list []*spec.Schema
	for _, c := range choicesOf(s) {
		list = append(list, c.in)
	}
	return list
}

// without notes that the struct for s has no members of the choice in the schema in,
// and returns s.
func (b *apiBuilder) without(in, s *spec.Schema) *spec.Schema {
	b.chosen[s] = in
	return s
}

// object returns the struct for s, which has no fields if s has no properties, or
// the union that s is.
func (b *apiBuilder) object(s *spec.Schema, name string, at position) Data {
	if b.chosen[s] == nil {
		if data := b.data(s, name, at); data.Kind == KindStruct || data.Kind == KindUnion && data.Type.Union.Property != "" {
			return data
		}
	}
	if s = wrapped(s.Resolved()); s.Name != "" {
		name, at = goName(s), position{}
	}
	if t := b.types[s]; t != nil && t.Union != nil { // it keeps what came, which a struct can do as well
		s = &spec.Schema{At: s.At, Description: s.Description}
		name += "Object"
	}
	return named(b.structType(s, name, at))
}

// nameOf returns the name of a branch, for methods and inline types.
func nameOf(s, in *spec.Schema, i int) string {
	switch {
	case s.Name != "":
		return naming.Any(s.Name)
	case in.Discriminator != nil && constantOf(s, in.Discriminator.Property) != "":
		return naming.Any(constantOf(s, in.Discriminator.Property))
	case naming.Exported(s.Title) != "":
		return naming.Exported(s.Title)
	}
	return "Option" + strconv.Itoa(i+1)
}

// constantOf returns the only value that the property called key of s has, or "".
func constantOf(s *spec.Schema, key string) string {
	if p := PropertyOf(s, key); p != nil {
		if values := wrapped(p.Schema.Resolved()).Enum; len(values) == 1 {
			return values[0].Value
		}
	}
	return ""
}

// values notes which values of the discriminator select which branch of t: those of
// the mapping, the only value that the branch has for it, and the name of its
// schema. A value that is of two branches is the first one's.
func (b *apiBuilder) values(t *Type, in *spec.Schema, branches []*spec.Schema) {
	taken := make(map[string]bool)
	add := func(i int, value string) {
		branch := t.Union.Branches[i]
		switch {
		case value == "" || slices.Contains(branch.Values, value):
		case taken[value]:
			b.found.Report(ruleUnionValue, in.Discriminator.At, "the value %q of %q selects several branches of %s; the first one is taken", value, in.Discriminator.Property, t.Name)
		default:
			taken[value] = true
			branch.Values = append(branch.Values, value)
		}
	}
	for i, x := range branches {
		for _, m := range in.Discriminator.Mapping {
			if m.Ref != "" && m.Ref == x.Resolved().Name {
				add(i, m.Value)
			}
		}
		add(i, constantOf(x, in.Discriminator.Property))
	}
	for i, x := range branches {
		branch := t.Union.Branches[i]
		if len(branch.Values) < 2 {
			branch.Selector = cmp.Or(slices.Concat(branch.Values, []string{""})[0], x.Resolved().Name)
		}
		if name := x.Resolved().Name; !taken[name] {
			add(i, name)
		} else if branch.Selector == name && !slices.Contains(branch.Values, name) {
			branch.Selector = ""
		}
	}
}

// other returns the struct for what none of the branches of t is: it has what stands
// beside the choice, and the member that tells the branches apart.
func (b *apiBuilder) other(t *Type, s, in *spec.Schema) *Type {
	base := b.without(in, &spec.Schema{At: s.At, AllOf: []*spec.Schema{s}})
	other := b.structType(base, "Other"+t.Name, position{})
	other.Description = "What is a " + t.Name + " of a kind that this package does not know."
	for _, f := range other.Fields {
		if f.Required = false; f.Key == in.Discriminator.Property {
			f.Data = Data{Kind: KindString} // whatever it may be
		}
		for _, branch := range t.Union.Branches {
			if branch.Data.Type.hides(f.Key) {
				f.Data = Data{Kind: KindSecret}
			}
		}
	}
	if !slices.ContainsFunc(other.Fields, func(f *Field) bool { return f.Key == in.Discriminator.Property }) {
		name := naming.Any(in.Discriminator.Property)
		for slices.Contains(structNames, name) || slices.ContainsFunc(other.Fields, func(f *Field) bool { return f.Name == name }) {
			name += "Value"
		}
		other.Fields = append(other.Fields, &Field{Key: in.Discriminator.Property, Name: name, Data: Data{Kind: KindString}})
	}
	return other
}

// withChoices returns the properties of s, and as optional ones those of the branches
// of a choice in it, but for the one that its type is a branch of. Where branches
// have different things under one key, it has no field.
func (b *apiBuilder) withChoices(s *spec.Schema) []Member {
	list := Flatten(s)
	own, differing := len(list), make(map[string]bool)
	for _, c := range choicesOf(s) {
		if c.in == b.chosen[s] {
			continue
		}
		for _, x := range c.branches {
			if len(choicesOf(x)) > 0 {
				b.found.Report(ruleUntypedSchema, x.At, "the members of a choice within a choice are in no field; Extra keeps them")
			}
			for _, m := range Flatten(x) {
				m.Mandatory = spec.Text{}
				i := slices.IndexFunc(list, func(o Member) bool { return o.Key == m.Key })
				switch {
				case i < 0:
					list = append(list, m)
				case i < own:
					list[i].Secret = list[i].Secret || m.Secret
				case !list[i].alike(m):
					differing[m.Key] = true
					b.found.Report(ruleUntypedSchema, m.KeyAt, "the property %q is something else in another branch; it is in no field, and Extra keeps it", m.Key)
				}
			}
		}
	}
	return slices.DeleteFunc(list, func(m Member) bool { return differing[m.Key] })
}

// hides reports whether the field of t for key holds a secret.
func (t *Type) hides(key string) bool {
	return slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.Key == key && f.Data.Kind == KindSecret })
}

// keeping returns the type for s, a choice that nothing tells apart, which keeps
// what came.
func (b *apiBuilder) keeping(s *spec.Schema, branches []*spec.Schema, name string, at position) *Type {
	t, known := b.declare(s, name, at)
	if known {
		return t
	}
	t.Union = &Union{Shown: true}
	own := NewScope(OfClient, t.Name, b.found, "AsIs")
	for i, x := range branches {
		x = wrapped(x.Resolved())
		branch := &Branch{Data: b.data(x, t.Name+nameOf(x, s, i), at)}
		if branch.Data.Kind == KindAny || branch.Data.Type == t {
			t.Union.Shown = false
			continue
		}
		if branch.Name = kindName(branch.Data); x.Name != "" {
			branch.Name = naming.Any(x.Name)
		}
		branch.Name = own.unique(branch.Name)
		for _, m := range Flatten(x) {
			if m.Mandatory.Set {
				branch.Required = append(branch.Required, m.Key)
			}
		}
		t.Union.Shown = t.Union.Shown && branch.Data.isScalar()
		t.Union.Branches = append(t.Union.Branches, branch)
	}
	return t
}

// kindName returns what a value is called that has no name of its own.
func kindName(d Data) string {
	switch {
	case d.Type != nil:
		return d.Type.Name
	case d.Kind == KindList:
		return kindName(*d.Elem) + "List"
	case d.Kind == KindMap:
		return kindName(*d.Elem) + "Map"
	}
	return naming.Any(d.Kind.String())
}

// unique returns name, with a number if it is taken, and takes it.
func (s *Scope) unique(name string) string {
	base := name
	for number := 2; s.taken[name] != ""; number++ {
		name = base + strconv.Itoa(number)
	}
	s.taken[name] = "a branch"
	return name
}

// nameUnions decides the names that follow from those of unions.
func (b *apiBuilder) nameUnions() {
	for _, t := range b.api.Types {
		if t.Union == nil || t.Union.Property == "" {
			continue
		}
		t.Union.Interface = b.names.unique(t.Name + "Value")
		other := t.Union.Other
		b.names.free(other.Name)
		other.Name = b.names.unique("Other" + t.Name)
		for _, branch := range t.Union.Branches {
			for _, f := range branch.Data.Type.Fields {
				if f.Key == t.Union.Property && f.ReadOnly {
					branch.Selector = "" // the server sets it
				}
			}
		}
	}
}

// parts returns what a value of t consists of.
func (t *Type) parts() []Data {
	var list []Data
	for _, f := range t.Fields {
		list = append(list, f.Data)
	}
	if t.Additional != nil {
		list = append(list, t.Additional.Data)
	}
	if t.Union == nil {
		return list
	}
	for _, branch := range t.Union.Branches {
		list = append(list, branch.Data)
	}
	if t.Union.Other != nil {
		list = append(list, named(t.Union.Other))
	}
	return list
}

// Distinct returns the branches whose types differ, each once.
func (u *Union) Distinct() []*Branch {
	var list []*Branch
	for _, b := range u.Branches {
		if !slices.ContainsFunc(list, func(o *Branch) bool { return o.Data.Type == b.Data.Type }) {
			list = append(list, b)
		}
	}
	return list
}
