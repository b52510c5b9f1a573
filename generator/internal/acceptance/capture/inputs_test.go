package capture_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/capture"
)

// TestCaptureChanged shows how a file changes: another order of members changes
// nothing; a change is written in the order of the file; unknown members are kept.
func TestCaptureChanged(t *testing.T) {
	t.Parallel()
	a := newAsked(t, harness.Spec(t), "Zoom")
	a.answerZoom(func(map[string]any) {})
	if got := statuses(a.must()); got["Zoom"] != capture.Unchanged {
		t.Errorf("shuffled: %v", got)
	}
	a.Heal()
	a.answerZoom(func(body map[string]any) {
		body["information"].(map[string]any)["version"] = "2"
		body["information"].(map[string]any)["addedLater"] = []any{map[string]any{}}
		body["_links"] = map[string]any{"self": map[string]any{"href": a.EnvironmentID()}}
	})
	captures := a.must()
	got := string(a.files(captures)["connectors/Zoom.json"])
	disk, err := os.ReadFile(harness.Path(t, "spec/connectors/Zoom.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(string(disk), `"version": "1.0.0.0-SNAPSHOT"`, `"version": "2"`, 1)
	want = strings.Replace(want, `"connectionInformationRequired": false`, "\"connectionInformationRequired\": false,\n    \"addedLater\": [\n      {}\n    ]", 1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCaptureKilled stops a run after a capture is written and before captures.yaml
// is. The next run finds the capture unchanged and adds its entry.
func TestCaptureKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, harness.Spec(t)); err != nil {
		t.Fatal(err)
	}
	a := newAsked(t, os.DirFS(dir), "Zoom")
	write(t, a.must(), dir)
	a.answerZoom(func(body map[string]any) { body["information"].(map[string]any)["version"] = "2" })
	if err := os.WriteFile(filepath.Join(dir, "connectors/Zoom.json"), a.files(a.must())["connectors/Zoom.json"], 0o666); err != nil {
		t.Fatal(err)
	}
	if found, err := generator.Lint(generator.Inputs{FS: os.DirFS(dir), Name: "spec"}); err != nil || !hasRule(found, "capture-edited") {
		t.Errorf("%v: nobody notices: %v", err, found.All())
	}
	captures := a.must()
	if got, written := statuses(captures)["Zoom"], write(t, captures, dir); got != capture.Unchanged || !slices.Equal(written, []string{"connectors/captures.yaml"}) {
		t.Errorf("%s, wrote %v", got, written)
	}
	if found, err := generator.Lint(generator.Inputs{FS: os.DirFS(dir), Name: "spec"}); err != nil || hasRule(found, "capture-edited") {
		t.Errorf("%v: %v", err, found.All())
	}
}

// TestCaptureInputs shows which inputs can be captured into: none at all, and those
// with a broken capture, but not those in which another file has errors.
func TestCaptureInputs(t *testing.T) {
	t.Parallel()
	for name, inputs := range map[string]fstest.MapFS{
		"nothing":                    {},
		"a broken capture":           {"connectors/Zoom.json": {Data: []byte("{")}},
		"one of another type":        {"connectors/Zoom.json": {Data: []byte(`{"information":{"key":"Slack"},"connectionProfiles":[],"attributeMetadata":{}}`)}},
		"one without a document":     {"connectors/Zoom.json": {Data: []byte(`{"information":{"key":"Zoom"},"connectionProfiles":[],"attributeMetadata":{}}`)}},
		"one with a byte order mark": {"connectors/Zoom.json": {Data: []byte("\ufeff{}")}},
	} {
		a := newAsked(t, inputs, "Zoom")
		want := generator.CaptureChanged
		if len(inputs) == 0 {
			want = generator.CaptureNew
		}
		if got := a.must().All()[0]; got.Status != want {
			t.Errorf("%s: %s: %s", name, got.Status, got.Reason)
		}
		if a.options.Types = nil; len(inputs) > 0 && len(a.must().All()) == 0 {
			t.Errorf("%s: it is not known", name)
		}
	}
	for _, name := range []string{"openapi.yaml", "corrections.yaml", "connectors/captures.yaml"} {
		a := newAsked(t, fstest.MapFS{name: {Data: []byte("{")}}, "Zoom")
		_, err := a.capture(t.Context())
		if e, ok := errors.AsType[*generator.CaptureInputsError](err); !ok || !e.Findings.Failed() || len(a.Requests()) > 0 {
			t.Errorf("%s: %v, %d requests", name, err, len(a.Requests()))
		}
	}
}

// TestCaptureOptions shows the options that are refused before anything is sent.
func TestCaptureOptions(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*asked)
		want   string
	}{
		{"no variables", func(a *asked) { a.options.Getenv = func(string) string { return "" } },
			"PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET, PINGONE_ENVIRONMENT_ID, PINGONE_REGION_CODE must be set"},
		{"an address that is none", func(a *asked) { a.set("PINGONE_API_PATH", canary) }, "PINGONE_API_PATH must be a URL such as https://api.pingone.eu/v1"},
		{"one without TLS", func(a *asked) { a.set("PINGONE_AUTH_PATH", "http://example.com") }, "PINGONE_AUTH_PATH must be https, except on this machine"},
		{"no type", func(a *asked) { a.options.Types, a.inputs = nil, fstest.MapFS{} }, "the inputs know no connector; name the store types to capture"},
		{"a type that cannot be one", func(a *asked) { a.options.Types = []string{"../Zoom"} },
			`the store type "../Zoom" starts with U+002E; it must be an ASCII letter and up to 63 letters or digits, such as Zoom`},
		{"a type in other letters", func(a *asked) { a.options.Types = []string{"zoom"} }, "zoom: the inputs know Zoom, and letter case matters"},
		{"a configuration for two", func(a *asked) { a.options.Types, a.options.Configuration = []string{"Zoom", "scim"}, []byte("{}") },
			"a configuration is for one store type, and 2 are asked for"},
		{"a configuration that is none", func(a *asked) { a.options.Configuration = []byte(`["` + canary + `"]`) }, "the configuration must be a JSON object, without duplicate members"},
		{"one that is broken", func(a *asked) { a.options.Configuration = []byte(`{"` + canary) }, "the configuration must be a JSON object, without duplicate members"},
		{"an empty one", func(a *asked) { a.options.Configuration = []byte{} }, "the configuration must be a JSON object, without duplicate members"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newAsked(t, harness.Spec(t), "Zoom")
			tt.change(a)
			_, err := a.capture(t.Context())
			if _, ok := errors.AsType[*generator.CaptureOptionsError](err); !ok || err.Error() != tt.want || len(a.Requests()) > 0 {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// set sets a variable of the environment.
func (a *asked) set(name, value string) {
	before := a.options.Getenv
	a.options.Getenv = func(asked string) string {
		if asked == name {
			return value
		}
		return before(asked)
	}
}

// TestCaptureRegion shows what captures.yaml says of the region of a capture.
func TestCaptureRegion(t *testing.T) {
	t.Parallel()
	a := newAsked(t, fstest.MapFS{}, "Zoom")
	for want, address := range map[string]string{"region: EU": "", "region: localhost:8050": "http://localhost:8050/v1"} {
		a.set("PINGONE_API_PATH", address)
		if got := a.files(a.must())["connectors/captures.yaml"]; !bytes.Contains(got, []byte(want)) || bytes.Contains(got, []byte(a.EnvironmentID())) {
			t.Errorf("want %s in\n%s", want, got)
		}
	}
}
