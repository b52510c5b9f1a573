package hostile_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/long"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// FuzzGenerate gives the generator any bytes as inputs. It must report findings, or
// write Go that declares what was planned.
func FuzzGenerate(f *testing.F) {
	zoom := harness.ReadFile(f, "spec/connectors/Zoom.json")
	corrections := harness.ReadFile(f, "spec/corrections.yaml")
	f.Add(zoom, corrections, []byte(oneStore))
	f.Add(zoom, []byte{}, []byte{})
	f.Add([]byte(`{}`), []byte(`[]`), []byte(`openapi: 3.0.3`))
	f.Add([]byte(`{"information":{"key":"Zoom"},"connectionProfiles":[{"connectionAttributes":null}],"attributeMetadata":{}}`), []byte(`- a`), []byte("\xff"))
	for _, capture := range hostileCaptures(f) {
		f.Add(capture, []byte{}, []byte{})
	}
	f.Fuzz(func(t *testing.T, capture, corrections, document []byte) {
		inputs := fstest.MapFS{"connectors/Zoom.json": {Data: capture}}
		if len(corrections) > 0 {
			inputs["corrections.yaml"] = &fstest.MapFile{Data: corrections}
		}
		if len(document) > 0 {
			inputs["openapi.yaml"] = &fstest.MapFile{Data: document}
		}
		holds(t, inputs)
	})
}

// hostileCaptures returns the captures of testdata/hostile, as seeds: keywords of Go
// as names, texts that would end a comment, wrong structures.
func hostileCaptures(f *testing.F) [][]byte {
	names, err := filepath.Glob("testdata/hostile/*.json")
	if err != nil || len(names) == 0 {
		f.Fatalf("no captures: %v", err)
	}
	var captures [][]byte
	for i, name := range names {
		if i%long.Or(1, 8) > 0 {
			continue // TestHostile reads them as well
		}
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 64<<10 { // the engine is slow with large ones
			captures = append(captures, data)
		}
	}
	return captures
}

// FuzzMutation changes the structure of the capture of Zoom. Most results are still
// captures, which random bytes hardly ever are.
func FuzzMutation(f *testing.F) {
	zoom := harness.ReadFile(f, "spec/connectors/Zoom.json")
	for seed := range uint64(20) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, changes uint8) {
		random := rand.New(rand.NewPCG(seed, uint64(changes)))
		var capture any
		if err := json.Unmarshal(zoom, &capture); err != nil {
			t.Fatal(err)
		}
		for range changes%16 + 1 {
			capture = mutated(random, capture)
		}
		data, err := json.Marshal(capture)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, fstest.MapFS{"connectors/Zoom.json": {Data: data}})
	})
}

// oneStore is a document with one store type.
const oneStore = `openapi: 3.0.3
info: {title: A case, version: "1"}
paths: {}
components:
  schemas:
    Store:
      oneOf: [{$ref: '#/components/schemas/ZoomStore'}]
      discriminator: {propertyName: type, mapping: {Zoom: '#/components/schemas/ZoomStore'}}
    ZoomStore:
      type: object
      properties:
        type: {type: string}
        configuration: {type: object, required: [SCIM_URL], properties: {SCIM_URL: {type: string}, NEW: {type: boolean}}}
`

// holds fails the test unless the generator returns findings, each with a place, or
// a tree that declares what the model planned. It need not parse the tree: the
// generator type-checks it and returns an error.
func holds(t *testing.T, inputs fstest.MapFS) {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil {
		t.Fatalf("a fault of the generator: %v", err)
	}
	for _, x := range found.All() {
		if strings.ContainsFunc(x.String(), unseen) {
			t.Errorf("a finding has a character that cannot be seen: %q", x.String())
		}
		if x.File == "" || (x.Line < 1) != (x.Column < 1) || x.Rule == "" || x.Message == "" {
			t.Errorf("a finding without place, rule or message: %+v", x)
		}
	}
	if (tree == nil) != found.Failed() {
		t.Fatalf("the tree is %v and the findings failed: %v", tree, found.Failed())
	}
	if tree == nil {
		return
	}
	for name, content := range harness.Sources(tree) {
		if !fixedCode(name) {
			checkLexical(t, name, content)
		}
	}
	loaded, _, err := load.Folder(inputs, "spec")
	if err != nil {
		t.Fatal(err)
	}
	m, _ := model.Build(loaded)
	declared := declarations(t, harness.Contents(tree))
	for _, c := range m.Connectors {
		if diff := cmp.Diff(planned(c), declared["connector/"+c.Package]); diff != "" {
			t.Errorf("%s (-planned +declared):\n%s", c.Package, diff)
		}
	}
}

// strange are texts with a meaning in Go or in a comment, and texts that look like
// others.
var strange = []string{
	"", " ", "\n", "a\nb", "*/", "// +build no", "//go:build no", "`", `"`, "\u2028", "\ufeff", "\u202e", "\x00", "é", "Ω", "🙂",
	"type", "func", "Configuration", "Profile", "Extra", "Validate", "OtherProfile", "StoreType", "2nd", "_", "a-b", "A B", "%s", "{{.}}",
	"SCIM_URL", "scim_url", "AUTHENTICATION_METHOD", "OAuth Bearer Token", "CLIENT_SECRET", "true", "null", "Deprecated: no", "# Heading", "[link]: x", "  - a",
}

// mutated returns v with one change: a value replaced, renamed, removed or repeated.
func mutated(random *rand.Rand, v any) any {
	switch v := v.(type) {
	case map[string]any:
		return mutatedObject(random, v)
	case []any:
		return mutatedArray(random, v)
	}
	if random.IntN(10) == 0 {
		return pick[any](random, nil, true, 0, -1, 1.5, "", []any{}, map[string]any{})
	}
	switch v := v.(type) { // of the same kind, so that more than the loader has to do with it
	case bool:
		return !v
	case float64:
		return v + 1
	case string:
		return pick(random, v+pick(random, strange...), pick(random, strange...), "KEY_"+fmt.Sprint(random.IntN(1000)))
	}
	return v
}

func mutatedObject(random *rand.Rand, v map[string]any) any {
	keys := slices.Sorted(maps.Keys(v))
	if len(keys) == 0 {
		return map[string]any{pick(random, strange...): pick(random, strange...)}
	}
	key := keys[random.IntN(len(keys))]
	switch random.IntN(30) {
	case 0:
		delete(v, key)
	case 1:
		v[pick(random, strange...)] = v[key]
	default:
		v[key] = mutated(random, v[key])
	}
	return v
}

func mutatedArray(random *rand.Rand, v []any) any {
	if len(v) == 0 {
		return []any{pick(random, strange...)}
	}
	i := random.IntN(len(v))
	switch random.IntN(20) {
	case 0:
		return slices.Delete(v, i, i+1)
	case 1:
		return slices.Insert(v, i, v[random.IntN(len(v))])
	case 2:
		random.Shuffle(len(v), func(i, j int) { v[i], v[j] = v[j], v[i] })
		return v
	}
	v[i] = mutated(random, v[i])
	return v
}

func pick[T any](random *rand.Rand, list ...T) T { return list[random.IntN(len(list))] }
