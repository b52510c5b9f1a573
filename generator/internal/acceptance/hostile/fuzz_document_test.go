package hostile_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"
)

// FuzzDocument changes the structure of an OpenAPI document, as FuzzMutation does
// that of a capture: names, paths, references, enumerations and texts are replaced
// by what has a meaning in Go.
func FuzzDocument(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, changes uint8) {
		random := rand.New(rand.NewPCG(seed, uint64(changes)))
		var document any
		if err := yaml.Unmarshal([]byte(smallDocument), &document); err != nil {
			t.Fatal(err)
		}
		for range changes%8 + 1 {
			document = mutated(random, document)
		}
		data, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, fstest.MapFS{"openapi.yaml": {Data: data}})
	})
}

// smallDocument has a little of all that the generator reads in a document.
const smallDocument = `openapi: 3.0.3
info: {title: A case, version: "1", description: Text}
paths:
  /environments/{environmentID}/things:
    parameters:
      - {name: environmentID, in: path, required: true, schema: {type: string}}
    get:
      operationId: listThings
      summary: List the things
      description: All of them.
      parameters:
        - {name: filter, in: query, description: A filter, schema: {type: string}}
        - {name: If-Match, in: header, schema: {type: string}}
        - {$ref: '#/components/parameters/limit'}
      responses:
        "200": {$ref: '#/components/responses/Things'}
        default: {description: An error}
    post:
      operationId: createThing
      deprecated: true
      requestBody: {$ref: '#/components/requestBodies/Thing'}
      responses:
        "201": {description: Created, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  /stores/{storeID}:
    put:
      operationId: replaceStore
      parameters: [{name: storeID, in: path, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}
      responses:
        "200": {description: Replaced, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}
components:
  parameters:
    limit: {name: limit, in: query, schema: {type: integer}}
  requestBodies:
    Thing: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  responses:
    Things:
      description: The things
      content:
        application/json:
          schema:
            type: object
            properties:
              _links: {type: object}
              _embedded: {type: object, properties: {things: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
  schemas:
    Thing:
      type: object
      description: Something.
      required: [name]
      properties:
        name: {type: string, description: A name, title: Name}
        secret: {type: string, format: password}
        at: {type: string, format: date-time}
        color: {type: string, enum: [red, green, "dark blue"]}
        size: {type: number}
        tags: {type: array, items: {type: string}}
        other: {allOf: [{$ref: '#/components/schemas/Part'}], description: A part}
        map: {type: object, additionalProperties: {type: boolean}}
    Part: {type: object, properties: {count: {type: integer}}}
    Store:
      oneOf: [{$ref: '#/components/schemas/WidgetStore'}, {$ref: '#/components/schemas/GadgetStore'}]
      discriminator: {propertyName: type, mapping: {Widget: '#/components/schemas/WidgetStore', Gadget: '#/components/schemas/GadgetStore'}}
    WidgetStore:
      type: object
      title: Widget
      description: A widget.
      properties:
        type: {type: string}
        configuration:
          type: object
          required: [BASE_URL]
          properties:
            BASE_URL: {type: string, title: Base URL, description: The address, default: "https://example.com"}
            MODE: {type: string, x-extensible-enum: [fast, slow]}
            OLD: {type: boolean, deprecated: true, x-replaced-by: MODE}
    GadgetStore:
      type: object
      properties:
        type: {type: string}
        configuration:
          oneOf: [{$ref: '#/components/schemas/GadgetBasic'}, {$ref: '#/components/schemas/GadgetToken'}]
          discriminator: {propertyName: AUTHENTICATION_METHOD, mapping: {Basic: '#/components/schemas/GadgetBasic', API Token: '#/components/schemas/GadgetToken'}}
    GadgetBasic:
      type: object
      required: [AUTHENTICATION_METHOD, USER]
      properties:
        AUTHENTICATION_METHOD: {type: string, enum: [Basic, API Token]}
        USER: {type: string}
        PASSWORD: {type: string, format: password}
    GadgetToken:
      type: object
      properties:
        AUTHENTICATION_METHOD: {type: string, enum: [Basic, API Token]}
        TOKEN: {type: string, format: password, x-conflict: The table says so}
`
