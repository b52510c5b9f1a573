package spec

import (
	"maps"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// readDocument reads the OpenAPI document that data holds.
// It returns nil, and errors among the findings, if data is no such document.
func readDocument(file string, data []byte) (*Document, Findings) {
	d := &documentReader{
		doc:    &Document{File: file, Source: data},
		byName: make(map[string]*Schema),
		ids:    make(map[string]Place),
		shared: shared{make(map[*node.Node]Parameter), make(map[*node.Node]*Body), make(map[*node.Node]Response)},
	}
	d.foreign, d.noted = d.reportForeign, make(map[string]note)
	if !checkEncoding(file, data, writeAgain, &d.Findings) {
		return nil, d.Findings
	}
	d.checkComments(file, data)
	d.root = d.tree(node.ParseYAML(file, data))
	if d.root == nil || !d.checkVersion() {
		return nil, d.Findings
	}
	d.schemaFields = d.fieldsOfSchema()
	d.operationFields = d.fieldsOfOperation()
	readObject(&d.reader, d.root, d.fields(), d.doc)
	d.resolve()
	d.reportNotes()
	d.checkTexts(d.root, isExamples)
	d.collectExamples(d.root)
	return d.doc, d.Findings
}

// collectExamples keeps the examples below n, with their places.
func (d *documentReader) collectExamples(n *node.Node) {
	for _, m := range n.Members {
		if m.Name == "example" || m.Name == "examples" {
			d.doc.Examples = append(d.doc.Examples, m.Value.Detached())
		} else {
			d.collectExamples(m.Value)
		}
	}
	for _, item := range n.Items {
		d.collectExamples(item)
	}
}

// isExamples knows the examples of bodies and parameters, whose texts are not checked.
// PingOne's published ones hold placeholders in the shape of tokens. They stand
// beside a schema; a property or a schema of that name holds none.
func isExamples(n *node.Node) bool {
	return n.Name == "examples" && n.Parent != nil && n.Parent.Get("schema") != nil && n.Parent.Name != "properties"
}

// A documentReader reads a document.
type documentReader struct {
	reader
	root *node.Node
	doc  *Document

	schemaFields    []field[Schema]
	operationFields []field[Operation]

	byName     map[string]*Schema    // of components.schemas
	components map[string]*node.Node // by section and name, such as responses/NotFound
	references []reference
	shared     shared
	ids        map[string]Place // of operations
}

// shared holds what has been read of components that are not schemas. Each is
// read once, however many references point to it.
type shared struct {
	parameters map[*node.Node]Parameter
	bodies     map[*node.Node]*Body
	responses  map[*node.Node]Response
}

// once returns what read makes of n, and remembers it.
func once[T any](known map[*node.Node]T, n *node.Node, read func(*node.Node) T) T {
	value, ok := known[n]
	if !ok {
		value = read(n)
		known[n] = value
	}
	return value
}

// A note counts the places of something that is worth one finding for all.
type note struct {
	first *node.Node
	rule  Rule
	count int
}

func (d *documentReader) checkVersion() bool {
	if !d.want(d.root, node.Object) {
		return false
	}
	n := d.root.Get("openapi")
	switch {
	case n == nil:
		d.Report(ruleOpenAPIVersion, d.root.Missing("openapi"), "openapi is missing; an OpenAPI document starts with openapi: 3.0.3")
		return false
	case n.Kind != node.Text || !isVersion30(n.Text):
		d.Report(ruleOpenAPIVersion, n.Place(), "the version of OpenAPI must be 3.0.x, such as 3.0.3")
		return false
	}
	return true
}

func isVersion30(s string) bool {
	patch, ok := strings.CutPrefix(s, "3.0.")
	return ok && patch != "" && strings.Trim(patch, "0123456789") == ""
}

// reportForeign warns of extensions and refuses other members that OpenAPI does not know.
func (d *documentReader) reportForeign(m node.Member) {
	if strings.HasPrefix(m.Name, "x-") {
		d.Report(ruleExtension, m.Place(), "extension %s is ignored; only x-extensible-enum, x-replaced-by and x-conflict are read, in schemas", node.Quote(m.Name))
		return
	}
	d.Report(ruleMemberForeign, m.Place(), "member %s is not known to OpenAPI 3.0 here", node.Quote(m.Name))
}

// fields returns how the document itself is read.
func (d *documentReader) fields() []field[Document] {
	info := append(fieldsOf[Document](), alike[Document](ignore, "description", "termsOfService", "contact", "license")...)
	same := func(doc *Document) *Document { return doc }
	return append([]field[Document]{
		objectField("info", info, same).needed(mandatory).notNull(),
		field[Document]{name: "paths", read: d.readPaths}.needed(mandatory).notNull(),
		objectField("components", d.componentFields(), same).notNull(),
		{name: "servers", read: readServer},
	}, alike[Document](ignore, "openapi", "security", "tags", "externalDocs")...)
}

// readServer notes the URL of the first of the servers.
func readServer(_ *reader, n *node.Node, doc *Document) {
	if len(n.Items) == 0 {
		return
	}
	if address := n.Items[0].Get("url"); address != nil {
		doc.Server = address.Text
	}
}

func (d *documentReader) componentFields() []field[Document] {
	return slices.Concat([]field[Document]{
		d.componentsField("schemas", func(m node.Member) {
			s := d.schema(m.Value)
			s.Name = m.Name
			d.byName[m.Name] = s
			d.doc.Schemas = append(d.doc.Schemas, s)
		}),
		d.componentsField("parameters", func(m node.Member) { d.parameter(m.Value) }),
		d.componentsField("responses", func(m node.Member) { d.response(m) }),
		d.componentsField("requestBodies", func(m node.Member) { d.body(m.Value) }),
	}, alike[Document](unused, "callbacks"), alike[Document](ignore, "securitySchemes", "examples", "headers", "links"))
}

// componentsField returns a field that is an object of components by name.
func (d *documentReader) componentsField(name string, read func(node.Member)) field[Document] {
	return field[Document]{name: name, strict: true, read: func(r *reader, n *node.Node, _ *Document) {
		if !r.want(n, node.Object) {
			return
		}
		for _, m := range n.Members {
			if !isComponentName(m.Name) {
				r.Report(ruleNameInvalid, m.Place(), "the name of a component has ASCII letters, digits, dots, underscores and hyphens only")
			}
			read(m)
		}
	}}
}

func isComponentName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !isLetter(r) && !isDigit(r) && !strings.ContainsRune("._-", r)
	})
}

// unsupported reads a member whose meaning generated code would get wrong.
func unsupported(r *reader, n *node.Node) {
	r.Report(ruleUnsupported, n.Place(), "%s is not supported; say it in another way", n.Name)
}

// unused reads a member that generated code can do without.
func unused(r *reader, n *node.Node) { r.note(n, n.Name, ruleUnused) }

// constraint reads a member that states a constraint on values.
func constraint(r *reader, n *node.Node) { r.note(n, n.Name, ruleConstraint) }

func (r *reader) note(n *node.Node, name string, rule Rule) {
	seen, ok := r.noted[name]
	if !ok {
		seen = note{first: n, rule: rule}
	}
	seen.count++
	r.noted[name] = seen
}

func (d *documentReader) reportNotes() {
	for _, name := range slices.Sorted(maps.Keys(d.noted)) {
		n := d.noted[name]
		what := "is not used"
		if n.rule == ruleConstraint {
			what = "is not checked by the generated code"
		}
		d.Report(n.rule, n.first.Place(), "%s %s (places in all: %d)", name, what, n.count)
	}
}
