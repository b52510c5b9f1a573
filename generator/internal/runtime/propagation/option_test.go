package propagation

import (
	"io"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
)

// A list has one answer for each page: the response is that of the page at
// hand. Going over the list again starts anew, here without an answer.
func TestResponseOfPages(t *testing.T) {
	c, _ := played(t, Config{MaxAttempts: 1}, func(n int, _ *http.Request) (*http.Response, error) {
		switch n {
		case 1:
			return says(http.StatusOK, `{"_embedded":{"stores":[{"id":"1"}]},"_links":{"next":{"href":"/x"}}}`)
		case 2:
			return says(http.StatusForbidden, "")
		}
		return nil, io.ErrUnexpectedEOF
	})
	var response Response
	stores := list[store](t.Context(), c.request("Stores", http.MethodGet, "/s"), "stores", WithResponse(&response))
	var got []int
	for range 2 {
		for range stores {
			got = append(got, response.Status)
		}
	}
	if want := []int{http.StatusOK, http.StatusForbidden, 0}; !slices.Equal(got, want) || response.Body() != nil {
		t.Errorf("the elements and errors came with %v, want %v", got, want)
	}
}

// A response that is used again says nothing of the call before, neither if the
// call fails before it is sent nor if it gets no answer.
func TestResponseWithoutAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := played(t, Config{MaxAttempts: 1}, func(int, *http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF })
		for _, r := range []*request{c.request("Read", http.MethodGet, ""), c.request("Read", http.MethodGet, "/{id}", "..")} {
			response := Response{Status: http.StatusTeapot, Attempts: 3}
			if err := run(t.Context(), r, WithResponse(&response)); err == nil || response.Status != 0 || response.Attempts != 0 {
				t.Errorf("%v, and the response is %+v", err, response)
			}
		}
		if err := run(t.Context(), c.request("Read", http.MethodGet, ""), WithResponse(nil)); err == nil {
			t.Error("a nil response made the request succeed")
		}
	})
}

// An update that reads first has the response of the update, and none if it is refused.
func TestResponseOfReplacing(t *testing.T) {
	for _, refused := range []bool{false, true} {
		c, _ := played(t, Config{}, func(_ int, r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodGet {
				return says(http.StatusOK, `{"configuration":{"KEY":"k"}}`)
			}
			return says(http.StatusAccepted, `{}`)
		})
		var options []CallOption
		want := 0
		if !refused {
			options, want = append(options, AllowClearing("KEY")), http.StatusAccepted
		}
		response := Response{Status: http.StatusTeapot} // of a call before
		r := c.request("Replace", http.MethodPut, "/1").replacing("configuration", typed{})
		if err := run(t.Context(), r, append(options, WithResponse(&response))...); (err != nil) != refused || response.Status != want {
			t.Errorf("refused: %t: %v, and the response is %+v", refused, err, response)
		}
	}
}
