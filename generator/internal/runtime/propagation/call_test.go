package propagation

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

func jsonValue(t *testing.T, data string) connector.Value {
	t.Helper()
	v, err := connector.NewValue([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What a call says arrives, the body to the byte, and the answer comes back the same way.
func TestCall(t *testing.T) {
	const body, reply = `{"b":1.50, "a":"\u0041"}`, ` {"z":1e3,"a":[]}`
	var got []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got = []string{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Get("Content-Type"), string(sent)}
		io.WriteString(w, reply)
	})
	answer, err := c.Call(t.Context(), Call{
		Operation: "Forecast", Method: "POST", Path: "/environments/{environmentID}/weather/{city}", Values: []string{"New York/Bronx"},
		Query: url.Values{"days": {"3"}}, Body: jsonValue(t, body), MediaType: "application/vnd.x+json",
	})
	if err != nil || string(answer) != reply {
		t.Errorf("got %s, %v; want %s", answer, err, reply)
	}
	want := []string{"POST", "/v1/environments/env/weather/New%20York%2FBronx", "days=3", "application/vnd.x+json", body}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := c.Call(t.Context(), Call{Operation: "Weather", Method: "GET", Path: "/weather"}); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"GET", "/v1/weather", "", "", ""}, got); diff != "" {
		t.Errorf("without a body (-want +got):\n%s", diff)
	}
}

// A call that cannot be meant is not sent.
func TestCallRefused(t *testing.T) {
	c := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for _, tt := range []struct {
		call Call
		want string
	}{
		{Call{Path: "weather"}, "W: the path must start with a slash, be escaped, and have no query"},
		{Call{Path: "/weather?city=x"}, "W: the path must start with a slash, be escaped, and have no query"},
		{Call{Path: ""}, "W: the path must start with a slash, be escaped, and have no query"},
		{Call{Path: "/weather/{city}"}, "W: there is no value for {city}"},
		{Call{Path: "/weather/{city}", Values: []string{".."}}, `W: city must not be empty, "." or ".."`},
		{Call{Path: "/weather", Body: jsonValue(t, `{"key":"******"}`)}, "W: the body holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before"},
	} {
		tt.call.Operation, tt.call.Method = "W", "GET"
		if _, err := c.Call(t.Context(), tt.call); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.call.Path, err, tt.want)
		}
	}
}

// A request is repeated if its method says that it may be, or the caller does.
func TestCallRepeats(t *testing.T) {
	for method, most := range map[string]int{"GET": 4, "PUT": 4, "DELETE": 4, "POST": 1, "PATCH": 1} {
		for _, repeatable := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				sent := 0
				transport := roundTrip(func(*http.Request) (*http.Response, error) {
					sent++
					return says(http.StatusBadGateway, "")
				})
				c := client(t, Config{BaseURL: "https://localhost", HTTPClient: &http.Client{Transport: transport}})
				_, err := c.Call(t.Context(), Call{Operation: "W", Method: method, Path: "/w", Repeatable: repeatable})
				want := most
				if repeatable {
					want = 4
				}
				if sent != want || !errors.Is(err, ErrServer) || errors.Is(err, ErrOutcomeUnknown) != (want == 1) {
					t.Errorf("%s, repeatable %v: sent %d times, want %d: %v", method, repeatable, sent, want, err)
				}
			})
		}
	}
}

// Every string of the body may be a secret, however deep it is. Errors do not quote it.
func TestCallRedacts(t *testing.T) {
	c := serve(t, answer(http.StatusBadRequest, `{"code":"X","message":"neither CANARY-1 nor CANARY-2"}`))
	_, err := c.Call(t.Context(), Call{Operation: "W", Method: "POST", Path: "/w", Body: jsonValue(t, `{"a":"CANARY-1","b":[{"c":"CANARY-2"}]}`)})
	if want := "W: 400 Bad Request: X: neither [redacted] nor [redacted]"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A list for which there is no method gives the elements of all its pages as they came.
func TestCallList(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		page := `{"_links":{"next":{"href":"/v1/weather?2"}},"_embedded":{"days":[{"a": 1.50}]}}`
		switch r.URL.RawQuery {
		case "2":
			page = `{"_embedded":{"days":[2]}, "_links":{"next":{"href":"/v1/weather?3"}}}`
		case "3":
			w.WriteHeader(http.StatusNotFound)
		}
		io.WriteString(w, page)
	})
	var got []string
	for element, err := range c.CallList(t.Context(), Call{Operation: "Days", Method: "GET", Path: "/weather"}, "days") {
		if got = append(got, string(element)); errors.Is(err, ErrNotFound) {
			got = append(got, "not found")
		}
	}
	if diff := cmp.Diff([]string{`{"a": 1.50}`, "2", "", "not found"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
