package model

import (
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// members are the names that every Configuration has of its own, and
// declared those that every package of a connector declares. Nothing writes to them.
var (
	members  = []string{"Encode", "Extra", "Format", "MarshalJSON", "Profile", "Secrets", "StoreType", "String", "UnmarshalJSON", "Validate"}
	declared = []string{"Configuration", "From", "Metadata", "OtherProfile", "Profile", "StoreType"}
)

// A scope is a set of names that must differ.
type scope struct {
	what  string // such as "Configuration"
	taken map[string]string
	found *spec.Findings
}

func newScope(what string, found *spec.Findings, own ...string) *scope {
	s := &scope{what: what, taken: make(map[string]string), found: found}
	for _, n := range own {
		s.taken[n] = generators
	}
	return s
}

// generators is what a name stands for that the generator declares itself.
const generators = "something that every connector has"

// take takes name for what stands at at, or reports why it cannot be had.
func (s *scope) take(name, what string, at spec.Place) {
	switch other, taken := s.taken[name]; {
	case !naming.IsExported(name):
		s.found.Errorf(at, ruleGoName, "%s makes no exported Go identifier (%q); give it a name with a correction", what, name)
	case taken:
		s.found.Errorf(at, ruleNameClash, "%s would be called %s in %s, and so is %s; give it another name with a correction", what, name, s.what, other)
	default:
		s.taken[name] = what
	}
}

// name decides all the Go names of c.
func name(c *Connector, fix *fixes, found *spec.Findings) {
	pkg := newScope("the package "+c.Package, found, declared...)
	fields := newScope("Configuration", found, members...)
	nameFields(c.Fields, fix, "", fields)
	if s := c.Selector; s != nil {
		s.Name = fix.nameOr("", s.Key, "", naming.Exported(s.Key))
		s.Enum = &Enum{Name: s.Name, Key: s.Key, Open: s.Open, at: s.At}
		pkg.take(s.Name, "the attribute "+s.Key, s.At)
		newScope("OtherProfile", found, "Name").take(s.Name, "the attribute "+s.Key, s.At)
	}
	for _, p := range c.Profiles {
		p.Name = fix.nameOr(p.Title, "", "", naming.Exported(p.Title))
		pkg.take(p.Name, "the profile "+strconv.Quote(p.Title), p.At)
		nameFields(p.Fields, fix, p.Title, newScope(p.Name, found, c.Selector.Name))
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
				found.Warnf(a.At, ruleDifferingValues, "%s lists other values in another profile; it has a type of its own in each", a.Key)
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

// nameValues gives a constant to every value of an enumeration whose name is
// one and is not taken. The others are used as strings.
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
				pkg.found.Errorf(c.Name.At, ruleGoName, "%q is no exported Go identifier of ASCII letters and digits, which a constant needs", c.Name.Value)
			}
			list = append(list, &constant{fix.nameOr("", e.Key, v.Value, usual), &v.Name, e.at})
		}
	}
	grant(list, pkg)
}

// nameConstants gives a constant to every attribute of the target, as nameValues does.
func nameConstants(c *Connector, pkg *scope) {
	if c.Metadata.Capture == nil {
		return
	}
	var list []*constant
	add := func(prefix string, attributes []*UserAttribute) {
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

// grant gives the names that are identifiers, that only one wants and that are
// not taken. A name that more than one wants, or that is taken, is a warning:
// what it stands for is used as a string.
func grant(list []*constant, pkg *scope) {
	wanted := make(map[string]int)
	for _, c := range list {
		wanted[c.name]++
	}
	for _, c := range list {
		other, taken := pkg.taken[c.name]
		switch n := wanted[c.name]; {
		case n == 0 || !naming.IsExported(c.name):
		case taken:
			pkg.found.Warnf(c.at, ruleConstantClash, "a value would be the constant %s, and so is %s; it has no constant and is used as a string", c.name, other)
		case n > 1:
			pkg.found.Warnf(c.at, ruleConstantClash, "%d values would be the constant %s; none has it, and they are used as strings", n, c.name)
		case n == 1:
			*c.into = c.name
		}
		if taken || wanted[c.name] > 1 {
			wanted[c.name] = 0 // it has been said
		}
	}
	for _, c := range list {
		if *c.into != "" {
			pkg.taken[c.name] = "a constant"
		}
	}
}
