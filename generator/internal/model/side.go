package model

import (
	"fmt"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A side is what one input says of a connector.
type side struct {
	selector string // key of the documented discriminator, or ""
	ways     []*way // one without a name if there are no profiles; none if there are no attributes
}

// A way is a way of connecting as one input, or both, describe it.
type way struct {
	at           spec.Place
	documentedAt spec.Place // zero if it is not documented
	name         string     // "" if there is only one way
	description  string
	deprecated   bool
	claims       []*claim      // of one input
	attributes   []*Attribute  // of both, once merged
	capture      *spec.Profile // nil if it is not captured
}

// A claim is what one input says of an attribute in one way of connecting.
type claim struct {
	at                      spec.Place
	key, label, description string
	kind                    Kind
	required, sensitive     bool
	values                  []spec.Text
	open                    bool // values other than values are accepted
	deprecated              bool
	replacedBy              string
	defaultValue            string
	conflict                spec.Text // how the documentation contradicts itself on required
	example                 any       // as documented, or nil

	// Places of facts that have one of their own; zero for those of at.
	requiredAt, sensitiveAt, kindAt spec.Place
}

// A store is a branch of the union of stores in the document.
type store struct {
	at            spec.Place
	key           string
	title         string
	description   string
	configuration *spec.Schema // nil if it has none
}

// union returns the schema that tells the store types apart, or nil: a oneOf
// with a discriminator, one of whose branches has a property "configuration".
func union(doc *spec.Document) *spec.Schema {
	if doc == nil {
		return nil
	}
	for _, s := range doc.Schemas {
		if s.Discriminator == nil || len(s.OneOf) == 0 {
			continue
		}
		for _, branch := range s.OneOf {
			if property(branch, "configuration") != nil {
				return s
			}
		}
	}
	return nil
}

// stores returns the store types that the document describes, in its order.
func stores(doc *spec.Document) []*store {
	u := union(doc)
	if u == nil {
		return nil
	}
	var list []*store
	for _, m := range u.Discriminator.Mapping {
		branch := component(u.OneOf, m.Ref)
		if branch == nil {
			continue // the loader has refused it
		}
		s := &store{at: m.At, key: m.Value, title: branch.Title, description: branch.Description}
		if p := property(branch, "configuration"); p != nil {
			s.configuration = p.Schema.Resolved()
		}
		list = append(list, s)
	}
	return list
}

// component returns the branch that refers to the component called name, or nil.
func component(branches []*spec.Schema, name string) *spec.Schema {
	for _, b := range branches {
		if b.Ref == name {
			return b.Resolved()
		}
	}
	return nil
}

// property returns the property of s, or of a part of s, that is called key, or nil.
func property(s *spec.Schema, key string) *spec.Property {
	seen := make(map[*spec.Schema]bool)
	var find func(*spec.Schema) *spec.Property
	find = func(s *spec.Schema) *spec.Property {
		if s = s.Resolved(); seen[s] {
			return nil
		}
		seen[s] = true
		for i := range s.Properties {
			if s.Properties[i].Key == key {
				return &s.Properties[i]
			}
		}
		for _, part := range slices.Backward(s.AllOf) { // a later part replaces an earlier one
			if p := find(part); p != nil {
				return p
			}
		}
		return nil
	}
	return find(s)
}

// A member is a property of a schema or of one of its parts.
type member struct {
	spec.Property
	required spec.Text // its entry among the required ones
}

// flatten returns the properties of s and of the parts of its allOf, in order.
// A property of a later part replaces one of an earlier part.
func flatten(s *spec.Schema) []member {
	var list []member
	last := make(map[string]int) // place in list, by key
	required := make(map[string]spec.Text)
	seen := make(map[*spec.Schema]bool)
	var walk func(*spec.Schema)
	walk = func(s *spec.Schema) {
		if s = s.Resolved(); seen[s] {
			return
		}
		seen[s] = true
		for _, part := range s.AllOf {
			walk(part)
		}
		for _, r := range s.Required {
			required[r.Value] = r
		}
		for _, p := range s.Properties {
			last[p.Key] = len(list)
			list = append(list, member{Property: p})
		}
	}
	walk(s)
	var kept []member
	for i, m := range list {
		if last[m.Key] == i {
			m.required = required[m.Key]
			kept = append(kept, m)
		}
	}
	return kept
}

// documentedSide returns what the document says of a store type.
func documentedSide(s *store, found *spec.Findings) *side {
	x := new(side)
	conf := s.configuration
	switch {
	case conf == nil:
	case conf.Discriminator != nil && len(conf.OneOf) > 0:
		x.selector = conf.Discriminator.Property
		for _, m := range conf.Discriminator.Mapping {
			if branch := component(conf.OneOf, m.Ref); branch != nil {
				x.ways = append(x.ways, documentedWay(m.At, m.Value, branch, found))
			}
		}
	default:
		if w := documentedWay(conf.At, "", conf, found); len(w.claims) > 0 {
			x.ways = append(x.ways, w)
		}
	}
	return x
}

func documentedWay(at spec.Place, name string, s *spec.Schema, found *spec.Findings) *way {
	w := &way{at: at, documentedAt: at, name: name}
	if name != "" {
		w.description, w.deprecated = s.Description, s.Deprecated
	}
	for _, m := range flatten(s) {
		if c := documentedClaim(m, found); c != nil {
			w.claims = append(w.claims, c)
		}
	}
	return w
}

func documentedClaim(m member, found *spec.Findings) *claim {
	if why := spec.KeyProblem(m.Key); why != "" {
		found.Errorf(m.KeyAt, rulePropertyKey, "the key of the attribute %s; it must be an ASCII letter and up to 127 letters, digits or underscores", why)
		return nil
	}
	s := m.Schema.Resolved()
	c := &claim{
		at: m.KeyAt, key: m.Key, label: s.Title, description: s.Description,
		required: m.required.Set, requiredAt: m.required.At, sensitive: s.Format == "password",
		deprecated: s.Deprecated, replacedBy: s.ReplacedBy.Value, conflict: s.Conflict, example: s.Example,
	}
	if s.Default != nil {
		c.defaultValue = fmt.Sprint(s.Default)
	}
	switch {
	case s.Type == "boolean":
		c.kind = Boolean
	case s.Type != "string":
		found.Errorf(s.At, ruleAttributeKind, "%s is of type %s; an attribute of a configuration is a string or a boolean", m.Key, s.Type)
		return nil
	case s.Enum != nil:
		c.kind, c.values = Enumeration, s.Enum
	case s.ExtensibleEnum != nil:
		c.kind, c.values, c.open = Enumeration, s.ExtensibleEnum, true
	}
	return c
}

// capturedSide returns what a capture says of a store type.
func capturedSide(capture *spec.Capture) *side {
	x := new(side)
	for _, p := range capture.Profiles {
		w := &way{at: p.At, name: p.Name.Value, description: p.Description, capture: p}
		if len(capture.Profiles) == 1 {
			w.name = ""
		}
		for _, a := range p.Attributes {
			w.claims = append(w.claims, capturedClaim(a))
		}
		x.ways = append(x.ways, w)
	}
	return x
}

func capturedClaim(a *spec.Attribute) *claim {
	c := &claim{
		at: a.At, key: a.Key, label: a.Label, description: a.Description,
		required: a.Required.Value, sensitive: a.Sensitive.Value, values: a.PossibleValues,
		requiredAt: a.Required.At, sensitiveAt: a.Sensitive.At, kindAt: a.Boolean.At,
	}
	switch {
	case a.Boolean.Value:
		c.kind = Boolean
	case len(a.PossibleValues) > 0:
		c.kind = Enumeration
	}
	return c
}
