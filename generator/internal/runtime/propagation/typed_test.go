package propagation

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// The body of an error is of the type that the document has for its status. One that is
// no object is in Error alone, and so is what a status has no type for.
func TestErrorAs(t *testing.T) {
	byStatus := func(status int) any {
		if status/100 == 4 {
			return new(store)
		}
		return nil
	}
	for _, tt := range []struct {
		status int
		body   string
		want   string
	}{
		{400, `{"name":"taken","message":"m","new":{"a":"CANARY"}}`, "taken"},
		{404, `{"name":7}`, ""},
		{404, `[]`, "none"},
		{404, `oops`, "none"},
		{409, ``, "none"},
		{501, `{"name":"taken"}`, "none"},
	} {
		c, _ := played(t, Config{MaxAttempts: 1}, always(tt.status, tt.body))
		err := run(t.Context(), c.request("Store", http.MethodGet, "/x").failing(byStatus))
		got := "none"
		v, ok := ErrorAs[store](fmt.Errorf("wrapped: %w", err))
		if ok {
			got = v.Name
		}
		if got != tt.want || (v == nil) == ok {
			t.Errorf("%d %s: got %s, want %s", tt.status, tt.body, got, tt.want)
		}
		if text := fmt.Sprintf("%v %+v %#v", err, v, v); strings.Contains(text, "CANARY") {
			t.Errorf("shows %s", text)
		}
		if other, ok := ErrorAs[image](err); ok {
			t.Errorf("is another type, too: %+v", other)
		}
	}
	if v, ok := ErrorAs[store](errors.New("x")); ok || v != nil {
		t.Errorf("of another error: got %+v", v)
	}
}

// A secret of the request that the server repeats is not in the typed body.
func TestErrorAsHidesSecrets(t *testing.T) {
	c, _ := played(t, Config{MaxAttempts: 1}, always(400, `{"name":"no s3cret-of-request"}`))
	v := store{Name: "n", Active: true}
	if err := v.Key.UnmarshalJSON([]byte(`"s3cret-of-request"`)); err != nil {
		t.Fatal(err)
	}
	r := c.request("Store", http.MethodPut, "/x").send("application/json", v.members).failing(func(int) any { return new(store) })
	got, ok := ErrorAs[store](run(t.Context(), r))
	if !ok || strings.Contains(got.Name, "s3cret") || !strings.HasPrefix(got.Name, "no ") {
		t.Errorf("got %+v", got)
	}
}
