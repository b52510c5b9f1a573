package emit

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/names"
	"github.com/connectorgen/connectorgen/generator/internal/emit/variant"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

// client returns the job for the client package, if there is a document.
func client(m *model.Model, importPath string) []job {
	if m.API == nil {
		return nil
	}
	return []job{func() ([]File, error) { return clientFiles(m, importPath) }}
}

// clientFiles returns the files of the client package: the fixed code, with what
// the document says in the place of its document.go, the types, their codec and
// the methods. The generated tree has the import path importPath.
func clientFiles(m *model.Model, importPath string) ([]File, error) {
	api := m.API
	var files []File
	for _, folder := range []string{"internal/param", "internal/redact", "internal/reply", "propagation"} {
		own, err := copied(folder, importPath)
		if err != nil {
			return nil, err
		}
		files = append(files, own...)
	}
	files, err := forPlatform(files, api)
	if err != nil {
		return nil, err
	}
	facts := func(name string, api *model.API, importPath string) ([]byte, error) {
		return documentFacts(name, api, m.Connectors, importPath)
	}
	for _, row := range []struct {
		path  string
		write func(name string, api *model.API, importPath string) ([]byte, error)
		names func(*model.API) []string
	}{
		{"propagation/document.go", facts, factNames},
		{"propagation/operations.go", operationsFile, names.Operations},
		{"propagation/types.go", typesFile, names.ClientTypes},
		{"propagation/codec.go", codecFile, names.ClientCodec},
	} {
		content, err := row.write(row.path, api, importPath)
		if err != nil {
			return nil, err
		}
		if content != nil {
			files = append(files, File{Path: row.path, Content: content, Declares: row.names(api)})
		}
	}
	provisioning, err := provisioningFiles(api, importPath)
	return append(files, provisioning...), err
}

// forPlatform returns what a client for api has of the fixed code.
func forPlatform(files []File, api *model.API) (kept []File, err error) {
	word, others := "plain", []string{"region.go", "example_test.go"}
	if api.PingOne {
		word, others = "pingone", []string{"plain.go"}
	}
	for _, f := range files {
		if dir, name := path.Split(f.Path); dir == "propagation/" && slices.Contains(append(others, "document.go"), name) {
			continue
		}
		f.Content = bytes.Replace(f.Content, []byte("\t//- // HELD\n"), heldFields(api), 1)
		if f.Content, err = variant.Only(f.Content, word); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		kept = append(kept, f)
	}
	return kept, nil
}

// heldFields returns the fields of Config for what a client holds.
func heldFields(api *model.API) []byte {
	var b strings.Builder
	for _, h := range api.Held {
		b.WriteString("\t// " + h.Name + " is the parameter " + strconv.QuoteToASCII(h.Key) + " in the paths of all methods that have it.\n\t" + h.Name + " string\n\n")
	}
	return []byte(b.String())
}

// factNames are the names in the file with what the document says.
func factNames(api *model.API) []string {
	list := []string{"harmless", "rootPath", "product", "open", "profiles"}
	if !api.PingOne {
		list = append(list, "server", "tokenURL", "scope", "Config.held")
	}
	return list
}

// clientFile returns an empty file of the client package.
func clientFile() *jen.File {
	return newFile("propagation", "propagation")
}

// documentFacts returns what the fixed code needs to know of the document, and of
// the connectors.
func documentFacts(name string, api *model.API, connectors []*model.Connector, importPath string) ([]byte, error) {
	const width = 90
	value, line := new(jen.Statement), " "
	for _, key := range api.Harmless {
		if len(line)+len(key) > width {
			value.Lit(line).Op("+").Line()
			line = ""
		}
		line += key + " "
	}
	f := clientFile()
	f.Add(doc("profiles returns what is known of the configurations.").Func().Id("profiles").Params().Index().Id("profile").Block(
		jen.Return(jen.Index().Id("profile").CustomFunc(lines, func(g *jen.Group) {
			for _, c := range connectors {
				for _, p := range c.KnownKeys() {
					g.Values(jen.Lit(c.StoreType), jen.Lit(p.Selector), jen.Lit(p.Method), jen.Lit(spaced(p.Secret)), jen.Lit(spaced(p.Harmless)))
				}
			}
		})))).Line()
	if !api.PingOne {
		addHeld(f, api)
	}
	f.Const().Defs(
		doc("open says that no operation needs a token.").Id("open").Op("=").Lit(api.Open).Line(),
		doc("rootPath is the path of the server.").Id("rootPath").Op("=").Lit(api.RootPath).Line(),
		doc("product is the client in the header User-Agent.").Id("product").Op("=").Lit(api.Product).Line(),
		doc("harmless has the names of the members that may be shown, between spaces.").Id("harmless").Op("=").Add(value.Lit(line)),
	)
	return render(name, f, importPath)
}

// addHeld adds where the API is, and what the client holds.
func addHeld(f *jen.File, api *model.API) {
	values := make(jen.Dict)
	for _, h := range api.Held {
		values[jen.Lit(h.InPath)] = jen.Id("c").Dot(h.Name)
	}
	f.Add(doc("held returns the values that stand in paths.").Func().Params(jen.Id("c").Op("*").Id("Config")).Id("held").Params().Map(jen.String()).String().Block(
		jen.Return(jen.Map(jen.String()).String().Values(values)))).Line()
	f.Const().Defs(
		doc("server is the root of the API, if the document says it.").Id("server").Op("=").Add(str(api.Server)).Line(),
		doc("tokenURL is where tokens are to be had, if the document says it.").Id("tokenURL").Op("=").Add(str(api.TokenURL)).Line(),
		doc("scope is what the links between pages must not leave.").Id("scope").Op("=").Lit("what the client holds"),
	).Line()
}

// spaced returns keys as one text, each between spaces.
func spaced(keys []string) string { return " " + strings.Join(append(keys, ""), " ") }

// keyList returns keys as one text, each between spaces, or "" if there are none.
func keyList(keys []string) jen.Code {
	if len(keys) == 0 {
		return jen.Lit("")
	}
	return jen.Lit(" " + strings.Join(keys, " ") + " ")
}

// operationsFile returns the methods of the client.
func operationsFile(name string, api *model.API, importPath string) ([]byte, error) {
	if len(api.Operations) == 0 {
		return nil, nil
	}
	f := clientFile()
	f.PackageComment(comment("Package " + api.Package + " has the types and methods of the API " + strconv.Quote(text(api.Title)) + ", version " + text(api.Version) + "."))
	links := methodLinks(api)
	for _, op := range api.Operations {
		if len(op.Options) > 0 {
			f.Add(paramsType(op)).Line().Line()
		}
		f.Add(operationMethod(op, links)).Line().Line()
	}
	for _, failure := range api.Failures {
		f.Add(failuresFunction(failure)).Line().Line()
	}
	return render(name, f, importPath)
}

// paramsType returns the struct of what can be left out of an operation.
func paramsType(op *model.Operation) jen.Code {
	var fields []jen.Code
	for _, p := range op.Options {
		field := new(jen.Statement)
		if s := sentence(p.Description); s != "" {
			field = doc(s)
		}
		fields = append(fields, field.Id(p.Name).Add(optional(p.Data)).Line())
	}
	return doc(op.Params + " are the parameters of [Client." + op.Name + "] that can be left out.").
		Type().Id(op.Params).Struct(fields...)
}

// operationMethod returns the method of the client for op. Its comment has links.
func operationMethod(op *model.Operation, links map[string]string) jen.Code {
	args := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	params := arguments(op)
	for i, p := range params {
		arg := jen.Id(p.Argument)
		if i+1 == len(params) || p.Data.GoType() != params[i+1].Data.GoType() {
			arg.Add(goData(p.Data)) // else it has the type of the next
		}
		args = append(args, arg)
	}
	if op.Body != nil {
		args = append(args, jen.Id("body").Add(bodyType(op.Body)))
	}
	if len(op.Options) > 0 {
		args = append(args, jen.Id("params").Op("*").Id(op.Params))
	}
	args = append(args, jen.Id("opts").Op("...").Id("CallOption"))
	return doc(operationDoc(op, links)...).
		Func().Params(jen.Id("c").Op("*").Id("Client")).Id(op.Name).Params(args...).Add(results(op)).
		BlockFunc(func(g *jen.Group) { operationBody(g, op) })
}

// arguments returns the parameters that are arguments of the method for op.
func arguments(op *model.Operation) []*model.Parameter {
	return slices.DeleteFunc(slices.Clone(op.Parameters), func(p *model.Parameter) bool { return p.Fixed != "" })
}

// results returns the results of the method for op.
func results(op *model.Operation) jen.Code {
	switch {
	case op.Result == nil:
		return jen.Error()
	case op.Raw != "":
		return jen.Params(jen.Index().Byte(), jen.Error())
	case op.Items != "":
		return jen.Qual("iter", "Seq2").Types(jen.Op("*").Add(goData(*op.Result)), jen.Error())
	default:
		return jen.Params(jen.Op("*").Add(goData(*op.Result)), jen.Error())
	}
}

// operationBody makes the request and sends it.
func operationBody(g *jen.Group, op *model.Operation) {
	r := requestCall(op)
	if chained := chain(op); len(chained) > 0 || len(op.Options) > 0 || optionalBody(op) {
		g.Id("r").Op(":=").Add(r)
		for _, call := range chained {
			g.Id("r").Add(call)
		}
		r = jen.Id("r")
	}
	if optionalBody(op) {
		g.If(jen.Id("body").Op("!=").Nil()).Block(jen.Id("r").Add(sendCall(op)))
	}
	if len(op.Options) > 0 {
		g.If(jen.Id("params").Op("!=").Nil()).BlockFunc(func(g *jen.Group) {
			for _, p := range op.Options {
				call, value := new(jen.Statement), jen.Id("params").Dot(p.Name)
				if call.Id("r").Add(parameterCall(p, value.Clone())); isObject(p) && p.Data.IsPointer() {
					call = jen.If(value.Clone().Op("!=").Nil()).Block(call)
				}
				g.Add(call)
			}
		})
	}
	g.Return(sendExpression(op, r))
}

// requestCall returns the call that starts the request.
func requestCall(op *model.Operation) *jen.Statement {
	args := []jen.Code{jen.Lit(op.Name), httpMethod(op.Method), str(pathTemplate(op))}
	for _, s := range op.Segments {
		switch p := s.Parameter; {
		case p == nil || s.Held != nil:
		case isStyled(p):
			args = append(args, jen.Id("pathParam").Call(str(p.Style), str(p.Key), jen.Lit(p.Explode), jen.Id(p.Argument)))
		case p.Data.Kind == model.KindString:
			args = append(args, jen.Id(p.Argument))
		default:
			args = append(args, jen.Id("text").Call(jen.Id(p.Argument)))
		}
	}
	return jen.Id("c").Dot("request").Call(args...)
}

// pathTemplate returns the path with the names of the arguments in braces.
func pathTemplate(op *model.Operation) string {
	var b strings.Builder
	for _, s := range op.Segments {
		if !s.Joined {
			b.WriteString("/")
		}
		switch {
		case s.Parameter == nil:
			b.WriteString(s.Text)
		case s.Held != nil:
			b.WriteString("{" + s.Held.InPath + "}")
		case isStyled(s.Parameter):
			b.WriteString("{*" + s.Parameter.Argument + "}")
		default:
			b.WriteString("{" + s.Parameter.Argument + "}")
		}
	}
	return b.String()
}

// chain returns the calls that add to the request what is always sent.
func chain(op *model.Operation) []jen.Code {
	var list []jen.Code
	for _, p := range op.Parameters {
		switch {
		case p.Fixed != "":
			list = append(list, parameterCall(p, str(p.Fixed)))
		case p.In != "path":
			list = append(list, parameterCall(p, jen.Id(p.Argument)))
		}
	}
	if op.Body != nil && !optionalBody(op) {
		list = append(list, sendCall(op))
	}
	if op.Once {
		list = append(list, jen.Dot("once").Call())
	}
	if op.Public {
		list = append(list, jen.Dot("withoutToken").Call())
	}
	if op.Failure != nil {
		list = append(list, jen.Dot("failing").Call(jen.Id(op.Failure.Name)))
	}
	return list
}

// optionalBody reports whether the body of op is a pointer, nil for none.
func optionalBody(op *model.Operation) bool {
	return op.Body != nil && !op.Body.Required && op.Body.Data.HasMembers()
}

// sendCall returns the call that sets the body.
func sendCall(op *model.Operation) jen.Code {
	switch op.Body.Encoding {
	case api.EncodingRaw:
		return jen.Dot("sendRaw").Call(str(op.Body.MediaType), jen.Id("body"))
	case api.EncodingMultipart:
		return jen.Dot("sendParts").Call(jen.Id("body"))
	case api.EncodingForm:
		return jen.Dot("sendForm").Call(str(op.Body.MediaType), writeFunc(op.Body.Data))
	case api.EncodingJSON:
	}
	send := new(jen.Statement)
	if len(op.Body.ReadOnly) > 0 {
		send.Dot("without").Call(keyList(op.Body.ReadOnly))
	}
	send.Dot("send").Call(str(op.Body.MediaType), writeFunc(op.Body.Data))
	if c := op.Replaces; c != nil {
		send.Dot("replacing").Call(jen.Lit(c.Key), jen.Id("body").Dot(c.Name))
	}
	return send
}

// sendExpression returns the call that sends r and gives the results.
func sendExpression(op *model.Operation, r jen.Code) jen.Code {
	opts := jen.Id("opts").Op("...")
	switch {
	case op.Result == nil:
		return jen.Id("run").Call(jen.Id("ctx"), r, opts)
	case op.Raw != "":
		return jen.Id("content").Call(jen.Id("ctx"), r, str(op.Raw), opts)
	case op.Items != "":
		return jen.Id("list").Types(goData(*op.Result)).Call(jen.Id("ctx"), r, str(op.Items), opts)
	}
	return jen.Id("call").Types(goData(*op.Result)).Call(jen.Id("ctx"), r, opts)
}

// parameterCall returns the call that adds a parameter of the query or of a header.
func parameterCall(p *model.Parameter, value *jen.Statement) *jen.Statement {
	switch {
	case isObject(p):
		write := jen.Add(value).Dot("members")
		if !p.Data.HasMembers() {
			pointer := jen.Op("&").Add(value)
			if !p.Required && p.Data.IsPointer() {
				pointer = value
			}
			write = jen.Func().Params(jen.Id("c").Op("*").Id("codec")).Block(valueCall(p.Data, pointer))
		}
		return jen.Dot("objectParam").Call(str(p.In), str(p.Style), str(p.Key), jen.Lit(p.Explode), write)
	case p.In == "header":
		return jen.Dot("headerParam").Call(str(p.Key), value)
	case isStyled(p):
		return jen.Dot("param").Call(str(p.In), str(p.Style), str(p.Key), jen.Lit(p.Explode), value)
	}
	return jen.Dot("queryParam").Call(str(p.Key), value, jen.Lit(p.Required), jen.Lit(p.Explode))
}

// isObject reports whether p is written as JSON first.
func isObject(p *model.Parameter) bool {
	return p.Style == "json" || p.Data.HasMembers() || p.Data.Kind == model.KindMap
}

// isStyled reports whether p is written in another style than most are.
func isStyled(p *model.Parameter) bool {
	switch p.In {
	case "path":
		return p.Style != "simple" || p.Data.Kind == model.KindList
	case "query":
		return p.Style != "form"
	}
	return p.In == "cookie"
}

// httpMethod returns the constant of net/http for method.
func httpMethod(method string) jen.Code {
	if slices.Contains([]string{"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"}, method) {
		return jen.Qual("net/http", "Method"+method[:1]+strings.ToLower(method[1:]))
	}
	return jen.Lit(method)
}

// bodyType returns the type of the argument for a body: any for one that may
// hold anything, so that a configuration can be one.
func bodyType(b *model.Body) jen.Code {
	switch {
	case b.Encoding == api.EncodingRaw:
		return jen.Qual("io", "Reader")
	case b.Encoding == api.EncodingMultipart:
		return jen.Index().Id("FormPart")
	case b.Data.Kind == model.KindMap || b.Data.Kind == model.KindAny:
		return jen.Any()
	case !b.Required && b.Data.HasMembers():
		return jen.Op("*").Add(goData(b.Data))
	}
	return goData(b.Data)
}

// writeFunc returns what writes the argument body.
func writeFunc(d model.Data) jen.Code {
	if d.HasMembers() {
		return jen.Id("body").Dot("members")
	}
	call := valueCall(d, jen.Op("&").Id("body"))
	if d.Kind == model.KindMap || d.Kind == model.KindAny {
		call = jen.Id("encodeBody").Call(jen.Id("body"), jen.Id("c").Dot("e"))
	}
	return jen.Func().Params(jen.Id("c").Op("*").Id("codec")).Block(call)
}

// goData returns the Go type for d.
func goData(d model.Data) *jen.Statement { return goType(d.GoType()) }

// optional returns the type of a field for d that can be left out.
func optional(d model.Data) *jen.Statement {
	if d.IsPointer() {
		return jen.Op("*").Add(goData(d))
	}
	return goData(d)
}
