package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/load"
)

// builtFrom returns what becomes of inputs, with the rules of its findings.
func builtFrom(t *testing.T, files map[string]string) (*Model, string) {
	t.Helper()
	inputs := make(fstest.MapFS)
	for name, text := range files {
		inputs[name] = &fstest.MapFile{Data: []byte(text)}
	}
	in, found, err := load.Folder(inputs, "spec")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	m, found := Build(in)
	return m, strings.Join(rules(&found), " ")
}

// captured returns a capture of the store type Acme with these profiles.
func captured(profiles ...string) string {
	return `{"information":{"key":"Acme"},"connectionProfiles":[` + strings.Join(profiles, ",") + `],"attributeMetadata":{"capabilities":[],"enhancements":[],"userAttributes":{}}}`
}

// attributeOf returns an attribute of a capture.
func attributeOf(key string, required, sensitive bool, values ...string) string {
	listed := ""
	if len(values) > 0 {
		listed = `,"possibleValues":["` + strings.Join(values, `","`) + `"]`
	}
	return fmt.Sprintf(`{"key":%q,"required":%v,"sensitive":%v%s}`, key, required, sensitive, listed)
}

// profileOf returns a profile of a capture.
func profileOf(name string, attributes ...string) string {
	return fmt.Sprintf(`{"name":%q,"connectionAttributes":[%s]}`, name, strings.Join(attributes, ","))
}

// The order of profiles means nothing: the selector is an attribute of all of them,
// is required if one requires it, and the types have the same fields. A decoy that
// names profiles and is not in all of them selects none.
func TestProfilesInAnyOrder(t *testing.T) {
	all := []string{"One", "Two", "Three"}
	profiles := []string{
		profileOf("One", attributeOf("DECOY", false, false, all...), attributeOf("WAY", false, false, all...), attributeOf("URL", true, false), attributeOf("PIN", false, true)),
		profileOf("Two", attributeOf("WAY", true, false, all...), attributeOf("URL", false, false), attributeOf("PIN", false, false)),
		profileOf("Three", attributeOf("WAY", false, false, all...), attributeOf("DECOY", false, false, "Three", "One"), attributeOf("URL", false, false), attributeOf("PIN", false, false)),
	}
	var want []string
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		m, _ := builtFrom(t, map[string]string{"connectors/Acme.json": captured(profiles[order[0]], profiles[order[1]], profiles[order[2]])})
		c := m.Connectors[0]
		if c.Selector == nil || c.Selector.Key != "WAY" || !c.Selector.Required || c.Selector.RequiredCheck == nil {
			t.Fatalf("%v: the selector is %+v, want WAY, required", order, c.Selector)
		}
		var got []string
		for _, p := range c.Profiles {
			for _, a := range append(slices.Clone(c.Fields), p.Fields...) {
				got = append(got, fmt.Sprintf("%s.%s %v required %v sensitive %v", p.Name, a.Key, a.Kind, a.Required, a.Sensitive))
			}
		}
		if slices.Sort(got); want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-first order +this):\n%s", order, diff)
		}
	}
}

// The name that a correction gives in one profile goes before that of all profiles,
// whichever comes first in the file.
func TestNameOfProfileFirst(t *testing.T) {
	capture := captured(
		profileOf("One", attributeOf("WAY", true, false, "One", "Two"), attributeOf("URL", true, false)),
		profileOf("Two", attributeOf("WAY", true, false, "One", "Two"), attributeOf("URL", false, false)))
	general := "- {connector: Acme, attribute: URL, name: General, reason: r, source: s}\n"
	special := "- {connector: Acme, attribute: URL, profile: Two, name: Special, reason: r, source: s}\n"
	for _, corrections := range []string{general + special, special + general} {
		m, _ := builtFrom(t, map[string]string{"connectors/Acme.json": capture, "corrections.yaml": corrections})
		if one, two := m.Connectors[0].Profiles[0].Fields[0].Name, m.Connectors[0].Profiles[1].Fields[0].Name; one != "General" || two != "Special" {
			t.Errorf("called %s and %s, want General and Special:\n%s", one, two, corrections)
		}
	}
}

// A small document can describe more attributes or fields than can be generated at
// once, by references to what is large. It is refused at the limit, and not after.
func TestTooLarge(t *testing.T) {
	var properties, branches, mapping, stores, things strings.Builder
	for i := range 300 {
		fmt.Fprintf(&properties, "K%d: {type: string}, ", i)
	}
	for i := range 200 {
		fmt.Fprintf(&branches, "{$ref: '#/components/schemas/S%d'}, ", i)
		fmt.Fprintf(&mapping, "S%d: '#/components/schemas/S%d', ", i, i)
		fmt.Fprintf(&stores, "    S%d: {type: object, properties: {type: {type: string}, configuration: {$ref: '#/components/schemas/Large'}}}\n", i)
		fmt.Fprintf(&things, "t%d: {allOf: [{$ref: '#/components/schemas/Large'}, {type: object}]}, ", i)
	}
	const head = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
	schemas := "components:\n  schemas:\n    Large: {type: object, properties: {" + properties.String() + "}}\n"
	for name, document := range map[string]string{
		"attributes": head + "paths: {}\n" + schemas + "    Store: {oneOf: [" + branches.String() + "], discriminator: {propertyName: type, mapping: {" + mapping.String() + "}}}\n" + stores.String(),
		"fields": head + "paths: {/x: {get: {operationId: x, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}}}}}}\n" +
			schemas + "    All: {type: object, properties: {" + things.String() + "}}\n",
	} {
		if _, found := builtFrom(t, map[string]string{"openapi.yaml": document}); found != "too-large" {
			t.Errorf("%s: findings %.200q, want too-large", name, found)
		}
	}
}
