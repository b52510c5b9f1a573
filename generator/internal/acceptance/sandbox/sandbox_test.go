package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// A sandbox is a test server that is called over plain HTTP. A library that is not
// part of the generator checks every request and answer against the document.
type sandbox struct {
	t         *testing.T
	server    *propagationtest.Server
	document  *openapi3.T
	router    routers.Router
	token     string
	variables map[string]string // what {name} in a path or a body stands for
	called    map[string]bool   // operationIds
}

func newSandbox(t *testing.T) *sandbox {
	t.Helper()
	server, err := propagationtest.New(propagationtest.Options{PageSize: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	document, err := openapi3.NewLoader().LoadFromFile(harness.Path(t, "spec/openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	router, err := legacy.NewRouter(document)
	if err != nil {
		t.Fatal(err)
	}
	s := &sandbox{
		t: t, server: server, document: document, router: router,
		variables: make(map[string]string), called: make(map[string]bool),
	}
	s.token = s.newToken()
	return s
}

func (s *sandbox) newToken() string {
	s.t.Helper()
	r, err := http.NewRequest("POST", "https://auth.pingone.eu/"+s.server.EnvironmentID()+"/as/token", strings.NewReader("grant_type=client_credentials"))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(s.server.ClientID(), s.server.ClientSecret().Reveal())
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(s.send(r, http.StatusOK), &token); err != nil {
		s.t.Fatal(err)
	}
	return token.AccessToken
}

// send sends r, which is to be answered with the status, and returns the body.
func (s *sandbox) send(r *http.Request, status int) []byte {
	s.t.Helper()
	res, err := s.server.Client().Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s (%v)", r.Method, r.URL, res.StatusCode, status, body, err)
	}
	if strings.HasSuffix(r.URL.Path, "/as/token") {
		return body
	}
	s.validate(r, res, body)
	if location := res.Header.Get("Location"); (location != "") != (status == http.StatusCreated) {
		s.t.Errorf("%s %s: status %d has the Location %q", r.Method, r.URL, status, location)
	}
	return body
}

// do sends a request below the environment and returns what the answer holds.
// Variables in the path and the body are filled in.
func (s *sandbox) do(status int, method, path, body string) map[string]any {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method,
		"https://api.pingone.eu/v1/environments/"+s.server.EnvironmentID()+s.fill(path), strings.NewReader(s.fill(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	if body != "" {
		r.Header.Set("Content-Type", mediaTypeOf(path))
	}
	answer := s.send(r, status)
	if len(answer) == 0 {
		return nil
	}
	return harness.Value(s.t, answer).(map[string]any)
}

// mediaTypeOf returns the media type that PingOne's pages have for a request.
func mediaTypeOf(path string) string {
	switch {
	case strings.HasSuffix(path, "/connection/status"):
		return "application/vnd.pingidentity.connection.check+json"
	case strings.Contains(path, "/provisioningSyncs/"):
		return "application/vnd.pingidentity.propagation.provisioningsync.groupimport+json"
	}
	return "application/json"
}

// create sends a POST that makes a resource, whose id the variable stands for from then on.
func (s *sandbox) create(variable, path, body string) map[string]any {
	s.t.Helper()
	created := s.do(http.StatusCreated, "POST", path, body)
	s.variables[variable], _ = created["id"].(string)
	return created
}

func (s *sandbox) fill(text string) string {
	return regexp.MustCompile(`\{\w+\}`).ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := s.variables[strings.Trim(name, "{}")]; ok {
			return value
		}
		return name
	})
}

// validate holds a request and its answer to the document.
func (s *sandbox) validate(r *http.Request, res *http.Response, body []byte) {
	s.t.Helper()
	route, parameters, err := s.router.FindRoute(r)
	if err != nil {
		s.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	s.called[route.Operation.OperationID] = true
	uuid := openapi3.WithStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC4122))
	err = openapi3filter.ValidateResponse(s.t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: parameters, Route: route},
		Status:                 res.StatusCode,
		Header:                 res.Header,
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{
			IncludeResponseStatus:   true,
			MultiError:              true,
			SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.EnableFormatValidation(), uuid},
		},
	})
	if err != nil {
		s.t.Errorf("%s: %s %s: status %d: %v\n%s", route.Operation.OperationID, r.Method, r.URL, res.StatusCode, err, body)
	}
}

// TestSandbox calls every operation of the document, and makes it answer with every
// error that the server has. The document says what the answers must look like.
func TestSandbox(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.variables["user"], s.variables["group"] = "7c1b3a36-1111-4000-8000-000000000001", "7c1b3a36-1111-4000-8000-000000000002"
	s.stores()
	s.rules()
	s.syncs()
	for _, step := range []struct {
		status       int
		method, path string
	}{
		{204, "DELETE", "/propagation/mappings/{mapping}"},
		{204, "DELETE", "/propagation/rules/{rule}"},
		{204, "DELETE", "/propagation/plans/{plan}"},
		{204, "DELETE", "/propagation/stores/{zoom}"},
		{404, "DELETE", "/propagation/stores/{zoom}"},
		{404, "GET", "/propagation/plans/{plan}"},
	} {
		s.do(step.status, step.method, step.path, "")
	}
	s.token = "expired"
	s.do(http.StatusUnauthorized, "GET", "/propagation/stores", "")
	for path, item := range s.document.Paths.Map() {
		for method, op := range item.Operations() {
			if !s.called[op.OperationID] {
				t.Errorf("%s (%s %s) was not called: the test needs a step for it", op.OperationID, method, path)
			}
		}
	}
}

func (s *sandbox) stores() {
	zoom := harness.Example(s.t, "zoom-create-request.json")
	s.do(http.StatusOK, "POST", "/propagation/stores/connection/status", zoom)
	s.create("zoom", "/propagation/stores", zoom)
	s.create("directory", "/propagation/stores", `{"type":"directory","name":"PingOne"}`)
	s.create("google", "/propagation/stores", harness.Example(s.t, "googleapps-create-request.json"))
	s.do(http.StatusOK, "GET", "/propagation/stores/{zoom}", "")
	s.do(http.StatusOK, "PUT", "/propagation/stores/{google}", harness.Example(s.t, "googleapps-create-request.json"))
	s.do(http.StatusBadRequest, "POST", "/propagation/stores", `{"type":"Zoom","name":"z","configuration":{}}`)
	page := s.do(http.StatusOK, "GET", "/propagation/stores", "")
	if page["_links"].(map[string]any)["next"] == nil || page["count"] != json.Number("3") {
		s.t.Errorf("the first page is not followed by another: %v", page["_links"])
	}
	for _, storeType := range catalog.StoreTypes() {
		body := map[bool]string{true: `{"LDAP_TYPE":"PingDirectory"}`, false: `{}`}[storeType == "LdapGateway"]
		metadata := s.do(http.StatusOK, "POST", "/propagation/storeMetadata/"+storeType, body)
		if key := metadata["information"].(map[string]any)["key"]; key != storeType {
			s.t.Errorf("the metadata of %s are of %v", storeType, key)
		}
	}
}

func (s *sandbox) rules() {
	s.create("plan", "/propagation/plans", `{"name":"plan"}`)
	s.do(http.StatusConflict, "POST", "/propagation/plans", `{"name":"another"}`)
	s.do(http.StatusOK, "PUT", "/propagation/plans/{plan}", `{"name":"plan","status":"ACTIVE"}`)
	s.do(http.StatusOK, "GET", "/propagation/plans/{plan}", "")
	s.do(http.StatusOK, "GET", "/propagation/plans", "")
	const rule = `"name":"everyone","sourceStore":{"id":"{directory}"},"targetStore":{"id":"{zoom}"},"groups":[{"id":"{group}"}]`
	s.create("other", "/propagation/rules", `{`+rule+`,"plan":{"id":"{plan}"}}`)
	s.do(http.StatusNoContent, "DELETE", "/propagation/rules/{other}", "")
	s.create("rule", "/propagation/plans/{plan}/rules", `{`+rule+`}`)
	s.create("mapping", "/propagation/rules/{rule}/mappings", `{"sourceAttribute":"email","targetAttribute":"userName"}`)
	s.do(http.StatusOK, "PUT", "/propagation/mappings/{mapping}", `{"expression":"user.email","targetAttribute":"userName","rule":{"id":"{rule}"}}`)
	s.do(http.StatusOK, "PUT", "/propagation/rules/{rule}", `{"name":"everyone","active":true,"groups":[{"id":"{group}"}]}`)
	for _, path := range []string{
		"/propagation/rules", "/propagation/plans/{plan}/rules", "/propagation/rules/{rule}",
		"/propagation/rules/{rule}/mappings", "/propagation/mappings/{mapping}",
	} {
		s.do(http.StatusOK, "GET", path, "")
	}
}

func (s *sandbox) syncs() {
	s.do(http.StatusNotFound, "GET", "/propagation/revisions/id:latest", "")
	s.create("revision", "/propagation/revisions", "")
	s.create("revision", "/propagation/revisions", "")
	for _, path := range []string{
		"/propagation/revisions/id:latest", "/propagation/revisions/{revision}", "/propagation/stores",
		"/users/{user}/syncedRules", "/users/{user}/syncedRules/{rule}",
		"/groups/{group}/syncedRules", "/groups/{group}/syncedRules/{rule}",
		"/propagation/rules/{rule}/syncedGroups", "/propagation/rules/{rule}/syncedGroups/{group}",
		"/users/{user}/syncedStores", "/users/{user}/syncedStores/{zoom}",
	} {
		s.do(http.StatusOK, "GET", path, "")
	}
	s.do(http.StatusOK, "POST", "/propagation/provisioningSyncs/sync", `{"groups":[{"operation":"CREATED","uniqueId":"u","attributes":{"name":"n"}}]}`)
}

// TestSandboxExamples sends the published requests. The answers must be the
// published ones, except for ids, times, addresses, and the values that the examples
// leave to the reader.
func TestSandboxExamples(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"zoom", "googleapps", "pingone"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			request := harness.Value(t, []byte(harness.Example(t, name+"-create-request.json"))).(map[string]any)
			want := harness.Value(t, []byte(harness.Example(t, name+"-create-response.json"))).(map[string]any)
			got := s.create("store", "/propagation/stores", harness.Example(t, name+"-create-request.json"))
			for _, key := range []string{"id", "environment", "createdAt", "updatedAt", "_links"} {
				if diff := cmp.Diff(shape(want[key]), shape(got[key])); diff != "" {
					t.Errorf("%s (-published +answered):\n%s", key, diff)
				}
				want[key] = got[key]
			}
			if diff := cmp.Diff(slices.Sorted(maps.Keys(want["configuration"].(map[string]any))), slices.Sorted(maps.Keys(got["configuration"].(map[string]any)))); diff != "" {
				t.Errorf("configuration (-published +answered):\n%s", diff)
			}
			want["configuration"] = request["configuration"]
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("created (-published +answered):\n%s", diff)
			}
			s.live(got)
		})
	}
}

// live reads, lists, updates and deletes a store, over its own links.
func (s *sandbox) live(created map[string]any) {
	s.t.Helper()
	if diff := cmp.Diff(created, s.do(http.StatusOK, "GET", "/propagation/stores/{store}", "")); diff != "" {
		s.t.Errorf("read (-created +read):\n%s", diff)
	}
	list := s.do(http.StatusOK, "GET", "/propagation/stores", "")["_embedded"]
	if diff := cmp.Diff(map[string]any{"stores": []any{created}}, list); diff != "" {
		s.t.Errorf("listed (-created +listed):\n%s", diff)
	}
	created["name"] = "another name"
	body, err := json.Marshal(created)
	if err != nil {
		s.t.Fatal(err)
	}
	updated := s.do(http.StatusOK, "PUT", "/propagation/stores/{store}", string(body))
	created["updatedAt"] = updated["updatedAt"]
	if diff := cmp.Diff(created, updated); diff != "" {
		s.t.Errorf("updated (-sent +answered):\n%s", diff)
	}
	s.do(http.StatusNoContent, "DELETE", "/propagation/stores/{store}", "")
	s.do(http.StatusNotFound, "GET", "/propagation/stores/{store}", "")
}

// shape returns v with the letters and digits of its strings replaced where
// they are ids, times and hosts.
func shape(v any) any {
	switch v := v.(type) {
	case string:
		if _, err := time.Parse(time.RFC3339, v); err == nil {
			return fmt.Sprintf("a time of %d characters", len(v))
		}
		v = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).ReplaceAllString(v, "ID")
		return strings.Replace(v, "https://api.pingone.com/", "https://api.pingone.eu/", 1)
	case map[string]any:
		out := make(map[string]any)
		for key, x := range v {
			out[key] = shape(x)
		}
		return out
	}
	return v
}

// TestSandboxMetadata asks for the metadata of each captured store type. The answer
// must be the capture in the inputs; it may lack members that are empty, or that the
// generator does not know.
func TestSandboxMetadata(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	captures, err := filepath.Glob(harness.Path(t, "spec/connectors") + "/*.json")
	if err != nil || len(captures) == 0 {
		t.Fatalf("no captures: %v", err)
	}
	for _, name := range captures {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got := s.do(http.StatusOK, "POST", "/propagation/storeMetadata/"+strings.TrimSuffix(filepath.Base(name), ".json"), `{}`)
		delete(got, "_links")
		if diff := cmp.Diff(within(harness.Value(t, data), got), any(got)); diff != "" {
			t.Errorf("%s (-captured +answered):\n%s", name, diff)
		}
	}
}

// within returns what captured has of the members that answered has. Package
// emit tests that the members which it knows are all there.
func within(captured, answered any) any {
	switch c := captured.(type) {
	case map[string]any:
		a, _ := answered.(map[string]any)
		out := make(map[string]any)
		for name := range a {
			if x, ok := c[name]; ok {
				out[name] = within(x, a[name])
			}
		}
		return out
	case []any:
		a, _ := answered.([]any)
		out := slices.Clone(c)
		for i := range min(len(a), len(c)) {
			out[i] = within(c[i], a[i])
		}
		return out
	}
	return captured
}
