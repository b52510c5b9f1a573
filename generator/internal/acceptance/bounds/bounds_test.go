package bounds_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// A bound is an input at a limit of the contract, or over one.
type bound struct {
	name   string
	inputs fstest.MapFS
	says   string // of a refusal: what the message names; "" if it is accepted
}

// TestBounds runs the command on inputs at and over each limit. A refusal may take 2
// s of processor time and 200 MiB, and the largest inputs 10 s and 500 MiB, without
// what the system takes to make files. Neither may print more than 100 KiB. The largest
// inputs take seconds each: they are for long tests, and so are two refusals of three.
func TestBounds(t *testing.T) {
	command := harness.Command(t)
	for i, b := range append(overTheLimits(), long.Or(atTheLimits(), nil)...) {
		if i%long.Or(1, 3) > 0 {
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			code, cpu, memory := 0, 10*time.Second, int64(500<<20)
			if b.says != "" {
				code, cpu, memory = 1, 2*time.Second, int64(200<<20)
			}
			r := harness.RunCommand(t, command, b.inputs)
			t.Logf("%6.2f s, %4d MiB, %d bytes on stderr", r.User.Seconds(), r.Peak>>20, len(r.Stderr))
			if r.Code != code || !strings.Contains(r.Stderr, b.says) {
				t.Errorf("exit code %d, want %d and %q in:\n%.2000s", r.Code, code, b.says, r.Stderr)
			}
			if r.User > cpu || r.Peak > memory || len(r.Stderr) > 100<<10 {
				t.Errorf("it took %v, %d MiB and %d bytes on stderr; want at most %v, %d and 102400", r.User, r.Peak>>20, len(r.Stderr), cpu, memory>>20)
			}
		})
	}
}

// TestGrowth generates from inputs of three sizes, each twice the one before: that
// may take at most 2.6 times as long, so nothing grows with the square of the
// inputs.
func TestGrowth(t *testing.T) {
	long.Only(t, "the largest inputs take seconds each")
	command := harness.Command(t)
	for name, input := range map[string]func(n int) fstest.MapFS{
		"attributes": func(n int) fstest.MapFS { return captures(oneProfile(attributes(n, nil))) },
		"enumerations": func(n int) fstest.MapFS {
			return captures(oneProfile(attributes(n, map[string]any{"possibleValues": []string{"a", "b", "c"}})))
		},
		"values":                  func(n int) fstest.MapFS { return captures(oneProfile(attributes(1, values(n)))) },
		"profiles":                func(n int) fstest.MapFS { return captures(profiled(n/10, 10)) },
		"properties":              func(n int) fstest.MapFS { return documents(documentedAttributes(n)) },
		"store types":             func(n int) fstest.MapFS { return documents(storeTypes(n/4, 10)) },
		"enumerations of the API": func(n int) fstest.MapFS { return documents(inlineEnumerations(2 * n)) },
		"corrections": func(n int) fstest.MapFS {
			inputs := captures(oneProfile(attributes(n, nil)))
			inputs["corrections.yaml"] = &fstest.MapFile{Data: corrections(n)}
			return inputs
		},
	} {
		t.Run(name, func(t *testing.T) {
			costs := []time.Duration{time.Hour, time.Hour, time.Hour}
			for round := 0; round < 3 || round < 20 && growth(costs) > 2.6; round++ {
				for i, n := range []int{500, 1000, 2000} {
					costs[i] = min(costs[i], cost(t, command, input(n)))
				}
			}
			t.Logf("500, 1000, 2000: %v", costs)
			if ratio := growth(costs); ratio > 2.6 {
				t.Errorf("twice as much costs %.1f times as much: %v", ratio, costs)
			}
		})
	}
}

// TestGrowthOfVerbs is [TestGrowth] for the verbs that only read, over attributes that
// are both captured and published in examples, of which lint says much.
func TestGrowthOfVerbs(t *testing.T) {
	long.Only(t, "the largest inputs take seconds each")
	command := harness.Command(t)
	input := func(n int) fstest.MapFS {
		inputs := captures(oneProfile(attributes(n, nil)))
		example := make(object)
		for i := range n {
			example[fmt.Sprintf("KEY_%d", i)] = "x"
		}
		store := encode(slices.Repeat([]object{{"type": "Widget", "configuration": example}}, 20))
		inputs["openapi.yaml"] = &fstest.MapFile{Data: []byte(documentedAttributes(n) + "    Published: {type: array, items: {type: object}, example: " + store + "}\n")}
		return inputs
	}
	for code, verbs := range [][][]string{{{"lint"}, {"explain", "Widget"}, {"diff", "spec", "again"}}, {{"check"}}} {
		for _, args := range verbs {
			t.Run(args[0], func(t *testing.T) {
				costs := []time.Duration{time.Hour, time.Hour, time.Hour}
				for round := 0; round < 3 || round < 20 && growth(costs) > 2.6; round++ {
					for i, n := range []int{500, 1000, 2000} {
						costs[i] = min(costs[i], harness.CostOf(t, command, input(n), code, args...))
					}
				}
				t.Logf("500, 1000, 2000: %v", costs)
				if ratio := growth(costs); ratio > 2.6 {
					t.Errorf("twice as much costs %.1f times as much: %v", ratio, costs)
				}
			})
		}
	}
}

// growth returns the largest ratio of a cost to the one before.
func growth(costs []time.Duration) float64 {
	largest := 0.0
	for i, cost := range costs[1:] {
		largest = max(largest, cost.Seconds()/costs[i].Seconds())
	}
	return largest
}

// cost returns the processor time of a run. Other processes can only add to it, so
// the least of several runs is the best measure.
func cost(t *testing.T, command string, inputs fstest.MapFS) time.Duration {
	t.Helper()
	r := harness.RunCommand(t, command, inputs)
	if r.Code != 0 {
		t.Fatalf("exit code %d:\n%.2000s", r.Code, r.Stderr)
	}
	return r.CPU
}

func overTheLimits() []bound {
	const mebibyte = 1 << 20
	plain := encode(oneProfile(attributes(3, nil)))
	return []bound{
		{"capture of more than 16 MiB", captureOf(plain + strings.Repeat(" ", 16*mebibyte)), "larger than 16 MiB"},
		{"document of more than 16 MiB", documents(emptyDocument + strings.Repeat("#\n", 8*mebibyte)), "larger than 16 MiB"},
		{"16 MiB of brackets", captureOf(strings.Repeat("[", 16*mebibyte)), "more than 512"},
		{"16 MiB of brackets in YAML", documents(strings.Repeat("[", 16*mebibyte-1)), "400,000"},
		{"16 MiB of one string", captureOf(`{"information": "` + strings.Repeat("x", 15*mebibyte) + `"}`), "64 KiB"},
		{"513 levels", captureOf(strings.Repeat(`{"a":`, 512) + "{}" + strings.Repeat("}", 512)), "more than 512"},
		{"513 levels in YAML", documents("x-a: " + strings.Repeat("[", 514) + strings.Repeat("]", 514)), "more than 512"},
		{"string of more than 64 KiB", captures(longLabel(65537)), "64 KiB"},
		{"string of more than 64 KiB in YAML", documents("x-a: " + strings.Repeat("x", 65537)), "64 KiB"},
		{"2,001 attributes", captures(oneProfile(attributes(2001, nil))), "more than 2000"},
		{"2,001 values", captures(oneProfile(attributes(1, values(2001)))), "more than 2000"},
		{"201 profiles", captures(profiled(201, 1)), "more than 200"},
		{"2,001 attributes of users", captures(withUsers(2001)), "more than 2000"},
		{"2,001 properties", documents(documentedAttributes(2001)), "more than 2000"},
		{"100,001 values", captureOf("[" + strings.Repeat("0,", 100_000) + "0]"), "more than 100,000"},
		{"200,001 values in YAML", documents("[" + strings.Repeat("0,", 200_000) + "0]"), "200,000 in"},
		{"390,001 values in YAML", documents("[" + strings.Repeat("0,", 390_000) + "0]"), "200,000 in"},
		{"duplicates", captureOf("{" + strings.Repeat(`"a":0,`, 90_000) + `"b":0}`), "duplicate"},
		{"duplicates in YAML", documents(strings.Repeat("a: 0\n", 190_000)), "duplicate"},
		{"1,900 store types of 2,000 attributes that they share", documents(sharedConfiguration(1900, 2000)), "more than 50000"},
		{"250 types of 1,250 properties that they share", documents(sharedParts(250, 1250)), "more than 50000"},
	}
}

func atTheLimits() []bound {
	return []bound{
		{"16 MiB", captureOf(pad(encode(oneProfile(attributes(3, nil))), 16<<20)), ""},
		{"16 MiB of text", captures(longTexts(250)), ""},
		{"a chain of 600 parts", documents(chain(600)), ""},
		{"2,000 attributes", captures(oneProfile(attributes(2000, nil))), ""},
		{"2,000 enumerations", captures(oneProfile(attributes(2000, values(40)))), ""},
		{"2,000 values", captures(oneProfile(attributes(1, values(2000)))), ""},
		{"200 profiles", captures(profiled(200, 20)), ""},
		{"2,000 attributes of users", captures(withUsers(2000)), ""},
		{"2,000 properties", documents(documentedAttributes(2000)), ""},
		{"100,000 values", captures(profiled(200, 70)), ""},
		{"a chain of 500 parts", documents(chain(500)), ""},
		{"1,900 store types", documents(storeTypes(1900, 40)), ""},
		{"2 store types of 2,000 properties", documents(storeTypes(2, 2000-2)), ""},
		{"24 store types of 2,000 attributes that they share", documents(sharedConfiguration(24, 2000)), ""},
		{"39 types of 1,250 properties that they share", documents(sharedParts(39, 1250)), ""},
		{"5,000 enumerations", documents(inlineEnumerations(5000)), ""},
		{"one response for 5,000 operations", documents(operations(5000)), ""},
	}
}

// A capture in the making: what encoding/json makes of it.
type object = map[string]any

func captures(capture object) fstest.MapFS { return captureOf(encode(capture)) }

func captureOf(text string) fstest.MapFS {
	return fstest.MapFS{"connectors/Widget.json": {Data: []byte(text)}}
}

func documents(text string) fstest.MapFS {
	return fstest.MapFS{"openapi.yaml": {Data: []byte(text)}}
}

func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func pad(text string, size int) string { return text + strings.Repeat(" ", size-len(text)) }

// widget returns a capture with the profiles.
func widget(profiles ...object) object {
	return object{
		"information":        object{"key": "Widget", "displayName": "Widget"},
		"connectionProfiles": profiles,
		"attributeMetadata":  object{"capabilities": []any{}, "enhancements": []any{}, "userAttributes": object{}},
	}
}

func oneProfile(list []object) object { return widget(object{"connectionAttributes": list}) }

// attributes returns n attributes, each with the members of more.
func attributes(n int, more object) []object {
	var list []object
	for i := range n {
		a := object{"key": fmt.Sprintf("KEY_%d", i), "displayLabel": "A label", "required": i%2 == 0, "sensitive": i%3 == 0 && more == nil}
		for name, value := range more {
			a[name] = value
		}
		list = append(list, a)
	}
	return list
}

func values(n int) object {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("value %d", i))
	}
	return object{"possibleValues": list}
}

// profiled returns a capture with n profiles of m attributes each, all different.
func profiled(n, m int) object {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("Way %d", i))
	}
	var profiles []object
	for i, name := range names {
		list := []object{{"key": "HOW", "required": true, "sensitive": false, "possibleValues": names}}
		for k := range m {
			list = append(list, object{"key": fmt.Sprintf("W%d_KEY_%d", i, k), "required": true, "sensitive": false})
		}
		profiles = append(profiles, object{"name": name, "connectionAttributes": list})
	}
	return widget(profiles...)
}

func longLabel(size int) object {
	return oneProfile([]object{{"key": "A", "displayLabel": strings.Repeat("x ", size)[:size], "required": true, "sensitive": false}})
}

// longTexts returns a capture with n descriptions of 64 KiB, in which no word may start a line.
func longTexts(n int) object {
	return oneProfile(attributes(n, object{"description": strings.Repeat("+ ", 32<<10)}))
}

func withUsers(n int) object {
	users := make(object)
	for i := range n {
		key := fmt.Sprintf("user%d", i)
		users[key] = object{"key": key, "displayName": "A user", "type": "STRING", "sensitive": false, "maxLength": 10}
	}
	capture := oneProfile(attributes(1, nil))
	capture["attributeMetadata"].(object)["userAttributes"] = users
	return capture
}

const emptyDocument = `openapi: 3.0.3
info: {title: A case, version: "1"}
paths: {}
`

// documentedAttributes returns a document with a store of n attributes.
func documentedAttributes(n int) string {
	var b strings.Builder
	b.WriteString(oneStoreOpen)
	for i := range n {
		fmt.Fprintf(&b, "            KEY_%d: {type: string, title: A label}\n", i)
	}
	return b.String()
}

const oneStoreOpen = emptyDocument + `components:
  schemas:
    Store:
      oneOf: [{$ref: '#/components/schemas/WidgetStore'}]
      discriminator: {propertyName: type, mapping: {Widget: '#/components/schemas/WidgetStore'}}
    WidgetStore:
      type: object
      properties:
        type: {type: string}
        configuration:
          type: object
          properties:
`

func corrections(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "- {connector: Widget, attribute: KEY_%d, deprecated: true, reason: A reason, source: A source}\n", i)
	}
	return []byte(b.String())
}

// chain returns a document of n schemas, each a part of the one before.
func chain(n int) string {
	var b strings.Builder
	b.WriteString(emptyDocument + "components:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: {allOf: [{$ref: '#/components/schemas/S%d'}]}\n", i, i+1)
	}
	fmt.Fprintf(&b, "    S%d: {type: object, properties: {a: {type: string}}}\n", n)
	return b.String()
}

// storeTypes returns a document of n store types that have m properties in common.
func storeTypes(n, m int) string {
	var mapping, refs, schemas strings.Builder
	for i := range n {
		fmt.Fprintf(&mapping, "Type%d: '#/components/schemas/Type%d', ", i, i)
		fmt.Fprintf(&refs, "{$ref: '#/components/schemas/Type%d'}, ", i)
		fmt.Fprintf(&schemas, "    Type%d:\n      type: object\n      properties:\n        type: {type: string}\n", i)
		fmt.Fprintf(&schemas, "        configuration: {type: object, properties: {KEY_%d: {type: string}}}\n", i)
		for k := range m {
			fmt.Fprintf(&schemas, "        p%d: {type: string}\n", k)
		}
	}
	const format = `openapi: 3.0.3
info: {title: A case, version: "1"}
paths:
  /stores: {post: {operationId: create, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}, responses: {'204': {description: Done}}}}
components:
  schemas:
    Store:
      oneOf: [%s]
      discriminator: {propertyName: type, mapping: {%s}}
%s`
	return fmt.Sprintf(format, refs.String(), mapping.String(), schemas.String())
}

// operations returns a document of n operations that share a large response.
func operations(n int) string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: A case, version: \"1\"}\npaths:\n")
	for i := range n {
		fmt.Fprintf(&b, "  /a%d: {get: {operationId: get%d, responses: {'200': {$ref: '#/components/responses/R'}}}}\n", i, i)
	}
	b.WriteString("components:\n  responses:\n    R:\n      description: R\n      content:\n        application/json:\n          schema:\n            type: object\n            properties:\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "              p%d: {type: string}\n", i)
	}
	return b.String()
}

// sharedConfiguration returns a document of n store types whose configuration is
// the same schema of m attributes.
func sharedConfiguration(n, m int) string {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(storeTypes(n, 1), "{type: object, properties: {KEY_", "{$ref: '#/components/schemas/Conf', x-not-read: {KEY_"))
	b.WriteString("    Conf:\n      type: object\n      properties:\n")
	for i := range m {
		fmt.Fprintf(&b, "        SHARED_%d: {type: string}\n", i)
	}
	return b.String()
}

// sharedParts returns a document of n operations, each with a result of its own
// that is made of the same m properties.
func sharedParts(n, m int) string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: A case, version: \"1\"}\npaths:\n")
	for i := range n {
		fmt.Fprintf(&b, "  /a%d: {get: {operationId: get%d, responses: {'200': {description: R, content: {application/json: {schema: ", i, i)
		b.WriteString("{allOf: [{$ref: '#/components/schemas/Part'}, {type: object}]}}}}}}}\n")
	}
	b.WriteString("components:\n  schemas:\n    Part:\n      type: object\n      properties:\n")
	for i := range m {
		fmt.Fprintf(&b, "        p%d: {type: string}\n", i)
	}
	return b.String()
}

// inlineEnumerations returns a document of n operations, each with an enumeration of its own.
func inlineEnumerations(n int) string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: A case, version: \"1\"}\npaths:\n")
	for i := range n {
		fmt.Fprintf(&b, "  /a%d: {get: {operationId: get%d, responses: {'200': {description: R, content: {application/json: {schema: ", i, i)
		b.WriteString("{type: object, properties: {kind: {type: string, enum: [a, b]}}}}}}}}}\n")
	}
	return b.String()
}
