package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// codecFile returns the methods that read and write the types that keep what
// no field holds, or nil if there are none.
func codecFile(name string, api *model.API, importPath string) ([]byte, error) {
	f := clientFile()
	empty := true
	for _, t := range api.Types {
		if !t.Whole {
			continue
		}
		empty = false
		f.Add(marshalMethod(t)).Line().Line()
		f.Add(unmarshalTypeMethod(t)).Line().Line()
		f.Add(encodeTypeMethod(t)).Line().Line()
		f.Add(decodeTypeMethod(t)).Line().Line()
	}
	if empty {
		return nil, nil
	}
	return render(name, f, importPath)
}

func marshalMethod(t *model.Type) jen.Code {
	return doc("MarshalJSON encodes v with Extra, configurations and secrets redacted. Only the methods of [Client] reveal them.").
		Func().Params(jen.Id("v").Id(t.Name)).Id("MarshalJSON").Params().Params(jen.Index().Byte(), jen.Error()).
		Block(jen.Return(jen.Id("marshal").Call(jen.Id("v").Dot("encode"))))
}

func unmarshalTypeMethod(t *model.Type) jen.Code {
	return doc("UnmarshalJSON decodes what the API sends. Its errors quote nothing of it.").
		Add(onPointer(t)).Id("UnmarshalJSON").Params(jen.Id("data").Index().Byte()).Error().
		Block(jen.Return(jen.Id("unmarshal").Call(jen.Id("data"), jen.Id("v").Dot("decode"))))
}

func onPointer(t *model.Type) *jen.Statement {
	return jen.Func().Params(jen.Id("v").Op("*").Id(t.Name))
}

func encodeTypeMethod(t *model.Type) jen.Code {
	return onPointer(t).Id("encode").Params(jen.Id("e").Op("*").Id("encoder")).BlockFunc(func(g *jen.Group) {
		g.Id("start").Op(":=").Id("e").Dot("open").Call()
		for _, f := range t.Fields {
			g.Add(encodeField(t, f))
		}
		g.Id("e").Dot("close").Call(jen.Id("start"), jen.Id("v").Dot("Extra"))
	})
}

// encodeField writes a field, unless it can be left out and is.
func encodeField(t *model.Type, f *model.Field) jen.Code {
	field := func() *jen.Statement { return jen.Id("v").Dot(f.Name) }
	key, e := jen.Lit(f.Key), func() *jen.Statement { return jen.Id("e") }
	member := e().Dot("member").Call(key)
	switch d := f.Data; {
	case d.Form == model.Configuration:
		s := t.Store
		return e().Dot("configuration").Call(jen.Lit(s.Type.Key), textOf(s.Type), key, field())
	case d.Form == model.Text || d.Form == model.Named && d.Type.Enum != nil:
		return e().Dot("text").Call(key, textOf(f))
	case d.Form == model.Time:
		return e().Dot("time").Call(key, field(), jen.Id("v").Dot("Extra"))
	case d.Form == model.Secret:
		return jen.If(jen.Op("!").Add(field()).Dot("IsZero").Call()).Block(encodeValue(d, jen.Op("&").Add(field()), member))
	case f.Required && isStruct(d):
		return encodeValue(d, field(), member)
	case f.Required && pointed(d):
		return encodeValue(d, jen.Op("&").Add(field()), member)
	case pointed(d):
		return jen.If(field().Op("!=").Nil()).Block(encodeValue(d, field(), member))
	default: // a list, a map, or any
		return jen.If(field().Op("!=").Nil()).Block(encodeValue(d, jen.Op("&").Add(field()), member))
	}
}

// textOf returns the field f of v as a string.
func textOf(f *model.Field) jen.Code {
	field := jen.Id("v").Dot(f.Name)
	if f.Data.Form == model.Named {
		return jen.String().Parens(field)
	}
	return field
}

// encodeValue writes what pointer points to.
func encodeValue(d model.Data, pointer *jen.Statement, e jen.Code) jen.Code {
	if isStruct(d) {
		return pointer.Dot("encode").Call(e)
	}
	return codecCall(d, "encode", pointer, e)
}

// isStruct reports whether d is one of our structs.
func isStruct(d model.Data) bool { return d.Form == model.Named && d.Type.Enum == nil }

// codecCall calls the function that does verb with a value of d, which pointer
// points to, and coder, an encoder or a decoder.
func codecCall(d model.Data, verb string, pointer, coder jen.Code) jen.Code {
	args := []jen.Code{pointer, coder}
	if d.Elem != nil {
		args = append(args, codecFunc(*d.Elem, verb))
	}
	return jen.Id(verb + codecNames[d.Form]).Call(args...)
}

// codecFunc returns the function that does verb with a value of d.
func codecFunc(d model.Data, verb string) jen.Code {
	switch {
	case isStruct(d):
		return jen.Parens(jen.Op("*").Id(d.Type.Name)).Dot(verb)
	case d.Elem != nil:
		coder := string(verb[0])
		return jen.Func().Params(jen.Id("v").Op("*").Add(goData(d)), jen.Id(coder).Op("*").Id(verb+"r")).
			Block(codecCall(d, verb, jen.Id("v"), jen.Id(coder)))
	}
	return jen.Id(verb + codecNames[d.Form])
}

// codecNames are the ends of the names of the functions of the fixed code. Nothing writes to it.
var codecNames = map[model.Form]string{
	model.Any: "Any", model.Text: "Text", model.Truth: "Boolean", model.Integer: "Integer", model.Number: "Number",
	model.Time: "Time", model.Secret: "Secret", model.Named: "Text", model.List: "Array", model.Dictionary: "Map",
}

func decodeTypeMethod(t *model.Type) jen.Code {
	return onPointer(t).Id("decode").Params(jen.Id("d").Op("*").Id("decoder")).BlockFunc(func(g *jen.Group) {
		if t.Store != nil {
			g.Var().Id("configuration").Index().Byte()
		}
		g.For(jen.Id("d").Dot("open").Call(jen.LitRune('{'), jen.Lit("an object")),
			jen.Id("d").Dot("next").Call(jen.Op("&").Id("v").Dot("Extra")), jen.Empty()).Block(
			jen.Switch(jen.String().Parens(jen.Id("d").Dot("name"))).BlockFunc(func(g *jen.Group) {
				for _, f := range t.Fields {
					g.Case(jen.Lit(f.Key)).Block(decodeField(f))
				}
				g.Default().Block(jen.Id("d").Dot("keep").Call(jen.Op("&").Id("v").Dot("Extra")))
			}))
		if t.Store != nil {
			g.Id("v").Dot(t.Store.Configuration.Name).Op("=").
				Id("d").Dot("configuration").Call(textOf(t.Store.Type), jen.Id("configuration"))
		}
	})
}

// decodeField reads the member at hand into its field.
func decodeField(f *model.Field) jen.Code {
	field, d := jen.Op("&").Id("v").Dot(f.Name), jen.Id("d")
	switch {
	case f.Data.Form == model.Configuration:
		return jen.Id("configuration").Op("=").Id("d").Dot("skip").Call()
	case f.Data.Form == model.Time:
		return jen.Id("d").Dot("time").Call(field, jen.Op("&").Id("v").Dot("Extra"))
	case pointed(f.Data) && !f.Required:
		return jen.Id("decodePointer").Call(field, d, codecFunc(f.Data, "decode"))
	case isStruct(f.Data):
		return jen.Id("v").Dot(f.Name).Dot("decode").Call(d)
	default:
		return codecCall(f.Data, "decode", field, d)
	}
}
