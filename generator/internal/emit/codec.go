package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// method starts a method on a value or, with a star, on a pointer.
func method(receiver, typ, name string) *jen.Statement {
	if receiver == "" {
		return jen.Func().Params(jen.Op(typ)).Id(name)
	}
	return jen.Func().Params(jen.Id(receiver).Op(typ)).Id(name)
}

func storeTypeMethod(*model.Connector) jen.Code {
	return golang.Doc("StoreType returns [StoreType].").
		Add(method("", "Configuration", "StoreType")).Params().String().Op("{ return StoreType }")
}

func selectorMethods(c *model.Connector) jen.Code {
	name := c.Selector.Name
	s := golang.Decls(c.Profiles, func(p *model.Profile) jen.Code {
		return golang.Doc(fmt.Sprintf("%s returns the method of the profile %q.", name, p.Title)).
			Add(method("", "*"+p.Name, name)).Params().Id(name).
			Block(jen.Return(value(p.Value)))
	}).(*jen.Statement)
	return s.Line().Line().
		Add(golang.Doc(fmt.Sprintf("%s returns Name.", name))).
		Add(method("p", "*OtherProfile", name)).Params().Id(name).
		Block(jen.If(jen.Id("p").Op("==").Nil()).Block(jen.Return(jen.Lit(""))),
			jen.Return(jen.Id(name).Call(jen.Id("p").Dot("Name"))))
}

// checkTable declares what Validate looks at, and the set of what failed.
func checkTable(c *model.Connector) jen.Code {
	if len(c.Checks) == 0 {
		return nil
	}
	var rows []jen.Code
	for _, x := range c.Checks {
		var l golang.Literal
		l.Add("StoreType", "StoreType")
		l.Str("Profile", x.Profile)
		l.Str("Key", x.Key)
		l.Add("Rule", "connector.Rule"+x.Rule)
		l.Strs("Values", x.Values)
		rows = append(rows, jen.Op(l.Line()))
	}
	return golang.Doc("checks are what Validate looks at.").
		Var().Id("checks").Op("=").Index(jen.Op("...")).Add(golang.Connector("FieldError")).Custom(golang.Lines, rows...).
		Line().Line().
		Add(golang.Doc("A checkSet has a bit for each of the checks, set if it failed.")).
		Type().Id("checkSet").Index(jen.Lit((len(c.Checks) + 63) / 64)).Uint64()
}

// keyed returns an element of a composite literal.
func keyed(name string, value jen.Code) jen.Code { return jen.Id(name).Op(":").Add(value) }

// fail records in failed whether the condition, which is that the check fails, holds.
func fail(x *model.Check, condition jen.Code) jen.Code {
	return jen.Id("failed").Index(jen.Lit(x.Index/64)).Op("|=").
		Add(golang.Codec("Bit")).Call(condition, jen.Lit(x.Index%64))
}

// failAlways records in failed that the check fails.
func failAlways(x *model.Check) jen.Code {
	return jen.Id("failed").Index(jen.Lit(x.Index / 64)).Op("|=").Lit(1).Op("<<").Lit(x.Index % 64)
}

// attributeChecks are the checks of the attributes of a struct that the receiver is.
// That of its texts is one for all.
func attributeChecks(g *jen.Group, c *model.Connector, receiver string, attributes []*model.Attribute) {
	var texts []jen.Code
	for _, a := range attributes {
		field := func() *jen.Statement { return jen.Id(receiver).Dot(a.Name) }
		if a.RequiredCheck != nil {
			g.Add(fail(a.RequiredCheck, jen.Op(a.Missing(receiver+"."+a.Name))))
		}
		if a.EnumCheck != nil {
			g.Add(fail(a.EnumCheck, field().Op("!=").Lit("").Op("&&").Op("!").Add(field()).Dot("Known").Call()))
		}
		switch {
		case !a.IsText():
		case a.Enum != nil:
			texts = append(texts, jen.String().Call(field()))
		default:
			texts = append(texts, field())
		}
	}
	if texts != nil {
		g.Add(fail(c.TextCheck, golang.Codec("HasCredentials").Call(texts...)))
	}
}

func validateMethod(c *model.Connector) jen.Code {
	s := golang.Doc("Validate reports every attribute that is missing, or has a value that the connector refuses. " +
		"The error, if not nil, is a [connector.Errors].").
		Add(method("c", "Configuration", "Validate")).Params().Error()
	withExtra := func(errs jen.Code) jen.Code {
		wanted := jen.Len(jen.Id("c").Dot("Extra")).Op(">").Lit(0)
		if x := c.TextCheck; x != nil {
			wanted.Op("||").Id("failed").Index(jen.Lit(x.Index / 64)).Op("&").Parens(jen.Lit(1).Op("<<").Lit(x.Index % 64)).Op("!=").Lit(0)
		}
		return jen.If(wanted).Block(jen.Return(jen.Id("c").Dot("checkExtra").Call(errs)))
	}
	failures := func() jen.Code {
		return golang.Codec("Failed").Call(jen.Id("checks").Index(jen.Op(":")), jen.Id("found").Index(jen.Op(":")))
	}
	if len(c.Checks) == 0 {
		return s.Block(withExtra(jen.Nil()), jen.Return(jen.Nil()))
	}
	return s.BlockFunc(func(g *jen.Group) {
		g.Var().Id("failed").Id("checkSet")
		attributeChecks(g, c, "c", c.Fields)
		if c.Selector != nil {
			g.Add(profileCheck(c.Selector))
		}
		g.If(jen.Id("failed").Op("==").Parens(jen.Id("checkSet").Values()).Op("&&").Len(jen.Id("c").Dot("Extra")).Op("==").Lit(0)).Block(jen.Return(jen.Nil()))
		g.Id("found").Op(":=").Id("failed").Comment("a copy, so that failed can stay in a register")
		g.Add(withExtra(failures()))
		g.Return(golang.Connector("Errors").Call(failures()))
	})
}

func profileCheck(s *model.Selector) jen.Code {
	chosen := jen.Id("failed").Op("=").Id("c").Dot("Profile").Dot("check").Call(jen.Id("failed"))
	if s.RequiredCheck == nil {
		return jen.If(jen.Id("c").Dot("Profile").Op("!=").Nil()).Block(chosen)
	}
	return jen.If(jen.Id("c").Dot("Profile").Op("==").Nil()).Block(failAlways(s.RequiredCheck)).Else().Block(chosen)
}

func profileChecks(c *model.Connector) jen.Code {
	check := func(name string, body func(*jen.Group)) *jen.Statement {
		return method("p", "*"+name, "check").Params(jen.Id("failed").Id("checkSet")).Id("checkSet").BlockFunc(func(g *jen.Group) {
			g.If(jen.Id("p").Op("==").Nil()).BlockFunc(func(g *jen.Group) {
				if c.Selector.RequiredCheck != nil {
					g.Add(failAlways(c.Selector.RequiredCheck))
				}
				g.Return(jen.Id("failed"))
			})
			body(g)
			g.Return(jen.Id("failed"))
		})
	}
	s := golang.Decls(c.Profiles, func(p *model.Profile) jen.Code {
		return check(p.Name, func(g *jen.Group) { attributeChecks(g, c, "p", p.Fields) })
	}).(*jen.Statement)
	return s.Line().Line().Add(check("OtherProfile", func(g *jen.Group) {
		written := jen.Op("!").Id("p").Dot("Received").Op("&&")
		if x := c.Selector.RequiredCheck; x != nil {
			g.Add(fail(x, jen.Add(written).Id("p").Dot("Name").Op("==").Lit("")))
		}
		g.Add(fail(c.Selector.EnumCheck, jen.Add(written).Id("keys").Dot("Refuses").Call(jen.Id("p").Dot("Name"), jen.Id("p").Dot("strict"))))
		g.Add(fail(c.Selector.ProfileCheck, jen.Id("p").Dot(c.Selector.Name).Call().Dot("Known").Call()))
		g.Add(fail(c.TextCheck, golang.Codec("HasCredentials").Call(jen.Id("p").Dot("Name"))))
	}))
}

func encodeMethod(c *model.Connector) jen.Code {
	return golang.Doc("Encode is for [connector.Wire] and the methods that redact.").
		Add(encodes("c", "Configuration", "Encode")).BlockFunc(func(g *jen.Group) {
		if len(c.Fields) == 0 && c.Selector == nil {
			g.Id("e").Dot("Omit").Call()
		}
		encodeAttributes(g, "c", c.Fields)
		if s := c.Selector; s != nil {
			g.If(jen.Id("c").Dot("Profile").Op("!=").Nil()).Block(
				jen.Id("e").Dot("WriteProfile").Call(jen.Lit(s.Key), jen.String().Call(jen.Id("c").Dot("Profile").Dot(s.Name).Call())),
				jen.Id("e").Op("=").Id("c").Dot("Profile").Dot("encode").Call(jen.Id("e")),
			)
		}
		g.Add(golang.Codec("WriteExtra")).Call(jen.Op("&").Id("e"), jen.Id("c").Dot("Extra"))
		g.Return(jen.Id("e"))
	})
}

// encodes starts a method that takes an Encoder and returns it.
func encodes(receiver, typ, name string) *jen.Statement {
	return method(receiver, typ, name).Params(jen.Id("e").Add(golang.Codec("Encoder"))).Add(golang.Codec("Encoder"))
}

func encodeAttributes(g *jen.Group, receiver string, attributes []*model.Attribute) {
	for _, a := range attributes {
		field := jen.Id(receiver).Dot(a.Name)
		switch {
		case a.Sensitive:
			field = golang.Codec("Secret").Call(field)
		case a.Enum != nil:
			field = jen.String().Call(field)
		}
		g.Id("e").Dot("Write"+a.CodecMethod()).Call(jen.Lit(a.Key), field)
	}
}

func profileEncoders(c *model.Connector) jen.Code {
	encode := func(p *model.Profile) jen.Code {
		switch {
		case p.Name == "OtherProfile":
			return encodes("p", "*"+p.Name, "encode").Block(
				jen.If(jen.Id("p").Op("!=").Nil().Op("&&").Id("p").Dot("Received")).Block(jen.Id("e").Dot("Origin").Op("=").Add(golang.Codec("Received"))),
				jen.Return(jen.Id("e")),
			)
		case len(p.Fields) == 0:
			return encodes("", "*"+p.Name, "encode").Op("{ return e }")
		}
		return encodes("p", "*"+p.Name, "encode").BlockFunc(func(g *jen.Group) {
			g.If(jen.Id("p").Op("==").Nil()).Block(jen.Return(jen.Id("e")))
			encodeAttributes(g, "p", p.Fields)
			g.Return(jen.Id("e"))
		})
	}
	return golang.Decls(withOther(c), encode)
}

// withOther returns the profiles and, as one without fields, OtherProfile.
func withOther(c *model.Connector) []*model.Profile {
	return append(c.Profiles[:len(c.Profiles):len(c.Profiles)], &model.Profile{Name: "OtherProfile"})
}

func formatMethods(*model.Connector) jen.Code {
	return golang.Doc("MarshalJSON encodes c with its secrets redacted. To send it, use [connector.Wire].").
		Add(method("c", "Configuration", "MarshalJSON")).Params().Params(jen.Index().Byte(), jen.Error()).
		Block(jen.Return(golang.Codec("Redacted").Call(jen.Id("c")))).
		Line().Line().
		Add(golang.Doc("String returns the store type and c as JSON, with its secrets redacted.")).
		Add(method("c", "Configuration", "String")).Params().String().
		Block(jen.Return(golang.Codec("String").Call(jen.Id("c")))).
		Line().Line().
		Add(golang.Doc("Format implements [fmt.Formatter]. It prints what String returns for every verb.")).
		Add(method("c", "Configuration", "Format")).Params(jen.Id("f").Qual("fmt", "State"), jen.Id("_").Rune()).
		Block(jen.Qual("io", "WriteString").Call(jen.Id("f"), jen.Id("c").Dot("String").Call()))
}

// keyTable declares the keys, which tell the profiles apart where the selector
// does not, and what is a misspelling.
func keyTable(c *model.Connector) jen.Code {
	var l golang.Literal
	if c.Selector != nil {
		l.Str("Selector", c.Selector.Key)
		l.Flag("Open", c.Selector.Open)
	}
	l.Strs("Shared", keysOf(c.Fields, nil))
	l.Strs("AnyKind", c.AnyKind)
	table := golang.Doc("keys are the keys of the attributes.").Var().Id("keys").Op("=").Op("&").Add(golang.Codec("Keys"))
	if c.Selector == nil {
		return table.Op(l.Line())
	}
	yes, no := true, false
	rows := "[]codec.Profile{\n"
	for _, p := range c.Profiles {
		var row golang.Literal
		row.Str("Name", p.Value.Value)
		row.Strs("Required", keysOf(p.Fields, &yes))
		row.Strs("Optional", keysOf(p.Fields, &no))
		rows += "\t" + row.Line() + ",\n"
	}
	l.Add("Profiles", rows+"}")
	return table.Op(l.Block())
}

// keysOf returns the keys of those attributes that are required or not, or of all.
func keysOf(attributes []*model.Attribute, required *bool) []string {
	var keys []string
	for _, a := range attributes {
		if required == nil || a.Required == *required {
			keys = append(keys, a.Key)
		}
	}
	return keys
}
