//go:build ignore

package propagationtest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagationtest"
)

// A server answers as PingOne does, and goes wrong when a test wants it to.
func ExampleServer_Fault() {
	server := propagationtest.NewServer()
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{
		Region:        propagation.Europe,
		EnvironmentID: server.EnvironmentID(),
		Credentials:   propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
		HTTPClient:    server.Client(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	server.Fault(propagationtest.Fault{Operation: "createStore", Status: http.StatusConflict, Times: 1})
	for range 2 {
		store, err := client.CreateStore(context.Background(), propagation.Store{Name: "users", Type: propagation.StoreTypeDirectory})
		fmt.Println(store != nil, errors.Is(err, propagation.ErrConflict))
	}
	for _, r := range server.Requests("createStore") {
		fmt.Println(r.Method, r.Operation)
	}
	// Output:
	// false true
	// true false
	// POST createStore
	// POST createStore
}
