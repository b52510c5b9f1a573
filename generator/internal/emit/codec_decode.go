package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// copyMethods returns the methods for copies, and for libraries that ignore those for JSON.
func copyMethods(*model.Connector) jen.Code {
	return golang.Doc("Clone returns a copy of c that shares nothing with c that can be changed. Libraries that copy deeply lose secrets.").
		Add(method("c", "Configuration", "Clone")).Params().Op("*").Id("Configuration").Block(
		jen.Return(golang.Codec("Clone").Call(jen.Id("c"))),
	).Line().Line().
		Add(golang.Doc("MarshalYAML returns what MarshalJSON encodes, for YAML libraries.")).
		Add(method("c", "Configuration", "MarshalYAML")).Params().Params(jen.Id("any"), jen.Error()).Block(
		jen.Return(golang.Codec("YAML").Call(golang.Codec("Redacted").Call(jen.Id("c")))),
	).Line().Line().
		Add(golang.Doc("UnmarshalYAML is UnmarshalJSON for YAML libraries. Its errors quote nothing.")).
		Add(method("c", "*Configuration", "UnmarshalYAML")).Params(jen.Id("unmarshal").Func().Params(jen.Id("any")).Error()).Error().Block(
		jen.Return(golang.Codec("UnmarshalYAML").Call(jen.Id("unmarshal"), jen.Id("c").Dot("UnmarshalJSON"))),
	)
}

func unmarshalMethod(c *model.Connector) jen.Code {
	profile, name := jen.Null(), jen.Lit("")
	if c.Selector != nil {
		profile, name = jen.Var().Id("profile").Id(c.Selector.Name).Line().
			If(jen.Id("c").Dot("Profile").Op("!=").Nil()).Block(jen.Id("profile").Op("=").Id("c").Dot("Profile").Dot(c.Selector.Name).Call()),
			jen.String().Call(jen.Id("profile"))
	}
	return golang.Doc("UnmarshalJSON decodes a configuration in the form of the API, as one that somebody wrote. What no other field holds is kept in Extra. "+
		"The error says where data is no JSON.").
		Add(method("c", "*Configuration", "UnmarshalJSON")).Params(jen.Id("data").Index().Byte()).Error().Block(
		jen.If(jen.String().Call(jen.Id("data")).Op("==").Lit("null")).Block(jen.Return(jen.Nil())),
		jen.Return(jen.Id("c").Dot("decode").Call(golang.Codec("NewDecoder").Call(jen.Id("StoreType"), jen.Id("data")))),
	).Line().Line().
		Add(golang.Doc("decode sets c to what d reads.")).
		Add(method("c", "*Configuration", "decode")).Params(jen.Id("d").Add(golang.Codec("Decoder"))).Error().BlockFunc(func(g *jen.Group) {
		g.Op("*").Id("c").Op("=").Id("Configuration").Values()
		if c.Selector != nil {
			g.Add(chooseProfile(c))
		}
		g.For(jen.Id("d").Dot("Next").Call()).Block(jen.Id("c").Dot("decodeMember").Call(jen.Op("&").Id("d")))
		g.Id("c").Dot("Extra").Op("=").Add(golang.Codec("Extra")).Types(golang.Connector("Extra")).Call(jen.Op("&").Id("d"))
		g.Return(jen.Id("d").Dot("Err").Call())
	}).Line().Line().
		Add(golang.Doc("decodeMember sets the field that the member is for.")).
		Add(method("c", "*Configuration", "decodeMember")).Params(jen.Id("d").Op("*").Add(golang.Codec("Decoder"))).Block(decodeMembers(c)).Line().Line().
		Add(golang.Doc("checkExtra adds to errs what is wrong with Extra, and says which texts have credentials.")).
		Add(method("c", "Configuration", "checkExtra")).Params(jen.Id("errs").Add(golang.Connector("Errors"))).Error().Block(
		profile,
		jen.Id("d").Op(":=").Add(golang.Codec("NewChecker")).Call(jen.Id("StoreType"), jen.Id("c").Dot("Extra"), jen.Id("keys"), name),
		jen.For(jen.Id("d").Dot("Next").Call()).Block(jen.Id("c").Dot("decodeMember").Call(jen.Op("&").Id("d"))),
		jen.Return(golang.Codec("Checked").Call(jen.Id("errs"), jen.Op("&").Id("d"), jen.Id("c"))),
	)
}

func chooseProfile(c *model.Connector) jen.Code {
	assign := func(v jen.Code) jen.Code { return jen.Id("c").Dot("Profile").Op("=").Add(v) }
	return jen.Switch(
		jen.Id("profile").Op(":=").Id("d").Dot("Profile").Call(jen.Id("keys")),
		jen.Id(c.Selector.Name).Call(jen.Id("profile")),
	).BlockFunc(func(g *jen.Group) {
		for _, p := range c.Profiles {
			g.Case(value(p.Value)).Block(assign(jen.New(jen.Id(p.Name))))
		}
		g.Default().Block(assign(jen.Op("&").Id("OtherProfile").Values(keyed("Name", jen.Id("profile")), keyed("Received", jen.Id("d").Dot("IsReceived").Call()), keyed("strict", jen.Id("d").Dot("IsStrict").Call()))))
	})
}

func decodeMembers(c *model.Connector) jen.Code {
	if len(c.Fields) == 0 && c.Selector == nil {
		return jen.Id("d").Dot("Keep").Call()
	}
	return jen.Switch(jen.String().Call(jen.Id("d").Dot("Key").Call())).BlockFunc(func(g *jen.Group) {
		decodeAttributes(g, "c", c.Fields)
		if c.Selector == nil {
			g.Default().Block(jen.Id("d").Dot("Keep").Call())
			return
		}
		g.Case(jen.Lit(c.Selector.Key)).Block(jen.Id("d").Dot("Skip").Call())
		g.Default().Block(jen.If(jen.Op("!").Id("decodeProfile").Call(jen.Id("c").Dot("Profile"), jen.Id("d"))).Block(
			jen.Id("d").Dot("Keep").Call(),
		))
	})
}

func decodeAttributes(g *jen.Group, receiver string, attributes []*model.Attribute) {
	for _, a := range attributes {
		field := jen.Op("&").Id(receiver).Dot(a.Name)
		switch {
		case a.Sensitive:
			field = jen.Parens(jen.Op("*").Add(golang.Codec("Secret"))).Call(field)
		case a.Enum != nil:
			field = jen.Parens(jen.Op("*").String()).Call(field)
		}
		g.Case(jen.Lit(a.Key)).Block(jen.Id("d").Dot("Read" + a.CodecMethod()).Call(field))
	}
}

// profileDecoders declares how a member is decoded into a profile. The profile
// is told by its type, and not asked as an interface, so that the Decoder stays
// off the heap.
func profileDecoders(c *model.Connector) jen.Code {
	decoding := slices.DeleteFunc(slices.Clone(c.Profiles), func(p *model.Profile) bool { return len(p.Fields) == 0 })
	s := golang.Doc("decodeProfile decodes a member into p, and reports whether p has a field for it.").
		Func().Id("decodeProfile").Params(jen.Id("p").Id("Profile"), jen.Id("d").Op("*").Add(golang.Codec("Decoder"))).Bool().BlockFunc(func(g *jen.Group) {
		if len(decoding) > 0 {
			g.Switch(jen.Id("p").Op(":=").Id("p").Assert(jen.Type())).BlockFunc(func(g *jen.Group) {
				for _, p := range decoding {
					g.Case(jen.Op("*").Id(p.Name)).Block(jen.Return(jen.Id("p").Dot("decode").Call(jen.Id("d"))))
				}
			})
		}
		g.Return(jen.False())
	})
	for _, p := range decoding {
		s.Line().Line().Add(method("p", "*"+p.Name, "decode").Params(jen.Id("d").Op("*").Add(golang.Codec("Decoder"))).Bool().Block(
			jen.If(jen.Id("p").Op("==").Nil()).Block(jen.Return(jen.False())),
			jen.Switch(jen.String().Call(jen.Id("d").Dot("Key").Call())).BlockFunc(func(g *jen.Group) {
				decodeAttributes(g, "p", p.Fields)
				g.Default().Block(jen.Return(jen.False()))
			}),
			jen.Return(jen.True()),
		))
	}
	return s
}

func secretMap() *jen.Statement { return jen.Map(jen.String()).Add(golang.Connector("Secret")) }

func secretsMethod(c *model.Connector) jen.Code {
	return golang.Doc("Secrets returns the sensitive attributes of c by key, those that are empty included.").
		Add(method("c", "Configuration", "Secrets")).Params().Add(secretMap()).BlockFunc(func(g *jen.Group) {
		if c.Selector == nil && !anySensitive(c.Fields) {
			g.Return(jen.Nil())
			return
		}
		g.Id("secrets").Op(":=").Make(secretMap())
		collectSecrets(g, "c", c.Fields)
		if c.Selector != nil {
			g.If(jen.Id("c").Dot("Profile").Op("!=").Nil()).Block(jen.Id("c").Dot("Profile").Dot("secrets").Call(jen.Id("secrets")))
		}
		g.Return(jen.Id("secrets"))
	})
}

func collectSecrets(g *jen.Group, receiver string, attributes []*model.Attribute) {
	for _, a := range attributes {
		if a.Sensitive {
			g.Id("secrets").Index(jen.Lit(a.Key)).Op("=").Id(receiver).Dot(a.Name)
		}
	}
}

func profileSecrets(c *model.Connector) jen.Code {
	return golang.Decls(withOther(c), func(p *model.Profile) jen.Code {
		if !anySensitive(p.Fields) {
			return method("", "*"+p.Name, "secrets").Params(secretMap()).Block()
		}
		return method("p", "*"+p.Name, "secrets").Params(jen.Id("secrets").Add(secretMap())).BlockFunc(func(g *jen.Group) {
			g.If(jen.Id("p").Op("==").Nil()).Block(jen.Return())
			collectSecrets(g, "p", p.Fields)
		})
	})
}

func anySensitive(attributes []*model.Attribute) bool {
	return slices.ContainsFunc(attributes, func(a *model.Attribute) bool { return a.Sensitive })
}
