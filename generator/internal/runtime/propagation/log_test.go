package propagation

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
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
