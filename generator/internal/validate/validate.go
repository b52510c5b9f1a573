// Package validate checks configurations of the inputs and of users by the rules
// of the generated code. It has no rules of its own: it gives the generic checks
// of the runtime the metadata that the model states.
package validate

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// Decode returns the configuration of c that data, a JSON object, holds. It is
// checked by its method Validate. The error is a [connector.Errors] if values are
// of the wrong kind.
func Decode(c *model.Connector, data []byte) (*metadata.Configuration, error) {
	object, err := connector.NewObject(c.StoreType, data)
	if err != nil {
		return nil, err
	}
	return metadata.Decode(metadataOf(c), object)
}

// metadataOf returns c as metadata of the runtime, as far as its checks of
// configurations need it.
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
