package settings_test

import "testing"

const wireDocument = `openapi: 3.0.3
info: {title: Wire, version: '1'}
servers: [{url: 'https://api.example.com/v1'}]
security: [{token: []}]
paths:
  /things:
    get:
      operationId: find
      parameters:
        - {name: b, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: X-Kinds, in: header, schema: {type: array, items: {type: string}}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}, '204': {description: none}}
    post:
      operationId: make
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'201': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}, '409': {description: d, content: {application/json: {schema: {type: object, properties: {taken: {type: string}}}}}}}
  /things/{id}:cancel: {post: {operationId: cancel, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: d}}}}
  /things/{id}.json: {get: {operationId: export, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: d, content: {text/csv: {schema: {type: string}}}}}}}
  /teams/{environmentId}: {get: {operationId: team, parameters: [{name: environmentId, in: path, required: true, schema: {type: string}}], responses: {'204': {description: d}}}}
  /deploy: {post: {operationId: deploy, parameters: [{name: Content-Type, in: header, required: true, schema: {type: string, enum: [application/x.deploy+json]}}], responses: {'204': {description: d}}}}
  /open: {get: {operationId: open, security: [], responses: {'204': {description: d}}}}
  /elsewhere: {get: {operationId: elsewhere, servers: [{url: 'https://elsewhere.example.com'}], responses: {'204': {description: d}}}}
  /maps/{point}/{size}: {get: {operationId: mapOf, parameters: [{name: point, in: path, required: true, style: matrix, explode: true, schema: {type: object, properties: {x: {type: integer}, y: {type: string}}}}, {name: size, in: path, required: true, schema: {type: object, properties: {w: {type: integer}}}}], responses: {'204': {description: d}}}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Cat: {type: object, properties: {skill: {type: string}}}
    Dog: {type: object, properties: {pack: {type: integer}}}
    Base: {type: object, properties: {made: {type: string, readOnly: true}}}
    Thing:
      allOf: [{$ref: '#/components/schemas/Base'}]
      type: object
      required: [name, count, id]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string}
        count: {type: integer}
        at: {type: string, format: date-time}
        part: {type: object, properties: {id: {type: string, readOnly: true}, on: {type: boolean}}}
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
`

// What goes on the wire is what the document says: separators in values are escaped and
// those between them are not; members that only the server sets are not sent, in any
// depth, and required ones are, though they are zero; a header that selects the action is
// sent without a body; an operation that needs no token gets none, and one with servers of
// its own is sent to no other origin; environmentId is a parameter like any other; what the
// server had as a time comes back as it was.
func TestWire(t *testing.T) {
	t.Parallel()
	run(t, generated(t, wireDocument, "names: {package: wire}\n"), `package shop

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"example.com/shop/generated/connector"
	"example.com/shop/generated/wire"
)

type transport struct {
	sent   string
	status int
	answer string
}

func (s *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	s.sent = r.Method + " " + r.URL.Scheme + "://" + r.URL.Host + r.URL.RequestURI()
	for _, name := range []string{"Content-Type", "Cookie", "X-Kinds", "Authorization"} {
		if value := r.Header.Get(name); value != "" {
			s.sent += " " + name + "=" + value
		}
	}
	if r.Body != nil {
		body, _ := io.ReadAll(r.Body)
		s.sent += " " + string(body)
	}
	return &http.Response{StatusCode: s.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(s.answer))}, nil
}

const at = "https://api.example.com/v1/"

func Test(t *testing.T) {
	s := &transport{}
	c, err := wire.NewClient(wire.Config{HTTPClient: &http.Client{Transport: s}, MaxAttempts: 1, TokenSource: source{}})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	x, w := int64(0), int64(3)
	for _, test := range []struct {
		call func() error
		want string
	}{
		{func() error {
			v, err := c.Find(ctx, &wire.FindParams{B: []string{"1,5", "2"}, IDs: []int64{1, 2}, Filter: &wire.FindFilter{A: "x&y"}, Session: "a;b", XKinds: []string{"p,q", "r"}})
			if v == nil {
				return errors.New("204 beside 200 gives nil")
			}
			return err
		}, "GET " + at + "things?ids=1&ids=2&b=1%2C5,2&filter%5Ba%5D=x%26y Cookie=session=a%3Bb X-Kinds=p%2Cq,r Authorization=Bearer t"},
		{func() error { return c.Cancel(ctx, "7/8") }, "POST " + at + "things/7%2F8:cancel Authorization=Bearer t"},
		{func() error { _, err := c.Export(ctx, "7"); return err }, "GET " + at + "things/7.json Authorization=Bearer t"},
		{func() error { return c.Team(ctx, "e") }, "GET " + at + "teams/e Authorization=Bearer t"},
		{func() error { return c.Deploy(ctx) }, "POST " + at + "deploy Content-Type=application/x.deploy+json Authorization=Bearer t"},
		{func() error { return c.Open(ctx) }, "GET " + at + "open"},
		{func() error { return c.Elsewhere(ctx) }, "GET " + at + "elsewhere Authorization=Bearer t"},
		{func() error { return c.MapOf(ctx, wire.MapOfPoint{X: &x, Y: "a;b"}, wire.MapOfSize{W: &w}) }, "GET " + at + "maps/;x=0;y=a%3Bb/w,3 Authorization=Bearer t"},
	} {
		s.status = 204
		if err := test.call(); err != nil || s.sent != test.want {
			t.Errorf("sent %s, %v\nwant %s", s.sent, err, test.want)
		}
	}
	s.status, s.answer = 200, "{\"id\":\"1\",\"made\":\"m\",\"name\":\"\",\"count\":0,\"at\":\"2026-01-02T03:04:05.0000+01:00\",\"part\":{\"id\":\"2\",\"on\":true},\"pack\":4,\"new\":[1]}"
	v, err := c.Find(ctx, nil)
	if err != nil || v.ID != "1" || v.Pack == nil || *v.Pack != 4 {
		t.Fatal(v, err)
	}
	s.status = 201
	const want = "POST " + at + "things Content-Type=application/json Authorization=Bearer t {\"count\":0,\"at\":\"2026-01-02T03:04:05.0000+01:00\",\"part\":{\"on\":true},\"pack\":4,\"name\":\"\",\"new\":[1]}"
	if _, err := c.Make(ctx, *v); err != nil || s.sent != want {
		t.Errorf("sent %s, %v\nwant %s", s.sent, err, want)
	}
	s.status, s.answer = 409, "{\"taken\":\"n\"}"
	_, err = c.Make(ctx, wire.Thing{Name: "n"})
	if !strings.HasSuffix(s.sent, " {\"count\":0,\"name\":\"n\"}") && !strings.HasSuffix(s.sent, " {\"name\":\"n\",\"count\":0}") {
		t.Errorf("sent %s, want what is required though it is zero, and no more", s.sent)
	}
	if failure, ok := wire.ErrorAs[wire.MakeError](err); !ok || failure.Taken != "n" {
		t.Errorf("got %v", err)
	}
}

type source struct{}

func (source) Token(context.Context) (wire.Token, error) {
	return wire.Token{Access: connector.NewSecret("t")}, nil
}
`)
}
