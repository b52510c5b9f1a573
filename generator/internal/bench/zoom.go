package main

import (
	"encoding/json"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
)

// example is the configuration of the store in PingOne's documentation.
const example = `{
  "AUTHENTICATION_METHOD": "OAuth Bearer Token",
  "CREATE_USERS": true,
  "UPDATE_USERS": true,
  "DEPROVISION_USERS": true,
  "DISABLE_USERS": true,
  "SCIM_URL": "https://api.zoom.us/scim2",
  "OAUTH_TOKEN_URL": "https://zoom.us/oauth/token",
  "OAUTH_ACCOUNT_ID": "{{oauthAccountId}}",
  "OAUTH_CLIENT_ID": "{{oauthClientId}}",
  "OAUTH_CLIENT_SECRET": "{{oauthClientSecret}}",
  "REMOVE_ACTION": "Delete"
}`

// plain is what people write by hand for encoding/json and validator: the
// fields and rules of zoom.Configuration.
type plain struct {
	SCIMURL              string `json:"SCIM_URL" validate:"required"`
	AuthenticationMethod string `json:"AUTHENTICATION_METHOD" validate:"required,oneof='JWT Bearer Token' 'OAuth Bearer Token'"`
	CreateUsersProvOpt   *bool  `json:"CREATE_USERS_PROV_OPT,omitempty"`
	UpdateUsersProvOpt   *bool  `json:"UPDATE_USERS_PROV_OPT,omitempty"`
	RemoveUsersProvOpt   *bool  `json:"REMOVE_USERS_PROV_OPT,omitempty"`
	CreateUsers          *bool  `json:"CREATE_USERS,omitempty"`
	DeprovisionUsers     *bool  `json:"DEPROVISION_USERS,omitempty"`
	DisableUsers         *bool  `json:"DISABLE_USERS,omitempty"`
	RemoveAction         string `json:"REMOVE_ACTION,omitempty"`
	UpdateUsers          *bool  `json:"UPDATE_USERS,omitempty"`
	APIKey               string `json:"API_KEY,omitempty" validate:"required_if=AuthenticationMethod 'JWT Bearer Token'"`
	APISecret            string `json:"API_SECRET,omitempty" validate:"required_if=AuthenticationMethod 'JWT Bearer Token'"`
	OAuthTokenURL        string `json:"OAUTH_TOKEN_URL,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	OAuthAccountID       string `json:"OAUTH_ACCOUNT_ID,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	OAuthClientID        string `json:"OAUTH_CLIENT_ID,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
	OAuthClientSecret    string `json:"OAUTH_CLIENT_SECRET,omitempty" validate:"required_if=AuthenticationMethod 'OAuth Bearer Token'"`
}

// decoded returns the example, plain and generated.
func decoded() (*plain, *zoom.Configuration, error) {
	p, c := new(plain), new(zoom.Configuration)
	if err := json.Unmarshal([]byte(example), p); err != nil {
		return nil, nil, err
	}
	return p, c, json.Unmarshal([]byte(example), c)
}

// broken returns the example with three problems, plain and generated.
func broken() (*plain, *zoom.Configuration, error) {
	p, c, err := decoded()
	if err != nil {
		return nil, nil, err
	}
	p.SCIMURL, p.OAuthAccountID, p.OAuthClientSecret = "", "", ""
	c.SCIMURL = ""
	c.Profile = &zoom.OAuthBearerToken{OAuthTokenURL: p.OAuthTokenURL, OAuthClientID: p.OAuthClientID}
	return p, c, nil
}

// handError is what validateByHand returns: a bit for each rule that is broken.
type handError uint64

func (e handError) Error() string { return "broken rules" }

// validateByHand has the checks of zoom.Configuration as a person would write
// them who wants them fast. Like Validate, it takes a value and is not inlined.
//
//go:noinline
func validateByHand(c zoom.Configuration) error {
	failed := connector.Bit(c.SCIMURL == "", 0)
	switch p := c.Profile.(type) {
	case *zoom.JWTBearerToken:
		failed |= connector.Bit(p.APIKey.IsZero(), 1) | connector.Bit(p.APISecret.IsZero(), 2)
	case *zoom.OAuthBearerToken:
		failed |= connector.Bit(p.OAuthTokenURL == "", 3) | connector.Bit(p.OAuthAccountID == "", 4) |
			connector.Bit(p.OAuthClientID == "", 5) | connector.Bit(p.OAuthClientSecret.IsZero(), 6)
	case *zoom.OtherProfile:
		failed |= connector.Bit(p.AuthenticationMethod().Known(), 7)
	default:
		failed |= 1 << 8
	}
	if failed == 0 {
		return nil
	}
	return handError(failed)
}
