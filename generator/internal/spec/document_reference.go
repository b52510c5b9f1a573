package spec

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// A reference is a place that names a component schema.
type reference struct {
	at   *node.Node
	name string // "" if it is broken
	set  func(*Schema)
}

// schemaReference returns the name of the component that ref, in n, points to, or "".
func (d *documentReader) schemaReference(n, ref *node.Node) string {
	d.checkSiblings(n)
	if !d.want(ref, node.Text) {
		return ""
	}
	return d.componentName(ref, "schemas")
}

// componentName returns the name in a reference to a component of the section, or "".
func (d *documentReader) componentName(ref *node.Node, section string) string {
	prefix := "#/components/" + section + "/"
	name, ok := strings.CutPrefix(ref.Text, prefix)
	switch {
	case !strings.HasPrefix(ref.Text, "#"):
		d.Report(ruleReferenceOutside, ref.Place(), "$ref leaves the document; it must point to %sName", prefix)
	case !ok || name == "" || strings.Contains(name, "/"):
		d.Report(ruleReferenceBroken, ref.Place(), "$ref must point to %sName", prefix)
	default:
		return name
	}
	return ""
}

// mappedName returns the name of the component in the mapping of a discriminator,
// which may be written without the rest of the reference.
func (d *documentReader) mappedName(n *node.Node) string {
	if !strings.ContainsAny(n.Text, "#/:") {
		return n.Text
	}
	return d.componentName(n, "schemas")
}

func (d *documentReader) checkSiblings(n *node.Node) {
	for _, m := range n.Members {
		if m.Name != "$ref" {
			d.Report(ruleSiblings, m.Place(), "member %s stands next to $ref and is ignored; OpenAPI 3.0 reads the reference alone", node.Quote(m.Name))
		}
	}
}

// target follows the references from n to a component of the section that is not a
// reference itself. It returns nil if there is none.
func (d *documentReader) target(n *node.Node, section string) *node.Node {
	for range node.MaxDepth {
		ref := n.Get("$ref")
		if ref == nil {
			return n
		}
		d.checkSiblings(n)
		if !d.want(ref, node.Text) {
			return nil
		}
		name := d.componentName(ref, section)
		if name == "" {
			return nil
		}
		if n = d.component(section, name); n == nil {
			d.Report(ruleReferenceBroken, ref.Place(), "$ref points to %s, which is not in components.%s", node.Quote(name), section)
			return nil
		}
	}
	d.Report(ruleReferenceCycle, n.Place(), "the references form a cycle")
	return nil
}

// component returns the component called name in the section, or nil.
func (d *documentReader) component(section, name string) *node.Node {
	if d.components == nil {
		d.components = make(map[string]*node.Node)
		if components := d.root.Get("components"); components != nil {
			d.indexComponents(components)
		}
	}
	return d.components[section+"/"+name]
}

func (d *documentReader) indexComponents(components *node.Node) {
	for _, section := range components.Members {
		for _, m := range section.Value.Members {
			d.components[section.Name+"/"+m.Name] = m.Value
		}
	}
}

// resolve sets the target of every reference, and reports schemas that contain themselves.
func (d *documentReader) resolve() {
	for _, ref := range d.references {
		target := d.byName[ref.name]
		if target == nil && ref.name != "" {
			d.Report(ruleReferenceBroken, ref.at.Place(), "$ref points to %s, which is not in components.schemas", node.Quote(ref.name))
		}
		ref.set(target)
	}
	walk := cycles{state: make(map[*Schema]progress), height: make(map[*Schema]int), found: &d.Findings}
	for _, s := range d.doc.Schemas {
		walk.visit(s)
	}
}

// cycles finds schemas that contain themselves through references, allOf, oneOf and
// anyOf. A recursion through properties or items is allowed.
type cycles struct {
	state  map[*Schema]progress
	height map[*Schema]int // of the schemas that it is made of
	found  *Findings
}

type progress uint8

const (
	started progress = iota + 1
	finished
)

// visit returns false if s is part of the cycle being followed. It cuts a cycle
// where it closes, and points chains of references to their last target.
func (c *cycles) visit(s *Schema) bool {
	switch c.state[s] {
	case started:
		return false
	case finished:
		return true
	}
	c.state[s] = started
	if s.Target != nil && !c.visit(s.Target) {
		c.found.Report(ruleReferenceCycle, s.At, "the schema is made of itself: its references form a cycle")
		s.Target = nil
	}
	if s.Target != nil {
		s.Target = s.Target.Resolved()
		c.height[s] = c.height[s.Target]
	}
	for _, list := range [][]*Schema{s.AllOf, s.OneOf, s.AnyOf} {
		for _, part := range list {
			c.visit(part)
			c.height[s] = max(c.height[s], c.height[part]+1)
		}
	}
	if c.height[s] == node.MaxDepth+1 {
		c.found.Report(ruleLimit, s.At, "the schema is made of more than %d schemas, each part of another", node.MaxDepth)
	}
	c.state[s] = finished
	return true
}
