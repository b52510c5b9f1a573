package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// metadataFile returns a function with what is known of a connector as one
// literal, a line for each attribute.
func metadataFile(_ string, c *model.Connector, importPath string) ([]byte, error) {
	l := metadataLiteral(c)
	return []byte(Header + "\n\npackage " + c.Package + "\n\n" +
		"import " + strconv.Quote(importPath+"/connector") + "\n\n" +
		comment("Metadata returns what is known of the connector. The caller may change the result.") + "\n" +
		"func Metadata() connector.Metadata {\n\treturn connector.Metadata" + indented(l.block()) + "\n}\n"), nil
}

func metadataLiteral(c *model.Connector) *literal {
	m := c.Metadata
	l := new(literal)
	l.add("StoreType", "StoreType")
	l.str("DisplayName", m.DisplayName)
	l.str("Description", m.Description)
	if x := m.Capture; x != nil {
		l.str("Version", x.Version)
		l.str("ImageURL", x.ImageURL)
		l.flag("IdentityProvider", x.IdentityProvider)
		l.flag("BaseURLRequired", x.BaseURLRequired)
		l.flag("ConnectionInformationRequired", x.ConnectionInformationRequired)
	}
	l.add("Source", "connector."+sourceName(c.Source))
	l.str("Digest", m.Digest)
	l.str("Selector", m.Selector)
	table(l, "Profiles", "connector.Profile", m.Profiles, profileLiteral)
	if x := m.Capture; x != nil {
		table(l, "Capabilities", "connector.Capability", x.Capabilities, capabilityLiteral)
		l.strs("Enhancements", x.Enhancements)
		table(l, "UserAttributes", "connector.UserAttribute", x.UserAttributes, userAttributeLiteral)
		table(l, "GroupAttributes", "connector.UserAttribute", x.GroupAttributes, userAttributeLiteral)
	}
	return l
}

// sourceName returns the name of the constant of a source.
func sourceName(s model.Source) string {
	switch s {
	case model.Documented:
		return "SourceDocumented"
	case model.Captured:
		return "SourceCaptured"
	case model.Both:
	}
	return "SourceBoth"
}

// kindName returns the name of the constant of a kind.
func kindName(k model.Kind) string {
	word := k.String()
	return "Kind" + strings.ToUpper(word[:1]) + word[1:]
}

func profileLiteral(p *model.MetadataProfile) string {
	var l literal
	l.str("Name", p.Name)
	l.str("Description", p.Description)
	l.flag("Deprecated", p.Deprecated)
	l.flag("Primary", p.Primary)
	l.str("SpecURL", p.SpecURL)
	l.str("DocumentationURL", p.DocumentationURL)
	table(&l, "Attributes", "connector.Attribute", p.Attributes, attributeLiteral)
	return l.block()
}

func attributeLiteral(a *model.Attribute) string {
	var l literal
	l.str("Key", a.Key)
	l.str("Label", a.Label)
	l.str("Description", a.Description)
	l.flag("Required", a.Required)
	l.flag("Sensitive", a.Sensitive)
	l.add("Kind", "connector."+kindName(a.Kind))
	if a.Kind == model.KindEnumeration {
		l.strs("PossibleValues", a.Values)
		l.flag("Open", a.Open)
	}
	l.flag("Deprecated", a.Deprecated)
	l.str("ReplacedBy", a.ReplacedBy)
	l.str("Default", a.Default)
	l.add("Source", "connector."+sourceName(a.Source))
	return l.line()
}

func capabilityLiteral(c model.Capability) string {
	var l literal
	l.str("Type", c.Type)
	l.number("MaxResources", c.MaxResources)
	return l.line()
}

func userAttributeLiteral(a *model.UserAttribute) string {
	var l literal
	l.str("Key", a.Key)
	l.str("DisplayName", a.DisplayName)
	l.str("Type", a.Type)
	l.str("AttributeType", a.AttributeType)
	l.flag("DistinguishingAttribute", a.DistinguishingAttribute)
	l.flag("Creatable", a.Creatable)
	l.flag("Updateable", a.Updateable)
	l.flag("DefaultedOnCreate", a.DefaultedOnCreate)
	l.flag("Nillable", a.Nillable)
	l.flag("Unique", a.Unique)
	l.flag("Sensitive", a.Sensitive)
	l.flag("RequiredOnCreate", a.RequiredOnCreate)
	l.flag("RequiredOnUpdate", a.RequiredOnUpdate)
	l.flag("Derived", a.Derived)
	l.flag("Ordered", a.Ordered)
	l.flag("CaseSensitive", a.IsCaseSensitive())
	l.bound("MinNumberOfValues", a.MinNumberOfValues)
	l.bound("MaxNumberOfValues", a.MaxNumberOfValues)
	l.bound("MinLength", a.MinLength)
	l.bound("MaxLength", a.MaxLength)
	l.strs("ReferenceAttribute", a.ReferenceAttribute)
	if a.DefaultValue != nil {
		l.add("DefaultValue", jsonLiteral(a.DefaultValue))
	}
	return l.line()
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
