package model

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// findSelector returns the key of the attribute that tells the ways of
// connecting apart, or "" if there is at most one.
func findSelector(list []*way, documented *side, fix *fixes, at spec.Place, found *spec.Findings) string {
	if len(list) < 2 {
		return ""
	}
	key := fix.selector()
	if key == "" && documented != nil {
		key = documented.selector
	}
	if key == "" {
		key = likelySelector(list)
	}
	if key == "" {
		found.Errorf(at, ruleNoSelector, "there are %d profiles, and no attribute of all of them that lists their names; name the selector with a correction", len(list))
		return ""
	}
	if !checkSelector(list, key, found) {
		return ""
	}
	return key
}

// checkSelector checks that the key selects the ways of connecting, and reports
// whether all of them have it. Its values are those that the first way lists.
func checkSelector(list []*way, key string, found *spec.Findings) bool {
	everywhere := true
	first := find(list[0].attributes, key)
	for _, w := range list {
		a := find(w.attributes, key)
		everywhere = everywhere && a != nil
		switch {
		case a == nil:
			found.Errorf(w.at, ruleNoSelector, "the profile %q lacks %s, which selects the profile; name another selector with a correction", w.name, key)
		case a.Sensitive:
			found.Errorf(a.At, ruleNoSelector, "%s selects the profile and cannot be sensitive; name another selector with a correction", key)
		case !slices.Contains(a.Values, w.name) || first != nil && !slices.Contains(first.Values, w.name):
			found.Errorf(w.at, ruleUnknownProfile, "the profile %q is not among the values of %s, which selects the profile; name another selector with a correction", w.name, key)
		case first != nil && !slices.Equal(a.Values, first.Values):
			found.Warnf(a.At, ruleDifferingValues, "%s, which selects the profile, lists other values in the first profile; those are taken", key)
		}
	}
	return everywhere
}

// likelySelector returns the key of the first attribute that every way has and
// that has the name of a way among its values, or "".
func likelySelector(list []*way) string {
	named := func(value string) bool {
		return slices.ContainsFunc(list, func(w *way) bool { return w.name == value })
	}
	for _, a := range list[0].attributes {
		if slices.ContainsFunc(a.Values, named) && !slices.ContainsFunc(list, func(w *way) bool { return find(w.attributes, a.Key) == nil }) {
			return a.Key
		}
	}
	return ""
}

// shape spreads the attributes over Configuration and the profiles.
func shape(c *Connector, list []*way, selector string) {
	if selector == "" {
		if len(list) > 0 {
			c.Fields = list[0].attributes
		}
		return
	}
	shared := shared(list)
	for i, w := range list {
		p := &Profile{Title: w.name, Description: w.description, Deprecated: w.deprecated, At: w.at}
		for _, a := range w.attributes {
			switch {
			case a.Key == selector && i == 0:
				c.Selector = &Selector{Attribute: a}
			case a.Key == selector:
				c.Selector.Required = c.Selector.Required || a.Required
			case !shared[a.Key]:
				p.Fields = append(p.Fields, a)
			case i == 0:
				c.Fields = append(c.Fields, a)
			}
		}
		c.Profiles = append(c.Profiles, p)
	}
}

// shared returns the keys of the attributes that are the same in every way of connecting.
func shared(list []*way) map[string]bool {
	count := make(map[string]int)
	first := make(map[string]*Attribute)
	for _, w := range list {
		for _, a := range w.attributes {
			if first[a.Key] == nil {
				first[a.Key] = a
			}
			if same(first[a.Key], a) {
				count[a.Key]++
			}
		}
	}
	keys := make(map[string]bool)
	for key, n := range count {
		keys[key] = n == len(list)
	}
	return keys
}

func same(a, b *Attribute) bool {
	return a.Kind == b.Kind && a.Required == b.Required && a.Sensitive == b.Sensitive &&
		a.Deprecated == b.Deprecated && a.Open == b.Open && slices.Equal(a.Values, b.Values)
}

// number lists what Validate looks at, and gives each its place.
func number(c *Connector) {
	checks := func(list []*Attribute) {
		for _, a := range list {
			if a.Required {
				a.Missing = c.check(a.Key, "Required", nil)
			}
			if a.Kind == Enumeration && !a.Open {
				a.Foreign = c.check(a.Key, "Enumeration", a.Values)
			}
		}
	}
	checks(c.Fields)
	if s := c.Selector; s != nil {
		if s.Required {
			s.Check = c.check(s.Key, "Required", nil)
		}
		s.Other = c.check(s.Key, "OwnProfile", nil)
	}
	for _, p := range c.Profiles {
		checks(p.Fields)
	}
}

func (c *Connector) check(key, rule string, values []string) *Check {
	x := &Check{Index: len(c.Checks), Key: key, Rule: rule, Values: values}
	c.Checks = append(c.Checks, x)
	return x
}

// metadata returns what the generated Metadata function is to tell.
func metadata(in *input, list []*way, selector string) Metadata {
	m := Metadata{DisplayName: in.key, Selector: selector, Capture: in.capture}
	if in.store != nil {
		m.Description = in.store.description
		if in.store.title != "" {
			m.DisplayName = in.store.title
		}
	}
	if in.capture != nil {
		m.Digest = in.capture.Digest
		if in.capture.DisplayName != "" {
			m.DisplayName = in.capture.DisplayName
		}
	}
	for _, w := range list {
		p := &MetadataProfile{At: w.at, DocumentedAt: w.documentedAt, Name: w.name, Description: w.description, Deprecated: w.deprecated, Attributes: w.attributes}
		if w.capture != nil {
			p.Primary, p.SpecURL, p.DocumentationURL = w.capture.Primary, w.capture.SpecURL, w.capture.DocumentationURL
		}
		m.Profiles = append(m.Profiles, p)
	}
	return m
}
