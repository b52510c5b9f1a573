// Package transfer_test takes environments from one PingOne for tests to another, by
// what gen export and gen import do.
package transfer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
	"github.com/connectorgen/connectorgen/generator/internal/transfer"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// canary is in every secret, and in no file.
const canary = "CANARY"

// A place is an environment of a PingOne for tests.
type place struct {
	*propagationtest.Server
	client *propagation.Client
}

func newPlace(t *testing.T) *place {
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
	return &place{s, client}
}

// access returns how the place is reached, by a transport, and with more variables.
func (p *place) access(by http.RoundTripper, variables map[string]string) transfer.Access {
	own := map[string]string{
		"PINGONE_CLIENT_ID": p.ClientID(), "PINGONE_CLIENT_SECRET": p.ClientSecret().Reveal(),
		"PINGONE_ENVIRONMENT_ID": p.EnvironmentID(), "PINGONE_REGION_CODE": "EU",
	}
	return transfer.Access{Client: &http.Client{Transport: by}, Getenv: func(name string) string {
		if v, ok := own[name]; ok {
			return v
		}
		return variables[name]
	}}
}

// export returns what the place has.
func (p *place) export(t *testing.T, m *model.Model) *transfer.Export {
	t.Helper()
	e, err := transfer.Read(t.Context(), m, p.access(p.Transport(), nil))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// create creates a resource from JSON, and returns its id.
func (p *place) create(t *testing.T, path string, members map[string]any) string {
	t.Helper()
	data, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	body, err := connector.NewValue(data)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := p.client.Call(t.Context(), propagation.Call{Operation: path, Method: http.MethodPost, Path: "/environments/{environmentID}/propagation/" + path, Body: body})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var created struct{ ID string }
	if err := json.Unmarshal(answer, &created); err != nil {
		t.Fatal(err)
	}
	return created.ID
}

// configurations returns a configuration of c for each of its profiles, with all
// attributes, by profile. Each secret is different.
func configurations(t *testing.T, c *model.Connector) map[string]map[string]any {
	t.Helper()
	names := []string{""}
	if c.Selector != nil {
		names = c.Selector.Values
	}
	list := make(map[string]map[string]any)
	for _, name := range names {
		s, err := starter.New(c, name, true)
		if err != nil {
			t.Fatal(err)
		}
		data, err := s.JSON()
		if err != nil {
			t.Fatal(err)
		}
		members := make(map[string]any)
		if err := json.Unmarshal(data, &members); err != nil {
			t.Fatal(err)
		}
		for key := range members {
			if a := c.Metadata.Profile(name); a == nil || a.Attribute(key).Sensitive {
				members[key] = canary + " of " + c.StoreType + " " + name + " " + key
			}
		}
		list[name] = members
	}
	return list
}

// fill makes a store of every type in every profile, with members that nobody knows,
// a plan, rules of every kind, and their mappings.
func (p *place) fill(t *testing.T, m *model.Model) {
	t.Helper()
	ids := make(map[string]string) // of the last store of a type
	for _, c := range m.Connectors {
		for profile, configuration := range configurations(t, c) {
			store := map[string]any{"type": c.StoreType, "name": strings.TrimSpace(c.StoreType + " " + profile), "status": "ACTIVE", "managed": true, "image": map[string]any{"href": "https://example.com/a.png", "later": canary}}
			if len(configuration) > 0 {
				configuration["BRAND_NEW"], configuration["NEW_FLAG"], configuration["NEW_LIST"] = canary, true, []any{canary, 1}
				store["configuration"] = configuration
			}
			if profile == "" {
				store["description"], store["later"] = "${env:PATH}", map[string]any{"a": canary}
			}
			ids[c.StoreType] = p.create(t, "stores", store)
		}
	}
	plan := p.create(t, "plans", map[string]any{"name": "the plan", "status": "ACTIVE"})
	parent := ""
	for i, pair := range [][2]string{{"directory", "Zoom"}, {"Workday", "PingOne"}, {"directory", "Workday"}, {"directory", "LdapGateway"}} {
		rule := map[string]any{
			"name": fmt.Sprintf("%s to %s: #%d", pair[0], pair[1], i), "sourceStore": map[string]any{"id": ids[pair[0]]}, "targetStore": map[string]any{"id": ids[pair[1]]},
		}
		switch pair[1] {
		case "Workday":
			rule["parentRule"] = map[string]any{"id": parent}
		case "Zoom":
			rule["populationExpression"], rule["groups"] = `population.id eq "1"`, []any{map[string]any{"id": "2f6c"}}
		}
		id := p.create(t, "plans/"+plan+"/rules", rule)
		for _, target := range []string{"userName", "name.givenName"} {
			p.create(t, "rules/"+id+"/mappings", map[string]any{"sourceAttribute": "username", "targetAttribute": target})
		}
		p.create(t, "rules/"+id+"/mappings", map[string]any{"expression": `"a" + user.b`, "targetAttribute": "userName", "attributeMappingType": "groupAttributeMapping"})
		if pair[1] == "PingOne" {
			parent = id
			continue // it stays inactive
		}
		there, err := p.client.Rule(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		active := true
		there.Active = &active
		if pair[1] == "LdapGateway" {
			there.Configuration = &propagation.RuleConfiguration{BaseDN: "dc=example", RDNAttribute: "cn"}
		}
		if _, err := p.client.ReplaceRule(t.Context(), id, *there); err != nil {
			t.Fatal(err)
		}
	}
}

// values returns the values of the variables that an export asks for: the secrets
// that the place has.
func (p *place) values(t *testing.T, e *transfer.Export) map[string]string {
	t.Helper()
	values := make(map[string]string)
	stores := p.stores(t)
	for _, v := range e.Variables {
		var name, path string
		if _, err := fmt.Sscanf(v.Of, "store %q: %s", &name, &path); err != nil {
			t.Fatalf("%s: %v", v.Of, err)
		}
		var at any = stores[name]
		for word := range strings.SplitSeq(path, ".") {
			at = at.(map[string]any)[word]
		}
		if text, ok := at.(string); ok && !v.JSON {
			values[v.Name] = text
			continue
		}
		data, err := json.Marshal(at)
		if err != nil || !v.JSON {
			t.Fatalf("%s: %v", v.Of, err)
		}
		values[v.Name] = string(data)
	}
	return values
}

// stores returns the stores of a place as the API shows them, by name, without ids,
// times and links.
func (p *place) stores(t *testing.T) map[string]map[string]any {
	t.Helper()
	list := make(map[string]map[string]any)
	for data, err := range p.client.CallList(t.Context(), propagation.Call{Method: http.MethodGet, Path: "/environments/{environmentID}/propagation/stores"}, "stores") {
		if err != nil {
			t.Fatal(err)
		}
		var store map[string]any
		if err := json.Unmarshal(data, &store); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"id", "environment", "createdAt", "updatedAt", "_links", "syncStatus"} {
			delete(store, key)
		}
		name := store["name"].(string)
		if list[name] != nil {
			t.Errorf("there are two stores %s", name)
		}
		list[name] = store
	}
	return list
}

// into imports a file into a place.
func (p *place) into(ctx context.Context, m *model.Model, file written.File, o transfer.Options) error {
	plan, found, err := transfer.Prepare(ctx, m, []written.File{file}, o)
	switch {
	case err != nil:
		return err
	case found.Failed():
		return fmt.Errorf("%v", found.All())
	}
	return plan.Run(ctx, func(transfer.Step) {})
}

// files returns an export in both forms.
func files(t *testing.T, e *transfer.Export) []written.File {
	t.Helper()
	data, err := e.YAML()
	if err != nil {
		t.Fatal(err)
	}
	return []written.File{{Name: "export.yaml", Data: data}, {Name: "export.json", Data: e.JSON()}}
}

// TestExport writes an environment with all connectors in all profiles, with members
// that nobody knows. gen validate takes it, and it shows no secret. It is the same
// whether PingOne shows secrets or masks them.
func TestExport(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	p := newPlace(t)
	p.fill(t, m)
	e := p.export(t, m)
	for _, f := range files(t, e) {
		if found := written.Check(m, []written.File{f}, written.Options{}); len(found.All()) > 0 {
			t.Errorf("%s: %v", f.Name, found.All())
		}
		for _, hidden := range []string{canary, "${env:PATH}", p.EnvironmentID(), `"id": "00`} {
			if bytes.Contains(f.Data, []byte(hidden)) {
				t.Errorf("%s has %s", f.Name, hidden)
			}
		}
	}
	secrets := 0
	for _, v := range e.Variables {
		if v.Known {
			secrets++
		}
	}
	if secrets < 24 || len(e.Resources) < 30 {
		t.Errorf("%d secrets in %d resources", secrets, len(e.Resources))
	}
	if want := []string{`rule "directory to Zoom: #0": groups.0 has the id of something outside the export; another environment has others`}; !slices.Equal(e.Notes, want) {
		t.Errorf("the notes are %q, want %q", e.Notes, want)
	}
	p.Fault(propagationtest.Fault{Secrets: propagationtest.SecretsMasked})
	if diff := cmp.Diff(string(e.JSON()), string(p.export(t, m).JSON())); diff != "" {
		t.Errorf("masked (-shown +masked):\n%s", diff)
	}
}

// TestImport brings an environment with all connectors into an empty one. There is
// then no difference but ids and times; and to do it again changes nothing.
func TestImport(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	from := newPlace(t)
	from.fill(t, m)
	e := from.export(t, m)
	for _, f := range files(t, e) {
		to := newPlace(t)
		o := transfer.Options{Access: to.access(to.Transport(), from.values(t, e))}
		for range 2 {
			if err := to.into(t.Context(), m, f, o); err != nil {
				t.Fatal(err)
			}
			compare(t, m, from, to)
		}
	}
}

// compare fails if the two places differ in more than ids and times.
func compare(t *testing.T, m *model.Model, from, to *place) {
	t.Helper()
	want, got := from.stores(t), to.stores(t)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stores (-from +to):\n%s", diff)
	}
	if diff := cmp.Diff(string(from.export(t, m).JSON()), string(to.export(t, m).JSON())); diff != "" {
		t.Errorf("(-from +to):\n%s", diff)
	}
	for name, store := range want {
		before, after := decoded(t, store), decoded(t, got[name])
		if changes, err := catalog.Diff(before, after); err != nil || len(changes) > 0 {
			t.Errorf("%s: %v %v", name, changes, err)
		}
	}
}

func decoded(t *testing.T, store map[string]any) connector.Configuration {
	t.Helper()
	data, err := json.Marshal(store["configuration"])
	if err != nil {
		t.Fatal(err)
	}
	object, err := connector.NewObject(fmt.Sprint(store["type"]), data)
	if err != nil {
		t.Fatal(err)
	}
	return object
}

// A mortal is a transport that ends the run at one of its requests.
type mortal struct {
	http.RoundTripper
	left  int  // requests until then
	after bool // the server has carried out the last
	kill  context.CancelFunc
}

// RoundTrip sends a request, unless the run has ended.
func (d *mortal) RoundTrip(r *http.Request) (*http.Response, error) {
	d.left--
	if d.left > 0 {
		return d.RoundTripper.RoundTrip(r)
	}
	if d.left == 0 && d.after {
		if answer, err := d.RoundTripper.RoundTrip(r); err == nil {
			answer.Body.Close()
		}
	}
	d.kill()
	return nil, errors.New("the run has ended")
}

// TestResume ends an import at each of its requests, or at every fifth, before the server has it and
// after that. The next import completes it: nothing is there twice.
func TestResume(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, harness.Spec(t))
	from := newPlace(t)
	from.fill(t, m)
	e := from.export(t, m)
	file, values := files(t, e)[1], from.values(t, e)
	moments := 0
	for at := 1; ; at++ {
		ended := false
		for _, after := range []bool{false, true} {
			to := newPlace(t)
			ctx, kill := context.WithCancel(t.Context())
			dying := &mortal{RoundTripper: to.Transport(), left: at, after: after, kill: kill}
			err := to.into(ctx, m, file, transfer.Options{Access: to.access(dying, values)})
			kill()
			ended = dying.left > 0
			if !ended && err == nil {
				t.Fatalf("no error, though it ended at request %d", at)
			}
			if err := to.into(t.Context(), m, file, transfer.Options{Access: to.access(to.Transport(), values)}); err != nil {
				t.Fatalf("after the end at request %d: %v", at, err)
			}
			compare(t, m, from, to)
			moments++
		}
		if ended {
			break
		}
		at += long.Or(0, 4)
	}
	t.Logf("%d moments", moments)
}
