package compare_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// profile returns a profile of a capture: attributes that end in ! are required.
func profile(name string, attributes ...string) string {
	var list []string
	for _, a := range attributes {
		key, required := strings.CutSuffix(a, "!")
		more := ""
		if key == "CONNECT_BY" {
			more = `, "possibleValues": ["Basic", "Token"]`
		}
		list = append(list, fmt.Sprintf(`{"key": %q, "required": %v, "sensitive": false%s}`, key, required, more))
	}
	return fmt.Sprintf(`{"name": %q, "connectionAttributes": [%s]}`, name, strings.Join(list, ", "))
}

func capture(profiles ...string) fstest.MapFS {
	text := fmt.Sprintf(`{"information": {"key": "Widget"}, "connectionProfiles": [%s],
		"attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}}`, strings.Join(profiles, ", "))
	return fstest.MapFS{"connectors/Widget.json": {Data: []byte(text)}}
}

// changes returns what the rules over the model say, one change on a line.
func changes(t *testing.T, old, new fstest.MapFS) string {
	t.Helper()
	d, found, err := compare.Sides(compare.NewSide(pipeline.Inputs{FS: old, Name: "old"}), compare.NewSide(pipeline.Inputs{FS: new, Name: "new"}), nil)
	if err != nil || d == nil {
		t.Fatal(err, found.All())
	}
	var lines []string
	for _, c := range d.Changes {
		if c.Source == change.Metadata {
			lines = append(lines, c.Severity.String()+" "+c.Rule+": "+c.String())
		}
	}
	return strings.Join(lines, "\n")
}

// TestProfiles shows what no single edit of a real capture does: choices of
// profiles that come and go, and attributes that change in some profiles only.
func TestProfiles(t *testing.T) {
	one := capture(profile("", "URL!", "USER!"))
	two := capture(profile("Basic", "CONNECT_BY!", "URL!", "USER!"), profile("Token", "CONNECT_BY!", "URL!", "REALM"))
	for _, c := range []struct {
		why, want string
		old, new  fstest.MapFS
	}{
		{"a choice comes", "major selector-changed: Widget: selects the profile in another way: by nothing before, by CONNECT_BY now; in Go, Configuration gets the field Profile, and what not every profile has moves into the types of the profiles\n" +
			"major attribute-added-required: Widget: CONNECT_BY was added and is required\n" +
			"minor attribute-added: Widget: REALM was added\n" +
			"minor profile-added: Widget: the profile \"Basic\" was added\n" +
			"minor profile-added: Widget: the profile \"Token\" was added", one, two},
		{"a choice goes", "major selector-changed: Widget: selects the profile in another way: by CONNECT_BY before, by nothing now\n" +
			"major attribute-removed: Widget: CONNECT_BY was removed\n" +
			"major attribute-removed: Widget: REALM was removed\n" +
			"major profile-removed: Widget: the profile \"Basic\" was removed\n" +
			"major profile-removed: Widget: the profile \"Token\" was removed", two, one},
		{"in one profile only", "major attribute-became-required: Widget: REALM became required\n" +
			"minor attribute-became-optional: Widget: URL became optional (in Basic)",
			two, capture(profile("Basic", "CONNECT_BY!", "URL", "USER!"), profile("Token", "CONNECT_BY!", "URL!", "REALM!"))},
		{"in every profile", "minor attribute-became-optional: Widget: URL became optional",
			two, capture(profile("Basic", "CONNECT_BY!", "URL", "USER!"), profile("Token", "CONNECT_BY!", "URL", "REALM"))},
		{"the last attribute goes", "major attribute-removed: Widget: URL was removed\nmajor attribute-removed: Widget: USER was removed", one, capture()},
		{"the first attribute comes", "major attribute-added-required: Widget: URL was added and is required\n" +
			"major attribute-added-required: Widget: USER was added and is required", capture(), one},
	} {
		t.Run(c.why, func(t *testing.T) {
			if diff := cmp.Diff(c.want, changes(t, c.old, c.new)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

const openapi = `openapi: 3.0.3
info: {title: T, version: "1"}
paths: {}
components:
  schemas:
    Store:
      oneOf: [{$ref: '#/components/schemas/WidgetStore'}]
      discriminator: {propertyName: type, mapping: {Widget: '#/components/schemas/WidgetStore'}}
    WidgetStore:
      type: object
      properties:
        type: {type: string}
        configuration: {$ref: '#/components/schemas/WidgetConfiguration'}
    WidgetConfiguration:
      type: object
      required: [URL, USER]
      properties:
        URL: {type: string}
        USER: {type: string}
        PIN: {type: string, format: password, default: CANARY-1}
`

// TestProvenance shows a connector that is captured for the first time: what was
// so before is no change, though it is only known now.
func TestProvenance(t *testing.T) {
	old := fstest.MapFS{"openapi.yaml": {Data: []byte(openapi)}}
	new := fstest.MapFS{
		"openapi.yaml": {Data: []byte(openapi)},
		"connectors/Widget.json": {Data: []byte(`{"information": {"key": "Widget", "baseURLRequired": true}, "connectionProfiles": [{"connectionAttributes": [
			{"key": "URL", "required": true, "sensitive": false}, {"key": "USER", "required": true, "sensitive": false}]}],
			"attributeMetadata": {"capabilities": [{"type": "GET_INFO", "maxResources": 1}], "enhancements": [],
			"userAttributes": {"email": {"key": "email", "type": "STRING", "requiredOnCreate": true}}}}`)},
	}
	want := "minor user-attribute-added: Widget: the user attribute email was added\n" +
		"patch provenance-changed: Widget: is known from other inputs: documented before, documented and captured now, by its first capture"
	if diff := cmp.Diff(want, changes(t, old, new)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSecretsUnsaid holds every source to say nothing of the value of a secret.
func TestSecretsUnsaid(t *testing.T) {
	old := fstest.MapFS{"openapi.yaml": {Data: []byte(openapi)}}
	for _, edit := range []string{
		"PIN: {type: string, format: password, default: CANARY-2}",
		"PIN: {type: string, default: CANARY-2}",
		"PIN: {type: string, format: password, enum: [CANARY-1, CANARY-2]}",
		"PIN: {type: string, format: password, pattern: CANARY-2, maxLength: 8, description: CANARY-2}",
	} {
		text := strings.Replace(openapi, "PIN: {type: string, format: password, default: CANARY-1}", edit, 1)
		new := fstest.MapFS{"openapi.yaml": {Data: []byte(text)}}
		for _, pair := range [][2]fstest.MapFS{{old, new}, {new, old}} {
			d, found, err := compare.Sides(compare.NewSide(pipeline.Inputs{FS: pair[0], Name: "old"}), compare.NewSide(pipeline.Inputs{FS: pair[1], Name: "new"}), nil)
			if err != nil || d == nil || len(d.Changes) == 0 {
				t.Fatalf("%s: %v, %v, want changes", edit, err, found.All())
			}
			if strings.Contains(fmt.Sprintf("%+v", d), "CANARY") {
				t.Errorf("%s: a value of a secret is said: %+v", edit, d.Changes)
			}
		}
	}
}
