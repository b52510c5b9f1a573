package codec

import "testing"

// What is a misspelling is named with what was meant; a name that differs in a number,
// or in more than two letters, may be another one.
func TestNearest(t *testing.T) {
	keys := Keys{Selector: "HOW", Shared: []string{"CREATE_USERS", "UPDATE_USERS", "SCIM_URL", "TOKEN_ABC", "TOKEN_AB"}, Profiles: []Profile{
		{Name: "OAuth 2", Required: []string{"clientId"}, Optional: []string{"SCOPE"}}, {Name: "Basic Auth"},
	}}
	for _, test := range []struct {
		key, nearest string
		certain      bool
	}{
		{"CREATE_USER", "CREATE_USERS", true},
		{"CRAETE_USERS", "CREATE_USERS", true},
		{"CREATEUSERS", "CREATE_USERS", true},
		{"create-users", "CREATE_USERS", true},
		{"CREATE_USRES", "CREATE_USERS", true},
		{"XREATE_XSERS", "CREATE_USERS", true},
		{"XREATE_XSXRS", "", false},
		{"CREATE_USERS_2", "CREATE_USERS", false},
		{"SCIM_URL2", "SCIM_URL", false},
		{"CLIENT_ID", "clientId", true},
		{"SCOPES", "SCOPE", true},
		{"UPDATE_USER", "UPDATE_USERS", true},
		{"PDATE_USERS", "UPDATE_USERS", true},
		{"TOKEN_A", "TOKEN_AB", true}, // that comes after one with two letters more
		{"hwo", "HOW", true},
		{"NEW", "", false},
		{"", "", false},
		{"SCIM_URL" + string(make([]byte, 200)), "", false},
	} {
		if nearest, certain := keys.nearest(test.key); nearest != test.nearest || certain != test.certain && nearest != "" {
			t.Errorf("%q: %q, %v, want %q, %v", test.key, nearest, certain, test.nearest, test.certain)
		}
	}
	for name, want := range map[string]bool{"OAuth 2": false, "OAuth 1": false, "oauth 2": true, "BasicAuth": true, "Passkey": false, "": false} {
		open := keys
		open.Open = true
		if got := open.Refuses(name, false); got != want {
			t.Errorf("%q of an open list is refused: %v, want %v", name, got, want)
		}
		known := name == "" || name == "OAuth 2"
		if got := keys.Refuses(name, false); got == known || open.Refuses(name, true) == known {
			t.Errorf("%q of a closed list is refused: %v", name, got)
		}
	}
}

// The numbers of edits are small ones, or more than was asked for.
func TestEdits(t *testing.T) {
	for _, test := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 2, 0}, {"abc", "abc", 0, 0}, {"abc", "abd", 2, 1}, {"abc", "ab", 2, 1}, {"ab", "abc", 2, 1}, {"abc", "acb", 2, 1},
		{"abcd", "badc", 2, 2}, {"abc", "xyz", 2, 3}, {"a", "abcd", 2, 3}, {"abc", "abd", 0, 1}, {"kitten", "sitting", 3, 3},
	} {
		if got, back := edits(test.a, test.b, test.limit), edits(test.b, test.a, test.limit); got != test.want || back != test.want {
			t.Errorf("%s, %s: %d and %d, want %d", test.a, test.b, got, back, test.want)
		}
	}
}
