package config

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Apply notes in doc what c says of it. It takes out of found what is about operations
// that are left out, and adds to it what c asks for and doc does not have.
func (c *Config) Apply(doc *spec.Document, found *spec.Findings) {
	a := &applier{c, doc, found}
	a.choose()
	a.setNames()
	a.store()
	a.operations(c.Create, func(o *spec.Operation) { o.Creates = true })
	a.operations(c.Repeat, func(o *spec.Operation) { o.Repeatable = true })
	for _, p := range a.Paging {
		a.operations(p.Operations, func(o *spec.Operation) { o.Paging = &p.Paging })
	}
	a.client()
}

// An applier notes in a document what a configuration says.
type applier struct {
	*Config
	doc   *spec.Document
	found *spec.Findings
}

func (a *applier) refuse(at spec.Place, format string, args ...any) {
	a.found.Report(ruleConfig, at, format, args...)
}

// choose leaves out the operations that are not wanted.
func (a *applier) choose() {
	out := make(map[*spec.Operation]bool)
	for _, o := range a.doc.Operations {
		out[o] = len(a.Include) > 0
	}
	a.operations(a.Include, func(o *spec.Operation) { out[o] = false })
	a.operations(a.Exclude, func(o *spec.Operation) { out[o] = true })
	var places []spec.Place
	a.doc.Operations = slices.DeleteFunc(a.doc.Operations, func(o *spec.Operation) bool {
		if out[o] {
			places = append(places, o.At)
		}
		return out[o]
	})
	if len(places) == 0 {
		return
	}
	a.found.Drop(func(f spec.Finding) bool {
		return slices.ContainsFunc(places, func(p spec.Place) bool { return within(p, f.Place) })
	})
}

// within reports whether the place in lies in p.
func within(p, in spec.Place) bool {
	rest, ok := strings.CutPrefix(in.Path, p.Path)
	return ok && in.File == p.File && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// operations does something with each operation that a pattern is about. A pattern of
// none is an error: it is misspelt, or the document has changed.
func (a *applier) operations(patterns []spec.Text, do func(*spec.Operation)) {
	for _, p := range patterns {
		matched := false
		for _, o := range a.doc.Operations {
			if matches(p.Value, o) {
				matched = true
				do(o)
			}
		}
		if !matched {
			a.refuse(p.At, "no operation of the document is meant by this; write an operationId such as %s, a method and a path such as %q, or \"tag\" and a tag; a * stands for any text", a.anyID(), "GET /pets/*")
		}
	}
}

// anyID returns the id of some operation.
func (a *applier) anyID() string {
	if len(a.doc.Operations) == 0 {
		return "listPets"
	}
	return a.doc.Operations[0].ID
}

// matches reports whether pattern is about o.
func matches(pattern string, o *spec.Operation) bool {
	first, rest, two := strings.Cut(pattern, " ")
	switch {
	case !two:
		return glob(first, o.ID)
	case first == "tag":
		return slices.ContainsFunc(o.Tags, func(tag string) bool { return glob(rest, tag) })
	}
	return glob(strings.ToUpper(first), o.Method) && glob(strings.TrimSpace(rest), o.Path)
}

// glob reports whether text is pattern, in which a * stands for any text.
func glob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	text, ok := strings.CutPrefix(text, parts[0])
	for i, part := range parts[1:] {
		if i == len(parts)-2 {
			return ok && strings.HasSuffix(text, part)
		}
		_, after, found := strings.Cut(text, part)
		text, ok = after, ok && found
	}
	return ok && text == ""
}

// setNames notes what things are called in Go.
func (a *applier) setNames() {
	for _, n := range a.Operations {
		a.name(n, "operation", func() bool {
			i := slices.IndexFunc(a.doc.Operations, func(o *spec.Operation) bool { return o.ID == n.Of })
			if i >= 0 {
				a.doc.Operations[i].GoName = n.Name
			}
			return i >= 0
		})
	}
	for _, n := range a.Schemas {
		a.name(n, "schema", func() bool {
			s := a.schema(n.Of)
			if s != nil {
				s.GoName = n.Name
			}
			return s != nil
		})
	}
	for _, n := range a.Properties {
		a.name(n, "property, as Schema.property,", func() bool { return a.property(n) })
	}
	for _, n := range a.Arguments {
		a.name(n, "parameter, by itself or as operationId.parameter,", func() bool { return a.parameter(n) })
	}
}

// name reports n if set finds nothing of its name.
func (a *applier) name(n Name, what string, set func() bool) {
	if !set() {
		a.refuse(n.At, "the document has no %s of this name", what)
	}
}

// schema returns the schema of components called name, or nil.
func (a *applier) schema(name string) *spec.Schema {
	i := slices.IndexFunc(a.doc.Schemas, func(s *spec.Schema) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return a.doc.Schemas[i]
}

// property sets the name of a property of a schema, or of a part of its allOf that has
// no name itself.
func (a *applier) property(n Name) (found bool) {
	for i, c := range n.Of {
		s := a.schema(n.Of[:i])
		if c != '.' || s == nil {
			continue
		}
		for _, part := range append([]*spec.Schema{s}, s.AllOf...) {
			for j := range part.Properties {
				if p := &part.Properties[j]; p.Key == n.Of[i+1:] {
					p.GoName, found = n.Name, true
				}
			}
		}
	}
	return found
}

// parameter sets the name of a parameter, of one operation or of all.
func (a *applier) parameter(n Name) (found bool) {
	for _, o := range a.doc.Operations {
		for i := range o.Parameters {
			if p := &o.Parameters[i]; n.Of == p.Name || n.Of == o.ID+"."+p.Name {
				p.GoName, found = n.Name, true
			}
		}
	}
	return found
}

// store notes which schema is the union of stores.
func (a *applier) store() {
	if !a.Store.Schema.Set {
		return
	}
	for _, s := range a.doc.Schemas {
		s.Store = ""
	}
	s := a.schema(a.Store.Schema.Value)
	switch {
	case s == nil:
		a.refuse(a.Store.Schema.At, "the document has no schema of this name")
	case a.Store.Type.Set && (s.Discriminator == nil || s.Discriminator.Property != a.Store.Type.Value):
		a.refuse(a.Store.Type.At, "the discriminator of the schema %s is not this; it tells the types of stores apart", s.Name)
	default:
		s.Store, a.doc.Settings.Store = a.Store.Configuration.Value, a.Store.Schema
	}
}

// client notes what the client is to know.
func (a *applier) client() {
	if len(a.Outputs) > 0 && !a.Platform.Set {
		a.refuse(a.OutputsAt, "%s is for the client of a platform; add client, with platform: %s", a.Outputs[0], spec.PlatformPingOne)
	}
	a.doc.Settings.Package, a.doc.Settings.Platform, a.doc.Settings.TokenURL = a.Package, a.Platform.Value, a.TokenURL.Value
	for i, key := range a.Held {
		switch {
		case slices.ContainsFunc(a.Held[:i], func(t spec.Text) bool { return t.Value == key.Value }):
			a.refuse(key.At, "it stands in the list already; remove one of the two")
		case !slices.ContainsFunc(a.doc.Operations, func(o *spec.Operation) bool { return hasInPath(o, key.Value) }):
			a.refuse(key.At, "no path of the document has a parameter of this name")
		case a.Platform.Set && !strings.EqualFold(key.Value, "environmentID"):
			a.refuse(key.At, "the client of this platform holds environmentID alone")
		default:
			a.doc.Settings.Held = append(a.doc.Settings.Held, key)
		}
	}
}

func hasInPath(o *spec.Operation, name string) bool {
	return slices.ContainsFunc(o.Parameters, func(p spec.Parameter) bool { return p.In == "path" && p.Name == name })
}
