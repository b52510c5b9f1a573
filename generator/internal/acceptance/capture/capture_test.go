package capture_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/capture"
	"github.com/connectorgen/connectorgen/generator/internal/explain"
)

// canary is the secret of the client, and part of what is sent. It must not be
// in anything that a capture says or writes.
const canary = "CANARY-s3cret/+1"

// An asked is a test server to capture from, and inputs to compare with.
type asked struct {
	*propagationtest.Server
	t       *testing.T
	inputs  fs.FS
	options generator.CaptureOptions
}

func newAsked(t *testing.T, inputs fs.FS, types ...string) *asked {
	t.Helper()
	server, err := propagationtest.New(propagationtest.Options{ClientSecret: connector.NewSecret(canary)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	environment := map[string]string{
		"PINGONE_CLIENT_ID": server.ClientID(), "PINGONE_CLIENT_SECRET": canary,
		"PINGONE_ENVIRONMENT_ID": server.EnvironmentID(), "PINGONE_REGION_CODE": "EU",
	}
	return &asked{server, t, inputs, generator.CaptureOptions{
		Getenv: func(name string) string { return environment[name] },
		Types:  types,
		Client: &http.Client{Transport: unmarked{server.Client().Transport}},
		Now:    func() time.Time { return time.Date(2026, 7, 30, 12, 0, 0, 5, time.UTC) },
	}}
}

// unmarked gets answers that do not say that they are of a test server.
type unmarked struct{ http.RoundTripper }

func (u unmarked) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := u.RoundTripper.RoundTrip(r)
	if err == nil {
		res.Header.Del(propagationtest.Header)
	}
	return res, err
}

// capture captures, and checks that nothing that can be printed of the result holds
// the canary.
func (a *asked) capture(ctx context.Context) (*generator.Captures, error) {
	a.t.Helper()
	captures, err := generator.Capture(ctx, generator.Inputs{FS: a.inputs, Name: "spec"}, a.options)
	shown := fmt.Sprintf("%+v %#v %v", captures, captures, err)
	if captures != nil {
		for name, data := range a.files(captures) {
			shown += name + string(data)
		}
	}
	if strings.Contains(shown, "CANARY") || strings.Contains(shown, base64.StdEncoding.EncodeToString([]byte(canary))[:8]) {
		a.t.Errorf("what was sent is shown:\n%s", shown)
	}
	return captures, err
}

// must is capture where it must succeed.
func (a *asked) must() *generator.Captures {
	a.t.Helper()
	captures, err := a.capture(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	return captures
}

func (a *asked) files(c *generator.Captures, types ...string) map[string][]byte {
	a.t.Helper()
	files, err := c.Files(types...)
	if err != nil {
		a.t.Fatal(err)
	}
	return files
}

// answerZoom makes the server answer with the capture of Zoom, edited.
func (a *asked) answerZoom(edit func(map[string]any)) {
	a.t.Helper()
	data := harness.ReadFile(a.t, "spec/connectors/Zoom.json")
	var body map[string]any
	if err := json.Unmarshal(data, &body); err != nil {
		a.t.Fatal(err)
	}
	edit(body)
	data, err := json.Marshal(body) // sorts members
	if err != nil {
		a.t.Fatal(err)
	}
	a.Fault(propagationtest.Fault{Operation: "storeMetadata", Status: http.StatusOK, Body: string(data)})
}

// statuses returns what came of each type.
func statuses(c *generator.Captures) map[string]capture.Status {
	list := make(map[string]capture.Status)
	for _, x := range c.All() {
		list[x.Type] = x.Status
	}
	return list
}

// TestCapture captures every store type of the inputs. The server gets one request
// for a token and one a type for metadata, and no other. What is written can be read
// as inputs, and a second capture changes nothing.
func TestCapture(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, harness.Spec(t)); err != nil {
		t.Fatal(err)
	}
	a := newAsked(t, os.DirFS(dir))
	var steps []int
	a.options.Progress = func(done, of int) { steps = append(steps, done, of) }
	captures := a.must()
	if n := len(a.Requests(propagationtest.Token)); n != 1 {
		t.Errorf("a token was asked for %d times", n)
	}
	if all, metadata := len(a.Requests()), len(a.Requests("storeMetadata")); metadata != 14 || all != metadata+1 {
		t.Errorf("%d requests, %d of them for metadata", all, metadata)
	}
	if !slices.IsSortedFunc(captures.All(), func(x, y generator.Captured) int { return strings.Compare(x.Type, y.Type) }) {
		t.Error("the types are not sorted")
	}
	if len(steps) != 2*15 || steps[0] != 0 || steps[len(steps)-2] != 14 {
		t.Errorf("progress: %v", steps)
	}
	want := map[string]int{"new": 13, "unchanged": 1}
	got := make(map[string]int)
	for _, status := range statuses(captures) {
		got[string(status)]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	write(t, captures, dir)
	if found, err := generator.Lint(generator.Inputs{FS: os.DirFS(dir), Name: "spec"}); err != nil || hasRule(found, "capture-edited", "capture-gone", "capture-unrecorded", "not-captured") {
		t.Errorf("%v: %v", err, found.All())
	}
	before := contentsOf(t, dir)
	again := a.must()
	if written := write(t, again, dir); len(written) > 0 {
		t.Errorf("captured again, and wrote %v", written)
	}
	if diff := cmp.Diff(before, contentsOf(t, dir)); diff != "" {
		t.Errorf("captured again (-before +after):\n%s", diff)
	}
	e, _, err := generator.Explain(generator.Inputs{FS: os.DirFS(dir), Name: "spec"}, "slack")
	if err != nil || !slices.ContainsFunc(e.Facts, func(f explain.Fact) bool {
		return f.Name == "capture" && f.Origins[0].Captured == "2026-07-30T12:00:00Z"
	}) {
		t.Errorf("%v: the explanation of Slack does not say when it was captured: %+v", err, e)
	}
}

func write(t *testing.T, c *generator.Captures, dir string) []string {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	written, err := c.Write(root)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func contentsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func hasRule(found generator.Findings, rules ...string) bool {
	return slices.ContainsFunc(found.All(), func(f generator.Finding) bool { return slices.Contains(rules, f.Rule) })
}

// TestCaptureSent shows what is sent: an empty object, the example that the
// document has for the type, or the configuration as it was given.
func TestCaptureSent(t *testing.T) {
	t.Parallel()
	a := newAsked(t, harness.Spec(t), "LdapGateway", "Zoom")
	a.must()
	a.options.Types, a.options.Configuration = []string{"scim"}, []byte(`{"SCIM_URL":"https://example.com/scim","n":1.50}`)
	a.must()
	bodies := make(map[string]string)
	for _, r := range a.Requests("storeMetadata") {
		bodies[r.URL[strings.LastIndex(r.URL, "/")+1:]] = r.Body.Reveal()
	}
	want := map[string]string{"LdapGateway": `{"LDAP_TYPE":"PingDirectory"}`, "Zoom": "{}", "scim": string(a.options.Configuration)}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Errorf("bodies (-want +got):\n%s", diff)
	}
}

// TestCaptureNotSaved has every answer that is not a capture. Nothing of it is
// written. The reason says what the answer was, without quoting what was sent.
func TestCaptureNotSaved(t *testing.T) {
	t.Parallel()
	const configuration = `{"API_KEY":"` + canary + `","unknown":["` + canary + `"],"SCIM_URL":"https://example.com/` + canary + `"}`
	slack := `{"information":{"key":"Slack"},"connectionProfiles":[],"attributeMetadata":{}}`
	holding := func(text string) string {
		quoted, _ := json.Marshal(text)
		return `{"information":{"key":"Zoom","displayName":` + string(quoted) + `},"connectionProfiles":[],"attributeMetadata":{}}`
	}
	for _, tt := range []struct {
		name   string
		fault  propagationtest.Fault
		reason string
	}{
		{"an error", propagationtest.Fault{Status: 400}, "400 Bad Request"},
		{"an error that quotes what was sent", propagationtest.Fault{Status: 400, Body: `{"code":"INVALID_DATA","message":"` + canary + `"}`}, "INVALID_DATA: [redacted]"},
		{"one that quotes it in base64", propagationtest.Fault{Status: 400, Body: `{"code":"INVALID_DATA","message":"` + base64.StdEncoding.EncodeToString([]byte(canary)) + `"}`}, "INVALID_DATA: [redacted]"},
		{"not found", propagationtest.Fault{Status: 404}, "404 Not Found"},
		{"a fault of the server", propagationtest.Fault{Status: 500}, "500 Internal Server Error"},
		{"an error body with status 200", propagationtest.Fault{Status: 200, Body: `{"code":"INVALID_DATA","message":"x"}`}, "answer:1:1: not-a-capture: the document is an error body of PingOne with the code INVALID_DATA"},
		{"HTML", propagationtest.Fault{Status: 200, Body: "<html>" + canary}, "answer:1:1: encoding: the file is an HTML or XML page"},
		{"a truncated body", propagationtest.Fault{Status: 200, Body: slack[:40]}, "answer:1:41: syntax: the file ends in the middle of a value"},
		{"a torn body", propagationtest.Fault{Torn: true}, "unexpected EOF"},
		{"nothing", propagationtest.Fault{Status: 204}, "the answer is empty"},
		{"space", propagationtest.Fault{Status: 200, Body: " \n"}, "the answer is empty"},
		{"another type's answer", propagationtest.Fault{Status: 200, Body: slack}, "the answer is the metadata of Slack"},
		{"a redirect", propagationtest.Fault{Status: 302, Header: http.Header{"Location": {"https://example.com/" + canary}}}, "redirects are not followed"},
		{"too much", propagationtest.Fault{Size: 16<<20 + 1}, "the body is too large"},
		{"a body that an indent makes too large", propagationtest.Fault{Status: 200, Body: wide()}, "too large"},
		{"a member twice", propagationtest.Fault{Status: 200, Body: `{"information":{"key":"Zoom","key":"Zoom"},"connectionProfiles":[],"attributeMetadata":{}}`}, "answer:1:30: duplicate-member"},
		{"a live secret", propagationtest.Fault{Status: 200, Body: holding("AKIACANARYCANARYCANA")}, "secret-found: a value looks like a live secret"},
		{"a live secret as a key", propagationtest.Fault{Status: 200, Body: `{"information":{"key":"Zoom"},"connectionProfiles":[{"connectionAttributes":[{"key":"AKIACANARYCANARYCANA","required":true},{"key":"AKIACANARYCANARYCANA","required":true}]}],"attributeMetadata":{}}`}, "secret-found: a value looks like a live secret"},
		{"what was sent", propagationtest.Fault{Status: 200, Body: holding("x " + canary)}, "the answer holds the value of API_KEY, which was sent"},
		{"what was sent in base64", propagationtest.Fault{Status: 200, Body: holding("Basic " + base64.StdEncoding.EncodeToString([]byte("id:"+canary)))}, "the answer holds the value of API_KEY, which was sent"},
		{"what was sent twice, as a profile", propagationtest.Fault{Status: 200, Body: `{"information":{"key":"Zoom"},"connectionProfiles":[{"name":"` + canary + `"},{"name":"` + canary + `"}]}`}, "the answer holds the value of API_KEY, which was sent"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAsked(t, harness.Spec(t), "Zoom")
				a.options.Configuration = []byte(configuration)
				tt.fault.Operation = "storeMetadata"
				a.Fault(tt.fault)
				captures := a.must()
				c := captures.All()[0]
				if c.Status != generator.NotCaptured || !strings.Contains(c.Reason, tt.reason) {
					t.Errorf("%s: %s; want the reason %s", c.Status, c.Reason, tt.reason)
				}
				if files := a.files(captures); len(files) > 0 {
					t.Errorf("files: %v", slices.Collect(maps.Keys(files)))
				}
			})
		})
	}
}

// wide returns an answer that is within the limit of size, but not once it is
// indented.
func wide() string {
	return `{"information":{"key":"Zoom"},"connectionProfiles":[],"attributeMetadata":{},"x":` +
		strings.Repeat("[", 500) + strings.Repeat("1,", 40_000) + "1" + strings.Repeat("]", 500) + "}"
}

// TestCaptureOwnWords shows which values of a configuration an answer may contain:
// those that the connector lists, and words for yes and no.
func TestCaptureOwnWords(t *testing.T) {
	t.Parallel()
	a := newAsked(t, harness.Spec(t), "Zoom")
	a.options.Configuration = []byte(`{"AUTHENTICATION_METHOD":"JWT Bearer Token","REMOVE_ACTION":"Disable","CREATE_USERS":"true"}`)
	if got := a.must().All()[0]; got.Status != capture.Unchanged {
		t.Errorf("%s: %s", got.Status, got.Reason)
	}
}

// TestCaptureUnasked shows failures before anything was asked. The error says the
// reason once, and there are no results.
func TestCaptureUnasked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		fault  propagationtest.Fault
		most   int // requests for metadata
		reason string
	}{
		{"credentials that are refused", propagationtest.Fault{Operation: propagationtest.Token, Status: 401}, 0, "PingOne could not be asked: token: 401 Unauthorized"},
		{"no token", propagationtest.Fault{Operation: propagationtest.Token, Status: 200, Body: "<html>"}, 0, "PingOne could not be asked: token: the answer must be JSON"},
		{"a token that is refused", propagationtest.Fault{Operation: "storeMetadata", Status: 401}, 8, "PingOne could not be asked: storeMetadata: 401 Unauthorized"},
		{"no role", propagationtest.Fault{Operation: "storeMetadata", Status: 403}, 14, "PingOne could not be asked: storeMetadata: 403 Forbidden"},
		{"nobody there", propagationtest.Fault{Drop: true}, 56, "PingOne could not be asked: auth.pingone.eu: EOF"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAsked(t, harness.Spec(t))
				a.Fault(tt.fault)
				captures, err := a.capture(t.Context())
				if captures != nil || err == nil || !strings.HasPrefix(err.Error(), tt.reason) || strings.Contains(err.Error(), a.EnvironmentID()) {
					t.Errorf("got %v; want the error %s", err, tt.reason)
				}
				if n := len(a.Requests("storeMetadata")); n > tt.most {
					t.Errorf("asked %d times, want %d at most", n, tt.most)
				}
			})
		})
	}
}

// TestCapturePartial shows that one type that fails does not stop the others, and
// that the client waits between requests as PingOne asks.
func TestCapturePartial(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		inputs := harness.Inputs(t)
		delete(inputs, "connectors/captures.yaml") // so that the entry of Zoom is new
		a := newAsked(t, inputs, "Nope", "Zoom", "scim")
		a.Fault(propagationtest.Fault{Operation: "storeMetadata", Status: 429, RetryAfter: "7", Times: 1})
		a.Fault(propagationtest.Fault{Operation: "storeMetadata", Status: 503, RetryAfter: "3", Times: 1}) // it reads, so it can be repeated
		began := time.Now()
		captures := a.must()
		want := map[string]capture.Status{"Nope": generator.NotCaptured, "Zoom": capture.Unchanged, "scim": generator.CaptureNew}
		if diff := cmp.Diff(want, statuses(captures)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if took := time.Since(began); took != 7*time.Second {
			t.Errorf("it took %v", took)
		}
		got := slices.Sorted(maps.Keys(a.files(captures)))
		if diff := cmp.Diff([]string{"connectors/captures.yaml", "connectors/scim.json"}, got); diff != "" {
			t.Errorf("files (-want +got):\n%s", diff)
		}
		if only := string(a.files(captures, "Zoom")["connectors/captures.yaml"]); !strings.Contains(only, "Zoom:") || strings.Contains(only, "scim:") {
			t.Errorf("taken over Zoom only: %s", only)
		}
	})
}

// TestCaptureEnds shows what a capture returns when its context ends: what it has so
// far at a deadline, and nothing after a cancellation.
func TestCaptureEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAsked(t, harness.Spec(t), "Zoom", "scim")
		a.Fault(propagationtest.Fault{Operation: "storeMetadata", Delay: time.Second, Times: 1})
		a.Fault(propagationtest.Fault{Operation: "storeMetadata", Delay: time.Hour})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		captures, err := a.capture(ctx)
		if err != nil {
			t.Fatal(err)
		}
		reasons := make(map[capture.Status]string)
		for _, c := range captures.All() {
			reasons[c.Status] = c.Reason
		}
		if len(reasons) != 2 || reasons[generator.NotCaptured] != "there was no time left" {
			t.Errorf("got %v", reasons)
		}
		if _, err := a.capture(ctx); err == nil || err.Error() != "PingOne could not be asked: there was no time left" {
			t.Errorf("got %v", err)
		}
		stop := errors.New("stopped")
		stopped, end := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { end(stop) })
		if captures, err := a.capture(stopped); captures != nil || err != stop {
			t.Errorf("got %v, %v; want the cause", captures, err)
		}
	})
}
