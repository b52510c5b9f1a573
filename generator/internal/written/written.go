// Package written checks files that people write: configurations, stores and
// exports of environments. Configurations are checked by package validate, what is
// around them by the types of the document.
//
// It may import model, node, lookup, validate and the connector package of the runtime.
package written

import (
	"bytes"
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Options say how files are read.
type Options struct {
	Lenient bool   // as what the API sends: what is not known is no problem, nor is a mask
	Type    string // the store type of configurations that do not say theirs, or ""
}

// A File is a text to check.
type File struct {
	Name string
	Data []byte // nil if there is no such file
}

// Check returns what is wrong with the files, everything at once.
func Check(m *model.Model, files []File, o Options) spec.Findings {
	_, found := Read(m, files, o)
	return found
}

// Read returns the values that the files hold, and what [Check] returns. A file that
// is not well-formed has none.
func Read(m *model.Model, files []File, o Options) ([]*node.Node, spec.Findings) {
	c := &checker{Options: o, m: m, store: m.Store(), collections: m.Collections()}
	for _, known := range m.Connectors {
		c.types = append(c.types, known.StoreType)
	}
	for _, f := range files {
		c.file(f)
	}
	return c.roots, c.found
}

// A checker checks files.
type checker struct {
	Options
	m           *model.Model
	types       []string             // the store types
	store       *api.Type            // nil if the document has none
	collections map[string]*api.Type // of their elements, by the name of the collection
	roots       []*node.Node
	found       spec.Findings
}

// file checks a file.
func (c *checker) file(f File) {
	if f.Data == nil {
		c.found.Report(ruleNoFile, spec.Place{File: f.Name}, "there is no such file")
		return
	}
	if len(bytes.TrimSpace(f.Data)) == 0 {
		c.found.Report(ruleSyntax, spec.Place{File: f.Name, Line: 1, Column: 1}, "the file is empty")
		return
	}
	parse := node.ParseYAML
	if isJSON(f) {
		parse = node.ParseJSON
	}
	root, problems := parse(f.Name, f.Data)
	for _, p := range problems {
		c.found.Report(rulesOfFaults[p.Fault], p.At, "%s", p.Message)
	}
	if root != nil {
		c.roots = append(c.roots, root)
		c.value(root)
	}
}

// rulesOfFaults are the rules for what can be wrong with a text.
var rulesOfFaults = [...]spec.Rule{
	node.Malformed: ruleSyntax, node.TooLarge: ruleLimit, node.Duplicate: ruleDuplicateMember, node.OddName: ruleSyntax,
	node.Alias: ruleSyntax, node.Tag: ruleSyntax, node.LineEnd: ruleSyntax,
}

// isJSON reports whether f is JSON: by its name or, if that does not tell, by its first sign.
func isJSON(f File) bool {
	switch filepath.Ext(f.Name) {
	case ".json":
		return true
	case ".yaml", ".yml":
		return false
	}
	first := bytes.TrimSpace(f.Data)[0]
	return first == '{' || first == '['
}

// value checks a configuration, a store, an export, or a list of these.
func (c *checker) value(n *node.Node) {
	if n.Kind == node.Array {
		for _, item := range n.Items {
			c.value(item)
		}
		return
	}
	embedded := n.Get("_embedded")
	switch {
	case n.Kind != node.Object:
		c.found.Report(ruleKind, n.Place(), "this is %s; a configuration, a store or an export is an object", n.Kind)
	case embedded != nil && embedded.Kind == node.Object:
		c.export(embedded)
	case slices.ContainsFunc(n.Members, c.isCollection):
		c.export(n)
	case isStore(n):
		c.resource(n, c.store)
	default:
		c.bare(n)
	}
}

// isCollection reports whether m is a list of what the API has collections of.
func (c *checker) isCollection(m node.Member) bool {
	return c.collections[m.Name] != nil && m.Value.Kind == node.Array
}

// isStore reports whether n is a store, and not a configuration by itself.
func isStore(n *node.Node) bool { return n.Get("configuration") != nil || n.Get("name") != nil }

// export checks lists of resources, by the names of their collections.
func (c *checker) export(n *node.Node) {
	for _, m := range n.Members {
		switch t := c.collections[m.Name]; {
		case t == nil:
			c.unknownMember(m, "an export", mapKeys(c.collections), true)
		case m.Value.Kind != node.Array:
			c.kind(m.Value, "a list")
		default:
			for _, item := range m.Value.Items {
				c.resource(item, t)
			}
		}
	}
}

// bare checks a configuration by itself. A member "type" may say of which connector it is.
func (c *checker) bare(n *node.Node) {
	at, storeType := n, cmp.Or(c.Type, c.named(n.Place().File))
	if t := n.Get("type"); t != nil && t.Kind == node.Text {
		without := *n
		without.Members = slices.DeleteFunc(slices.Clone(n.Members), func(m node.Member) bool { return m.Value == t })
		n, at, storeType = &without, t, t.Text
	}
	if storeType == "" {
		c.found.Report(ruleNoType, n.Place(), "nothing says of which connector this is: give it a type, name the file after one, such as zoom.yaml, or use --type")
		return
	}
	c.configuration(n, c.connector(at, storeType))
}

// named returns the store type that a file is named after, such as zoom-eu.yaml, or "".
func (c *checker) named(file string) string {
	word := strings.FieldsFunc(filepath.Base(file), func(r rune) bool { return strings.ContainsRune("-_. ", r) })
	for _, t := range c.types {
		if len(word) > 0 && strings.EqualFold(word[0], t) {
			return t
		}
	}
	return ""
}

// unknownMember reports m, which what does not have. Unless every member must be
// known, it does so only if m looks like a misspelling.
func (c *checker) unknownMember(m node.Member, what string, known []string, every bool) {
	near := lookup.Nearest(m.Name, known)
	switch {
	case c.Lenient || !every && len(near) == 0:
	case len(near) == 0:
		c.found.Report(ruleUnknownMember, m.Place(), "%s is no member of %s", node.Quote(m.Name), what)
	default:
		c.found.Report(ruleUnknownMember, m.Place(), "%s is no member of %s; the nearest is %s", node.Quote(m.Name), what, near[0])
	}
}

func (c *checker) kind(n *node.Node, want string) {
	c.found.Report(ruleKind, n.Place(), "%s must be %s, and is %s", n.Name, want, n.Kind)
}
