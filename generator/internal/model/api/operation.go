package api

import (
	"cmp"
	"go/token"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// operation adds the method for o.
func (b *apiBuilder) operation(o *spec.Operation) {
	if o.ID == "" {
		return // the loader has refused it
	}
	op := &Operation{
		ID: o.ID, Name: naming.Exported(o.ID), Status: success(o), Summary: o.Summary, Description: o.Description, Deprecated: o.Deprecated,
		Method: o.Method, Path: o.Path, Once: once(o),
	}
	b.methods.Take(op.Name, "the operation "+strconv.Quote(o.ID), o.At)
	b.parameters(op, o)
	b.body(op, o)
	b.result(op, o)
	b.api.Operations = append(b.api.Operations, op)
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
		made := b.parameter(p, op.Name)
		switch {
		case made == nil:
		case p.In == "path":
			ofPath[p.Name] = made
		case p.Required:
			required = append(required, made)
		default:
			options.Take(made.Name, "the parameter "+strconv.Quote(p.Name), p.At)
			op.Options = append(op.Options, made)
		}
	}
	b.path(op, o, ofPath)
	op.Parameters = append(op.Parameters, required...)
	b.order.sort(op.Parameters)
	if len(op.Options) > 0 {
		b.names.Take(op.Name+"Params", "the parameters of the operation "+strconv.Quote(o.ID), o.At)
	}
	b.arguments(op, o)
}

// parameter returns p, or nil if it cannot be honoured.
func (b *apiBuilder) parameter(p spec.Parameter, operation string) *Parameter {
	style := styles[p.In]
	switch {
	case style == "":
		b.found.Report(ruleParameterUnsupported, p.At, "parameters in %q are not supported; use path, query or header", p.In)
		return nil
	case p.Style != "" && p.Style != style:
		b.found.Report(ruleParameterUnsupported, p.At, "the style %q is not supported in %s; use %s", p.Style, p.In, style)
		return nil
	case p.In == "header" && slices.Contains(ownHeaders, strings.ToLower(p.Name)):
		b.found.Report(ruleParameterIgnored, p.At, "OpenAPI ignores the header %s here; the client sets it", p.Name)
		return nil
	case p.In == "header" && !isHeader(p.Name):
		b.found.Report(ruleParameterUnsupported, p.At, "the header %q cannot be sent; its name must be of ASCII letters, digits and signs such as -, and not one that net/http sets", p.Name)
		return nil
	}
	made := &Parameter{
		Key: p.Name, Name: naming.Exported(p.Name), Argument: argument(p.Name), In: p.In,
		Explode: style == "form", Required: p.Required || p.In == "path", Description: p.Description,
	}
	if p.Explode != nil {
		made.Explode = *p.Explode
	}
	made.Data = b.parameterData(p, operation+made.Name)
	return made
}

// styles are the ways of writing parameters that are supported, and
// ownHeaders those that OpenAPI keeps for itself.
var (
	styles     = map[string]string{"path": "simple", "query": "form", "header": "simple"}
	ownHeaders = []string{"accept", "authorization", "content-type"}
)

// isHeader reports whether name is that of a header (RFC 9110) that package net/http
// sends as it is given.
func isHeader(name string) bool {
	return name != "" && !slices.Contains(httpHeaders, strings.ToLower(name)) && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

// httpHeaders are those that package net/http sets.
var httpHeaders = []string{"connection", "content-length", "host", "trailer", "transfer-encoding"}

// parameterData returns what p holds: a string, a number, a boolean or a list of strings.
func (b *apiBuilder) parameterData(p spec.Parameter, name string) Data {
	if p.Schema == nil {
		b.found.Report(ruleParameterUnsupported, p.At, "the parameter %q needs a schema", p.Name)
		return Data{}
	}
	s := wrapped(p.Schema.Resolved())
	switch {
	case IsPassword(s):
		b.found.Report(ruleParameterUnsupported, p.At, "a secret must not be a parameter: it would be in logs")
	case s.Type == "string":
		return Data{Kind: KindString}
	case s.Type == "array" && p.In != "path" && s.Items != nil && s.Items.Resolved().Type == "string":
		return Data{Kind: KindList, Elem: &Data{Kind: KindString}}
	case ScalarOf(s.Type) != KindAny:
		return Data{Kind: ScalarOf(s.Type)}
	default:
		b.found.Report(ruleParameterUnsupported, p.At, "a parameter must be a string, a number, a boolean or, outside of the path, a list of strings")
	}
	return Data{}
}

// path divides the path of o into segments. The loader has made sure that it
// names the path parameters of o and no others.
func (b *apiBuilder) path(op *Operation, o *spec.Operation, params map[string]*Parameter) {
	for _, part := range strings.Split(strings.TrimPrefix(o.Path, "/"), "/") {
		name, ok := strings.CutPrefix(part, "{")
		if !ok && isSegment(part) {
			op.Segments = append(op.Segments, Segment{Text: part})
			continue
		}
		name, ok = strings.CutSuffix(name, "}")
		switch {
		case !ok || strings.ContainsAny(name, "{}"):
			b.found.Report(rulePathUnsupported, o.At, "a segment of the path %s must be one parameter in braces, or ASCII text as it stands in a URL, and neither . nor ..", o.Path)
			continue
		case params[name] == nil:
			continue // it has been refused
		}
		p := params[name]
		segment := Segment{Parameter: p, Environment: p.Name == "EnvironmentID"}
		if !segment.Environment {
			op.Parameters = append(op.Parameters, p)
		}
		op.Segments = append(op.Segments, segment)
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

// arguments refuses parameters whose arguments would have one name.
func (b *apiBuilder) arguments(op *Operation, o *spec.Operation) {
	seen := make(map[string]*Parameter)
	for _, p := range op.Parameters {
		switch other := seen[p.Argument]; {
		case p.Argument == "":
			b.found.Report(RuleGoName, o.At, "the parameter %q makes no Go identifier; rename it in the document", p.Key)
		case other != nil:
			b.found.Report(ruleNameClash, o.At, "the parameters %q and %q would both be the argument %s; rename one of them in the document", other.Key, p.Key, p.Argument)
		}
		seen[p.Argument] = p
	}
}

// argument returns the name of an argument of a method. It is not part of the
// contract, so a word that means something in the method gets a suffix.
func argument(key string) string {
	name := naming.Exported(key)
	if !naming.IsExported(name) {
		return ""
	}
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
	"any", "body", "bool", "c", "call", "codeAny", "codeArray", "codeBoolean", "codeInteger", "codeMap", "codeNumber", "codeSecret", "codeText",
	"codeTime", "codec", "connector", "context", "ctx", "encodeBody", "error", "false", "float64", "http", "int64", "iter", "list", "nil", "opts", "params",
	"r", "run", "string", "text", "time", "true", "v",
}

// body notes what the operation sends.
func (b *apiBuilder) body(op *Operation, o *spec.Operation) {
	if o.Body == nil {
		return
	}
	media := b.media(o.Body, "request")
	if media == nil {
		return
	}
	schema, readOnly := withoutMarks(media.Schema)
	op.Body = &Body{MediaType: media.Type, Data: b.data(schema, op.Name+"Body", position{}), Required: o.Body.Required, ReadOnly: readOnly}
}

// media returns the first JSON of body. Others are not used, which is said.
func (b *apiBuilder) media(body *spec.Body, what string) *spec.Media {
	var first *spec.Media
	for i := range body.Content {
		switch m := &body.Content[i]; {
		case !isMediaType(m.Type):
			b.found.Report(ruleMediaTypeUnsupported, m.At, "%q is no media type, such as application/json", m.Type)
		case !isJSON(m.Type):
			b.found.Report(ruleMediaTypeUnused, m.At, "the media type %s is not JSON and is not used", m.Type)
		case first == nil:
			first = m
		default:
			b.found.Report(ruleMediaTypeUnused, m.At, "the media type %s is not used, because %s stands before it", m.Type, first.Type)
		}
	}
	if first == nil && len(body.Content) > 0 {
		b.found.Report(ruleMediaTypeUnsupported, body.At, "the %s must be JSON in one of its media types", what)
	}
	return first
}

// isMediaType reports whether s can be sent as a media type.
func isMediaType(s string) bool {
	_, _, err := mime.ParseMediaType(s)
	return err == nil && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

func isJSON(mediaType string) bool {
	mediaType, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	mediaType = strings.TrimSpace(mediaType)
	return mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")
}

// result notes what the operation answers with if all is well.
func (b *apiBuilder) result(op *Operation, o *spec.Operation) {
	var schema *spec.Schema
	successful := func(r spec.Response) bool { return strings.HasPrefix(r.Status, "2") }
	if !slices.ContainsFunc(o.Responses, successful) {
		successful = func(r spec.Response) bool { return r.Status == "default" }
	}
	for _, r := range o.Responses {
		if !successful(r) || r.Body == nil {
			continue
		}
		media := b.media(r.Body, "response")
		switch {
		case media == nil || media.Schema == nil:
		case schema == nil:
			schema = media.Schema
		case schema.Resolved() != media.Schema.Resolved():
			b.found.Report(ruleResponseAmbiguous, r.At, "the successful responses must have one schema, so that the method has one result")
		}
	}
	if schema == nil {
		return
	}
	result := Data{}
	if items := collection(schema); items != nil && o.Method == "GET" {
		op.Items = items.Key
		result = b.data(items.Schema.Resolved().Items, op.Name+"Item", position{})
	} else {
		result = b.data(schema, op.Name+"Result", position{})
	}
	op.Result = &result
}

// collection returns the one array in _embedded if s is a collection of HAL, else nil.
func collection(s *spec.Schema) *spec.Property {
	embedded := PropertyOf(s, "_embedded")
	if embedded == nil || PropertyOf(s, "_links") == nil {
		return nil
	}
	members := Flatten(embedded.Schema)
	if len(members) != 1 || members[0].Schema.Resolved().Type != "array" {
		return nil
	}
	return &members[0].Property
}

// checkFinite refuses a struct that requires itself: no value of it could exist.
func (b *apiBuilder) checkFinite() {
	const visiting, done = 1, 2
	state := make(map[*Type]int)
	var visit func(*Type)
	visit = func(t *Type) {
		state[t] = visiting
		for _, f := range t.Fields {
			switch part := f.Data.Type; {
			case !f.Required || part == nil || state[part] == done:
			case state[part] == visiting:
				b.found.Report(ruleRequiresItself, b.at[t], "the property %q requires %s, which requires %s; make one of the properties optional", f.Key, part.Name, t.Name)
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
	b.checkFinite()
	b.keepReadOnly()
	b.shortenTypes()
	for _, t := range b.api.Types {
		slices.SortStableFunc(t.Fields, func(x, y *Field) int {
			return cmp.Compare(Rank(x.Required, x.Deprecated), Rank(y.Required, y.Deprecated))
		})
	}
	slices.SortStableFunc(b.api.Types, func(x, y *Type) int {
		return cmp.Or(cmp.Compare(b.at[x].Line, b.at[y].Line), cmp.Compare(b.at[x].Column, b.at[y].Column))
	})
	b.nameValues()
	return b.api
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
func product(version string) string {
	return "connectorgen-propagation/" + strings.Map(func(r rune) rune {
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
