package propagation

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A value of a parameter stays within its segment of the path, whatever it holds.
func TestPath(t *testing.T) {
	c := client(t, Config{BaseURL: "https://api.pingone.eu/v1/", EnvironmentID: "e n/v", HTTPClient: new(http.Client)})
	tests := []struct {
		path   string
		values []string
		want   string
	}{
		{"/plans", nil, "/plans"},
		{"/environments/{environmentID}/stores/{id}/x", []string{"1"}, "/environments/e%20n%2Fv/stores/1/x"},
		{"/revisions/id:latest", nil, "/revisions/id:latest"},
		{"/a/{x}/{y}", []string{"../..", "?q=1#f"}, "/a/..%2F../%3Fq=1%23f"},
		{"/a/{x}", []string{"{y}"}, "/a/%7By%7D"},
		{"/a/{x}", []string{"%2e%2e"}, "/a/%252e%252e"},
		{"/a/{x}", []string{"ö"}, "/a/%C3%B6"},
		{"/a/{x}", []string{text(int64(-5))}, "/a/-5"},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			r := c.request("Read", http.MethodGet, tt.path, tt.values...)
			if got := strings.TrimPrefix(r.url, "https://api.pingone.eu/v1"); got != tt.want || r.err != nil {
				t.Errorf("got %s, %v; want %s", got, r.err, tt.want)
			}
			u, err := url.Parse(r.url)
			if err != nil || u.Host != "api.pingone.eu" || u.RawQuery != "" {
				t.Errorf("%s parses as %+v, %v", r.url, u, err)
			}
		})
	}
}

// An empty value would make a call for one resource a call for all of them, and dots one for another.
func TestPathRefused(t *testing.T) {
	c := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for _, value := range []string{"", ".", ".."} {
		err := run(t.Context(), c.request("DeleteStore", http.MethodDelete, "/stores/{storeID}", value))
		e, ok := errors.AsType[*Error](err)
		if want := `DeleteStore: storeID must not be empty, "." or ".."`; !ok || err.Error() != want || e.Attempts != 0 {
			t.Errorf("%q: got %v, want %s", value, err, want)
		}
	}
	c.held["environmentID"] = ""
	err := run(t.Context(), c.request("Stores", http.MethodGet, "/environments/{environmentID}/stores"))
	if err == nil || !strings.Contains(err.Error(), "environmentID must not be empty") {
		t.Errorf("got %v", err)
	}
}

// Query parameters are in form style; those that are not set are left out, zeros that are set are not.
func TestQuery(t *testing.T) {
	tests := []struct {
		name              string
		value             any
		required, explode bool
		want              string
	}{
		{"a string", "a b&c", false, true, "q=a+b%26c"},
		{"no string", "", false, true, ""},
		{"a required string", "", true, true, "q="},
		{"an integer", new(int64(0)), false, true, "q=0"},
		{"no integer", (*int64)(nil), false, true, ""},
		{"a required integer", int64(5), true, true, "q=5"},
		{"a boolean", new(false), false, true, "q=false"},
		{"a required boolean", true, true, true, "q=true"},
		{"a number", new(0.5), false, true, "q=0.5"},
		{"a required number", 1e21, true, true, "q=1e%2B21"},
		{"a list", []string{"a", "b"}, false, true, "q=a&q=b"},
		{"a list in one", []string{"a", "b"}, false, false, "q=a,b"},
		{"no list", []string(nil), false, true, ""},
	}
	c := client(t, Config{BaseURL: "https://localhost", HTTPClient: new(http.Client)})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := c.request("Read", http.MethodGet, "")
			_, got, _ := strings.Cut(r.queryParam("q", tt.value, tt.required, tt.explode).target(), "?")
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// What arrives is what the operation says: method, path, headers, media type, body with secrets.
func TestSend(t *testing.T) {
	var got []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		got = []string{r.Method, r.URL.Path, r.Header.Get("Content-Type"), r.Header.Get("Accept"), r.Header.Get("X-List"), string(body)}
		if err != nil {
			t.Error(err)
		}
		io.WriteString(w, `{"id":"1"}`)
	})
	body := store{Name: "n", Extra: extra(t, `{"new":"s3cret"}`)}
	r := c.request("Create", http.MethodPost, "/environments/{environmentID}/stores")
	r.send("application/vnd.x+json", body.members)
	r.headerParam("X-List", []string{"a", "b"})
	v, err := call[store](t.Context(), r)
	if err != nil || v.ID != "1" {
		t.Fatalf("got %v, %v", v, err)
	}
	want := []string{"POST", "/v1/environments/env/stores", "application/vnd.x+json", "application/json", "a,b",
		`{"name":"n","active":false,"new":"s3cret"}`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A header cannot be used to smuggle another.
func TestHeaderRefused(t *testing.T) {
	c := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	err := run(t.Context(), c.request("Read", http.MethodGet, "").headerParam("X-A", "a\r\nX-B: b"))
	if want := "Read: header X-A must not hold a line break or another control character"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// The body of an operation that takes any object is a configuration as it is
// meant, and never a redacted one.
func TestAnyBody(t *testing.T) {
	v := store{Extra: nil}
	if err := v.UnmarshalJSON([]byte(`{"type":"Zoom","configuration":{"KEY":"s3cret"}}`)); err != nil {
		t.Fatal(err)
	}
	directory := store{}
	if err := directory.UnmarshalJSON([]byte(`{"type":"directory"}`)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		body any
		want string
	}{
		{nil, `{}`},
		{v.Configuration, `{"KEY":"s3cret"}`},
		{directory.Configuration, `{}`},
		{map[string]string{"LDAP_TYPE": "PingDirectory"}, `{"LDAP_TYPE":"PingDirectory"}`},
	} {
		e := encoder{reveal: true}
		if encodeBody(tt.body, &e); string(e.buf) != tt.want || e.err != nil {
			t.Errorf("got %s, %v; want %s", e.buf, e.err, tt.want)
		}
	}
}

// A redirect would carry the body, secrets and all, to wherever it says.
func TestRedirect(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	defer elsewhere.Close()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	body := store{}
	err := run(t.Context(), c.request("Create", http.MethodPost, "").send("application/json", body.members))
	host := strings.TrimPrefix(elsewhere.URL, "http://")
	want := "Create: 307 Temporary Redirect: redirects are not followed, and this one leads to " + host
	if e, ok := errors.AsType[*Error](err); !ok || e.Status != http.StatusTemporaryRedirect || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// An endless body is a transport whose answer has one; it counts what was read.
type endlessBody struct {
	length int64 // what the answer says it is, or -1
	read   int64
}

func (b *endlessBody) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, ContentLength: b.length, Body: b}, nil
}

func (b *endlessBody) Read(p []byte) (int, error) {
	if b.read += int64(len(p)); b.read > 3*defaultMaxBody {
		return 0, io.ErrUnexpectedEOF
	}
	return len(p), nil
}

func (b *endlessBody) Close() error { return nil }

// A server cannot make the client hold more than a bounded body, nor read one that it says is larger.
func TestBoundedBody(t *testing.T) {
	for _, tt := range []struct{ length, read int64 }{{-1, defaultMaxBody + 1}, {defaultMaxBody + 1, 0}} {
		body := &endlessBody{length: tt.length}
		c := client(t, Config{BaseURL: "https://localhost", HTTPClient: &http.Client{Transport: body}})
		_, err := call[store](t.Context(), c.request("Read", http.MethodGet, ""))
		const want = "Read: reading the answer: the body is too large: it has more than 10485760 bytes"
		if !errors.Is(err, ErrTooLarge) || err.Error() != want || body.read > tt.read {
			t.Errorf("length %d: got %.200v after %d bytes, want %s", tt.length, err, body.read, want)
		}
	}
}

// A body of the size that is allowed passes, both ways, and one byte more does not.
func TestMaxBody(t *testing.T) {
	const most = 64
	answered := 0
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `"`+strings.Repeat("x", answered-2)+`"`)
	})
	c.maxBody = most
	for _, size := range []int{most, most + 1} {
		answered = size
		var v any
		if err := c.request("Read", http.MethodGet, "").into(t.Context(), &v); errors.Is(err, ErrTooLarge) != (size > most) {
			t.Errorf("answered %d bytes: %v", size, err)
		}
		answered = 2
		body := strings.Repeat("x", size-2)
		r := c.request("Write", http.MethodPut, "").send("text/plain", func(c *codec) { codeText(&body, c) })
		if err := run(t.Context(), r); errors.Is(err, ErrTooLarge) != (size > most) {
			t.Errorf("sent %d bytes: %v", size, err)
		}
	}
}

// What goes wrong below HTTP names the operation but not the URL, whose query is not for logs.
func TestTransportError(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	c := client(t, Config{BaseURL: s.URL, HTTPClient: s.Client(), MaxAttempts: 1})
	err := run(t.Context(), c.request("Stores", http.MethodGet, "/stores").queryParam("q", "s3cret", false, true))
	if err == nil || !strings.HasPrefix(err.Error(), "Stores: Get \""+s.URL+"/v1/stores\": ") || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), -time.Second)
	defer cancel()
	if err := run(ctx, c.request("Stores", http.MethodGet, "")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want one that is context.DeadlineExceeded", err)
	}
}
