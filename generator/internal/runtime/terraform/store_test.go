package terraform_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
)

const zoom, pingone = "propagation_store_zoom.it", "propagation_store_pingone.it"

// zoomStore returns a Zoom store with a client secret, and more of the shared
// attributes.
func zoomStore(secret any, more driver.Config) driver.Config {
	configuration := driver.Config{
		"scim_url": "https://api.zoom.us/scim2",
		"oauth_bearer_token": []driver.Config{{
			"oauth_token_url": "https://zoom.us/oauth/token", "oauth_account_id": "account",
			"oauth_client_id": "client", "oauth_client_secret": secret,
		}},
	}
	maps.Copy(configuration, more)
	return driver.Config{"name": "Zoom", "configuration": configuration}
}

// pingoneStore returns a PingOne store, whose client secret is optional.
func pingoneStore(more driver.Config) driver.Config {
	configuration := driver.Config{"environment_id": "7d0b9a6e-9a4a-4b8e-8a55-8a3b1e4f4b7a", "region": "North America", "client_id": "client"}
	maps.Copy(configuration, more)
	return driver.Config{"name": "PingOne", "configuration": configuration}
}

// TestLifecycle creates a store, changes it, and takes out of the configuration
// what was in it. A second plan is always empty.
func TestLifecycle(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	expect(t, "create", e.Apply(zoom, zoomStore("canary-1", driver.Config{"create_users": true, "remove_action": "Disable"})), driver.Create)
	expect(t, "again", e.Plan(zoom, zoomStore("canary-1", driver.Config{"create_users": true, "remove_action": "Disable"})), driver.Nothing)
	changed := zoomStore("canary-1", driver.Config{"create_users": false, "remove_action": "Disable"})
	expect(t, "change", e.Apply(zoom, changed), driver.Update, "configuration.create_users", "updated_at")
	if got := e.has(t, "CREATE_USERS") + e.has(t, "OAUTH_CLIENT_SECRET") + e.has(t, "AUTHENTICATION_METHOD"); got != `false"canary-1""OAuth Bearer Token"` {
		t.Errorf("the server has %s", got)
	}
	expect(t, "take out", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Update, "configuration.create_users", "configuration.remove_action", "updated_at")
	if got := e.has(t, "CREATE_USERS") + e.has(t, "REMOVE_ACTION"); got != "" {
		t.Errorf("the server still has %s", got)
	}
	expect(t, "at last", e.Plan(zoom, zoomStore("canary-1", nil)), driver.Nothing)
	if errs := e.Destroy(zoom); errs != nil || e.has(t, "SCIM_URL") != "" {
		t.Errorf("destroy: %q", errs)
	}
}

// TestConsole has what somebody else changes. What Terraform was told is planned
// back, what it was never told stays as it is, through an update as well.
func TestConsole(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := zoomStore("canary-1", driver.Config{"create_users": true})
	expect(t, "create", e.Apply(zoom, config), driver.Create)

	e.edit(t, map[string]string{"UPDATE_USERS": "true", "BRAND_NEW": `"x"`}, func(s *propagation.Store) { s.Description = "from the console" })
	expect(t, "what it was never told", e.Plan(zoom, config), driver.Nothing)
	expect(t, "something else", e.Apply(zoom, zoomStore("canary-1", driver.Config{"create_users": false})), driver.Update)
	if got := e.has(t, "UPDATE_USERS") + e.has(t, "BRAND_NEW"); got != `true"x"` {
		t.Errorf("the server has %s", got)
	}
	for store := range e.client.Stores(t.Context()) {
		if store.Description != "from the console" {
			t.Errorf("the description is %q", store.Description)
		}
	}

	e.edit(t, map[string]string{"CREATE_USERS": "true", "OAUTH_CLIENT_SECRET": `"another"`}, nil)
	r := e.Apply(zoom, zoomStore("canary-1", driver.Config{"create_users": false}))
	expect(t, "what it was told", r, driver.Update)
	if got := e.has(t, "CREATE_USERS") + e.has(t, "OAUTH_CLIENT_SECRET"); got != `false"canary-1"` {
		t.Errorf("the server has %s", got)
	}
}

// TestRotation has a new secret and nothing else. It is sent, with a warning at its
// line, whether the server shows secrets, masks them, omits them or has members
// that nobody knows, and never an update without end.
func TestRotation(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]*propagationtest.Fault{
		"clear":   nil,
		"masked":  {Secrets: propagationtest.SecretsMasked},
		"omitted": {Secrets: propagationtest.SecretsOmitted},
		"foreign": {Secrets: propagationtest.SecretsMasked, Foreign: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := serve(t, nil)
			if fault != nil {
				e.server.Fault(*fault)
			}
			expect(t, "create", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Create)
			expect(t, "again", e.Plan(zoom, zoomStore("canary-1", nil)), driver.Nothing)
			expect(t, "change", e.Apply(zoom, zoomStore("canary-1", driver.Config{"create_users": true})), driver.Update)
			r := e.Apply(zoom, zoomStore("canary-2", driver.Config{"create_users": true}))
			expect(t, "rotate", r, driver.Update, "updated_at")
			if want := "configuration.oauth_bearer_token[0].oauth_client_secret: A secret is to be sent"; len(r.Warning) != 1 || !strings.HasPrefix(r.Warning[0], want) {
				t.Errorf("the warnings are %q", r.Warning)
			}
			expect(t, "at last", e.Plan(zoom, zoomStore("canary-2", driver.Config{"create_users": true})), driver.Nothing)
			if puts := len(e.server.Requests("replaceStore")); puts != 2 {
				t.Errorf("%d requests replaced the store, want 2", puts)
			}
			e.server.Heal()
			if got := e.has(t, "OAUTH_CLIENT_SECRET"); got != `"canary-2"` {
				t.Errorf("the server has another secret (%d bytes)", len(got))
			}
		})
	}
}

// TestUnknownSecret has a secret that is known after apply: nothing can be
// compared, and the update that follows sends it.
func TestUnknownSecret(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	expect(t, "create", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Create)
	expect(t, "unknown", e.Plan(zoom, zoomStore(driver.Unknown{}, nil)), driver.Nothing)
}

// TestSecretsVersion has secrets that are new with every run: only the version
// tells that they are to be sent.
func TestSecretsVersion(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	version := func(v, secret string) driver.Config {
		config := zoomStore(secret, nil)
		config["secrets_version"] = v
		return config
	}
	expect(t, "create", e.Apply(zoom, version("1", "canary-1")), driver.Create)
	expect(t, "another secret", e.Apply(zoom, version("1", "canary-2")), driver.Nothing)
	if got := e.has(t, "OAUTH_CLIENT_SECRET"); got != `"canary-1"` {
		t.Error("the secret was sent")
	}
	expect(t, "another version", e.Apply(zoom, version("2", "canary-3")), driver.Update, "secrets_version", "updated_at")
	if got := e.has(t, "OAUTH_CLIENT_SECRET"); got != `"canary-3"` {
		t.Error("the secret was not sent")
	}
	expect(t, "at last", e.Plan(zoom, version("2", "canary-4")), driver.Nothing)
}

// TestNoSecretHashes has nobody who may keep a hash: a new secret alone is not
// noticed, and is sent with another version.
func TestNoSecretHashes(t *testing.T) {
	t.Parallel()
	e := serve(t, driver.Config{"no_secret_hashes": true})
	expect(t, "create", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Create)
	expect(t, "another secret", e.Plan(zoom, zoomStore("canary-2", nil)), driver.Nothing)
	if private := e.Private(zoom); strings.Contains(private, "hashes") || strings.Contains(private, "salt") || !strings.Contains(private, "OAUTH_CLIENT_SECRET") {
		t.Errorf("the private state is %s", private)
	}
	config := zoomStore("canary-2", nil)
	config["secrets_version"] = "2"
	expect(t, "another version", e.Apply(zoom, config), driver.Update)
	if got := e.has(t, "OAUTH_CLIENT_SECRET"); got != `"canary-2"` {
		t.Error("the secret was not sent")
	}
}

// TestHashesAreDropped asks for no hashes when there are some already: the next read
// drops them, even if the server shows nothing to compare.
func TestHashesAreDropped(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	expect(t, "create", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Create)
	if !strings.Contains(e.Private(zoom), "hashes") {
		t.Fatalf("the private state is %s", e.Private(zoom))
	}
	e.settings["no_secret_hashes"] = true
	e.Configure(e.settings)
	e.server.Fault(propagationtest.Fault{Secrets: propagationtest.SecretsOmitted})
	if errs := e.Refresh(zoom); errs != nil || strings.Contains(e.Private(zoom), "hashes") || strings.Contains(e.Private(zoom), "salt") {
		t.Errorf("errors %q; the private state is %s", errs, e.Private(zoom))
	}
}

// TestOtherProfile has a store whose profile somebody else changed, to one that the
// provider knows and to one that it does not: it is planned back, and nothing of
// the one that is known is left.
func TestOtherProfile(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	expect(t, "create", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Create)
	e.edit(t, map[string]string{
		"AUTHENTICATION_METHOD": `"JWT Bearer Token"`, "API_KEY": `"key"`, "API_SECRET": `"secret"`,
		"OAUTH_TOKEN_URL": "", "OAUTH_ACCOUNT_ID": "", "OAUTH_CLIENT_ID": "", "OAUTH_CLIENT_SECRET": "",
	}, nil)
	expect(t, "planned back", e.Apply(zoom, zoomStore("canary-1", nil)), driver.Update)
	if got := e.has(t, "API_KEY") + e.has(t, "API_SECRET") + e.has(t, "OAUTH_CLIENT_SECRET"); got != `"canary-1"` {
		t.Errorf("the server has %s", got)
	}
	id := e.Get(zoom, "id")
	e.server.Fault(propagationtest.Fault{Operation: "store", Times: 1, Status: 200, Body: `{"id":"` + id + `","type":"Zoom","name":"Zoom","configuration":{"SCIM_URL":"https://api.zoom.us/scim2","AUTHENTICATION_METHOD":"New Method"}}`})
	if errs := e.Import("propagation_store_zoom.imported", id); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "after the import", e.Plan("propagation_store_zoom.imported", zoomStore("canary-1", nil)), driver.Nothing)
}

// TestOptionalSecret takes an optional secret out of the configuration: it is
// cleared, even if the server shows none. One that Terraform was never told stays.
func TestOptionalSecret(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]*propagationtest.Fault{
		"clear":   nil,
		"masked":  {Secrets: propagationtest.SecretsMasked},
		"omitted": {Secrets: propagationtest.SecretsOmitted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := serve(t, nil)
			if fault != nil {
				e.server.Fault(*fault)
			}
			expect(t, "create", e.Apply(pingone, pingoneStore(driver.Config{"client_secret": "canary-1"})), driver.Create)
			r := e.Apply(pingone, pingoneStore(nil))
			expect(t, "take out", r, driver.Update, "updated_at")
			if len(r.Warning) != 1 || !strings.HasPrefix(r.Warning[0], "configuration.client_secret: A secret is to be cleared") {
				t.Errorf("the warnings are %q", r.Warning)
			}
			expect(t, "at last", e.Plan(pingone, pingoneStore(nil)), driver.Nothing)
			e.server.Heal()
			if got := e.has(t, "CLIENT_SECRET"); got != "" {
				t.Error("the server still has the secret")
			}
		})
	}
}

// TestForeignSecret has a secret that was set at the console and that Terraform was
// never told. It survives an update where the server shows it; where it does not,
// the update is refused, since PingOne would clear what is not sent.
func TestForeignSecret(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		secrets propagationtest.Secrets
		want    string // of the error
	}{
		"clear":   {propagationtest.SecretsClear, ""},
		"masked":  {propagationtest.SecretsMasked, "configuration.client_secret: The store was not updated: PingOne shows a mask"},
		"omitted": {propagationtest.SecretsOmitted, "Set the secret in the configuration."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := serve(t, nil)
			expect(t, "create", e.Apply(pingone, pingoneStore(nil)), driver.Create)
			e.edit(t, map[string]string{"CLIENT_SECRET": `"from the console"`}, nil)
			e.server.Fault(propagationtest.Fault{Secrets: test.secrets})
			expect(t, "nothing to say", e.Plan(pingone, pingoneStore(nil)), driver.Nothing)
			r := e.Apply(pingone, pingoneStore(driver.Config{"create_users": true}))
			if test.want == "" {
				expect(t, "update", r, driver.Update)
			} else {
				refused(t, "update", r.Errors, test.want)
			}
			e.server.Heal()
			if got := e.has(t, "CLIENT_SECRET"); got != `"from the console"` {
				t.Errorf("the server has %s", got)
			}
		})
	}
}

// TestProfiles changes from one profile to the other and back, in place. The server
// has the credentials of the profile and no others.
func TestProfiles(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	jwt := zoomStore(nil, driver.Config{"jwt_bearer_token": []driver.Config{{"api_key": "canary-1", "api_secret": "canary-2"}}})
	delete(jwt["configuration"].(driver.Config), "oauth_bearer_token")
	expect(t, "create", e.Apply(zoom, zoomStore("canary-3", nil)), driver.Create)
	expect(t, "to the other", e.Apply(zoom, jwt), driver.Update)
	if got := e.has(t, "OAUTH_CLIENT_ID") + e.has(t, "OAUTH_CLIENT_SECRET") + e.has(t, "API_KEY") + e.has(t, "AUTHENTICATION_METHOD"); got != `"canary-1""JWT Bearer Token"` {
		t.Errorf("the server has %s", got)
	}
	expect(t, "nothing", e.Plan(zoom, jwt), driver.Nothing)
	expect(t, "back", e.Apply(zoom, zoomStore("canary-3", nil)), driver.Update)
	if got := e.has(t, "API_KEY") + e.has(t, "API_SECRET") + e.has(t, "OAUTH_CLIENT_ID"); got != `"client"` {
		t.Errorf("the server has %s", got)
	}
	expect(t, "at last", e.Plan(zoom, zoomStore("canary-3", nil)), driver.Nothing)
}

// TestImport makes a store known that is there. With the right secret, nothing is
// to be done; with a mask, the secret is sent once.
func TestImport(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		secrets propagationtest.Secrets
		action  string
	}{
		"clear": {propagationtest.SecretsClear, driver.Nothing}, "masked": {propagationtest.SecretsMasked, driver.Update},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := serve(t, nil)
			expect(t, "create", e.Apply("propagation_store_zoom.other", zoomStore("canary-1", driver.Config{"create_users": true})), driver.Create)
			e.server.Fault(propagationtest.Fault{Secrets: test.secrets})
			id := e.Get("propagation_store_zoom.other", "id")
			if errs := e.Import(zoom, id); errs != nil {
				t.Fatal(errs)
			}
			config := zoomStore("canary-1", driver.Config{"create_users": true})
			r := e.Apply(zoom, config)
			expect(t, "after the import", r, test.action)
			expect(t, "at last", e.Plan(zoom, config), driver.Nothing)
			refused(t, "as another type", e.Import(pingone, id), "id: The store is of another type: The store "+id+" is of the type Zoom")
			refused(t, "what is not there", e.Import("propagation_store_zoom.none", "7d0b9a6e-9a4a-4b8e-8a55-8a3b1e4f4b7a"), "The store could not be read")
		})
	}
}

// TestRefused has configurations that are wrong: each is refused at its line, before
// anything is sent, in words of Terraform.
func TestRefused(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	both := zoomStore("canary", driver.Config{"jwt_bearer_token": []driver.Config{{"api_key": "canary", "api_secret": "canary"}}})
	none := driver.Config{"name": "Zoom", "configuration": driver.Config{"scim_url": "https://api.zoom.us/scim2"}}
	for name, test := range map[string]struct {
		config driver.Config
		want   string
	}{
		"empty":            {zoomStore("canary", driver.Config{"scim_url": ""}), "configuration.scim_url: The value is empty"},
		"empty secret":     {zoomStore("", nil), "configuration.oauth_bearer_token[0].oauth_client_secret: The value is empty"},
		"two profiles":     {both, "configuration: There must be one way of connecting: There must be one of the blocks jwt_bearer_token, oauth_bearer_token. There are 2."},
		"no profile":       {none, "There are 0."},
		"no configuration": {driver.Config{"name": "Zoom"}, "configuration: The block configuration is missing"},
		"mask":             {zoomStore("******", nil), "configuration.oauth_bearer_token[0].oauth_client_secret: The value is not accepted: PingOne shows a mask"},
	} {
		refused(t, name, e.Apply(zoom, test.config).Errors, test.want)
	}
	// A mask that is known after apply only is refused then, before anything is sent.
	late := zoomStore("******", nil)
	r := e.ApplyLate(zoom, zoomStore(driver.Unknown{}, nil), late)
	refused(t, "a mask that is known late", r.Errors, "configuration.oauth_bearer_token[0].oauth_client_secret: The store was not created: PingOne shows a mask")
	if sent := len(e.server.Requests("createStore")) + len(e.server.Requests("stores")); sent != 0 {
		t.Errorf("%d requests were sent", sent)
	}
	r = e.Plan(zoom, zoomStore("canary", driver.Config{"remove_action": "Dissable"}))
	if len(r.Errors) > 0 || len(r.Warning) != 1 || !strings.HasPrefix(r.Warning[0], "configuration.remove_action: The value is not a known one") {
		t.Errorf("an unknown value of an open enumeration: errors %q, warnings %q", r.Errors, r.Warning)
	}
	r = e.Plan(zoom, zoomStore("canary", driver.Config{"scim_url": "https://CANARY" + "@zoom.us"}))
	if len(r.Errors) > 0 || len(r.Warning) != 1 || !strings.HasPrefix(r.Warning[0], "configuration.scim_url: A URL has credentials") {
		t.Errorf("credentials in a URL: errors %q, warnings %q", r.Errors, r.Warning)
	}
}

// TestImage gives a store an image, changes it, and takes it away. What somebody else
// gave stays.
func TestImage(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	with := func(image any) driver.Config {
		config := zoomStore("canary-1", nil)
		config["image"] = image
		return config
	}
	image := func() *propagation.Image {
		for store := range e.client.Stores(t.Context()) {
			if store.Image != nil {
				return store.Image
			}
		}
		return new(propagation.Image)
	}
	one, other := driver.Config{"href": "https://example.com/1.png"}, driver.Config{"href": "https://example.com/2.png", "id": "2"}
	expect(t, "create", e.Apply(zoom, with(one)), driver.Create)
	expect(t, "again", e.Plan(zoom, with(one)), driver.Nothing)
	expect(t, "change", e.Apply(zoom, with(other)), driver.Update, "image.href", "image.id", "updated_at")
	if got := image(); got.Href != "https://example.com/2.png" || got.ID != "2" {
		t.Errorf("the image is %v", got)
	}
	if errs := e.Import("propagation_store_zoom.imported", e.Get(zoom, "id")); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "imported", e.Plan("propagation_store_zoom.imported", with(other)), driver.Nothing)
	expect(t, "take away", e.Apply(zoom, with(nil)), driver.Update)
	if got := image(); got.Href != "" || got.ID != "" {
		t.Errorf("the image is %v", got)
	}
	e.edit(t, nil, func(s *propagation.Store) { s.Image = &propagation.Image{Href: "https://example.com/console.png"} })
	expect(t, "another's image", e.Plan(zoom, with(nil)), driver.Nothing)
	renamed := with(nil)
	renamed["name"] = "Renamed"
	expect(t, "another change", e.Apply(zoom, renamed), driver.Update)
	if got := image(); got.Href != "https://example.com/console.png" {
		t.Errorf("the image is %v", got)
	}
}

// TestErrorsOfTheServer stand at the attribute that they are about.
func TestErrorsOfTheServer(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	body := `{"id":"1","code":"INVALID_DATA","message":"No.","details":[{"code":"INVALID_VALUE","target":"configuration.OAUTH_CLIENT_ID","message":"OAUTH_CLIENT_ID is no client."},{"code":"INVALID_VALUE","target":"name","message":"Too long."}]}`
	e.server.Fault(propagationtest.Fault{Operation: "createStore", Times: 1, Status: 400, Body: body})
	r := e.Apply(zoom, zoomStore("canary", nil))
	refused(t, "details", r.Errors, "configuration.oauth_bearer_token[0].oauth_client_id: The store was not created: oauth_client_id is no client. (INVALID_VALUE)")
	refused(t, "details", r.Errors, "name: The store was not created: Too long. (INVALID_VALUE)")

	e.server.Fault(propagationtest.Fault{Operation: "createStore", Times: 1, Late: true, Drop: true})
	r = e.Apply(zoom, zoomStore("canary", nil))
	refused(t, "unknown outcome", r.Errors, `It is not known whether the store was created: There is a store that is called "Zoom". If it is the one, `)
	refused(t, "once more", e.Apply(zoom, zoomStore("canary", nil)).Errors, `name: There is such a store already`)
	if n := len(e.server.Requests("createStore")); n != 2 {
		t.Errorf("%d requests created stores, want 2", n)
	}
}

// TestMove takes a store over from the community provider: nothing is to be added
// or destroyed, and the secret that the old state has is in no new one. Other
// states are refused.
func TestMove(t *testing.T) {
	t.Parallel()
	const community = "registry.terraform.io/easytofu/pingoneprovisioning"
	e := serve(t, nil)
	expect(t, "create", e.Apply("propagation_store_zoom.other", zoomStore("canary-1", nil)), driver.Create)
	state := `{"id":"` + e.Get("propagation_store_zoom.other", "id") + `","name":"Zoom","configuration_zoom":{"oauth_client_secret":"canary-1"}}`
	if errs := e.Move(zoom, community, "pingoneprovisioning_propagation_store", state); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "moved", e.Plan(zoom, zoomStore("canary-1", nil)), driver.Nothing)
	refused(t, "another type", e.Move(zoom, community, "pingoneprovisioning_propagation_plan", state), "Unable to Move")
	refused(t, "another provider", e.Move(zoom, "registry.terraform.io/x/y", "pingoneprovisioning_propagation_store", state), "Unable to Move")
	refused(t, "no id", e.Move(zoom, community, "pingoneprovisioning_propagation_store", `{}`), "The store cannot be moved")
}
