package model

import (
	"encoding/json"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Capture is the metadata of a connector as PingOne answered it. Encoded as
// JSON it is that answer again: without members that the model does not know, and
// without the possible values of sensitive attributes, since one of them is the
// secret.
type Capture struct {
	Information `json:"information"`
	Profiles    []CapturedProfile `json:"connectionProfiles"`
	Abilities   `json:"attributeMetadata"`

	At spec.Place `json:"-"` // emitters must not print it
}

// Information is what a capture says of the connector as a whole.
type Information struct {
	ImageURL                      string `json:"imageUrl"`
	StoreType                     string `json:"key"`
	Version                       string `json:"version"`
	DisplayName                   string `json:"displayName"`
	IdentityProvider              bool   `json:"identityProvider"`
	BaseURLRequired               bool   `json:"baseURLRequired"`
	ConnectionInformationRequired bool   `json:"connectionInformationRequired"`
}

// A CapturedProfile is a profile as it was captured.
type CapturedProfile struct {
	Name             string              `json:"name,omitempty"`
	Description      string              `json:"description"`
	Attributes       []CapturedAttribute `json:"connectionAttributes"`
	SpecURL          string              `json:"specUrl"`
	DocumentationURL string              `json:"documentationUrl"`
	Primary          bool                `json:"primary"`
}

// A CapturedAttribute is an attribute as it was captured, before corrections.
type CapturedAttribute struct {
	Key            string   `json:"key"`
	Label          string   `json:"displayLabel"`
	Description    string   `json:"description"`
	Required       bool     `json:"required"`
	Sensitive      bool     `json:"sensitive"`
	PossibleValues []string `json:"possibleValues,omitempty"`
	KindFlag       string   `json:"-"` // the member that says the kind and is true, such as "typeBoolean", or ""
}

// MarshalJSON returns a as an object, with the flag as its last member.
func (a CapturedAttribute) MarshalJSON() ([]byte, error) {
	type plain CapturedAttribute
	data, err := json.Marshal(plain(a))
	if err == nil && a.KindFlag != "" {
		data = append(data[:len(data)-1], `,"`+a.KindFlag+`":true}`...)
	}
	return data, err
}

// Abilities are what a connector can do.
type Abilities struct {
	Capabilities    []Capability   `json:"capabilities"`
	Enhancements    []string       `json:"enhancements"`
	UserAttributes  UserAttributes `json:"userAttributes"`
	GroupAttributes UserAttributes `json:"groupAttributes,omitempty"`
}

// A Capability is something that a connector can do.
type Capability struct {
	Type         string `json:"type"`
	MaxResources int64  `json:"maxResources"` // per request
}

// UserAttributes are sorted by key. As JSON they are an object.
type UserAttributes []*UserAttribute

// MarshalJSON returns an object with a member for each attribute.
func (list UserAttributes) MarshalJSON() ([]byte, error) {
	object := make(map[string]*UserAttribute)
	for _, a := range list {
		object[a.Key] = a
	}
	return json.Marshal(object)
}

// A UserAttribute is an attribute of the users or groups that a connector provisions.
type UserAttribute struct {
	Key                     string   `json:"key"`
	DisplayName             string   `json:"displayName"`
	Type                    string   `json:"type"` // STRING, BOOLEAN, or one that is not known yet
	AttributeType           string   `json:"attributeType"`
	DistinguishingAttribute bool     `json:"distinguishingAttribute"`
	Creatable               bool     `json:"creatable"`
	Updateable              bool     `json:"updateable"`
	DefaultedOnCreate       bool     `json:"defaultedOnCreate"`
	Nillable                bool     `json:"nillable"`
	Unique                  bool     `json:"unique"`
	Sensitive               bool     `json:"sensitive"`
	RequiredOnUpdate        bool     `json:"requiredOnUpdate"`
	RequiredOnCreate        bool     `json:"requiredOnCreate"`
	Derived                 bool     `json:"derived"`
	Ordered                 bool     `json:"ordered"`
	MaxNumberOfValues       *int64   `json:"maxNumberOfValues,omitempty"` // nil if the capture has none
	MinNumberOfValues       *int64   `json:"minNumberOfValues,omitempty"`
	CaseSensitive           *bool    `json:"caseSensitive,omitempty"` // nil for a boolean
	MaxLength               *int64   `json:"maxLength,omitempty"`     // in characters
	MinLength               *int64   `json:"minLength,omitempty"`
	ReferenceAttribute      []string `json:"referenceAttribute,omitempty"`
	DefaultValue            any      `json:"defaultValue,omitempty"` // nil, a string, a bool, or an int64

	At spec.Place `json:"-"` // emitters must not print it
}

// IsCaseSensitive reports whether upper and lower case of its values differ.
func (a *UserAttribute) IsCaseSensitive() bool { return a.CaseSensitive != nil && *a.CaseSensitive }

// newCapture returns the capture of a connector with the profiles, or nil if there is none.
func newCapture(c *spec.Capture, profiles *Metadata) *Capture {
	if c == nil {
		return nil
	}
	x := &Capture{
		At: c.At,
		Information: Information{
			ImageURL: c.ImageURL, StoreType: c.Key, Version: c.Version, DisplayName: c.DisplayName,
			IdentityProvider: c.IdentityProvider, BaseURLRequired: c.BaseURLRequired,
			ConnectionInformationRequired: c.ConnectionInformationRequired,
		},
		Profiles: []CapturedProfile{},
		Abilities: Abilities{
			Capabilities: []Capability{}, Enhancements: append([]string{}, c.Enhancements...),
			UserAttributes: userAttributes(c.UserAttributes), GroupAttributes: userAttributes(c.GroupAttributes),
		},
	}
	for _, p := range c.Profiles {
		x.Profiles = append(x.Profiles, capturedProfile(p, profiles))
	}
	for _, y := range c.Capabilities {
		x.Capabilities = append(x.Capabilities, Capability(y))
	}
	return x
}

func capturedProfile(p *spec.Profile, profiles *Metadata) CapturedProfile {
	x := CapturedProfile{
		Name: p.Name.Value, Description: p.Description, Attributes: []CapturedAttribute{},
		SpecURL: p.SpecURL, DocumentationURL: p.DocumentationURL, Primary: p.Primary,
	}
	for _, a := range p.Attributes {
		attribute := CapturedAttribute{
			Key: a.Key, Label: a.Label, Description: a.Description,
			Required: a.Required.Value, Sensitive: a.Sensitive.Value, KindFlag: spec.KindFlag(a.Kind.Value),
		}
		if known := profiles.Attribute(a.Key); known == nil || !known.Sensitive {
			for _, v := range a.PossibleValues {
				attribute.PossibleValues = append(attribute.PossibleValues, v.Value)
			}
		}
		x.Attributes = append(x.Attributes, attribute)
	}
	return x
}

func userAttributes(list []*spec.UserAttribute) UserAttributes {
	var attributes UserAttributes
	for _, a := range list {
		x := &UserAttribute{
			Key: a.Key, DisplayName: a.DisplayName, Type: a.Type, AttributeType: a.AttributeType,
			DistinguishingAttribute: a.DistinguishingAttribute, Creatable: a.Creatable, Updateable: a.Updateable,
			DefaultedOnCreate: a.DefaultedOnCreate, Nillable: a.Nillable, Unique: a.Unique, Sensitive: a.Sensitive,
			RequiredOnUpdate: a.RequiredOnUpdate, RequiredOnCreate: a.RequiredOnCreate,
			Derived: a.Derived, Ordered: a.Ordered,
			MaxNumberOfValues: a.MaxNumberOfValues, MinNumberOfValues: a.MinNumberOfValues,
			MaxLength: a.MaxLength, MinLength: a.MinLength,
			ReferenceAttribute: a.ReferenceAttribute, DefaultValue: a.DefaultValue, At: a.At,
		}
		if a.Type != "BOOLEAN" {
			x.CaseSensitive = new(a.CaseSensitive)
		}
		attributes = append(attributes, x)
	}
	return attributes
}
