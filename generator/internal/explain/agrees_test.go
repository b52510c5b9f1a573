package explain_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/explain"
)

// explained returns the explanation of subject by the inputs of this module.
func explained(t *testing.T, subject string) *generator.Explanation {
	t.Helper()
	e, _, err := generator.Explain(generator.Inputs{FS: harness.Spec(t), Name: "spec"}, subject)
	if err != nil {
		t.Fatalf("%s: %v", subject, err)
	}
	return e
}

// TestExplainAgrees explains every attribute of every connector: what is said to
// be required, sensitive, deprecated and possible is what the generated metadata
// has, and each of these facts has an origin in a file that is there.
func TestExplainAgrees(t *testing.T) {
	t.Parallel()
	meant := harness.Model(t, harness.Spec(t))
	inputs := inputLines(t)
	for key, m := range harness.Metadata(t) {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			for _, p := range m.Profiles {
				for _, a := range p.Attributes {
					e, err := explain.Of(meant, key+"."+a.Key)
					if err != nil {
						t.Fatal(err)
					}
					for name, want := range map[string]any{
						"kind": string(a.Kind), "required": a.Required, "sensitive": a.Sensitive, "deprecated": a.Deprecated, "values": list(a.PossibleValues),
					} {
						fact := factIn(e, name, p.Name)
						if diff := cmp.Diff(want, fact.Value); diff != "" {
							t.Errorf("%s, %s with %q (-metadata +explained):\n%s", e.Name, name, p.Name, diff)
						}
						if want != nil && want != false && len(fact.Origins) == 0 {
							t.Errorf("%s, %s: want an origin", e.Name, name)
						}
						for _, o := range fact.Origins {
							checkOrigin(t, inputs, e.Name, o)
						}
					}
				}
			}
		})
	}
}

func list(values []string) any {
	if values == nil {
		return nil
	}
	return values
}

// factIn returns what e has of the fact name in a profile.
func factIn(e *generator.Explanation, name, profile string) explain.Fact {
	for _, f := range e.Facts {
		if f.Name == name && (f.Profiles == nil || slices.Contains(f.Profiles, profile)) {
			return f
		}
	}
	return explain.Fact{}
}

// inputLines returns the lines of the inputs of this module, by file.
func inputLines(t *testing.T) map[string][]string {
	t.Helper()
	lines := make(map[string][]string)
	for name, file := range harness.Inputs(t) {
		lines["spec/"+name] = strings.Split(string(file.Data), "\n")
	}
	return lines
}

// checkOrigin makes sure that there is something where o says that it is.
func checkOrigin(t *testing.T, inputs map[string][]string, name string, o generator.Origin) {
	t.Helper()
	if o.Source == "rule" {
		return
	}
	lines := inputs[o.File]
	if o.Line < 1 || o.Line > len(lines) || o.Column < 1 || o.Column > len(lines[o.Line-1]) || lines[o.Line-1][o.Column-1] == ' ' {
		t.Errorf("%s: nothing stands at %s:%d:%d", name, o.File, o.Line, o.Column)
	}
}

// TestExplainSpellings asks for the same attribute, profile and user attribute
// by all the names that they have.
func TestExplainSpellings(t *testing.T) {
	t.Parallel()
	for want, names := range map[string][]string{
		"Zoom":                         {"Zoom", "zoom", "ZOOM"},
		"Zoom.OAUTH_CLIENT_SECRET":     {"zoom.OAUTH_CLIENT_SECRET", "zoom.oauth_client_secret", "Zoom.OAuthClientSecret", "zoom.OAuthBearerToken.OAuthClientSecret", "zoom.OAuth Bearer Token.OAUTH_CLIENT_SECRET"},
		"Zoom.OAuth Bearer Token":      {"zoom.OAuthBearerToken", "zoom.oauth bearer token"},
		"Zoom.AUTHENTICATION_METHOD":   {"zoom.AuthenticationMethod", "zoom.AuthenticationMethodJWTBearerToken"},
		"Zoom.REMOVE_ACTION":           {"zoom.RemoveAction", "zoom.RemoveActionDelete", "zoom.Configuration.RemoveAction"},
		"Zoom.email":                   {"zoom.email", "zoom.UserEmail"},
		"ServiceNow.ServiceNow_Url":    {"servicenow.ServiceNowURL"},
		"Workday.integrationSystemIds": {"workday.IntegrationSystemIDs"},
	} {
		for _, name := range names {
			if got := explained(t, name); got.Name != want {
				t.Errorf("%s: explains %s, want %s", name, got.Name, want)
			}
		}
	}
}

// TestExplainMiss shows what is said of names that nothing has.
func TestExplainMiss(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"zooom":                              "the nearest is Zoom",
		"zoom.OAUTH_CLIENT_SECRT":            "the nearest is OAUTH_CLIENT_SECRET",
		"zoom.OAuthBearrToken":               "the nearest is OAuthBearerToken",
		"zoom.Nothing.RemoveAction":          `there is no name in Zoom "Nothing.RemoveAction"`,
		"zoom.":                              "a name in Zoom is missing",
		"GATEWAY_ID":                         "the nearest is LdapGateway.GATEWAY_ID",
		"":                                   "a connector is missing",
		"zoom." + strings.Repeat("a", 1<<16): "there is no name in Zoom",
	} {
		e, _, err := generator.Explain(generator.Inputs{FS: harness.Spec(t), Name: "spec"}, name)
		if _, ok := errors.AsType[*generator.NotFoundError](err); !ok || e != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, %.80v; want an error with %q", name, e, err, want)
		}
	}
}

// TestExplainJSON holds the JSON to have a list, and not null, where there is nothing.
func TestExplainJSON(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"directory", "Zoom", "zoom.userName", "zoom.SCIM_URL", "zoom.JWTBearerToken"} {
		data, err := json.Marshal(explained(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "null") {
			t.Errorf("%s: want no null in %s", name, data)
		}
	}
}
