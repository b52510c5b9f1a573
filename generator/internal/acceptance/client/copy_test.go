package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
)

// TestReadIsCreated: a store, a plan, a rule and a mapping that were read in one
// environment are what a create in another one takes, once their references are those
// of that one: what is the server's to set is not sent.
func TestReadIsCreated(t *testing.T) {
	t.Parallel()
	from, to := newPingOne(t, propagationtest.Options{}, nil), newPingOne(t, propagationtest.Options{}, nil)
	source := from.create(t, propagation.Store{Name: "users", Type: propagation.StoreTypeDirectory})
	target := from.create(t, aStore())
	plan := must(from.client.CreatePlan(t.Context(), propagation.Plan{Name: "plan"}))
	rule := must(from.client.CreatePlanRule(t.Context(), plan.ID, propagation.Rule{
		Name: "rule", SourceStore: &propagation.Reference{ID: source.ID}, TargetStore: &propagation.Reference{ID: target.ID},
	}))
	_ = must(from.client.CreateMapping(t.Context(), rule.ID, propagation.Mapping{SourceAttribute: "email", TargetAttribute: "userName"}))

	ids := make(map[string]*propagation.Reference)
	for _, s := range must(propagation.Collect(from.client.Stores(t.Context()))) {
		ids[s.ID] = &propagation.Reference{ID: to.create(t, *s).ID}
	}
	for _, p := range must(propagation.Collect(from.client.Plans(t.Context()))) {
		copied := must(to.client.CreatePlan(t.Context(), *p))
		for _, r := range must(propagation.Collect(from.client.PlanRules(t.Context(), p.ID))) {
			read := r.ID
			r.Plan, r.SourceStore, r.TargetStore = nil, ids[r.SourceStore.ID], ids[r.TargetStore.ID]
			made := must(to.client.CreatePlanRule(t.Context(), copied.ID, *r))
			for _, m := range must(propagation.Collect(from.client.Mappings(t.Context(), read))) {
				m.Rule = nil
				_ = must(to.client.CreateMapping(t.Context(), made.ID, *m))
			}
		}
	}
	if got := len(must(propagation.Collect(to.client.Rules(t.Context())))); got != 1 || len(ids) != 2 {
		t.Errorf("%d rules and %d stores", got, len(ids))
	}
}

// must returns v, and panics if err is an error.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestForCreate reads bodies at random, of what can be created, with members that are
// not documented and some of another kind. ForCreate takes out what the document
// marks as readOnly, at any depth, and nothing else; what it was given stays as it is.
func TestForCreate(t *testing.T) {
	t.Parallel()
	document := openAPI(t)
	for name, forCreate := range map[string]func(*testing.T, []byte) (string, []byte){
		"Store": forCreate[propagation.Store], "Plan": forCreate[propagation.Plan], "Rule": forCreate[propagation.Rule],
		"Mapping": forCreate[propagation.Mapping], "GroupImport": forCreate[*propagation.GroupImport],
	} {
		schema := document.Components.Schemas[name].Value
		for seed := range uint64(300) {
			came := anything(rand.New(rand.NewPCG(seed, 2)), schema)
			method, got := forCreate(t, encoded(t, came))
			without := encoded(t, withoutReadOnly(schema, came))
			_, want := forCreate(t, without)
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Fatalf("%s, seed %d (-want +got):\n%s", name, seed, diff)
			}
			if diff := cmp.Diff(sentBack(t, method, without), sentBack(t, method, encoded(t, came))); diff != "" {
				t.Fatalf("%s, seed %d (-want +sent):\n%s", name, seed, diff)
			}
		}
	}
}

// forCreate reads data as a T, and returns the method that creates one and what
// ForCreate makes of it, with the members of Extra.
func forCreate[T any](t *testing.T, data []byte) (method string, shown []byte) {
	t.Helper()
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	before := encoded(t, v)
	created, err := propagation.ForCreate(v)
	if err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	if diff := cmp.Diff(string(before), string(encoded(t, v))); diff != "" {
		t.Fatalf("what was read has changed (-before +after):\n%s", diff)
	}
	method = "Create" + fmt.Sprintf("%T", *new(T))[len("propagation."):]
	if _, is := any(v).(*propagation.GroupImport); is {
		method = "ImportGroups"
	}
	return method, encoded(t, created)
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestForCreateAsksForSecrets reads a store whose secrets the server shows, masks or
// leaves out. What ForCreate returns can be created elsewhere, once the secrets are
// there that its error asks for.
func TestForCreateAsksForSecrets(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		secrets propagationtest.Secrets
		typed   bool
		want    []connector.Rule
	}{
		{propagationtest.SecretsClear, false, nil},
		{propagationtest.SecretsClear, true, nil},
		{propagationtest.SecretsMasked, false, []connector.Rule{connector.RuleMask, connector.RuleMask}},
		{propagationtest.SecretsMasked, true, []connector.Rule{connector.RuleMask, connector.RuleMask}},
		{propagationtest.SecretsOmitted, false, nil}, // an Object does not know what is missing
		{propagationtest.SecretsOmitted, true, []connector.Rule{connector.RuleRequired, connector.RuleRequired}},
	} {
		from, to := newPingOne(t, propagationtest.Options{}, nil), newPingOne(t, propagationtest.Options{Seed: 1}, nil)
		from.Fault(propagationtest.Fault{Secrets: test.secrets, Foreign: true})
		read := from.create(t, aStore())
		if test.typed {
			read.Configuration = must(catalog.Decode(read.Configuration))
		}
		store, err := propagation.ForCreate(*read)
		errs, _ := errors.AsType[connector.Errors](err)
		var got []connector.Rule
		for _, e := range errs {
			got = append(got, e.Rule)
		}
		if diff := cmp.Diff(test.want, got); diff != "" || (err == nil) != (test.want == nil) {
			t.Fatalf("%+v: %v (-want +got):\n%s", test, err, diff)
		}
		if store.ID != "" || store.Links != nil || !store.CreatedAt.IsZero() || len(store.Extra) != 1 || read.ID == "" {
			t.Errorf("%+v: the copy is %+v of %+v", test, store, read)
		}
		store.Configuration = must(catalog.Merge(aStore().Configuration, store.Configuration))
		store, err = propagation.ForCreate(store)
		if store.Status = ""; err != nil { // its value is one that nobody knows
			t.Errorf("%+v, filled in: %v", test, err)
		}
		made := must(zoom.From(to.create(t, store).Configuration))
		if changes := must(catalog.Diff(aStore().Configuration, made)); len(changes) != 1 || changes[0].Key != "ADDED_LATER" {
			t.Errorf("%+v: %v", test, changes)
		}
	}
}

// ForCreate takes whatever it is given: nothing, lists, and types that are never created.
func TestForCreateOfAnything(t *testing.T) {
	t.Parallel()
	if v, err := propagation.ForCreate[*propagation.Store](nil); v != nil || err != nil {
		t.Errorf("of nil: %v, %v", v, err)
	}
	if v, err := propagation.ForCreate[any](propagation.Plan{ID: "1", Name: "p"}); v.(propagation.Plan).ID != "" || err != nil {
		t.Errorf("of an interface: %v, %v", v, err)
	}
	list, err := propagation.ForCreate(map[string][]*propagation.Plan{"a": {{ID: "1", Name: "p"}, nil}})
	if p := list["a"][0]; p.ID != "" || p.Name != "p" || err != nil {
		t.Errorf("of a list: %v, %v", p, err)
	}
}

// A copy of a store whose configuration is filled in by key shares nothing with it,
// whichever of the two is changed afterwards.
func TestCloneOfGenericConfiguration(t *testing.T) {
	t.Parallel()
	for _, changed := range []int{0, 1} {
		original := must(catalog.New("Zoom"))
		if err := original.Set("SCIM_URL", "https://one.example"); err != nil {
			t.Fatal(err)
		}
		store := propagation.Store{Configuration: original}
		stores := []propagation.Store{store, propagation.Clone(store)}
		c := stores[changed].Configuration.(*metadata.Configuration)
		if err := errors.Join(c.Set("SCIM_URL", "https://two.example"), c.Set("AUTHENTICATION_METHOD", "JWT Bearer Token"), c.Set("CREATE_USERS", true)); err != nil {
			t.Fatal(err)
		}
		other := stores[1-changed].Configuration.(*metadata.Configuration)
		value, _ := other.Get("SCIM_URL")
		if _, set := other.Get("CREATE_USERS"); value != "https://one.example" || set || other.Profile() != "" {
			t.Errorf("changing %d makes the other %v", changed, other)
		}
	}
}
