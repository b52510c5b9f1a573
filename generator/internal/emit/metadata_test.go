package emit

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// Whatever a capture says is in the generated Metadata, as package metadata reads it
// from the same capture at run time; and whatever a document or a correction says of
// a configuration is there as well. Every field there is has a value of its own, and
// of the flags one at a time is true.
func TestMetadataWhole(t *testing.T) {
	capture := wholeCapture()
	want, err := metadata.Parse([]byte(capture))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Files(built(t, fstest.MapFS{
		"connectors/Captured.json": {Data: []byte(capture)}, "openapi.yaml": {Data: []byte(wholeDocument)}, "corrections.yaml": {Data: []byte(wholeCorrections)},
	}), "example.com/whole/generated")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		write(t, filepath.Join(dir, "generated", f.Path), f.Content)
	}
	write(t, filepath.Join(dir, "go.mod"), []byte("module example.com/whole\n\ngo 1.23\n"))
	write(t, filepath.Join(dir, "show", "main.go"), []byte(showMetadata))
	cmd := exec.Command("go", "run", "./show")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOWORK=off", "GOPROXY=off")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var got struct{ Captured, Documented connector.Metadata }
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if want.Digest = got.Captured.Digest; len(want.Digest) < 32 {
		t.Errorf("the digest is %q", want.Digest)
	}
	if diff := cmp.Diff(want, got.Captured); diff != "" {
		t.Errorf("captured (-capture +generated):\n%s", diff)
	}
	if diff := cmp.Diff(wholeDocumented, got.Documented); diff != "" {
		t.Errorf("documented (-document +generated):\n%s", diff)
	}
	seen := make(map[string]bool)
	filled(reflect.ValueOf(got.Captured), seen)
	filled(reflect.ValueOf(got.Documented), seen)
	for name, set := range seen {
		if !set {
			t.Errorf("%s has no value in this test; give it one", name)
		}
	}
}

// filled notes which fields of v, and of the structs in it, have a value anywhere.
func filled(v reflect.Value, seen map[string]bool) {
	switch {
	case v.Kind() == reflect.Slice:
		for _, x := range v.Seq2() {
			filled(x, seen)
		}
	case v.Kind() == reflect.Struct:
		for f, x := range v.Fields() {
			name := v.Type().Name() + "." + f.Name
			seen[name] = seen[name] || !x.IsZero()
			filled(x, seen)
		}
	}
}

const showMetadata = `package main

import (
	"encoding/json"
	"os"

	"example.com/whole/generated/connector"
	"example.com/whole/generated/connector/captured"
	"example.com/whole/generated/connector/documented"
)

func main() {
	all := struct{ Captured, Documented connector.Metadata }{captured.Metadata(), documented.Metadata()}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		panic(err)
	}
}
`

// wholeCapture returns a capture in which every field of the metadata has a value,
// and in which there is a user attribute for each flag. Attributes of a profile are
// in the order of the generated ones: required, optional, deprecated.
func wholeCapture() string {
	attribute := func(name, more string) string {
		return fmt.Sprintf(`"%s":{"key":"%[1]s","type":"TYPE_%[1]s"%s}`, name, more)
	}
	users := []string{attribute("all", `,"displayName":"Display","attributeType":"OTHER","minNumberOfValues":2,"maxNumberOfValues":3,"minLength":4,"maxLength":5,`+
		`"referenceAttribute":["given_name","other"],"defaultValue":"abcd"`)}
	for f := range reflect.TypeFor[connector.UserAttribute]().Fields() {
		if f.Type.Kind() == reflect.Bool {
			name := strings.ToLower(f.Name[:1]) + f.Name[1:]
			users = append(users, attribute("only_"+name, `,"`+name+`":true`))
		}
	}
	slices.Sort(users) // as the generated ones are
	return `{"information":{"key":"Captured","displayName":"Display name","description":"What it is","version":"1.2","imageUrl":"https://example.com/i.png",
"identityProvider":true,"baseURLRequired":true,"connectionInformationRequired":true},
"connectionProfiles":[
{"name":"One","description":"The first","primary":true,"specUrl":"https://example.com/spec","documentationUrl":"https://example.com/doc","connectionAttributes":[
 {"key":"WAY","displayLabel":"Way","description":"How","required":true,"sensitive":false,"possibleValues":["One","Two"]},
 {"key":"ONLY_REQUIRED","description":"Needed","required":true,"sensitive":false},
 {"key":"ONLY_SENSITIVE","displayLabel":"Label","required":false,"sensitive":true},
 {"key":"SWITCH","required":false,"sensitive":false,"typeBoolean":true},
 {"key":"PORT","required":false,"sensitive":false,"typeInteger":true}]},
{"name":"Two","connectionAttributes":[{"key":"WAY","required":true,"sensitive":false,"possibleValues":["One","Two"]}]}],
"attributeMetadata":{"capabilities":[{"type":"CREATE_USERS","maxResources":7},{"type":"OTHER"}],"enhancements":["E1","E2"],
"userAttributes":{` + strings.Join(users, ",") + `},"groupAttributes":{` + attribute("group", `,"unique":true,"displayName":"Group"`) + `}}}`
}

// What a document and corrections can say of a configuration, and what is made of it.
const (
	wholeDocument = `
openapi: 3.0.3
info: {title: Whole, version: '1'}
paths: {}
components:
  schemas:
    Store: {oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: type, mapping: {Documented: '#/components/schemas/A'}}}
    A: {title: The title, description: The store, type: object, properties: {type: {type: string}, configuration: {$ref: '#/components/schemas/B'}}}
    B: {oneOf: [{$ref: '#/components/schemas/P'}, {$ref: '#/components/schemas/Q'}], discriminator: {propertyName: WAY, mapping: {One: '#/components/schemas/P', Two: '#/components/schemas/Q'}}}
    P: {type: object, description: The old, deprecated: true, required: [WAY], properties: {WAY: {type: string, x-extensible-enum: [One, Two]}, OLD: {type: boolean, title: Old, deprecated: true, x-replaced-by: NEW, default: true}}}
    Q: {type: object, required: [WAY], properties: {WAY: {type: string, x-extensible-enum: [One, Two]}, NEW: {type: string, description: The new., format: password}, PLAIN_TOKEN: {type: string}, ORDER: {type: boolean, readOnly: true}}}
`
	wholeCorrections = `
- {connector: Documented, attribute: PLAIN_TOKEN, sensitive: false, required: true, deprecated: true, replaced-by: NEW, reason: r, source: s}
`
)

var wholeDocumented = connector.Metadata{
	StoreType: "Documented", DisplayName: "The title", Description: "The store", Source: connector.SourceDocumented, Selector: "WAY",
	Profiles: []connector.Profile{
		{Name: "One", Description: "The old", Deprecated: true, Attributes: []connector.Attribute{
			{Key: "WAY", Required: true, Kind: connector.KindEnumeration, PossibleValues: []string{"One", "Two"}, Open: true, Source: connector.SourceDocumented},
			{Key: "OLD", Label: "Old", Kind: connector.KindBoolean, Deprecated: true, ReplacedBy: "NEW", Default: "true", Source: connector.SourceDocumented},
		}},
		{Name: "Two", Attributes: []connector.Attribute{
			{Key: "WAY", Required: true, Kind: connector.KindEnumeration, PossibleValues: []string{"One", "Two"}, Open: true, Source: connector.SourceDocumented},
			{Key: "NEW", Description: "The new.", Sensitive: true, Kind: connector.KindString, Source: connector.SourceDocumented},
			{Key: "ORDER", ReadOnly: true, Kind: connector.KindBoolean, Source: connector.SourceDocumented},
			{Key: "PLAIN_TOKEN", Required: true, Deprecated: true, ReplacedBy: "NEW", Kind: connector.KindString, Source: connector.SourceDocumented},
		}},
	},
}
