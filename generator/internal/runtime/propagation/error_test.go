package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
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
		Body: connector.NewSecret(invalid),
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Error{})); diff != "" {
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
		name, body, want, text string
	}{
		{"a gateway's JSON", `{"message":"Invalid key=value pair"}`, `{"message":"Invalid key=value pair"}`, ": Invalid key=value pair"},
		{"a page", `<html>`, `<html>`, ""},
		{"nothing", ``, ``, ""},
		{"a lot", strings.Repeat("x", maxError+5), strings.Repeat("x", maxError), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := serve(t, answer(http.StatusForbidden, tt.body))
			err := run(t.Context(), c.request("Plans", http.MethodGet, ""))
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Body.Reveal() != tt.want || !errors.Is(err, ErrForbidden) {
				t.Errorf("got %+.200v", e)
			}
			if err.Error() != "Plans: 403 Forbidden"+tt.text {
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
			err := run(t.Context(), r.send("application/json", body.members))
			e, ok := errors.AsType[*Error](err)
			if !ok {
				t.Fatalf("got %v", err)
			}
			all, _ := json.Marshal(e)
			if shown := string(all) + err.Error() + e.Body.Reveal(); strings.Contains(shown, "s3cret") || !strings.Contains(shown, "[redacted]") {
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
	err := run(t.Context(), c.request("CreateStore", http.MethodPost, "").send("application/json", body.members))
	e, ok := errors.AsType[*Error](err)
	if want := "<p>[redacted], [redacted]</p>"; !ok || e.Body.Reveal() != want {
		t.Errorf("the body is %s, want %s", e.Body.Reveal(), want)
	}
}

// A secret that stands where the reading ends is taken out like any other: half
// of one is half a secret too many.
func TestErrorAtTheLimit(t *testing.T) {
	const secret = "s3cret-0123456789"
	body := store{Key: connector.NewSecret(secret)}
	c := serve(t, answer(http.StatusBadRequest, strings.Repeat("x", maxError-5)+secret+strings.Repeat("y", 100)))
	err := run(t.Context(), c.request("CreateStore", http.MethodPost, "").send("application/json", body.members))
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("got %v", err)
	}
	if got := e.Body.Reveal(); len(got) != maxError || !strings.HasSuffix(got, "x[reda") {
		t.Errorf("%d bytes that end in %q, want %d without any of the secret", len(got), got[max(0, len(got)-20):], maxError)
	}
}

// What package net/http says may quote what a server said. It is not shown, but found.
func TestWithheld(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("s3cret: %w", io.ErrUnexpectedEOF), "unexpected EOF"},
		{fmt.Errorf("s3cret: %w", context.DeadlineExceeded), "context deadline exceeded"},
		{&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "api.pingone.eu"}}, "lookup api.pingone.eu: no such host"},
		{&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}, "dial tcp: connection refused"},
		{errors.New("s3cret"), "the HTTP client failed, or the server does not speak HTTP"},
	} {
		got := redact.Bare(&url.Error{Op: "Get", URL: "https://x/?s3cret", Err: tt.err})
		if want := `Get "https://x/": ` + tt.want; got.Error() != want || strings.Contains(fmt.Sprintf("%#v %+v", got, errors.Unwrap(got)), "s3cret") {
			t.Errorf("got %v, want %s", got, want)
		}
		if !errors.Is(got, tt.err) {
			t.Errorf("%v is not found", got)
		}
		timeout, ok := errors.AsType[net.Error](got)
		if !ok || timeout.Timeout() != errors.Is(tt.err, context.DeadlineExceeded) {
			t.Errorf("%v: whether it is a timeout is lost", got)
		}
	}
}

// A hostile text cannot take over a terminal, or a log.
func TestOneLine(t *testing.T) {
	got := (&Error{Operation: "Plans", Status: 400, Code: "A\x1b[2J\r\nB", Message: strings.Repeat("ö", 300)}).Error()
	if strings.ContainsAny(got, "\x1b\r\n") || len(got) > 400 {
		t.Errorf("got %q", got)
	}
}
