package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

func (d *documentReader) readPaths(r *reader, n *node.Node, doc *Document) {
	if !r.want(n, node.Object) {
		return
	}
	for _, m := range n.Members {
		switch {
		case strings.HasPrefix(m.Name, "/"):
			d.readPath(m)
		case strings.HasPrefix(m.Name, "x-"):
			d.foreign(m)
		default:
			d.Report(ruleNameInvalid, m.Place(), "a path must start with a slash")
		}
	}
}

// A pathItem is what the document says about a path.
type pathItem struct {
	parameters []Parameter
	operations []*Operation
}

func (d *documentReader) readPath(m node.Member) {
	var item pathItem
	if ref := m.Value.Get("$ref"); ref != nil && d.want(ref, node.Text) {
		if n := d.locate(ref, "pathItems"); n != nil {
			readObject(&d.reader, n, d.pathFields(), &item)
		}
	}
	readObject(&d.reader, m.Value, d.pathFields(), &item)
	for _, o := range item.operations {
		o.Path = m.Name
		o.Parameters = merge(item.parameters, o.Parameters)
		d.checkPath(m, o)
		d.doc.Operations = append(d.doc.Operations, o)
	}
}

func (d *documentReader) pathFields() []field[pathItem] {
	fields := slices.Concat([]field[pathItem]{
		{name: "parameters", strict: true, read: func(r *reader, n *node.Node, p *pathItem) { p.parameters = d.parameters(n) }},
	}, alike[pathItem](ignore, "summary", "description", "$ref"), alike[pathItem](elsewhere, "servers"), alike[pathItem](unused, "query", "additionalOperations"))
	for _, method := range []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"} {
		fields = append(fields, field[pathItem]{name: method, strict: true, read: d.readOperation})
	}
	return fields
}

func (d *documentReader) readOperation(r *reader, n *node.Node, p *pathItem) {
	o := &Operation{At: n.Place(), Method: strings.ToUpper(n.Name), Public: d.public}
	if readObject(r, n, d.operationFields, o) {
		p.operations = append(p.operations, o)
	}
}

// fieldsOfOperation returns how an operation is read.
func (d *documentReader) fieldsOfOperation() []field[Operation] {
	return slices.Concat(fieldsOf(
		field[Operation]{name: "operationId", strict: true, read: d.readID},
		field[Operation]{name: "security", strict: true, read: func(_ *reader, n *node.Node, o *Operation) { o.Public = d.needsNone(n) }},
		field[Operation]{name: "parameters", strict: true, read: func(r *reader, n *node.Node, o *Operation) { o.Parameters = d.parameters(n) }},
		field[Operation]{name: "requestBody", strict: true, read: func(r *reader, n *node.Node, o *Operation) { o.Body = d.body(n) }},
		field[Operation]{name: "responses", read: d.readResponses}.needed(expected).notNull(),
	), alike[Operation](unused, "callbacks"), alike[Operation](elsewhere, "servers"), alike[Operation](ignore, "externalDocs"))
}

func (d *documentReader) readID(r *reader, n *node.Node, o *Operation) {
	if !r.want(n, node.Text) {
		return
	}
	o.ID = n.Text
	if !strings.ContainsFunc(o.ID, isWord) {
		o.ID = ""
		return
	}
	first, ok := d.ids[o.ID]
	if ok && first == n.Place() {
		o.ID = "" // of a path item that several paths refer to
		return
	}
	if ok {
		r.Report(RuleDuplicateKey, n.Place(), "duplicate operationId %s: it is also on line %d; each operation needs its own", node.Quote(o.ID), first.Line)
		return
	}
	d.ids[o.ID] = n.Place()
}

func (d *documentReader) parameters(n *node.Node) []Parameter {
	if !d.want(n, node.Array) || !d.checkLength(n, maxValues) {
		return nil
	}
	var list []Parameter
	for _, item := range n.Items {
		p, ok := d.parameter(item)
		switch {
		case !ok:
		case slices.ContainsFunc(list, p.same):
			d.Report(RuleDuplicateKey, item.Place(), "duplicate parameter %s in %s; keep one of them", node.Quote(p.Name), node.Quote(p.In))
		default:
			list = append(list, p)
		}
	}
	return list
}

// same reports whether p and q are the same parameter, by name and location.
func (p Parameter) same(q Parameter) bool { return p.Name == q.Name && p.In == q.In }

// parameter reads a parameter, or what a reference to one points to.
func (d *documentReader) parameter(n *node.Node) (Parameter, bool) {
	if n = d.target(n, "parameters"); n == nil {
		return Parameter{}, false
	}
	return once(d.shared.parameters, n, d.readParameter), n.Kind == node.Object
}

func (d *documentReader) readParameter(n *node.Node) Parameter {
	p := Parameter{At: n.Place()}
	readObject(&d.reader, n, d.parameterFields(), &p)
	return p
}

func (d *documentReader) parameterFields() []field[Parameter] {
	return slices.Concat(fieldsOf(
		field[Parameter]{name: "in", read: readIn}.needed(mandatory).notNull(),
		field[Parameter]{name: "schema", strict: true, read: func(r *reader, n *node.Node, p *Parameter) { p.Schema = d.schema(n) }},
		field[Parameter]{name: "content", strict: true, read: func(r *reader, n *node.Node, p *Parameter) { p.Content = d.content(n) }},
	), alike[Parameter](unused, "allowEmptyValue", "allowReserved"), alike[Parameter](ignore, "example", "examples"))
}

func readIn(r *reader, n *node.Node, p *Parameter) {
	if !r.want(n, node.Text) {
		return
	}
	p.In = n.Text
	if !slices.Contains([]string{"path", "query", "header", "cookie", "querystring"}, p.In) {
		r.Report(ruleValueInvalid, n.Place(), "in must be one of path, query, header and cookie")
	}
}

// merge returns the parameters of a path and of its operation. The operation's own replace the path's.
func merge(path, own []Parameter) []Parameter {
	merged := slices.Clone(path)
	for _, p := range own {
		if i := slices.IndexFunc(merged, p.same); i >= 0 {
			merged[i] = p
		} else {
			merged = append(merged, p)
		}
	}
	return merged
}

// checkPath makes sure that the path of o names exactly its path parameters.
func (d *documentReader) checkPath(m node.Member, o *Operation) {
	refuse := func(at Place, format string, args ...any) {
		o.Refused = append(o.Refused, Refusal{at, fmt.Sprintf(format, args...)})
	}
	named := make(map[string]bool)
	for _, name := range placeholders(m.Name) {
		if named[name] {
			refuse(m.Place(), "the path names %s twice", node.Quote(name))
		}
		named[name] = true
		if !slices.ContainsFunc(o.Parameters, Parameter{Name: name, In: "path"}.same) {
			refuse(o.At, "the path names %s, but there is no path parameter of that name", node.Quote(name))
		}
	}
	for _, p := range o.Parameters {
		if p.In == "path" && !named[p.Name] {
			refuse(p.At, "the path %s does not name the parameter %s", node.Quote(m.Name), node.Quote(p.Name))
		}
	}
	if strings.Count(m.Name, "{") != len(named) || strings.Count(m.Name, "}") != len(named) {
		refuse(m.Place(), "the braces of the path do not match")
	}
}

// placeholders returns what stands in braces in a path.
func placeholders(path string) []string {
	var names []string
	for part := range strings.SplitSeq(path, "{") {
		if name, _, ok := strings.Cut(part, "}"); ok {
			names = append(names, name)
		}
	}
	return names
}

// body reads the body of a request, or what a reference to one points to.
func (d *documentReader) body(n *node.Node) *Body {
	if n = d.target(n, "requestBodies"); n == nil {
		return nil
	}
	return once(d.shared.bodies, n, d.readBody)
}

func (d *documentReader) readBody(n *node.Node) *Body {
	b := &Body{At: n.Place()}
	readObject(&d.reader, n, append(fieldsOf(d.contentField().needed(mandatory)), alike[Body](ignore, "description")...), b)
	return b
}

func (d *documentReader) contentField() field[Body] {
	return field[Body]{name: "content", strict: true, read: func(_ *reader, n *node.Node, b *Body) { b.Content = d.content(n) }}
}

// content reads media types.
func (d *documentReader) content(n *node.Node) []Media {
	if !d.want(n, node.Object) {
		return nil
	}
	var list []Media
	for _, m := range n.Members {
		media := Media{At: m.Place(), Type: m.Name}
		if n := d.target(m.Value, "mediaTypes"); n != nil {
			readObject(&d.reader, n, d.mediaFields(), &media)
		}
		list = append(list, media)
	}
	return list
}

func (d *documentReader) mediaFields() []field[Media] {
	return slices.Concat([]field[Media]{
		{name: "schema", strict: true, read: func(r *reader, n *node.Node, m *Media) { m.Schema = d.schema(n) }},
		{name: "examples", read: d.readExamples},
	}, alike[Media](ignore, "example"), alike[Media](unused, "encoding", "itemSchema", "prefixEncoding", "itemEncoding"))
}

// readExamples reads those examples that have a value: what else there is to say
// of examples is not checked here.
func (d *documentReader) readExamples(_ *reader, n *node.Node, m *Media) {
	for _, x := range n.Members {
		if value := x.Value.Get("value"); value != nil {
			m.Examples = append(m.Examples, Example{At: x.Place(), Name: x.Name, Value: value.AppendJSON(nil)})
		}
	}
}

func (d *documentReader) readResponses(r *reader, n *node.Node, o *Operation) {
	if !r.want(n, node.Object) {
		return
	}
	for _, m := range n.Members {
		switch {
		case isStatus(m.Name):
			o.Responses = append(o.Responses, d.response(m))
		case strings.HasPrefix(m.Name, "x-"):
			d.foreign(m)
		default:
			r.Report(ruleNameInvalid, m.Place(), "the status of a response must be such as 200, 2XX or default")
		}
	}
	if len(o.Responses) == 0 {
		r.Report(ruleMemberMissing, n.Place(), "there is no response; an operation has at least one")
	}
}

// isStatus reports whether s is the status of a response: a code, a class of them, or default.
func isStatus(s string) bool {
	if len(s) != 3 {
		return s == "default"
	}
	inClass := isDigit(rune(s[1])) && isDigit(rune(s[2])) || s[1:] == "XX"
	return '1' <= s[0] && s[0] <= '5' && inClass
}

// response reads a response, or what a reference to one points to.
func (d *documentReader) response(m node.Member) Response {
	var response Response
	if n := d.target(m.Value, "responses"); n != nil {
		response = once(d.shared.responses, n, d.readResponse)
	}
	response.At, response.Status = m.Place(), m.Name
	return response
}

func (d *documentReader) readResponse(n *node.Node) Response {
	var response Response
	readObject(&d.reader, n, slices.Concat(fieldsOf(
		field[Response]{name: "content", strict: true, read: func(r *reader, n *node.Node, x *Response) {
			x.Body = &Body{At: n.Place()}
			d.contentField().read(r, n, x.Body)
		}},
	), alike[Response](ignore, "summary"), alike[Response](leftAside, "headers"), alike[Response](unused, "links")), &response)
	return response
}
