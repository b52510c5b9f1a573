package propagationtest

import (
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// describe returns what is documented of a store type in the form of the API.
// Documentation tells nothing of capabilities and of the attributes of users.
func describe(m connector.Metadata) object {
	profiles := make([]object, len(m.Profiles))
	for i, p := range m.Profiles {
		profiles[i] = describeProfile(p)
	}
	return object(nil).
		with("information", object(nil).
			with("imageUrl", m.ImageURL).
			with("key", m.StoreType).
			with("version", m.Version).
			with("displayName", m.DisplayName).
			with("identityProvider", m.IdentityProvider).
			with("baseURLRequired", m.BaseURLRequired).
			with("connectionInformationRequired", m.ConnectionInformationRequired)).
		with("connectionProfiles", profiles).
		with("attributeMetadata", object(nil).
			with("capabilities", []string{}).
			with("enhancements", []string{}).
			with("userAttributes", object{}))
}

func describeProfile(p connector.Profile) object {
	attributes := make([]object, len(p.Attributes))
	for i, a := range p.Attributes {
		attributes[i] = describeAttribute(a)
	}
	o := object{}
	if p.Name != "" {
		o = o.with("name", p.Name)
	}
	return o.
		with("description", p.Description).
		with("connectionAttributes", attributes).
		with("specUrl", p.SpecURL).
		with("documentationUrl", p.DocumentationURL).
		with("primary", p.Primary)
}

// describeAttribute has the flag of the kind, if there is one, and possibleValues
// for enumerations only.
func describeAttribute(a connector.Attribute) object {
	o := object(nil).
		with("key", a.Key).
		with("displayLabel", a.Label).
		with("description", a.Description).
		with("required", a.Required).
		with("sensitive", a.Sensitive)
	for _, k := range codec.KindFlags {
		if string(a.Kind) == k.Kind {
			o = o.with(k.Member, true)
		}
	}
	if a.PossibleValues != nil {
		o = o.with("possibleValues", a.PossibleValues)
	}
	return o
}
