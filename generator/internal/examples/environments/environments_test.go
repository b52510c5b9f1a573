package environments_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/examples/environments"
)

// newEnvironment returns a client of an environment of a PingOne for tests.
func newEnvironment(t *testing.T) (*propagation.Client, *propagationtest.Server) {
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
	return client, s
}

// must returns v, and panics if err is an error.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// fill makes a store of every type in every profile, with a member that nobody knows,
// and a rule from a directory to each.
func fill(t *testing.T, client *propagation.Client) (secrets map[string]string) {
	t.Helper()
	ctx := t.Context()
	secrets = make(map[string]string)
	source := must(client.CreateStore(ctx, propagation.Store{Name: "users", Type: propagation.StoreTypeDirectory}))
	plan := must(client.CreatePlan(ctx, propagation.Plan{Name: "plan"}))
	for _, storeType := range catalog.StoreTypes() {
		m, _ := catalog.Metadata(storeType)
		for _, p := range m.Profiles {
			name := storeType + " " + p.Name
			values := map[string]any{"ADDED_LATER": "CANARY of " + name}
			secrets[environments.Variable(name, "ADDED_LATER")] = "CANARY of " + name
			for _, a := range p.Attributes {
				switch {
				case a.Key == m.Selector:
					values[a.Key] = p.Name
				case a.Deprecated && !a.Required:
				case a.Kind == connector.KindBoolean:
					values[a.Key] = true
				case len(a.PossibleValues) > 0:
					values[a.Key] = a.PossibleValues[0]
				case a.Sensitive:
					values[a.Key] = "CANARY " + name + a.Key
					secrets[environments.Variable(name, a.Key)] = "CANARY " + name + a.Key
				default:
					values[a.Key] = "text"
				}
			}
			object := must(connector.NewObject(storeType, must(json.Marshal(values))))
			store := must(client.CreateStore(ctx, propagation.Store{Name: name, Configuration: object}))
			rule := must(client.CreatePlanRule(ctx, plan.ID, propagation.Rule{
				Name: "to " + name, SourceStore: &propagation.Reference{ID: source.ID}, TargetStore: &propagation.Reference{ID: store.ID},
			}))
			for _, target := range []string{"userName", "email"} {
				_ = must(client.CreateMapping(ctx, rule.ID, propagation.Mapping{SourceAttribute: "email", TargetAttribute: target}))
			}
			rule.Active, rule.Plan, rule.SourceStore, rule.TargetStore = new(bool), nil, nil, nil
			*rule.Active = true
			if storeType == "LdapGateway" {
				rule.Configuration = &propagation.RuleConfiguration{BaseDN: "dc=example", RDNAttribute: "cn"}
			}
			_ = must(client.ReplaceRule(ctx, rule.ID, *rule))
		}
	}
	return secrets
}

// TestEnvironment takes an environment with all types into an empty one, by JSON, with
// requests that fail on the way: there is then no difference, nothing is there twice,
// and the JSON showed no secret.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	from, server := newEnvironment(t)
	secrets := fill(t, from)
	for _, masked := range []propagationtest.Secrets{propagationtest.SecretsClear, propagationtest.SecretsMasked} {
		server.Fault(propagationtest.Fault{Secrets: masked})
		file := must(json.MarshalIndent(must(environments.Export(t.Context(), from)), "", "  "))
		server.Heal()
		if strings.Contains(string(file), "CANARY") || strings.Contains(string(file), `"id": "00`) {
			t.Fatalf("the file has a secret or an id:\n%s", file)
		}
		to, s := newEnvironment(t)
		for _, operation := range []string{propagationtest.OpCreateStore, propagationtest.OpCreatePlanRule, propagationtest.OpCreateMapping, propagationtest.OpReplaceRule, ""} {
			var e environments.Environment
			if err := json.Unmarshal(file, &e); err != nil {
				t.Fatal(err)
			}
			if operation != "" {
				s.Fault(propagationtest.Fault{Operation: operation, Skip: 3, Status: 400})
			}
			if err := e.Import(t.Context(), to, func(name string) string { return secrets[name] }); (err == nil) != (operation == "") {
				t.Fatalf("fails at %q: %v", operation, err)
			}
			s.Heal()
		}
		if diff := cmp.Diff(string(file), string(must(json.MarshalIndent(must(environments.Export(t.Context(), to)), "", "  ")))); diff != "" {
			t.Errorf("(-from +to):\n%s", diff)
		}
		compareSecrets(t, from, to)
	}
	var e environments.Environment
	to, _ := newEnvironment(t)
	if err := json.Unmarshal(must(json.Marshal(must(environments.Export(t.Context(), from)))), &e); err != nil {
		t.Fatal(err)
	}
	if err := e.Import(t.Context(), to, func(string) string { return "" }); err == nil || !strings.Contains(err.Error(), "holds the mask of a secret") {
		t.Errorf("without secrets: %v", err)
	}
}

// compareSecrets compares the stores of two environments by name, with their secrets.
func compareSecrets(t *testing.T, from, to *propagation.Client) {
	t.Helper()
	there := make(map[string]*propagation.Store)
	for _, s := range must(propagation.Collect(to.Stores(t.Context()))) {
		there[s.Name] = s
	}
	stores := must(propagation.Collect(from.Stores(t.Context())))
	if len(stores) != len(there) {
		t.Errorf("%d stores, want %d", len(there), len(stores))
	}
	for _, s := range stores {
		if changes := must(catalog.Diff(s.Configuration, there[s.Name].Configuration)); len(changes) > 0 {
			t.Errorf("%s: %v", s.Name, changes)
		}
	}
}
