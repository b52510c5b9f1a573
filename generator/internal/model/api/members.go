package api

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// IsStore reports whether s tells store types apart: it is a oneOf with a
// discriminator, one of whose branches has the property for a configuration.
func IsStore(s *spec.Schema) bool {
	return s.Store != "" && s.Discriminator != nil && slices.ContainsFunc(s.OneOf, func(branch *spec.Schema) bool {
		return PropertyOf(branch, s.Store) != nil
	})
}

// checkStore reports a schema that is to be the union of stores, and is not.
func (b *apiBuilder) checkStore() {
	if at := b.doc.Settings.Store; at.Set && !slices.ContainsFunc(b.doc.Schemas, IsStore) {
		b.found.Report(ruleStore, at.At, "the schema %s is no union of stores: that is a oneOf with a discriminator, of which a branch has the property of the configuration", at.Value)
	}
}

// Component returns the branch that refers to the component called name, or nil.
func Component(branches []*spec.Schema, name string) *spec.Schema {
	for _, b := range branches {
		if b.Ref == name {
			return b.Resolved()
		}
	}
	return nil
}

// PropertyOf returns the property of s, or of a part of s, that is called key, or nil.
func PropertyOf(s *spec.Schema, key string) *spec.Property {
	for _, m := range Flatten(s) {
		if m.Key == key {
			return &m.Property
		}
	}
	return nil
}

// A Member is a property of a schema or of one of its parts.
type Member struct {
	spec.Property
	Mandatory spec.Text // its entry among the required ones
	Secret    bool      // it has the format password in some part
	ReadOnly  bool      // it is the server's to set, as some part says
}

// Flatten returns the properties of s and of the parts of its allOf, in order.
// A property of a later part replaces one of an earlier part, but what one part
// says is secret, required or readOnly is so.
func Flatten(s *spec.Schema) []Member {
	var list []Member
	last := make(map[string]int) // place in list, by key
	required := make(map[string]spec.Text)
	secret, readOnly := make(map[string]bool), make(map[string]bool)
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
			secret[p.Key] = secret[p.Key] || IsPassword(p.Schema)
			readOnly[p.Key] = readOnly[p.Key] || isReadOnly(p.Schema)
			list = append(list, Member{Property: p})
		}
	}
	walk(s)
	var kept []Member
	for i, m := range list {
		if last[m.Key] == i {
			m.Mandatory, m.Secret, m.ReadOnly = required[m.Key], secret[m.Key], readOnly[m.Key]
			kept = append(kept, m)
		}
	}
	return kept
}
