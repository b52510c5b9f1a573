package client_test

import (
	"testing"

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
