// Package validate states the model of a connector as metadata of the runtime, and
// checks configurations by it: those of the inputs and of users. It has no rules of
// its own: the generic checks of the runtime are those of the generated code.
package validate

import (
	"errors"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// Decode returns the configuration of c that data, a JSON object, holds, as one that
// somebody wrote. It is checked by its method Validate.
func Decode(c *model.Connector, data []byte) (*metadata.Configuration, error) {
	object, err := connector.NewObject(c.StoreType, data)
	if err != nil {
		return nil, err
	}
	return metadata.Decode(metadataOf(c), object)
}

// DecodeStored is Decode for one that a server has sent.
func DecodeStored(c *model.Connector, data []byte) (*metadata.Configuration, error) {
	object, err := connector.NewObject(c.StoreType, data)
	if err != nil {
		return nil, err
	}
	return metadata.Decode(metadataOf(c), object.Received())
}

// Written returns what is wrong with data, a configuration of c that somebody wrote,
// read strictly: what Validate and Wire report.
func Written(c *model.Connector, data []byte) error {
	object, err := connector.NewObject(c.StoreType, data)
	if err != nil {
		return err
	}
	decoded, err := metadata.Decode(metadataOf(c), object.Strict())
	if err != nil {
		return err
	}
	var all connector.Errors
	_, unsent := connector.Wire(decoded)
	for _, err := range []error{unsent, decoded.Validate()} {
		var errs connector.Errors
		if err != nil && !errors.As(err, &errs) {
			return err
		}
		all = append(all, errs...)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// Received returns what is wrong with data, a configuration of c, if a server sent it.
func Received(c *model.Connector, data []byte) error {
	decoded, err := DecodeStored(c, data)
	if err == nil {
		err = decoded.Validate()
	}
	return err
}

// Metadata returns what the generated function Metadata of c returns: the capture,
// and what the model knows better. An error is a fault of the generator.
func Metadata(c *model.Connector) (connector.Metadata, error) {
	m := connector.Metadata{}
	if c.Metadata.Capture != nil {
		var err error
		if m, err = metadata.From(c.Metadata.Capture); err != nil {
			return m, err
		}
	}
	known := metadataOf(c)
	m.StoreType, m.DisplayName, m.Description = c.StoreType, c.Metadata.DisplayName, c.Metadata.Description
	m.Source, m.Digest, m.Selector, m.Profiles = sourceOf(c.Source), c.Metadata.Digest, known.Selector, known.Profiles
	m.AnyKind = known.AnyKind
	return m, nil
}

// metadataOf returns how c is configured.
func metadataOf(c *model.Connector) connector.Metadata {
	m := connector.Metadata{StoreType: c.StoreType, Selector: c.Metadata.Selector, AnyKind: slices.Clone(c.AnyKind)}
	for _, p := range c.Metadata.Profiles {
		profile := connector.Profile{
			Name: p.Title, Description: p.Description, Deprecated: p.Deprecated, Primary: p.Primary,
			SpecURL: p.SpecURL, DocumentationURL: p.DocumentationURL,
		}
		for _, a := range p.Attributes {
			profile.Attributes = append(profile.Attributes, connector.Attribute{
				Key: a.Key, Label: a.Label, Description: a.Description, Required: a.Required, Sensitive: a.Sensitive,
				Kind: connector.Kind(a.Kind.String()), PossibleValues: slices.Clone(a.Values), Open: a.Open,
				ReadOnly: a.ReadOnly, Deprecated: a.Deprecated, ReplacedBy: a.ReplacedBy, Default: a.Default, Source: sourceOf(a.Source),
			})
		}
		m.Profiles = append(m.Profiles, profile)
	}
	return m
}

func sourceOf(s model.Source) connector.Source {
	switch s {
	case model.Documented:
		return connector.SourceDocumented
	case model.Captured:
		return connector.SourceCaptured
	case model.Both:
	}
	return connector.SourceBoth
}
