package connector_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// TestSchemas compares the JSON Schemas with the generated checks: for any
// configuration both say the same of what somebody wrote, read strictly, and of
// what PingOne sent.
func TestSchemas(t *testing.T) {
	t.Parallel()
	for storeType, m := range harness.Metadata(t) {
		t.Run(storeType, func(t *testing.T) {
			t.Parallel()
			strict, lenient := schemaOf(t, storeType, "jsonschema"), schemaOf(t, storeType, "jsonschema/lenient")
			random := rand.New(rand.NewPCG(11, 12))
			valid := 0
			for range 1000 {
				data := randomObject(random, m)
				if random.IntN(2) == 0 {
					data = ofOneProfile(t, m, data)
				}
				if compareStrict(t, strict, storeType, data) {
					valid++
				}
				compareLenient(t, lenient, m, data)
			}
			if valid < 10 {
				t.Errorf("only %d of the configurations are valid", valid)
			}
		})
	}
}

// ofOneProfile returns data with the attributes of the profile alone that it names.
func ofOneProfile(t *testing.T, m connector.Metadata, data []byte) []byte {
	t.Helper()
	given, kept := members(t, data), make(map[string]any)
	for _, p := range m.Profiles {
		if len(m.Profiles) > 1 && given[m.Selector] != p.Name {
			continue
		}
		for _, a := range p.Attributes {
			if value, ok := given[a.Key]; ok {
				kept[a.Key] = value
			}
		}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// compareStrict compares what the strict schema says of data with what Parse and
// Wire say, and reports whether data is valid.
func compareStrict(t *testing.T, schema *jsonschema.Schema, storeType string, data []byte) bool {
	t.Helper()
	c, err := catalog.Parse(storeType, data, connector.Strict)
	if err == nil {
		_, err = connector.Wire(c)
	}
	if said := judge(t, schema, data); (said == nil) != (err == nil) {
		t.Fatalf("%s %s\nschema: %v\nstrict: %v", storeType, data, said, err)
	}
	return err == nil
}

// compareLenient compares what the lenient schema says of data with what Validate
// says of it as received. They differ where nothing selects the profile: Validate
// infers it from the other keys.
func compareLenient(t *testing.T, schema *jsonschema.Schema, m connector.Metadata, data []byte) {
	t.Helper()
	object, err := connector.NewObject(m.StoreType, data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Decode(object.Received())
	if err == nil {
		err = c.Validate()
	}
	if selects := members(t, data)[m.Selector]; m.Selector != "" && (selects == nil || selects == "") {
		return
	}
	if said := judge(t, schema, data); (said == nil) != (err == nil) {
		t.Fatalf("%s %s\nschema: %v\nreceived: %v", m.StoreType, data, said, err)
	}
}

// TestStoreSchemas compares the JSON Schemas of a store of any type with the rules of
// gen validate: both say the same of any store. They differ on misspellings in what
// lies in a store and in values that are not closed, and where nothing selects the
// profile of what PingOne sent: gen validate says more, and infers it.
func TestStoreSchemas(t *testing.T) {
	t.Parallel()
	strict, lenient := compiled(t, "jsonschema/any_store.json"), compiled(t, "jsonschema/lenient/any_store.json")
	all, m := harness.Metadata(t), harness.Model(t, harness.Spec(t))
	random := rand.New(rand.NewPCG(13, 14))
	valid := 0
	for range 1500 {
		data, infers := randomStore(t, random, all)
		for schema, o := range map[*jsonschema.Schema]written.Options{strict: {}, lenient: {Lenient: true}} {
			found := written.Check(m, []written.File{{Name: "store.json", Data: data}}, o)
			if o.Lenient && infers {
				continue
			}
			if said := judge(t, schema, data); (said == nil) == found.Failed() {
				t.Fatalf("lenient %v: %s\nschema: %v\ngen validate: %v", o.Lenient, data, said, found.All())
			}
			if !found.Failed() {
				valid++
			}
		}
	}
	if valid < 150 {
		t.Errorf("only %d of the stores are valid", valid)
	}
}

// randomStore returns a store of a random type, and whether its profile is to be inferred.
func randomStore(t *testing.T, random *rand.Rand, all map[string]connector.Metadata) (data []byte, infers bool) {
	t.Helper()
	m := all[pick(random, catalog.StoreTypes()...)]
	configuration := randomObject(random, m)
	if random.IntN(3) > 0 {
		configuration = ofOneProfile(t, m, configuration)
	}
	selects := members(t, configuration)[m.Selector]
	store := map[string]any{"configuration": json.RawMessage(configuration), "name": "x", "type": m.StoreType}
	for range random.IntN(3) {
		switch random.IntN(8) {
		case 0:
			delete(store, pick(random, "configuration", "type"))
		case 1:
			store["type"] = pick[any](random, "Zomm", m.StoreType+"x", 5, "")
		case 2:
			store[pick(random, "nmae", "Configuration", "clé")] = "x"
		case 3:
			store[pick(random, "name", "description", "managed", "image")] = pick[any](random, "x", 5, true, nil, []any{})
		case 4:
			store["image"] = pick[any](random, map[string]any{"href": "https://example.com/", "zzzzzzzz": 1}, map[string]any{"href": 5})
		case 5:
			store[pick(random, "id", "createdAt", "_links")] = pick[any](random, "x", 5, nil)
		case 6:
			store["configuration"] = pick[any](random, nil, 5, "x")
		case 7:
			store["status"] = pick(random, "ACTIVE", "INACTIVE", "SOMETHING_ELSE")
		}
	}
	data, err := json.Marshal(store)
	if err != nil {
		t.Fatal(err)
	}
	return data, m.Selector != "" && (selects == nil || selects == "")
}

// judge returns what schema says against data.
func judge(t *testing.T, schema *jsonschema.Schema, data []byte) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	err = schema.Validate(value)
	if _, invalid := errors.AsType[*jsonschema.ValidationError](err); err != nil && !invalid {
		t.Fatal(err)
	}
	return err
}

// schemaOf returns the schema of a connector in the folder of the generated files.
func schemaOf(t *testing.T, storeType, folder string) *jsonschema.Schema {
	t.Helper()
	return compiled(t, folder+"/"+packageOf(t, storeType)+".json")
}

// compiled returns a schema among the generated files.
func compiled(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../../../../generated", file))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestExamplesOnPages: each example on a page about a connector is a
// configuration that a strict reader accepts.
func TestExamplesOnPages(t *testing.T) {
	t.Parallel()
	block := regexp.MustCompile("(?s)```json\n(.*?)```")
	for storeType, m := range harness.Metadata(t) {
		page, err := os.ReadFile(filepath.Join("../../../../generated/docs", packageOf(t, storeType)+".md"))
		if err != nil {
			t.Fatal(err)
		}
		examples := block.FindAllSubmatch(page, -1)
		if want := len(harness.Profiles(m)); len(examples) != want && len(m.Profiles) > 0 {
			t.Errorf("%s: %d examples, want %d", storeType, len(examples), want)
		}
		for _, e := range examples {
			if _, err := catalog.Parse(storeType, e[1], connector.Strict); err != nil {
				t.Errorf("%s: %v\n%s", storeType, err, e[1])
			}
		}
	}
}

// packageOf returns the name of the package for a store type.
func packageOf(t *testing.T, storeType string) string {
	t.Helper()
	return strings.ToLower(storeType)
}
