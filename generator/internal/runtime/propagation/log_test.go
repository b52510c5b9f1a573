package propagation

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A record of every attempt shows what was asked and answered, and nothing that
// is not known to be harmless.
func TestLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		logger := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c, _ := played(t, Config{Logger: logger, EnvironmentID: "env", TokenSource: new(counter)}, func(n int, _ *http.Request) (*http.Response, error) {
			if n == 1 {
				return says(http.StatusServiceUnavailable, `{"code":"s3cret","message":"s3cret"}`, correlation, "c1")
			}
			return says(http.StatusOK, `{"id":"1","configuration":{"id":"s3cret"},"s3cret":[]}`, correlation, "c2")
		})
		body := store{ID: "1", Key: connector.NewSecret("s3cret"), Extra: extra(t, `{"new":{"name":"s3cret"}}`)}
		r := c.request("Replace", http.MethodPut, "/environments/{environmentID}/stores/{id}", "a/b")
		r.queryParam("filter", "s3cret", false, true)
		r.send("application/json", body.members)
		if _, err := call[store](t.Context(), r); err != nil {
			t.Fatal(err)
		}
		var got []map[string]any
		for d := json.NewDecoder(&out); d.More(); {
			var record map[string]any
			if err := d.Decode(&record); err != nil {
				t.Fatal(err)
			}
			delete(record, "time")
			got = append(got, record)
		}
		const sent = `{"id":"1","active":"[redacted]","key":"[redacted]","new":"[redacted]"}`
		want := []map[string]any{
			{
				"level": "DEBUG", "msg": "propagation request", "operation": "Replace", "method": "PUT", "path": "/v1/environments/env/stores/a%2Fb",
				"attempt": 1.0, "duration": 0.0, "status": 503.0, "correlationId": "c1", "sent": sent,
				"error": "Replace: 503 Service Unavailable: [redacted]: [redacted]",
			},
			{
				"level": "DEBUG", "msg": "propagation request", "operation": "Replace", "method": "PUT", "path": "/v1/environments/env/stores/a%2Fb",
				"attempt": 2.0, "duration": 0.0, "status": 200.0, "correlationId": "c2", "sent": sent,
				"received": `{"id":"1","configuration":"[redacted]","[redacted]":"[redacted]"}`,
			},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// URLs are among what is known to be harmless. What is secret in one is not shown, in
// whatever way JSON spells it, in a log and in an error; nor is it cut from anything else.
func TestURLsAreShownWithoutSecrets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
		const body = `{"name":"https://x/y?a=1\u0026access_token=CANARY\u0026b=2","status":"https:\/\/svc:CANARY@x\/","id":"a=b",` +
			`"code":"X","message":"call https://x/y?sig=CANARY again","details":[{"code":"A","target":"b","message":"see https://x#token=CANARY"}]}`
		c, _ := played(t, Config{Logger: logger, TokenSource: new(counter)}, func(n int, _ *http.Request) (*http.Response, error) {
			return says([]int{0, http.StatusOK, http.StatusBadRequest}[n], body)
		})
		_, read := c.Call(t.Context(), Call{Operation: "W", Method: "GET", Path: "/w"})
		_, err := c.Call(t.Context(), Call{Operation: "W", Method: "PUT", Path: "/w", Body: jsonValue(t, `{"name":"ldap://q?pwd=CANARY"}`)})
		text := out.String() + textOf(read) + textOf(err)
		for _, want := range []string{"https://x/y?a=1&access_token=[redacted]&b=2", "https://[redacted]@x/", "a=b", "call https://x/y?sig=[redacted] again"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s is not in it", want)
			}
		}
		var e *Error
		if !errors.As(err, &e) || len(e.Details) != 1 || e.Details[0].Message != "see https://x#token=[redacted]" || strings.Contains(text, "CANARY") {
			t.Errorf("logged %s\n%+v", text, e)
		}
	})
}
