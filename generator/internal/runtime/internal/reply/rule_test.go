package reply

import (
	"errors"
	"strings"
	"testing"
)

// The next page is the one that the header has for the relation "next", whatever else
// stands there, in whatever order.
func TestNextOf(t *testing.T) {
	for header, want := range map[string]string{
		`</a?p=2>; rel="next"`: "/a?p=2",
		`</a>; rel=prev, <https://example.com/b,c>;title="x<y>";rel="last NEXT"`: "https://example.com/b,c",
		`</a>;REL=next;x=1,</b>;rel=first`:                                       "/a",
		`</a>; rel="nextone"`:                                                    "", `</a`: "", "": "", `</a>; rel=prev, <`: "",
	} {
		if got := nextOf(strings.Split(header, "\n")); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
}

// A page that lacks the list is no empty page, and one that has null for it is.
func TestRulePage(t *testing.T) {
	r := &Rule{Items: "data.list", Next: "next"}
	var none *NoListError
	for body, want := range map[string]int{
		`{"data":{"list":[1,2]},"next":{"href":"/a"}}`: 2, `{"data":{"list":null}}`: 0, ` { "data" : { "list" : [ ] } } `: 0,
		`{"message":"no"}`: -1, `{"data":[]}`: -1, `[]`: -1, `{"data":{"list":{}}}`: -2, `x`: -1,
	} {
		p, err := r.Page([]byte(body), nil)
		switch {
		case want >= 0 && (err != nil || len(p.Elements) != want), want == -1 && !errors.As(err, &none), want == -2 && err == nil:
			t.Errorf("%s: got %d, %v", body, len(p.Elements), err)
		case want == 2 && p.Next != "/a":
			t.Errorf("%s: next is %q", body, p.Next)
		}
	}
	if _, err := (&Rule{}).Page([]byte("["+strings.Repeat("0,", maxElements)+"0]"), nil); !errors.Is(err, ErrTooMany) {
		t.Errorf("of too many elements: got %v", err)
	}
}
