package model

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

// Connector returns the connector of a store type, or nil.
func (m *Model) Connector(storeType string) *Connector {
	return first(m.Connectors, func(c *Connector) bool { return c.StoreType == storeType })
}

// Store returns the type of stores in the document, or nil if it has none.
func (m *Model) Store() *api.Type {
	if m.API == nil {
		return nil
	}
	return first(m.API.Types, func(t *api.Type) bool { return t.Store != nil })
}

// Collections returns the types of what the API has collections of, such as
// stores, by the name of the collection.
func (m *Model) Collections() map[string]*api.Type {
	types := make(map[string]*api.Type)
	if m.API == nil {
		return types
	}
	for _, op := range m.API.Operations {
		if op.Items != "" && op.Result.Type != nil {
			types[op.Items] = op.Result.Type
		}
	}
	return types
}

// Attribute returns the attribute key of the first profile that has it, or nil.
func (c *Connector) Attribute(key string) *Attribute { return c.Metadata.Attribute(key) }

// Keys returns the keys of all attributes, each once: those of the first
// profile, then what the next one adds, and so on.
func (c *Connector) Keys() []string {
	var all []*Attribute
	for _, p := range c.Metadata.Profiles {
		all = append(all, p.Attributes...)
	}
	return unique(all, func(a *Attribute) string { return a.Key })
}

// UsualProfile returns the name of the first profile that is not deprecated, or
// else of the first, or "" if there is no choice.
func (c *Connector) UsualProfile() string {
	if c.Selector == nil {
		return ""
	}
	if p := first(c.Profiles, func(p *Profile) bool { return !p.Deprecated }); p != nil {
		return p.Title
	}
	return c.Profiles[0].Title
}

// Replacements returns the fields to use instead of a, as links of a doc comment
// such as "[Configuration.CreateUsers]". What is no field is returned as its key.
func (c *Connector) Replacements(a *Attribute) []string {
	if a.ReplacedBy == "" {
		return nil
	}
	var names []string
	for key := range strings.SplitSeq(a.ReplacedBy, " + ") {
		names = append(names, c.fieldLink(key))
	}
	return names
}

// fieldLink returns a link to the field for key, or key if there is none.
func (c *Connector) fieldLink(key string) string {
	if a := find(c.Fields, key); a != nil {
		return "[Configuration." + a.Name + "]"
	}
	if c.Selector != nil && c.Selector.Key == key {
		return "[Configuration.Profile]"
	}
	for _, p := range c.Profiles {
		if a := find(p.Fields, key); a != nil {
			return "[" + p.Name + "." + a.Name + "]"
		}
	}
	return key
}

// Profile returns the profile with the name, as the API spells it, or nil.
func (m *Metadata) Profile(name string) *Profile {
	return first(m.Profiles, func(p *Profile) bool { return p.Title == name })
}

// Attribute returns the attribute key of the first profile that has it, or nil.
func (m *Metadata) Attribute(key string) *Attribute {
	for _, p := range m.Profiles {
		if a := p.Attribute(key); a != nil {
			return a
		}
	}
	return nil
}

// Attribute returns the attribute key of p, or nil.
func (p *Profile) Attribute(key string) *Attribute { return find(p.Attributes, key) }

// find returns the attribute key of list, or nil.
func find(list []*Attribute, key string) *Attribute {
	return first(list, func(a *Attribute) bool { return a.Key == key })
}

// first returns the first element of list for which is holds, or nil.
func first[T any](list []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i]
	}
	return nil
}
