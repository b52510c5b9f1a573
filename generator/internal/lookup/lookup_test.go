package lookup

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// TestConnector shows that a connector is found by its store type in any letter
// case, and what is said of a name that none has.
func TestConnector(t *testing.T) {
	m := &model.Model{Connectors: []*model.Connector{{StoreType: "Salesforce"}, {StoreType: "SalesforceContacts"}, {StoreType: "Slack"}, {StoreType: "Zoom"}}}
	for _, test := range []struct{ name, want, err string }{
		{"Zoom", "Zoom", ""},
		{"zoom", "Zoom", ""},
		{"SALESFORCECONTACTS", "SalesforceContacts", ""},
		{"zom", "", `there is no connector "zom"; the nearest is Zoom`},
		{"slak", "", `there is no connector "slak"; the nearest is Slack`},
		{"salesforcecontact", "", `there is no connector "salesforcecontact"; the nearest is SalesforceContacts`},
		{"frobnicate", "", `there is no connector "frobnicate"; try one of Salesforce, SalesforceContacts, Slack, Zoom`},
		{"", "", `a connector is missing; try one of Salesforce, SalesforceContacts, Slack, Zoom`},
	} {
		c, err := Connector(m, test.name)
		if err != nil {
			if err.Error() != test.err {
				t.Errorf("%q: error %q, want %q", test.name, err, test.err)
			}
			continue
		}
		if c.StoreType != test.want {
			t.Errorf("%q: found %s, want %s", test.name, c.StoreType, test.want)
		}
	}
}

// TestProfile shows that a profile is found by its name on the wire or in Go.
func TestProfile(t *testing.T) {
	c := &model.Connector{
		StoreType: "Zoom",
		Profiles:  []*model.Profile{{Title: "JWT Bearer Token", Name: "JWTBearerToken"}},
	}
	for _, name := range []string{"JWT Bearer Token", "jwt bearer token", "JWTBearerToken"} {
		if p, err := Profile(c, name); err != nil || p != c.Profiles[0] {
			t.Errorf("%q: found %v, %v", name, p, err)
		}
	}
	for name, want := range map[string]string{
		"JWT": `there is no profile of Zoom "JWT"; the nearest is "JWT Bearer Token"`,
		"":    `a profile of Zoom is missing; try one of "JWT Bearer Token"`,
	} {
		if _, err := Profile(c, name); err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %s", name, err, want)
		}
	}
}

// TestNearest shows how far a name may be off: a third of its letters, or two. All
// that are near are listed, each once and the nearest first.
func TestNearest(t *testing.T) {
	for _, test := range []struct {
		name  string
		names []string
		want  []string
	}{
		{"SCIM_ULR", []string{"SCIM_URL", "SCIM_VERSION"}, []string{"SCIM_URL"}},
		{"KEY", []string{"KEY1", "KEY2", "KEYRING", "KEY1"}, []string{"KEY1", "KEY2"}},
		{"abc", []string{"xyz"}, nil},
		{"", []string{"a", "bb"}, nil},
		{"kitten", []string{"sitting"}, nil},
		{"kittens", []string{"sitten", "mittens", "kitten"}, []string{"kitten", "mittens", "sitten"}},
		{"lnit", []string{"lint", "init", "lint"}, []string{"init", "lint"}},
		{"nmae", []string{"image", "name"}, []string{"name", "image"}},
	} {
		if diff := cmp.Diff(test.want, Nearest(test.name, test.names)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.name, diff)
		}
	}
}
