package metadata_test

import (
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// A configuration can be checked by the metadata that the API answers.
func ExampleDecode() {
	m, err := metadata.Parse([]byte(`{
		"information": {"key": "Gadget", "displayName": "Gadget Connector"},
		"connectionProfiles": [{"name": "Token", "connectionAttributes": [
			{"key": "SCIM_URL", "required": true},
			{"key": "TENANT", "required": true},
			{"key": "API_KEY", "required": true, "sensitive": true}
		]}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	object, err := connector.NewObject("Gadget", []byte(`{"SCIM_URL": "https://example.com/scim", "API_KEY": "key"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	configuration, err := metadata.Decode(m, object)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(configuration)
	fmt.Println(configuration.Validate())
	// Output:
	// Gadget{"SCIM_URL":"https://example.com/scim","API_KEY":"[redacted]"}
	// Gadget: TENANT is required
}

// The mappings of a rule are checked against the attributes that the target has.
func ExampleCheckMappings() {
	m := connector.Metadata{StoreType: "Zoom", UserAttributes: []connector.UserAttribute{
		{Key: "userName", Creatable: true, RequiredOnCreate: true},
		{Key: "id"},
	}}
	fmt.Println(metadata.CheckMappings(m, "id", "nickname"))
	// Output:
	// Zoom: id must be creatable or updateable to be mapped
	// Zoom: nickname is not a user attribute of the connector
	// Zoom: userName is required on create and must be mapped
}
