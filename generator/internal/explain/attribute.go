package explain

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// An aspect is a kind of fact about an attribute. Its functions return nil if
// there is nothing to say.
type aspect struct {
	name      string
	of        func(*model.Attribute) any
	stated    func(*model.Statement) (any, spec.Place)
	corrected func(*spec.Correction) any
}

// aspects are in the order of an explanation.
var aspects = []aspect{
	{
		"description",
		func(a *model.Attribute) any { return some(a.Description) },
		func(s *model.Statement) (any, spec.Place) { return some(ownWords(s)), s.At },
		nil,
	},
	{
		"label",
		func(a *model.Attribute) any { return some(a.Label) },
		func(s *model.Statement) (any, spec.Place) { return some(s.Label), s.At },
		nil,
	},
	{
		"kind",
		func(a *model.Attribute) any { return a.Kind.String() },
		func(s *model.Statement) (any, spec.Place) { return s.Kind.String(), s.KindAt },
		func(c *spec.Correction) any { return some(c.Kind.Value) },
	},
	{
		"required",
		func(a *model.Attribute) any { return a.Required },
		func(s *model.Statement) (any, spec.Place) { return s.Required, s.RequiredAt },
		func(c *spec.Correction) any { return flag(c.Required) },
	},
	{
		"sensitive",
		func(a *model.Attribute) any { return a.Sensitive },
		func(s *model.Statement) (any, spec.Place) { return s.Sensitive, s.SensitiveAt },
		func(c *spec.Correction) any { return flag(c.Sensitive) },
	},
	{
		"values",
		func(a *model.Attribute) any { return list(a.Values) },
		func(s *model.Statement) (any, spec.Place) { return list(texts(s.Values)), valuesAt(s) },
		nil,
	},
	{
		"other values",
		func(a *model.Attribute) any { return ifEnumeration(a.Kind, a.Open) },
		func(s *model.Statement) (any, spec.Place) {
			return ifEnumeration(s.Kind, s.Open), valuesAt(s)
		},
		nil,
	},
	{
		"default",
		func(a *model.Attribute) any { return some(a.Default) },
		func(s *model.Statement) (any, spec.Place) { return some(s.Default), s.At },
		nil,
	},
	{
		"read-only",
		func(a *model.Attribute) any { return some(a.ReadOnly) },
		func(s *model.Statement) (any, spec.Place) { return some(s.ReadOnly), s.At },
		nil,
	},
	{
		"deprecated",
		func(a *model.Attribute) any { return a.Deprecated },
		func(s *model.Statement) (any, spec.Place) { return some(s.Deprecated), s.At },
		func(c *spec.Correction) any { return flag(c.Deprecated) },
	},
	{
		"replaced by",
		func(a *model.Attribute) any { return some(a.ReplacedBy) },
		func(s *model.Statement) (any, spec.Place) { return some(s.ReplacedBy), s.At },
		func(c *spec.Correction) any { return some(c.ReplacedBy.Value) },
	},
	{
		"Go name",
		goName,
		func(*model.Statement) (any, spec.Place) { return nil, spec.Place{} },
		func(c *spec.Correction) any { return some(c.Name.Value) },
	},
}

// goName is the name that a correction gives to a, or nil.
func goName(a *model.Attribute) any {
	for _, c := range a.Corrections {
		if c.Name.Set && !c.Value.Set {
			return c.Name.Value
		}
	}
	return nil
}

// An occurrence is an attribute in a profile, which has no name if there is only one.
type occurrence struct {
	profile string
	*model.Attribute
}

// ofAttribute explains the attribute key of c, in all profiles that have it.
func ofAttribute(c *model.Connector, key string) *Explanation {
	var all []occurrence
	for _, p := range c.Metadata.Profiles {
		if a := p.Attribute(key); a != nil {
			all = append(all, occurrence{p.Title, a})
		}
	}
	e := &Explanation{Name: c.StoreType + "." + key, What: "attribute", Go: spellings(c, key)}
	for i := range aspects {
		e.Facts = append(e.Facts, aspects[i].facts(all)...)
	}
	e.Facts = append(e.Facts, where(c, key, all)...)
	return e
}

// facts returns one fact for each value that the profiles have of the aspect: one
// in all if it is the same in every profile.
func (x *aspect) facts(all []occurrence) []Fact {
	var facts []Fact
	for _, o := range all {
		value := x.of(o.Attribute)
		if value == nil {
			continue
		}
		i := slices.IndexFunc(facts, func(f Fact) bool { return reflect.DeepEqual(f.Value, value) })
		if i < 0 {
			i = len(facts)
			facts = append(facts, Fact{Name: x.name, Value: value, Origins: []Origin{}})
		}
		facts[i].Profiles = append(facts[i].Profiles, o.profile)
		facts[i].add(x.origins(o, all))
	}
	if len(facts) == 1 && len(facts[0].Profiles) == len(all) {
		facts[0].Profiles = nil
	}
	for _, f := range facts {
		slices.SortStableFunc(f.Origins, byBelief)
	}
	return facts
}

// byBelief sorts origins: those that agree with the fact first, and among them a
// correction, a capture, the document and a rule in this order.
func byBelief(a, b Origin) int {
	rank := func(o Origin) int {
		r := slices.Index([]string{correction, capture, document, rule}, o.Source)
		if o.Says != nil {
			r += 4 // as many as there are sources
		}
		return r
	}
	return cmp.Compare(rank(a), rank(b))
}

// add adds origins that f does not have yet: several profiles have the same part
// of the document.
func (f *Fact) add(origins []Origin) {
	for _, o := range origins {
		if reflect.DeepEqual(o.Says, f.Value) {
			o.Says = nil
		}
		if !slices.ContainsFunc(f.Origins, func(x Origin) bool { return reflect.DeepEqual(x, o) }) {
			f.Origins = append(f.Origins, o)
		}
	}
}

// origins returns the corrections and the statements about o.
func (x *aspect) origins(o occurrence, all []occurrence) []Origin {
	var list []Origin
	for _, c := range o.Corrections {
		if x.corrected == nil || x.corrected(c) == nil {
			continue
		}
		origin := at(correction, c.At)
		origin.Says, origin.Reason, origin.Reference = x.corrected(c), c.Reason.Value, c.Source.Value
		list = append(list, origin)
	}
	for _, s := range o.Statements() {
		says, place := x.stated(s)
		if says == nil {
			continue
		}
		origin := at(sourceName(s.Source), place)
		origin.Says = says
		if x.name == "required" {
			origin.Reason = s.Conflict.Value
		}
		list = append(list, origin)
	}
	switch x.name {
	case "sensitive":
		list = append(list, latched(o, all)...)
	case "required":
		list = append(list, disputed(o, list)...)
	}
	return list
}

// disputed returns the rule that makes o optional because the inputs differ, unless
// one of the origins says why already.
func disputed(o occurrence, origins []Origin) []Origin {
	if o.Dispute == "" || slices.ContainsFunc(origins, func(x Origin) bool { return x.Reason == o.Dispute }) {
		return nil
	}
	return []Origin{{Source: rule, Says: false, Reason: "a correction may settle it: " + o.Dispute}}
}

// latched returns the rule that makes o sensitive, if no input says that it is in
// any profile. What is sensitive in one profile is sensitive in all.
func latched(o occurrence, all []occurrence) []Origin {
	stated := slices.ContainsFunc(all, func(x occurrence) bool {
		return slices.ContainsFunc(x.Statements(), func(s *model.Statement) bool { return s.Sensitive }) ||
			slices.ContainsFunc(x.Corrections, func(c *spec.Correction) bool { return c.Sensitive.Set })
	})
	if !o.Sensitive || stated {
		return nil
	}
	return []Origin{{Source: rule, Says: true, Reason: "the key looks like that of a secret"}}
}

// where returns the profiles that have the attribute, and the capture.
func where(c *model.Connector, key string, all []occurrence) []Fact {
	var facts []Fact
	if c.Selector != nil {
		var names []string
		for _, o := range all {
			names = append(names, o.profile)
		}
		facts = append(facts, Fact{Name: "profiles", Value: names, Origins: []Origin{}})
		if key == c.Selector.Key {
			facts = append(facts, Fact{Name: "selects", Value: "the profile", Origins: []Origin{}})
		}
	}
	return append(facts, captured(c)...)
}

// captured returns the capture, if there is one.
func captured(c *model.Connector) []Fact {
	if c.Metadata.Capture == nil {
		return nil
	}
	file := spec.Place{File: c.Metadata.Capture.At.File}
	return []Fact{{Name: "capture", Value: c.Metadata.Digest, Origins: []Origin{at(capture, file)}}}
}

func sourceName(s model.Source) string {
	if s == model.Captured {
		return capture
	}
	return document
}

// ownWords returns the description of s, or "" if it only repeats the label.
func ownWords(s *model.Statement) string {
	if s.Description == s.Label {
		return ""
	}
	return s.Description
}

// some returns v, or nil if it is zero.
func some[T comparable](v T) any {
	if v == *new(T) {
		return nil
	}
	return v
}

func flag(f spec.Flag) any {
	if !f.Set {
		return nil
	}
	return f.Value
}

func ifEnumeration(k model.Kind, b bool) any {
	if k != model.KindEnumeration {
		return nil
	}
	return b
}

func list(values []string) any {
	if len(values) == 0 {
		return nil
	}
	return values
}

func texts(values []spec.Text) []string {
	var list []string
	for _, v := range values {
		list = append(list, v.Value)
	}
	return list
}

// valuesAt returns the place of the first value of s, or of s if it lists none.
func valuesAt(s *model.Statement) spec.Place {
	if len(s.Values) == 0 {
		return s.At
	}
	return s.Values[0].At
}
