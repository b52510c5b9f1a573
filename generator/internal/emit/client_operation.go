package emit

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

// operationsFile returns the methods of the client.
func operationsFile(name string, api *model.API, importPath string) ([]byte, error) {
	if len(api.Operations) == 0 {
		return nil, nil
	}
	f := clientFile()
	f.ImportName(golang.Tree+"/internal/reply", "reply")
	f.PackageComment(prose.Comment("Package " + api.Package + " has the types and methods of the API " + strconv.Quote(prose.Line(api.Title)) + ", version " + prose.Line(api.Version) + "."))
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
	return golang.Render(name, f, importPath)
}

// paramsType returns the struct of what can be left out of an operation.
func paramsType(op *model.Operation) jen.Code {
	var fields []jen.Code
	for _, p := range op.Options {
		field := new(jen.Statement)
		if text := prose.Paragraphs(prose.Sentence(p.Description), p.Default, p.Deprecated); len(text) > 0 {
			field = golang.Doc(text...)
		}
		fields = append(fields, field.Id(p.Name).Add(optional(p.Data)).Line())
	}
	return golang.Doc(op.Params + " are the parameters of [Client." + op.Name + "] that can be left out.").
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
	return golang.Doc(operationDoc(op, links)...).
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
	case op.Iterates():
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
	args := []jen.Code{jen.Lit(op.Name), httpMethod(op.Method), golang.Str(pathTemplate(op))}
	for _, s := range op.Segments {
		switch p := s.Parameter; {
		case p == nil || s.Held != nil:
		case isObject(p):
			args = append(args, jen.Id("c").Dot("pathObject").Call(golang.Str(p.Style), golang.Str(p.Key), jen.Lit(p.Explode), objectWriter(p, jen.Id(p.Argument))))
		case isStyled(p):
			args = append(args, jen.Id("pathParam").Call(golang.Str(p.Style), golang.Str(p.Key), jen.Lit(p.Explode), jen.Id(p.Argument)))
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
			list = append(list, parameterCall(p, golang.Str(p.Fixed)))
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
	if op.Pages != nil {
		list = append(list, jen.Dot("paged").Call(jen.Qual(golang.Tree+"/internal/reply", "Rule").Op(structLiteral(reflect.ValueOf(*op.Pages)))))
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
		return jen.Dot("sendRaw").Call(golang.Str(op.Body.MediaType), jen.Id("body"))
	case api.EncodingMultipart:
		return jen.Dot("sendParts").Call(jen.Id("body"))
	case api.EncodingForm:
		return jen.Dot("sendForm").Call(golang.Str(op.Body.MediaType), writeFunc(op.Body.Data))
	case api.EncodingJSON:
	}
	send := new(jen.Statement)
	if len(op.Body.ReadOnly) > 0 {
		send.Dot("without").Call(keyList(op.Body.ReadOnly))
	}
	send.Dot("send").Call(golang.Str(op.Body.MediaType), writeFunc(op.Body.Data))
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
		return jen.Id("content").Call(jen.Id("ctx"), r, golang.Str(op.Raw), opts)
	case op.Iterates():
		return jen.Id("list").Types(goData(*op.Result)).Call(jen.Id("ctx"), r, golang.Str(op.Items), opts)
	}
	return jen.Id("call").Types(goData(*op.Result)).Call(jen.Id("ctx"), r, opts)
}

// parameterCall returns the call that adds a parameter of the query or of a header.
func parameterCall(p *model.Parameter, value *jen.Statement) *jen.Statement {
	switch {
	case isObject(p):
		return jen.Dot("objectParam").Call(golang.Str(p.In), golang.Str(p.Style), golang.Str(p.Key), jen.Lit(p.Explode), objectWriter(p, value))
	case p.In == "header":
		return jen.Dot("headerParam").Call(golang.Str(p.Key), value)
	case isStyled(p):
		return jen.Dot("param").Call(golang.Str(p.In), golang.Str(p.Style), golang.Str(p.Key), jen.Lit(p.Explode), value)
	}
	return jen.Dot("queryParam").Call(golang.Str(p.Key), value, jen.Lit(p.Required), jen.Lit(p.Explode))
}

// objectWriter returns what writes the value of p as JSON.
func objectWriter(p *model.Parameter, value *jen.Statement) jen.Code {
	if p.Data.HasMembers() {
		return jen.Add(value).Dot("members")
	}
	pointer := jen.Op("&").Add(value)
	if !p.Required && p.Data.IsPointer() {
		pointer = value
	}
	return jen.Func().Params(jen.Id("c").Op("*").Id("codec")).Block(valueCall(p.Data, pointer))
}

// isObject reports whether p is written as JSON first.
func isObject(p *model.Parameter) bool {
	return p.Style == "json" || p.Data.HasMembers() || p.Data.Kind == model.KindMap
}

// isStyled reports whether p is written in another style than most are.
func isStyled(p *model.Parameter) bool {
	switch p.In {
	case "path":
		return p.Style != "simple" || p.Data.Kind == model.KindList || isObject(p)
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
func goData(d model.Data) *jen.Statement { return golang.Type(d.GoType()) }

// optional returns the type of a field for d that can be left out.
func optional(d model.Data) *jen.Statement {
	if d.IsPointer() {
		return jen.Op("*").Add(goData(d))
	}
	return goData(d)
}
