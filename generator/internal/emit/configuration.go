package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

func packageDoc(c *model.Connector) string {
	what := fmt.Sprintf("Package %s configures %s, a provisioning connector of PingOne.", c.Package, title(c))
	paragraphs := []string{strings.TrimSpace(what + " " + prose.Sentence(c.Metadata.Description))}
	if len(c.Profiles) > 0 {
		paragraphs = append(paragraphs,
			"A [Configuration] holds the attributes that all profiles share, and its [Profile] those of one method of authentication:",
			profileList(c))
	}
	return prose.Comment(append(paragraphs, sourceSentence(c.Source))...)
}

// title returns the store type and, where that differs, the name that people know.
func title(c *model.Connector) string {
	if strings.EqualFold(c.Metadata.DisplayName, c.StoreType) {
		return c.StoreType
	}
	return fmt.Sprintf("%s (%s)", c.StoreType, prose.Line(c.Metadata.DisplayName))
}

func profileList(c *model.Connector) string {
	var items []string
	for _, p := range c.Profiles {
		item := "  - [" + p.Name + "]"
		if p.Deprecated {
			item += " (deprecated)"
		}
		items = append(items, item)
	}
	items = append(items, "  - [OtherProfile], for one that this package does not know")
	return strings.Join(items, "\n")
}

func sourceSentence(s model.Source) string {
	switch s {
	case model.Captured:
		return "It is generated from captured metadata alone; the connector is not documented."
	case model.Documented:
		return "It is generated from PingOne's documentation alone; no metadata of the connector has been captured yet."
	case model.Both:
	}
	return "It is generated from PingOne's documentation and from captured metadata."
}

func storeTypeConst(c *model.Connector) jen.Code {
	return golang.Doc("StoreType is the store type of the connector, as the API spells it.").
		Const().Id("StoreType").Op("=").Lit(c.StoreType)
}

func configurationType(c *model.Connector) jen.Code {
	list := fields(c, c.Fields)
	if s := c.Selector; s != nil {
		list = slices.Insert(list, c.ProfileAt(), profileField(s))
	}
	list = append(list, golang.Doc("Extra holds the members that no other field holds. They are sent as they came.").
		Id("Extra").Add(golang.Connector("Extra")).Add(golang.Tag("-", "")))
	return golang.Doc(fmt.Sprintf("Configuration is the configuration of a %s store. Its methods encode and decode it; "+
		"the tags repeat keys and rules for programs that use reflection.", c.StoreType)).
		Type().Id("Configuration").Struct(list...)
}

func profileField(s *model.Selector) jen.Code {
	about, mark := "Profile is the method of authentication with its attributes. It determines "+s.Key+".", ""
	if s.Required {
		about, mark = "Profile is the method of authentication with its attributes. It is required. It determines "+s.Key+".", "required"
	}
	return golang.Doc(about).Id("Profile").Id("Profile").Add(golang.Tag("-", mark)).Line()
}

// fields returns the fields of a struct, each followed by a blank line.
func fields(c *model.Connector, attributes []*model.Attribute) []jen.Code {
	var list []jen.Code
	for _, a := range attributes {
		list = append(list, golang.Doc(fieldDoc(c, a)...).Id(a.Name).Add(golang.Type(a.GoType())).Add(golang.Tag(jsonTag(a), strings.Join(marks(a), ","))).Line())
	}
	return list
}

func fieldDoc(c *model.Connector, a *model.Attribute) []string {
	about := fmt.Sprintf("%s is %s.", a.Name, a.Key)
	if a.Label != "" {
		about = fmt.Sprintf("%s is the %q.", a.Name, a.Label)
	}
	if m := annotations(a); len(m) > 0 {
		about += " It is " + strings.Join(m, " and ") + "."
	}
	if s := prose.Sentence(a.Description); s != "" {
		about += " " + s
	}
	paragraphs := []string{about}
	if a.ReadOnly {
		paragraphs[0] += " The server sets it."
	}
	if a.Deprecated {
		paragraphs = append(paragraphs, deprecation(c, a))
	}
	return paragraphs
}

// deprecation names the fields to use instead, as links for go doc.
func deprecation(c *model.Connector, a *model.Attribute) string {
	names := c.Replacements(a)
	if names == nil {
		return "Deprecated: PingOne marks it as deprecated."
	}
	return "Deprecated: Use " + strings.Join(names, " and ") + "."
}

// annotations are what the type and the tag of an attribute say about it.
func annotations(a *model.Attribute) []string {
	var m []string
	if a.Required {
		m = append(m, "required")
	}
	if a.Sensitive {
		m = append(m, "sensitive")
	}
	return m
}

func marks(a *model.Attribute) []string {
	m := annotations(a)
	if a.Deprecated {
		m = append(m, "deprecated")
	}
	return m
}

func jsonTag(a *model.Attribute) string {
	switch {
	case a.Required:
		return a.Key
	case a.Sensitive:
		return a.Key + ",omitzero"
	default:
		return a.Key + ",omitempty"
	}
}

func profileInterface(c *model.Connector) jen.Code {
	var names []string
	for _, p := range c.Profiles {
		names = append(names, "[*"+p.Name+"]")
	}
	about := fmt.Sprintf("A Profile is a method of authentication of %s with its attributes: a %s or [*OtherProfile].", c.StoreType, strings.Join(names, ", "))
	return golang.Doc(about).Type().Id("Profile").Interface(
		golang.Doc(fmt.Sprintf("%s returns the method that selects the profile.", c.Selector.Name)).
			Id(c.Selector.Name).Params().Id(c.Selector.Name).Line(),
		jen.Id("check").Params(jen.Id("failed").Id("checkSet")).Id("checkSet"),
		jen.Id("encode").Params(golang.Codec("Encoder")).Add(golang.Codec("Encoder")),
		jen.Id("secrets").Params(jen.Map(jen.String()).Add(golang.Connector("Secret"))),
	)
}

func profileTypes(c *model.Connector) jen.Code {
	return golang.Decls(c.Profiles, func(p *model.Profile) jen.Code {
		about := fmt.Sprintf("%s is the profile %q.", p.Name, p.Title)
		if s := prose.Sentence(p.Description); s != "" {
			about += " " + s
		}
		paragraphs := []string{about}
		if p.Deprecated {
			paragraphs = append(paragraphs, "Deprecated: PingOne marks the profile as deprecated.")
		}
		return golang.Doc(paragraphs...).Type().Id(p.Name).Struct(withoutLastBlank(fields(c, p.Fields))...)
	})
}

// withoutLastBlank keeps gofmt from being handed a blank line before a brace.
func withoutLastBlank(list []jen.Code) []jen.Code {
	if n := len(list); n > 0 {
		s := *list[n-1].(*jen.Statement)
		s = s[:len(s)-1]
		list[n-1] = &s
	}
	return list
}

func otherProfileType(c *model.Connector) jen.Code {
	return golang.Doc("OtherProfile is a profile that this package does not know. Its attributes are in the Extra of the [Configuration].").
		Type().Id("OtherProfile").Struct(
		golang.Doc(fmt.Sprintf("Name is the value of %s. If it is empty, none is sent.", c.Selector.Key)).
			Id("Name").String().Line(),
		golang.Doc("Received says that the API has sent the profile. Else Validate refuses a Name that is missing, not in a closed list, or a misspelling.").
			Id("Received").Bool().Line(),
		jen.Id("strict").Bool().Comment("it was read strictly: the name must be known"),
	)
}

func selectorType(c *model.Connector) jen.Code { return enumType(c.Selector.Enum) }

func enumTypes(c *model.Connector) jen.Code { return golang.Decls(c.Enums, enumType) }

// enumType declares a string type, its constants and its method Known.
func enumType(e *model.Enum) jen.Code {
	about := fmt.Sprintf("%s is a value of %s.", e.Name, e.Key)
	if e.Open {
		about += " PingOne may accept others than the constants."
	}
	s := golang.Doc(about).Type().Id(e.Name).String().Line().Line()
	if named := constantsOf(e); len(named) > 0 {
		s.Add(golang.Doc(fmt.Sprintf("The values of %s.", e.Key)).Const().Defs(named...)).Line().Line()
	}
	return s.Add(golang.Doc("Known reports whether v is one of the values that this package knows.")).
		Func().Params(jen.Id("v").Id(e.Name)).Id("Known").Params().Bool().Block(
		jen.Switch(jen.Id("v")).Block(
			jen.Case(values(e)...).Block(jen.Return(jen.True())),
		),
		jen.Return(jen.False()),
	)
}

func constantsOf(e *model.Enum) []jen.Code {
	var list []jen.Code
	for _, v := range e.Values {
		if v.Name != "" {
			list = append(list, jen.Id(v.Name).Id(e.Name).Op("=").Add(golang.Str(v.Value)))
		}
	}
	return list
}

func values(e *model.Enum) []jen.Code {
	var list []jen.Code
	for _, v := range e.Values {
		list = append(list, value(v))
	}
	return list
}

// value returns the constant of a value, or the value itself if it has none.
func value(v *model.Value) *jen.Statement {
	if v.Name != "" {
		return jen.Id(v.Name)
	}
	return golang.Str(v.Value)
}

func constants(c *model.Connector) jen.Code {
	if len(c.Constants) == 0 {
		return nil
	}
	return golang.Doc("The attributes of users and groups that the connector can write, for the mappings of a rule.").
		Const().DefsFunc(func(g *jen.Group) {
		for _, x := range c.Constants {
			g.Id(x.Name).Op("=").Add(golang.Str(x.Value))
		}
	})
}

func fromFunc(c *model.Connector) jen.Code {
	return golang.Doc("From returns c, the configuration of a store of type [StoreType], as a Configuration. "+
		"An error says what c is instead, or which of its members cannot be decoded.").
		Func().Id("From").Params(jen.Id("c").Add(golang.Connector("Configuration"))).Params(jen.Op("*").Id("Configuration"), jen.Error()).Block(
		jen.If(jen.List(jen.Id("o"), jen.Id("ok")).Op(":=").Id("c").Assert(golang.Connector("Object")), jen.Id("ok")).Block(
			jen.Return(golang.Codec("Decode").Call(jen.Id("StoreType"), golang.Codec("Object").Call(jen.Id("o")), jen.Parens(jen.Op("*").Id("Configuration")).Dot("decode"))),
		),
		jen.Return(golang.Codec("Copy").Types(jen.Id("Configuration")).Call(jen.Id("StoreType"), jen.Id("c"))),
	)
}
