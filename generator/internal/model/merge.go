package model

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// merge returns the ways of connecting that the document and the capture
// describe together, each with its attributes. Either side may be nil.
func merge(documented, captured *side, fix *fixes, found *spec.Findings) []*way {
	list := ways(captured, documented)
	for _, w := range list {
		said, seen := documented.claims(w.name, captured), captured.claims(w.name, documented)
		bySaid, bySeen := byKey(said), byKey(seen)
		for _, key := range keys(seen, said) {
			if fix.drops(w.name, key) {
				continue
			}
			a := attribute(bySaid[key], bySeen[key], fix.kind(w.name, key, bySaid[key], bySeen[key]), found)
			a.said, a.seen = bySaid[key], bySeen[key]
			fix.apply(w.name, a)
			w.attributes = append(w.attributes, a)
		}
	}
	return list
}

// ways returns the ways of connecting of the sides, each name once, in order.
// A side with one nameless way speaks of every way of the other.
func ways(sides ...*side) []*way {
	var list []*way
	for _, s := range sides {
		if s == nil {
			continue
		}
		for _, w := range s.ways {
			if i := slices.IndexFunc(list, func(x *way) bool { return x.name == w.name }); i >= 0 {
				list[i].deprecated = list[i].deprecated || w.deprecated
				list[i].documentedAt = w.documentedAt
				continue
			}
			list = append(list, &way{at: w.at, documentedAt: w.documentedAt, name: w.name, description: w.description, deprecated: w.deprecated, capture: w.capture})
		}
	}
	if slices.ContainsFunc(list, func(w *way) bool { return w.name != "" }) {
		list = slices.DeleteFunc(list, func(w *way) bool { return w.name == "" })
	}
	return list
}

// claims returns what s says of the attributes of the way called name.
// The one way of a side without profiles speaks of all the ways of the other,
// but does not bring into one an attribute that the other has elsewhere only.
func (s *side) claims(name string, other *side) []*claim {
	if s == nil {
		return nil
	}
	for _, w := range s.ways {
		switch {
		case w.name == name:
			return w.claims
		case w.name == "":
			elsewhere := other.elsewhere(name)
			return slices.DeleteFunc(slices.Clone(w.claims), func(c *claim) bool { return elsewhere[c.key] })
		}
	}
	return nil
}

// elsewhere returns the keys that s has in some way of connecting, but not in the one called name.
func (s *side) elsewhere(name string) map[string]bool {
	keys := make(map[string]bool)
	if s == nil {
		return keys
	}
	for _, w := range s.ways {
		for _, c := range w.claims {
			keys[c.key] = true
		}
	}
	for _, w := range s.ways {
		for _, c := range w.claims {
			if w.name == name {
				delete(keys, c.key)
			}
		}
	}
	return keys
}

func byKey(claims []*claim) map[string]*claim {
	m := make(map[string]*claim, len(claims))
	for _, c := range claims {
		m[c.key] = c
	}
	return m
}

// keys returns the keys of the claims, those of first before those of second.
func keys(first, second []*claim) []string {
	var list []string
	seen := make(map[string]bool)
	for _, c := range slices.Concat(first, second) {
		if !seen[c.key] {
			seen[c.key] = true
			list = append(list, c.key)
		}
	}
	return list
}

// attribute returns what the document and the capture say together. Either may be nil.
// A kind that a correction gives, or nil, goes before theirs.
func attribute(said, seen *claim, kind *Kind, found *spec.Findings) *Attribute {
	a := new(Attribute)
	if said != nil {
		a.fill(said, Documented)
		if said.conflict.Set && seen == nil {
			found.Warnf(said.conflict.At, ruleConflictingRequirement, "the documentation contradicts itself on whether %s is required (%s); it is taken as not required", said.key, said.conflict.Value)
		}
	}
	if seen != nil {
		a.fill(seen, Captured)
	}
	if said != nil && seen != nil && kind == nil {
		compare(said, seen, found)
	}
	if kind != nil {
		a.Kind = *kind
	}
	if a.Kind == Enumeration && len(a.Values) == 0 {
		found.Errorf(a.At, ruleContradictingKind, "%s cannot be an enumeration: no input lists its values", a.Key)
	}
	if a.Kind != Enumeration {
		a.Values, a.Open = nil, false
	}
	return a
}

// fill takes over what c says. A capture is filled in after the document:
// it wins on what it says, and leaves what it does not speak of.
func (a *Attribute) fill(c *claim, source Source) {
	a.At, a.Key = c.at, c.key
	a.Source |= source
	a.Required = c.required
	a.Sensitive = a.Sensitive || c.sensitive
	a.Deprecated = a.Deprecated || c.deprecated
	if c.label != "" {
		a.Label = c.label
	}
	if a.Description == "" && c.description != c.label {
		a.Description = c.description
	}
	if source == Documented {
		a.ReplacedBy, a.Default = c.replacedBy, c.defaultValue
	}
	if c.kind != String || source == Documented {
		a.Kind, a.Values, a.Open = c.kind, texts(c.values), c.open
	}
}

// compare reports where the document and the capture disagree.
func compare(said, seen *claim, found *spec.Findings) {
	if said.kind == Boolean != (seen.kind == Boolean) || said.kind == Enumeration && !said.open && seen.kind == String {
		found.Errorf(seen.at, ruleContradictingKind, "%s is captured as %s and documented as %s (%s:%d); settle it with a correction that sets its kind",
			seen.key, kindWords[seen.kind], kindWords[said.kind], said.at.File, said.at.Line)
	}
	if said.required != seen.required {
		found.Warnf(said.at, ruleContradictingRequired, "%s is documented as %s and captured as %s; the capture wins",
			said.key, requirement(said.required), requirement(seen.required))
	}
}

// kindWords are the kinds in a sentence. Nothing writes to it.
var kindWords = [...]string{String: "a string", Boolean: "a boolean", Enumeration: "an enumeration"}

func requirement(required bool) string {
	if required {
		return "required"
	}
	return "optional"
}

// latchSecrets makes an attribute secret in every way of connecting if it is in
// one, or if its key looks like that of a secret.
func latchSecrets(list []*way, found *spec.Findings) {
	secret := make(map[string]bool)
	for _, w := range list {
		for _, a := range w.attributes {
			secret[a.Key] = secret[a.Key] || a.Sensitive
		}
	}
	for _, w := range list {
		for _, a := range w.attributes {
			if !a.Sensitive {
				latch(a, secret[a.Key], found)
			}
			if a.Sensitive {
				checkSecret(a, found)
			}
		}
	}
}

func latch(a *Attribute, elsewhere bool, found *spec.Findings) {
	switch {
	case elsewhere:
		found.Warnf(a.At, ruleSecretElsewhere, "%s is sensitive in another profile; it is taken as sensitive in all of them", a.Key)
	case a.Kind == String && LooksSecret(a.Key):
		found.Warnf(a.At, ruleSecretLooking, "%s looks like a secret and is not marked as sensitive; it is taken as sensitive", a.Key)
	default:
		return
	}
	a.Sensitive = true
}

// checkSecret refuses a secret that is no text, and takes away its default and
// its values: one of them may be the secret.
func checkSecret(a *Attribute, found *spec.Findings) {
	a.Default = ""
	switch a.Kind {
	case Boolean:
		found.Errorf(a.At, ruleSensitiveBoolean, "%s is sensitive and a boolean, which cannot be kept secret; set its kind to string with a correction", a.Key)
	case Enumeration:
		found.Warnf(a.At, ruleSensitiveEnumeration, "%s is sensitive; its possible values are left out, since one of them is the secret", a.Key)
		a.Kind, a.Values, a.Open = String, nil, false
	}
}

// secretWords end the keys of secrets. Nothing writes to it.
var secretWords = []string{"secret", "password", "passphrase", "token", "credential", "api key", "private key"}

// LooksSecret reports whether the last word of key is that of a secret (or its last two).
func LooksSecret(key string) bool {
	words := " " + strings.Join(naming.Words(key), " ")
	return slices.ContainsFunc(secretWords, func(w string) bool { return strings.HasSuffix(words, " "+w) })
}

func texts(values []spec.Text) []string {
	var list []string
	seen := make(map[string]bool)
	for _, v := range values {
		if !seen[v.Value] {
			seen[v.Value] = true
			list = append(list, v.Value)
		}
	}
	return list
}
