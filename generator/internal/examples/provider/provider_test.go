package provider_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/examples/provider"
)

// newProvider returns a provider for an environment of a PingOne for tests.
func newProvider(t *testing.T) (provider.Provider, *propagationtest.Server) {
	t.Helper()
	s, err := propagationtest.New(propagationtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	client, err := propagation.NewClient(propagation.Config{
		Region: propagation.Europe, EnvironmentID: s.EnvironmentID(), HTTPClient: s.Client(),
		Credentials: propagation.ClientCredentials{ID: s.ClientID(), Secret: s.ClientSecret()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return provider.Provider{Client: client}, s
}

// resource returns a store of a type with all attributes of a profile, but for those
// that are deprecated and not required.
func resource(storeType string, m connector.Metadata, p connector.Profile) provider.Resource {
	r := provider.Resource{Name: storeType + " " + p.Name, Type: storeType, Attributes: make(map[string]any)}
	for _, a := range p.Attributes {
		switch {
		case a.Key == m.Selector:
			r.Attributes[a.Key] = p.Name
		case a.Deprecated && !a.Required:
		case a.Kind == connector.KindBoolean:
			r.Attributes[a.Key] = true
		case len(a.PossibleValues) > 0:
			r.Attributes[a.Key] = a.PossibleValues[0]
		default:
			r.Attributes[a.Key] = "CANARY " + a.Key
		}
	}
	return r
}

// TestEveryType takes a store of each type in each profile through its life, on a
// server that shows, masks or omits secrets: there is no drift but what somebody
// changed, and an update leaves the secrets that it does not name.
func TestEveryType(t *testing.T) {
	t.Parallel()
	count := 0
	for _, storeType := range catalog.StoreTypes() {
		m, _ := catalog.Metadata(storeType)
		profiles := m.Profiles
		if len(profiles) == 0 {
			profiles = []connector.Profile{{}}
		}
		for _, profile := range profiles {
			for _, secrets := range []propagationtest.Secrets{propagationtest.SecretsClear, propagationtest.SecretsMasked, propagationtest.SecretsOmitted} {
				p, s := newProvider(t)
				s.Fault(propagationtest.Fault{Secrets: secrets})
				live(t, p, s, resource(storeType, m, profile))
				count++
			}
		}
	}
	if count < 3*14 {
		t.Errorf("%d stores", count)
	}
}

func live(t *testing.T, p provider.Provider, s *propagationtest.Server, r provider.Resource) {
	t.Helper()
	ctx := t.Context()
	if problems := provider.Problems(r); len(problems) > 0 {
		t.Fatalf("%s: %v", r.Name, problems)
	}
	made, err := p.Create(ctx, r)
	if err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	read, changes, err := p.Read(ctx, made)
	if err != nil || len(changes) > 0 || len(read.Attributes) != len(r.Attributes) {
		t.Fatalf("%s: read %v, changes %v, %v", r.Name, read.Attributes, changes, err)
	}
	wanted := provider.Resource{Name: r.Name + " renamed", Type: r.Type, Attributes: make(map[string]any)}
	for key, value := range read.Attributes {
		if _, secret := value.(connector.Secret); !secret {
			wanted.Attributes[key] = value
		}
	}
	if err := p.Update(ctx, read, wanted); err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	s.Heal()
	if again, changes, err := p.Read(ctx, made); err != nil || len(changes) > 0 || again.Name != wanted.Name {
		t.Fatalf("%s: after the update: %v, %v", r.Name, changes, err)
	}
	imported, _, err := p.Read(ctx, provider.Resource{ID: made.ID})
	if diff := cmp.Diff(revealed(read), revealed(imported)); diff != "" || err != nil {
		t.Fatalf("%s: imported, %v (-read +imported):\n%s", r.Name, err, diff)
	}
	if err := errors.Join(p.Delete(ctx, made), p.Delete(ctx, made)); err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	if _, _, err := p.Read(ctx, made); !errors.Is(err, propagation.ErrNotFound) {
		t.Fatalf("%s: deleted: %v", r.Name, err)
	}
}

// revealed returns the attributes with secrets as texts.
func revealed(r provider.Resource) map[string]any {
	all := make(map[string]any)
	for key, value := range r.Attributes {
		if secret, is := value.(connector.Secret); is {
			value = secret.Reveal()
		}
		all[key] = value
	}
	return all
}

// TestForeignMembersStay: an update keeps what another program has put into the store,
// and a store that was created by a request without an answer is found.
func TestForeignMembersStay(t *testing.T) {
	t.Parallel()
	p, s := newProvider(t)
	m, _ := catalog.Metadata("Zoom")
	r := resource("Zoom", m, m.Profiles[1])
	s.Fault(propagationtest.Fault{Operation: propagationtest.OpCreateStore, Drop: true, Late: true, Times: 1})
	made, err := p.Create(t.Context(), r)
	if err != nil || len(s.Requests(propagationtest.OpCreateStore)) != 1 {
		t.Fatal(err)
	}
	s.Fault(propagationtest.Fault{Operation: propagationtest.OpStore, Foreign: true})
	if err := p.Update(t.Context(), made, r); err != nil {
		t.Fatal(err)
	}
	s.Heal()
	_, changes, err := p.Read(t.Context(), made)
	if err != nil || len(changes) != 1 || changes[0].Key != "ADDED_LATER" {
		t.Errorf("%v, %v", changes, err)
	}
}

// What a map gets wrong is said by key, all at once, and with no value.
func ExampleProblems() {
	fmt.Println(provider.Problems(provider.Resource{Type: "Zomm"}))
	fmt.Println(provider.Problems(provider.Resource{Type: "Slack", Attributes: map[string]any{
		"OAUTH_ACCESS_TOKEN": 7, "UNIQUE_USER_IDENTIFER": "email",
	}}))
	fmt.Println(provider.Problems(provider.Resource{Type: "Zoom", Attributes: map[string]any{
		"SCIM_URL": "https://api.zoom.us/scim2", "AUTHENTICATION_METHOD": "OAuth Bearer Tokn", "CREATE_USERS": "certainly",
	}}))
	// Output:
	// map[type:[there is no connector "Zomm"; the nearest is Zoom]]
	// map[OAUTH_ACCESS_TOKEN:[Slack: OAUTH_ACCESS_TOKEN must be a string Slack: OAUTH_ACCESS_TOKEN is required] UNIQUE_USER_IDENTIFER:[Slack: UNIQUE_USER_IDENTIFER is no attribute of the connector; the nearest is UNIQUE_USER_IDENTIFIER] UNIQUE_USER_IDENTIFIER:[Slack: UNIQUE_USER_IDENTIFIER is required]]
	// map[AUTHENTICATION_METHOD:[Zoom: AUTHENTICATION_METHOD must be "JWT Bearer Token" or "OAuth Bearer Token"] CREATE_USERS:[Zoom: CREATE_USERS must be a boolean]]
}

// A schema is made of the facts of a type.
func ExampleSchema() {
	facts, err := provider.Schema("Slack")
	for _, f := range facts[:3] {
		fmt.Println(f.Key, f.Kind, f.Required, f.Sensitive)
	}
	fmt.Println(err)
	// Output:
	// OAUTH_ACCESS_TOKEN string true true
	// UNIQUE_USER_IDENTIFIER enumeration true false
	// CREATE_USERS boolean false false
	// <nil>
}
