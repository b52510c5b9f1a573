// Package review looks for what the inputs say against each other or against
// good sense and what does not keep the generator from its work: package model
// reports that.
//
// Every finding says what to do about it. Errors are what would mislead a
// reader of the inputs; notices are what nobody can mend at a desk.
package review

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Inputs returns what there is to say about in, of which m is the model.
// Neither may have an error.
func Inputs(in *spec.Inputs, m *model.Model) spec.Findings {
	var found spec.Findings
	for _, c := range m.Connectors {
		r := &reviewer{c: c, found: &found, said: make(map[subject]bool)}
		r.sides()
		r.selector()
		r.kinds()
		r.userAttributes()
		for _, p := range c.Metadata.Profiles {
			for _, a := range p.Attributes {
				r.attribute(p, a)
			}
		}
	}
	provenance(in, &found)
	if in.Document != nil {
		examples(in.Document, m, &found)
	}
	return found
}

// A reviewer looks at one connector.
type reviewer struct {
	c     *model.Connector
	found *spec.Findings
	said  map[subject]bool
}

// A subject is what a finding is about: profiles repeat their attributes, and
// one finding for all of them will do.
type subject struct {
	rule       spec.Rule
	key, value string
}

// first reports whether nothing has been said about the subject yet.
func (r *reviewer) first(rule spec.Rule, key, value string) bool {
	s := subject{rule, key, value}
	if r.said[s] {
		return false
	}
	r.said[s] = true
	return true
}

// report adds a finding about an attribute, once.
func (r *reviewer) report(rule spec.Rule, a *model.Attribute, at spec.Place, format string, args ...any) {
	if r.first(rule, a.Key, "") {
		r.found.Report(rule, at, format, args...)
	}
}

// sides reports a connector, and profiles of one, that only one side knows.
func (r *reviewer) sides() {
	switch r.c.Source {
	case model.Documented:
		r.found.Report(ruleNotCaptured, r.c.At, "%s was never captured: what is required, sensitive or possible is what the documentation says; capture it with gen capture", r.c.StoreType)
	case model.Captured:
		r.found.Report(ruleNotDocumented, r.c.At, "%s is captured and not documented; describe it in openapi.yaml", r.c.StoreType)
	case model.Both:
		for _, p := range r.c.Metadata.Profiles {
			r.profile(p)
		}
	}
}

func (r *reviewer) profile(p *model.MetadataProfile) {
	switch side(p) {
	case model.Documented:
		r.found.Report(ruleProfileNotCaptured, p.At, "the profile %q is documented and not captured; capture %s again, or remove it from openapi.yaml", p.Name, r.c.StoreType)
	case model.Captured:
		r.found.Report(ruleProfileNotDocumented, p.At, "the profile %q is captured and not documented; describe it in openapi.yaml", p.Name)
	case model.Both:
	}
}

// side returns who knows the attributes of p: one side, or both.
func side(p *model.MetadataProfile) model.Source {
	var source model.Source
	for _, a := range p.Attributes {
		source |= a.Source
	}
	return source
}

// selector reports methods that have no profile.
func (r *reviewer) selector() {
	if r.c.Selector == nil {
		return
	}
	for _, value := range r.c.Selector.Values {
		named := func(p *model.Profile) bool { return p.Title == value }
		if !slices.ContainsFunc(r.c.Profiles, named) {
			r.found.Report(ruleValueWithoutProfile, valueAt(r.c.Selector.Attribute, value),
				"%s can be %q, for which there is no profile; capture %s again, or describe the profile in openapi.yaml", r.c.Selector.Key, value, r.c.StoreType)
		}
	}
}

// valueAt returns where an input lists the value of a.
func valueAt(a *model.Attribute, value string) spec.Place {
	at := a.At
	for _, s := range a.Statements() {
		for _, v := range s.Values {
			if v.Value == value {
				at = v.At
			}
		}
	}
	return at
}

// kinds reports attributes that are of one kind here and of another there.
func (r *reviewer) kinds() {
	first := make(map[string]*model.Attribute)
	in := make(map[string]string)
	for _, p := range r.c.Metadata.Profiles {
		for _, a := range p.Attributes {
			other := first[a.Key]
			if other == nil {
				first[a.Key], in[a.Key] = a, p.Name
				continue
			}
			if a.Kind.JSON() != other.Kind.JSON() {
				r.report(ruleKindVaries, a, a.At, "%s is a %v with %q and a %v with %q; settle it with a correction that sets its kind", a.Key, a.Kind, p.Name, other.Kind, in[a.Key])
			}
		}
	}
}

// userAttributes reports attributes of the target that look like secrets.
func (r *reviewer) userAttributes() {
	capture := r.c.Metadata.Capture
	if capture == nil {
		return
	}
	for _, a := range slices.Concat(capture.UserAttributes, capture.GroupAttributes) {
		if model.LooksSecret(a.Key) && !a.Sensitive {
			r.found.Report(ruleUserAttributeSensitive, a.At, "the user attribute %q looks like a secret and is not marked as sensitive; treat it as one, and report it to PingOne", a.Key)
		}
	}
}
