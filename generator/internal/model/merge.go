package model

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// merge returns the profiles that the document and the capture describe
// together, each with its attributes, and the keys of those of any kind. Either
// source may be nil.
func merge(documented, captured *source, fix *fixes, found *spec.Findings) ([]*Profile, []string) {
	list := profiles(captured, documented)
	var anyKind []string
	for _, p := range list {
		fromDocument, fromCapture := documented.statements(p.Title, captured), captured.statements(p.Title, documented)
		inDocument, inCapture := byKey(fromDocument), byKey(fromCapture)
		for _, key := range unique(slices.Concat(fromCapture, fromDocument), func(s *Statement) string { return s.Key }) {
			if fix.drops(p.Title, key) {
				continue
			}
			said := statements{inDocument[key], inCapture[key]}
			kind := fix.kind(p.Title, key, said)
			open := kind == nil && said.captured.isOther()
			if open {
				anyKind = append(anyKind, key)
				found.Report(ruleKindUnknown, said.captured.KindAt, "%s is captured with %s, a kind that is not known: any value is accepted and kept as it is; a correction can set its kind", key, said.captured.OtherKind)
			}
			if open && said.documented == nil {
				continue // its values are in Extra
			}
			a := attribute(said, kind, found)
			if !open {
				a.Required, a.Dispute = requirement(said, documented.covers(p.Title), captured.covers(p.Title))
			}
			a.Sensitive = a.Sensitive || captured != nil && captured.secrets[key]
			fix.apply(p.Title, a)
			reportDispute(a, found)
			p.Attributes = append(p.Attributes, a)
		}
	}
	slices.Sort(anyKind)
	return list, slices.Compact(anyKind)
}

// profiles returns the profiles of the sources, each name once, in order. If
// there are profiles with a name, the one without is left out: its statements
// apply to all of them.
func profiles(sources ...*source) []*Profile {
	var list []*Profile
	for _, s := range sources {
		if s == nil {
			continue
		}
		for _, p := range s.profiles {
			if known := first(list, func(x *Profile) bool { return x.Title == p.Title }); known != nil {
				known.Deprecated = known.Deprecated || p.Deprecated
				known.DocumentedAt = p.DocumentedAt
				continue
			}
			list = append(list, new(p.Profile))
		}
	}
	if slices.ContainsFunc(list, func(p *Profile) bool { return p.Title != "" }) {
		list = slices.DeleteFunc(list, func(p *Profile) bool { return p.Title == "" })
	}
	return list
}

// statements returns what s says of the attributes of the profile called name.
// If s has no profiles, its statements apply to every profile of other, except
// those of attributes that other has only in different profiles.
func (s *source) statements(name string, other *source) []*Statement {
	if s == nil {
		return nil
	}
	for _, p := range s.profiles {
		switch {
		case p.Title == name:
			return p.statements
		case p.Title == "":
			elsewhere := other.elsewhere(name)
			return slices.DeleteFunc(slices.Clone(p.statements), func(x *Statement) bool { return elsewhere[x.Key] })
		}
	}
	return nil
}

// elsewhere returns the keys that s has in some profile, but not in the one called name.
func (s *source) elsewhere(name string) map[string]bool {
	keys := make(map[string]bool)
	if s == nil {
		return keys
	}
	for _, p := range s.profiles {
		for _, x := range p.statements {
			keys[x.Key] = true
		}
	}
	for _, p := range s.profiles {
		for _, x := range p.statements {
			if p.Title == name {
				delete(keys, x.Key)
			}
		}
	}
	return keys
}

func byKey(list []*Statement) map[string]*Statement {
	m := make(map[string]*Statement, len(list))
	for _, s := range list {
		m[s.Key] = s
	}
	return m
}

// attribute returns what follows from the statements about an attribute. A kind
// that a correction gives replaces theirs; without one, corrected is nil.
func attribute(said statements, corrected *Kind, found *spec.Findings) *Attribute {
	a := &Attribute{statements: said}
	if said.documented != nil {
		a.fill(said.documented)
	}
	if said.captured != nil {
		a.fill(said.captured)
	}
	if said.documented != nil && said.captured != nil && !said.captured.isOther() && corrected == nil {
		compare(said.documented, said.captured, found)
	}
	if corrected != nil {
		a.Kind = *corrected
	}
	if said.captured == nil || len(said.captured.Values) == 0 {
		a.Open = true // only a capture knows that there are no other values
	}
	if a.Kind == KindEnumeration && len(a.Values) == 0 {
		found.Report(ruleContradictingKind, a.At, "%s cannot be an enumeration: no input lists its values", a.Key)
	}
	if a.Kind != KindEnumeration {
		a.Values, a.Open = nil, false
	}
	return a
}

// fill sets a to what s says. The capture is filled in after the document: what
// it says replaces what the document says. A capture says "string" of every
// attribute that it has no other word for, which replaces nothing. If the document
// knows values that the capture does not list, the list is not complete.
func (a *Attribute) fill(s *Statement) {
	if s.Kind != KindString || a.Source == 0 {
		listed := texts(s.Values)
		more := slices.DeleteFunc(slices.Clone(a.Values), func(v string) bool { return slices.Contains(listed, v) })
		a.Kind, a.Values, a.Open = s.Kind, append(listed, more...), s.Open || len(more) > 0
	}
	a.At, a.Key = s.At, s.Key
	a.Source |= s.Source
	a.Sensitive = a.Sensitive || s.Sensitive
	a.Deprecated = a.Deprecated || s.Deprecated
	a.ReadOnly = a.ReadOnly || s.ReadOnly
	if s.Label != "" {
		a.Label = s.Label
	}
	if a.Description == "" && s.Description != s.Label {
		a.Description = s.Description
	}
	if s.Source == Documented {
		a.ReplacedBy, a.Default = s.ReplacedBy, s.Default
	}
}

// compare reports where the document and the capture disagree on the kind.
func compare(documented, captured *Statement, found *spec.Findings) {
	if documented.Kind.JSON() != captured.Kind.JSON() {
		found.Report(ruleContradictingKind, captured.At, "%s is captured as %s and documented as %s (%s:%d); settle it with a correction that sets its kind",
			captured.Key, captured.Kind.WithArticle(), documented.Kind.WithArticle(), documented.At.File, documented.At.Line)
	}
}

// latchSecrets makes an attribute sensitive in every profile if it is sensitive
// in one, or if its key looks like that of a secret and no correction says that it
// is none.
func latchSecrets(list []*Profile, found *spec.Findings) {
	marked, looking := make(map[string]bool), make(map[string]bool)
	for _, p := range list {
		for _, a := range p.Attributes {
			marked[a.Key] = marked[a.Key] || a.Sensitive
			looking[a.Key] = looking[a.Key] || a.looksSecret()
		}
	}
	for _, p := range list {
		for _, a := range p.Attributes {
			switch {
			case a.Sensitive:
			case marked[a.Key] || looking[a.Key] && !a.looksSecret():
				found.Report(ruleSecretElsewhere, a.At, "%s is sensitive in another profile; it is taken as sensitive in all of them", a.Key)
				a.Sensitive = true
			case a.looksSecret():
				found.Report(ruleSecretLooking, a.At, "%s looks like a secret and is not marked as sensitive; it is taken as sensitive", a.Key)
				a.Sensitive = true
			}
			if a.Sensitive {
				checkSecret(a, found)
			}
		}
	}
}

// looksSecret reports whether the key of a is the only thing that says that it is a secret.
func (a *Attribute) looksSecret() bool {
	return a.Kind == KindString && !a.notSecret && connector.LooksSecret(a.Key)
}

// checkSecret refuses a secret that is not a string. It removes the default and
// the values: one of them may be the secret.
func checkSecret(a *Attribute, found *spec.Findings) {
	a.Default = ""
	switch {
	case a.Kind == KindEnumeration:
		found.Report(ruleSensitiveEnumeration, a.At, "%s is sensitive; its possible values are left out, since one of them is the secret", a.Key)
		a.Kind, a.Values, a.Open = KindString, nil, false
	case a.Kind != KindString:
		found.Report(ruleSensitiveBoolean, a.At, "%s is sensitive and %s, which cannot be kept secret; set its kind to string with a correction", a.Key, a.Kind.WithArticle())
	}
}

// texts returns the values, each once.
func texts(values []spec.Text) []string {
	return unique(values, func(t spec.Text) string { return t.Value })
}

// unique returns the text of each element of list, the first of equal ones alone.
func unique[T any](list []T, text func(T) string) []string {
	var texts []string
	known := make(map[string]bool)
	for _, x := range list {
		if t := text(x); !known[t] {
			known[t] = true
			texts = append(texts, t)
		}
	}
	return texts
}
