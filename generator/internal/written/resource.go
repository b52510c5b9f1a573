package written

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// resource checks a store, or another resource of type t. Of a store of which the
// document says nothing, it checks the configuration alone.
func (c *checker) resource(n *node.Node, t *api.Type) {
	if n.Kind != node.Object {
		c.kind(n, "an object")
		return
	}
	if t != nil {
		c.object(n, t, true)
	}
	if t == nil || t.Store != nil {
		c.storeConfiguration(n)
	}
}

// Unknown is a member of a resource in an export. It has what neither the document
// nor the connector knows, at the place where the resource has it.
const Unknown = "unknown"

// object checks the members of n, an object of type t. A member that is the
// server's to set may be anything.
func (c *checker) object(n *node.Node, t *api.Type, top bool) {
	var known []string
	for _, f := range t.Fields {
		known = append(known, f.Key)
	}
	if IsReference(t) {
		known = append(known, "name")
	}
	if top {
		known = append(known, Unknown)
	}
	what := "the object"
	if top {
		what = "a " + strings.ToLower(t.Name)
	}
	for _, m := range n.Members {
		i := slices.Index(known, m.Name)
		switch {
		case i < 0:
			c.unknownMember(m, what, known, top)
		case i < len(t.Fields) && !t.Fields[i].ReadOnly:
			c.data(m.Value, dataOf(t, i))
		case m.Name == Unknown && m.Value.Kind != node.Object:
			c.kind(m.Value, "an object")
		}
	}
	for _, f := range t.Fields {
		missing := n.Get(f.Key) == nil && !(IsReference(t) && n.Get("name") != nil)
		required := f.Required && f.Data.Kind != api.KindConfiguration || isStoreType(t, f)
		if required && missing && !f.ReadOnly {
			c.found.Report(ruleRequired, n.Missing(f.Key), "%s is required", f.Key)
		}
	}
}

// dataOf returns what a field of t holds. The type of a store is any string here.
func dataOf(t *api.Type, i int) api.Data {
	if isStoreType(t, t.Fields[i]) {
		return api.Data{Kind: api.KindString}
	}
	return t.Fields[i].Data
}

// isStoreType reports whether f says the type of a store. A client takes it from the
// configuration, and does not require it.
func isStoreType(t *api.Type, f *api.Field) bool { return t.Store != nil && f == t.Store.Type }

// IsReference reports whether t refers to another resource by its id: in a file, its
// name may do so instead.
func IsReference(t *api.Type) bool { return len(t.Fields) == 1 && t.Fields[0].Key == "id" }

// data checks that n is what a member holds.
func (c *checker) data(n *node.Node, d api.Data) {
	want, fits := "an object", n.Kind == node.Object
	switch d.Kind {
	case api.KindAny, api.KindConfiguration, api.KindUnion:
		return
	case api.KindString, api.KindTime, api.KindSecret, api.KindEnumeration:
		want, fits = "a string", n.Kind == node.Text
	case api.KindBoolean:
		want, fits = "a boolean", n.Kind == node.Boolean
	case api.KindInteger, api.KindNumber:
		want, fits = "a number", n.Kind == node.Number
	case api.KindList:
		want, fits = "a list", n.Kind == node.Array
	case api.KindStruct, api.KindMap:
	}
	switch {
	case n.Kind == node.Null && c.Lenient:
	case !fits:
		c.kind(n, want)
	case d.Kind == api.KindStruct && fits:
		c.object(n, d.Type, false)
	case d.Kind == api.KindEnumeration && fits:
		c.enumeration(n, d.Type.Enum)
	case d.Elem != nil:
		for _, item := range n.Items {
			c.data(item, *d.Elem)
		}
		for _, m := range n.Members {
			c.data(m.Value, *d.Elem)
		}
	}
}

// enumeration checks that n is one of the values. One of an open enumeration may be
// any other, but not one that looks like a misspelling.
func (c *checker) enumeration(n *node.Node, e *api.Enum) {
	var known []string
	for _, v := range e.Values {
		known = append(known, v.Value)
	}
	near := lookup.Nearest(n.Text, known)
	switch {
	case slices.Contains(known, n.Text), e.Open && (c.Lenient || len(near) == 0):
	case len(near) > 0:
		c.found.Report(ruleEnumeration, n.Place(), "the value of %s is not known; the nearest is %s", n.Name, near[0])
	default:
		c.found.Report(ruleEnumeration, n.Place(), "%s must be one of %s", n.Name, strings.Join(known, ", "))
	}
}

// storeConfiguration checks type and configuration of a store.
func (c *checker) storeConfiguration(n *node.Node) {
	storeType, given := n.Get("type"), n.Get("configuration")
	if storeType == nil || storeType.Kind != node.Text {
		return // which has been reported
	}
	known := c.connector(storeType, storeType.Text)
	switch {
	case given == nil || given.Kind == node.Null && c.Lenient:
		at := *n // a store without a configuration lacks what one without members does
		at.Members = nil
		c.configuration(&at, known)
	case given.Kind != node.Object:
		c.kind(given, "an object")
	default:
		c.configuration(given, known)
	}
}

// connector returns the connector of the store type. If there is none, it reports
// that at a place, unless anything goes, and returns nil.
func (c *checker) connector(at *node.Node, storeType string) *model.Connector {
	known := c.m.Connector(storeType)
	if known != nil || c.Lenient {
		return known
	}
	message := "no connector is known for this type"
	if near := lookup.Nearest(storeType, c.types); len(near) > 0 {
		message += "; the nearest is " + near[0]
	}
	c.found.Report(ruleUnknownType, at.Place(), "%s", message)
	return nil
}

// configuration checks n as a configuration of a connector, unless that is nil.
func (c *checker) configuration(n *node.Node, known *model.Connector) {
	if known == nil {
		return
	}
	check := validate.Written
	if c.Lenient {
		check = validate.Received
	}
	n = c.encodable(n)
	err := check(known, n.AppendJSON(nil))
	var errs connector.Errors
	if err != nil && !errors.As(err, &errs) {
		c.found.Report(ruleSyntax, n.Place(), "this cannot be read as a configuration") // such as an object in it with the same member twice
	}
	for _, e := range errs {
		at := n.Missing(e.Key)
		for _, m := range n.Members {
			if m.Name == e.Key {
				at = m.Place()
			}
		}
		c.found.Report(ruleOf(e.Rule), at, "%s", e.Error())
	}
}

// rulesOfConfigurations are the rules that a configuration in JSON can break. They
// have the names that they have in package connector.
var rulesOfConfigurations = []spec.Rule{
	ruleCredentials, ruleEncoding, ruleEnumeration, ruleKind, ruleMask, ruleOtherProfile, ruleRequired, ruleUnknownKey,
}

// ruleOf returns the rule for one of package connector.
func ruleOf(id connector.Rule) spec.Rule {
	for _, r := range rulesOfConfigurations {
		if r.ID == string(id) {
			return r
		}
	}
	return spec.Rule{ID: string(id), Severity: spec.Error}
}

// encodable returns n without what stands in it twice, and without numbers that
// JSON does not have, which it reports.
func (c *checker) encodable(n *node.Node) *node.Node {
	kept, seen := *n, make(map[string]bool)
	kept.Members = nil
	for _, m := range n.Members {
		switch {
		case seen[m.Name]:
		case m.Value.Kind == node.Number && !json.Valid([]byte(m.Value.Text)):
			c.found.Report(ruleKind, m.Value.Place(), "%s is a number that JSON does not have; put a string in quotes", m.Name)
		default:
			kept.Members = append(kept.Members, m)
		}
		seen[m.Name] = true
	}
	return &kept
}

func mapKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
