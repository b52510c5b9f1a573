package terraform_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
)

const (
	directory = "propagation_store_directory.it"
	plan      = "propagation_plan.it"
	rule      = "propagation_rule.it"
	revision  = "propagation_revision.it"
)

// provisioned makes a directory, a Zoom store and a plan, and returns a function
// that gives the configuration of a rule with mappings.
func provisioned(t *testing.T, e *environment) func(more driver.Config, mappings ...driver.Config) driver.Config {
	t.Helper()
	expect(t, "directory", e.Apply(directory, driver.Config{"name": "Directory"}), driver.Create)
	expect(t, "zoom", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Create)
	expect(t, "plan", e.Apply(plan, driver.Config{"name": "Plan"}), driver.Create)
	return func(more driver.Config, mappings ...driver.Config) driver.Config {
		config := driver.Config{
			"name": "Rule", "plan_id": e.Get(plan, "id"), "source_store_id": e.Get(directory, "id"), "target_store_id": e.Get(zoom, "id"),
			"population_expression": `email ew "example.com"`, "mapping": mappings,
		}
		for name, value := range more {
			config[name] = value
		}
		return config
	}
}

var (
	userName = driver.Config{"target": "userName", "source": "username"}
	given    = driver.Config{"target": "givenName", "source": "name.given"}
	family   = driver.Config{"target": "familyName", "source": "name.family"}
)

// TestRule makes all that provisioning takes, in one go. The rule is active,
// although PingOne refuses an active rule without mappings. Afterwards, all of it
// can be destroyed.
func TestRule(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := provisioned(t, e)
	expect(t, "rule", e.Apply(rule, config(nil, userName, given, family)), driver.Create)
	expect(t, "again", e.Plan(rule, config(nil, userName, given, family)), driver.Nothing)
	expect(t, "revision", e.Apply(revision, driver.Config{"triggers": map[string]string{"rule": e.Get(rule, "updated_at")}}), driver.Create)
	made, err := e.client.Rule(t.Context(), e.Get(rule, "id"))
	if err != nil || made.Active == nil || !*made.Active {
		t.Fatalf("the rule is %v (%v), want an active one", made, err)
	}
	refused(t, "a store that a rule uses", e.Destroy(zoom), "The store was not deleted")
	for _, address := range []string{revision, rule, plan, zoom, directory} {
		if errs := e.Destroy(address); errs != nil {
			t.Errorf("%s: %q", address, errs)
		}
	}
	for store := range e.client.Stores(t.Context()) {
		t.Errorf("%s is left", store.Name)
	}
	for rule := range e.client.Rules(t.Context()) {
		t.Errorf("%s is left", rule.Name)
	}
}

// TestMappings changes mappings, and nothing else of the rule: one is added, one is
// replaced in place, one goes. What somebody else adds is noticed.
func TestMappings(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := provisioned(t, e)
	expect(t, "create", e.Apply(rule, config(nil, userName, given)), driver.Create)
	other := driver.Config{"target": "userName", "expression": "user.email"}
	r := e.Apply(rule, config(nil, other, family))
	expect(t, "change", r, driver.Update)
	if n, m, k := len(e.server.Requests("createMapping")), len(e.server.Requests("replaceMapping")), len(e.server.Requests("deleteMapping")); n != 3 || m != 1 || k != 1 {
		t.Errorf("%d mappings were created, %d replaced, %d deleted; want 3, 1, 1", n, m, k)
	}
	expect(t, "again", e.Plan(rule, config(nil, other, family)), driver.Nothing)
	for m := range e.client.Mappings(t.Context(), e.Get(rule, "id")) {
		if m.TargetAttribute == "familyName" {
			if err := e.client.DeleteMapping(t.Context(), m.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	expect(t, "one is gone", e.Apply(rule, config(nil, other, family)), driver.Update)
	expect(t, "at last", e.Plan(rule, config(nil, other, family)), driver.Nothing)
}

// TestRuleChanges has the kinds of changes of a rule: in place, and by another rule.
func TestRuleChanges(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := provisioned(t, e)
	expect(t, "create", e.Apply(rule, config(driver.Config{"description": "why"}, userName)), driver.Create)
	expect(t, "in place", e.Apply(rule, config(driver.Config{"name": "Other", "active": false}, userName)), driver.Update, "active", "description", "name", "updated_at")
	changed, err := e.client.Rule(t.Context(), e.Get(rule, "id"))
	if err != nil || changed.Name != "Other" || changed.Description != "" || *changed.Active || changed.PopulationExpression == "" {
		t.Errorf("the rule is %v (%v)", changed, err)
	}
	id := e.Get(rule, "id")
	other := zoomStore("canary-2", nil)
	other["name"] = "Other"
	expect(t, "another store", e.Apply("propagation_store_zoom.other", other), driver.Create)
	expect(t, "another rule", e.Apply(rule, config(driver.Config{"target_store_id": e.Get("propagation_store_zoom.other", "id")}, userName)), driver.Replace)
	if e.Get(rule, "id") == id {
		t.Error("the rule is the same")
	}
	if errs := e.Import("propagation_rule.imported", e.Get(rule, "id")); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "imported", e.Plan("propagation_rule.imported", config(driver.Config{"target_store_id": e.Get("propagation_store_zoom.other", "id")}, userName)), driver.Nothing)
}

// TestRuleRefused has rules that cannot be: nothing is created.
func TestRuleRefused(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := provisioned(t, e)
	refused(t, "unknown target", e.Apply(rule, config(nil, driver.Config{"target": "no.such", "source": "x"})).Errors, "no.such")
	refused(t, "two mappings", e.Apply(rule, config(nil, userName, driver.Config{"target": "userName", "source": "email"})).Errors, `mapping: An attribute has two mappings: There must be one block whose target is "userName".`)
	e.server.Fault(propagationtest.Fault{Operation: "createPlanRule", Times: 1, Status: 400, Body: `{"id":"1","code":"INVALID_DATA","message":"No.","details":[{"code":"INVALID_VALUE","target":"populationExpression","message":"No filter."},{"code":"INVALID_VALUE","target":"sourceStore.id","message":"No store."}]}`})
	r := e.Apply(rule, config(nil, userName))
	refused(t, "details", r.Errors, "population_expression: The rule was not created: No filter. (INVALID_VALUE)")
	refused(t, "details", r.Errors, "source_store_id: The rule was not created: No store. (INVALID_VALUE)")
	refused(t, "two sources", e.Apply(rule, config(nil, driver.Config{"target": "userName", "source": "x", "expression": "y"})).Errors, "A mapping has one source")
	if n := len(e.server.Requests("createPlanRule")); n != 1 {
		t.Errorf("%d rules were created", n)
	}
	e.server.Fault(propagationtest.Fault{Operation: "createMapping", Times: 1, Status: 400})
	refused(t, "a mapping fails", e.Apply(rule, config(nil, userName)).Errors, "The mapping of userName was not created")
	if e.Get(rule, "id") == "" {
		t.Error("the rule that was created is not in the state")
	}
}

// TestRuleTwice applies a rule that a killed run has made, as the state does not know.
func TestRuleTwice(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := provisioned(t, e)
	expect(t, "create", e.Apply(rule, config(nil, userName)), driver.Create)
	refused(t, "again", e.Apply("propagation_rule.again", config(nil, userName)).Errors, "name: There is such a rule already")
}

// TestPlan changes the plan in place.
func TestPlan(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	expect(t, "create", e.Apply(plan, driver.Config{"name": "Plan"}), driver.Create)
	expect(t, "rename", e.Apply(plan, driver.Config{"name": "Other"}), driver.Update, "name")
	expect(t, "again", e.Plan(plan, driver.Config{"name": "Other"}), driver.Nothing)
	if errs := e.Import("propagation_plan.imported", e.Get(plan, "id")); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "imported", e.Plan("propagation_plan.imported", driver.Config{"name": "Other"}), driver.Nothing)
	second := e.Apply("propagation_plan.second", driver.Config{"name": "Second"})
	refused(t, "a second", second.Errors, "There is a plan already: An environment has at most one. Import it by its id, "+e.Get(plan, "id"))
}

// TestRevision makes another revision when a trigger changes.
func TestRevision(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	on := func(v string) driver.Config { return driver.Config{"triggers": map[string]string{"zoom": v}} }
	expect(t, "create", e.Apply(revision, on("1")), driver.Create)
	id := e.Get(revision, "id")
	expect(t, "again", e.Plan(revision, on("1")), driver.Nothing)
	expect(t, "another trigger", e.Apply(revision, on("2")), driver.Replace)
	if e.Get(revision, "id") == id {
		t.Error("the revision is the same")
	}
}

// TestUnknownOutcomes loses the answer to whatever creates something, after PingOne has
// carried it out. The error says what to do; that done, everything is there once.
func TestUnknownOutcomes(t *testing.T) {
	t.Parallel()
	for operation, want := range map[string]string{
		"createStore":    "It is not known whether the store was created: There is a store",
		"createPlan":     "It is not known whether the plan was created: There is a plan",
		"createPlanRule": "It is not known whether the rule was created: There is a rule",
		"createMapping":  "mapping: The mapping of givenName was not created: Apply again",
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			e := serve(t, nil)
			e.server.Fault(propagationtest.Fault{Operation: operation, Times: 1, Late: true, Drop: true})
			lost := 0
			apply := func(address string, config driver.Config) {
				r := e.Apply(address, config)
				if len(r.Errors) == 0 {
					return
				}
				lost++
				refused(t, address, r.Errors, want)
				if id := idIn(r.Errors[0]); operation == "createMapping" {
					t.Log("the state has the rule")
				} else if errs := e.Import(address, id); errs != nil {
					t.Fatalf("import of %q: %q", id, errs)
				}
				if again := e.Apply(address, config); len(again.Errors) > 0 {
					t.Fatal(again.Errors)
				}
				expect(t, "at last", e.Plan(address, config), driver.Nothing)
			}
			apply(zoom, zoomStore("canary-1", nil))
			apply(directory, driver.Config{"name": "Directory"})
			apply(plan, driver.Config{"name": "Plan"})
			apply(rule, driver.Config{
				"name": "Rule", "plan_id": e.Get(plan, "id"), "source_store_id": e.Get(directory, "id"), "target_store_id": e.Get(zoom, "id"),
				"mapping": []driver.Config{userName, given},
			})
			if lost != 1 {
				t.Fatalf("%d answers were lost", lost)
			}
			if got, want := e.counts(t), "2 stores, 1 plans, 1 rules, 2 mappings"; got != want {
				t.Errorf("there are %s, want %s", got, want)
			}
		})
	}
}

// idIn returns the id that an error tells to import.
func idIn(text string) string {
	return regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]+){4}`).FindString(text)
}

// counts says how many of everything PingOne has.
func (e *environment) counts(t *testing.T) string {
	t.Helper()
	stores, plans, rules, mappings := 0, 0, 0, 0
	for range e.client.Stores(t.Context()) {
		stores++
	}
	for range e.client.Plans(t.Context()) {
		plans++
	}
	for r := range e.client.Rules(t.Context()) {
		rules++
		for range e.client.Mappings(t.Context(), r.ID) {
			mappings++
		}
	}
	return fmt.Sprintf("%d stores, %d plans, %d rules, %d mappings", stores, plans, rules, mappings)
}

// TestIdentity imports everything by its identity.
func TestIdentity(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := provisioned(t, e)(nil, userName)
	expect(t, "rule", e.Apply(rule, config), driver.Create)
	expect(t, "revision", e.Apply(revision, driver.Config{}), driver.Create)
	for address, config := range map[string]driver.Config{
		zoom: zoomStore("canary-1", nil), directory: {"name": "Directory"}, plan: {"name": "Plan"}, rule: config, revision: {},
	} {
		of, _, _ := strings.Cut(address, ".")
		if errs := e.ImportIdentity(of+".imported", e.Get(address, "id")); errs != nil {
			t.Fatalf("%s: %q", address, errs)
		}
		expect(t, address, e.Plan(of+".imported", config), driver.Nothing)
	}
}
