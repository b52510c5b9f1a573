package connector_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// A configuration is a struct; the profile says how PingOne authenticates. It
// shows without its secrets, and Wire writes what the API expects.
func Example_configuration() {
	c := &zoom.Configuration{
		SCIMURL:     "https://api.zoom.us/scim2",
		CreateUsers: new(true),
		Profile: &zoom.OAuthBearerToken{
			OAuthTokenURL:     "https://zoom.us/oauth/token",
			OAuthAccountID:    "account",
			OAuthClientID:     "client",
			OAuthClientSecret: connector.NewSecret("a secret"),
		},
	}
	fmt.Println(c)
	wire, err := connector.Wire(c)
	fmt.Println(string(wire), err)
	// Output:
	// Zoom{"SCIM_URL":"https://api.zoom.us/scim2","CREATE_USERS":true,"AUTHENTICATION_METHOD":"OAuth Bearer Token","OAUTH_TOKEN_URL":"https://zoom.us/oauth/token","OAUTH_ACCOUNT_ID":"account","OAUTH_CLIENT_ID":"client","OAUTH_CLIENT_SECRET":"[redacted]"}
	// {"SCIM_URL":"https://api.zoom.us/scim2","CREATE_USERS":true,"AUTHENTICATION_METHOD":"OAuth Bearer Token","OAUTH_TOKEN_URL":"https://zoom.us/oauth/token","OAUTH_ACCOUNT_ID":"account","OAUTH_CLIENT_ID":"client","OAUTH_CLIENT_SECRET":"a secret"} <nil>
}

// Validate reports every problem at once. Each has a key and a rule, for
// programs, and a sentence, for people. None has a value.
func Example_validate() {
	c := &zoom.Configuration{Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("a key")}}
	if problems, ok := errors.AsType[connector.Errors](c.Validate()); ok {
		for _, p := range problems {
			fmt.Printf("%s\t%s\t%v\n", p.Key, p.Rule, p)
		}
	}
	// Output:
	// SCIM_URL	required	Zoom: SCIM_URL is required
	// API_SECRET	required	Zoom (JWT Bearer Token): API_SECRET is required
}

// A store as the API returns it holds an Object. From makes a typed
// configuration of it; what no field holds stays in Extra and is sent back.
func Example_read() {
	var store propagation.Store
	err := json.Unmarshal([]byte(`{
		"type": "Zoom",
		"name": "staff",
		"configuration": {
			"SCIM_URL": "https://api.zoom.us/scim2",
			"AUTHENTICATION_METHOD": "JWT Bearer Token",
			"API_KEY": "a key",
			"API_SECRET": "a secret",
			"ADDED_LATER": 7
		}
	}`), &store)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := zoom.From(store.Configuration)
	if err != nil {
		fmt.Println(err)
		return
	}
	c.SCIMURL = "https://eu.zoom.us/scim2"
	fmt.Println(c)
	wire, err := connector.Wire(c)
	fmt.Println(string(wire), err)
	// Output:
	// Zoom{"SCIM_URL":"https://eu.zoom.us/scim2","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"[redacted]","API_SECRET":"[redacted]","ADDED_LATER":"[redacted]"}
	// {"SCIM_URL":"https://eu.zoom.us/scim2","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"a key","API_SECRET":"a secret","ADDED_LATER":7} <nil>
}

// A method that nobody knew when the code was generated is kept, validates and
// is sent back, and so are its attributes, if the API has sent them. The client
// marks what it receives.
func Example_otherMethod() {
	object, err := connector.NewObject(zoom.StoreType, []byte(`{"SCIM_URL":"https://api.zoom.us/scim2","AUTHENTICATION_METHOD":"Passkey","PASSKEY":"p"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := zoom.From(object.Received())
	if err != nil {
		fmt.Println(err)
		return
	}
	if other, ok := c.Profile.(*zoom.OtherProfile); ok {
		fmt.Println(other.Name, c.Validate())
	}
	wire, err := connector.Wire(c)
	fmt.Println(string(wire), err)
	// Output:
	// Passkey <nil>
	// {"SCIM_URL":"https://api.zoom.us/scim2","AUTHENTICATION_METHOD":"Passkey","PASSKEY":"p"} <nil>
}

// Metadata says what a connector needs, for programs that ask for it: forms,
// documentation, checks of mappings.
func Example_metadata() {
	m, _ := catalog.Metadata("Zoom")
	for _, p := range m.Profiles {
		fmt.Println(p.Name)
		for _, a := range p.Attributes {
			if a.Sensitive {
				fmt.Printf("  %s (%s)\n", a.Label, a.Key)
			}
		}
	}
	fmt.Println(generic.CheckMappings(m, zoom.UserEmail, zoom.UserEmail))
	// Output:
	// JWT Bearer Token
	//   API Key (API_KEY)
	//   API Secret (API_SECRET)
	// OAuth Bearer Token
	//   OAuth Client Secret (OAUTH_CLIENT_SECRET)
	// Zoom: email must be mapped only once
	// Zoom: userName is required on create and must be mapped
}

// The catalog decodes the configuration of any store. Programs that need a few
// connectors import their packages instead.
func Example_catalog() {
	object, err := connector.NewObject("Slack", []byte(`{"OAUTH_ACCESS_TOKEN":"a token"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := catalog.Decode(object)
	fmt.Printf("%T %v\n", c, err)
	fmt.Println(c)
	// Output:
	// *slack.Configuration <nil>
	// Slack{"OAUTH_ACCESS_TOKEN":"[redacted]"}
}
