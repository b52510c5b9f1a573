package model

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
)

// TestNamesOfValues gives a value of an enumeration a name by a correction. One
// that Go cannot have is refused, and not dropped; one that is needed, since the
// value makes none, is taken.
func TestNamesOfValues(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ value, name, says string }{
		{"on", "Enabled", ""},
		{"日本", "Japan", ""},
		{"on", "enabled", "go-name"},
		{"on", "func", "go-name"},
		{"on", "Ünï", "go-name"},
		{"on", "Configuration", "constant-clash"},
	} {
		in, found, err := load.Folder(fstest.MapFS{
			"connectors/Acme.json": {Data: []byte(`{"information": {"key": "Acme"}, "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}},
				"connectionProfiles": [{"connectionAttributes": [{"key": "MODE", "required": true, "sensitive": false, "possibleValues": ["on", "日本"]}]}]}`)},
			"corrections.yaml": {Data: []byte("- {connector: Acme, attribute: MODE, value: " + test.value + ", name: " + test.name + ", reason: r, source: s}\n")},
		}, "spec")
		if err != nil || found.Failed() {
			t.Fatal(err, found.All())
		}
		m, meant := Build(in)
		var got, names strings.Builder
		for _, f := range meant.All() {
			got.WriteString(f.String() + "\n")
		}
		for _, v := range m.Connectors[0].Enums[0].Values {
			names.WriteString(v.Name + " ")
		}
		named := strings.Contains(names.String(), test.name+" ")
		if (test.says == "") != (got.Len() == 0) || !strings.Contains(got.String(), test.says) || (test.says == "") != named {
			t.Errorf("%s called %s: names %q, findings %q; want %q", test.value, test.name, names.String(), got.String(), test.says)
		}
	}
}

// TestOpenAndClosed: a list that is closed in one profile and open in another is
// two types, though the values are the same: the documentation of each says which.
func TestOpenAndClosed(t *testing.T) {
	t.Parallel()
	const profiles = `openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Store:
      oneOf: [{$ref: '#/components/schemas/A'}]
      discriminator: {propertyName: type, mapping: {Aaa: '#/components/schemas/A'}}
    A:
      type: object
      properties:
        type: {type: string}
        configuration:
          oneOf: [{$ref: '#/components/schemas/P'}, {$ref: '#/components/schemas/Q'}]
          discriminator: {propertyName: WAY, mapping: {One: '#/components/schemas/P', Two: '#/components/schemas/Q'}}
    P: {type: object, properties: {WAY: {type: string, enum: [One, Two]}, MODE: {type: string, enum: [a, b]}}}
    Q: {type: object, properties: {WAY: {type: string, enum: [One, Two]}, MODE: {type: string, enum: [a, b]}}}
`
	for captured, want := range map[string]bool{`, "possibleValues": ["a", "b"]`: true, "": false} {
		const attributes = `[{"key": "WAY", "required": true, "sensitive": false, "possibleValues": ["One", "Two"]},
			{"key": "MODE", "required": false, "sensitive": false%s}]`
		capture := fmt.Sprintf(`{"information": {"key": "Aaa"}, "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}},
			"connectionProfiles": [{"name": "One", "connectionAttributes": %s}, {"name": "Two", "connectionAttributes": %s}]}`,
			fmt.Sprintf(attributes, `, "possibleValues": ["a", "b"]`), fmt.Sprintf(attributes, captured))
		in, found, err := load.Folder(fstest.MapFS{"openapi.yaml": {Data: []byte(profiles)}, "connectors/Aaa.json": {Data: []byte(capture)}}, "spec")
		if err != nil || found.Failed() {
			t.Fatal(err, found.All())
		}
		m, found := Build(in)
		if found.Failed() {
			t.Fatal(found.All())
		}
		c := m.Connectors[0]
		if shared := find(c.Fields, "MODE"); shared != nil != want {
			t.Errorf("%q: one field %v, want %v", captured, shared, want)
		} else if !want && find(c.Profiles[0].Fields, "MODE").Enum == find(c.Profiles[1].Fields, "MODE").Enum {
			t.Errorf("%q: one type for a closed and an open list", captured)
		}
	}
}
