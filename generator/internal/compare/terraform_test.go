package compare_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// TestTerraform has what a change means for people who write configurations for
// the provider: each breaking one has an advice, and an added optional attribute
// breaks nothing.
func TestTerraform(t *testing.T) {
	t.Parallel()
	const (
		url   = `{"key": "BASE_URL", "required": true, "sensitive": false}`
		level = `{"key": "LEVEL", "required": false, "sensitive": false}`
	)
	profile := func(title string, attributes ...string) string {
		return `{"name": "` + title + `", "connectionAttributes": [{"key": "HOW", "required": true, "sensitive": false, "possibleValues": ["A", "B"]}, ` + strings.Join(attributes, ", ") + `]}`
	}
	flat := func(attributes ...string) string {
		return `{"connectionAttributes": [` + strings.Join(attributes, ", ") + `]}`
	}
	for name, test := range map[string]struct{ old, new, want string }{
		"nothing":  {flat(url, level), flat(url, level), ""},
		"added":    {flat(url), flat(url, level), "minor propagation_store_acme.configuration.level was added in Terraform"},
		"removed":  {flat(url, level), flat(url), "major propagation_store_acme.configuration.level was removed in Terraform"},
		"required": {flat(url), flat(url, strings.Replace(level, "false", "true", 1)), "major propagation_store_acme.configuration.level must be set in Terraform"},
		"now required": {flat(url, level), flat(url, strings.Replace(level, "false", "true", 1)),
			"major propagation_store_acme.configuration.level must be set in Terraform"},
		"type": {flat(url, level), flat(url, strings.Replace(level, "}", `, "typeBoolean": true}`, 1)),
			"major propagation_store_acme.configuration.level has another type in Terraform"},
		"secret": {flat(url, level), flat(url, strings.Replace(level, `"sensitive": false`, `"sensitive": true`, 1)),
			"major propagation_store_acme.configuration.level is write-only in Terraform now, or is no longer"},
		"moved": {profile("A", url, level) + "," + profile("B", url, level), profile("A", url, level) + "," + profile("B", url),
			"major propagation_store_acme.configuration.a.level is written elsewhere in Terraform: it was propagation_store_acme.configuration.level"},
	} {
		var got []string
		got = append(got, differ(t, test.old, test.new, "outputs: [terraform]\n")...)
		if want := strings.Fields(test.want); len(want) == 0 && len(got) > 0 || len(want) > 0 && !slices.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if got := differ(t, test.old, test.new, "outputs: []\n"); len(got) > 0 {
			t.Errorf("%s: without a provider, %q", name, got)
		}
	}
}

// differ returns the changes for Terraform between two captures of Acme.
func differ(t *testing.T, old, new, config string) []string {
	t.Helper()
	side := func(profiles string) *compare.Side {
		return compare.NewSide(pipeline.Inputs{Name: "in", FS: fstest.MapFS{
			"generate.yaml":        {Data: []byte(config)},
			"connectors/Acme.json": {Data: []byte(`{"information": {"key": "Acme"}, "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}, "connectionProfiles": [` + profiles + `]}`)},
		}})
	}
	d, found, err := compare.Sides(side(old), side(new), nil)
	if err != nil || d == nil {
		t.Fatal(err, found.All())
	}
	var list []string
	for _, c := range d.Changes {
		if c.Source == "terraform" {
			list = append(list, fmt.Sprintf("%s %s %s", c.Severity, c.Subject, c.Message))
		}
	}
	return list
}
