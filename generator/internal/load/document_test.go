package load

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

const smallDocument = `openapi: 3.0.3
info:
  title: Stores
  version: "1.0"
paths:
  /stores/{storeID}:
    parameters:
      - $ref: '#/components/parameters/StoreID'
      - {name: verbose, in: query, schema: {type: boolean}}
    put:
      operationId: replaceStore
      summary: Replace a store.
      description: Replaces the whole store.
      deprecated: true
      tags: [Stores]
      parameters:
        - {name: verbose, in: query, style: form, explode: false, description: "Say more.", schema: {type: string}}
      requestBody: {$ref: '#/components/requestBodies/Store'}
      responses:
        '200':
          description: The store.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Store'}}
        '204': {description: Nothing.}
        default: {$ref: '#/components/responses/Problem'}
components:
  parameters:
    StoreID: {name: storeID, in: path, required: true, schema: {type: string, format: date-time}}
  requestBodies:
    Store: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}
  responses:
    Problem: {description: An error.}
  schemas:
    Store:
      oneOf: [{$ref: '#/components/schemas/ZoomStore'}]
      discriminator: {propertyName: type, mapping: {Zoom: '#/components/schemas/ZoomStore'}}
    ZoomStore:
      type: object
      title: Zoom
      description: A store.
      required: [type]
      properties:
        type: {type: string, enum: [Zoom]}
        mode: {type: string, x-extensible-enum: [a], default: a, example: 2020-01-01, deprecated: true, x-replaced-by: type, x-conflict: Two pages disagree.}
        count: {type: integer, default: 3}
        ratio: {type: number, default: 0.5}
        active: {type: boolean, default: true}
        tags: {type: array, items: {type: string}}
      additionalProperties: {anyOf: [{type: string}, {allOf: [{type: integer}]}]}
`

// TestReadDocument reads each part of a document into its field, with references resolved.
// Places are compared where a mistake is easy, and left out elsewhere.
func TestReadDocument(t *testing.T) {
	in, found, err := Folder(fstest.MapFS{"openapi.yaml": &fstest.MapFile{Data: []byte(smallDocument)}}, "spec")
	if err != nil || len(found.All()) > 0 {
		t.Fatal(err, found.All())
	}
	ignore := cmp.FilterPath(func(p cmp.Path) bool {
		name := p.Last().String()
		return name == ".At" || name == ".KeyAt" || name == ".Target"
	}, cmp.Ignore())
	doc := in.Document
	if diff := cmp.Diff(smallOperations(), doc.Operations, ignore); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(smallSchemas(), doc.Schemas, ignore); diff != "" {
		t.Errorf("schemas (-want +got):\n%s", diff)
	}
	if doc.Title != "Stores" || doc.Version != "1.0" || doc.File != "spec/openapi.yaml" || string(doc.Source) != smallDocument {
		t.Errorf("got title %q, version %q and file %q, or another source", doc.Title, doc.Version, doc.File)
	}
	if got := doc.Operations[0].Body.Content[0].Schema.Resolved(); got != doc.Schemas[0] {
		t.Errorf("the body's schema is %v, want the component", got)
	}
	if got := doc.Schemas[0].OneOf[0].Resolved(); got != doc.Schemas[1] {
		t.Errorf("the branch is %v, want the component", got)
	}
	mode := doc.Schemas[1].Properties[1]
	wantAt := spec.Place{File: "spec/openapi.yaml", Line: 44, Column: 9, Path: "components.schemas.ZoomStore.properties.mode"}
	if mode.KeyAt != wantAt {
		t.Errorf("mode stands at %v, want %v", mode.KeyAt, wantAt)
	}
	wantAt.Column, wantAt.Path = 138, wantAt.Path+".x-conflict"
	if mode.Schema.Conflict.At != wantAt {
		t.Errorf("x-conflict of mode stands at %v, want %v", mode.Schema.Conflict.At, wantAt)
	}
}

// smallOperations returns the operations of smallDocument, without places.
func smallOperations() []*spec.Operation {
	store := &spec.Schema{Ref: "Store"}
	body := func(required bool) *spec.Body {
		return &spec.Body{Required: required, Content: []spec.Media{{Type: "application/json", Schema: store}}}
	}
	return []*spec.Operation{{
		ID: "replaceStore", Method: "PUT", Path: "/stores/{storeID}", Summary: "Replace a store.",
		Description: "Replaces the whole store.", Deprecated: true, Tags: []string{"Stores"},
		Parameters: []spec.Parameter{
			{Name: "storeID", In: "path", Required: true, Schema: &spec.Schema{Type: "string", Format: "date-time"}},
			{Name: "verbose", In: "query", Style: "form", Explode: new(false), Description: "Say more.", Schema: &spec.Schema{Type: "string"}},
		},
		Body: body(true),
		Responses: []spec.Response{
			{Status: "200", Description: "The store.", Body: body(false)},
			{Status: "204", Description: "Nothing."},
			{Status: "default", Description: "An error."},
		},
	}}
}

// smallSchemas returns the schemas of smallDocument, without places.
func smallSchemas() []*spec.Schema {
	value := func(s string) spec.Text { return spec.Text{Value: s, Set: true} }
	return []*spec.Schema{{
		Name: "Store", Store: "configuration", OneOf: []*spec.Schema{{Ref: "ZoomStore"}},
		Discriminator: &spec.Discriminator{Property: "type", Mapping: []spec.Mapping{{Value: "Zoom", Ref: "ZoomStore"}}},
	}, {
		Name: "ZoomStore", Type: "object", Title: "Zoom", Description: "A store.", Required: []spec.Text{value("type")},
		Properties: []spec.Property{
			{Key: "type", Schema: &spec.Schema{Type: "string", Enum: []spec.Text{value("Zoom")}}},
			{Key: "mode", Schema: &spec.Schema{Type: "string", ExtensibleEnum: []spec.Text{value("a")}, Default: "a", Example: "2020-01-01", Deprecated: true,
				ReplacedBy: value("type"), Conflict: value("Two pages disagree.")}},
			{Key: "count", Schema: &spec.Schema{Type: "integer", Default: int64(3)}},
			{Key: "ratio", Schema: &spec.Schema{Type: "number", Default: 0.5}},
			{Key: "active", Schema: &spec.Schema{Type: "boolean", Default: true}},
			{Key: "tags", Schema: &spec.Schema{Type: "array", Items: &spec.Schema{Type: "string"}}},
		},
		AdditionalProperties: &spec.Schema{AnyOf: []*spec.Schema{{Type: "string"}, {AllOf: []*spec.Schema{{Type: "integer"}}}}},
	}}
}

// TestColumns counts columns in bytes, as compilers and editors' jump commands do; package yaml counts characters.
func TestColumns(t *testing.T) {
	const corrections = "- {connector: Zürich€, attribute: A, drop: true, reason: ä, source: 1}\n"
	found := load(t, fstest.MapFS{"corrections.yaml": &fstest.MapFile{Data: []byte(corrections)}})
	list := found.All()
	if len(list) != 1 || list[0].Column != slices.Index([]byte(corrections), '1')+1 {
		t.Errorf("got %v, want one finding at the byte of the 1", list)
	}
}

// TestReadCorrections reads each member of a correction into its field, and keeps the order.
func TestReadCorrections(t *testing.T) {
	in, found, err := Folder(fstest.MapFS{"corrections.yaml": &fstest.MapFile{Data: []byte(`# A comment.
- connector: Zoom
  profile: Basic
  attribute: MODE
  name: ModeOn
  kind: enumeration
  required: false
  sensitive: true
  deprecated: true
  replaced-by: OTHER
  selector: true
  reason: r
  source: s
- connector: Acme
  attribute: MODE
  value: "on"
  name: Acme
  reason: r
  source: s
- connector: Acme
  attribute: OLD
  drop: true
  reason: r
  source: s
`)}}, "spec")
	if err != nil || len(found.All()) > 0 {
		t.Fatal(err, found.All())
	}
	at := func(line, column int, path string) spec.Place {
		return spec.Place{File: "spec/corrections.yaml", Line: line, Column: column, Path: path}
	}
	want := []spec.Correction{{
		At:         at(2, 3, "[0]"),
		Connector:  spec.Text{At: at(2, 14, "[0].connector"), Value: "Zoom", Set: true},
		Profile:    spec.Text{At: at(3, 12, "[0].profile"), Value: "Basic", Set: true},
		Attribute:  spec.Text{At: at(4, 14, "[0].attribute"), Value: "MODE", Set: true},
		Name:       spec.Text{At: at(5, 9, "[0].name"), Value: "ModeOn", Set: true},
		Kind:       spec.Text{At: at(6, 9, "[0].kind"), Value: "enumeration", Set: true},
		Required:   spec.Flag{At: at(7, 13, "[0].required"), Value: false, Set: true},
		Sensitive:  spec.Flag{At: at(8, 14, "[0].sensitive"), Value: true, Set: true},
		Deprecated: spec.Flag{At: at(9, 15, "[0].deprecated"), Value: true, Set: true},
		ReplacedBy: spec.Text{At: at(10, 16, "[0].replaced-by"), Value: "OTHER", Set: true},
		Selector:   spec.Flag{At: at(11, 13, "[0].selector"), Value: true, Set: true},
		Reason:     spec.Text{At: at(12, 11, "[0].reason"), Value: "r", Set: true},
		Source:     spec.Text{At: at(13, 11, "[0].source"), Value: "s", Set: true},
	}, {
		At:        at(14, 3, "[1]"),
		Connector: spec.Text{At: at(14, 14, "[1].connector"), Value: "Acme", Set: true},
		Attribute: spec.Text{At: at(15, 14, "[1].attribute"), Value: "MODE", Set: true},
		Value:     spec.Text{At: at(16, 10, "[1].value"), Value: "on", Set: true},
		Name:      spec.Text{At: at(17, 9, "[1].name"), Value: "Acme", Set: true},
		Reason:    spec.Text{At: at(18, 11, "[1].reason"), Value: "r", Set: true},
		Source:    spec.Text{At: at(19, 11, "[1].source"), Value: "s", Set: true},
	}, {
		At:        at(20, 3, "[2]"),
		Connector: spec.Text{At: at(20, 14, "[2].connector"), Value: "Acme", Set: true},
		Attribute: spec.Text{At: at(21, 14, "[2].attribute"), Value: "OLD", Set: true},
		Drop:      spec.Flag{At: at(22, 9, "[2].drop"), Value: true, Set: true},
		Reason:    spec.Text{At: at(23, 11, "[2].reason"), Value: "r", Set: true},
		Source:    spec.Text{At: at(24, 11, "[2].source"), Value: "s", Set: true},
	}}
	if diff := cmp.Diff(want, in.Corrections); diff != "" {
		t.Errorf("corrections (-want +got):\n%s", diff)
	}
}
