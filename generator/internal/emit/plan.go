package emit

import (
	"path"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// Plan returns what each file for m is to declare at the top level, by path: a
// method as Type.Method, the rest by its name. It follows from the names of the
// model, and not from what is emitted, so that each can be held to the other.
// Fixed code is not in it.
func Plan(m *model.Model) map[string][]string {
	plan := map[string][]string{"catalog/catalog.go": {"StoreTypes", "Metadata", "Decode"}}
	for _, c := range m.Connectors {
		dir := path.Join("connector", c.Package)
		plan[path.Join(dir, typesFileName(c))] = typeNames(c)
		plan[path.Join(dir, "codec.go")] = codecNamesOf(c)
		plan[path.Join(dir, "metadata.go")] = []string{"Metadata"}
	}
	if m.API != nil {
		plan[testServerFolder+"/document.go"] = []string{"document", "capture"}
		addClient(plan, m.API)
	}
	return plan
}

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
	names := methodNames("Configuration", "StoreType Validate Encode MarshalJSON String Format UnmarshalJSON decode Secrets")
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
	return append(names, "profiles", "decodeProfile")
}

func methodNames(on, methods string) []string {
	var names []string
	for _, m := range strings.Fields(methods) {
		names = append(names, on+"."+m)
	}
	return names
}

// addClient adds the files of the client package that are not fixed.
func addClient(plan map[string][]string, api *model.API) {
	add := func(file string, names ...string) {
		plan["propagation/"+file] = append(plan["propagation/"+file], names...)
	}
	for _, op := range api.Operations {
		add("operations.go", "Client."+op.Name)
		if len(op.Options) > 0 {
			add("operations.go", op.Name+"Params")
		}
	}
	for _, t := range api.Types {
		add("types.go", t.Name)
		if t.Enum != nil {
			add("types.go", valueNames(t.Enum)...)
		}
		if t.Lossless {
			add("codec.go", methodNames(t.Name, "MarshalJSON UnmarshalJSON members")...)
		}
	}
}
