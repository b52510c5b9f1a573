package connector_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/emit/facts"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// A program looks up what is known of an attribute by its key, whatever the profile:
// this is what a form, a schema or a message says.
func Example_facts() {
	m, _ := catalog.Metadata("Zoom")
	for _, key := range []string{"SCIM_URL", "OAUTH_CLIENT_SECRET", "REMOVE_ACTION", "CREATE_USERS_PROV_OPT", "NOTHING"} {
		f, ok := m.FactsOf(key)
		if !ok {
			fmt.Println(key, "is not known")
			continue
		}
		fmt.Printf("%s (%s): %s\n", key, f.Label, f.Kind)
		fmt.Printf("  required %v in %q, secret %v, read-only %v\n", f.Required, f.RequiredIn, f.Sensitive, f.ReadOnly)
		fmt.Printf("  values %q, others %v, default %q, deprecated %v for %q\n", f.PossibleValues, f.Open, f.Default, f.Deprecated, f.ReplacedBy)
	}
	// Output:
	// SCIM_URL (SCIM Url): string
	//   required true in ["JWT Bearer Token" "OAuth Bearer Token"], secret false, read-only false
	//   values [], others false, default "", deprecated false for ""
	// OAUTH_CLIENT_SECRET (OAuth Client Secret): string
	//   required false in ["OAuth Bearer Token"], secret true, read-only false
	//   values [], others false, default "", deprecated false for ""
	// REMOVE_ACTION (): enumeration
	//   required false in [], secret false, read-only false
	//   values ["Disable" "Delete"], others true, default "", deprecated false for ""
	// CREATE_USERS_PROV_OPT (User Create): boolean
	//   required false in [], secret false, read-only false
	//   values [], others false, default "", deprecated true for "CREATE_USERS"
	// NOTHING is not known
}

// TestFacts compares the facts of each attribute of each connector with what the
// profiles say: each has it once, and what a form would need is all there.
func TestFacts(t *testing.T) {
	t.Parallel()
	count := 0
	for storeType, m := range harness.Metadata(t) {
		var keys []string
		for _, f := range m.Facts() {
			keys = append(keys, f.Key)
			if same, ok := m.FactsOf(f.Key); !ok || !cmp.Equal(f, same) {
				t.Errorf("%s: FactsOf(%q) is %+v, want %+v", storeType, f.Key, same, f)
			}
		}
		var want []string
		for _, p := range m.Profiles {
			for _, a := range p.Attributes {
				if !slices.Contains(want, a.Key) {
					want = append(want, a.Key)
				}
				f, _ := m.FactsOf(a.Key)
				if slices.Contains(f.RequiredIn, p.Name) != a.Required || !slices.Contains(f.Profiles, p.Name) {
					t.Errorf("%s: %s: %+v, but in %q required is %v", storeType, a.Key, f, p.Name, a.Required)
				}
				if f.Required && !a.Required || f.Kind != a.Kind || f.Sensitive != a.Sensitive || f.Default != a.Default || f.Label != a.Label {
					t.Errorf("%s: %s: %+v, want %+v", storeType, a.Key, f, a)
				}
				count++
			}
		}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Errorf("%s (-want +got):\n%s", storeType, diff)
		}
	}
	if count < 150 {
		t.Errorf("%d attributes", count)
	}
}

// TestReadOnlyAttribute: an attribute that the document marks as readOnly is required
// of nobody, though the document requires it of an answer; its facts, its schema and
// its page say whose it is, and a new configuration leaves it out.
func TestReadOnlyAttribute(t *testing.T) {
	t.Parallel()
	m := harness.Model(t, altered(t, "openapi.yaml", "AqueraSharedConfiguration:", "        SCIM_URL:\n", "        SCIM_URL:\n          readOnly: true\n"))
	c := m.Connector("Aquera")
	known, err := validate.Metadata(c)
	if err != nil {
		t.Fatal(err)
	}
	if f, _ := known.FactsOf("SCIM_URL"); !f.ReadOnly || f.Required || f.RequiredIn != nil {
		t.Errorf("the facts are %+v", f)
	}
	for _, p := range c.Metadata.Profiles {
		s, err := starter.New(c, p.Title, true)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := s.JSON(); err != nil || strings.Contains(string(data), "SCIM_URL") {
			t.Errorf("%s: %s, %v", p.Title, data, err)
		}
	}
	want := map[string]string{"docs/aquera.md": "| `SCIM_URL` | text | no | The", "jsonschema/aquera.json": `"readOnly": true`, "jsonschema/lenient/aquera.json": `"readOnly": true`}
	for _, job := range facts.Jobs(m) {
		files, err := job()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			_, after, found := strings.Cut(string(f.Content), want[f.Path])
			if want[f.Path] != "" && (!found || strings.HasSuffix(f.Path, ".md") && !strings.Contains(strings.SplitN(after, "\n", 2)[0], "The server sets it.")) {
				t.Errorf("%s does not say that the server sets SCIM_URL:\n%s", f.Path, f.Content)
			}
			delete(want, f.Path)
		}
	}
	if len(want) > 0 {
		t.Errorf("not printed: %v", want)
	}
}
