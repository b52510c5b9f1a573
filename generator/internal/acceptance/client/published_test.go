package client_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestPublished takes the examples that PingOne publishes through everything
// that a consumer does with a store: read it, make its configuration typed,
// check it, and send it again. Nothing may be lost, added or changed.
func TestPublished(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(harness.Path(t, harness.Examples) + "/*.json")
	if err != nil || len(names) != 6 {
		t.Fatalf("%d examples, want 6 (%v)", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var store propagation.Store
			if err := json.Unmarshal(data, &store); err != nil {
				t.Fatal(err)
			}
			want := harness.Value(t, data).(map[string]any)
			unserved(want)
			typed := typedAs(t, store.Configuration)
			wire, err := connector.Wire(typed)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want["configuration"], harness.Value(t, wire)); diff != "" {
				t.Errorf("the configuration as it is sent (-example +sent):\n%s", diff)
			}
			if diff := cmp.Diff(want, harness.Value(t, sent(t, store))); diff != "" {
				t.Errorf("the store as it is sent (-example +sent):\n%s", diff)
			}
			store.Configuration = typed
			if diff := cmp.Diff(want, harness.Value(t, sent(t, store))); diff != "" {
				t.Errorf("the store with a typed configuration as it is sent (-example +sent):\n%s", diff)
			}
		})
	}
}

// typedAs returns c in the type of its connector, which must find nothing wrong.
func typedAs(t *testing.T, c connector.Configuration) connector.Configuration {
	t.Helper()
	typed, err := catalog.Decode(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, still := typed.(connector.Object); still {
		t.Errorf("catalog.Decode returned an Object, want the type of %s", c.StoreType())
	}
	if err := typed.Validate(); err != nil {
		t.Errorf("a published example is not valid: %v", err)
	}
	return typed
}

// sent returns the body of the request that creates the store.
func sent(t *testing.T, store propagation.Store) []byte {
	t.Helper()
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, `{"type": "Zoom"}`)
	}))
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{BaseURL: server.URL, EnvironmentID: "an-environment", HTTPClient: server.Client()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.CreateStore(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	return body
}
