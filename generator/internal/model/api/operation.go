package api

import (
	"cmp"
	"fmt"
	"go/token"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// operation adds the method for o. One that cannot be honoured is left out, with
// the types that it alone needs.
func (b *apiBuilder) operation(o *spec.Operation) {
	before, fields := len(b.api.Types), b.fields
	op := &Operation{
		ID: o.ID, Status: success(o), Summary: o.Summary, Description: o.Description, Deprecated: o.Deprecated,
		Method: o.Method, Path: o.Path, Once: once(o), Public: o.Public,
	}
	op.Name = b.methods.Give(cmp.Or(o.GoName, o.ID), "Operation", "the operation "+strconv.Quote(o.ID), o.At)
	if o.GoName == "" && strings.ContainsFunc(o.ID, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune("\"#$%&'()*+,:;<=>?@[\\]^`{|}", r)
	}) {
		b.found.Report(ruleNameChanged, o.At, "the operationId %q is no name; the operation is called %s", o.ID, op.Name)
	}
	b.refused = slices.Clone(o.Refused)
	b.parameters(op, o)
	b.body(op, o)
	b.result(op, o)
	known := len(b.api.Failures)
	b.failures(op, o)
	if len(b.refused) > 0 {
		b.leaveOut(op, before)
		b.api.Failures = b.api.Failures[:known]
		b.fields = fields
		return
	}
	b.order.sort(op.Parameters)
	b.api.Operations = append(b.api.Operations, op)
}

// refuse notes why the operation that is built cannot be honoured.
func (b *apiBuilder) refuse(at spec.Place, format string, args ...any) {
	b.refused = append(b.refused, spec.Refusal{At: at, Message: fmt.Sprintf(format, args...)})
}

// leaveOut takes back what was noted of op, and the types after the first ones.
func (b *apiBuilder) leaveOut(op *Operation, first int) {
	for _, why := range b.refused {
		b.found.Report(RuleLeftOut, why.At, "%s; the operation %s is left out, and Client.Call can send it", why.Message, op.ID)
	}
	b.methods.free(op.Name)
	b.names.free(op.Params)
	b.forget(first)
}

// forget takes back the types after the first ones.
func (b *apiBuilder) forget(first int) {
	for _, t := range b.api.Types[first:] {
		b.names.free(t.Name)
		delete(b.at, t)
	}
	maps.DeleteFunc(b.types, func(_ *spec.Schema, t *Type) bool { return slices.Contains(b.api.Types[first:], t) })
	b.api.Types = b.api.Types[:first]
}

// components makes the types of a document that has no operations, unless it is
// there for the stores that it describes.
func (b *apiBuilder) components() {
	if slices.ContainsFunc(b.doc.Schemas, IsStore) {
		return
	}
	for _, s := range b.doc.Schemas {
		b.data(s, s.Name, position{})
	}
}

// success returns the status of a success of o.
func success(o *spec.Operation) int {
	for _, r := range o.Responses {
		if status, err := strconv.Atoi(r.Status); err == nil && status/100 == 2 {
			return status
		}
	}
	return http.StatusOK
}

// parameters sorts the parameters of o into those of the path, the required and the others.
func (b *apiBuilder) parameters(op *Operation, o *spec.Operation) {
	ofPath := make(map[string]*Parameter)
	var required []*Parameter
	options := NewScope(OfClient, op.Name+"Params", b.found)
	for _, p := range o.Parameters {
		made := b.parameter(p, o, op.Name)
		switch {
		case made == nil:
		case p.In == "path":
			ofPath[p.Name] = made
		case p.Required:
			required = append(required, made)
		default:
			made.Name = options.Give(cmp.Or(p.GoName, p.Name), "", "the parameter "+strconv.Quote(p.Name), p.At)
			op.Options = append(op.Options, made)
		}
	}
	b.path(op, o, ofPath)
	op.Parameters = append(op.Parameters, required...)
	if len(op.Options) > 0 {
		op.Params = b.names.GiveName(op.Name+"Params", "", "the parameters of the operation "+strconv.Quote(o.ID), o.At)
	}
	b.arguments(op)
}

// parameter returns p, or nil if it is none of the method.
func (b *apiBuilder) parameter(p spec.Parameter, o *spec.Operation, operation string) *Parameter {
	style := cmp.Or(p.Style, defaultStyles[p.In])
	made := &Parameter{
		Key: p.Name, Name: naming.Any(cmp.Or(p.GoName, p.Name)), Argument: argument(cmp.Or(p.GoName, p.Name)), In: p.In, Style: style,
		Explode: style == "form", Required: p.Required || p.In == "path",
		Description: p.Description, Default: defaultOf(p.Schema), Deprecated: p.Deprecated,
	}
	if p.Explode != nil {
		made.Explode = *p.Explode
	}
	switch {
	case p.In == "header" && strings.EqualFold(p.Name, "Content-Type") && o.Body == nil && p.Schema != nil:
		s := wrapped(p.Schema.Resolved())
		if len(s.Enum) == 1 && p.Required {
			made.Fixed = s.Enum[0].Value
		}
	case p.In == "header" && slices.Contains(ownHeaders, strings.ToLower(p.Name)):
		b.found.Report(ruleParameterIgnored, p.At, "the header %s is left out: the client and the transport set it", p.Name)
		return nil
	case !slices.Contains(styles[p.In], style):
		b.refuse(p.At, "the style %q is none of parameters in %q", style, p.In)
		return nil
	case p.In == "header" && !isHeader(p.Name):
		b.refuse(p.At, "the header %q cannot be sent: its name must be of ASCII letters, digits and signs such as -", p.Name)
		return nil
	}
	made.Data = b.parameterData(p, made, operation+made.Name)
	return made
}

// styles are the ways of writing parameters, by where they are, and defaultStyles
// those of parameters that do not say it. ownHeaders are those that OpenAPI keeps
// for itself, and that a transport sets.
var (
	styles = map[string][]string{
		"path": {"simple", "label", "matrix"}, "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
		"header": {"simple"}, "cookie": {"form"},
	}
	defaultStyles = map[string]string{"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
	ownHeaders    = []string{
		"accept", "accept-encoding", "authorization", "connection", "content-length", "content-type", "expect", "host", "keep-alive",
		"proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
	}
)

// isHeader reports whether name is that of a header (RFC 9110).
func isHeader(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

// parameterData returns what p holds, and notes in made that it is sent as JSON.
func (b *apiBuilder) parameterData(p spec.Parameter, made *Parameter, name string) Data {
	schema := p.Schema
	if len(p.Content) > 0 {
		if made.Style = "json"; !isJSON(p.Content[0].Type) {
			b.refuse(p.At, "the parameter %q is of the media type %q, and only JSON is supported", p.Name, p.Content[0].Type)
		}
		schema = p.Content[0].Schema
	}
	if schema == nil {
		b.refuse(p.At, "the parameter %q has no schema", p.Name)
		return Data{}
	}
	if IsPassword(schema) {
		b.refuse(p.At, "a secret must not be a parameter: it would be in logs")
		return Data{}
	}
	before := len(b.api.Types)
	data := b.data(schema, name, position{})
	switch {
	case made.Style == "json":
		return data
	case data.Kind == KindUnion && data.Type.Union.Property == "": // it can be no object
	case data.HasMembers(), data.Kind == KindMap:
		return data
	case data.Kind == KindList && data.Elem.isScalar():
		return data
	case data.isScalar() && made.Style == "deepObject":
		made.Style = "form"
		return data
	case data.isScalar():
		return data
	}
	b.forget(before)
	if data.Kind == KindList {
		b.found.Report(ruleUntypedSchema, p.At, "the elements of the parameter %q can be several things; they are strings, sent as they are", p.Name)
		return Data{Kind: KindList, Elem: &Data{Kind: KindString}}
	}
	b.found.Report(ruleUntypedSchema, p.At, "the parameter %q can be several things; it is a string, sent as it is", p.Name)
	return Data{Kind: KindString}
}

// isScalar reports whether d is written as one text in a parameter.
func (d Data) isScalar() bool {
	return d.Kind == KindString || d.Kind == KindBoolean || d.Kind == KindInteger || d.Kind == KindNumber || d.Kind == KindTime || d.Kind == KindEnumeration
}

// path divides the path of o into segments. The loader has made sure that it
// names the path parameters of o and no others.
func (b *apiBuilder) path(op *Operation, o *spec.Operation, params map[string]*Parameter) {
	for _, part := range strings.Split(strings.TrimPrefix(o.Path, "/"), "/") {
		if !isSegment(strings.NewReplacer("{", "", "}", "").Replace(part)) {
			b.refuse(o.At, "a segment of the path %s is not ASCII text as it stands in a URL, or . or ..", o.Path)
		}
		joined := false
		for part != "" || !joined {
			text, rest, found := strings.Cut(part, "{")
			if text != "" || !found && !joined {
				op.Segments = append(op.Segments, Segment{Text: text, Joined: joined})
				joined = true
			}
			if !found {
				break
			}
			var name string
			if name, part, _ = strings.Cut(rest, "}"); params[name] != nil {
				p := params[name]
				segment := Segment{Parameter: p, Held: b.api.held(p.Key), Joined: joined}
				if segment.Held == nil {
					op.Parameters = append(op.Parameters, p)
				}
				op.Segments = append(op.Segments, segment)
			}
			joined = true
		}
	}
}

// isSegment reports whether s can stand in a URL as a segment of a path, and
// means itself there: a dot or two mean a folder.
func isSegment(s string) bool {
	plain, err := url.PathUnescape(s)
	return err == nil && plain != "." && plain != ".." && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune("\"#/<>?[\\]^`{|}", r)
	})
}

// arguments gives a number to arguments that would have one name, or that of what the
// client holds.
func (b *apiBuilder) arguments(op *Operation) {
	seen := make(map[string]bool)
	for _, h := range b.api.Held {
		seen[h.InPath] = true
	}
	for _, p := range op.Parameters {
		base := p.Argument
		for number := 2; seen[p.Argument]; number++ {
			p.Argument = base + strconv.Itoa(number)
		}
		seen[p.Argument] = true
	}
}

// argument returns the name of an argument of a method. It is not part of the
// contract, so a word that means something in the method gets a suffix.
func argument(key string) string {
	name := naming.Any(key)
	end := 1
	for end < len(name) && isUpper(name[end]) && (end+1 == len(name) || isUpper(name[end+1])) {
		end++
	}
	name = strings.ToLower(name[:end]) + name[end:]
	if token.IsKeyword(name) || slices.Contains(inMethods, name) {
		return name + "Value"
	}
	return name
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// inMethods are the names that a method uses itself.
var inMethods = []string{
	"any", "body", "bool", "byte", "c", "call", "codeAny", "codeArray", "codeBoolean", "codeInteger", "codeMap", "codeNumber", "codeSecret", "codeText",
	"codeTime", "codec", "connector", "content", "context", "ctx", "encodeBody", "error", "false", "float64", "http", "int64", "io", "iter", "list", "nil", "opts", "params", "pathParam",
	"r", "run", "string", "text", "time", "true", "v",
}

// makeFinite makes a property optional that a struct requires itself by: no value
// of the struct could exist.
func (b *apiBuilder) makeFinite() {
	const visiting, done = 1, 2
	state := make(map[*Type]int)
	var visit func(*Type)
	visit = func(t *Type) {
		state[t] = visiting
		for _, f := range t.Fields {
			switch part := f.Data.Type; {
			case !f.Required || part == nil || state[part] == done:
			case state[part] == visiting:
				f.Required = false
				b.found.Report(ruleRequiresItself, b.at[t], "the property %q requires %s, which requires %s, so that no value would be finite; it is taken as optional", f.Key, part.Name, t.Name)
			default:
				visit(part)
			}
		}
		state[t] = done
	}
	for _, t := range b.api.Types {
		if state[t] == 0 {
			visit(t)
		}
	}
}

// isPlain reports whether a value can be that of a constant that oapi-codegen prints.
func isPlain(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) || strings.ContainsRune("\"`\\", r) })
}

// finish decides the names that remain, and puts types and fields in order.
func (b *apiBuilder) finish() *API {
	b.makeFinite()
	b.keepReadOnly()
	b.shortenTypes()
	b.nameUnions()
	for _, t := range b.api.Types {
		slices.SortStableFunc(t.Fields, func(x, y *Field) int {
			return cmp.Compare(Rank(x.Required, x.Deprecated), Rank(y.Required, y.Deprecated))
		})
	}
	slices.SortStableFunc(b.api.Types, func(x, y *Type) int {
		return cmp.Or(b.fileOrder(x, y), cmp.Compare(b.at[x].Line, b.at[y].Line), cmp.Compare(b.at[x].Column, b.at[y].Column))
	})
	b.nameValues()
	return b.api
}

// fileOrder compares the files that x and y are in: the document is first.
func (b *apiBuilder) fileOrder(x, y *Type) int {
	rank := func(t *Type) string { return strings.TrimPrefix(b.at[t].File, b.doc.File) }
	return cmp.Compare(rank(x), rank(y))
}

// rootPath returns the path of the URL of a server, in which a host may be a variable in braces.
func rootPath(server string) string {
	scheme, rest, found := strings.Cut(server, "//")
	if !found {
		scheme, rest = "", server
	}
	host, path, _ := strings.Cut(rest, "/")
	if !found && host != "" || scheme != "" && !strings.HasSuffix(scheme, ":") {
		return "" // it is relative to where the document is
	}
	u, err := url.Parse("/" + strings.Trim(path, "/"))
	if err != nil || u.Path == "/" || strings.Contains(path, "{") {
		return ""
	}
	return u.EscapedPath()
}

// product returns what the client is called in a header: of the version, what a header can hold there.
func product(name, version string) string {
	return "connectorgen-" + name + "/" + strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".-_+", r)) {
			return r
		}
		return -1
	}, version)
}

// Rank puts what is required first and what is deprecated last.
func Rank(required, deprecated bool) int {
	switch {
	case deprecated:
		return 2
	case required:
		return 0
	}
	return 1
}
