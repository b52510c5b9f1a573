package model

import (
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// members are the names that every Configuration has, and declared those that
// every package of a connector declares.
var (
	members  = []string{"Clone", "Encode", "Extra", "Format", "MarshalJSON", "MarshalYAML", "Profile", "Secrets", "StoreType", "String", "UnmarshalJSON", "UnmarshalYAML", "Validate"}
	declared = []string{"Configuration", "From", "Metadata", "OtherProfile", "Profile", "StoreType"}
)

// A scope is a set of Go names that must differ.
type scope struct {
	what  string // such as "Configuration"
	taken map[string]string
	found *spec.Findings
	words scopeWords
}

// scopeWords are what findings about a scope say.
type scopeWords struct {
	ownName string // what a name stands for that the generator declares itself
	nameIt  string // what to do about a name that is no identifier
	rename  string // what to do about a name that is taken
}

// Names of connectors are corrected by corrections, those of the client in the document.
var (
	ofConnector = scopeWords{"something that every connector has", "give it a name with a correction", "give it another name with a correction"}
	ofClient    = scopeWords{"a part of the client that no document changes", "rename it in the document", "rename one of them in the document"}
)

// newScope returns a scope that has the names of its own already.
func newScope(words scopeWords, what string, found *spec.Findings, own ...string) *scope {
	s := &scope{what: what, taken: make(map[string]string), found: found, words: words}
	for _, n := range own {
		s.taken[n] = words.ownName
	}
	return s
}

// take adds a name, or reports why it cannot be used. what is the thing with the
// name, which the inputs have at the place.
func (s *scope) take(name, what string, at spec.Place) {
	switch other, taken := s.taken[name]; {
	case !naming.IsExported(name):
		s.found.Report(ruleGoName, at, "%s makes no exported Go identifier (%q); %s", what, name, s.words.nameIt)
	case taken:
		s.found.Report(ruleNameClash, at, "%s would be called %s in %s, and so is %s; %s", what, name, s.what, other, s.words.rename)
	default:
		s.taken[name] = what
	}
}

// name decides all Go names of c.
func name(c *Connector, fix *fixes, found *spec.Findings) {
	pkg := newScope(ofConnector, "the package "+c.Package, found, declared...)
	fields := newScope(ofConnector, "Configuration", found, members...)
	nameFields(c.Fields, fix, "", fields)
	if s := c.Selector; s != nil {
		s.Name = fix.nameOr("", s.Key, "", naming.Exported(s.Key))
		s.Enum = &Enum{Name: s.Name, Key: s.Key, Open: s.Open, at: s.At}
		pkg.take(s.Name, "the attribute "+s.Key, s.At)
		newScope(ofConnector, "OtherProfile", found, "Name").take(s.Name, "the attribute "+s.Key, s.At)
	}
	for _, p := range c.Profiles {
		p.Name = fix.nameOr(p.Title, "", "", naming.Exported(p.Title))
		pkg.take(p.Name, "the profile "+strconv.Quote(p.Title), p.At)
		nameFields(p.Fields, fix, p.Title, newScope(ofConnector, p.Name, found, c.Selector.Name))
	}
	nameEnums(c, pkg, found)
	nameValues(c, fix, pkg)
	nameConstants(c, pkg)
}

func nameFields(list []*Attribute, fix *fixes, profile string, fields *scope) {
	for _, a := range list {
		a.Name = fix.nameOr(profile, a.Key, "", naming.Exported(a.Key))
		fields.take(a.Name, "the attribute "+a.Key, a.At)
	}
}

// nameEnums declares a type for each enumeration. Profiles that list the same
// values share it; where they do not, the type is named after the profile too.
func nameEnums(c *Connector, pkg *scope, found *spec.Findings) {
	for _, a := range c.Fields {
		c.declare(a, a.Name, pkg)
	}
	differ := make(map[string]bool)
	first := make(map[string]*Attribute)
	for _, p := range c.Profiles {
		for _, a := range p.Fields {
			if a.Kind != KindEnumeration {
				continue
			}
			if first[a.Key] == nil {
				first[a.Key] = a
			}
			differ[a.Key] = differ[a.Key] || !slices.Equal(first[a.Key].Values, a.Values) || first[a.Key].Open != a.Open
		}
	}
	for _, p := range c.Profiles {
		for _, a := range p.Fields {
			switch {
			case a.Kind == KindEnumeration && differ[a.Key]:
				found.Report(ruleDifferingValues, a.At, "%s lists other values in another profile; it has a type of its own in each", a.Key)
				c.declare(a, p.Name+a.Name, pkg)
			case a.Kind == KindEnumeration && first[a.Key] != a:
				a.Enum = first[a.Key].Enum
			default:
				c.declare(a, a.Name, pkg)
			}
		}
	}
}

// declare declares the type of a if it is an enumeration.
func (c *Connector) declare(a *Attribute, name string, pkg *scope) {
	if a.Kind != KindEnumeration {
		return
	}
	a.Enum = &Enum{Name: name, Key: a.Key, Open: a.Open, at: a.At}
	for _, v := range a.Values {
		a.Enum.Values = append(a.Enum.Values, &Value{Value: v})
	}
	c.Enums = append(c.Enums, a.Enum)
	pkg.take(name, "the type of "+a.Key, a.At)
}

// nameValues assigns a constant name to each value of an enumeration whose name
// is a valid and unused identifier. The others are used as strings.
func nameValues(c *Connector, fix *fixes, pkg *scope) {
	enums := c.Enums
	if s := c.Selector; s != nil {
		for _, v := range s.Values {
			value := &Value{Value: v}
			s.Enum.Values = append(s.Enum.Values, value)
			if i := slices.IndexFunc(c.Profiles, func(p *Profile) bool { return p.Title == v }); i >= 0 {
				c.Profiles[i].Value = value
			}
		}
		enums = append([]*Enum{s.Enum}, enums...)
	}
	var list []*constant
	for _, e := range enums {
		for _, v := range e.Values {
			usual := naming.Exported(v.Value)
			if usual != "" {
				usual = e.Name + usual
			}
			if c := fix.name("", e.Key, v.Value); c != nil && !naming.IsExported(c.Name.Value) {
				pkg.found.Report(ruleGoName, c.Name.At, "%q is no exported Go identifier of ASCII letters and digits, which a constant needs", c.Name.Value)
			}
			list = append(list, &constant{fix.nameOr("", e.Key, v.Value, usual), &v.Name, e.at})
		}
	}
	grant(list, pkg)
}

// nameConstants assigns a constant name to each user and group attribute, as
// nameValues does to values.
func nameConstants(c *Connector, pkg *scope) {
	if c.Metadata.Capture == nil {
		return
	}
	var list []*constant
	add := func(prefix string, attributes []*spec.UserAttribute) {
		for _, a := range attributes {
			if usual := naming.Exported(a.Key); usual != "" {
				x := &Constant{Value: a.Key}
				c.Constants = append(c.Constants, x)
				list = append(list, &constant{prefix + usual, &x.Name, a.At})
			}
		}
	}
	add("User", c.Metadata.Capture.UserAttributes)
	add("Group", c.Metadata.Capture.GroupAttributes)
	grant(list, pkg)
	c.Constants = slices.DeleteFunc(c.Constants, func(x *Constant) bool { return x.Name == "" })
}

// A constant is a name that is wanted for a constant.
type constant struct {
	name string
	into *string
	at   spec.Place // of what it stands for
}

// grant gives each constant its name. A name that is no identifier is left out; a
// name that several constants want, or that is taken, is left out with a warning.
// What has no constant is used as a string.
func grant(list []*constant, pkg *scope) {
	wanting := make(map[string][]*constant)
	for _, c := range list {
		wanting[c.name] = append(wanting[c.name], c)
	}
	for _, c := range list {
		group := wanting[c.name]
		other, taken := pkg.taken[c.name]
		switch {
		case c != group[0] || !naming.IsExported(c.name):
		case taken:
			pkg.found.Report(ruleConstantClash, c.at, "a value would be the constant %s, and so is %s; it has no constant and is used as a string", c.name, other)
		case len(group) > 1:
			pkg.found.Report(ruleConstantClash, c.at, "%d values would be the constant %s; none has it, and they are used as strings", len(group), c.name)
		default:
			*c.into = c.name
			pkg.taken[c.name] = "a constant"
		}
	}
}
