package document_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/compare/document"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

const source = `openapi: 3.0.3
info: {title: T, version: "1"}
paths:
  /things:
    get:
      operationId: things
      summary: Lists.
      parameters:
        - {name: filter, in: query, schema: {type: string}}
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string}
        description: {type: string}
        level: {type: string, default: LOW-VALUE, enum: [LOW-VALUE, HIGH-VALUE]}
    Unused:
      type: object
      properties:
        name: {type: string}
`

func loaded(t *testing.T, text string) *spec.Document {
	t.Helper()
	in, found, err := load.Folder(fstest.MapFS{"openapi.yaml": {Data: []byte(text)}}, "spec")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	return in.Document
}

// TestCompare shows how changes of the API are said: by the id of the check of
// oasdiff and the names of properties and parameters, and never with a value.
func TestCompare(t *testing.T) {
	for _, c := range []struct{ why, old, new, want string }{
		{"nothing", "", "", ""},
		{"a comment", "info:", "# a comment\ninfo:", ""},
		{"another order", "        id: {type: string}\n        description: {type: string}\n", "        description: {type: string}\n        id: {type: string}\n", ""},
		{"a schema that nobody uses", "name: {type: string}", "name: {type: boolean}", ""},
		{"a text", "summary: Lists.", "summary: Lists all.", "patch document-text-changed: the document has other texts or examples"},
		{"a property called description is no text", "description: {type: string}", "descriptions: {type: string}",
			"minor document-extended: GET /things changed so that clients still work: response-optional-property-added (descriptions)\n" +
				"major document-incompatible: GET /things changed so that clients may break: response-optional-property-removed (description)"},
		{"a value", "enum: [LOW-VALUE, HIGH-VALUE]", "enum: [LOW-VALUE]",
			"minor document-extended: GET /things changed so that clients still work: response-property-enum-value-removed (level)"},
		{"a default", "default: LOW-VALUE", "default: HIGH-VALUE",
			"major document-incompatible: GET /things changed so that clients may break: response-property-default-value-changed (level)"},
		{"a parameter", "in: query, schema", "in: query, required: true, schema",
			"major document-incompatible: GET /things changed so that clients may break: request-parameter-became-required (filter)"},
		{"what no check knows", "paths:", "servers: [{url: 'https://example.com'}]\npaths:",
			"minor document-changed: the document changed in a way that no check knows; see the difference of the files"},
	} {
		t.Run(c.why, func(t *testing.T) {
			edited := strings.Replace(source, c.old, c.new, 1)
			if c.old != "" && edited == source {
				t.Fatalf("%q is not in the document", c.old)
			}
			if diff := cmp.Diff(c.want, said(document.Compare(loaded(t, source), loaded(t, edited)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A document that came or went is one change.
func TestCompareWhole(t *testing.T) {
	doc := loaded(t, source)
	for _, c := range []struct {
		old, new *spec.Document
		want     string
	}{
		{nil, nil, ""},
		{nil, doc, "minor document-added: the document was added"},
		{doc, nil, "major document-removed: the document was removed"},
	} {
		if got := said(document.Compare(c.old, c.new)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func said(changes []change.Change) string {
	var lines []string
	for _, c := range changes {
		lines = append(lines, c.Severity.String()+" "+c.Rule+": "+c.String())
	}
	return strings.Join(lines, "\n")
}
