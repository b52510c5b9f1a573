package settings_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
)

const pagedDocument = `openapi: 3.0.3
info: {title: Paged things, version: '1'}
servers: [{url: 'https://api.example.com/v1'}]
paths:
  /cursor: {get: {operationId: cursor, parameters: [{name: after, in: query, schema: {type: string}}, {name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}], responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {data: {type: object, properties: {things: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}, meta: {type: object, properties: {next: {type: string}}}}}}}}}}}
  /link: {get: {operationId: link, responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {things: {type: array, items: {$ref: '#/components/schemas/Thing'}}, next: {type: string}}}}}}}}}
  /header: {get: {operationId: header, responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}}}}
  /last: {get: {operationId: last, parameters: [{name: starting_after, in: query, schema: {type: string}}], responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}}}}}}
  /pages: {get: {operationId: pages, parameters: [{name: page, in: query, schema: {type: integer, default: 0}}], responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}}}}
  /offset: {get: {operationId: offset, parameters: [{name: offset, in: query, schema: {type: integer}}], responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}}
components: {schemas: {Thing: {type: object, properties: {id: {type: string}}}}}
`

const pagedConfig = `names: {package: things}
paging:
  - {operations: [cursor], items: data.things, next: meta.next, parameter: after}
  - {operations: [link], items: things, next: next}
  - {operations: [header], next: header Link}
  - {operations: [last], items: data, last: id, parameter: starting_after}
  - {operations: [pages], count: pages, parameter: page}
  - {operations: [offset], count: elements, parameter: offset}
`

// Lists whose pages follow each other as generate.yaml says are iterators over all
// elements: by a cursor, a link in the answer or in a header, the last element, or a
// count of pages or elements. A link to another server is not followed.
func TestPaging(t *testing.T) {
	t.Parallel()
	run(t, generated(t, pagedDocument, pagedConfig), `package shop

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"testing"

	"example.com/shop/generated/things"
)

// pages are the answers, by path and query.
var pages = map[string]string{
	"/v1/cursor?ids=a%2Cb,c":            "{\"data\":{\"things\":[{\"id\":\"1\"},{\"id\":\"2\"}]},\"meta\":{\"next\":\"x&y\"}}",
	"/v1/cursor?ids=a%2Cb,c&after=x%26y": "{\"data\":{\"things\":[]},\"meta\":{\"next\":\"z\"}}",
	"/v1/cursor?ids=a%2Cb,c&after=z":     "{\"data\":{\"things\":[{\"id\":\"3\"}]},\"meta\":{}}",
	"/v1/link":                "{\"things\":[{\"id\":\"1\"}],\"next\":\"/v1/link?p=2\"}",
	"/v1/link?p=2":            "{\"things\":[{\"id\":\"2\"}],\"next\":\"https://elsewhere.example.com/v1/link\"}",
	"/v1/header":              "[{\"id\":\"1\"}]",
	"/v1/header?p=2":          "[{\"id\":\"2\"}]",
	"/v1/last":                "{\"data\":[{\"id\":\"1\"},{\"id\":\"2\"}]}",
	"/v1/last?starting_after=2": "{\"data\":[{\"id\":\"3\"}]}",
	"/v1/last?starting_after=3": "{\"data\":[]}",
	"/v1/pages":        "[{\"id\":\"1\"}]",
	"/v1/pages?page=1": "[{\"id\":\"2\"}]",
	"/v1/pages?page=2": "[]",
	"/v1/pages?page=7": "[{\"id\":\"9\"}]",
	"/v1/pages?page=8": "[]",
	"/v1/offset":          "[\"a\",\"b\"]",
	"/v1/offset?offset=2": "[\"c\"]",
	"/v1/offset?offset=3": "[]",
}

type transport struct{}

func (transport) RoundTrip(r *http.Request) (*http.Response, error) {
	header, body := http.Header{"Content-Type": {"application/json"}}, pages[r.URL.RequestURI()]
	if r.URL.RequestURI() == "/v1/header" {
		header["Link"] = []string{"<https://api.example.com/v1/header?p=1>; rel=\"prev\", </v1/header?p=2>; title=\"a, b\"; rel=\"last next\""}
	}
	if body == "" {
		return &http.Response{StatusCode: 404, Header: header, Body: io.NopCloser(strings.NewReader("{\"message\":\"" + r.URL.RequestURI() + "\"}"))}, nil
	}
	return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func text[T any](list iter.Seq2[T, error], id func(T) string) (got string) {
	for v, err := range list {
		if err != nil {
			return got + fmt.Sprint("error ", err)
		}
		got += id(v) + " "
	}
	return got
}

func Test(t *testing.T) {
	c, err := things.NewClient(things.Config{HTTPClient: &http.Client{Transport: transport{}}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, id, seven := context.Background(), func(v *things.Thing) string { return v.ID }, int64(7)
	for want, got := range map[string]string{
		"1 2 3 ": text(c.Cursor(ctx, &things.CursorParams{IDs: []string{"a,b", "c"}}), id),
		"1 2 error Link: the link to the next page leaves https://api.example.com": text(c.Link(ctx), id),
		"1 2 ":   text(c.Header(ctx), id),
		"1 2 3  ": text(c.Last(ctx, nil), id) + " ",
		"1 2   ": text(c.Pages(ctx, nil), id) + "  ",
		"9 ":     text(c.Pages(ctx, &things.PagesParams{Page: &seven}), id),
		"a b c ": text(c.Offset(ctx, nil), func(v *string) string { return *v }),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
`)
}

// What generate.yaml says of pages and is not in the document is an error at its place.
func TestPagingRefused(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]string{
		"{operations: [link], items: thing, next: next}":           `1:10: paging: the answer of link has no list at "thing"`,
		"{operations: [link], next: next}":                         `1:10: paging: the answer of link has no list at ""`,
		"{operations: [link], items: things, next: a.b}":           `1:52: paging: the answer of link has no member at "a.b"`,
		"{operations: [header], last: name, parameter: after}":     `1:39: paging: the elements of header have no member at "name"`,
		"{operations: [pages], count: pages, parameter: number}":   `1:57: paging: the operation pages has no parameter "number" in the query`,
		"{operations: [nothing], count: pages, parameter: number}": `1:24: config-invalid: no operation of the document is meant by this`,
	} {
		inputs := fstest.MapFS{"openapi.yaml": {Data: []byte(pagedDocument)}, "generate.yaml": {Data: []byte("paging: [" + rule + "]\n")}}
		tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/x"})
		var text strings.Builder
		for _, f := range found.All() {
			text.WriteString(f.String() + "\n")
		}
		if err != nil || tree != nil || !strings.Contains(text.String(), want) {
			t.Errorf("%s: found %s, want %s (%v)", rule, text.String(), want, err)
		}
	}
}
