// Package names has the names that the files of a tree declare. They follow from
// the names of the model, and not from what is emitted, so that verify can hold each
// to the other.
package names

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// Types are the names in the file that has the types of a connector.
func Types(c *model.Connector) []string {
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

// Codec are the names in the file that checks, writes and reads a connector's types.
func Codec(c *model.Connector) []string {
	names := methodNames("Configuration", "StoreType Validate Encode MarshalJSON String Format UnmarshalJSON decode decodeMember checkExtra Secrets Clone MarshalYAML UnmarshalYAML")
	names = append(names, "keys")
	if len(c.Checks) > 0 {
		names = append(names, "checks", "checkSet")
	}
	if c.Selector == nil {
		return names
	}
	for _, p := range withOther(c.Profiles) {
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

// Operations are the names in the file of the client's methods.
func Operations(api *model.API) []string {
	var names []string
	for _, op := range api.Operations {
		names = append(names, "Client."+op.Name)
		if len(op.Options) > 0 {
			names = append(names, op.Params)
		}
	}
	for _, f := range api.Failures {
		names = append(names, f.Name)
	}
	return names
}

// ClientTypes are the names in the file of the client's types.
func ClientTypes(api *model.API) []string {
	var names []string
	for _, t := range api.Types {
		names = append(names, t.Name)
		if t.Enum != nil {
			names = append(names, valueNames(t.Enum)...)
		}
		if t.Union != nil && t.Union.Interface != "" {
			names = append(names, t.Union.Interface)
		}
	}
	return names
}

// ClientCodec are the names in the file that reads and writes the client's types.
func ClientCodec(api *model.API) []string {
	var names []string
	for _, t := range api.Types {
		if t.Enum == nil {
			names = append(names, methodNames(t.Name, "MarshalJSON UnmarshalJSON MarshalYAML UnmarshalYAML members")...)
		}
		if t.Union != nil {
			names = append(names, unionNames(t)...)
		}
	}
	return names
}

// unionNames are the names of the methods that a union and its branches have for it.
func unionNames(t *model.Type) []string {
	if t.Union.Interface == "" {
		var names []string
		for _, b := range t.Union.Branches {
			names = append(names, methodNames(t.Name, "As"+b.Name+" From"+b.Name)...)
		}
		return names
	}
	names := []string{t.Name + ".choose", t.Union.Other.Name + ".is" + t.Name}
	for _, b := range t.Union.Distinct() {
		names = append(names, b.Data.Type.Name+".is"+t.Name)
	}
	return names
}

// withOther returns the profiles and, as one without fields, OtherProfile.
func withOther(profiles []*model.Profile) []*model.Profile {
	return append(profiles[:len(profiles):len(profiles)], &model.Profile{Name: "OtherProfile"})
}
