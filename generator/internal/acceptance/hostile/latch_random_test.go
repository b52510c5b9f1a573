package hostile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/leak"
	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/long"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// The latch as documented: what each of these says is that something is secret,
// and no key looks like that of a secret, so that nothing else does.
const (
	latchDocument = `{openapi: 3.0.3, info: {title: A case, version: "1"}, paths: {}, components: {schemas: {
Store: {oneOf: [{$ref: '#/components/schemas/GizmoStore'}], discriminator: {propertyName: type, mapping: {Gizmo: '#/components/schemas/GizmoStore'}}},
GizmoStore: {type: object, properties: {type: {type: string}, configuration: {$ref: '#/components/schemas/GizmoConfiguration'}}},
GizmoConfiguration: {type: object, required: [DOCUMENTED_PIN], properties: {
  DOCUMENTED_PIN: {type: string, format: password, default: "a", example: "b"},
  CAPTURED_PIN: {type: string, enum: ["a", "b"], default: "a"},
  UNCAPTURED_PIN: {type: string, format: password},
  CORRECTED_PIN: {type: string, default: "a"},
  PLAIN: {type: string}}}}}}`
	latchCapture = `{"information": {"key": "Gizmo"}, "connectionProfiles": [
{"name": "One", "connectionAttributes": [
  {"key": "HOW_TO_LOG_IN", "required": true, "sensitive": false, "possibleValues": ["One", "Two"]},
  {"key": "CAPTURED_PIN", "required": true, "sensitive": true, "possibleValues": ["a", "b"]},
  {"key": "UNCAPTURED_PIN", "required": false, "sensitive": false},
  {"key": "PLAIN", "required": false, "sensitive": false}]},
{"name": "Two", "connectionAttributes": [
  {"key": "HOW_TO_LOG_IN", "required": true, "sensitive": false, "possibleValues": ["One", "Two"]},
  {"key": "CAPTURED_PIN", "required": true, "sensitive": false, "possibleValues": ["a", "b"]},
  {"key": "UNCAPTURED_PIN", "required": false, "sensitive": false}]}],
"attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}}`
	latchCorrections = `[{connector: Gizmo, attribute: CORRECTED_PIN, sensitive: true, reason: it is, source: a table}]`
)

// TestLatchOfMutations changes the structure of the capture and of the document
// 10,000 times. If one of them still says that an attribute is secret, it must be
// secret in the model, in the code and its tags, in the metadata, and in what
// explain and diff print.
func TestLatchOfMutations(t *testing.T) {
	t.Parallel()
	mutations, whole := long.Or(10_000, 500), long.Or(50, 100)
	var document any
	if err := yaml.Unmarshal([]byte(latchDocument), &document); err != nil {
		t.Fatal(err)
	}
	documented, err := json.Marshal(document) // it is read faster
	if err != nil {
		t.Fatal(err)
	}
	accepted, secrets := 0, 0
	for seed := range mutations {
		inputs, secret := latchInputs(t, documented, rand.New(rand.NewPCG(uint64(seed), 11)))
		loaded, found, err := load.Folder(inputs, "spec")
		if err != nil {
			t.Fatal(err)
		}
		if found.Failed() {
			continue
		}
		m, meant := model.Build(loaded)
		if meant.Failed() {
			continue
		}
		accepted++
		for _, c := range m.Connectors {
			secrets += checkModelLatched(t, seed, c, secret)
		}
		if seed%whole == 0 {
			checkCodeLatched(t, seed, inputs, secret)
		}
	}
	t.Logf("%d mutations, %d of them accepted, with %d secrets: none is printable", mutations, accepted, secrets)
	if accepted < mutations/10 || secrets < accepted {
		t.Error("want many mutations to be accepted, and to have secrets")
	}
}

// latchInputs returns mutated inputs, and the keys that they say are secret.
func latchInputs(t *testing.T, documented []byte, random *rand.Rand) (fstest.MapFS, map[string]bool) {
	t.Helper()
	var capture, document any
	if err := errors.Join(json.Unmarshal([]byte(latchCapture), &capture), json.Unmarshal(documented, &document)); err != nil {
		t.Fatal(err)
	}
	for range random.IntN(4) {
		capture = mutated(random, capture)
	}
	for range random.IntN(4) {
		document = mutated(random, document)
	}
	captured, captureErr := json.Marshal(capture)
	documented, documentErr := json.Marshal(document) // of this one
	if captureErr != nil || documentErr != nil {
		t.Fatal(captureErr, documentErr)
	}
	secret := map[string]bool{"CORRECTED_PIN": true}
	claim(capture, secret, func(object map[string]any) { // an attribute of the capture
		if key, ok := object["key"].(string); ok && object["sensitive"] == true {
			secret[key] = true
		}
	})
	for _, link := range []string{
		`"mapping":{"Gizmo":"#/components/schemas/GizmoStore"`, `"oneOf":[{"$ref":"#/components/schemas/GizmoStore"}`,
		`"configuration":{"$ref":"#/components/schemas/GizmoConfiguration"`,
	} {
		if !strings.Contains(string(documented), link) {
			document = nil // it says nothing of the connector any more
		}
	}
	claim(document, secret, func(object map[string]any) { // an object with properties
		for key, value := range object {
			if schema, ok := value.(map[string]any); ok && schema["format"] == "password" && schema["type"] == "string" {
				secret[key] = true
			}
		}
	})
	return fstest.MapFS{
		"connectors/Gizmo.json": {Data: captured}, "openapi.yaml": {Data: documented}, "corrections.yaml": {Data: []byte(latchCorrections)},
	}, secret
}

// claim visits every object in a JSON value.
func claim(value any, secret map[string]bool, visit func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		visit(v)
		for _, x := range v {
			claim(x, secret, visit)
		}
	case []any:
		for _, x := range v {
			claim(x, secret, visit)
		}
	}
}

// checkModelLatched checks that the attributes with these keys are secret, and
// returns how many there are.
func checkModelLatched(t *testing.T, seed int, c *model.Connector, secret map[string]bool) (n int) {
	t.Helper()
	for _, p := range c.Metadata.Profiles {
		for _, a := range p.Attributes {
			if !secret[a.Key] {
				continue
			}
			n++
			if !a.Sensitive || a.Default != "" || a.Values != nil {
				t.Errorf("seed %d: %s of %q: sensitive %t, default %q, values %q", seed, a.Key, p.Title, a.Sensitive, a.Default, a.Values)
			}
		}
	}
	return n
}

// checkCodeLatched checks the same of what is generated, explained and compared.
func checkCodeLatched(t *testing.T, seed int, inputs fstest.MapFS, secret map[string]bool) {
	t.Helper()
	tree, _, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil || tree == nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	files := harness.Contents(tree)
	before := compare.NewSide(generator.Inputs{FS: fstest.MapFS{"connectors/Gizmo.json": {Data: []byte(latchCapture)}}, Name: "before"})
	for key := range secret {
		tag := regexp.MustCompile(`(?m)^\s+\S+\s+(\S+)\s+.json:"` + regexp.QuoteMeta(key) + `[,"].*$`)
		for _, field := range tag.FindAllStringSubmatch(files["connector/gizmo/gizmo.go"], -1) {
			if field[1] != "connector.Secret" || !strings.Contains(field[0], "sensitive") {
				t.Errorf("seed %d: the field of %s is no secret: %s", seed, key, field[0])
			}
		}
		row := regexp.MustCompile(`\{Key: "` + regexp.QuoteMeta(key) + `",[^\n]*`)
		for _, literal := range row.FindAllString(files["connector/gizmo/metadata.go"], -1) {
			if !strings.Contains(literal, "Sensitive: true") || strings.Contains(literal, "Default:") || strings.Contains(literal, "PossibleValues:") {
				t.Errorf("seed %d: the metadata of %s is that of no secret: %s", seed, key, literal)
			}
		}
		stored := fstest.MapFS{"gizmo.json": {Data: fmt.Appendf(nil, `{"HOW_TO_LOG_IN":"One",%q:%s}`, key, quoted(1))}}
		d, _, err := generator.Compare(before, compare.NewSide(generator.Inputs{FS: inputs, Name: "after"}), stored)
		e, _, _ := generator.Explain(generator.Inputs{FS: inputs, Name: "spec"}, "gizmo."+key) // there may be no such attribute
		said, _ := json.Marshal([]any{d, e})
		if shown := leak.Shows(fmt.Sprint(string(said), err)); shown != "" {
			t.Errorf("seed %d: %s shows %s", seed, key, shown)
		}
	}
}

// quoted returns a canary as JSON.
func quoted(n int) json.RawMessage {
	data, _ := json.Marshal(leak.Canary(n)) // a string can always be encoded
	return data
}
