package emit

import (
	"fmt"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// metadataFunc declares what is known of a connector as one literal, a line for
// each attribute, zero fields left out.
func metadataFunc(c *model.Connector) jen.Code {
	return doc("Metadata returns what is known of the connector. The caller may change the result.").
		Func().Id("Metadata").Params().Add(rt("Metadata")).Block(
		jen.Return(rt("Metadata").Custom(lines, metadataFields(c)...)),
	)
}

func metadataFields(c *model.Connector) []jen.Code {
	m := c.Metadata
	var list fieldList
	list.add("StoreType", jen.Id("StoreType"))
	list.str("DisplayName", m.DisplayName)
	list.str("Description", m.Description)
	if x := m.Capture; x != nil {
		list.str("Version", x.Version)
		list.str("ImageURL", x.ImageURL)
		list.flag("IdentityProvider", x.IdentityProvider)
		list.flag("BaseURLRequired", x.BaseURLRequired)
		list.flag("ConnectionInformationRequired", x.ConnectionInformationRequired)
	}
	list.add("Source", rt(sourceName(c.Source)))
	list.str("Digest", m.Digest)
	list.str("Selector", m.Selector)
	if len(m.Profiles) > 0 {
		list.add("Profiles", slice("Profile", m.Profiles, profileLiteral))
	}
	if x := m.Capture; x != nil {
		list.addCaptured(x)
	}
	return list
}

func (list *fieldList) addCaptured(x *model.Capture) {
	if len(x.Capabilities) > 0 {
		list.add("Capabilities", slice("Capability", x.Capabilities, capabilityLiteral))
	}
	if len(x.Enhancements) > 0 {
		list.add("Enhancements", strs(x.Enhancements))
	}
	if len(x.UserAttributes) > 0 {
		list.add("UserAttributes", slice("UserAttribute", x.UserAttributes, userAttributeLiteral))
	}
	if len(x.GroupAttributes) > 0 {
		list.add("GroupAttributes", slice("UserAttribute", x.GroupAttributes, userAttributeLiteral))
	}
}

// A fieldList is the elements of a keyed literal. Its methods leave out zero values.
type fieldList []jen.Code

func (l *fieldList) add(name string, value jen.Code) { *l = append(*l, keyed(name, value)) }

func (l *fieldList) str(name, value string) {
	if value != "" {
		l.add(name, str(value))
	}
}

func (l *fieldList) flag(name string, value bool) {
	if value {
		l.add(name, jen.True())
	}
}

// slice returns a slice literal of a type of the runtime, an element on a line.
func slice[T any](typ string, list []T, element func(T) jen.Code) jen.Code {
	var elements []jen.Code
	for _, x := range list {
		elements = append(elements, element(x))
	}
	return jen.Index().Add(rt(typ)).Custom(lines, elements...)
}

// sourceName returns the name of the constant of a source.
func sourceName(s model.Source) string {
	switch s {
	case model.Documented:
		return "SourceDocumented"
	case model.Captured:
		return "SourceCaptured"
	default:
		return "SourceBoth"
	}
}

func profileLiteral(p *model.MetadataProfile) jen.Code {
	var list fieldList
	list.str("Name", p.Name)
	list.str("Description", p.Description)
	list.flag("Deprecated", p.Deprecated)
	list.flag("Primary", p.Primary)
	list.str("SpecURL", p.SpecURL)
	list.str("DocumentationURL", p.DocumentationURL)
	if len(p.Attributes) > 0 {
		list.add("Attributes", slice("Attribute", p.Attributes, attributeLiteral))
	}
	return jen.Custom(lines, list...)
}

func attributeLiteral(a *model.Attribute) jen.Code {
	var r row
	r.str("Key", a.Key)
	r.str("Label", a.Label)
	r.str("Description", a.Description)
	r.flag("Required", a.Required)
	r.flag("Sensitive", a.Sensitive)
	r.flag("Boolean", a.Kind == model.KindBoolean)
	if a.Kind == model.KindEnumeration {
		r.strs("PossibleValues", a.Values)
		r.flag("Open", a.Open)
	}
	r.flag("Deprecated", a.Deprecated)
	r.str("ReplacedBy", a.ReplacedBy)
	r.str("Default", a.Default)
	r.add("Source", "connector."+sourceName(a.Source))
	return r.code()
}

func capabilityLiteral(c model.Capability) jen.Code {
	var r row
	r.str("Type", c.Type)
	r.number("MaxResources", c.MaxResources)
	return r.code()
}

func userAttributeLiteral(a *model.UserAttribute) jen.Code {
	var r row
	r.str("Key", a.Key)
	r.str("DisplayName", a.DisplayName)
	r.str("Type", a.Type)
	r.str("AttributeType", a.AttributeType)
	r.flag("DistinguishingAttribute", a.DistinguishingAttribute)
	r.flag("Creatable", a.Creatable)
	r.flag("Updateable", a.Updateable)
	r.flag("DefaultedOnCreate", a.DefaultedOnCreate)
	r.flag("Nillable", a.Nillable)
	r.flag("Unique", a.Unique)
	r.flag("Sensitive", a.Sensitive)
	r.flag("RequiredOnCreate", a.RequiredOnCreate)
	r.flag("RequiredOnUpdate", a.RequiredOnUpdate)
	r.flag("Derived", a.Derived)
	r.flag("Ordered", a.Ordered)
	r.flag("CaseSensitive", a.IsCaseSensitive())
	r.bound("MinNumberOfValues", a.MinNumberOfValues)
	r.bound("MaxNumberOfValues", a.MaxNumberOfValues)
	r.bound("MinLength", a.MinLength)
	r.bound("MaxLength", a.MaxLength)
	if len(a.ReferenceAttribute) > 0 {
		r.strs("ReferenceAttribute", a.ReferenceAttribute)
	}
	if a.DefaultValue != nil {
		r.add("DefaultValue", jsonLiteral(a.DefaultValue))
	}
	return r.code()
}

// jsonLiteral returns the Go literal of a JSON value as encoding/json decodes it.
func jsonLiteral(v any) string {
	switch v := v.(type) {
	case int64:
		return "float64(" + strconv.FormatInt(v, 10) + ")"
	case string:
		return show.GoString(v)
	default:
		return fmt.Sprint(v)
	}
}
