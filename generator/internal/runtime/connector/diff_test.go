package connector

import (
	"fmt"
	"testing"
)

// TestDiffOfNothing: what is missing, null or "" is nothing, on either side, and a
// member that is null is none at any depth; what is in an array keeps its place.
func TestDiffOfNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want string
	}{
		{`{}`, `{"A": ""}`, "[]"},
		{`{}`, `{"A": null}`, "[]"},
		{`{"A": ""}`, `{"A": null}`, "[]"},
		{`{"A": {"x": null, "y": 1}}`, `{"A": {"y": 1.0}}`, "[]"},
		{`{"A": [{"x": null}]}`, `{"A": [{}]}`, "[]"},
		{`{"A": {"x": {"y": null}}}`, `{"A": {"x": {}}}`, "[]"},
		{`{"A": ["x"]}`, `{"A": ["x", null]}`, "[A differs]"},
		{`{"A": {"x": ""}}`, `{"A": {}}`, "[A differs]"},
		{`{"A": ""}`, `{"A": "x"}`, "[A differs]"},
	} {
		var sides [2]Configuration
		for i, text := range []string{test.a, test.b} {
			o, err := NewObject("Zoom", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			sides[i] = o
		}
		for range 2 {
			changes, err := Diff(sides[0], sides[1])
			if got := fmt.Sprint(changes); err != nil || got != test.want {
				t.Errorf("%s, %s: %s, %v, want %s", test.a, test.b, got, err, test.want)
			}
			sides[0], sides[1] = sides[1], sides[0]
		}
	}
}

// TestDiffOfWhatIsHidden: two addresses that differ in their passwords alone would
// look the same, so neither is shown.
func TestDiffOfWhatIsHidden(t *testing.T) {
	t.Parallel()
	a, b := decodeTwin(t), decodeTwin(t)
	for _, test := range []struct{ a, b, want string }{
		{"https://u:s3cret-one@zoom.example", "https://u:s3cret-two@zoom.example", "[SCIM_URL differs]"},
		{"https://u:s3cret-one@zoom.example", "https://u:s3cret-two@other.example", `[SCIM_URL: "https://[redacted]@zoom.example" is now "https://[redacted]@other.example"]`},
	} {
		a.SCIMURL, b.SCIMURL = test.a, test.b
		if changes, err := Diff(a, b); err != nil || fmt.Sprint(changes) != test.want {
			t.Errorf("%v, %v, want %s", changes, err, test.want)
		}
	}
}
