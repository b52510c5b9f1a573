package config_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/config"
)

// refused are files that ask for something that is not known, with what is found.
var refused = map[string]string{
	"outputs: [terafform]\n":            "in/generate.yaml:1:11: config-invalid: this must be terraform or test-server",
	"outputs: [true]\n":                 "in/generate.yaml:1:11: config-invalid: this must be terraform or test-server",
	"outputs: terraform\n":              "in/generate.yaml:1:10: config-invalid: this is a string; it must be an array",
	"outputs: [terraform, terraform]\n": "in/generate.yaml:1:22: config-invalid: terraform stands in the list already; remove one of the two",
	"output: [terraform]\n":             `in/generate.yaml:1:1: config-invalid: the member "output" is not known here; there are client, names, operations, outputs, paging, store, token`,
	"- terraform\n":                     "in/generate.yaml:1:1: config-invalid: this is an array; it must be an object",
	"names: {schemas: {Pet: pet}}\n":    `in/generate.yaml:1:24: config-invalid: the name for "Pet" must be one of Go that starts with a capital`,
	"names: {package: ''}\n":            "in/generate.yaml:1:18: config-invalid: this is empty",
	"operations: {only: [a]}\n":         `in/generate.yaml:1:14: config-invalid: the member "only" is not known here; there are create, exclude, include, repeat`,
	"operations: {include: [1]}\n":      "in/generate.yaml:1:24: config-invalid: this is a number; it must be a string",
	"store: {schema: S}\n":              "in/generate.yaml:1:8: config-invalid: configuration is missing",
	"client: {platform: azure}\n":       "in/generate.yaml:1:20: config-invalid: this must be pingone",
	"paging: [{operations: [a]}]\n":     "in/generate.yaml:1:10: config-invalid: there must be one of next, last and count",
	"paging: [{operations: [a], count: pages, last: b, parameter: c}]\n": "in/generate.yaml:1:10: config-invalid: there must be one of next, last and count",
	"paging: [{operations: [a], last: b}]\n":                             "in/generate.yaml:1:10: config-invalid: parameter is missing",
	"paging: [{next: b}]\n":                                              "in/generate.yaml:1:10: config-invalid: operations is missing",
	"paging: [{operations: [a], count: bytes, parameter: c}]\n":          "in/generate.yaml:1:35: config-invalid: this must be pages or elements",
	"token: {url: 'ftp://example.com'}\n":                                "in/generate.yaml:1:14: config-invalid: this must be an address such as https://example.com/token",
}

// accepted are files that are right.
var accepted = []string{
	"# nothing\n", "outputs: []\n", "outputs: [terraform, test-server]\n",
	"names: {package: pets, operations: {a: B}, schemas: {a: B}, properties: {a.b: C}, parameters: {a: B}}\n",
	"operations: {include: [a, GET /b/*, tag c], exclude: [], create: [d], repeat: [e]}\n",
	"store: {schema: S, type: t, configuration: c}\n", "client: {platform: pingone, parameters: [environmentID]}\n",
	"token: {url: 'https://example.com/a'}\n",
	"paging: [{operations: [a], items: b.c, next: d, parameter: e}, {operations: [b], next: header Link}, {operations: [c], last: id, parameter: p}, {operations: [d], count: pages, parameter: p}]\n",
}

// TestRead has what generate.yaml can say. What is not known is refused at its
// place: a word that is spelt wrong would otherwise change nothing without a word.
func TestRead(t *testing.T) {
	t.Parallel()
	for text, want := range refused {
		if got := findings(text); !strings.Contains(got, want) {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
	for _, text := range accepted {
		if got := findings(text); got != "" {
			t.Errorf("%q: found %q, want nothing", text, got)
		}
	}
	if got := findings("outputs: [\n"); !strings.Contains(got, "config-invalid") {
		t.Errorf("what is no YAML: found %q", got)
	}
	if got := findings("outputs: [x]\nclient: {platform: y}\n"); strings.Count(got, "\n") != 2 {
		t.Errorf("of two mistakes: found %q, want both", got)
	}
}

func findings(text string) string {
	_, found := config.Read("in/generate.yaml", []byte(text))
	var b strings.Builder
	for _, f := range found.All() {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

// TestSchema holds the JSON Schema to what is read: an editor that knows the one must
// not call right what the other refuses, nor the other way round. Files are those of
// TestRead, and what comes of them if members are changed at random.
func TestSchema(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	r := rand.New(rand.NewPCG(3, 4))
	var all []any
	for _, text := range accepted {
		all = append(all, parsed(t, text))
	}
	for text := range refused {
		all = append(all, parsed(t, text))
	}
	n := len(all)
	for range 2000 {
		all = append(all, mutated(r, all[r.IntN(n)], all[:n]))
	}
	valid := 0
	for _, value := range all {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		found, problem := findings(string(text)), schema.Validate(value)
		if found == "" {
			valid++
		}
		if (found == "") != (problem == nil) {
			t.Errorf("%s: found %q, and the schema says %v", text, found, problem)
		}
	}
	if valid < n || valid > len(all)*9/10 {
		t.Errorf("%d of %d are right, so that the test says little", valid, len(all))
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("generate.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("generate.schema.json", document); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("generate.schema.json")
}

// parsed returns text as JSON values.
func parsed(t *testing.T, text string) (value any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if value, err = jsonschema.UnmarshalJSON(strings.NewReader(string(data))); err != nil {
		t.Fatal(err)
	}
	return value
}

// mutated returns value with a part of it replaced, removed or added, from any of all.
func mutated(r *rand.Rand, value any, all []any) any {
	other := func() any {
		parts := []any{"", "a", "a.b", "A", "Link", "pages", true, json.Number("1"), []any{}, map[string]any{}, []any{"a"}}
		return parts[r.IntN(len(parts))]
	}
	switch v := value.(type) {
	case map[string]any:
		changed := make(map[string]any)
		for name, x := range v {
			switch r.IntN(6) {
			case 0:
			case 1, 2:
				changed[name] = mutated(r, x, all)
			default:
				changed[name] = x
			}
		}
		if more, ok := all[r.IntN(len(all))].(map[string]any); ok && r.IntN(4) == 0 {
			for name, x := range more {
				changed[name] = x
			}
		}
		return changed
	case []any:
		changed := append([]any{}, v...)
		for i := range changed {
			changed[i] = mutated(r, changed[i], all)
		}
		if r.IntN(3) == 0 {
			changed = append(changed, other())
		}
		return changed
	}
	if r.IntN(3) == 0 {
		return other()
	}
	return value
}

// TestSchemaDescribes holds every member of the schema to have a description: it is
// what an editor shows.
func TestSchemaDescribes(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("generate.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, schema any)
	walk = func(path string, schema any) {
		s, _ := schema.(map[string]any)
		if items, ok := s["items"]; ok {
			walk(path, items)
		}
		members, _ := s["properties"].(map[string]any)
		for name, member := range members {
			if m, ok := member.(map[string]any); !ok || fmt.Sprint(m["description"]) == "<nil>" {
				t.Errorf("%s.%s has no description", path, name)
			}
			walk(path+"."+name, member)
		}
	}
	walk("", root)
}

// TestText holds the file to start from to be read without a finding, as it is and with
// every member used: whoever takes away a # must not get an error of our making.
func TestText(t *testing.T) {
	t.Parallel()
	text := config.Text(nil, "pets")
	if got := findings(text); got != "" || !strings.Contains(text, "package: pets") {
		t.Errorf("found %q in %s", got, text)
	}
	var used strings.Builder
	for line := range strings.Lines(text) {
		plain := strings.TrimSpace(line)
		member, hidden := strings.CutPrefix(plain, "# ")
		if word, _, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(member), "- "), ":"); hidden && (found && !strings.Contains(word, " ") || strings.HasPrefix(member, "  - ")) {
			line = strings.Replace(line, "# ", "", 1)
		}
		used.WriteString(line)
	}
	if got := findings(used.String()); got != "" || strings.Count(used.String(), "token:") == 0 || strings.Contains(used.String(), "# token") {
		t.Errorf("with all of it, found %q in %s", got, used.String())
	}
}
