package terraform_test

import (
	"testing"
	"testing/fstest"
)

// TestTexts holds texts to the names of Terraform: a user of the provider never
// sees a key. Words of English that are keys as well stay words, and nothing in a
// text has a meaning in Markdown.
func TestTexts(t *testing.T) {
	t.Parallel()
	document := `{"information": {"key": "Acme"}, "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}, "connectionProfiles": [{"connectionAttributes": [
		{"key": "REMOVE_ACTION", "required": false, "sensitive": false, "description": "what happens, if disableUsers says so; see a*b and <c>", "possibleValues": ["Disable", "Delete"]},
		{"key": "disableUsers", "required": false, "sensitive": false, "displayLabel": "Disable users"},
		{"key": "username", "required": true, "sensitive": false, "description": "The username. Inferred: it is long."},
		{"key": "OLD", "required": false, "sensitive": false, "description": "Older than REMOVE_ACTION."}]}]}`
	p, found := build(t, fstest.MapFS{
		"connectors/Acme.json": {Data: []byte(document)},
		"corrections.yaml":     {Data: []byte("- {connector: Acme, attribute: OLD, deprecated: true, replaced-by: disableUsers + REMOVE_ACTION, reason: r, source: s}\n")},
	}, "")
	if found != "" {
		t.Fatal(found)
	}
	want := map[string][2]string{
		"remove_action": {"What happens, if `disable_users` says so; see a\\*b and \\<c\\>. One of `Disable`, `Delete`.", ""},
		"disable_users": {"Disable users.", ""},
		"username":      {"The username.", ""},
		"old":           {"Older than `remove_action`.", "Use disable_users and remove_action."},
	}
	for _, a := range p.Stores[0].Attributes {
		if got := [2]string{a.About, a.Deprecated}; got != want[a.Name] {
			t.Errorf("%s: %q, want %q", a.Name, got, want[a.Name])
		}
	}
}
