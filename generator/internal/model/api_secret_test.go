package model

import (
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
)

// A member that is a password, however the document says so, is a secret in the
// types; so is text under a key that looks like one. A password in one branch of
// the union of stores is never text, whatever the other branches say.
func TestSecretsOfDocuments(t *testing.T) {
	m := documented(t, `
components:
  schemas:
    Password: {type: string, format: password}
    Thing:
      type: object
      properties:
        a: {type: string, format: password}
        b: {format: password}
        c: {$ref: '#/components/schemas/Password'}
        d: {allOf: [{$ref: '#/components/schemas/Password'}, {description: d}]}
        e: {oneOf: [{$ref: '#/components/schemas/Password'}, {type: integer}]}
        f: {allOf: [{description: f}, {allOf: [{type: string}, {format: password}]}]}
        client_secret: {type: string}
        secretKey: {type: string}
        g: {type: array, items: {$ref: '#/components/schemas/Password'}}
        h: {type: object, additionalProperties: {format: password}}
        passwords: {type: array, items: {type: string}}
        nextToken: {type: string}
    Store:
      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
      discriminator: {propertyName: type, mapping: {Aaa: '#/components/schemas/A', Bbb: '#/components/schemas/B'}}
    A:
      type: object
      properties:
        type: {type: string}
        k: {type: string}
        configuration: {type: object, properties: {X: {type: string}}}
    B:
      type: object
      properties:
        type: {type: string}
        k: {type: string, format: password}
        configuration:
          allOf:
            - {type: object, properties: {Y: {type: string}, Z: {allOf: [{type: string}, {format: password}], type: string}}}
            - {type: object, properties: {Y: {type: string, format: password}}}
`)
	seen := 0
	for _, typ := range m.API.Types {
		for _, f := range typ.Fields {
			data := f.Data
			for data.Elem != nil {
				data = *data.Elem
			}
			switch {
			case f.Key == "k" && f.Data.Kind == KindString:
				t.Errorf("%s.%s is text, and a password in another branch", typ.Name, f.Name)
			case f.Key == "nextToken": // a place in a list
			case typ.Name == "Thing" && data.Kind != KindSecret:
				t.Errorf("%s is %v", f.Key, data.Kind)
			case typ.Name == "Thing":
				seen++
			}
		}
	}
	if seen != 11 {
		t.Errorf("%d members are secrets, want 11", seen)
	}
	for _, c := range m.Connectors {
		for _, a := range c.Fields {
			if a.Key != "X" && !a.Sensitive {
				t.Errorf("%s is not sensitive; a later part of allOf says so", a.Key)
			}
		}
	}
}

// documented returns the model of a document with components, of which an operation
// returns Thing and another Store.
func documented(t *testing.T, components string) *Model {
	t.Helper()
	const head = `openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /things:
    get:
      operationId: getThing
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  /stores:
    get:
      operationId: getStore
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}}
`
	files := fstest.MapFS{"openapi.yaml": {Data: []byte(head + components[1:])}}
	inputs, found, err := load.Folder(files, ".")
	if err != nil || found.Failed() {
		t.Fatal(err, found.All())
	}
	m, found := Build(inputs)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m
}
