package propagation

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// serve returns a client of a server that answers by h, in the environment "env".
func serve(t *testing.T, h http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return client(t, Config{BaseURL: s.URL + "/v1/", EnvironmentID: "env", HTTPClient: s.Client()})
}

func client(t *testing.T, config Config) *Client {
	t.Helper()
	c, err := NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// answer is a handler that says the same to everybody.
func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}
