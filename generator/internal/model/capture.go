package model

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// published returns c without what no generated file may have: the possible
// values of attributes that are sensitive after corrections, since one of them is
// the secret. Every user attribute but a boolean says whether letter case matters.
func published(c *spec.Capture, corrected *Metadata) *spec.Capture {
	if c == nil {
		return nil
	}
	sensitive := make(map[string]bool)
	for _, p := range corrected.Profiles {
		for _, a := range p.Attributes {
			sensitive[a.Key] = sensitive[a.Key] || a.Sensitive
		}
	}
	x := *c
	x.Profiles = copies(c.Profiles, func(p *spec.Profile) {
		p.Attributes = copies(p.Attributes, func(a *spec.Attribute) {
			if sensitive[a.Key] {
				a.PossibleValues = nil
			}
		})
	})
	caseSensitive := func(a *spec.UserAttribute) {
		switch {
		case a.Type == "BOOLEAN":
			a.CaseSensitive = nil
		case a.CaseSensitive == nil:
			a.CaseSensitive = new(bool)
		}
	}
	x.UserAttributes = copies(c.UserAttributes, caseSensitive)
	x.GroupAttributes = copies(c.GroupAttributes, caseSensitive)
	return &x
}

// copies returns a copy of each element of list after change has been applied to it.
func copies[T any](list []*T, change func(*T)) []*T {
	changed := make([]*T, len(list))
	for i, x := range list {
		y := *x
		change(&y)
		changed[i] = &y
	}
	return changed
}
