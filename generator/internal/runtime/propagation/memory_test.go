package propagation

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A script is a transport: its n-th call answers the n-th request, counted from 1.
// It needs no network, so that package testing/synctest can let time pass.
type script func(n int, r *http.Request) (*http.Response, error)

// played returns a client of a script, and what it has sent: when, and the body.
func played(t *testing.T, config Config, s script) (*Client, *recording) {
	t.Helper()
	rec := new(recording)
	config.BaseURL = "https://localhost"
	config.HTTPClient = &http.Client{Transport: rec.transport(s)}
	return client(t, config), rec
}

// A recording has the requests that were sent.
type recording struct {
	mu     sync.Mutex
	at     []time.Time
	bodies []string
}

func (rec *recording) transport(s script) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		body := ""
		if r.Body != nil {
			data, err := io.ReadAll(r.Body)
			r.Body.Close()
			if err != nil {
				return nil, err
			}
			body = string(data)
		}
		rec.mu.Lock()
		rec.at, rec.bodies = append(rec.at, time.Now()), append(rec.bodies, body)
		n := len(rec.at)
		rec.mu.Unlock()
		return s(n, r)
	})
}

// waits returns the times between the requests.
func (rec *recording) waits() (list []time.Duration) {
	for i := 1; i < len(rec.at); i++ {
		list = append(list, rec.at[i].Sub(rec.at[i-1]))
	}
	return list
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// says returns an answer.
func says(status int, body string, headers ...string) (*http.Response, error) {
	h := make(http.Header)
	for i := 0; i < len(headers); i += 2 {
		h.Add(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, ContentLength: -1, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// always returns a script that says the same each time.
func always(status int, body string, headers ...string) script {
	return func(int, *http.Request) (*http.Response, error) { return says(status, body, headers...) }
}

// A counter is a source whose tokens are counted: "token-1" is the first.
type counter struct {
	calls int
	err   error
}

func (c *counter) Token(context.Context) (Token, error) {
	c.calls++
	return Token{Access: connector.NewSecret("token-" + strconv.Itoa(c.calls))}, c.err
}

var errLost = errors.New("connection reset by peer")
