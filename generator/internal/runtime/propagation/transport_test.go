package propagation

import (
	"net/http"
	"net/http/cookiejar"
	"slices"
	"testing"
)

// The client calls the transport of HTTPClient by itself. What a caller can set
// on HTTPClient counts all the same: the cookies of a jar, and that a transport
// may give an answer without a body, or none at all.
func TestTransport(t *testing.T) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var cookies []string
	own := &http.Client{Jar: jar, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		cookies = append(cookies, r.Header.Get("Cookie"))
		if len(cookies) == 3 {
			return nil, nil
		}
		return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{"Set-Cookie": {"route=a"}}}, nil
	})}
	c := client(t, Config{BaseURL: "https://localhost", HTTPClient: own, MaxAttempts: 1})
	for n := range 3 {
		if err := run(t.Context(), c.request("Delete", http.MethodDelete, "/x")); (err != nil) != (n == 2) {
			t.Errorf("request %d: %v", n+1, err)
		}
	}
	if want := []string{"", "route=a", "route=a"}; !slices.Equal(cookies, want) {
		t.Errorf("the cookies that were sent are %q, want %q", cookies, want)
	}
}
