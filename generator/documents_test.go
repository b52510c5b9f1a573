package generator_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// commitID is what a commit of git is called by, put together so that no text here looks like a secret.
var commitID = strings.Repeat("1a2b3c4d5e", 4)

// documents are small documents that are right, and of which a generator is easily
// wrong. Each is accepted; says is what a finding has, and has what the client has.
var documents = []struct {
	name, operation, schemas string
	says, has                string
}{
	{name: "the type of a description beside a reference", schemas: "T: {type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/S'}, {description: d}]}}}\n    S: {type: string, enum: [x]}", has: `A +S `},
	{name: "a default of a list", schemas: "T: {type: object, properties: {l: {type: array, items: {type: string}, default: []}}}", has: `L +\[\]string`},
	{name: "an enumeration without a type", schemas: "T: {type: object, properties: {h: {enum: [a, b]}, i: {enum: [1, 2]}, j: {items: {type: boolean}}}}", has: `H +TH |I +\*int64|J +\[\]bool`},
	{name: "an enumeration of numbers and null", schemas: "T: {type: object, properties: {n: {type: integer, enum: [1, 2]}, s: {type: string, nullable: true, enum: [a, null]}}}", has: `N +\*int64|S +TS `},
	{name: "an enumeration that YAML takes for numbers", schemas: "T: {type: object, properties: {v: {type: string, enum: [1.0, true, 2020-01-01]}}}", has: `= "1\.0"|= "true"`},
	{name: "lists of types, and const", schemas: "T: {type: object, properties: {a: {type: [string, 'null']}, b: {const: x}, c: {type: [string, integer]}, d: {exclusiveMinimum: 1, type: number}}}", has: `A +string|B +TB |C +any|D +\*float64`},
	{name: "properties that are no Go names", schemas: "T: {type: object, properties: {5qi: {type: string}, '+1': {type: integer}, 名: {type: string}, _: {type: string}, 'a b,\"c': {type: string}, '': {type: string}}}", has: `N5qi +string|Plus1 +\*int64|U540d +string|Underscore +string|ABC +string|"a b,\\"c"`},
	{name: "properties that make one name", schemas: "T: {type: object, properties: {a-b: {type: string}, a_b: {type: string}, extra: {type: string}, MarshalJSON: {type: string}}}", says: "name-changed", has: `"a-b"|"a_b"|AB2 +string|ExtraMember +string|MarshalJSONMember +string`},
	{name: "an inline schema called as a component is", schemas: "T: {type: object, properties: {version: {type: object, properties: {x: {type: string}}}, other: {$ref: '#/components/schemas/TVersion'}}}\n    TVersion: {type: object, properties: {y: {type: string}}}", has: `type TVersion struct|Y +string|X +string`},
	{name: "schemas called as the client is", schemas: "T: {type: object, properties: {a: {$ref: '#/components/schemas/Error'}, b: {$ref: '#/components/schemas/Client'}}}\n    Error: {type: object, properties: {x: {type: string}}}\n    Client: {type: object, properties: {x: {type: string}}}", says: "name-changed", has: `type ErrorSchema struct|type ClientSchema struct`},
	{name: "parts of a component whose name is no Go name", schemas: "T: {$ref: '#/components/schemas/a.b-list'}\n    a.b-list: {type: array, items: {type: object, properties: {k: {type: string, enum: [x]}}}}", has: `type ABListItem struct|K +ABListItemK`},
	{name: "a choice whose branches have the choice in them", schemas: "T: {oneOf: [{$ref: '#/components/schemas/U'}], discriminator: {propertyName: k}, properties: {k: {type: string}}}\n    U: {allOf: [{$ref: '#/components/schemas/T'}, {type: object, properties: {u: {type: string}}}]}", has: `type T struct`},
	{name: "a union with configurations that are no stores", schemas: "T: {oneOf: [{$ref: '#/components/schemas/U'}], discriminator: {propertyName: kind, mapping: {bar_chart: '#/components/schemas/U'}}}\n    U: {type: object, properties: {kind: {type: string}, configuration: {type: object, properties: {width: {type: integer}}}}}", has: `GetT\(`},
	{name: "a reference to a property", schemas: "T: {type: object, properties: {a: {$ref: '#/components/schemas/U/properties/x'}}}\n    U: {type: object, properties: {x: {type: object, properties: {z~/: {type: boolean}}}}}", has: `Z +\*bool`},
	{name: "a schema that requires itself", schemas: "T: {type: object, required: [t], properties: {t: {$ref: '#/components/schemas/T'}}}", says: "requires-itself", has: `T +\*T `},
	{name: "parts that contradict each other", schemas: "T: {allOf: [{type: object, properties: {foo: {type: string}}}, {type: object, properties: {foo: {type: integer}}}]}", says: "foo", has: `type T struct`},
	{name: "parts of which one is an object and one a text", schemas: "T: {type: object, properties: {foo: {allOf: [{type: object, properties: {a: {type: string}}}, {type: string}]}}}", says: "foo", has: `type T struct`},
	{name: "parts with other enumerations", schemas: "T: {type: object, properties: {foo: {allOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]}}}", says: "foo", has: `type T struct`},
	{name: "parts with other formats", schemas: "T: {type: object, properties: {foo: {allOf: [{type: string, format: date-time}, {type: string, format: uuid}]}}}", says: "foo", has: `type T struct`},
	{name: "children of a parent with a discriminator", schemas: "T: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}\n    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {huntingSkill: {type: string}}}]}", has: `HuntingSkill +string`},
	{name: "children of children, without a mapping", schemas: "T: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}\n    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {huntingSkill: {type: string}}}]}\n    Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {mane: {type: string}}}]}", has: `HuntingSkill +string|Mane +string`},

	{name: "no operationId", operation: "get: {responses: {'200': {description: d}}}", says: "get-ts-id", has: `GetTsID\(|MethodGet, "/ts/\{id\}"`},
	{name: "an empty operationId", operation: "get: {operationId: '', responses: {'204': {description: d}}}", says: "operation-id", has: `GetTsID\(`},
	{name: "an operationId that is no name", operation: "get: {operationId: 'list; drop', responses: {'204': {description: d}}}", says: "is no name", has: `ListDrop\(`},
	{name: "an enumeration of a parameter", operation: "get: {parameters: [{name: sort, in: query, schema: {type: string, enum: [ascending]}}], responses: {'204': {description: d}}}", has: `"ascending"`},
	{name: "lists of numbers", operation: "get: {parameters: [{name: n, in: query, schema: {type: array, items: {type: integer}}}], responses: {'204': {description: d}}}", has: `N +\[\]int64`},
	{name: "styles of parameters", operation: "get: {parameters: [{name: f, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}, {name: p, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}, {name: c, in: cookie, schema: {type: string}}, {name: j, in: query, content: {application/json: {schema: {type: integer}}}}], responses: {'204': {description: d}}}", has: `objectParam\("query", "deepObject"|param\("query", "pipeDelimited"|param\("cookie", "form"|objectParam\("query", "json"`},
	{name: "objects in a path", operation: "get: {operationId: g, parameters: [{name: id, in: path, required: true, style: matrix, schema: {type: object, properties: {x: {type: string}}}}], responses: {'204': {description: d}}}", has: `c\.pathObject\("matrix", "id", false, id\.members\)`},
	{name: "what a parameter can be several of", operation: "get: {parameters: [{name: u, in: query, schema: {type: array, items: {oneOf: [{type: string}, {type: integer}]}}}, {name: v, in: query, allowReserved: true, schema: {anyOf: [{type: integer}, {type: object, properties: {a: {type: string}}}]}}], responses: {'204': {description: d}}}", says: "can be several things", has: `U +\[\]string|V +string`},
	{name: "a choice of which one takes any object", schemas: "T: {type: object, properties: {a: {oneOf: [{type: string}, {type: object}]}, b: {oneOf: [{type: string}, {type: object, additionalProperties: {type: integer}}]}}}", says: "a choice of schemas becomes any", has: `A +any|B +\*TB`},
	{name: "a header that the transport sets", operation: "get: {parameters: [{name: Accept-Encoding, in: header, schema: {type: string}}], responses: {'204': {description: d}}}", says: "Accept-Encoding", has: `func \(c \*Client\)`},
	{name: "a header that says what to do", operation: "post: {operationId: deploy, parameters: [{name: Content-Type, in: header, required: true, schema: {type: string, enum: [application/x.deploy+json]}}], responses: {'204': {description: d}}}", has: `Deploy\(ctx context\.Context, id string, opts|headerParam\("Content-Type", "application/x\.deploy\+json"\)`},
	{name: "bodies that are not JSON", operation: "post: {operationId: p, requestBody: {content: {text/csv: {schema: {type: string}}}}, responses: {'200': {description: d, content: {image/png: {schema: {type: string, format: binary}}}}}}\n    put: {operationId: q, requestBody: {content: {multipart/form-data: {schema: {type: object}}}}, responses: {'204': {description: d}}}\n    patch: {operationId: r, requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'204': {description: d}}}", has: `body io\.Reader, opts \.\.\.CallOption\) \(\[\]byte, error\)|body \[\]FormPart|sendForm\(`},
	{name: "a response by default alone", operation: "get: {operationId: getX, responses: {default: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}", has: `GetX\(ctx context\.Context, id string, opts \.\.\.CallOption\) \(\*?T, error\)`},
	{name: "a response by default beside an error", operation: "get: {operationId: getX, responses: {4XX: {description: e}, default: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}", has: `GetX\(ctx context\.Context, id string, opts \.\.\.CallOption\) \(`},
	{name: "several lists in a page", operation: "get: {operationId: readUsers, responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {_links: {type: object, properties: {next: {type: object, properties: {href: {type: string}}}}}, _embedded: {type: object, properties: {users: {type: array, items: {type: object, properties: {id: {type: string}}}}, groups: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}}}}}", says: "_embedded", has: `ReadUsers\(`},
	{name: "a link with tracking, and a commit id", operation: "get: {operationId: g, description: 'See https://docs.example.com/page/aBcD1234EfGh5678.html?_ga=2.1234567.89-" + commitID + "', responses: {'204': {description: at " + commitID + "}}}", has: `G\(ctx`},
	{name: "two successes", operation: "get: {responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}, '202': {description: d, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}}", says: "response-ambiguous", has: `A +string`},
	{name: "a path item with a security of its own", operation: "get: {operationId: open, security: [], responses: {'204': {description: d}}}", has: `withoutToken\(\)`},
	{name: "servers of an operation", operation: "get: {servers: [{url: 'https://other.example.com'}], responses: {'204': {description: d}}}", says: "servers of an operation", has: `func \(c \*Client\)`},
	{name: "an operation that cannot be honoured", operation: "get: {operationId: bad, parameters: [{name: pin, in: query, schema: {type: string, format: password}}], responses: {'204': {description: d}}}\n    delete: {operationId: good, responses: {'204': {description: d}}}", says: "operation-left-out", has: `Good\(`},
	{name: "a parameter called environmentId elsewhere", operation: "get: {operationId: team, parameters: [{name: environmentId, in: query, required: true, schema: {type: string}}], responses: {'204': {description: d}}}", has: `environmentID`},
}

// TestDocuments accepts what is right, with the types and methods that it calls for.
// What it makes type-checks: else there is an error.
func TestDocuments(t *testing.T) {
	t.Parallel()
	for _, test := range documents {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, found := clientOf(t, documentOf(test.operation, test.schemas))
			if client == "" {
				t.Fatalf("it is refused: %s", found)
			}
			if !strings.Contains(found, test.says) {
				t.Errorf("no finding says %q:\n%s", test.says, found)
			}
			for want := range strings.SplitSeq(test.has, "|") {
				if !regexp.MustCompile(want).MatchString(client) {
					t.Errorf("the client has nothing like %s:\n%s", want, client)
				}
			}
		})
	}
}

// A document may have schemas and no operation, as one that others refer to has: its
// types are what is wanted of it.
func TestModelsOnly(t *testing.T) {
	t.Parallel()
	for _, paths := range []string{"paths: {}\n", ""} {
		document := "openapi: 3.1.0\ninfo: {title: A document, version: 1.0}\n" + paths + "components: {schemas: {Thing: {type: object, properties: {a: {type: string}}}}}\n"
		if client, found := clientOf(t, document); !regexp.MustCompile(`(?m)^type Thing struct`).MatchString(client) {
			t.Errorf("with %q there is no type Thing: %s", paths, found)
		}
	}
}

// documentOf returns a document that has an operation at a path, and schemas of
// which T is returned by another one.
func documentOf(operation, schemas string) string {
	if operation == "" {
		operation = "delete: {operationId: other, responses: {'204': {description: d}}}"
	}
	if schemas == "" {
		schemas = "T: {type: object, properties: {a: {type: string}}}"
	}
	return `openapi: 3.1.0
info: {title: A document, version: 1.0}
paths:
  /ts/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    ` + operation + `
  /t:
    get: {operationId: getT, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}
components:
  schemas:
    ` + schemas + "\n"
}

// clientOf returns the source of the client for a document, or "" if it is refused, and
// the findings.
func clientOf(t *testing.T, document string) (client, found string) {
	t.Helper()
	return clientBy(t, document, "names: {package: propagation}\n")
}

// clientBy is clientOf with a generate.yaml.
func clientBy(t *testing.T, document, config string) (client, found string) {
	t.Helper()
	files, found := generate(t, fstest.MapFS{"openapi.yaml": {Data: []byte(document)}, "generate.yaml": {Data: []byte(config)}})
	for _, name := range []string{"operations", "types", "codec"} {
		client += string(files["propagation/"+name+".go"])
	}
	return client, found
}

// TestFilesOfDocument reads what a document refers to in other files of its folder,
// and nothing outside of it.
func TestFilesOfDocument(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"generate.yaml":   {Data: []byte("names: {package: propagation}\n")},
		"openapi.yaml":    {Data: []byte(documentOf("", "T: {type: object, properties: {a: {$ref: 'more/other.yaml#/A'}, b: {$ref: more/whole.json}}}"))},
		"more/other.yaml": {Data: []byte("A: {type: object, properties: {x: {$ref: '../openapi.yaml#/components/schemas/T'}, y: {$ref: '#/B'}}}\nB: {type: boolean}\n")},
		"more/whole.json": {Data: []byte(`{"type": "object", "properties": {"face": {"type": "string", "description": "\ud83d\ude00"}}}`)},
	}
	got, found := generate(t, files)
	for _, want := range []string{`A +\*A `, `X +\*T `, `Y +\*bool`, `B +\*Whole`, `Face +string`} {
		if !regexp.MustCompile(want).Match(got["propagation/types.go"]) {
			t.Errorf("the types have nothing like %s: %s\n%s", want, found, got["propagation/types.go"])
		}
	}
	for _, outside := range []string{"../secret.yaml", "/etc/passwd", "https://example.com/a.yaml", "none.yaml", "more/../../x.yaml"} {
		_, found := clientOf(t, documentOf("", "T: {$ref: '"+outside+"#/A'}"))
		if !strings.Contains(found, "error: spec/openapi.yaml:11:") || !strings.Contains(found, "reference-outside") {
			t.Errorf("%s: got %q, want that it is refused at its place", outside, found)
		}
	}
}

// TestAnchors reads anchors, aliases and merge keys as what they stand for, and refuses
// those that have no end or too much of it.
func TestAnchors(t *testing.T) {
	t.Parallel()
	client, found := clientOf(t, documentOf("", "T: &t {type: object, properties: &p {a: &s {type: string}, b: *s}}\n    U: {<<: *t, description: more}"))
	if !strings.Contains(client, "B string") {
		t.Errorf("aliases are not read: %s\n%s", found, client)
	}
	bomb := "X0: &x0 {type: string}\n"
	for i := range 30 {
		bomb += fmt.Sprintf("    X%d: &x%d {allOf: [*x%d, *x%d]}\n", i+1, i+1, i, i)
	}
	for _, schemas := range []string{"T: &t {type: object, properties: {a: *t}}", bomb} {
		if client, found := clientOf(t, documentOf("", schemas)); client != "" || !strings.Contains(found, "alias") {
			t.Errorf("it is taken: %s", found)
		}
	}
}

// TestRandomDocuments puts together what OpenAPI has at random: whatever comes of it is
// accepted and type-checks, or is refused with a place. It never panics, and the same
// document gives the same bytes.
func TestRandomDocuments(t *testing.T) {
	t.Parallel()
	n := long.Or(40, 10)
	accepted := 0
	for seed := range n {
		r := rand.New(rand.NewPCG(7, uint64(seed)))
		document := documentOf(randomOperation(r), "T: "+randomSchema(r, 4)+"\n    U: "+randomSchema(r, 3)+"\n    Store: "+randomSchema(r, 2)+"\n    a.b-list: "+randomSchema(r, 3))
		client, found := clientOf(t, document)
		again, _ := clientOf(t, document)
		if client != again {
			t.Errorf("two runs differ for\n%s", document)
		}
		if client == "" && !regexp.MustCompile(`(?m)^error: spec/openapi.yaml:\d+:\d+: `).MatchString(found) {
			t.Errorf("it is refused without a place: %s\n%s", found, document)
		}
		if client != "" {
			accepted++
		}
	}
	if accepted < n/2 {
		t.Errorf("%d of %d are accepted, so that the test says little", accepted, n)
	}
}

func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// randomSchema returns a schema of at most depth levels.
func randomSchema(r *rand.Rand, depth int) string {
	leaf := []string{
		"{}", "{type: string}", "{type: string, format: date-time}", "{type: string, format: password}", "{type: integer, enum: [1, null]}", "{enum: [a, 'b c', A]}",
		"{type: [number, 'null'], default: x}", "{const: 5}", "{$ref: '#/components/schemas/U'}", "{$ref: '#/components/schemas/T'}", "{$ref: '#/components/schemas/a.b-list'}", "{type: boolean, readOnly: true}", "{not: {}}",
	}
	if depth == 0 {
		return pick(r, leaf...)
	}
	sub := func() string { return randomSchema(r, depth-1) }
	key := func() string {
		return pick(r, "a", "A", "type", "configuration", "extra", "5", "+1", "-", "id", "ID", "é", "client_secret", "a,b", "_links", "_embedded", "\"")
	}
	properties := func() string { return "{'" + key() + "1': " + sub() + ", '" + key() + "': " + sub() + "}" }
	switch r.IntN(7) {
	case 0:
		return "{type: array, items: " + sub() + "}"
	case 1:
		return "{type: object, additionalProperties: " + sub() + "}"
	case 2:
		return "{allOf: [" + sub() + ", " + sub() + "], description: d}"
	case 3:
		return "{" + pick(r, "oneOf", "anyOf") + ": [" + sub() + ", {$ref: '#/components/schemas/U'}], discriminator: {propertyName: type}, properties: " + properties() + "}"
	case 4:
		return pick(r, leaf...)
	}
	return "{type: object, required: [a, type], properties: " + properties() + "}"
}

// randomOperation returns an operation.
func randomOperation(r *rand.Rand) string {
	in := pick(r, "query", "header", "cookie")
	media := func() string {
		return pick(r, "application/json", "text/plain", "'*/*'", "multipart/form-data", "application/x-www-form-urlencoded", "bad")
	}
	return fmt.Sprintf("%s: {%s parameters: [{name: %s, in: %s, required: %t, style: %s, explode: %t, schema: %s}, {name: %s, in: query, schema: %s}], requestBody: {content: {%s: {schema: %s}}}, responses: {%s: {description: d, content: {%s: {schema: %s}}}, default: {description: d}}}",
		pick(r, "post", "put", "delete"), pick(r, "", "operationId: call,", "operationId: get_t,", "operationId: 'a b;',"),
		pick(r, "q", "body", "ctx", "X-A", "content", "5"), in, r.IntN(2) == 0, pick(r, "form", "simple", "deepObject", "pipeDelimited"), r.IntN(2) == 0, randomSchema(r, 2),
		pick(r, "r", "opts", "params", "id"), randomSchema(r, 1), media(), randomSchema(r, 2), pick(r, "'200'", "'2XX'", "'404'"), media(), randomSchema(r, 2))
}

// TestStagesAtOnce: what is wrong is said at once, whichever stage finds it.
func TestStagesAtOnce(t *testing.T) {
	t.Parallel()
	client, found := clientBy(t, documentOf("", "T: {$ref: '#/components/schemas/Gone'}"), "names: {package: connector}\nnothing: 1\n")
	for _, want := range []string{"reference-broken", "config-invalid", "client-package"} {
		if client != "" || !strings.Contains(found, want) {
			t.Errorf("no finding is %s: %s", want, found)
		}
	}
}

// TestBrokenDocuments takes parts of a document away, or puts others in their place, at
// random: it is accepted or refused, and nothing panics, though the model is built of
// what could be read.
func TestBrokenDocuments(t *testing.T) {
	t.Parallel()
	refused := 0
	n := long.Or(3000, 300)
	for seed := range n {
		r := rand.New(rand.NewPCG(8, uint64(seed)))
		words := strings.Split(documentOf(randomOperation(r), "T: "+randomSchema(r, 4)+"\n    U: "+randomSchema(r, 3)+"\n    Store: "+randomSchema(r, 2)), " ")
		for range 1 + r.IntN(3) {
			i := 12 + r.IntN(len(words)-12)
			words[i] = pick(r, "5,", "null,", "x,", "[],", "{},", "'',", "{$ref: '#/components/schemas/Gone'},", "{$ref: '#/paths'},", "-1,", "[a],") + strings.Repeat("}", max(0, strings.Count(words[i], "}")-strings.Count(words[i], "{")))
		}
		in := fstest.MapFS{"openapi.yaml": {Data: []byte(strings.Join(words, " "))}}
		tree, found, err := generator.Generate(generator.Inputs{FS: in, Name: "spec"}, generator.Options{ImportPath: "example.com/x"})
		if (tree == nil) != found.Failed() || err != nil {
			t.Errorf("%v %v for\n%s", err, found.All(), in["openapi.yaml"].Data)
		}
		if tree == nil {
			refused++
		}
	}
	if refused < n/4 {
		t.Errorf("%d of %d are refused, so that the test says little", refused, n)
	}
}
