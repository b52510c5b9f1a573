package secrets_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/leak"
)

// A failure is a way for a request to fail. Its answer says all that the request
// said, and secrets that the server has, wherever they fit.
type failure struct {
	name     string
	answer   func(r *http.Request) (*http.Response, error)
	status   int  // that the error must have
	succeeds bool // for an operation that does not look at the answer
}

// failures returns every way to fail. The first is a plain refusal.
func failures() []failure {
	list := []failure{quoting(http.StatusBadRequest, "as PingOne does", pingOneBody)}
	for _, status := range []int{401, 403, 404, 409, 422, 429, 500, 503} {
		list = append(list, quoting(status, "as PingOne does", pingOneBody))
	}
	for _, status := range []int{400, 503} {
		for name, body := range sortedly(foreignBodies) {
			list = append(list, quoting(status, name, body))
		}
	}
	list = append(list, redirects()...)
	list = append(list, wrongSuccesses()...)
	list = append(list, lostRequests()...)
	return append(list, notHTTP()...)
}

// sortedly returns what m has in the order of its names.
func sortedly[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

// pingOneBody is an error in the form of PingOne, with members that it has and others.
func pingOneBody(e echo) string {
	q := e.quoted
	return `{"id":` + q + `,"code":"INVALID_DATA","message":` + q + `,"target":` + q + `,"new":` + e.known + `,"details":[` +
		`{"code":` + q + `,"target":` + q + `,"message":` + e.twice + `,"innerError":{"a":` + q + `,"b":[` + q + `,{"c":` + e.twice + `}],` + q + `:1}}]}`
}

// foreignBodies are errors in other forms.
var foreignBodies = map[string]func(echo) string{
	"as OAuth has it":         func(e echo) string { return `{"error":` + e.quoted + `,"error_description":` + e.twice + `}` },
	"as a gateway does":       func(e echo) string { return `{"message":` + e.quoted + `,"store":` + e.known + `}` },
	"as a page":               func(e echo) string { return "<html><pre>" + e.raw + e.known + e.escaped + "</pre></html>" },
	"as broken JSON":          func(e echo) string { return `{"code":"INVALID_DATA","message":` + e.quoted + `,` + e.known },
	"as JSON in JSON":         func(e echo) string { return `[` + e.twice + `,` + e.known + `]` },
	"at the end of the limit": func(e echo) string { return strings.Repeat("x", 64<<10-20) + leak.Canary(tokenOfClient) + e.known },
	"without end":             func(e echo) string { return strings.Repeat("<p>"+e.raw+e.known, 100) },
}

// An echo is what a server says of a request, in several forms.
type echo struct {
	raw     string // as it was sent: method, URL, header, body
	quoted  string // as a JSON string
	twice   string // as a JSON string with JSON in it
	escaped string // as in a URL
	known   string // JSON of a store that the server has
}

// echoOf returns what there is to say of r.
func echoOf(r *http.Request) echo {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body) // it is in memory
	}
	e := echo{raw: r.Method + " " + r.URL.String() + " " + credentials(r) + " " + string(body)}
	e.quoted, e.escaped = inJSON(e.raw), url.QueryEscape(e.raw)
	e.twice = inJSON(e.quoted)
	e.known = `{"id":"1","type":"Zoom","name":"n","configuration":{"API_SECRET":` + inJSON(leak.Canary(secretOfServer)) + `}}`
	return e
}

func credentials(r *http.Request) string {
	id, secret, _ := r.BasicAuth()
	return fmt.Sprint(r.Header, id, secret, r.Header.Get("Authorization"))
}

func inJSON(text string) string {
	data, _ := json.Marshal(text) // a string can always be encoded
	return string(data)
}

// quoting returns the failure of a server that refuses what it quotes.
func quoting(status int, name string, body func(echo) string) failure {
	return failure{name: fmt.Sprint(status, " ", name), status: status, answer: func(r *http.Request) (*http.Response, error) {
		e := echoOf(r)
		res, err := says(status, body(e), "Correlation-Id", e.raw, "Retry-After", e.raw, "Location", "https://x/"+e.escaped, "WWW-Authenticate", e.raw, "X-Store", e.known)
		res.Status = fmt.Sprint(status, " ", e.raw)
		return res, err
	}}
}

// redirects returns failures of a server that sends the client elsewhere.
func redirects() (list []failure) {
	for name, target := range sortedly(map[string]func(echo) string{
		"a path":  func(e echo) string { return "/x/" + e.escaped },
		"a query": func(e echo) string { return "https://example.com/?" + e.escaped },
		"a user": func(e echo) string {
			return "https://x:" + url.QueryEscape(leak.Canary(secretOfServer)) + "@example.com/"
		},
		"a host":              func(e echo) string { return "https://" + url.PathEscape(leak.Canary(tokenOfClient)) + ".example.com/" },
		"what is no URL":      func(e echo) string { return "::" + leak.Canary(tokenOfClient) + leak.Canary(secretOfServer) },
		"a URL with no end %": func(e echo) string { return "https://example.com/" + leak.Canary(secretOfClient) + "%" },
	}) {
		list = append(list, failure{name: "a redirect to " + name, status: http.StatusTemporaryRedirect, answer: func(r *http.Request) (*http.Response, error) {
			e := echoOf(r)
			return says(http.StatusTemporaryRedirect, e.raw+e.known, "Location", target(e), "Correlation-Id", e.raw)
		}})
	}
	return list
}

// wrongSuccesses returns failures of a server that says yes, and then no JSON that fits.
func wrongSuccesses() (list []failure) {
	for name, body := range sortedly(map[string]func(echo) string{
		"what the server has":          func(e echo) string { return e.known },
		"text":                         func(e echo) string { return e.raw + leak.Canary(secretOfServer) },
		"a page":                       func(e echo) string { return "<html>" + e.known },
		"half of the JSON":             func(e echo) string { return e.known[:len(e.known)-3] },
		"JSON and more":                func(e echo) string { return e.known + e.raw },
		"a string":                     func(e echo) string { return e.quoted },
		"members of the wrong kind":    func(e echo) string { return everyMember(e.quoted) },
		"members that are lists":       func(e echo) string { return everyMember(`[` + e.quoted + `]`) },
		"members that have odd names":  func(e echo) string { return everyMember(`{` + e.quoted + `:` + e.quoted + `}`) },
		"members that are there twice": func(e echo) string { return `{` + e.quoted + `:1,` + e.quoted + `:2}` },
		"what is not UTF-8":            func(e echo) string { return `{"name":"` + leak.Canary(secretOfServer) + "\xff\"}" },
		"what is too deep":             func(e echo) string { return `{"new":` + strings.Repeat("[", 20_000) + e.quoted },
	}) {
		list = append(list, failure{name: "a success with " + name, succeeds: true, answer: func(r *http.Request) (*http.Response, error) {
			e := echoOf(r)
			return says(http.StatusOK, body(e), "Correlation-Id", e.raw)
		}})
	}
	return list
}

// everyMember returns an object with members that the types of the client have,
// each with the value.
func everyMember(value string) string {
	var b strings.Builder
	for _, name := range []string{"id", "type", "name", "configuration", "information", "attributeMetadata", "_links", "createdAt", "active", "status"} {
		fmt.Fprintf(&b, `,%q:%s`, name, value)
	}
	embedded := `{"stores":` + value + `,"plans":` + value + `,"rules":` + value + `,"mappings":` + value + `,"syncedRules":` + value + `}`
	return `{"_embedded":` + embedded + b.String() + `}`
}

// lostRequests returns failures that leave the client without an answer, or with
// half of one.
func lostRequests() []failure {
	lost := func(name string, cause error) failure {
		return failure{name: name, answer: func(*http.Request) (*http.Response, error) { return nil, cause }}
	}
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	distrust := func(err error) error { return &tls.CertificateVerificationError{Err: err} }
	return []failure{
		lost("no such host", dial(&net.DNSError{Err: "no such host", Name: "api.pingone.eu", IsNotFound: true})),
		lost("refused", dial(os.NewSyscallError("connect", syscall.ECONNREFUSED))),
		lost("self-signed", distrust(x509.UnknownAuthorityError{})),
		lost("wrong host", distrust(x509.HostnameError{Certificate: new(x509.Certificate), Host: "api.pingone.eu"})),
		lost("reset", &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}),
		lost("closed", io.ErrUnexpectedEOF),
		lost("canceled", context.Canceled),
		lost("an error of a transport that quotes", errors.New(leak.Canary(tokenOfClient)+leak.Canary(secretOfServer))),
		lost("an error that quotes and wraps another", fmt.Errorf("%s: %w", leak.Canary(secretOfClient), io.ErrUnexpectedEOF)),
		{name: "too late", answer: func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}},
		{name: "a torn answer", succeeds: true, answer: func(r *http.Request) (*http.Response, error) {
			e := echoOf(r)
			res, err := says(http.StatusOK, "")
			res.Body = io.NopCloser(io.MultiReader(strings.NewReader(e.known), broken{errors.New(e.raw)}))
			return res, err
		}},
		{name: "an answer without end", succeeds: true, answer: func(r *http.Request) (*http.Response, error) {
			e := echoOf(r)
			res, err := says(http.StatusOK, "")
			res.Body, res.ContentLength = io.NopCloser(strings.NewReader(e.known)), 11<<20
			return res, err
		}},
	}
}

// A broken reader has nothing but an error.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// notHTTP returns failures of a server that does not speak HTTP, or speaks it
// badly, and quotes what it was sent: package net/http quotes what it cannot read.
func notHTTP() (list []failure) {
	for name, answer := range sortedly(map[string]func(sent string) string{
		"the request itself":       func(sent string) string { return sent },
		"a status line of its own": func(sent string) string { return leak.Canary(secretOfServer) + oneLineOf(sent) + "\r\n\r\n" },
		"a status that is none":    func(sent string) string { return "HTTP/1.1 " + oneLineOf(sent) + "\r\n\r\n" },
		"a header that is none":    func(sent string) string { return "HTTP/1.1 200 OK\r\n" + oneLineOf(sent)[20:] + "\r\n\r\n" },
		"a length that is none":    func(sent string) string { return "HTTP/1.1 200 OK\r\nContent-Length: " + oneLineOf(sent) + "\r\n\r\n" },
		"a transfer encoding of a kind": func(sent string) string {
			return "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + oneLineOf(sent) + "\r\n\r\n"
		},
	}) {
		transport := &http.Transport{DialTLSContext: dialsEcho(answer), DisableKeepAlives: true}
		list = append(list, failure{name: "no HTTP, but " + name, answer: transport.RoundTrip})
	}
	return list
}

// oneLineOf returns the credentials of a request as it was sent, as one line.
func oneLineOf(sent string) string {
	_, rest, _ := strings.Cut(sent, "Authorization: ")
	line, _, _ := strings.Cut(rest, "\r\n")
	_, body, _ := strings.Cut(sent, "\r\n\r\n")
	return line + leak.Canary(secretOfServer) + strings.NewReplacer("\r", " ", "\n", " ").Replace(body)
}

// dialsEcho returns a dialer of a server that answers whatever comes first.
func dialsEcho(answer func(sent string) string) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			data := make([]byte, 64<<10)
			n, _ := server.Read(data)                        // what came is what there is to say
			io.WriteString(server, answer(string(data[:n]))) // the client may be gone
		}()
		return client, nil
	}
}

// says returns an answer, with headers in pairs.
func says(status int, body string, headers ...string) (*http.Response, error) {
	h := make(http.Header)
	for i := 0; i < len(headers); i += 2 {
		h.Add(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, ContentLength: -1, Body: io.NopCloser(strings.NewReader(body))}, nil
}
