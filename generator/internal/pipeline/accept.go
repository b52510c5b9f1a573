package pipeline

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// accept takes what the inputs accept out of the findings, which are all of the
// rules, and reports acceptances of such a rule that accept nothing.
func accept(in *spec.Inputs, m *model.Model, found *spec.Findings, rules []spec.Rule) {
	var list []*acceptance
	for _, a := range in.Acceptances {
		if slices.ContainsFunc(rules, func(r spec.Rule) bool { return r.ID == a.Accept.Value }) {
			list = append(list, &acceptance{a, placesOf(in, m, a), false})
		}
	}
	if len(list) == 0 {
		return
	}
	found.Accept(func(f spec.Finding) (string, bool) {
		for _, a := range list {
			if a.covers(f) {
				a.used = true
				return a.Reason.Value, true
			}
		}
		return "", false
	})
	for _, a := range list {
		if !a.used {
			found.Report(model.RuleUnusedCorrection, a.At, "nothing is found that is to be accepted here; remove the entry")
		}
	}
}

// checkAcceptances reports acceptances of rules that do not exist, or of errors.
func checkAcceptances(in *spec.Inputs, found *spec.Findings) {
	for _, a := range in.Acceptances {
		var names []string
		severity := spec.Severity("")
		for _, r := range Rules() {
			names = append(names, r.ID)
			if r.ID == a.Accept.Value {
				severity = r.Severity
			}
		}
		switch severity {
		case "":
			found.Report(spec.RuleCorrection, a.Accept.At, "%v", lookup.NotFound("rule", a.Accept.Value, names))
		case spec.Error:
			found.Report(spec.RuleCorrection, a.Accept.At, "%s is the rule of errors, which cannot be accepted", a.Accept.Value)
		case spec.Warning, spec.Notice:
		}
	}
}

// An acceptance is an entry of the corrections that accepts findings.
type acceptance struct {
	spec.Acceptance
	places []spec.Place // of what it is about; it covers what lies in them
	used   bool
}

// covers reports whether a accepts f.
func (a *acceptance) covers(f spec.Finding) bool {
	if f.Rule != a.Accept.Value || f.Severity == spec.Error {
		return false
	}
	return !a.Connector.Set || slices.ContainsFunc(a.places, func(p spec.Place) bool { return contains(p, f.Place) })
}

// contains reports whether the place in is what p is, or lies in it.
func contains(p, in spec.Place) bool {
	rest, ok := strings.CutPrefix(in.Path, p.Path)
	return in.File == p.File && ok && (p.Path == "" || rest == "" || rest[0] == '.' || rest[0] == '[')
}

// placesOf returns the places at which the inputs speak of what a is about.
func placesOf(in *spec.Inputs, m *model.Model, a spec.Acceptance) []spec.Place {
	var places []spec.Place
	for _, c := range m.Connectors {
		if c.StoreType != a.Connector.Value {
			continue
		}
		if !a.Attribute.Set {
			places = append(places, c.At)
		}
		for _, p := range c.Metadata.Profiles {
			for _, x := range p.Attributes {
				if !a.Attribute.Set || x.Key == a.Attribute.Value {
					places = append(places, x.At)
					for _, s := range x.Statements() {
						places = append(places, s.At)
					}
				}
			}
		}
	}
	for _, c := range in.Captures {
		if c.Key == a.Connector.Value && !a.Attribute.Set {
			places = append(places, spec.Place{File: c.At.File})
		}
	}
	return places
}
