// Package review finds contradictions and doubtful statements in the inputs that
// do not stop the generator. Package model reports those that do.
//
// Every finding says what to do about it. An error would mislead a reader of the
// inputs; a notice needs access to PingOne, or a source that nobody has yet.
package review

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Inputs reviews in. m is its model, built without errors.
func Inputs(in *spec.Inputs, m *model.Model) spec.Findings {
	var found spec.Findings
	for _, c := range m.Connectors {
		r := &reviewer{c: c, found: &found, reported: make(map[subject]bool)}
		r.sources()
		r.selector()
		r.hints()
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

// A reviewer reviews one connector.
type reviewer struct {
	c        *model.Connector
	found    *spec.Findings
	reported map[subject]bool
}

// A subject is what a finding is about. Profiles repeat their attributes, so each
// subject is reported once.
type subject struct {
	rule       spec.Rule
	key, value string
}

// first reports whether the subject was not reported before.
func (r *reviewer) first(rule spec.Rule, key, value string) bool {
	s := subject{rule, key, value}
	if r.reported[s] {
		return false
	}
	r.reported[s] = true
	return true
}

// report adds a finding about an attribute, unless the attribute has one of the rule.
func (r *reviewer) report(rule spec.Rule, a *model.Attribute, at spec.Place, format string, args ...any) {
	if r.first(rule, a.Key, "") {
		r.found.Report(rule, at, format, args...)
	}
}

// sources reports a connector that is only documented or only captured, and such profiles.
func (r *reviewer) sources() {
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

func (r *reviewer) profile(p *model.Profile) {
	switch sourceOf(p) {
	case model.Documented:
		r.found.Report(ruleProfileNotCaptured, p.At, "the profile %q is documented and not captured; capture %s again, or remove it from openapi.yaml", p.Title, r.c.StoreType)
	case model.Captured:
		r.found.Report(ruleProfileNotDocumented, p.At, "the profile %q is captured and not documented; describe it in openapi.yaml", p.Title)
	case model.Both:
	}
}

// sourceOf returns the sources of the attributes of p.
func sourceOf(p *model.Profile) model.Source {
	var source model.Source
	for _, a := range p.Attributes {
		source |= a.Source
	}
	return source
}

// selector reports values of the selector that have no profile.
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

// hints reports an attribute of a connector that was never captured on whose value
// the document makes others depend: a capture may make profiles of it.
func (r *reviewer) hints() {
	if r.c.Source != model.Documented || r.c.Selector != nil || len(r.c.Metadata.Profiles) == 0 {
		return
	}
	attributes := r.c.Metadata.Profiles[0].Attributes
	for _, a := range attributes {
		for _, other := range attributes {
			depends := func(value string) bool {
				return strings.Contains(other.Says(model.Documented).Description, "with "+value)
			}
			if i := slices.IndexFunc(a.Values, depends); i >= 0 && other != a && r.first(ruleProfilesHinted, a.Key, "") {
				r.found.Report(ruleProfilesHinted, a.At, "%s is said to be for %q of %s; if a capture has profiles, Configuration gets the field Profile in Go, and such attributes move into it", other.Key, a.Values[i], a.Key)
			}
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

// kinds reports attributes whose kind differs between profiles.
func (r *reviewer) kinds() {
	first := make(map[string]*model.Attribute)
	in := make(map[string]string)
	for _, p := range r.c.Metadata.Profiles {
		for _, a := range p.Attributes {
			other := first[a.Key]
			if other == nil {
				first[a.Key], in[a.Key] = a, p.Title
				continue
			}
			if a.Kind.JSON() != other.Kind.JSON() {
				r.report(ruleKindVaries, a, a.At, "%s is a %v with %q and a %v with %q; settle it with a correction that sets its kind", a.Key, a.Kind, p.Title, other.Kind, in[a.Key])
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
		if connector.LooksSecret(a.Key) && !a.Sensitive {
			r.found.Report(ruleUserAttributeSensitive, a.At, "the user attribute %q looks like a secret and is not marked as sensitive; treat it as one, and report it to PingOne", a.Key)
		}
	}
}
