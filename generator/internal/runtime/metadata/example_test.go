package metadata_test

import (
	"fmt"
	"os"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// A configuration can be checked by the metadata that the API answers.
func ExampleDecode() {
	data, err := os.ReadFile("../connector/testdata/zoom.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := metadata.Parse(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	object, err := connector.NewObject("Zoom", []byte(`{"AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"key"}`))
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
	// Zoom{"AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"[redacted]"}
	// Zoom: SCIM_URL is required
	// Zoom: API_SECRET is required
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
