package propagation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

const invalid = `{"id":"1f","code":"INVALID_DATA","message":"It is\nnot valid.","target":"store","details":[
	{"code":"REQUIRED_VALUE","target":"name","message":"must be there","innerError":{"allowedValues":["a"]}},
	{"code":"NEW_CODE"}],"new":1}`

// What PingOne says is all there, and fits in a line.
func TestError(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Correlation-Id", "c0")
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, invalid)
	})
	_, err := call[store](t.Context(), c.request("CreateStore", http.MethodPost, ""))
	got, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("got %v", err)
	}
	want := &Error{
		Operation: "CreateStore", Status: 400, ID: "1f", Code: "INVALID_DATA", Message: "It is\nnot valid.", Target: "store", CorrelationID: "c0", Attempts: 1,
		Details: []ErrorDetail{
			{Code: "REQUIRED_VALUE", Target: "name", Message: "must be there", InnerError: map[string]any{"allowedValues": []any{"a"}}},
			{Code: "NEW_CODE"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	const text = "CreateStore: 400 Bad Request: INVALID_DATA: store: It is not valid.; name REQUIRED_VALUE; NEW_CODE (id 1f)"
	if err.Error() != text {
		t.Errorf("got  %s\nwant %s", err, text)
	}
}

func TestErrorIs(t *testing.T) {
	if unknown := (&Error{Status: 503, OutcomeUnknown: true}); !errors.Is(unknown, ErrOutcomeUnknown) || !errors.Is(unknown, ErrServer) {
		t.Error("an unknown outcome must be that, and what its status says")
	}
	all := []error{ErrOutcomeUnknown, ErrInvalid, ErrUnauthorized, ErrForbidden, ErrNotFound, ErrConflict, ErrRateLimited, ErrServer}
	for status, want := range map[int]error{
		400: ErrInvalid, 401: ErrUnauthorized, 403: ErrForbidden, 404: ErrNotFound, 409: ErrConflict, 429: ErrRateLimited,
		500: ErrServer, 503: ErrServer, 302: nil, 418: nil,
	} {
		for _, target := range all {
			if got := errors.Is(&Error{Status: status}, target); got != (target == want) {
				t.Errorf("errors.Is(%d, %v) is %t", status, target, got)
			}
		}
	}
}

// A gateway in front of PingOne has its own bodies. They are kept, bounded.
func TestForeignError(t *testing.T) {
	tests := []struct {
		name, body, want string
	}{
		{"a gateway's JSON", `{"message":"Invalid key=value pair"}`, `{"message":"Invalid key=value pair"}`},
		{"a page", `<html>`, `<html>`},
		{"nothing", ``, ``},
		{"a lot", strings.Repeat("x", maxError+5), strings.Repeat("x", maxError)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := serve(t, answer(http.StatusForbidden, tt.body))
			err := run(t.Context(), c.request("Plans", http.MethodGet, ""))
			e, ok := errors.AsType[*Error](err)
			if !ok || string(e.Body) != tt.want || !errors.Is(err, ErrForbidden) {
				t.Errorf("got %+.200v", e)
			}
			if err.Error() != "Plans: 403 Forbidden" {
				t.Errorf("the text is %.200s", err)
			}
		})
	}
}

// A server may quote what it was sent. No part of the error may.
func TestErrorWithoutSecrets(t *testing.T) {
	body := store{Key: connector.NewSecret("s3cret-1"), Extra: nil}
	if err := body.UnmarshalJSON([]byte(`{"type":"Zoom","configuration":{"OAUTH_CLIENT_SECRET":"s3cret-2"},"key":"s3cret-1"}`)); err != nil {
		t.Fatal(err)
	}
	for name, answered := range map[string]string{
		"PingOne": `{"code":"s3cret-1","message":"not s3cret-2","id":"s3cret-1","target":"s3cret-2","details":[{"code":"s3cret-1",
			"target":"s3cret-1","message":"s3cret-2","innerError":{"a":["s3cret-1",{"b":"s3cret-2"}],"c":"s3cret-1"}}]}`,
		"another": `not s3cret-1 or s3cret-2`,
		"OAuth":   `{"error":"s3cret-1","error_description":"s3cret-2"}`,
	} {
		t.Run(name, func(t *testing.T) {
			c := serve(t, answer(http.StatusBadRequest, answered))
			r := c.request("CreateStore", http.MethodPost, "")
			err := run(t.Context(), r.send("application/json", body.encode))
			e, ok := errors.AsType[*Error](err)
			if !ok {
				t.Fatalf("got %v", err)
			}
			all, _ := json.Marshal(e)
			if shown := string(all) + err.Error() + string(e.Body); strings.Contains(shown, "s3cret") || !strings.Contains(shown, "[redacted]") {
				t.Errorf("shown: %s", shown)
			}
		})
	}
}

// A server may quote a secret in the way that it was sent.
func TestErrorWithoutEscapedSecrets(t *testing.T) {
	const secret = "a \"s3cret\"+é"
	body := store{Key: connector.NewSecret(secret)}
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, "<p>%s, %s</p>", `a \"s3cret\"+é`, url.QueryEscape(secret))
	})
	err := run(t.Context(), c.request("CreateStore", http.MethodPost, "").send("application/json", body.encode))
	e, ok := errors.AsType[*Error](err)
	if want := "<p>[redacted], [redacted]</p>"; !ok || string(e.Body) != want {
		t.Errorf("the body is %s, want %s", e.Body, want)
	}
}

// A hostile text cannot take over a terminal, or a log.
func TestOneLine(t *testing.T) {
	got := (&Error{Operation: "Plans", Status: 400, Code: "A\x1b[2J\r\nB", Message: strings.Repeat("ö", 300)}).Error()
	if strings.ContainsAny(got, "\x1b\r\n") || len(got) > 400 {
		t.Errorf("got %q", got)
	}
}
