// Package environments is an example: it takes what an environment of PingOne has to
// another one, by a file that holds no secret.
package environments

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

// An Environment is what a file holds, as JSON, without secrets. References have names in
// the place of ids; the mappings of a rule are by its name.
type Environment struct {
	Stores   []propagation.Store
	Plans    []propagation.Plan
	Rules    []propagation.Rule
	Mappings map[string][]propagation.Mapping

	ids map[string]string // by kind and name
}

// Export returns what an environment has.
func Export(ctx context.Context, client *propagation.Client) (*Environment, error) {
	e, names := &Environment{Mappings: make(map[string][]propagation.Mapping), ids: make(map[string]string)}, make(map[string]string)
	stores, storesErr := propagation.Collect(client.Stores(ctx))
	plans, plansErr := propagation.Collect(client.Plans(ctx))
	rules, rulesErr := propagation.Collect(client.Rules(ctx))
	err := errors.Join(storesErr, plansErr, rulesErr)
	slices.SortStableFunc(rules, func(a, b *propagation.Rule) int { return a.CreatedAt.Compare(b.CreatedAt) }) // parents first
	for _, s := range stores {
		store, _ := propagation.ForCreate(*s) // Import asks for the secrets
		store.Configuration, _ = catalog.Decode(store.Configuration)
		e.Stores, names["store "+s.ID], e.ids["store "+s.Name] = append(e.Stores, store), s.Name, s.ID
	}
	for _, p := range plans {
		plan, _ := propagation.ForCreate(*p)
		e.Plans, names["plan "+p.ID], e.ids["plan "+p.Name] = append(e.Plans, plan), p.Name, p.ID
	}
	for _, r := range rules {
		rule, _ := propagation.ForCreate(*r)
		e.Rules, names["rule "+r.ID], e.ids["rule "+r.Name] = append(e.Rules, rule), r.Name, r.ID
		mappings, mappingsErr := propagation.Collect(client.Mappings(ctx, r.ID))
		for _, m := range mappings {
			mapping, _ := propagation.ForCreate(*m)
			mapping.Rule = nil
			e.Mappings[r.Name] = append(e.Mappings[r.Name], mapping)
		}
		err = errors.Join(err, mappingsErr, refer(names, rule))
	}
	return e, err
}

// refer puts what ids have in the place of the references of a rule.
func refer(ids map[string]string, r propagation.Rule) error {
	for to, kind := range map[*propagation.Reference]string{r.Plan: "plan ", r.SourceStore: "store ", r.TargetStore: "store ", r.ParentRule: "rule "} {
		if to == nil {
			continue
		}
		if to.ID = ids[kind+to.ID]; to.ID == "" {
			return fmt.Errorf("the rule %s refers to a %sthat is not there", r.Name, kind)
		}
	}
	return nil
}

// Variable returns the name of the environment variable that a secret is to come from.
func Variable(store, key string) string {
	return strings.ToUpper(regexp.MustCompile("[^A-Za-z0-9]+").ReplaceAllString("STORE_"+store+"_"+key, "_"))
}

// withSecrets returns a store with what a create asks for: secrets, and members that
// nobody knows, since they may be some.
func withSecrets(s propagation.Store, getenv func(string) string) (propagation.Store, error) {
	s.Configuration, _ = catalog.Decode(s.Configuration) // which knows what is required
	var asked connector.Errors
	if _, err := propagation.ForCreate(s); !errors.As(err, &asked) {
		return s, err
	}
	values := make(map[string]string)
	for _, e := range asked {
		values[e.Key] = getenv(Variable(s.Name, e.Key))
	}
	data, jsonErr := json.Marshal(values)
	secrets, err := connector.NewObject(s.Configuration.StoreType(), data)
	if err = errors.Join(err, jsonErr); err == nil {
		s.Configuration, err = catalog.Merge(secrets, s.Configuration)
	}
	return s, err
}

// Import creates what an environment lacks, by name. After an error it can be run again.
func (e *Environment) Import(ctx context.Context, client *propagation.Client, getenv func(string) string) error {
	there, err := Export(ctx, client)
	for _, s := range e.Stores {
		if err == nil && there.ids["store "+s.Name] == "" {
			if s, err = withSecrets(s, getenv); err == nil {
				_, err = client.CreateStore(ctx, s)
			}
		}
	}
	for _, p := range e.Plans {
		if err == nil && there.ids["plan "+p.Name] == "" {
			_, err = client.CreatePlan(ctx, p)
		}
	}
	if err == nil {
		there, err = Export(ctx, client)
	}
	for _, r := range propagation.Clone(e.Rules) {
		if err == nil {
			err = there.add(ctx, client, r, e.Mappings[r.Name])
		}
	}
	return err
}

// add creates a rule and its mappings, and activates it, as far as that is not done.
func (e *Environment) add(ctx context.Context, client *propagation.Client, r propagation.Rule, mappings []propagation.Mapping) error {
	if err := refer(e.ids, r); err != nil {
		return err
	}
	id, plan, active := e.ids["rule "+r.Name], r.Plan.ID, r.Active
	if r.Plan = nil; id == "" {
		r.Active = new(bool) // a rule without mappings cannot be active
		made, err := client.CreatePlanRule(ctx, plan, r)
		if err != nil {
			return err
		}
		id, e.ids["rule "+r.Name] = made.ID, made.ID
	}
	for _, m := range mappings {
		if !slices.ContainsFunc(e.Mappings[r.Name], func(x propagation.Mapping) bool { return x.TargetAttribute == m.TargetAttribute }) {
			if _, err := client.CreateMapping(ctx, id, m); err != nil {
				return err
			}
		}
	}
	r.Active = active
	_, err := client.ReplaceRule(ctx, id, r)
	return err
}
