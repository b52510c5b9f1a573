package emit

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// The names that files declare follow from the names of the model, and not from
// what is emitted, so that verify can hold each to the other.

// typeNames are the names in the file that has the types of a connector.
func typeNames(c *model.Connector) []string {
	names := []string{"StoreType", "Configuration", "From"}
	enums := c.Enums
	if c.Selector != nil {
		names = append(names, "Profile", "OtherProfile")
		enums = append([]*model.Enum{c.Selector.Enum}, enums...)
	}
	for _, p := range c.Profiles {
		names = append(names, p.Name)
	}
	for _, e := range enums {
		names = append(names, e.Name, e.Name+".Known")
		names = append(names, valueNames(e)...)
	}
	for _, x := range c.Constants {
		names = append(names, x.Name)
	}
	return names
}

// valueNames are the constants of an enumeration.
func valueNames(e *model.Enum) []string {
	var names []string
	for _, v := range e.Values {
		if v.Name != "" {
			names = append(names, v.Name)
		}
	}
	return names
}

// codecNamesOf are the names in the file that checks, writes and reads a connector's types.
func codecNamesOf(c *model.Connector) []string {
	names := methodNames("Configuration", "StoreType Validate Encode MarshalJSON String Format UnmarshalJSON decode decodeMember checkExtra Secrets Clone MarshalYAML UnmarshalYAML")
	names = append(names, "keys")
	if len(c.Checks) > 0 {
		names = append(names, "checks", "checkSet")
	}
	if c.Selector == nil {
		return names
	}
	for _, p := range withOther(c) {
		names = append(names, methodNames(p.Name, c.Selector.Name+" check encode secrets")...)
		if len(p.Fields) > 0 {
			names = append(names, p.Name+".decode")
		}
	}
	return append(names, "decodeProfile")
}

func methodNames(on, methods string) []string {
	var names []string
	for _, m := range strings.Fields(methods) {
		names = append(names, on+"."+m)
	}
	return names
}

// operationNames are the names in the file of the client's methods.
func operationNames(api *model.API) []string {
	var names []string
	for _, op := range api.Operations {
		names = append(names, "Client."+op.Name)
		if len(op.Options) > 0 {
			names = append(names, op.Params)
		}
	}
	return names
}

// clientTypeNames are the names in the file of the client's types.
func clientTypeNames(api *model.API) []string {
	var names []string
	for _, t := range api.Types {
		names = append(names, t.Name)
		if t.Enum != nil {
			names = append(names, valueNames(t.Enum)...)
		}
	}
	return names
}

// clientCodecNames are the names in the file that reads and writes the client's types.
func clientCodecNames(api *model.API) []string {
	var names []string
	for _, t := range api.Types {
		if t.Enum == nil {
			names = append(names, methodNames(t.Name, "MarshalJSON UnmarshalJSON members")...)
		}
	}
	return names
}
