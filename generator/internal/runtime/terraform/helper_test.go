package terraform_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/terraform"
)

// canary is in every secret of these tests, and in no state.
const canary = "canary"

// An environment is a PingOne for tests, and a provider that is configured for it.
type environment struct {
	*driver.Driver
	server   *propagationtest.Server
	client   *propagation.Client
	settings driver.Config // of the provider block
}

// serve starts an environment. settings are more of the provider block.
func serve(t *testing.T, settings driver.Config) *environment {
	t.Helper()
	s := propagationtest.NewServer()
	t.Cleanup(func() { s.Close() })
	config := driver.Config{
		"api_path": s.URL + "/v1", "auth_path": s.URL, "environment_id": s.EnvironmentID(),
		"client_id": s.ClientID(), "client_secret": s.ClientSecret().Reveal(),
	}
	maps.Copy(config, settings)
	client, err := propagation.NewClient(propagation.Config{
		BaseURL: s.URL + "/v1", AuthURL: s.URL, EnvironmentID: s.EnvironmentID(),
		Credentials: propagation.ClientCredentials{ID: s.ClientID(), Secret: s.ClientSecret()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &environment{driver.New(t, provider(t), config, canary), s, client, config}
}

func provider(t *testing.T) tfprotov6.ProviderServer {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(&terraform.Provider{Version: "test", HashRounds: 10})()
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// has returns a member of the configuration of the one store, as JSON, while the
// server is healthy.
func (e *environment) has(t *testing.T, key string) string {
	t.Helper()
	for store, err := range e.client.Stores(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if o, ok := store.Configuration.(connector.Object); ok {
			return string(members(t, o)[key])
		}
	}
	return ""
}

// edit changes the configuration of the one store as somebody at the console would.
// A member that is "" is removed.
func (e *environment) edit(t *testing.T, change map[string]string, more func(*propagation.Store)) {
	t.Helper()
	for store, err := range e.client.Stores(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		m := members(t, store.Configuration.(connector.Object))
		for key, value := range change {
			if m[key] = []byte(value); value == "" {
				delete(m, key)
			}
		}
		store.Configuration = object(t, string(store.Type), m)
		if more != nil {
			more(store)
		}
		if _, err := e.client.ReplaceStore(t.Context(), store.ID, *store, propagation.AllowClearingAll()); err != nil {
			t.Fatal(err)
		}
	}
}

// expect checks an action and that there is no error.
func expect(t *testing.T, what string, r driver.Result, action string, changes ...string) {
	t.Helper()
	if len(r.Errors) > 0 || r.Action != action || changes != nil && !slices.Equal(r.Changes, changes) {
		t.Fatalf("%s: %s of %q, errors %q; want %s of %q", what, r.Action, r.Changes, r.Errors, action, changes)
	}
}

// refused checks that there is an error that begins like want, or holds it.
func refused(t *testing.T, what string, errors []string, want string) {
	t.Helper()
	if !slices.ContainsFunc(errors, func(e string) bool { return strings.Contains(e, want) }) {
		t.Fatalf("%s: errors %q, want %q", what, errors, want)
	}
}
