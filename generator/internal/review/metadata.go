package review

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// metadataOf returns c in the terms of the runtime, as far as its checks of a
// configuration go by it: examples are held to the rules of the generated code.
func metadataOf(c *model.Connector) connector.Metadata {
	m := connector.Metadata{StoreType: c.StoreType, Selector: c.Metadata.Selector}
	for _, p := range c.Metadata.Profiles {
		profile := connector.Profile{Name: p.Name}
		for _, a := range p.Attributes {
			profile.Attributes = append(profile.Attributes, attributeOf(a))
		}
		m.Profiles = append(m.Profiles, profile)
	}
	return m
}

func attributeOf(a *model.Attribute) connector.Attribute {
	return connector.Attribute{
		Key: a.Key, Required: a.Required, Sensitive: a.Sensitive, Kind: connector.Kind(a.Kind.String()),
		PossibleValues: slices.Clone(a.Values), Open: a.Open, Deprecated: a.Deprecated,
	}
}
