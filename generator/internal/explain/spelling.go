package explain

import (
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// spellings returns the Go names of the attribute key: the field of Configuration,
// or the field of each profile that has it.
func spellings(c *model.Connector, key string) []Spelling {
	list := []Spelling{}
	add := func(typ string, fields []*model.Attribute) {
		for _, a := range fields {
			if a.Key == key {
				list = append(list, Spelling{c.Package, typ, a.Name, goType(c, a), constants(a.Enum)})
			}
		}
	}
	if s := c.Selector; s != nil && s.Key == key {
		list = append(list, Spelling{c.Package, "Profile", s.Name + "()", c.Package + "." + s.Enum.Name, constants(s.Enum)})
	}
	add("Configuration", c.Fields)
	for _, p := range c.Profiles {
		add(p.Name, p.Fields)
	}
	return list
}

// goNames returns all Go names of the attribute key: of its field, its type and the
// constants of its values.
func goNames(c *model.Connector, key string) []string {
	var names []string
	for _, s := range spellings(c, key) {
		names = append(names, s.Member)
		for _, x := range s.Constants {
			names = append(names, x.Name)
		}
	}
	if s := c.Selector; s != nil && s.Key == key {
		names = append(names, s.Name)
	}
	for _, e := range c.Enums {
		if e.Key == key {
			names = append(names, e.Name)
		}
	}
	return names
}

// goType returns the type of the field for a.
func goType(c *model.Connector, a *model.Attribute) string {
	if a.Enum != nil {
		return c.Package + "." + a.GoType()
	}
	return a.GoType()
}

// constants returns the constants of e, which may be nil.
func constants(e *model.Enum) []Constant {
	if e == nil {
		return nil
	}
	var list []Constant
	for _, v := range e.Values {
		if v.Name != "" {
			list = append(list, Constant{v.Name, v.Value})
		}
	}
	return list
}

// constant returns the name of the constant for the user or group attribute
// key of c, or "".
func constant(c *model.Connector, prefix, key string) string {
	for _, x := range c.Constants {
		if x.Value == key && len(x.Name) > len(prefix) && x.Name[:len(prefix)] == prefix {
			return x.Name
		}
	}
	return ""
}
