package model

import (
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// members are the names that every Configuration has, and declared those that
// every package of a connector declares.
var (
	members  = []string{"Clone", "Encode", "Extra", "Format", "MarshalJSON", "MarshalYAML", "Profile", "Secrets", "StoreType", "String", "UnmarshalJSON", "UnmarshalYAML", "Validate"}
	declared = []string{"Configuration", "From", "Metadata", "OtherProfile", "Profile", "StoreType"}
)

// name decides all names of c, in Go and in Terraform.
func name(c *Connector, fix *fixes, found *spec.Findings) {
	pkg := api.NewScope(api.OfConnector, "the package "+c.Package, found, declared...)
	fields := api.NewScope(api.OfConnector, "Configuration", found, members...)
	c.Terraform = fix.terraformOr("", "", naming.Snake(c.StoreType))
	nameFields(c.Fields, fix, "", fields)
	if s := c.Selector; s != nil {
		s.Name = fix.nameOr("", s.Key, "", naming.Exported(s.Key))
		s.Enum = &Enum{Name: s.Name, Key: s.Key, Open: s.Open, At: s.At}
		pkg.Take(s.Name, "the attribute "+s.Key, s.At)
		api.NewScope(api.OfConnector, "OtherProfile", found, "Name").Take(s.Name, "the attribute "+s.Key, s.At)
	}
	for _, p := range c.Profiles {
		p.Name = fix.nameOr(p.Title, "", "", naming.Exported(p.Title))
		p.Block = fix.terraformOr(p.Title, "", naming.Snake(p.Title))
		pkg.Take(p.Name, "the profile "+strconv.Quote(p.Title), p.At)
		nameFields(p.Fields, fix, p.Title, api.NewScope(api.OfConnector, p.Name, found, c.Selector.Name))
	}
	nameEnums(c, pkg, found)
	nameValues(c, fix, pkg, found)
	nameConstants(c, pkg)
}

func nameFields(list []*Attribute, fix *fixes, profile string, fields *api.Scope) {
	for _, a := range list {
		a.Name = fix.nameOr(profile, a.Key, "", naming.Exported(a.Key))
		a.Terraform = fix.terraformOr(profile, a.Key, naming.Snake(a.Key))
		fields.Take(a.Name, "the attribute "+a.Key, a.At)
	}
}

// nameEnums declares a type for each enumeration. Profiles that list the same
// values share it; where they do not, the type is named after the profile too.
func nameEnums(c *Connector, pkg *api.Scope, found *spec.Findings) {
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
func (c *Connector) declare(a *Attribute, name string, pkg *api.Scope) {
	if a.Kind != KindEnumeration {
		return
	}
	a.Enum = &Enum{Name: name, Key: a.Key, Open: a.Open, At: a.At}
	for _, v := range a.Values {
		a.Enum.Values = append(a.Enum.Values, &Value{Value: v})
	}
	c.Enums = append(c.Enums, a.Enum)
	pkg.Take(name, "the type of "+a.Key, a.At)
}

// nameValues assigns a constant name to each value of an enumeration whose name
// is a valid and unused identifier. The others are used as strings.
func nameValues(c *Connector, fix *fixes, pkg *api.Scope, found *spec.Findings) {
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
	var list []*api.Wanted
	for _, e := range enums {
		for _, v := range e.Values {
			usual := naming.Exported(v.Value)
			if usual != "" {
				usual = e.Name + usual
			}
			if c := fix.name("", e.Key, v.Value); c != nil && !naming.IsExported(c.Name.Value) {
				found.Report(api.RuleGoName, c.Name.At, "%q is no exported Go identifier of ASCII letters and digits, which a constant needs", c.Name.Value)
			}
			list = append(list, &api.Wanted{Name: fix.nameOr("", e.Key, v.Value, usual), Into: &v.Name, At: e.At})
		}
	}
	api.Grant(list, pkg)
}

// nameConstants assigns a constant name to each user and group attribute, as
// nameValues does to values.
func nameConstants(c *Connector, pkg *api.Scope) {
	if c.Metadata.Capture == nil {
		return
	}
	var list []*api.Wanted
	add := func(prefix string, attributes []*spec.UserAttribute) {
		for _, a := range attributes {
			if usual := naming.Exported(a.Key); usual != "" {
				x := &Constant{Value: a.Key}
				c.Constants = append(c.Constants, x)
				list = append(list, &api.Wanted{Name: prefix + usual, Into: &x.Name, At: a.At})
			}
		}
	}
	add("User", c.Metadata.Capture.UserAttributes)
	add("Group", c.Metadata.Capture.GroupAttributes)
	api.Grant(list, pkg)
	c.Constants = slices.DeleteFunc(c.Constants, func(x *Constant) bool { return x.Name == "" })
}
