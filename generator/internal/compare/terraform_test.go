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
		"moved and required": {profile("A", url, level) + "," + profile("B", url, level), profile("A", url, strings.Replace(level, "false", "true", 1)) + "," + profile("B", url),
			"major propagation_store_acme.configuration.a.level must be set in Terraform"},
		"profiles": {flat(url), profile("A", url) + "," + profile("B", url), "major propagation_store_acme.configuration must be set in Terraform: there must be one of the blocks a, b"},
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

// TestTerraformBlocks has changes of resource types and of blocks, with everything that
// is said of each: not what is in a block as well, and nothing that breaks where a block
// with required attributes is only added.
func TestTerraformBlocks(t *testing.T) {
	t.Parallel()
	const url, user, host = `{"key": "BASE_URL", "required": true, "sensitive": false}`, `{"key": "USER", "required": true, "sensitive": false}`, `{"key": "HOST", "required": true, "sensitive": false}`
	profile := func(title string, attributes ...string) string {
		return `{"name": "` + title + `", "connectionAttributes": [{"key": "HOW", "required": true, "sensitive": false, "possibleValues": ["A", "B", "C"]}, ` + strings.Join(attributes, ", ") + `]}`
	}
	two := profile("A", url, user) + "," + profile("B", url, host)
	three := two + "," + profile("C", url, `{"key": "TOKEN", "required": true, "sensitive": true}`)
	renamed := "- {connector: Acme, profile: A, terraform-name: first, reason: r, source: s}\n"
	for name, test := range map[string]struct{ old, new, corrections, want string }{
		"a block more":          {two, three, "", "minor propagation_store_acme.configuration.c was added in Terraform"},
		"a block less":          {three, two, "", "major propagation_store_acme.configuration.c was removed in Terraform"},
		"another name":          {two, two, renamed, "major propagation_store_acme.configuration.first is written elsewhere in Terraform: it was propagation_store_acme.configuration.a"},
		"another resource type": {two, two, "- {connector: Acme, terraform-name: corp, reason: r, source: s}\n", "major propagation_store_corp is written elsewhere in Terraform: it was propagation_store_acme"},
		"a resource type more":  {"", two, "", "minor propagation_store_acme was added in Terraform"},
		"a resource type less":  {two, "", "", "major propagation_store_acme was removed in Terraform"},
	} {
		got := differBetween(t, terraformInputs(test.old, ""), terraformInputs(test.new, test.corrections))
		if !slices.Equal(got, []string{test.want}) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// terraformInputs returns inputs with a connector Acme, if there are profiles of it, and
// with another one.
func terraformInputs(profiles, corrections string) fstest.MapFS {
	files := fstest.MapFS{"generate.yaml": {Data: []byte("outputs: [terraform]\n")}, "connectors/Other.json": captureOf("Other", "")}
	if profiles != "" {
		files["connectors/Acme.json"] = captureOf("Acme", profiles)
	}
	if corrections != "" {
		files["corrections.yaml"] = &fstest.MapFile{Data: []byte(corrections)}
	}
	return files
}

func captureOf(key, profiles string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(`{"information": {"key": "` + key + `"}, "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}, "connectionProfiles": [` + profiles + `]}`)}
}

// differ returns the changes for Terraform between two captures of Acme.
func differ(t *testing.T, old, new, config string) []string {
	t.Helper()
	side := func(profiles string) fstest.MapFS {
		return fstest.MapFS{"generate.yaml": {Data: []byte(config)}, "connectors/Acme.json": captureOf("Acme", profiles)}
	}
	return differBetween(t, side(old), side(new))
}

// differBetween returns the changes for Terraform between two folders of inputs.
func differBetween(t *testing.T, old, new fstest.MapFS) []string {
	t.Helper()
	side := func(files fstest.MapFS) *compare.Side { return compare.NewSide(pipeline.Inputs{Name: "in", FS: files}) }
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
