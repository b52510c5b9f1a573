package model

import (
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// fixes are the corrections of one connector, and which of them were used.
type fixes struct {
	list  []*fix
	found *spec.Findings
}

type fix struct {
	spec.Correction
	used bool // it has changed something
}

func newFixes(corrections []spec.Correction, found *spec.Findings) *fixes {
	f := &fixes{found: found}
	for _, c := range corrections {
		f.list = append(f.list, &fix{Correction: c})
	}
	return f
}

// of returns the corrections of an attribute in a profile.
func (f *fixes) of(profile, key string) []*fix {
	var list []*fix
	for _, c := range f.list {
		if c.Attribute.Set && c.Attribute.Value == key && !c.Value.Set && (!c.Profile.Set || c.Profile.Value == profile) {
			list = append(list, c)
		}
	}
	return list
}

// drops reports whether the attribute is to be left out.
func (f *fixes) drops(profile, key string) bool {
	for _, c := range f.of(profile, key) {
		if c.Drop.Set {
			c.used = true
			return true
		}
	}
	return false
}

// kind returns the corrected kind of the attribute key, or nil. said is what the inputs say of it.
func (f *fixes) kind(profile, key string, said statements) *Kind {
	for _, c := range f.of(profile, key) {
		if c.Kind.Set {
			k := api.KindNamed(c.Kind.Value)
			c.used = c.used || said.captured.isOther() || !agree(said, k)
			return &k
		}
	}
	return nil
}

// agree reports whether the kind follows from the statements without a correction.
func agree(said statements, k Kind) bool {
	var found spec.Findings
	return attribute(said, nil, &found).Kind == k && !found.Failed()
}

// apply changes a by the corrections.
func (f *fixes) apply(profile string, a *Attribute) {
	for _, c := range f.of(profile, a.Key) {
		a.Corrections = append(a.Corrections, &c.Correction)
		if c.Required.Set && a.Dispute != "" {
			a.Dispute, c.used = "", true
		}
		set(c, &a.Required, c.Required)
		set(c, &a.Deprecated, c.Deprecated)
		if c.ReplacedBy.Set && a.ReplacedBy != c.ReplacedBy.Value {
			a.ReplacedBy, c.used = c.ReplacedBy.Value, true
		}
	}
	f.applySecrecy(profile, a)
}

// applySecrecy makes a a secret, or none, as corrections say. If they differ, it is one.
func (f *fixes) applySecrecy(profile string, a *Attribute) {
	hidden := a.Sensitive || a.looksSecret()
	for _, c := range f.of(profile, a.Key) {
		if c.Sensitive.Set && !c.Sensitive.Value && hidden {
			a.Sensitive, a.notSecret, c.used = false, true, true
		}
	}
	for _, c := range f.of(profile, a.Key) {
		if c.Sensitive.Value {
			set(c, &a.Sensitive, c.Sensitive)
		}
	}
}

// requires reports whether a correction says that the attribute is required.
func (f *fixes) requires(profile, key string) bool {
	for _, c := range f.of(profile, key) {
		if c.Required.Value {
			c.used = true
			return true
		}
	}
	return false
}

func set(c *fix, field *bool, flag spec.Flag) {
	if flag.Set && *field != flag.Value {
		*field, c.used = flag.Value, true
	}
}

// selector returns the key that a correction names as the selector, or "". Such
// a correction counts as used even if the same attribute would have been found.
func (f *fixes) selector() string {
	for _, c := range f.list {
		if c.Selector.Set {
			c.used = true
			return c.Attribute.Value
		}
	}
	return ""
}

// nameOr returns the name that a correction gives in the profile, or else in all
// profiles, or else usual.
func (f *fixes) nameOr(profile, attribute, value, usual string) string {
	for _, p := range []string{profile, ""} {
		if c := f.name(p, attribute, value); c != nil {
			c.used = c.used || c.Name.Value != usual
			return c.Name.Value
		}
	}
	return usual
}

// terraformOr is nameOr for names in Terraform, which values have none of.
func (f *fixes) terraformOr(profile, attribute, usual string) string {
	for _, p := range []string{profile, ""} {
		for _, c := range f.list {
			if c.Terraform.Set && c.Profile.Value == p && c.Attribute.Value == attribute && (p != "" || profile == "" || attribute != "") {
				c.used = c.used || c.Terraform.Value != usual
				return c.Terraform.Value
			}
		}
	}
	return usual
}

// name returns the correction of the Go name, or nil.
func (f *fixes) name(profile, attribute, value string) *fix {
	for _, c := range f.list {
		if c.Name.Set && c.Profile.Value == profile && c.Attribute.Value == attribute && c.Value.Value == value {
			return c
		}
	}
	return nil
}

// reportUnused warns of corrections that changed nothing, because the inputs no
// longer have the mistake.
func (f *fixes) reportUnused() {
	for _, c := range f.list {
		if !c.used {
			f.found.Report(RuleUnusedCorrection, c.At, "the correction changes nothing: the inputs of %s say the same without it, or do not have what it is about; remove it", c.Connector.Value)
		}
	}
}
