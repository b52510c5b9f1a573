package spec

import (
	"maps"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// ReadDocument reads the OpenAPI document that data holds.
// It returns nil, and errors among the findings, if data is no such document.
// It is at the path own of the folder of the inputs, of which open returns another
// file and its name for findings, or nil if there is none.
func ReadDocument(file string, data []byte, own string, open func(string) ([]byte, string, error)) (*Document, Findings) {
	d := &documentReader{
		doc:     &Document{File: file, Source: node.WithoutMark(data)},
		open:    open,
		schemas: make(map[*node.Node]*Schema),
		names:   make(map[string]bool),
		ids:     make(map[string]Place),
		shared:  shared{make(map[*node.Node]Parameter), make(map[*node.Node]*Body), make(map[*node.Node]Response)},
	}
	d.foreign, d.noted = d.reportForeign, make(map[string]note)
	if !d.checkEncoding(file, data, writeAgain) {
		return nil, d.Findings
	}
	d.checkComments(file, data)
	d.root, d.loose = d.tree(node.ParseYAML(file, data)), true
	d.files = map[string]*node.Node{own: d.root}
	if d.root == nil || !d.checkVersion() {
		return nil, d.Findings
	}
	d.schemaFields = d.fieldsOfSchema()
	d.operationFields = d.fieldsOfOperation()
	readObject(&d.reader, d.root, d.fields(), d.doc)
	d.deriveIDs()
	d.resolve()
	d.reportSchemes()
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

	open       func(string) ([]byte, string, error)
	files      map[string]*node.Node // by path below the folder, nil for what cannot be read
	schemas    map[*node.Node]*Schema
	names      map[string]bool // of schemas
	list       []*Schema       // as they were read
	references []reference
	shared     shared
	ids        map[string]Place // of operations
	public     bool             // the document asks for no token
	patches    bool             // the document is OpenAPI 3.1 or later, in which members beside $ref count
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
	case n.Kind != node.Text || !isVersion(n.Text):
		d.Report(ruleOpenAPIVersion, n.Place(), "the version of OpenAPI must be 3.0.x, 3.1.x or 3.2.x, such as 3.0.3")
		return false
	}
	d.patches = !strings.HasPrefix(n.Text, "3.0.")
	return true
}

func isVersion(s string) bool {
	minor, patch, ok := strings.Cut(strings.TrimPrefix(s, "3."), ".")
	return ok && s[:2] == "3." && len(minor) == 1 && minor <= "2" && patch != "" && strings.Trim(patch, "0123456789") == ""
}

// reportForeign warns of extensions and refuses other members that OpenAPI does not know.
func (d *documentReader) reportForeign(m node.Member) {
	if strings.HasPrefix(m.Name, "x-") {
		d.Report(ruleExtension, m.Place(), "extension %s is ignored; only x-extensible-enum, x-replaced-by and x-conflict are read, in schemas", node.Quote(m.Name))
		return
	}
	d.Report(ruleMemberForeign, m.Place(), "member %s is not known to OpenAPI here", node.Quote(m.Name))
}

// fields returns how the document itself is read.
func (d *documentReader) fields() []field[Document] {
	info := append(fieldsOf[Document](), alike[Document](ignore, "summary", "description", "termsOfService", "contact", "license")...)
	same := func(doc *Document) *Document { return doc }
	return append([]field[Document]{
		objectField("info", info, same).needed(mandatory).notNull(),
		{name: "paths", strict: true, read: d.readPaths},
		objectField("components", d.componentFields(), same).notNull(),
		{name: "servers", read: readServer},
		{name: "security", read: func(_ *reader, n *node.Node, _ *Document) { d.public = d.needsNone(n) }},
	}, slices.Concat(alike[Document](unused, "webhooks", "jsonSchemaDialect"), alike[Document](ignore, "openapi", "tags", "externalDocs", "$self"))...)
}

// readServer notes the URL of the first of the servers.
func readServer(r *reader, n *node.Node, doc *Document) {
	if len(n.Items) == 0 {
		return
	}
	if address := n.Items[0].Get("url"); address != nil {
		doc.Server = address.Text
	}
	if variables := n.Items[0].Get("variables"); variables != nil {
		for _, v := range variables.Members {
			if value := v.Value.Get("default"); value != nil {
				doc.Server = strings.ReplaceAll(doc.Server, "{"+v.Name+"}", value.Text)
			}
		}
	}
	if len(n.Items) > 1 {
		r.note(n.Items[1], "servers after the first", ruleUnused)
	}
}

func (d *documentReader) componentFields() []field[Document] {
	return slices.Concat([]field[Document]{
		d.componentsField("schemas", func(m node.Member) {
			s := d.schema(m.Value)
			if s.Name, d.names[m.Name] = m.Name, true; m.Name == "Store" {
				s.Store = "configuration"
			}
			d.doc.Schemas = append(d.doc.Schemas, s)
		}),
		d.componentsField("parameters", func(m node.Member) { d.parameter(m.Value) }),
		d.componentsField("responses", func(m node.Member) { d.response(m) }),
		d.componentsField("requestBodies", func(m node.Member) { d.body(m.Value) }),
	}, alike[Document](unused, "callbacks"), alike[Document](ignore, "securitySchemes", "examples", "headers", "links", "pathItems", "mediaTypes"))
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

// unused reads a member that generated code can do without.
func unused(r *reader, n *node.Node) { r.note(n, n.Name, ruleUnused) }

// leftAside reads a member that says more than generated code makes use of.
func leftAside(r *reader, n *node.Node) { r.note(n, n.Name, ruleLeftAside) }

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
		if n.rule != ruleUnused {
			what = "is not checked by the generated code"
		}
		d.Report(n.rule, n.first.Place(), "%s %s (places in all: %d)", name, what, n.count)
	}
}
