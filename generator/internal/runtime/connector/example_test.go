package connector_test

import (
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A secret shows only where it is asked for.
func ExampleSecret() {
	secret := connector.NewSecret("hunter2")
	fmt.Printf("%v %q %+v\n", secret, secret, struct{ Password connector.Secret }{secret})
	fmt.Println(secret.Reveal())
	// Output:
	// [redacted] [redacted] {Password:[redacted]}
	// hunter2
}

// The configuration of a store, as the API gave it, can be shown and sent back.
func ExampleObject() {
	configuration, err := connector.NewObject("Zoom", []byte(`{"SCIM_URL":"https://api.zoom.us/scim2"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(configuration)
	data, err := connector.Wire(configuration)
	fmt.Println(string(data), err)
	// Output:
	// Zoom{"SCIM_URL":"[redacted]"}
	// {"SCIM_URL":"https://api.zoom.us/scim2"} <nil>
}

// The elements of Errors say which attribute breaks which rule.
func ExampleErrors() {
	var err error = connector.Errors{{StoreType: "Zoom", Key: "SCIM_URL", Rule: connector.RuleRequired}}
	var problem *connector.FieldError
	if errors.As(err, &problem) {
		fmt.Println(problem.Key, problem.Rule)
	}
	// Output: SCIM_URL required
}
