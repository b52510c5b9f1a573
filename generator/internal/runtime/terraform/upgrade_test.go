package terraform_test

import (
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/terraform/driver"
)

// zoomInOldNames returns the state of a Zoom store as an older version wrote it: with
// names that attributes and a block had before, an attribute that stood elsewhere, one
// that is no more, a boolean that was text, and one that is a secret now.
func zoomInOldNames(id string) string {
	return `{"id":"` + id + `","name":"Zoom","status":"ACTIVE","configuration":{
		"scim_url":"https://api.zoom.us/scim2","create_users":"true","update":false,"account_id":"account","gone":"x",
		"oauth":[{"oauth_token_url":"https://zoom.us/oauth/token","oauth_client_id":"client","oauth_client_secret":"canary-old"}]}}`
}

// TestUpgrade takes a state of each older version: nothing is to be done afterwards,
// and no value of a secret is left. Errors are told.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := zoomStore("canary-1", driver.Config{"create_users": true, "update_users": false})
	expect(t, "create", e.Apply(zoom, config), driver.Create)
	id := e.Get(zoom, "id")
	for version := range int64(4) {
		if errs := e.Upgrade(zoom, version, zoomInOldNames(id)); errs != nil {
			t.Fatal(errs)
		}
		expect(t, "after the upgrade", e.Plan(zoom, config), driver.Nothing)
	}
	refused(t, "no state", e.Upgrade(zoom, 1, `[]`), "The state cannot be upgraded: It was written by something else. Import the store again.")
	if sent := len(e.server.Requests("replaceStore")); sent != 0 {
		t.Errorf("%d stores were replaced", sent)
	}
}

// TestUpgradeOfSameVersion has changes that need no version: an attribute that is no
// more is dropped, a boolean that was text is read, and the value of what is a secret
// now is gone with the refresh that follows.
func TestUpgradeOfSameVersion(t *testing.T) {
	t.Parallel()
	e := serve(t, nil)
	config := zoomStore("canary-1", driver.Config{"create_users": true})
	expect(t, "create", e.Apply(zoom, config), driver.Create)
	state := `{"id":"` + e.Get(zoom, "id") + `","name":"Zoom","status":"ACTIVE","configuration":{"scim_url":"https://api.zoom.us/scim2","create_users":"true","gone":"x",
		"oauth_bearer_token":[{"oauth_token_url":"https://zoom.us/oauth/token","oauth_account_id":"account","oauth_client_id":"client","oauth_client_secret":"HIDDEN"}]}}`
	if errs := e.Upgrade(zoom, 4, state); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "after the upgrade", e.Plan(zoom, config), driver.Nothing)
	if strings.Contains(e.State(zoom), "HIDDEN") {
		t.Error("the state still has the value")
	}
}

// TestMoveFromFormerName takes a store over from the name that its type had before,
// secrets that are known included. Names that it never had are refused.
func TestMoveFromFormerName(t *testing.T) {
	t.Parallel()
	const own = "registry.terraform.io/connectorgen/propagation"
	e := serve(t, nil)
	config := zoomStore("canary-1", driver.Config{"create_users": true, "update_users": false})
	expect(t, "create", e.Apply(zoom, config), driver.Create)
	state := zoomInOldNames(e.Get(zoom, "id"))
	if errs := e.Move(zoom, own, "propagation_store_zoom_us", state); errs != nil {
		t.Fatal(errs)
	}
	expect(t, "moved", e.Plan(zoom, config), driver.Nothing)
	refused(t, "another type", e.Move(zoom, own, "propagation_store_slack", state), "Unable to Move")
	refused(t, "another provider", e.Move(zoom, "registry.terraform.io/x/y", "propagation_store_zoom_us", state), "Unable to Move")
}
