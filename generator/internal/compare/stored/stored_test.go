package stored_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/compare/stored"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// before and after are two versions of a connector. After requires REGION, knows
// no SIZE "huge", has a boolean where FLAG was a string, and has neither OLD nor
// the profile Basic.
const (
	before = `{"information": {"key": "Widget"}, "connectionProfiles": [
  {"name": "Basic", "connectionAttributes": [
    {"key": "CONNECT_BY", "required": true, "sensitive": false, "possibleValues": ["Basic", "Token"]},
    {"key": "USER", "required": true, "sensitive": false}, {"key": "USER_PASSWORD", "required": true, "sensitive": true}]},
  {"name": "Token", "connectionAttributes": [
    {"key": "CONNECT_BY", "required": true, "sensitive": false, "possibleValues": ["Basic", "Token"]},
    {"key": "API_TOKEN", "required": true, "sensitive": true}, {"key": "FLAG", "required": false, "sensitive": false},
    {"key": "OLD", "required": false, "sensitive": false}, {"key": "REGION", "required": false, "sensitive": false},
    {"key": "SIZE", "required": false, "sensitive": false, "possibleValues": ["big", "huge"]}]}],
  "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}}`
	after = `{"information": {"key": "Widget"}, "connectionProfiles": [
  {"name": "Cert", "connectionAttributes": [
    {"key": "CONNECT_BY", "required": true, "sensitive": false, "possibleValues": ["Cert", "Token"]},
    {"key": "CERT", "required": true, "sensitive": false}]},
  {"name": "Token", "connectionAttributes": [
    {"key": "CONNECT_BY", "required": true, "sensitive": false, "possibleValues": ["Cert", "Token"]},
    {"key": "API_TOKEN", "required": true, "sensitive": true}, {"key": "FLAG", "required": false, "sensitive": false, "typeBoolean": true},
    {"key": "REGION", "required": true, "sensitive": false},
    {"key": "SIZE", "required": false, "sensitive": false, "possibleValues": ["big"]}]}],
  "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}}`
)

func build(t testing.TB, capture string) *model.Model {
	t.Helper()
	in, found, err := load.Folder(fstest.MapFS{"connectors/Widget.json": {Data: []byte(capture)}}, "spec")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	m, found := model.Build(in)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m
}

// TestCheck shows what each kind of change does to a configuration, in each of
// the forms in which configurations are stored. A value of any of them is
// called SHOWN, which no message may have.
func TestCheck(t *testing.T) {
	for _, c := range []struct{ why, file, text, want string }{
		{"a store, and what is newly required", "a.json",
			`{"type": "Widget", "name": "w", "configuration": {"CONNECT_BY": "Token", "API_TOKEN": "SHOWN"}}`,
			"Widget a.json: REGION required"},
		{"a bare configuration", "a.yaml", "type: Widget\nCONNECT_BY: Token\nAPI_TOKEN: SHOWN\n", "Widget a.yaml: REGION required"},
		{"the file says the type", "widget-eu.yml", "CONNECT_BY: Token\nAPI_TOKEN: SHOWN\n", "Widget widget-eu.yml: REGION required"},
		{"a collection", "a.json", `{"_embedded": {"stores": [{"type": "Widget", "configuration": {"CONNECT_BY": "Token", "API_TOKEN": "SHOWN"}}]}}`,
			"Widget a.json: _embedded.stores[0]: REGION required"},
		{"a list, of which one is good", "a.json",
			`[{"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": "SHOWN", "REGION": "SHOWN"}, {"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": "SHOWN"}]`,
			"Widget a.json: [1]: REGION required"},
		{"redacted and masked secrets are there", "a.json", `[{"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": "[redacted]", "REGION": "***"},
			{"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": {"hidden": true}, "REGION": "•••"}]`, ""},
		{"a masked value is good for an enumeration and a boolean", "a.json",
			`{"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": "***", "REGION": "SHOWN", "SIZE": "****", "FLAG": "[redacted]"}`, ""},
		{"a value that is gone, another kind, a key that is gone", "a.json",
			`{"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": "SHOWN", "REGION": "SHOWN", "SIZE": "huge", "FLAG": "SHOWN", "OLD": "SHOWN"}`,
			"Widget a.json: OLD removed, SIZE enumeration, FLAG kind"},
		{"a profile that is gone", "a.json", `{"type": "Widget", "CONNECT_BY": "Basic", "USER": "SHOWN", "USER_PASSWORD": "SHOWN"}`,
			"Widget a.json: CONNECT_BY profile"},
		{"a profile that is gone and is only found by its keys", "a.json", `{"type": "Widget", "USER": "SHOWN", "USER_PASSWORD": "SHOWN"}`,
			"Widget a.json: CONNECT_BY profile"},
		{"what was wrong before is no news", "a.json", `{"type": "Widget", "CONNECT_BY": "Token", "REGION": "SHOWN", "SIZE": "SHOWN"}`, ""},
		{"no type", "a.json", `{"API_TOKEN": "SHOWN"}`, "skipped a.json: has no type, and the file is not named after a store type"},
		{"a type that nobody knows", "a.json", `{"type": "SHOWN"}`, "skipped a.json: is of a store type that neither version knows"},
		{"not JSON", "a.json", "{\n\"API_TOKEN\": SHOWN}", "skipped a.json: is not well-formed JSON: see line 2"},
		{"not YAML", "a.yaml", "type: Widget\nAPI_TOKEN: [SHOWN\n", "skipped a.yaml: is not well-formed YAML: look near line 1"},
		{"no object", "a.json", `"SHOWN"`, "skipped a.json: is neither a store nor a configuration: an object is wanted"},
		{"not a configuration by its name", "notes.txt", "SHOWN", ""},
		{"hidden", ".git/a.json", `{"type": "Widget"}`, ""},
	} {
		t.Run(c.why, func(t *testing.T) {
			got := check(t, c.file, c.text, before, after)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A connector that is gone takes every configuration with it.
func TestCheckRemoved(t *testing.T) {
	gone := strings.ReplaceAll(after, "Widget", "Widgets")
	in, _, err := load.Folder(fstest.MapFS{"connectors/Widgets.json": {Data: []byte(gone)}}, "spec")
	if err != nil {
		t.Fatal(err)
	}
	m, _ := model.Build(in)
	result, err := stored.Check(fstest.MapFS{"a.json": {Data: []byte(`{"type": "Widget"}`)}}, build(t, before), m)
	if err != nil || len(result.Invalid) != 1 || result.Invalid[0].Problems[0].Rule != "connector" {
		t.Errorf("%+v, %v: want the connector to be gone", result, err)
	}
}

// check returns what there is to say, one thing on a line, and fails if a value is among it.
func check(t testing.TB, file, text, old, new string) string {
	t.Helper()
	result, err := stored.Check(fstest.MapFS{file: {Data: []byte(text)}}, build(t, old), build(t, new))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(fmt.Sprintf("%+v", result), "SHOWN") {
		t.Errorf("a value is shown: %+v", result)
	}
	var lines []string
	for _, c := range result.Invalid {
		var problems []string
		for _, p := range c.Problems {
			problems = append(problems, p.Key+" "+p.Rule)
		}
		lines = append(lines, c.Connector+" "+c.Name()+": "+strings.Join(problems, ", "))
	}
	for _, s := range result.Skipped {
		lines = append(lines, "skipped "+s.File+": "+s.Reason)
	}
	return strings.Join(lines, "\n")
}

// FuzzCheck holds the reading of stored configurations to promise no more than
// it can: no panic whatever the file, and no value in what is said of it.
func FuzzCheck(f *testing.F) {
	old, new := build(f, before), build(f, after)
	f.Add(`{"type": "Widget", "CONNECT_BY": "Token", "API_TOKEN": "x"}`)
	f.Add("- type: Widget\n  configuration: {SIZE: huge}\n")
	for _, broken := range []string{`{"API_TOKEN": "HIDDEN"`, `{"API_TOKEN": HIDDEN}`, "API_TOKEN: \"HIDDEN\n", "a: [HIDDEN", "a: !!int HIDDEN", "HIDDEN"} {
		f.Add(broken)
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := fstest.MapFS{"a.json": {Data: []byte(text)}, "b.yaml": {Data: []byte(text)}}
		result, err := stored.Check(files, old, new)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range result.Skipped {
			if s.Reason == "" || len(s.Reason) > 200 || strings.Contains(s.Reason, "HIDDEN") {
				t.Errorf("reason %q", s.Reason)
			}
		}
	})
}
