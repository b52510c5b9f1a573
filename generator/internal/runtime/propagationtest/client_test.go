package propagationtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A client makes requests as any HTTP client does: it knows nothing of the types of package propagation.
type client struct {
	t      *testing.T
	server *Server
	token  string
	root   string // below which paths are
}

// newClient returns a client, with a token, of a server that has the
// operations of the document and a few types of stores.
func newClient(t *testing.T, options Options) *client {
	t.Helper()
	s, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	s.api = testAPI(t)
	c := &client{t: t, server: s, root: s.URL + "/v1/environments/" + s.EnvironmentID()}
	c.renew()
	return c
}

// renew gets a token.
func (c *client) renew() {
	c.t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {c.server.ClientID()}, "client_secret": {c.server.ClientSecret().Reveal()}}
	res, err := c.server.Client().PostForm(c.server.URL+"/"+c.server.EnvironmentID()+"/as/token", form)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	var body struct {
		Token string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&body); err != nil || res.StatusCode != http.StatusOK {
		c.t.Fatalf("status %d, error %v", res.StatusCode, err)
	}
	c.token = body.Token
}

// request returns a request with a token, whose body, if any, is JSON.
func (c *client) request(method, path, body string) *http.Request {
	c.t.Helper()
	target := path
	if strings.HasPrefix(path, "/") {
		target = c.root + path
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

// send sends r and returns the answer with its body.
func (c *client) send(r *http.Request) (*http.Response, string) {
	c.t.Helper()
	res, err := c.server.Client().Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res, string(body)
}

// must sends a request, which is to be answered with the status, and returns the body.
func (c *client) must(status int, method, path, body string) object {
	c.t.Helper()
	res, text := c.send(c.request(method, path, body))
	if res.StatusCode != status {
		c.t.Fatalf("%s %s: status %d, want %d: %s", method, path, res.StatusCode, status, text)
	}
	var o object
	if text != "" {
		if err := json.Unmarshal([]byte(text), &o); err != nil {
			c.t.Fatal(err)
		}
	}
	return o
}

// create sends a POST that makes a resource, and returns its id.
func (c *client) create(path, body string) string {
	c.t.Helper()
	return c.must(http.StatusCreated, "POST", path, body).text("id")
}

// problems sends a request that is refused with the status, and returns the
// code and the target of every detail.
func (c *client) problems(status int, method, path, body string) []string {
	c.t.Helper()
	var list []string
	for _, d := range c.must(status, method, path, body).objects("details") {
		list = append(list, d.text("code")+" "+d.text("target"))
	}
	return list
}

func equalTo(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// names returns the names of the elements of a collection.
func names(o object) []string {
	list := []string{}
	for _, m := range o.object("_embedded") {
		for _, element := range o.object("_embedded").objects(m.name) {
			list = append(list, element.text("name"))
		}
	}
	return list
}

// testAPI returns the operations of the document in spec/, read without the
// generator, and what the tests need of the rest.
func testAPI(t *testing.T) api {
	t.Helper()
	paths, err := readPaths()
	if err != nil {
		t.Fatal(err)
	}
	a := api{objects: testObjects(), types: []string{"LdapGateway", "PingOne", "Zoom", "directory"}, metadata: testMetadata, capture: capture}
	for path, item := range paths {
		for method, node := range item {
			if method != "parameters" {
				a.operations = append(a.operations, testOperation(t, strings.ToUpper(method), path, node))
			}
		}
	}
	return a
}

// readPaths returns the paths of the document, which it reads once.
var readPaths = sync.OnceValues(func() (map[string]map[string]yaml.Node, error) {
	data, err := os.ReadFile("../../../../spec/openapi.yaml")
	if err != nil {
		return nil, err
	}
	var document struct {
		Paths map[string]map[string]yaml.Node
	}
	err = yaml.Unmarshal(data, &document)
	return document.Paths, err
})

func testOperation(t *testing.T, method, path string, node yaml.Node) operation {
	t.Helper()
	var x struct {
		OperationID string `yaml:"operationId"`
		RequestBody struct {
			Content map[string]struct {
				Schema struct {
					Ref string `yaml:"$ref"`
				}
			}
		} `yaml:"requestBody"`
		Responses map[string]yaml.Node
	}
	if err := node.Decode(&x); err != nil {
		t.Fatal(err)
	}
	op := operation{id: x.OperationID, name: strings.ToUpper(x.OperationID[:1]) + x.OperationID[1:], method: method, path: path}
	for _, status := range []int{200, 201, 204} {
		if _, ok := x.Responses[strconv.Itoa(status)]; ok {
			op.status = status
		}
	}
	for media, content := range x.RequestBody.Content {
		op.mediaType, op.bodyRequired = media, true
		op.body = content.Schema.Ref[strings.LastIndex(content.Schema.Ref, "/")+1:]
	}
	op.items = map[bool]string{true: "items"}[method == "GET"]
	return op
}

func testObjects() map[string][]property {
	return map[string][]property{
		"Store":          {{name: "type", kind: "string", values: []string{"LdapGateway", "PingOne", "Zoom", "directory"}}, {name: "name", kind: "string", required: true}, {name: "status", kind: "string", values: []string{"ACTIVE", "INACTIVE"}}, {name: "managed", kind: "boolean"}, {name: "configuration", kind: "object"}},
		"Plan":           {{name: "name", kind: "string", required: true}},
		"Rule":           {{name: "name", kind: "string", required: true}, {name: "groups", kind: "array", of: "Reference"}, {name: "plan", kind: "object", of: "Reference"}},
		"Mapping":        {{name: "targetAttribute", kind: "string", required: true}},
		"Reference":      {{name: "id", kind: "string", required: true}},
		"GroupImport":    {{name: "groups", kind: "array", of: "GroupOperation", required: true}, {name: "count", kind: "integer"}, {name: "share", kind: "number"}},
		"GroupOperation": {{name: "uniqueId", kind: "string", required: true}, {name: "attributes", kind: "object", required: true}},
	}
}

// testMetadata knows a connector with a choice of profiles, one that has
// nothing to configure, and two whose types have a meaning for rules.
func testMetadata(storeType string) (connector.Metadata, bool) {
	method := connector.Attribute{Key: "METHOD", Required: true, Kind: connector.KindEnumeration, PossibleValues: []string{"Key", "Token"}}
	m, ok := map[string]connector.Metadata{
		"Zoom": {Selector: "METHOD", Profiles: []connector.Profile{
			{Name: "Key", Attributes: []connector.Attribute{method, {Key: "API_KEY", Required: true, Sensitive: true}}},
			{Name: "Token", Attributes: []connector.Attribute{method, {Key: "URL", Required: true}, {Key: "ACTIVE", Kind: connector.KindBoolean}}},
		}},
		"directory":   {},
		"PingOne":     {},
		"LdapGateway": {Profiles: []connector.Profile{{Attributes: []connector.Attribute{{Key: "LDAP_TYPE"}}}}},
	}[storeType]
	m.StoreType, m.DisplayName = storeType, storeType+" Connector"
	return m, ok
}
