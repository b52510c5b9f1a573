package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// codecFile returns the methods that read and write the types that keep what
// no field holds, or nil if there are none.
func codecFile(name string, api *model.API, importPath string) ([]byte, error) {
	f := clientFile()
	empty := true
	for _, t := range api.Types {
		if t.Enum != nil {
			continue
		}
		empty = false
		f.Add(marshalMethod(t)).Line().Line()
		f.Add(unmarshalTypeMethod(t)).Line().Line()
		f.Add(yamlMethods(t)).Line().Line()
		if isUnion(t) {
			for _, method := range unionMethods(t) {
				f.Add(method).Line().Line()
			}
			continue
		}
		f.Add(membersMethod(t)).Line().Line()
	}
	if empty {
		return nil, nil
	}
	return golang.Render(name, f, importPath)
}

func marshalMethod(t *model.Type) jen.Code {
	return golang.Doc("MarshalJSON encodes v with Extra, configurations and secrets redacted. Only the methods of [Client] reveal them.").
		Func().Params(jen.Id("v").Id(t.Name)).Id("MarshalJSON").Params().Params(jen.Index().Byte(), jen.Error()).
		Block(jen.Return(jen.Id("marshal").Call(jen.Op("&").Id("v"))))
}

func unmarshalTypeMethod(t *model.Type) jen.Code {
	return golang.Doc("UnmarshalJSON decodes what the API sends. Its errors quote nothing of it.").
		Add(onPointer(t)).Id("UnmarshalJSON").Params(jen.Id("data").Index().Byte()).Error().
		Block(jen.Return(jen.Id("unmarshal").Call(jen.Id("data"), jen.Id("v"))))
}

// yamlMethods are the methods for libraries that ignore those for JSON.
func yamlMethods(t *model.Type) jen.Code {
	return golang.Doc("MarshalYAML returns what MarshalJSON encodes, for YAML libraries.").
		Func().Params(jen.Id("v").Id(t.Name)).Id("MarshalYAML").Params().Params(jen.Id("any"), jen.Error()).Block(
		jen.Return(jen.Id("marshalYAML").Call(jen.Op("&").Id("v"))),
	).Line().Line().
		Add(golang.Doc("UnmarshalYAML is UnmarshalJSON for YAML libraries. Its errors quote nothing.")).
		Add(onPointer(t)).Id("UnmarshalYAML").Params(jen.Id("fill").Func().Params(jen.Id("any")).Error()).Error().Block(
		jen.Return(jen.Id("unmarshalYAML").Call(jen.Id("fill"), jen.Id("v"))),
	)
}

func onPointer(t *model.Type) *jen.Statement {
	return jen.Func().Params(jen.Id("v").Op("*").Id(t.Name))
}

// membersMethod names the members of t, each with the field for it. The type
// of a store is known only at the end: its configuration is read then.
func membersMethod(t *model.Type) jen.Code {
	var given []string
	for _, f := range t.Fields {
		if f.ReadOnly {
			given = append(given, f.Key)
		}
	}
	begin := jen.Id("w").Op(":=").Id("c").Dot("object").Call(jen.Op("&").Id("v").Dot("Extra"), keyList(given))
	next := jen.Id("w").Dot("next").Call()
	walk := func(g *jen.Group) {
		for _, f := range t.Fields {
			g.Add(memberField(t, f))
		}
		if f := t.Additional; f != nil {
			g.Id("codeAdditional").Call(jen.Op("&").Id("w"), jen.Op("&").Id("v").Dot(f.Name), valueFunc(*f.Data.Elem))
		}
	}
	body := []jen.Code{jen.For(begin, next, jen.Empty()).BlockFunc(walk)}
	if t.Store != nil {
		body = []jen.Code{begin, jen.For(next).BlockFunc(walk), jen.Id("w").Dot("configured").
			Call(textOf(t.Store.Type), golang.Str(t.Store.Configuration.Key), jen.Op("&").Id("v").Dot(t.Store.Configuration.Name))}
	}
	return onPointer(t).Id("members").Params(jen.Id("c").Op("*").Id("codec")).Block(body...)
}

// memberField reads or writes a field.
func memberField(t *model.Type, f *model.Field) jen.Code {
	key, w := golang.Str(f.Key), jen.Id("w")
	field := jen.Id("v").Dot(f.Name)
	pointer := jen.Op("&").Add(field)
	at := w.Clone().Dot("at").Call(key, jen.Add(field).Op("!=").Nil())
	switch d := f.Data; {
	case d.Kind == model.KindConfiguration:
		return w.Dot("configuration").Call(golang.Str(t.Store.Type.Key), textOf(t.Store.Type), key, field)
	case d.Kind == model.KindTime:
		return w.Dot("time").Call(key, pointer)
	case sentEmpty(t, f):
		return jen.If(w.Dot("required").Call(key, pointer)).Block(valueCall(d, pointer))
	case d.Kind == model.KindString:
		return w.Dot("text").Call(key, pointer)
	case d.Kind == model.KindEnumeration:
		return w.Dot("text").Call(key, jen.Parens(jen.Op("*").String()).Parens(pointer))
	case d.Kind == model.KindSecret:
		return jen.If(w.Dot("at").Call(key, jen.Op("!").Add(field).Dot("IsZero").Call())).Block(valueCall(d, pointer))
	case d.IsPointer():
		return jen.If(at).Block(jen.Id("codePointer").Call(pointer, jen.Id("c"), valueFunc(d)))
	default:
		return jen.If(at).Block(valueCall(d, pointer))
	}
}

// sentEmpty reports whether f is written even if it is empty: because t requires
// it, and an empty value is one. A configuration says what the type of its store is.
func sentEmpty(t *model.Type, f *model.Field) bool {
	return f.Required && f.Data.Kind != model.KindAny && (t.Store == nil || f != t.Store.Type)
}

// textOf returns the field f of v as a string.
func textOf(f *model.Field) jen.Code {
	field := jen.Id("v").Dot(f.Name)
	if f.Data.Type != nil {
		return jen.String().Parens(field)
	}
	return field
}

// isStruct reports whether d is one of our structs.
func isStruct(d model.Data) bool { return d.Kind == model.KindStruct }

// valueCall reads or writes what pointer, the address of a d, points to.
func valueCall(d model.Data, pointer jen.Code) *jen.Statement {
	args := []jen.Code{pointer, jen.Id("c")}
	if d.HasMembers() {
		return jen.Id("codeStruct").Call(append(args, valueFunc(d))...)
	}
	if d.Elem != nil {
		args = append(args, valueFunc(*d.Elem))
	}
	return jen.Id(d.CodecFunc()).Call(args...)
}

// valueFunc returns the function that reads or writes a d.
func valueFunc(d model.Data) jen.Code {
	switch {
	case d.HasMembers():
		return jen.Parens(jen.Op("*").Id(d.Type.Name)).Dot("members")
	case d.Elem != nil:
		return jen.Func().Params(jen.Id("v").Op("*").Add(goData(d)), jen.Id("c").Op("*").Id("codec")).
			Block(valueCall(d, jen.Id("v")))
	}
	return jen.Id(d.CodecFunc())
}
