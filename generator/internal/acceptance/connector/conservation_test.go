package connector_test

import (
	"errors"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/connector"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// claims are flags of attributes, such as "Zoom: API_KEY" or, where it depends on
// the profile, "Zoom (JWT Bearer Token): API_KEY".
type claims map[string]bool

func (c claims) add(key, profile, attribute string) {
	if profile != "" {
		key += " (" + profile + ")"
	}
	c[key+": "+attribute] = true
}

// TestConservation compares each flag, such as sensitive, in the inputs with the
// same flag in everything generated from them. A flag must neither get lost nor
// appear from nowhere.
func TestConservation(t *testing.T) {
	t.Parallel()
	inputs := read(t, harness.Spec(t))
	m := harness.Model(t, harness.Spec(t))
	for _, test := range []struct {
		flag   string
		stated claims
		made   map[string]claims
	}{
		{"sensitive", statedSensitive(inputs), map[string]claims{
			"model":    modelSensitive(m),
			"types":    sensitiveFields(t, func(f harness.Field) bool { return f.Value.Type() == reflect.TypeFor[connector.Secret]() }),
			"tags":     sensitiveFields(t, func(f harness.Field) bool { return slices.Contains(f.Marks, "sensitive") }),
			"Secrets":  returnedSecrets(t),
			"Metadata": metadataSensitive(t),
			"Generic":  genericSecrets(t),
		}},
		{"required", statedRequired(inputs), map[string]claims{
			"model":    modelRequired(m),
			"tags":     taggedRequired(t),
			"Validate": validatedRequired(t),
			"Metadata": metadataRequired(t),
		}},
	} {
		if len(test.stated) == 0 {
			t.Errorf("%s: the inputs state nothing", test.flag)
		}
		for place, made := range test.made {
			if diff := cmp.Diff(test.stated, made); diff != "" {
				t.Errorf("%s (-inputs +%s):\n%s", test.flag, place, diff)
			}
		}
	}
}

// TestConservationNotices changes one flag of the inputs, in each way there is, and
// expects the comparison of TestConservation to find that flag and no other.
func TestConservationNotices(t *testing.T) {
	t.Parallel()
	sensitive, required := modelSensitive(harness.Model(t, harness.Spec(t))), modelRequired(harness.Model(t, harness.Spec(t)))
	for _, test := range []struct {
		name, file, anchor, old, new string
		differ                       []string
	}{
		{"a capture's secret", "connectors/Zoom.json", `"SCIM_URL"`, `"sensitive": false`, `"sensitive": true`,
			[]string{"Zoom: SCIM_URL"}},
		{"a documented secret", "openapi.yaml", "AqueraOAuthBearerToken:", "format: password", "format: uri",
			[]string{"Aquera: ACCESS_TOKEN"}},
		{"a captured requirement", "connectors/Zoom.json", `"SCIM_URL"`, `"required": true`, `"required": false`,
			[]string{"Zoom (JWT Bearer Token): SCIM_URL"}},
		{"a documented requirement", "openapi.yaml", "AqueraSharedConfiguration:", "- SCIM_URL", "- SCIM_VERSION",
			[]string{"Aquera (Basic Auth): SCIM_URL", "Aquera (OAuth Bearer Token): SCIM_URL"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			inputs := read(t, altered(t, test.file, test.anchor, test.old, test.new))
			got := slices.Concat(difference(statedSensitive(inputs), sensitive), difference(statedRequired(inputs), required))
			if diff := cmp.Diff(test.differ, got); diff != "" {
				t.Errorf("what differs (-want +got):\n%s", diff)
			}
		})
	}
}

// altered returns the inputs of this module, in which the first old that follows
// anchor in a file is replaced by new.
func altered(t *testing.T, file, anchor, old, new string) fs.FS {
	t.Helper()
	inputs := harness.Inputs(t)
	before, after, found := strings.Cut(string(inputs[file].Data), anchor)
	if !found || !strings.Contains(after, old) {
		t.Fatalf("%s has no %q behind %q", file, old, anchor)
	}
	inputs[file].Data = []byte(before + anchor + strings.Replace(after, old, new, 1))
	return inputs
}

// difference returns the claims that only one of a and b has, sorted.
func difference(a, b claims) []string {
	var list []string
	for claim := range a {
		if !b[claim] {
			list = append(list, claim)
		}
	}
	for claim := range b {
		if !a[claim] {
			list = append(list, claim)
		}
	}
	slices.Sort(list)
	return list
}

func statedSensitive(inputs map[string]*stated) claims {
	c := make(claims)
	for key, x := range inputs {
		for attribute, on := range x.sensitive {
			if on {
				c.add(key, "", attribute)
			}
		}
	}
	return c
}

func statedRequired(inputs map[string]*stated) claims {
	c := make(claims)
	for key, x := range inputs {
		for profile, attributes := range x.required {
			for attribute, on := range attributes {
				if on {
					c.add(key, profile, attribute)
				}
			}
		}
	}
	return c
}

func modelSensitive(m *model.Model) claims {
	c := make(claims)
	for _, x := range m.Connectors {
		fields := slices.Clone(x.Fields)
		for _, p := range x.Profiles {
			fields = append(fields, p.Fields...)
		}
		for _, a := range fields {
			if a.Sensitive {
				c.add(x.StoreType, "", a.Key)
			}
		}
	}
	return c
}

func modelRequired(m *model.Model) claims {
	c := make(claims)
	for _, x := range m.Connectors {
		for _, p := range x.Metadata.Profiles {
			for _, a := range p.Attributes {
				if a.Required {
					c.add(x.StoreType, p.Title, a.Key)
				}
			}
		}
	}
	return c
}

// sensitiveFields returns the fields of all generated structs that ok accepts.
func sensitiveFields(t *testing.T, ok func(harness.Field) bool) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, profile := range harness.Profiles(m) {
			for _, f := range harness.Fields(harness.Empty(t, m, profile)) {
				if ok(f) {
					c.add(key, "", f.Key)
				}
			}
		}
	}
	return c
}

func returnedSecrets(t *testing.T) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, profile := range harness.Profiles(m) {
			for attribute := range harness.Empty(t, m, profile).Secrets() {
				c.add(key, "", attribute)
			}
		}
	}
	return c
}

func genericSecrets(t *testing.T) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, profile := range harness.Profiles(m) {
			g, err := generic.Decode(m, harness.Selecting(t, m, profile))
			if err != nil {
				t.Fatal(err)
			}
			for attribute := range g.Secrets() {
				c.add(key, "", attribute)
			}
		}
	}
	return c
}

func metadataSensitive(t *testing.T) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, p := range m.Profiles {
			for _, a := range p.Attributes {
				if a.Sensitive {
					c.add(key, "", a.Key)
				}
			}
		}
	}
	return c
}

func metadataRequired(t *testing.T) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, p := range m.Profiles {
			for _, a := range p.Attributes {
				if a.Required {
					c.add(key, p.Name, a.Key)
				}
			}
		}
	}
	return c
}

// taggedRequired returns the fields tagged as required. The tag of the field
// Profile stands for the selector, in every profile.
func taggedRequired(t *testing.T) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, profile := range harness.Profiles(m) {
			value := harness.Empty(t, m, profile)
			for _, f := range harness.Fields(value) {
				if slices.Contains(f.Marks, "required") {
					c.add(key, profile, f.Key)
				}
			}
			if f, ok := reflect.TypeOf(value).Elem().FieldByName("Profile"); ok && slices.Contains(harness.Marks(f), "required") {
				c.add(key, profile, m.Selector)
			}
		}
	}
	return c
}

// validatedRequired returns what Validate misses in an empty configuration of
// each profile. That the selector is missing shows where there is no profile.
func validatedRequired(t *testing.T) claims {
	c := make(claims)
	for key, m := range harness.Metadata(t) {
		for _, profile := range harness.Profiles(m) {
			value := harness.Empty(t, m, profile)
			for _, attribute := range missing(t, value) {
				c.add(key, profile, attribute)
			}
			p := reflect.ValueOf(value).Elem().FieldByName("Profile")
			if !p.IsValid() {
				continue
			}
			p.SetZero()
			if slices.Contains(missing(t, value), m.Selector) {
				c.add(key, profile, m.Selector)
			}
		}
	}
	return c
}

// missing returns the attributes that Validate reports as missing.
func missing(t *testing.T, c connector.Configuration) []string {
	t.Helper()
	err := c.Validate()
	problems, ok := errors.AsType[connector.Errors](err)
	if err != nil && !ok {
		t.Fatalf("Validate returned a %T, want Errors", err)
	}
	var keys []string
	for _, p := range problems {
		if p.Rule == connector.RuleRequired {
			keys = append(keys, p.Key)
		}
	}
	return keys
}
