package document

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// An object is an object of the document.
type object = map[string]any

// read returns the document in data.
func read(data []byte) (object, error) {
	n, problems := node.ParseYAML("", data)
	if n == nil {
		return nil, &problems[0]
	}
	var doc object
	err := json.Unmarshal(n.AppendJSON(nil), &doc)
	return doc, err
}

// canonical returns v as JSON with sorted members.
func canonical(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v) // a number that JSON does not have, compared as text
	}
	return string(data)
}

// at returns the object at a path below o, or nil.
func at(o object, path ...string) object {
	for _, name := range path {
		o, _ = o[name].(object)
	}
	return o
}

const schemaPrefix = "#/components/schemas/"

// resolved returns the schema v, or the one that v refers to.
func resolved(schemas object, v any) object {
	o, _ := v.(object)
	for range len(schemas) {
		ref, ok := o["$ref"].(string)
		if !ok {
			break
		}
		o = at(schemas, strings.TrimPrefix(ref, schemaPrefix))
	}
	return o
}

// list returns the list that is the member name of o, or nil.
func list(o object, name string) []any {
	items, _ := o[name].([]any)
	return items
}

// union returns the name of the schema whose branches are the store types, or "".
func union(schemas object) string {
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		s := at(schemas, name)
		if s["discriminator"] == nil {
			continue
		}
		for _, branch := range list(s, "oneOf") {
			if _, has := properties(schemas, branch, "allOf")["configuration"]; has {
				return name
			}
		}
	}
	return ""
}

// properties returns the properties of a schema, and of those that it is made of by
// the keywords.
func properties(schemas object, v any, keywords ...string) object {
	all := make(object)
	var add func(v any, depth int)
	add = func(v any, depth int) {
		s := resolved(schemas, v)
		for _, keyword := range keywords {
			for _, part := range list(s, keyword) {
				if depth < maxDepth {
					add(part, depth+1)
				}
			}
		}
		maps.Copy(all, at(s, "properties"))
	}
	add(v, 0)
	return all
}

// walk calls visit with every object in v.
func walk(v any, visit func(object)) {
	switch v := v.(type) {
	case object:
		visit(v)
		for _, x := range v {
			walk(x, visit)
		}
	case []any:
		for _, x := range v {
			walk(x, visit)
		}
	}
}

// maxDepth limits how deep schemas that are made of others are followed.
const maxDepth = 32

// withoutConnectors returns doc with the schema of a store reduced to what all store
// types share, and without the schemas that are no longer used.
func withoutConnectors(doc object) object {
	schemas := at(doc, "components", "schemas")
	if len(schemas) == 0 {
		return doc
	}
	cut := maps.Clone(schemas)
	if name := union(schemas); name != "" {
		cut[name] = shared(schemas, at(schemas, name))
	}
	components := maps.Clone(at(doc, "components"))
	components["schemas"] = cut
	doc = maps.Clone(doc)
	doc["components"] = components
	prune(doc, cut)
	return doc
}

// shared returns the union of the store types as one object.
func shared(schemas, union object) object {
	s := maps.Clone(union)
	delete(s, "oneOf")
	delete(s, "discriminator")
	parts := common(schemas, list(union, "oneOf"))
	s["allOf"] = append(parts, object{"type": "object", "properties": object{"configuration": object{"type": "object"}}})
	return s
}

// common returns the parts of allOf that are equal in all branches.
func common(schemas object, branches []any) []any {
	var parts []any
	for i, branch := range branches {
		of := list(resolved(schemas, branch), "allOf")
		if i == 0 {
			parts = slices.Clone(of)
			continue
		}
		parts = slices.DeleteFunc(parts, func(p any) bool {
			return !slices.ContainsFunc(of, func(q any) bool { return canonical(p) == canonical(q) })
		})
	}
	return parts
}

// prune deletes the schemas that doc does not use.
func prune(doc, schemas object) {
	used := make(map[string]bool)
	var use func(object)
	use = func(o object) {
		ref, _ := o["$ref"].(string)
		if name, isSchema := strings.CutPrefix(ref, schemaPrefix); isSchema && !used[name] {
			used[name] = true
			walk(schemas[name], use)
		}
	}
	walk(doc["paths"], use)
	for name, part := range at(doc, "components") {
		if name != "schemas" {
			walk(part, use)
		}
	}
	maps.DeleteFunc(schemas, func(name string, _ any) bool { return !used[name] })
}
