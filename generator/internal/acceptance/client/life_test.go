package client_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generated/propagation/provisioning"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// The life of a store, with the requests that PingOne publishes: its connection is
// checked, it is created, read, listed, replaced, filled by a rule, and deleted. The
// bodies sent are those of the examples.
func TestLife(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, target string }{{"zoom", "userName"}, {"googleapps", "primaryEmail"}, {"pingone", "username"}} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPingOne(t, propagationtest.Options{}, nil)
			request := harness.Value(t, []byte(harness.Example(t, test.name+"-create-request.json")))
			var store propagation.Store
			if err := json.Unmarshal([]byte(harness.Example(t, test.name+"-create-request.json")), &store); err != nil {
				t.Fatal(err)
			}
			store.Configuration = typedAs(t, store.Configuration)
			if err := p.client.CheckConnection(t.Context(), store); err != nil {
				t.Fatal(err)
			}
			created := p.create(t, store)
			for _, operation := range []string{"checkConnection", "createStore"} {
				if diff := cmp.Diff(request, harness.Value(t, []byte(p.Requests(operation)[0].Body.Reveal()))); diff != "" {
					t.Errorf("%s (-example +sent):\n%s", operation, diff)
				}
			}
			p.unchanged(t, created)
			p.rename(t, created.ID)
			p.fill(t, created, test.target)
			if err := p.client.DeleteStore(t.Context(), created.ID); err != nil {
				t.Error(err)
			}
			if _, err := p.client.Store(t.Context(), created.ID); !errors.Is(err, propagation.ErrNotFound) {
				t.Errorf("after its end: %v", err)
			}
		})
	}
}

// unchanged reads a store, lists it, and replaces it by what was read: nothing about
// it may change.
func (p *pingone) unchanged(t *testing.T, created *propagation.Store) {
	t.Helper()
	var answer propagation.Response
	read, err := p.client.Store(t.Context(), created.ID, propagation.WithResponse(&answer))
	if err != nil {
		t.Fatal(err)
	}
	if answer.Status != 200 || answer.CorrelationID == "" || answer.Header.Get("Content-Type") != "application/json" || answer.Attempts != 1 {
		t.Errorf("the answer is %+v", answer)
	}
	if listed := p.stores(t, created.Name); len(listed) != 1 || listed[0].ID != created.ID {
		t.Errorf("listed %v", listed)
	}
	if _, err := p.client.ReplaceStore(t.Context(), created.ID, *read); err != nil {
		t.Fatal(err)
	}
	want := harness.Value(t, answer.Body()).(map[string]any)
	unserved(want)
	if diff := cmp.Diff(want, harness.Value(t, []byte(p.Requests("replaceStore")[0].Body.Reveal()))); diff != "" {
		t.Errorf("replaced by itself (-read +sent):\n%s", diff)
	}
}

// rename gives a store another name, and leaves the rest.
func (p *pingone) rename(t *testing.T, id string) {
	t.Helper()
	store, err := p.client.Store(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	before := store.Configuration.(connector.Object)
	store.Name = "another name"
	store, err = p.client.ReplaceStore(t.Context(), id, *store)
	if err != nil || store.Name != "another name" {
		t.Fatalf("renamed: %v, %v", store, err)
	}
	if diff := cmp.Diff(harness.Value(t, before.Value().Reveal()), harness.Value(t, store.Configuration.(connector.Object).Value().Reveal())); diff != "" {
		t.Errorf("the configuration has changed (-before +after):\n%s", diff)
	}
}

// fill puts a rule from the directory to the store into effect, and takes it away again.
func (p *pingone) fill(t *testing.T, target *propagation.Store, attribute string) {
	t.Helper()
	ctx := t.Context()
	source := p.create(t, propagation.Store{Name: "directory", Type: propagation.StoreTypeDirectory})
	plan, err := p.client.CreatePlan(ctx, propagation.Plan{Name: "plan"})
	if err != nil {
		t.Fatal(err)
	}
	rule := propagation.Rule{
		Name:                 "out",
		SourceStore:          &propagation.Reference{ID: source.ID},
		TargetStore:          &propagation.Reference{ID: target.ID},
		PopulationExpression: `population.id eq "1"`,
	}
	mappings := []propagation.Mapping{{SourceAttribute: "username", TargetAttribute: attribute}}
	if target.Type == propagation.StoreTypeZoom {
		mappings = append(mappings, propagation.Mapping{SourceAttribute: "email", TargetAttribute: zoom.UserEmail})
	}
	active, err := provisioning.Start(ctx, p.client, plan.ID, rule, mappings...)
	if err != nil || active.Active == nil || !*active.Active {
		t.Fatalf("the rule is %v: %v", active, err)
	}
	order := []string{}
	for _, r := range p.Requests("createPlanRule", "createMapping", "replaceRule", "createRevision") {
		order = append(order, r.Operation)
	}
	if got := strings.Join(order, " "); !strings.HasPrefix(got, "createPlanRule createMapping") || !strings.HasSuffix(got, "createMapping replaceRule createRevision") {
		t.Errorf("asked in the order %s", got)
	}
	if revision, err := p.client.LatestRevision(ctx); err != nil || revision.ID == "" {
		t.Errorf("the revision is %v: %v", revision, err)
	}
	if err := p.client.DeleteStore(ctx, target.ID); err == nil {
		t.Error("a store that a rule refers to can be deleted")
	}
	if err := errors.Join(p.client.DeleteRule(ctx, active.ID), p.client.DeletePlan(ctx, plan.ID)); err != nil {
		t.Error(err)
	}
}

// What is wrong with a rule is found before anything is created.
func TestProvisioningCheck(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, nil)
	target := p.create(t, aStore())
	source := p.create(t, propagation.Store{Name: "directory", Type: propagation.StoreTypeDirectory})
	reference := func(s *propagation.Store) *propagation.Reference { return &propagation.Reference{ID: s.ID} }
	good := []propagation.Mapping{{SourceAttribute: "a", TargetAttribute: zoom.UserUserName}, {Expression: "b", TargetAttribute: zoom.UserEmail}}
	tests := []struct {
		name     string
		rule     propagation.Rule
		mappings []propagation.Mapping
		want     []string
	}{
		{"good", propagation.Rule{SourceStore: reference(source), TargetStore: reference(target)}, good, nil},
		{"no stores", propagation.Rule{}, good, []string{"must have a source store and a target store"}},
		{"a store that is not there", propagation.Rule{SourceStore: reference(source), TargetStore: &propagation.Reference{ID: "x"}}, good, []string{"the target store: Store: 404"}},
		{"neither in nor out", propagation.Rule{SourceStore: reference(target), TargetStore: reference(target)}, good,
			[]string{"the source store must be of the type directory, or the target store of the type PingOne; they are Zoom and Zoom"}},
		{"mappings", propagation.Rule{SourceStore: reference(source), TargetStore: reference(target)},
			[]propagation.Mapping{{TargetAttribute: "shoeSize", SourceAttribute: "a"}, {TargetAttribute: zoom.UserEmail}},
			[]string{"the mapping of email must have either", "Zoom: shoeSize is not a user attribute of the connector", "Zoom: userName is required on create and must be mapped"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := provisioning.Check(t.Context(), p.client, tt.rule, tt.mappings...)
			if (err == nil) != (tt.want == nil) {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %s", err, want)
				}
			}
		})
	}
	if n := p.sent("createPlanRule") + p.sent("createRule"); n != 0 {
		t.Errorf("%d rules were created", n)
	}
}

// If a mapping is refused, the rule is returned as far as it was set up, inactive,
// and no revision is made.
func TestProvisioningFails(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, nil)
	target := p.create(t, aStore())
	source := p.create(t, propagation.Store{Name: "directory", Type: propagation.StoreTypeDirectory})
	plan, err := p.client.CreatePlan(t.Context(), propagation.Plan{Name: "plan"})
	if err != nil {
		t.Fatal(err)
	}
	p.Fault(propagationtest.Fault{Operation: "createMapping", Skip: 1, Status: 400})
	rule := propagation.Rule{Name: "out", SourceStore: &propagation.Reference{ID: source.ID}, TargetStore: &propagation.Reference{ID: target.ID}}
	got, err := provisioning.Start(t.Context(), p.client, plan.ID, rule,
		propagation.Mapping{SourceAttribute: "a", TargetAttribute: zoom.UserUserName}, propagation.Mapping{SourceAttribute: "b", TargetAttribute: zoom.UserEmail})
	if !errors.Is(err, propagation.ErrInvalid) || !strings.HasPrefix(err.Error(), "the mapping of email: ") || got == nil || got.Active == nil || *got.Active {
		t.Errorf("got %+v, %v", got, err)
	}
	if p.sent("replaceRule")+p.sent("createRevision") != 0 {
		t.Errorf("sent %v", p.Requests())
	}
}

// One call leads from the metadata that the client returns to what checks
// configurations and mappings, and nothing is lost on the way, whatever the connector.
func TestMetadataFrom(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, nil)
	for _, storeType := range catalog.StoreTypes() {
		var response propagation.Response
		body := map[string]string{}
		if storeType == "LdapGateway" {
			body["LDAP_TYPE"] = "PingDirectory" // without it there is no metadata
		}
		answer, err := p.client.StoreMetadata(t.Context(), storeType, body, propagation.WithResponse(&response))
		if err != nil {
			t.Fatal(err)
		}
		got, err := generic.From(answer)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := generic.From(json.RawMessage(response.Body()))
		if err != nil {
			t.Fatal(err)
		}
		want, err := generic.Parse(response.Body())
		if err != nil || got.StoreType != storeType {
			t.Fatal(got.StoreType, err)
		}
		if diff := cmp.Diff(want, raw); diff != "" {
			t.Errorf("%s (-parsed +from the answer):\n%s", storeType, diff)
		}
		byKey := func(a, b connector.UserAttribute) int { return strings.Compare(a.Key, b.Key) }
		slices.SortFunc(want.UserAttributes, byKey)
		slices.SortFunc(want.GroupAttributes, byKey)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-parsed +from the typed one):\n%s", storeType, diff)
		}
	}
	if _, err := generic.From(func() {}); err == nil || err.Error() != "metadata: the answer cannot be encoded as JSON" {
		t.Errorf("of what is no metadata: %v", err)
	}
}

// A request for metadata without a configuration has an empty object as its body;
// with one, it has the configuration alone, without a store around it.
func TestStoreMetadata(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, nil)
	typed, err := p.client.StoreMetadata(t.Context(), zoom.StoreType, nil)
	if err != nil {
		t.Fatal(err)
	}
	if required := typed.AttributeMetadata.UserAttributes[zoom.UserUserName].RequiredOnCreate; required == nil || !*required {
		t.Error("userName is not required on create")
	}
	if _, err := p.client.StoreMetadata(t.Context(), zoom.StoreType, aStore().Configuration); err != nil {
		t.Fatal(err)
	}
	wire, err := connector.Wire(aStore().Configuration)
	if err != nil {
		t.Fatal(err)
	}
	seen := p.Requests("storeMetadata")
	if seen[0].Body.Reveal() != "{}" || seen[1].Body.Reveal() != string(wire) {
		t.Error("the bodies are not {} and the bare configuration")
	}
}

// The log of all that happens in the life of a store shows no secret: not those of
// configurations, not the client's, and no token.
func TestLogHasNoSecrets(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	p := newPingOne(t, propagationtest.Options{}, func(c *propagation.Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	created := p.create(t, aStore())
	p.unchanged(t, created)
	p.fill(t, created, zoom.UserUserName)
	p.Fault(propagationtest.Fault{Operation: "store", Status: 404, Body: "a key, a secret"})
	_, err := p.client.Store(t.Context(), created.ID)
	text := log.String() + err.Error()
	for _, secret := range []string{"a key", "a secret", p.ClientSecret().Reveal(), "token-"} {
		if strings.Contains(text, secret) {
			t.Errorf("the log shows %q", secret)
		}
	}
	for _, want := range []string{"operation=CreateStore method=POST path=/v1/environments/", "status=201", "attempt=1", `\"name\":\"staff\"`, `\"configuration\":\"[redacted]\"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the log does not show %s", want)
		}
	}
}

// The documentation does not say for certain where mappings are deleted. An option
// rewrites the path, in case it is elsewhere.
func TestRewritePath(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, func(c *propagation.Config) {
		c.RewritePath = func(operation, path string) string {
			if operation == "DeleteMapping" {
				return strings.Replace(path, "/mappings/", "/mapping/", 1)
			}
			return path
		}
	})
	_ = p.client.DeleteMapping(t.Context(), "1")
	seen := p.Requests()
	if last := seen[len(seen)-1].URL; !strings.HasSuffix(last, "/propagation/mapping/1") {
		t.Errorf("asked %s", last)
	}
}
