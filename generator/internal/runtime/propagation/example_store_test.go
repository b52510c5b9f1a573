//go:build ignore

package propagation_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector/zoom"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagationtest"
)

// newClient returns a client of a server for tests. A client of PingOne has no
// HTTPClient, see [propagation.NewClient].
func newClient(server *propagationtest.Server) *propagation.Client {
	client, err := propagation.NewClient(propagation.Config{
		Region:        propagation.Europe,
		EnvironmentID: server.EnvironmentID(),
		Credentials:   propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
		HTTPClient:    server.Client(),
	})
	if err != nil {
		panic(err)
	}
	return client
}

// A store is created with a typed configuration. What is read has one that From
// makes typed again.
func Example() {
	server := propagationtest.NewServer()
	defer server.Close()
	client, ctx := newClient(server), context.Background()

	_, err := client.CreateStore(ctx, propagation.Store{
		Name: "our Zoom",
		Configuration: &zoom.Configuration{
			SCIMURL: "https://api.zoom.us/scim2",
			Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("key"), APISecret: connector.NewSecret("s3cret")},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for store, err := range client.Stores(ctx) {
		if err != nil {
			fmt.Println(err)
			return
		}
		configuration, err := zoom.From(store.Configuration)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(store.Name, configuration.SCIMURL)
	}
	// Output: our Zoom https://api.zoom.us/scim2
}

// An error tells what the API answered. errors.Is tells the usual cases apart.
func ExampleError() {
	server := propagationtest.NewServer()
	defer server.Close()

	_, err := newClient(server).Store(context.Background(), "no-such-store")
	var e *propagation.Error
	fmt.Println(errors.Is(err, propagation.ErrNotFound), errors.As(err, &e), e.Operation, e.Status)
	// Output: true true Store 404
}

// A replacement that leaves out a secret would clear it, so it is refused unless
// an option allows it.
func ExampleAllowClearing() {
	server := propagationtest.NewServer()
	defer server.Close()
	client, ctx := newClient(server), context.Background()

	// The server has a key that this package does not know, so it may be a secret.
	value, err := connector.NewValue([]byte(`"s3cret"`))
	if err != nil {
		fmt.Println(err)
		return
	}
	config := &zoom.Configuration{
		SCIMURL: "https://api.zoom.us/scim2",
		Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("key"), APISecret: connector.NewSecret("s3cret")},
		Extra:   connector.Extra{"SIGNING_PIN": value},
	}
	created, err := client.CreateStore(ctx, propagation.Store{Name: "our Zoom", Configuration: config})
	if err != nil {
		fmt.Println(err)
		return
	}
	config.Extra = nil
	store := propagation.Store{Name: "our Zoom", Configuration: config}
	_, err = client.ReplaceStore(ctx, created.ID, store)
	fmt.Println(errors.Is(err, propagation.ErrWouldClear))
	_, err = client.ReplaceStore(ctx, created.ID, store, propagation.AllowClearing("SIGNING_PIN"))
	fmt.Println(err)
	// Output:
	// true
	// <nil>
}
