package spec

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// A reference is a place that refers to a schema.
type reference struct {
	at  *node.Node
	to  *node.Node // nil if it is broken
	set func(*Schema)
}

// refer notes that ref refers to a schema, which set is told once all are read.
func (d *documentReader) refer(ref *node.Node, set func(*Schema)) {
	if d.want(ref, node.Text) {
		d.references = append(d.references, reference{ref, d.locate(ref, "schemas"), set})
	}
}

func (d *documentReader) checkSiblings(n *node.Node) {
	for _, m := range n.Members {
		described := d.patches && (m.Name == "description" || m.Name == "summary")
		if m.Name != "$ref" && !described {
			d.Report(ruleSiblings, m.Place(), "member %s stands next to $ref and is ignored", node.Quote(m.Name))
		}
	}
}

// target follows the references from n to what is not a reference itself. It
// returns nil if there is none. section is where components of its kind are.
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
		if n = d.locate(ref, section); n == nil {
			return nil
		}
	}
	d.Report(ruleReferenceCycle, n.Place(), "the references form a cycle")
	return nil
}

// locate returns what ref, the text of a reference, points to, or reports that
// there is nothing. A component of the section is what it should be.
func (d *documentReader) locate(ref *node.Node, section string) *node.Node {
	file, pointer, _ := strings.Cut(ref.Text, "#")
	root := ref.Root()
	if file != "" {
		if root = d.file(ref, file); root == nil {
			return nil
		}
	}
	if pointer != "" && !strings.HasPrefix(pointer, "/") {
		d.Report(ruleReferenceBroken, ref.Place(), "$ref must point to #/components/%s/Name or to another place that starts with #/", section)
		return nil
	}
	n := root.At(pointer)
	if n == nil {
		d.Report(ruleReferenceBroken, ref.Place(), "$ref points to %s, and there is nothing at that place", node.Quote(ref.Text))
	}
	return n
}

// file returns the root of the file that ref names, relative to its own, or
// reports that it is none of the folder.
func (d *documentReader) file(ref *node.Node, name string) *node.Node {
	own := ""
	for file, root := range d.files {
		if root != nil && root == ref.Root() {
			own = file
		}
	}
	plain, err := url.PathUnescape(name)
	name = path.Join(path.Dir(own), plain)
	root, known := d.files[name]
	if !known && err == nil && !strings.Contains(plain, ":") && !path.IsAbs(plain) {
		root = d.read(ref, name)
		d.files[name] = root
	}
	if root == nil {
		d.Report(ruleReferenceOutside, ref.Place(), "$ref points to %s, which is no file of the folder that the document is in", node.Quote(plain))
	}
	return root
}

// read reads another file of the folder. It returns nil if there is none, or if
// it is not well formed, which is reported.
func (d *documentReader) read(ref *node.Node, name string) *node.Node {
	data, shown, err := d.open(name)
	if err != nil {
		d.Report(ruleReferenceOutside, ref.Place(), "$ref points to %s, which cannot be read", node.Quote(name))
	}
	if data == nil || !d.checkEncoding(shown, data, writeAgain) {
		return nil
	}
	root := d.tree(node.ParseYAML(shown, data))
	if root != nil {
		d.checkTexts(root, isExamples)
	}
	return root
}

// resolve sets the target of every reference, and reports schemas that contain
// themselves. What a reference points to may hold more of them.
func (d *documentReader) resolve() {
	for i := 0; i < len(d.references); i++ {
		ref := d.references[i]
		if ref.to == nil {
			ref.set(nil)
			continue
		}
		s, known := d.schemas[ref.to]
		if !known {
			s = d.schema(ref.to)
			d.adopt(s, ref)
		}
		ref.set(s)
	}
	walk := cycles{state: make(map[*Schema]progress), found: &d.Findings}
	for _, s := range d.list {
		walk.visit(s)
	}
}

// adopt makes s, which a reference has found outside of components.schemas, a
// schema of the document. One of another file is called as it is there.
func (d *documentReader) adopt(s *Schema, ref reference) {
	name := ref.to.Name
	if ref.to.Parent == nil {
		file, _, _ := strings.Cut(ref.at.Text, "#")
		name = strings.TrimSuffix(path.Base(file), path.Ext(file))
	}
	unique := name
	for number := 2; d.names[unique]; number++ {
		unique = name + strconv.Itoa(number)
	}
	s.Name, d.names[unique] = unique, true
	d.doc.Schemas = append(d.doc.Schemas, s)
}

// cycles finds schemas that are made of themselves through references and allOf.
// A recursion through properties, items or a choice is allowed.
type cycles struct {
	state map[*Schema]progress
	found *Findings
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
	}
	for i, part := range s.AllOf {
		if !c.visit(part) {
			c.found.Report(ruleReferenceCycle, part.At, "the schema is made of itself: its references form a cycle")
			s.AllOf[i] = new(Schema)
		}
	}
	c.state[s] = finished
	return true
}
