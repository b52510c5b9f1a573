package model

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
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
		in, found, err := spec.Load(fstest.MapFS{
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
