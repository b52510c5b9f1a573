package rotation_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/examples/rotation"
)

// against runs a test with a PingOne in memory, where time passes at once.
func against(t *testing.T, test func(*testing.T, *propagation.Client, *propagationtest.Server)) {
	synctest.Test(t, func(t *testing.T) {
		s, err := propagationtest.New(propagationtest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		client, err := propagation.NewClient(propagation.Config{
			Region: propagation.Europe, EnvironmentID: s.EnvironmentID(), HTTPClient: s.Client(),
			Credentials: propagation.ClientCredentials{ID: s.ClientID(), Secret: s.ClientSecret()},
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, client, s)
	})
}

// aStore is what the tests want there to be.
var aStore = propagation.Store{Name: "staff", Configuration: &zoom.Configuration{
	SCIMURL: "https://api.zoom.us/scim2",
	Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("CANARY key"), APISecret: connector.NewSecret("CANARY secret")},
}}

// Whatever goes wrong with a create, there is one store in the end, or an error that
// says what it was; and no text shows a secret.
func TestEnsure(t *testing.T) {
	for name, test := range map[string]struct {
		fault   propagationtest.Fault
		creates int
		want    error
	}{
		"a slow answer":     {propagationtest.Fault{Delay: time.Second}, 1, nil},
		"too many requests": {propagationtest.Fault{Status: 429, RetryAfter: "30", Times: 2}, 3, nil},
		"never fewer":       {propagationtest.Fault{Status: 429, RetryAfter: "1"}, 4, propagation.ErrRateLimited},
		"a lost answer":     {propagationtest.Fault{Drop: true, Late: true, Times: 1}, 1, nil},
		"a lost request":    {propagationtest.Fault{Drop: true, Times: 1}, 1, propagation.ErrOutcomeUnknown},
		"a conflict":        {propagationtest.Fault{Status: 409, Late: true, Times: 1}, 1, nil},
		"no permission":     {propagationtest.Fault{Status: 403}, 1, propagation.ErrForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			against(t, func(t *testing.T, client *propagation.Client, s *propagationtest.Server) {
				test.fault.Operation = propagationtest.OpCreateStore
				s.Fault(test.fault)
				store, err := rotation.Ensure(t.Context(), client, aStore)
				if !errors.Is(err, test.want) || len(s.Requests(propagationtest.OpCreateStore)) != test.creates || (store == nil) != (err != nil) {
					t.Fatalf("%v, %v after %d requests", store, err, len(s.Requests(propagationtest.OpCreateStore)))
				}
				if err != nil && strings.Contains(err.Error(), "CANARY") {
					t.Error(err)
				}
			})
		})
	}
}

// A rotation changes the secret and nothing else, and waits as long as it is told to.
func TestRotate(t *testing.T) {
	against(t, func(t *testing.T, client *propagation.Client, s *propagationtest.Server) {
		store, err := rotation.Ensure(t.Context(), client, aStore)
		if err != nil {
			t.Fatal(err)
		}
		s.Fault(propagationtest.Fault{Operation: propagationtest.OpReplaceStore, Status: 429, RetryAfter: "30", Times: 1})
		began := time.Now()
		if err := rotation.Rotate(t.Context(), client, store.ID, "API_SECRET", connector.NewSecret("CANARY new")); err != nil || time.Since(began) < 30*time.Second {
			t.Fatal(err)
		}
		body := s.Requests(propagationtest.OpReplaceStore)[1].Body.Reveal()
		if !strings.Contains(body, "CANARY new") || !strings.Contains(body, "CANARY key") {
			t.Error("the body has not the new secret and the old key")
		}
		var unknown *connector.FieldError
		if err := rotation.Rotate(t.Context(), client, store.ID, "API_SECRTE", connector.Secret{}); !errors.As(err, &unknown) || unknown.Values[0] != "API_SECRET" {
			t.Error(err)
		}
	})
}
