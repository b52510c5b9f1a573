package model

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// fixes are the corrections of one connector. It remembers which were used.
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

// of returns the corrections of an attribute in a way of connecting.
func (f *fixes) of(way, key string) []*fix {
	var list []*fix
	for _, c := range f.list {
		if c.Attribute.Set && c.Attribute.Value == key && !c.Value.Set && (!c.Profile.Set || c.Profile.Value == way) {
			list = append(list, c)
		}
	}
	return list
}

// drops reports whether the attribute is to be left out.
func (f *fixes) drops(way, key string) bool {
	for _, c := range f.of(way, key) {
		if c.Drop.Set {
			c.used = true
			return true
		}
	}
	return false
}

// kind returns the kind that a correction gives the attribute of which the
// inputs claim said and seen, or nil.
func (f *fixes) kind(way, key string, said, seen *claim) *Kind {
	for _, c := range f.of(way, key) {
		if c.Kind.Set {
			k := Kind(slices.Index(kindNames[:], c.Kind.Value))
			c.used = c.used || !agree(said, seen, k)
			return &k
		}
	}
	return nil
}

// agree reports whether the kind is k by the claims alone.
func agree(said, seen *claim, k Kind) bool {
	var found spec.Findings
	return attribute(said, seen, nil, &found).Kind == k && !found.Failed()
}

// apply changes a as the corrections want it.
func (f *fixes) apply(way string, a *Attribute) {
	for _, c := range f.of(way, a.Key) {
		a.Corrections = append(a.Corrections, &c.Correction)
		set(c, &a.Required, c.Required)
		set(c, &a.Sensitive, c.Sensitive)
		set(c, &a.Deprecated, c.Deprecated)
		if c.ReplacedBy.Set && a.ReplacedBy != c.ReplacedBy.Value {
			a.ReplacedBy, c.used = c.ReplacedBy.Value, true
		}
	}
}

func set(c *fix, field *bool, flag spec.Flag) {
	if flag.Set && *field != flag.Value {
		*field, c.used = flag.Value, true
	}
}

// selector returns the key that a correction names as the selector, or "".
// Such a correction is of use even where the same attribute would be guessed.
func (f *fixes) selector() string {
	for _, c := range f.list {
		if c.Selector.Set {
			c.used = true
			return c.Attribute.Value
		}
	}
	return ""
}

// nameOr returns the name that a correction gives, first for the profile and then for all, or usual.
func (f *fixes) nameOr(profile, attribute, value, usual string) string {
	for _, p := range []string{profile, ""} {
		if c := f.name(p, attribute, value); c != nil {
			c.used = c.used || c.Name.Value != usual
			return c.Name.Value
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

// reportUnused warns of corrections that changed nothing: what they correct has been mended.
func (f *fixes) reportUnused() {
	for _, c := range f.list {
		if !c.used {
			f.found.Warnf(c.At, ruleUnusedCorrection, "the correction changes nothing: the inputs of %s say the same without it, or do not have what it is about; remove it", c.Connector.Value)
		}
	}
}
