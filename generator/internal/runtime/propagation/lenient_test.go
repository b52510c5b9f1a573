package propagation

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A success may have no body, whatever its status. The id of what was created is that of the
// Location. Only who asks for something, and is answered by 200, must get it.
func TestNoBody(t *testing.T) {
	for _, tt := range []struct {
		method   string
		status   int
		location string
		id       string
		failed   bool
	}{
		{http.MethodPost, 201, "/v1/environments/env/stores/9", "9", false},
		{http.MethodPost, 202, "https://localhost/v1/stores/a%2Fb%22?x=y", `b"`, false},
		{http.MethodPost, 201, "https://localhost/v1/stores/9/", "9", false},
		{http.MethodPost, 201, "", "", false},
		{http.MethodPost, 200, "", "", false},
		{http.MethodPost, 204, "", "", false},
		{http.MethodPut, 200, "", "", false},
		{http.MethodPut, 204, "", "", false},
		{http.MethodGet, 204, "", "", false},
		{http.MethodGet, 205, "", "", false},
		{http.MethodGet, 200, "", "", true},
		{http.MethodHead, 200, "", "", false},
	} {
		c, rec := played(t, Config{}, always(tt.status, "", "Location", tt.location))
		r := c.request("Try", tt.method, "/x")
		r.creates = tt.method == http.MethodPost
		v, err := call[store](t.Context(), r)
		if (err != nil) != tt.failed || err == nil && v.ID != tt.id || len(rec.at) != 1 {
			t.Errorf("%+v: got %+v, %v in %d requests", tt, v, err, len(rec.at))
		}
	}
}

// HEAD tells the length of a body that does not come, over HTTP/1.1 and by a transport.
func TestHead(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "99999999") })
	if answer, err := c.Call(t.Context(), Call{Operation: "Look", Method: http.MethodHead, Path: "/x"}); err != nil || answer != nil {
		t.Errorf("got %q, %v", answer, err)
	}
}

// What is compressed, marked or in another alphabet is read; a length that is not right
// is no harm; and no limit is too large to be one.
func TestBodies(t *testing.T) {
	const want = `{"id":"ä"}`
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	io.WriteString(z, want)
	z.Close()
	for _, tt := range []struct {
		name, body string
		length     int64
		headers    []string
	}{
		{"plain", want, -1, nil},
		{"a mark", "\ufeff" + want, -1, nil},
		{"Latin-1", "{\"id\":\"\xe4\"}", -1, []string{"Content-Type", "application/json; charset=ISO-8859-1"}},
		{"UTF-8 that is called Latin-1", want, -1, []string{"Content-Type", "application/json; charset=iso-8859-1"}},
		{"gzip", zipped.String(), int64(zipped.Len()), []string{"Content-Encoding", "GZIP"}},
		{"too short a length", want, 3, nil},
		{"too long a length", want, 50, nil},
	} {
		for _, most := range []int64{100, math.MaxInt64 - 1, math.MaxInt64} {
			c, _ := played(t, Config{MaxBody: most, MaxAttempts: 1}, func(int, *http.Request) (*http.Response, error) {
				res, err := says(http.StatusOK, tt.body, tt.headers...)
				res.ContentLength = tt.length
				return res, err
			})
			if v, err := call[store](t.Context(), c.request("Read", http.MethodGet, "")); err != nil || v.ID != "ä" {
				t.Errorf("%s, at most %d: got %+v, %v", tt.name, most, v, err)
			}
		}
	}
	for encoding, want := range map[string]string{"br": "is br", "deflate": "is deflate", "s3cret": "not known"} {
		c, _ := played(t, Config{MaxAttempts: 1}, always(http.StatusOK, "x", "Content-Encoding", encoding))
		err := run(t.Context(), c.request("Read", http.MethodGet, ""))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: got %v", encoding, err)
		}
	}
}

// What is small when it comes may be large when it is read: the limit is that of what is read.
func TestBomb(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write(make([]byte, 1<<20))
	z.Close()
	c, _ := played(t, Config{MaxBody: 1 << 16, MaxAttempts: 1}, always(http.StatusOK, zipped.String(), "Content-Encoding", "gzip"))
	if err := run(t.Context(), c.request("Read", http.MethodGet, "")); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

// Memory grows with what has come, and not with what is announced.
func TestAnnouncedLength(t *testing.T) {
	c, _ := played(t, Config{MaxBody: math.MaxInt64, MaxAttempts: 1}, func(int, *http.Request) (*http.Response, error) {
		res, err := says(http.StatusOK, `{"id":"1"}`)
		res.ContentLength = 1 << 45 // 32 TiB: there is no such memory
		return res, err
	})
	if v, err := call[store](t.Context(), c.request("Read", http.MethodGet, "")); err != nil || v.ID != "1" {
		t.Errorf("got %+v, %v", v, err)
	}
}

// The body that a Response has is the caller's to change.
func TestResponseBody(t *testing.T) {
	c, _ := played(t, Config{}, always(http.StatusOK, `{"name":"n"}`))
	var response Response
	if _, err := call[store](t.Context(), c.request("Read", http.MethodGet, ""), WithResponse(&response)); err != nil {
		t.Fatal(err)
	}
	clear(response.Body())
	if got := string(response.Body()); got != `{"name":"n"}` {
		t.Errorf("got %q", got)
	}
}

// A correlation id may quote what was sent, also if the body is torn or too large.
func TestCorrelationWithoutSecrets(t *testing.T) {
	body := store{Key: connector.NewSecret("sesame-secret")}
	for name, answer := range map[string]script{
		"torn": func(n int, r *http.Request) (*http.Response, error) {
			res, err := torn(n, r)
			res.Header.Set(correlation, "is sesame-secret")
			return res, err
		},
		"too large": always(http.StatusOK, strings.Repeat("x", 200), correlation, "is sesame-secret"),
	} {
		c, _ := played(t, Config{MaxAttempts: 1, MaxBody: 100}, answer)
		err := run(t.Context(), c.request("Replace", http.MethodPut, "").send("application/json", body.members))
		if e, ok := errors.AsType[*Error](err); !ok || e.CorrelationID != "is [redacted]" {
			t.Errorf("%s: got %+v", name, err)
		}
	}
}

// Neither does it in the answer to a request for a token, whatever that is.
func TestCorrelationWithoutCredentials(t *testing.T) {
	secret := credentials().Secret.Reveal()
	for name, answer := range map[string]script{
		"no token":  always(http.StatusOK, `{}`, correlation, "is "+secret),
		"too large": always(http.StatusOK, strings.Repeat("x", 2*maxError), correlation, "is "+secret),
		"refused":   always(http.StatusUnauthorized, `{}`, correlation, "is "+secret),
	} {
		c, _ := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials(), MaxAttempts: 1}, answer)
		err := run(t.Context(), c.request("Read", http.MethodGet, ""))
		if e, ok := errors.AsType[*Error](err); !ok || e.CorrelationID != "is [redacted]" {
			t.Errorf("%s: got %+v", name, err)
		}
	}
}

// A server names the client that it hears, in requests for tokens as well, and what uses it.
func TestUserAgent(t *testing.T) {
	for own, want := range map[string]string{"": product, "provisioner/1.2": "provisioner/1.2 " + product} {
		var got []string
		c, _ := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials(), UserAgent: own},
			func(_ int, r *http.Request) (*http.Response, error) {
				got = append(got, r.UserAgent())
				return says(http.StatusOK, `{"access_token":"t0","token_type":"Bearer"}`)
			})
		if err := run(t.Context(), c.request("Read", http.MethodGet, "")); err != nil || strings.Join(got, ", ") != want+", "+want {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if _, err := NewClient(Config{BaseURL: "https://localhost", HTTPClient: new(http.Client), UserAgent: "a\nb"}); err == nil {
		t.Error("a line break must be refused")
	}
}

// An address without a path is that of the server, and the API is where the document has it.
func TestRootPath(t *testing.T) {
	for base, want := range map[string]string{
		"https://localhost": "https://localhost" + rootPath, "https://localhost/": "https://localhost" + rootPath,
		"https://localhost/v1/": "https://localhost/v1", "https://localhost/proxy": "https://localhost/proxy",
	} {
		if got := client(t, Config{BaseURL: base, HTTPClient: new(http.Client)}).root; got != want {
			t.Errorf("%s: got %s, want %s", base, got, want)
		}
	}
}

// A token that no header can hold will not get better: the call fails at once, and says why.
func TestTokenNoHeaderCanHold(t *testing.T) {
	for _, token := range []string{"a\nb", "a\r", "a\x00b", "\x7f"} {
		c, rec := played(t, Config{TokenSource: tokenFunc(func(context.Context) (Token, error) {
			return Token{Access: connector.NewSecret(token)}, nil
		})}, always(http.StatusOK, ""))
		err := run(t.Context(), c.request("Read", http.MethodGet, ""))
		e, ok := errors.AsType[*Error](err)
		if !ok || !errors.Is(err, errToken) || e.Attempts != 1 || len(rec.at) != 0 || strings.Contains(err.Error(), token) {
			t.Errorf("%q: got %v after %d requests", token, err, len(rec.at))
		}
	}
}

type tokenFunc func(context.Context) (Token, error)

func (f tokenFunc) Token(ctx context.Context) (Token, error) { return f(ctx) }

// Whatever a server says of how long a token lives, several calls do not ask for several.
func TestExpiresIn(t *testing.T) {
	for _, expires := range []string{"3600", `"3600"`, "0", "-1", "1e9", "9223372037", "1e300", "1e999", "null", `"soon"`, "{}", "[1]", "true"} {
		synctest.Test(t, func(t *testing.T) {
			c, rec := played(t, Config{AuthURL: "https://localhost", EnvironmentID: "env", Credentials: credentials()},
				always(http.StatusOK, `{"access_token":"t0","token_type":"Bearer","expires_in":`+expires+`}`))
			for range 5 {
				if err := run(t.Context(), c.request("Read", http.MethodGet, "")); err != nil {
					t.Error(err)
				}
			}
			if len(rec.at) != 6 {
				t.Errorf("expires_in %s: %d requests, want one for a token and five others", expires, len(rec.at))
			}
		})
	}
}

// The message of a server shows, whatever the form of its errors, and one odd member costs
// itself only. All of the body is there as well.
func TestErrorForms(t *testing.T) {
	for body, want := range map[string]string{
		`{"message":"by policy"}`:            ": by policy",
		`{"Message":"by policy"}`:            ": by policy",
		`{"code":403,"message":"by policy"}`: ": 403: by policy",
		`{"type":"about:blank","title":"Forbidden","status":403,"detail":"by it"}`:  ": by it",
		`{"title":"by policy","status":403}`:                                        ": by policy",
		`{"error":"by policy"}`:                                                     ": by policy",
		`{"error":{"code":"NO","message":"by policy"}}`:                             ": NO: by policy",
		`{"fault":{"faultstring":"by policy","detail":{"errorcode":"x"}}}`:          ": by policy",
		`{"errors":["by policy",{"code":"X","field":"name"}]}`:                      ": by policy; by policy; name X",
		`{"errorCode":"E1","errorSummary":"by policy","errorCauses":[]}`:            ": E1: by policy",
		`{"code":"C","message":"m","details":[7,{"code":"X","innerError":"odd"}]}`:  ": C: m; 7; X",
		`{"code":"C","message":"m","details":{"code":"X","target":["odd"]},"id":8}`: ": C: m; X (id 8)",
		`{"code":["odd"],"message":"m","details":"text"}`:                           ": m; text",
		"\ufeff" + `{"message":"by policy"}`:                                        ": by policy",
		`"text"`:                                                                    "", `null`: "", `[1]`: "",
	} {
		c, _ := played(t, Config{}, always(http.StatusForbidden, body))
		err := run(t.Context(), c.request("Try", http.MethodGet, ""))
		e, ok := errors.AsType[*Error](err)
		if !ok || err.Error() != "Try: 403 Forbidden"+want || e.Body.Reveal() != strings.TrimPrefix(body, "\ufeff") {
			t.Errorf("%s: got %v, want %s", body, err, want)
		}
	}
}

// There is a conflict if a code says so, in any place and with any status of a request that is refused.
func TestConflict(t *testing.T) {
	for _, status := range []int{400, 409, 422} {
		for _, body := range []string{
			`{"code":"INVALID_DATA","details":[{"code":"UNIQUENESS_VIOLATION","target":"environment"}]}`,
			`{"code":"INVALID_DATA","details":[{"code":"OTHER"},{"code":"UNIQUENESS_VIOLATION"}]}`,
			`{"code":"UNIQUENESS_VIOLATION"}`,
		} {
			c, _ := played(t, Config{}, always(status, body))
			err := run(t.Context(), c.request("CreatePlan", http.MethodPost, "").once())
			if !errors.Is(err, ErrConflict) || errors.Is(err, ErrInvalid) != (status == 400) {
				t.Errorf("%d %s: got %v", status, body, err)
			}
		}
	}
}

// A list is what there is of it, and an answer that is none is no empty list.
func TestListForms(t *testing.T) {
	for body, want := range map[string]string{
		`{"_embedded":{"rules":[{"id":"1"}]}}`:                                  "[1]",
		`{"_embedded":[{"id":"1"}]}`:                                            "[1]",
		`{"_embedded":{"stores":[{"id":"1"}],"rules":[{"id":"2"}]}}`:            "[1]",
		`{"_embedded":{"stores":null,"rules":[{"id":"2"}]}}`:                    "[]",
		`{"_embedded":{"rules":[],"users":[]}}`:                                 "[error: Stores: the answer has no list of stores; it has rules, users]",
		`{"_embedded":{"rules":{}}}`:                                            "[error: Stores: the answer has no list of stores; it has rules]",
		`{"_embedded":{}}`:                                                      "[]",
		`{"_embedded":null,"_links":{},"count":0,"size":0,"page":{"number":1}}`: "[]",
		`{"size":2,"count":2}`:                                                  "[error: Stores: the answer says that the list has elements, and has none]",
		`{"_embedded":{"stores":[]},"count":2}`:                                 "[error: Stores: the answer says that the list has elements, and has none]",
		`{"code":"DENIED","message":"by policy"}`:                               "[error: Stores: DENIED: by policy: the answer has no list of stores; it has code, message]",
		`{"code":403}`:  "[error: Stores: 403: the answer has no list of stores; it has code]",
		`{"stores":[]}`: "[error: Stores: the answer has no list of stores; it has stores]",
		`{"_links":{"next":[{"href":"/v1/s?none"}],"curies":[]},"_embedded":{"stores":[]}}`: "[error: Stores: 404 Not Found]",
		`{"_links":{"next":"/v1/s?none"},"_embedded":{"stores":[]}}`:                        "[error: Stores: 404 Not Found]",
		`{"_links":{"next":null},"_embedded":{"stores":[]}}`:                                "[]",
		`{"_links":{"next":[]},"_embedded":{"stores":[]}}`:                                  "[]",
		`{"_links":{"next":7},"_embedded":{"stores":[]}}`:                                   "[error: Stores: a value in the body is not of the kind that it must be]",
		`[]`: "[error: Stores: a value in the body is not of the kind that it must be]",
		``:   "[error: Stores: the body is not JSON that can be read: byte 0: want a value]",
	} {
		c, _ := played(t, Config{}, func(_ int, r *http.Request) (*http.Response, error) {
			if r.URL.RawQuery != "" {
				return says(http.StatusNotFound, "")
			}
			return says(http.StatusOK, body)
		})
		if got := fmt.Sprint(drain(list[store](t.Context(), c.request("Stores", http.MethodGet, "/s"), "stores"))); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

// A list ends once a page brings nothing that is new, whatever the address of the next, and
// its elements are not given twice. The last page may repeat what there was.
func TestListRepeats(t *testing.T) {
	for _, tt := range []struct {
		pages    []string // again and again
		want     string
		requests int
	}{
		{[]string{`{"id":"1"}`}, "[1 error: Stores: the pages of the list have no end]", 2},
		{[]string{`{"id":"1","seen":N}`}, "[1 error: Stores: the pages of the list have no end]", 2},
		{[]string{`{"id":"1"}`, `{"id":"2"}`}, "[1 2 error: Stores: the pages of the list have no end]", 3},
		{[]string{`{"id":"1"},{"id":"1"}`, `{"id":"1"},{"id":"2"}`}, "[1 1 1 2 error: Stores: the pages of the list have no end]", 3},
		{[]string{`{"name":"a"}`}, "[ error: Stores: the pages of the list have no end]", 2},
	} {
		requests := 0
		c, _ := played(t, Config{}, func(n int, _ *http.Request) (*http.Response, error) {
			requests = n
			if n > 10 {
				return says(http.StatusNotFound, "") // enough is seen
			}
			page := strings.ReplaceAll(tt.pages[(n-1)%len(tt.pages)], "N", strconv.Itoa(n))
			return says(http.StatusOK, fmt.Sprintf(`{"_links":{"next":{"href":"/v1/s?c=%d"}},"_embedded":{"stores":[%s]}}`, n, page))
		})
		got := fmt.Sprint(drain(list[store](t.Context(), c.request("Stores", http.MethodGet, "/s"), "stores")))
		if got != tt.want || requests != tt.requests {
			t.Errorf("%q: got %s in %d requests, want %s in %d", tt.pages, got, requests, tt.want, tt.requests)
		}
	}
}
