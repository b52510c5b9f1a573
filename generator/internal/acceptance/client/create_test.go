package client_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
)

// A create takes effect at most once, whatever fails, on a new connection and on a
// used one. If nobody can know whether it took effect, the error says so. If it
// certainly did not, the client may try again.
func TestCreateOnce(t *testing.T) {
	t.Parallel()
	const operation = "createStore"
	tests := []struct {
		name    string
		fault   propagationtest.Fault
		unknown bool
		stores  int
	}{
		{"500 before", propagationtest.Fault{Status: 500}, true, 0},
		{"500 after", propagationtest.Fault{Status: 500, Late: true}, true, 1},
		{"502 before", propagationtest.Fault{Status: 502}, true, 0},
		{"502 after", propagationtest.Fault{Status: 502, Late: true, Body: "<html>"}, true, 1},
		{"503 before", propagationtest.Fault{Status: 503, RetryAfter: "1"}, true, 0},
		{"503 after", propagationtest.Fault{Status: 503, Late: true, RetryAfter: "1"}, true, 1},
		{"504 before", propagationtest.Fault{Status: 504}, true, 0},
		{"504 after", propagationtest.Fault{Status: 504, Late: true}, true, 1},
		{"408 before", propagationtest.Fault{Status: 408}, true, 0},
		{"408 after", propagationtest.Fault{Status: 408, Late: true}, true, 1},
		{"429 for ever", propagationtest.Fault{Status: 429}, false, 0},
		{"429 once", propagationtest.Fault{Status: 429, Times: 1}, false, 1},
		{"400", propagationtest.Fault{Status: 400}, false, 0},
		{"401 for ever", propagationtest.Fault{Status: 401}, false, 0},
		{"401 once", propagationtest.Fault{Status: 401, Times: 1}, false, 1},
		{"409", propagationtest.Fault{Status: 409}, false, 0},
		{"a connection lost before", propagationtest.Fault{Drop: true}, true, 0},
		{"a connection lost after", propagationtest.Fault{Drop: true, Late: true}, true, 1},
		{"a torn answer", propagationtest.Fault{Torn: true}, true, 1},
		{"half an answer", propagationtest.Fault{Status: 201, Late: true, Body: `{"id":`}, true, 1},
		{"an answer that does not start", propagationtest.Fault{Delay: time.Hour}, true, 1},
		{"an answer that does not end", propagationtest.Fault{Pause: time.Hour}, true, 1},
		{"an answer that is too large", propagationtest.Fault{Size: 11 << 20}, true, 1},
		{"307", propagationtest.Fault{Status: 307, Header: http.Header{"Location": {"/v1/elsewhere"}}}, true, 0},
		{"308 after", propagationtest.Fault{Status: 308, Late: true, Header: http.Header{"Location": {"https://example.com"}}}, true, 1},
	}
	for _, tt := range tests {
		for _, reused := range []bool{false, true} {
			t.Run(tt.name+map[bool]string{false: "", true: ", reused"}[reused], func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := newPingOne(t, propagationtest.Options{}, nil)
					if reused {
						p.stores(t, "")
					}
					fault := tt.fault
					fault.Operation = operation
					p.Fault(fault)
					_, err := p.client.CreateStore(t.Context(), aStore())
					if errors.Is(err, propagation.ErrOutcomeUnknown) != tt.unknown || (err == nil) != (tt.fault.Times == 1) {
						t.Errorf("got %v, want an unknown outcome: %t", err, tt.unknown)
					}
					if n := p.sent(operation); tt.fault.Status != 429 && tt.fault.Status != 401 && n != 1 {
						t.Errorf("sent %d times, want once", n)
					}
					if n := len(p.stores(t, "staff")); n != tt.stores {
						t.Errorf("%d stores, want %d", n, tt.stores)
					}
					for _, r := range p.Requests() {
						if r.Header.Get("Idempotency-Key")+r.Header.Get("X-Idempotency-Key") != "" {
							t.Errorf("%v has a key that makes net/http send it again", r)
						}
					}
				})
			})
		}
	}
}

// The same over HTTP/2, where streams can be reset and the transport repeats
// requests by itself.
func TestCreateOnceHTTP2(t *testing.T) {
	t.Parallel()
	var creates atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("a request by %s", r.Proto)
		}
		io.Copy(io.Discard, r.Body)
		creates.Add(1)
		panic(http.ErrAbortHandler) // resets the stream
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{BaseURL: server.URL, EnvironmentID: "env", HTTPClient: server.Client()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CreateStore(t.Context(), aStore())
	if n := creates.Load(); n != 1 || !errors.Is(err, propagation.ErrOutcomeUnknown) {
		t.Errorf("%d creates, error %v", n, err)
	}
}

// A POST that creates nothing is repeated: asking for metadata, testing a
// connection.
func TestQuestionsAreRepeated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, nil)
		for _, operation := range []string{"storeMetadata", "checkConnection"} {
			p.Fault(propagationtest.Fault{Operation: operation, Drop: true, Times: 3})
		}
		if _, err := p.client.StoreMetadata(t.Context(), "Zoom", nil); err != nil {
			t.Error(err)
		}
		if err := p.client.CheckConnection(t.Context(), aStore()); err != nil {
			t.Error(err)
		}
		if p.sent("storeMetadata") != 4 || p.sent("checkConnection") != 4 {
			t.Errorf("sent %v", p.Requests())
		}
	})
}

// No other request that creates or starts something is sent twice.
func TestOtherCreatesOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, nil)
		ctx := t.Context()
		calls := map[string]func() error{
			"createPlan":     func() error { _, err := p.client.CreatePlan(ctx, propagation.Plan{Name: "plan"}); return err },
			"createPlanRule": func() error { _, err := p.client.CreatePlanRule(ctx, "id", propagation.Rule{Name: "rule"}); return err },
			"createRule":     func() error { _, err := p.client.CreateRule(ctx, propagation.Rule{Name: "rule"}); return err },
			"createMapping": func() error {
				_, err := p.client.CreateMapping(ctx, "id", propagation.Mapping{TargetAttribute: "a"})
				return err
			},
			"createRevision": func() error { _, err := p.client.CreateRevision(ctx); return err },
			"importGroups": func() error {
				return p.client.ImportGroups(ctx, "id", propagation.GroupImport{Groups: []propagation.GroupOperation{}})
			},
		}
		for operation, call := range calls {
			p.Fault(propagationtest.Fault{Operation: operation, Status: 503, RetryAfter: "1"})
			err := call()
			if p.sent(operation) != 1 || !errors.Is(err, propagation.ErrOutcomeUnknown) || !strings.HasSuffix(err.Error(), "the outcome is unknown") {
				t.Errorf("%s: sent %d times, error %v", operation, p.sent(operation), err)
			}
		}
	})
}
