package emit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// The shape of a capture, as the API answers it. What the API leaves out where
// it does not apply is left out here too.
type (
	captureBody struct {
		Information        captureInformation `json:"information"`
		ConnectionProfiles []captureProfile   `json:"connectionProfiles"`
		AttributeMetadata  captureAttributes  `json:"attributeMetadata"`
	}
	captureInformation struct {
		ImageURL                      string `json:"imageUrl"`
		Key                           string `json:"key"`
		Version                       string `json:"version"`
		DisplayName                   string `json:"displayName"`
		IdentityProvider              bool   `json:"identityProvider"`
		BaseURLRequired               bool   `json:"baseURLRequired"`
		ConnectionInformationRequired bool   `json:"connectionInformationRequired"`
	}
	captureProfile struct {
		Name                 string             `json:"name,omitempty"`
		Description          string             `json:"description"`
		ConnectionAttributes []captureAttribute `json:"connectionAttributes"`
		SpecURL              string             `json:"specUrl"`
		DocumentationURL     string             `json:"documentationUrl"`
		Primary              bool               `json:"primary"`
	}
	captureAttribute struct {
		Key            string   `json:"key"`
		DisplayLabel   string   `json:"displayLabel"`
		Description    string   `json:"description"`
		Required       bool     `json:"required"`
		Sensitive      bool     `json:"sensitive"`
		TypeBoolean    bool     `json:"typeBoolean,omitempty"`
		PossibleValues []string `json:"possibleValues,omitempty"`
	}
	captureAttributes struct {
		Capabilities    []captureCapability     `json:"capabilities"`
		Enhancements    []string                `json:"enhancements"`
		UserAttributes  map[string]captureUser  `json:"userAttributes"`
		GroupAttributes *map[string]captureUser `json:"groupAttributes,omitempty"`
	}
	captureCapability struct {
		Type         string `json:"type"`
		MaxResources int64  `json:"maxResources"`
	}
	captureUser struct {
		Key                     string   `json:"key"`
		DisplayName             string   `json:"displayName"`
		Type                    string   `json:"type"`
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
		MaxNumberOfValues       *int64   `json:"maxNumberOfValues,omitempty"`
		MinNumberOfValues       *int64   `json:"minNumberOfValues,omitempty"`
		CaseSensitive           *bool    `json:"caseSensitive,omitempty"` // nil for booleans
		MaxLength               *int64   `json:"maxLength,omitempty"`
		MinLength               *int64   `json:"minLength,omitempty"`
		ReferenceAttribute      []string `json:"referenceAttribute,omitempty"`
		DefaultValue            any      `json:"defaultValue,omitempty"`
	}
)

// captureJSON returns the capture of a connector as the API answers it, without
// the possible values of what is secret: one of them is the secret.
func captureJSON(of *model.Connector) ([]byte, error) {
	c := of.Metadata.Capture
	body := captureBody{
		Information: captureInformation{
			ImageURL: c.ImageURL, Key: c.Key, Version: c.Version, DisplayName: c.DisplayName,
			IdentityProvider: c.IdentityProvider, BaseURLRequired: c.BaseURLRequired,
			ConnectionInformationRequired: c.ConnectionInformationRequired,
		},
		ConnectionProfiles: captureProfiles(c, of),
		AttributeMetadata: captureAttributes{
			Capabilities:   []captureCapability{},
			Enhancements:   append([]string{}, c.Enhancements...),
			UserAttributes: captureUsers(c.UserAttributes),
		},
	}
	for _, x := range c.Capabilities {
		body.AttributeMetadata.Capabilities = append(body.AttributeMetadata.Capabilities, captureCapability(x))
	}
	if len(c.GroupAttributes) > 0 {
		body.AttributeMetadata.GroupAttributes = new(captureUsers(c.GroupAttributes))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(body)
	return bytes.TrimSpace(b.Bytes()), err
}

func captureProfiles(c *model.Capture, of *model.Connector) []captureProfile {
	profiles := []captureProfile{}
	for _, p := range c.Profiles {
		made := captureProfile{
			Name: p.Name.Value, Description: p.Description, ConnectionAttributes: []captureAttribute{},
			SpecURL: p.SpecURL, DocumentationURL: p.DocumentationURL, Primary: p.Primary,
		}
		for _, a := range p.Attributes {
			attribute := captureAttribute{
				Key: a.Key, DisplayLabel: a.Label, Description: a.Description,
				Required: a.Required.Value, Sensitive: a.Sensitive.Value, TypeBoolean: a.Boolean.Value,
			}
			for _, v := range a.PossibleValues {
				if x := of.Attribute(a.Key); x != nil && x.Sensitive {
					break
				}
				attribute.PossibleValues = append(attribute.PossibleValues, v.Value)
			}
			made.ConnectionAttributes = append(made.ConnectionAttributes, attribute)
		}
		profiles = append(profiles, made)
	}
	return profiles
}

func captureUsers(list []*model.UserAttribute) map[string]captureUser {
	users := make(map[string]captureUser)
	for _, a := range list {
		u := captureUser{
			Key: a.Key, DisplayName: a.DisplayName, Type: a.Type, AttributeType: a.AttributeType,
			DistinguishingAttribute: a.DistinguishingAttribute, Creatable: a.Creatable, Updateable: a.Updateable,
			DefaultedOnCreate: a.DefaultedOnCreate, Nillable: a.Nillable, Unique: a.Unique, Sensitive: a.Sensitive,
			RequiredOnUpdate: a.RequiredOnUpdate, RequiredOnCreate: a.RequiredOnCreate,
			Derived: a.Derived, Ordered: a.Ordered,
			MaxNumberOfValues: a.MaxNumberOfValues, MinNumberOfValues: a.MinNumberOfValues,
			MaxLength: a.MaxLength, MinLength: a.MinLength,
			ReferenceAttribute: a.ReferenceAttribute, DefaultValue: a.DefaultValue,
		}
		if a.Type != "BOOLEAN" {
			u.CaseSensitive = &a.CaseSensitive
		}
		users[a.Key] = u
	}
	return users
}

// rawString returns JSON as a raw string literal, in ASCII, so that no
// character of an input stands in the source as it is.
func rawString(data []byte) string {
	var b strings.Builder
	b.WriteByte('`')
	for _, r := range string(data) {
		switch {
		case r < 0x7f && r != '`':
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		}
	}
	b.WriteByte('`')
	return b.String()
}
