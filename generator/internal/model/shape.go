package model

import (
	"cmp"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// findSelector returns the key of the attribute whose value names the profile, or
// "" if there is at most one profile.
func findSelector(list []*Profile, documented *source, fix *fixes, at spec.Place, found *spec.Findings) string {
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
		found.Report(ruleNoSelector, at, "there are %d profiles, and no attribute of all of them that lists their names; name the selector with a correction", len(list))
		return ""
	}
	if !checkSelector(list, key, found) {
		return ""
	}
	return key
}

// checkSelector checks that the attribute key can select a profile, and reports
// whether all profiles have it. Its values are those that the first profile lists.
func checkSelector(list []*Profile, key string, found *spec.Findings) bool {
	everywhere := true
	first := list[0].Attribute(key)
	for _, p := range list {
		a := p.Attribute(key)
		everywhere = everywhere && a != nil
		switch {
		case a == nil:
			found.Report(ruleNoSelector, p.At, "the profile %q lacks %s, which selects the profile; name another selector with a correction", p.Title, key)
		case a.Sensitive:
			found.Report(ruleNoSelector, a.At, "%s selects the profile and cannot be sensitive; name another selector with a correction", key)
		case !slices.Contains(a.Values, p.Title) || first != nil && !slices.Contains(first.Values, p.Title):
			found.Report(ruleUnknownProfile, p.At, "the profile %q is not among the values of %s, which selects the profile; name another selector with a correction", p.Title, key)
		case first != nil && !slices.Equal(a.Values, first.Values):
			found.Report(ruleDifferingValues, a.At, "%s, which selects the profile, lists other values in the first profile; those are taken", key)
		}
	}
	return everywhere
}

// likelySelector returns the key of an attribute that every profile has, or "": the
// first whose values are the names of the profiles, or else the first that lists all
// of them, as package metadata has it; or else, for a finding, one of them.
func likelySelector(list []*Profile) string {
	best, most := "", 0
	for _, a := range list[0].Attributes {
		if slices.ContainsFunc(list, func(p *Profile) bool { return p.Attribute(a.Key) == nil }) {
			continue
		}
		if n := namesIn(a, list); n > most {
			best, most = a.Key, n
		}
	}
	return best
}

// namesIn returns how many names of profiles a lists, and one more if those are all
// of the names and nothing else.
func namesIn(a *Attribute, list []*Profile) int {
	n := 0
	for _, p := range list {
		if slices.Contains(a.Values, p.Title) {
			n++
		}
	}
	if n == len(list) && n == len(a.Values) {
		n++
	}
	return n
}

// sortAttributes puts required attributes before optional ones, and deprecated
// ones last, since people read the first of them first.
func sortAttributes(list []*Attribute) {
	slices.SortStableFunc(list, func(a, b *Attribute) int {
		return cmp.Compare(api.Rank(a.Required, a.Deprecated), api.Rank(b.Required, b.Deprecated))
	})
}

// ProfileAt returns how many fields of Configuration come before Profile: the
// required ones if it is required, and else all.
func (c *Connector) ProfileAt() int {
	optional := func(a *Attribute) bool { return !a.Required || a.Deprecated }
	if i := slices.IndexFunc(c.Fields, optional); i >= 0 && c.Selector.Required {
		return i
	}
	return len(c.Fields)
}

// shape makes each attribute a field of Configuration or of the profiles that have it.
func shape(c *Connector, list []*Profile, selector string) {
	if selector == "" {
		if len(list) > 0 {
			c.Fields = list[0].Attributes
		}
		return
	}
	shared := shared(list)
	for i, p := range list {
		for _, a := range p.Attributes {
			switch {
			case a.Key == selector && i == 0:
				c.Selector = &Selector{Attribute: new(*a)} // what one profile says of it stays as it is
			case a.Key == selector:
				c.Selector.Required = c.Selector.Required || a.Required
			case !shared[a.Key]:
				p.Fields = append(p.Fields, a)
			case i == 0:
				c.Fields = append(c.Fields, a)
			}
		}
	}
	c.Profiles = list
}

// shared returns the keys of the attributes that are the same in every profile.
func shared(list []*Profile) map[string]bool {
	count := make(map[string]int)
	first := make(map[string]*Attribute)
	for _, p := range list {
		for _, a := range p.Attributes {
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
		a.ReadOnly == b.ReadOnly && a.Deprecated == b.Deprecated && a.Open == b.Open && slices.Equal(a.Values, b.Values)
}

// numberChecks builds c.Checks, the table behind Validate, and gives each
// attribute its rows of it.
func numberChecks(c *Connector) {
	checks := func(profile string, list []*Attribute) {
		for _, a := range list {
			if a.Required {
				a.RequiredCheck = c.check(profile, a.Key, "Required", nil)
			}
			if a.Kind == KindEnumeration && !a.Open {
				a.EnumCheck = c.check(profile, a.Key, "Enumeration", a.Values)
			}
		}
	}
	checks("", c.Fields)
	if s := c.Selector; s != nil {
		if s.Required {
			s.RequiredCheck = c.check("", s.Key, "Required", nil)
		}
		s.EnumCheck = c.check("", s.Key, "Enumeration", s.Values)
		s.ProfileCheck = c.check("", s.Key, "OwnProfile", nil)
	}
	for _, p := range c.Profiles {
		checks(p.Title, p.Fields)
	}
	if c.Selector != nil || slices.ContainsFunc(c.Fields, (*Attribute).IsText) {
		c.TextCheck = c.check("", "", "Credentials", nil)
	}
}

func (c *Connector) check(profile, key, rule string, values []string) *Check {
	x := &Check{Index: len(c.Checks), Profile: profile, Key: key, Rule: rule, Values: values}
	c.Checks = append(c.Checks, x)
	return x
}

// metadata returns what the generated Metadata function returns.
func metadata(in *input, list []*Profile, selector string) Metadata {
	m := Metadata{DisplayName: in.key, Selector: selector, Profiles: list}
	if in.store != nil {
		m.Description = in.store.description
		if in.store.title != "" {
			m.DisplayName = in.store.title
		}
	}
	if in.capture != nil {
		m.Digest = in.capture.Digest
		m.Description = cmp.Or(m.Description, in.capture.Description)
		if in.capture.DisplayName != "" {
			m.DisplayName = in.capture.DisplayName
		}
	}
	m.Capture = published(in.capture, &m)
	return m
}
