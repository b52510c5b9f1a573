package terraform_test

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	provider "github.com/connectorgen/connectorgen/generated/terraform"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// canary is in every secret of these tests, and in no state.
const canary = "canary"

// An environment is a PingOne for tests, and the generated provider.
type environment struct {
	*driver.Driver
	server *propagationtest.Server
	client *propagation.Client
}

// serve starts an environment. Its server answers with the fault, if there is one, and
// the provider block has the settings besides the usual.
func serve(t *testing.T, fault *propagationtest.Fault, settings driver.Config) *environment {
	t.Helper()
	s := propagationtest.NewServer()
	t.Cleanup(func() { s.Close() })
	server, err := providerserver.NewProtocol6WithError(&provider.Provider{Version: "test", HashRounds: 10})()
	if err != nil {
		t.Fatal(err)
	}
	client, err := propagation.NewClient(propagation.Config{
		BaseURL: s.URL + "/v1", AuthURL: s.URL, EnvironmentID: s.EnvironmentID(),
		Credentials: propagation.ClientCredentials{ID: s.ClientID(), Secret: s.ClientSecret()},
	})
	if err != nil {
		t.Fatal(err)
	}
	config := driver.Config{
		"api_path": s.URL + "/v1", "auth_path": s.URL, "environment_id": s.EnvironmentID(),
		"client_id": s.ClientID(), "client_secret": s.ClientSecret().Reveal(),
	}
	maps.Copy(config, settings)
	d := driver.New(t, server, config, canary)
	if fault != nil {
		s.Fault(*fault)
	}
	return &environment{d, s, client}
}

// behaviours are what a server does to the stores that it shows.
var behaviours = map[string]*propagationtest.Fault{
	"clear":   nil,
	"masked":  {Secrets: propagationtest.SecretsMasked},
	"omitted": {Secrets: propagationtest.SecretsOmitted},
	"foreign": {Secrets: propagationtest.SecretsMasked, Foreign: true},
}

// stores returns the resource types for stores.
func stores(t *testing.T) []*terraform.Store {
	t.Helper()
	p, found := terraform.Build(harness.Model(t, harness.Spec(t)), "lock", nil)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return p.Stores
}

// profilesOf returns the profiles of s, or one nil if there are none.
func profilesOf(s *terraform.Store) []*terraform.Profile {
	if len(s.Profiles) == 0 {
		return []*terraform.Profile{nil}
	}
	return s.Profiles
}

// configuration returns a store with a profile and, of the optional attributes, those
// that has says yes to. Secrets end with the suffix.
func configuration(s *terraform.Store, p *terraform.Profile, suffix string, has func() bool) driver.Config {
	fill := func(list []*terraform.Attribute, into driver.Config) {
		for _, a := range list {
			switch {
			case !a.Required && !has():
			case a.Boolean:
				into[a.Name] = has()
			case a.Secret:
				// Not its name: an error that repeats a part of a secret is redacted.
				into[a.Name] = fmt.Sprint(canary, "-", crc32.ChecksumIEEE([]byte(a.Name)), suffix)
			case len(a.Values) > 0:
				into[a.Name] = a.Values[0]
			default:
				into[a.Name] = "value of " + a.Name
			}
		}
	}
	block := make(driver.Config)
	fill(s.Attributes, block)
	if p != nil {
		inner := make(driver.Config)
		fill(p.Attributes, inner)
		block[p.Name] = []driver.Config{inner}
	}
	config := driver.Config{"name": "Store " + s.Name}
	if len(block) > 0 {
		config["configuration"] = block
	}
	return config
}

func always() bool { return true }

// TestEveryTypeInEveryProfile takes each connector in each profile through its life,
// with servers that show secrets, mask them, omit them, and have members that nobody
// knows. There is never an update without end, no secret is in a state, and nothing
// is left.
func TestEveryTypeInEveryProfile(t *testing.T) {
	t.Parallel()
	resources := 0
	for _, s := range stores(t) {
		for _, p := range profilesOf(s) {
			resources++
			for behaviour, fault := range behaviours {
				name := s.Name + "/" + behaviour
				if p != nil {
					name = s.Name + "/" + p.Name + "/" + behaviour
				}
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					live(t, serve(t, fault, nil), "propagation_store_"+s.Name, configuration(s, p, "", always), behaviour == "clear")
				})
			}
		}
	}
	t.Logf("%d resources", resources)
	if resources < 18 {
		t.Errorf("there are %d resources, want at least 18", resources)
	}
}

// live takes a store through its life. shown says that the server shows secrets.
func live(t *testing.T, e *environment, of string, config driver.Config, shown bool) {
	t.Helper()
	address, imported := of+".it", of+".imported"
	want(t, "create", e.Apply(address, config), driver.Create)
	want(t, "again", e.Plan(address, config), driver.Nothing)
	renamed := maps.Clone(config)
	renamed["name"] = "Renamed"
	want(t, "rename", e.Apply(address, renamed), driver.Update)
	want(t, "after the change", e.Plan(address, renamed), driver.Nothing)
	if errs := e.ImportIdentity(imported, e.Get(address, "id")); errs != nil {
		t.Fatal(errs)
	}
	switch r := e.Apply(imported, renamed); {
	case shown:
		want(t, "import", r, driver.Nothing)
	case len(r.Errors) > 0 || r.Action == driver.Update && !slices.Equal(r.Changes, []string{"updated_at"}):
		t.Fatalf("import: %s of %q, errors %q", r.Action, r.Changes, r.Errors)
	}
	want(t, "after the import", e.Plan(imported, renamed), driver.Nothing)
	if errs := e.Destroy(address); errs != nil {
		t.Fatal(errs)
	}
	for store := range e.client.Stores(t.Context()) {
		t.Errorf("%s is left", store.Name)
	}
}

func want(t *testing.T, what string, r driver.Result, action string) {
	t.Helper()
	if len(r.Errors) > 0 || r.Action != action {
		t.Fatalf("%s: %s of %q, errors %q, warnings %q; want %s", what, r.Action, r.Changes, r.Errors, r.Warning, action)
	}
}

// TestRandomChanges goes from one random configuration to another, with a member
// that somebody set at the console. After each step the server has exactly what
// Terraform was told, and that member, and a second plan is empty.
func TestRandomChanges(t *testing.T) {
	t.Parallel()
	for _, s := range stores(t) {
		if len(s.Attributes) == 0 && len(s.Profiles) == 0 {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(7, uint64(len(s.Name))))
			some := func() bool { return random.IntN(2) == 0 }
			e := serve(t, nil, driver.Config{"reads_show_secrets": true}) // as this server does
			address := "propagation_store_" + s.Name + ".it"
			for step := range 8 {
				p := profilesOf(s)[random.IntN(len(profilesOf(s)))]
				config := configuration(s, p, fmt.Sprint(random.IntN(2)), some)
				if r := e.Apply(address, config); len(r.Errors) > 0 {
					t.Fatalf("step %d: %q", step, r.Errors)
				}
				want(t, fmt.Sprint("step ", step), e.Plan(address, config), driver.Nothing)
				expected := toldTo(s, p, config)
				if step > 0 {
					expected["BRAND_NEW"] = "x"
				}
				if got := e.members(t); !maps.Equal(got, expected) {
					t.Fatalf("step %d: the server has %v, want %v", step, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(expected)))
				}
				if step == 0 {
					e.addMember(t)
				}
			}
		})
	}
}

// toldTo returns the members that a configuration stands for.
func toldTo(s *terraform.Store, p *terraform.Profile, config driver.Config) map[string]any {
	told := make(map[string]any)
	take := func(list []*terraform.Attribute, from driver.Config) {
		for _, a := range list {
			if v, ok := from[a.Name]; ok {
				told[a.Key] = v
			}
		}
	}
	block, _ := config["configuration"].(driver.Config)
	take(s.Attributes, block)
	if p != nil {
		take(p.Attributes, block[p.Name].([]driver.Config)[0])
		told[s.Selector] = p.Method
	}
	return told
}

// members returns what the configuration of the one store has at the server.
func (e *environment) members(t *testing.T) map[string]any {
	t.Helper()
	m := make(map[string]any)
	for store, err := range e.client.Stores(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(store.Configuration.(connector.Object).Value().Reveal(), &m); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// addMember adds a member that nobody knows to the configuration of the one store.
func (e *environment) addMember(t *testing.T) {
	t.Helper()
	m := e.members(t)
	m["BRAND_NEW"] = "x"
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for store, err := range e.client.Stores(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if store.Configuration, err = connector.NewObject(string(store.Type), data); err != nil {
			t.Fatal(err)
		}
		if _, err := e.client.ReplaceStore(t.Context(), store.ID, *store, propagation.AllowClearingAll()); err != nil {
			t.Fatal(err)
		}
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
