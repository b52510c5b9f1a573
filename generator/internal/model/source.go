package model

import (
	"cmp"
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A source is what one input says of a connector.
type source struct {
	selector string     // key of the documented discriminator, or ""
	profiles []*profile // one without a name if there is no choice; none if there are no attributes
	nothing  bool       // it says that there are no attributes, where a capture just lists none

	secrets map[string]bool // keys of attributes that are left out, and sensitive
}

// A profile is a profile as one source describes it: statements instead of attributes.
type profile struct {
	Profile
	statements []*Statement
}

// A store is a branch of the union of stores in the document.
type store struct {
	at            spec.Place
	key           string
	title         string
	description   string
	configuration *spec.Schema // nil if it has none
}

// union returns the schema that tells the store types apart, or nil.
func union(doc *spec.Document) *spec.Schema {
	if doc == nil {
		return nil
	}
	return first(doc.Schemas, api.IsStore)
}

// stores returns the store types that the document describes, in its order.
func stores(doc *spec.Document) []*store {
	u := union(doc)
	if u == nil {
		return nil
	}
	var list []*store
	for _, m := range u.Discriminator.Mapping {
		branch := api.Component(u.OneOf, m.Ref)
		if branch == nil {
			continue // the loader has refused it
		}
		s := &store{at: m.At, key: m.Value, title: branch.Title, description: branch.Description}
		if p := api.PropertyOf(branch, u.Store); p != nil {
			s.configuration = p.Schema.Resolved()
		}
		list = append(list, s)
	}
	return list
}

// documentedSource returns what the document says of a store type.
func documentedSource(s *store, found *spec.Findings) *source {
	x := new(source)
	conf := s.configuration
	switch {
	case conf == nil:
	case conf.Discriminator != nil && len(conf.OneOf) > 0:
		x.selector = conf.Discriminator.Property
		for _, m := range conf.Discriminator.Mapping {
			if branch := api.Component(conf.OneOf, m.Ref); branch != nil {
				x.profiles = append(x.profiles, documentedProfile(m.At, m.Value, branch, found))
			}
		}
	default:
		if p := documentedProfile(conf.At, "", conf, found); len(p.statements) > 0 {
			x.profiles = append(x.profiles, p)
		}
	}
	x.nothing = len(x.profiles) == 0
	return x
}

func documentedProfile(at spec.Place, name string, s *spec.Schema, found *spec.Findings) *profile {
	p := &profile{Profile: Profile{At: at, DocumentedAt: at, Title: name}}
	if name != "" {
		p.Description, p.Deprecated = s.Description, s.Deprecated
	}
	for _, m := range api.Flatten(s) {
		if s := documentedStatement(m, found); s != nil {
			p.statements = append(p.statements, s)
		}
	}
	return p
}

// documentedStatement returns what the document says of an attribute, or nil if
// it cannot be one.
func documentedStatement(m api.Member, found *spec.Findings) *Statement {
	if why := spec.KeyProblem(m.Key); why != "" {
		found.Report(api.RulePropertyKey, m.KeyAt, "the key of the attribute %s; it must be an ASCII letter and up to 127 letters, digits or underscores", why)
		return nil
	}
	s := m.Schema.Resolved()
	x := &Statement{
		Source: Documented, At: m.KeyAt, Key: m.Key, Label: s.Title, Description: s.Description,
		Kind: api.ScalarOf(s.Type), KindAt: m.KeyAt,
		Required: m.Mandatory.Set, RequiredAt: cmp.Or(m.Mandatory.At, m.KeyAt),
		Sensitive: m.Secret, SensitiveAt: m.KeyAt,
		ReadOnly: m.ReadOnly, Deprecated: s.Deprecated, ReplacedBy: s.ReplacedBy.Value, Conflict: s.Conflict, Example: s.Example,
	}
	if s.Default != nil {
		x.Default = fmt.Sprint(s.Default)
	}
	switch {
	case x.Kind.Attribute() == nil:
		found.Report(ruleAttributeKind, s.At, "%s is of type %s; an attribute of a configuration is %s", m.Key, s.Type, attributeTypes())
		return nil
	case x.Kind != KindString:
	case s.Enum != nil:
		x.Kind, x.Values = KindEnumeration, s.Enum
	case s.ExtensibleEnum != nil:
		x.Kind, x.Values, x.Open = KindEnumeration, s.ExtensibleEnum, true
	}
	return x
}

// capturedSource returns what a capture says of a store type.
func capturedSource(capture *spec.Capture) *source {
	x := &source{secrets: make(map[string]bool)}
	for _, c := range capture.Profiles {
		p := &profile{Profile: Profile{
			At: c.At, Title: c.Name.Value, Description: c.Description,
			Primary: c.Primary, SpecURL: c.SpecURL, DocumentationURL: c.DocumentationURL,
		}}
		if len(capture.Profiles) == 1 {
			p.Title = ""
		}
		for _, a := range c.Attributes {
			x.secrets[a.Key] = x.secrets[a.Key] || a.OtherKind.Set && a.Sensitive.Value
			p.statements = append(p.statements, capturedStatement(a))
		}
		x.profiles = append(x.profiles, p)
	}
	return x
}

func capturedStatement(a *spec.Attribute) *Statement {
	s := &Statement{
		Source: Captured, At: a.At, Key: a.Key, Label: a.Label, Description: a.Description,
		Kind: KindString, KindAt: cmp.Or(a.Kind.At, a.OtherKind.At, a.At), OtherKind: a.OtherKind.Value,
		Required: a.Required.Value, RequiredAt: cmp.Or(a.Required.At, a.At),
		Sensitive: a.Sensitive.Value, SensitiveAt: cmp.Or(a.Sensitive.At, a.At),
		Values: a.PossibleValues,
	}
	switch {
	case a.Kind.Value != "":
		s.Kind = api.KindNamed(a.Kind.Value)
	case len(a.PossibleValues) > 0:
		s.Kind = KindEnumeration
	}
	return s
}
