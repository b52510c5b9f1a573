package secrets_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/leak"
	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// A plant is a place in the inputs where a secret can be. Its text has a member
// between << and >>, whose value is the secret.
type plant struct{ name, file, text string }

// plants are the places. The names GIZMO_PIN and vaultPin do not look secret:
// another part of the inputs says that they are.
var plants = []plant{
	{"the default of a sensitive attribute", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, format: password, <<default: "SECRET">>}`, ``)},
	{"its example", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, format: password, <<example: "SECRET">>}`, ``)},
	{"its closed enumeration", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, format: password, <<enum: ["SECRET"]>>}`, ``)},
	{"its open enumeration", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, format: password, <<x-extensible-enum: ["SECRET"]>>}`, ``)},
	{"an extension of it", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, format: password, <<x-gizmo: "SECRET">>}`, ``)},
	{"the default of what only the capture says is sensitive", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, <<default: "SECRET">>}`, ``)},
	{"the example of what only the capture says is sensitive", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, <<example: "SECRET">>}`, ``)},
	{"the values of what only the capture says is sensitive", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, <<enum: ["SECRET", "b"]>>}`, ``)},
	{"the default of what only a correction says is sensitive", "openapi.yaml", documentWith(`GIZMO_PLACE: {type: string, <<default: "SECRET">>}`, ``)},
	{"the values of what only a correction says is sensitive", "openapi.yaml", documentWith(`GIZMO_PLACE: {type: string, <<enum: ["SECRET"]>>}`, ``)},
	{"the default of what is a boolean", "openapi.yaml", documentWith(`GIZMO_PASSWORD: {type: boolean, <<default: "SECRET">>}`, ``)},
	{"the example of a configuration", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string}`, `, <<example: {GIZMO_PIN: "SECRET"}>>`)},
	{"the default of a configuration", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string}`, `, <<default: {GIZMO_PIN: "SECRET"}>>`)},
	{"the default of a secret in the API", "openapi.yaml", documentWith(``, `}, Thing: {type: object, properties: {pin: {type: string, format: password, <<default: "SECRET">>}}`)},
	{"the example of a secret in the API", "openapi.yaml", documentWith(``, `}, Thing: {type: object, properties: {pin: {type: string, format: password, <<example: "SECRET">>}}`)},
	{"the values of a secret in the API", "openapi.yaml", documentWith(``, `}, Thing: {type: object, properties: {pin: {type: string, format: password, <<enum: ["SECRET"]>>}}`)},

	{"the possible values of a sensitive attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true, <<"possibleValues": ["SECRET"]>>`, ``, ``)},
	{"the value of an attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true, <<"value": "SECRET">>`, ``, ``)},
	{"the default of an attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true, <<"defaultValue": "SECRET">>`, ``, ``)},
	{"the flag of an attribute", "connectors/Gizmo.json", captureWith(`<<"sensitive": "SECRET">>`, ``, ``)},
	{"the default of a sensitive user attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true`, `, <<"defaultValue": "SECRET">>`, ``)},
	{"the values of a sensitive user attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true`, `, <<"possibleValues": ["SECRET"]>>`, ``)},
	{"a configuration beside the metadata", "connectors/Gizmo.json", captureWith(`"sensitive": true`, ``, `, <<"configuration": {"GIZMO_PIN": "SECRET"}>>`)},
	{"the links of a capture", "connectors/Gizmo.json", captureWith(`"sensitive": true`, ``, `, <<"_links": {"self": {"href": "SECRET"}}>>`)},

	{"a value in a correction", "corrections.yaml", correctionsWith(`<<value: "SECRET">>`)},
	{"the flag of a correction", "corrections.yaml", correctionsWith(`<<required: "SECRET">>`)},
	{"a default in a correction", "corrections.yaml", correctionsWith(`required: true, <<default: "SECRET">>`)},
}

// documentWith returns a document with properties of a configuration, and more behind it.
func documentWith(properties, more string) string {
	return `{openapi: 3.0.3, info: {title: A case, version: "1"}, paths: {/things: {get: {operationId: getThing, responses: {"200": {description: One,
content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}}, components: {schemas: {
Store: {oneOf: [{$ref: '#/components/schemas/GizmoStore'}], discriminator: {propertyName: type, mapping: {Gizmo: '#/components/schemas/GizmoStore'}}},
GizmoStore: {type: object, properties: {type: {type: string}, configuration: {$ref: '#/components/schemas/GizmoConfiguration'}}},
GizmoConfiguration: {type: object, properties: {BASE_URL: {type: string}, ` + properties + `}` + more + `}` + thing(more) + `}}}`
}

// thing returns the schema that the operation answers with, if more does not have it.
func thing(more string) string {
	if strings.Contains(more, "Thing:") {
		return ""
	}
	return `, Thing: {type: object}`
}

func captureWith(attribute, user, more string) string {
	return `{"information": {"key": "Gizmo"}, "connectionProfiles": [{"connectionAttributes": [
{"key": "GIZMO_PIN", "required": true, ` + attribute + `}]}],
"attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {"vaultPin": {"key": "vaultPin", "type": "STRING", "sensitive": true` + user + `}}}` + more + `}`
}

func correctionsWith(member string) string {
	return `[{connector: Gizmo, attribute: GIZMO_PLACE, sensitive: true, reason: it is, source: a table}, {connector: Gizmo, attribute: GIZMO_PIN, reason: r, source: s, ` + member + `}]`
}

// planted returns the text of p with secret in its place, and the member as alter
// makes it of its beginning, the JSON of the value, and its end.
func (p plant) planted(secret string, alter func(before, value, after string) string) string {
	before, rest, _ := strings.Cut(p.text, "<<")
	member, after, _ := strings.Cut(rest, ">>")
	start, end, _ := strings.Cut(member, `"SECRET"`)
	return before + alter(start, inJSON(secret), end) + after
}

// alterations are mistakes in a member and in what is around it. A text that ends in
// "\x04" is the end of the file.
var alterations = map[string]func(before, value, after string) string{
	"as it is":            func(b, v, a string) string { return b + v + a },
	"in a list":           func(b, v, a string) string { return b + "[" + v + "]" + a },
	"in an object":        func(b, v, a string) string { return b + `{"k": ` + v + "}" + a },
	"as a name":           func(b, v, a string) string { return b + "{" + v + ": 1}" + a },
	"there twice":         func(b, v, a string) string { return b + v + a + ", " + b + v + a },
	"of another case":     func(b, v, a string) string { return strings.ToUpper(b) + v + a },
	"two values":          func(b, v, a string) string { return b + v + " " + v + a },
	"the end of the file": func(b, v, _ string) string { return b + v + "\x04" },
	"never ending":        func(b, v, _ string) string { return b + v[:len(v)-1] + "\x04" },
	"not quoted":          func(b, v, a string) string { return b + v[1:len(v)-1] + a },
	"not UTF-8":           func(b, v, a string) string { return b + v[:len(v)-1] + "\xff\"" + a },
	"a wrong escape":      func(b, v, a string) string { return b + v[:len(v)-1] + `\q"` + a },
	"with controls":       func(b, v, a string) string { return b + v[:len(v)-1] + `\u0000\u202e"` + a },
	"too deep":            func(b, v, a string) string { return b + strings.Repeat("[", 600) + v + strings.Repeat("]", 600) + a },
	"too long":            func(b, v, a string) string { return b + v[:len(v)-1] + strings.Repeat("x", 70<<10) + `"` + a },
	"a tag of YAML":       func(b, v, a string) string { return b + "!!binary " + v + a },
	"an anchor of YAML":   func(b, v, a string) string { return b + "&a " + v + a + ", x-b: *a" },
}

// TestLeaksOfInputs puts a secret into every place of the inputs where one can be,
// and breaks what is around it in every way. Whether the inputs are refused or not,
// nothing that the generator prints or writes may show it: findings, files,
// explanations, starting points, changes.
func TestLeaksOfInputs(t *testing.T) {
	t.Parallel()
	count, accepted := 0, 0
	for i, p := range plants {
		for how, alter := range sortedly(alterations) {
			if !long.Wanted() && how != "as it is" && (len(how)+i)%16 > 0 {
				continue
			}
			text, _, _ := strings.Cut(p.planted(leak.Canary(1), alter), "\x04")
			count++
			shown, ok := everythingSaid(t, p.inputs(text))
			if ok {
				accepted++
			}
			if quoted := leak.Shows(shown); quoted != "" {
				t.Errorf("%s, %s: %s", p.name, how, quoted)
			}
		}
	}
	t.Logf("0 canaries are shown of %d inputs, %d of which are accepted", count, accepted)
	if accepted < len(plants)/2 || accepted > count/2 {
		t.Errorf("%d of %d inputs are accepted, want some and most not", accepted, count)
	}
}

// inputs returns inputs in which p has the text, and the other files are right.
func (p plant) inputs(text string) fstest.MapFS {
	const plain = `GIZMO_PIN: {type: string, format: password}, GIZMO_PLACE: {type: string}`
	inputs := fstest.MapFS{
		"openapi.yaml":          {Data: []byte(documentWith(plain, ""))},
		"connectors/Gizmo.json": {Data: []byte(captureWith(`"sensitive": true`, "", ""))},
		"corrections.yaml":      {Data: []byte(correctionsWith("required: false"))},
	}
	inputs[p.file] = &fstest.MapFile{Data: []byte(text)}
	return inputs
}

// everythingSaid returns all that there is to say about inputs, and whether they are accepted.
func everythingSaid(t *testing.T, inputs fstest.MapFS) (string, bool) {
	t.Helper()
	var b strings.Builder
	say := func(values ...any) {
		for _, v := range values {
			data, _ := json.Marshal(v) // what cannot be encoded is said in the other way
			fmt.Fprintf(&b, "%v %s\n", v, data)
		}
	}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	say(found.All(), err)
	if err != nil {
		t.Errorf("a fault of the generator: %v", err)
	}
	if tree != nil {
		for name, content := range tree.All() {
			b.WriteString(name + "\n" + string(content))
		}
	}
	linted, err := generator.Lint(generator.Inputs{FS: inputs, Name: "spec"})
	say(linted.All(), err)
	if tree == nil { // the verbs below say the same of it
		return b.String(), false
	}
	for _, subject := range []string{"Gizmo", "gizmo.GIZMO_PIN", "gizmo.GIZMO_PLACE", "gizmo.vaultPin", "gizmo.BASE_URL"} {
		e, explained, err := generator.Explain(generator.Inputs{FS: inputs, Name: "spec"}, subject)
		say(e, explained.All(), err)
	}
	for _, o := range []generator.InitOptions{{}, {Go: true}, {YAML: true}} {
		o.Connector, o.All = "Gizmo", true
		text, started, err := generator.Init(generator.Inputs{FS: inputs, Name: "spec"}, o)
		say(text, started.All(), err)
	}
	before := compare.NewSide(generator.Inputs{FS: plant{file: "corrections.yaml"}.inputs(correctionsWith("required: true")), Name: "before"})
	after := compare.NewSide(generator.Inputs{FS: inputs, Name: "after"})
	for _, sides := range [][2]*compare.Side{{before, after}, {after, before}} {
		d, compared, err := generator.Compare(sides[0], sides[1], nil)
		say(d, compared.All(), err)
	}
	return b.String(), true
}
