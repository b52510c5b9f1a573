package load

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

const someDigest = "sha256:0dfe04a30df41668e22fd78ba02ec66c2e2b8b0a5cb8f5b7a5c0a4f7f9d3f1aa"

// TestProvenance reads what a capture wrote: sorted, each entry with its place.
func TestProvenance(t *testing.T) {
	data := "# a comment\nSlack: {source: a page, digest: " + someDigest + "}\nscim: {region: 'localhost:8050', time: 2026-07-30T12:00:00Z, digest: " + someDigest + "}\n" +
		"Zoom:\n  region: EU\n  time: \"2025-01-02T03:04:05Z\"\n  digest: " + someDigest + "\n"
	in, found, err := Folder(fstest.MapFS{"connectors/captures.yaml": {Data: []byte(data)}, "connectors/Acme.json": {Data: []byte(capture(`{"connectionAttributes": []}`, ""))}}, "spec")
	if err != nil || found.Failed() || strings.Contains(texts(found), "captures.yaml") {
		t.Fatal(err, found.All())
	}
	at := func(line, column int, path string) spec.Place {
		return spec.Place{File: "spec/connectors/captures.yaml", Line: line, Column: column, Path: path}
	}
	digest := func(line, column int, path string) spec.Text {
		return spec.Text{At: at(line, column, path), Value: someDigest, Set: true}
	}
	want := []spec.Provenance{
		{At: at(2, 1, "Slack"), Type: "Slack", Digest: digest(2, 33, "Slack.digest"), Source: "a page"},
		{At: at(4, 1, "Zoom"), Type: "Zoom", Region: "EU", Time: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC), Digest: digest(7, 11, "Zoom.digest")},
		{At: at(3, 1, "scim"), Type: "scim", Region: "localhost:8050", Time: time.Date(2026, 7, 30, 12, 0, 0, 0, time.UTC), Digest: digest(3, 70, "scim.digest")},
	}
	if diff := cmp.Diff(want, in.Provenance); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestProvenanceFindings refuses what no capture writes.
func TestProvenanceFindings(t *testing.T) {
	entry := func(region, time, digest string) string {
		return "Zoom: {region: " + region + ", time: " + time + ", digest: " + digest + "}"
	}
	for _, tt := range []struct{ data, want string }{
		{"- Zoom", ":1:1: wrong-kind: the document is an array; it must be an object"},
		{"Zoom: {}", ":1:7: member-missing: digest is missing; it is required (Zoom.digest)"},
		{"Zoom: EU", ":1:7: wrong-kind: Zoom is a string; it must be an object (Zoom)"},
		{"../Zoom: {}", `:1:1: key-invalid: the store type starts with U+002E; it must be an ASCII letter and up to 63 letters or digits (["../Zoom"])`},
		{"Zoom: {}\nZoom: {}", ":2:1: duplicate-member: duplicate member \"Zoom\": it is also on line 1; keep one of them (Zoom)"},
		{entry("EU", "2026-07-30T12:00:00Z", "sha256:12"), ":1:56: value-invalid: digest must be sha256: and 64 small hexadecimal digits (Zoom.digest)"},
		{entry("EU", "2026-07-30T12:00:00Z", strings.ToUpper(someDigest)), "value-invalid: digest"},
		{entry("EU", "2026-07-30", someDigest), "value-invalid: time must be in UTC and in whole seconds, such as 2026-07-30T12:00:00Z"},
		{entry("EU", "2026-07-30T12:00:00.5Z", someDigest), "value-invalid: time"},
		{entry("EU", "2026-07-30T12:00:00+02:00", someDigest), "value-invalid: time"},
		{entry("EU", "2026-07-30T12:00:00+00:00", someDigest), "value-invalid: time"},
		{entry("''", "2026-07-30T12:00:00Z", someDigest), "value-invalid: region must be the code of a region, such as EU, or a host"},
		{entry("https://x/y", "2026-07-30T12:00:00Z", someDigest), "value-invalid: region"},
		{entry("null", "2026-07-30T12:00:00Z", someDigest), "null: null is no value for region; it needs one"},
		{"Zoom: {digest: " + someDigest + "}", "member-missing: time is missing; it is required where there is no source (Zoom.time)"},
		{"Zoom: {source: '', digest: " + someDigest + "}", "value-invalid: source must name the page"},
		{"Zoom: {source: a page, region: EU, digest: " + someDigest + "}", "contradiction: region stands beside source"},
		{"Zoom: {environment: x}", ":1:8: member-foreign: member \"environment\" is none of an entry, which has digest, and region and time or source (Zoom.environment)"},
	} {
		_, found := spec.ReadProvenance("captures.yaml", []byte(tt.data))
		if !found.Failed() || !strings.Contains(texts(found), tt.want) {
			t.Errorf("%s:\ngot %s\nwant %s", tt.data, texts(found), tt.want)
		}
	}
	for _, nothing := range []string{"# a comment\n", "{}"} {
		if list, found := spec.ReadProvenance("captures.yaml", []byte(nothing)); list != nil || found.Failed() {
			t.Errorf("%q: %v, %v", nothing, list, found.All())
		}
	}
}

// TestProvenanceIsNoInput shows that there is nothing to generate from captures.yaml alone.
func TestProvenanceIsNoInput(t *testing.T) {
	_, found, err := Folder(fstest.MapFS{"connectors/captures.yaml": {Data: []byte("{}")}}, "spec")
	if err != nil || !strings.Contains(texts(found), RuleNoInput.ID) {
		t.Errorf("got %v, %v", err, found.All())
	}
}

// TestExamples reads the examples of bodies as JSON, those that have a value of their own.
func TestExamples(t *testing.T) {
	data := `
openapi: 3.0.3
info: {title: A case, version: "1"}
paths:
  /x:
    post:
      operationId: x
      requestBody:
        content:
          application/json:
            examples:
              one: {summary: One., value: {a: [1.50, true, null, "1", 2026-07-30, 0x1F]}}
              other: {$ref: '#/components/examples/other'}
              two: {value: text}
      responses: {'200': {description: Good.}}
`
	doc, found := spec.ReadDocument("openapi.yaml", []byte(data), "openapi.yaml", nil)
	if found.Failed() {
		t.Fatal(found.All())
	}
	got := make(map[string]string)
	for _, x := range doc.Operations[0].Body.Content[0].Examples {
		got[x.Name] = string(x.Value)
	}
	want := map[string]string{"one": `{"a":[1.50,true,null,"1","2026-07-30","0x1F"]}`, "two": `"text"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
