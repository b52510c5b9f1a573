package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generated/propagation/provisioning"
)

// The tests in this package check what the generated client promises,
// against a PingOne for tests that knows none of its types.

// A pingone is a server for tests with a client of it.
type pingone struct {
	*propagationtest.Server
	client *propagation.Client
}

// newPingOne returns a server in memory and a client for it. The function change, if
// any, changes the configuration of the client first.
func newPingOne(t testing.TB, options propagationtest.Options, change func(*propagation.Config)) *pingone {
	t.Helper()
	server, err := propagationtest.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	config := propagation.Config{
		Region:        propagation.Europe,
		EnvironmentID: server.EnvironmentID(),
		Credentials:   propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
		HTTPClient:    server.Client(),
	}
	if change != nil {
		change(&config)
	}
	client, err := propagation.NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	return &pingone{server, client}
}

// sent returns how many requests of an operation the server has seen.
func (p *pingone) sent(operation string) int { return len(p.Requests(operation)) }

// stores returns what the server has under a name.
func (p *pingone) stores(t testing.TB, name string) (list []*propagation.Store) {
	t.Helper()
	p.Heal()
	for store, err := range p.client.Stores(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if store.Name == name {
			list = append(list, store)
		}
	}
	return list
}

// aStore is a store that nothing is wrong with.
func aStore() propagation.Store {
	return propagation.Store{Name: "staff", Configuration: &zoom.Configuration{
		SCIMURL: "https://api.zoom.us/scim2",
		Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("a key"), APISecret: connector.NewSecret("a secret")},
	}}
}

// create creates a store, which has to succeed.
func (p *pingone) create(t testing.TB, store propagation.Store) *propagation.Store {
	t.Helper()
	created, err := p.client.CreateStore(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

// A script is a transport that answers by itself, and keeps what it was asked.
type script struct {
	answer func(n int, r *http.Request) (*http.Response, error) // of the n-th request, from 1

	mu   sync.Mutex
	seen []*http.Request
}

// RoundTrip implements [http.RoundTripper].
func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
	}
	s.mu.Lock()
	s.seen = append(s.seen, r)
	n := len(s.seen)
	s.mu.Unlock()
	return s.answer(n, r)
}

// scripted returns a client whose requests s answers. It needs no token.
func scripted(t *testing.T, s *script) *propagation.Client {
	t.Helper()
	client, err := propagation.NewClient(propagation.Config{
		Region: propagation.Europe, EnvironmentID: "env", HTTPClient: &http.Client{Transport: s}, TokenSource: fixedToken("the-token"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// A fixedToken is a source that always has the same token.
type fixedToken string

// Token implements [propagation.TokenSource].
func (f fixedToken) Token(context.Context) (propagation.Token, error) {
	return propagation.Token{Access: connector.NewSecret(string(f))}, nil
}

// says returns an answer, with headers in pairs.
func says(status int, body string, headers ...string) (*http.Response, error) {
	h := make(http.Header)
	for i := 0; i < len(headers); i += 2 {
		h.Add(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, ContentLength: -1, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// since returns how long f takes.
func since(f func()) time.Duration {
	began := time.Now()
	f()
	return time.Since(began)
}

// A client is made of a region, an environment and credentials. Methods are named
// after the operations of the document. What goes wrong is an Error, which
// errors.Is knows by kind.
func Example_client() {
	server := propagationtest.NewServer() // in the place of PingOne
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
	ctx := context.Background()
	created, err := client.CreateStore(ctx, aStore())
	switch {
	case errors.Is(err, propagation.ErrOutcomeUnknown):
		fmt.Println("look whether there is a store of that name, and then try again")
	case err != nil:
		fmt.Println(err)
		return
	}
	for store, err := range client.Stores(ctx) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(store.Name, store.Type)
	}
	if err := client.DeleteStore(ctx, created.ID); err != nil {
		fmt.Println(err)
	}
	_, err = client.Store(ctx, created.ID)
	fmt.Println(errors.Is(err, propagation.ErrNotFound))
	// Output:
	// staff Zoom
	// true
}

// A rule needs its mappings before it can be active, and a revision to take
// effect. Start does all that in order, after it has checked the stores of the rule
// and the mappings against what the target has.
func Example_rule() {
	server := propagationtest.NewServer() // in the place of PingOne
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{
		Region: propagation.Europe, EnvironmentID: server.EnvironmentID(), HTTPClient: server.Client(),
		Credentials: propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	plan, planErr := client.CreatePlan(ctx, propagation.Plan{Name: "plan"})
	source, sourceErr := client.CreateStore(ctx, propagation.Store{Name: "directory", Type: propagation.StoreTypeDirectory})
	target, targetErr := client.CreateStore(ctx, aStore())
	if err := errors.Join(planErr, sourceErr, targetErr); err != nil {
		fmt.Println(err)
		return
	}
	rule := propagation.Rule{
		Name:        "staff",
		SourceStore: &propagation.Reference{ID: source.ID},
		TargetStore: &propagation.Reference{ID: target.ID},
	}
	_, err = provisioning.Start(ctx, client, plan.ID, rule, propagation.Mapping{SourceAttribute: "email", TargetAttribute: zoom.UserEmail})
	fmt.Println(err)
	active, err := provisioning.Start(ctx, client, plan.ID, rule,
		propagation.Mapping{SourceAttribute: "email", TargetAttribute: zoom.UserEmail},
		propagation.Mapping{SourceAttribute: "username", TargetAttribute: zoom.UserUserName})
	fmt.Println(*active.Active, err)
	// Output:
	// Zoom: userName is required on create and must be mapped
	// true <nil>
}
