package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/client/testdata/peer"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// The create of a store with plain net/http and encoding/json, as PingOne's
// documentation would have it.
type plainStore struct {
	ID            string               `json:"id,omitempty"`
	Environment   *plainReference      `json:"environment,omitempty"`
	Type          string               `json:"type"`
	Name          string               `json:"name"`
	Description   string               `json:"description,omitempty"`
	Status        string               `json:"status,omitempty"`
	Managed       *bool                `json:"managed,omitempty"`
	Image         *plainLink           `json:"image,omitempty"`
	CreatedAt     *time.Time           `json:"createdAt,omitempty"`
	UpdatedAt     *time.Time           `json:"updatedAt,omitempty"`
	Links         map[string]plainLink `json:"_links,omitempty"`
	Configuration *plainConfiguration  `json:"configuration,omitempty"`
}

type plainReference struct {
	ID string `json:"id"`
}

type plainLink struct {
	Href string `json:"href,omitempty"`
}

type plainConfiguration struct {
	SCIMURL              string `json:"SCIM_URL"`
	AuthenticationMethod string `json:"AUTHENTICATION_METHOD"`
	OAuthTokenURL        string `json:"OAUTH_TOKEN_URL"`
	OAuthAccountID       string `json:"OAUTH_ACCOUNT_ID"`
	OAuthClientID        string `json:"OAUTH_CLIENT_ID"`
	OAuthClientSecret    string `json:"OAUTH_CLIENT_SECRET"`
	CreateUsers          *bool  `json:"CREATE_USERS,omitempty"`
	UpdateUsers          *bool  `json:"UPDATE_USERS,omitempty"`
	DisableUsers         *bool  `json:"DISABLE_USERS,omitempty"`
	DeprovisionUsers     *bool  `json:"DEPROVISION_USERS,omitempty"`
	RemoveAction         string `json:"REMOVE_ACTION,omitempty"`
}

func plainCreate(ctx context.Context, client *http.Client, root, token string, s plainStore) (*plainStore, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, root+"/environments/env/propagation/stores", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		return nil, fmt.Errorf("create store: %s", response.Status)
	}
	created := new(plainStore)
	return created, json.NewDecoder(response.Body).Decode(created)
}

// BenchmarkCreate creates a Zoom store over a connection to this machine: with the
// generated client, with plain net/http and encoding/json, and with the client
// that oapi-codegen makes. What the server allocates is in all three.
func BenchmarkCreate(b *testing.B) {
	answer := harness.Example(b, "zoom-create-response.json")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, answer)
	}))
	defer server.Close()
	for _, one := range []struct {
		name   string
		create func(context.Context) (name string, err error)
	}{
		{"Typed", typedCreate(b, server.URL, server.Client())},
		{"Plain", func(ctx context.Context) (string, error) {
			s, err := plainCreate(ctx, server.Client(), server.URL, "token", plainStore{Type: "Zoom", Name: "zoom connection", Configuration: plainZoom()})
			return s.Name, err
		}},
		{"OapiCodegen", peerCreate(b, server)},
	} {
		b.Run(one.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if name, err := one.create(b.Context()); err != nil || name != "zoom connection" {
					b.Fatal(name, err)
				}
			}
		})
	}
}

// TestCreateAllocations holds a create to 50 allocations. The plain one's, which differ
// with the release of Go, are shown beside them.
// The answers are not from a server: its allocations would be counted as well.
func TestCreateAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector empties pools at random, which shows as allocations")
	}
	answer := harness.Example(t, "zoom-create-response.json")
	s := &script{answer: func(int, *http.Request) (*http.Response, error) { return says(http.StatusCreated, answer) }}
	client := &http.Client{Transport: s}
	create := typedCreate(t, "https://localhost", client)
	typed := testing.AllocsPerRun(200, func() {
		if _, err := create(t.Context()); err != nil {
			t.Error(err)
		}
	})
	plain := testing.AllocsPerRun(200, func() {
		_, err := plainCreate(t.Context(), client, "https://localhost", "token", plainStore{Type: "Zoom", Name: "zoom connection", Configuration: plainZoom()})
		if err != nil {
			t.Error(err)
		}
	})
	if t.Logf("typed %.0f allocations, plain %.0f", typed, plain); typed > 50 {
		t.Errorf("%.0f allocations, want at most 50", typed)
	}
}

func typedCreate(b testing.TB, root string, h *http.Client) func(context.Context) (string, error) {
	client, err := propagation.NewClient(propagation.Config{
		BaseURL: root, EnvironmentID: "env", HTTPClient: h, TokenSource: fixedToken("token"),
	})
	if err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context) (string, error) {
		s, err := client.CreateStore(ctx, propagation.Store{Name: "zoom connection", Configuration: &zoom.Configuration{
			SCIMURL: "https://api.zoom.us/scim2", CreateUsers: new(true), UpdateUsers: new(true),
			DisableUsers: new(true), DeprovisionUsers: new(true), RemoveAction: zoom.RemoveActionDelete,
			Profile: &zoom.OAuthBearerToken{
				OAuthTokenURL: "https://zoom.us/oauth/token", OAuthAccountID: "account",
				OAuthClientID: "client", OAuthClientSecret: connector.NewSecret("secret"),
			},
		}})
		return s.Name, err
	}
}

func plainZoom() *plainConfiguration {
	return &plainConfiguration{
		SCIMURL: "https://api.zoom.us/scim2", CreateUsers: new(true), UpdateUsers: new(true),
		DisableUsers: new(true), DeprovisionUsers: new(true), RemoveAction: "Delete",
		AuthenticationMethod: "OAuth Bearer Token", OAuthTokenURL: "https://zoom.us/oauth/token",
		OAuthAccountID: "account", OAuthClientID: "client", OAuthClientSecret: "secret",
	}
}

func peerCreate(b testing.TB, server *httptest.Server) func(context.Context) (string, error) {
	client, err := peer.NewClientWithResponses(server.URL+"/environments/env", peer.WithHTTPClient(server.Client()),
		peer.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
			r.Header.Set("Authorization", "Bearer token")
			return nil
		}))
	if err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context) (string, error) {
		s, err := client.CreateStoreWithResponse(ctx, peer.Store{Type: "Zoom", Name: "zoom connection", Configuration: &peer.ZoomConfiguration{
			SCIMURL: new("https://api.zoom.us/scim2"), CREATEUSERS: new(true), UPDATEUSERS: new(true),
			DISABLEUSERS: new(true), DEPROVISIONUSERS: new(true), REMOVEACTION: new("Delete"),
			AUTHENTICATIONMETHOD: new("OAuth Bearer Token"), OAUTHTOKENURL: new("https://zoom.us/oauth/token"),
			OAUTHACCOUNTID: new("account"), OAUTHCLIENTID: new("client"), OAUTHCLIENTSECRET: new("secret"),
		}})
		if err != nil || s.JSON201 == nil {
			return "", fmt.Errorf("create store: %w", err)
		}
		return s.JSON201.Name, nil
	}
}
