package propagation

import (
	"fmt"
	"iter"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/reply"
)

// extra returns the members of an object as an Extra.
func extra(t *testing.T, object string) connector.Extra {
	t.Helper()
	var v image
	if err := v.UnmarshalJSON([]byte(object)); err != nil {
		t.Fatal(err)
	}
	return v.Extra
}

// drain returns the ids of the stores, and the errors.
func drain(seq iter.Seq2[*store, error]) (got []string) {
	for v, err := range seq {
		if err != nil {
			got = append(got, "error: "+err.Error())
		} else {
			got = append(got, v.ID)
		}
	}
	return got
}

// TestList shows what a list makes of the pages of a server. In them, HOST
// stands for its origin, HTTPS for that of its name by https, and NAME for its name.
func TestList(t *testing.T) {
	tests := []struct {
		name  string
		pages map[string]string // by path and query
		want  []string
	}{
		{"one page", map[string]string{
			"/v1/s": `{"_embedded":{"stores":[{"id":"1"},{"id":"2"}]}}`,
		}, []string{"1", "2"}},
		{"none", map[string]string{
			"/v1/s": `{"_links":{"self":{"href":"HOST/v1/s"}},"_embedded":{"stores":[]}}`,
		}, nil},
		{"nothing embedded", map[string]string{"/v1/s": `{}`}, nil},
		{"pages, absolute and relative", map[string]string{
			"/v1/s":              `{"_links":{"next":{"href":"HOST/v1/s?cursor=a%2Fb"}},"_embedded":{"stores":[{"id":"1"}]}}`,
			"/v1/s?cursor=a%2Fb": `{"_links":{"next":{"href":"/v1/s?cursor=c"}},"_embedded":{"stores":[]}}`,
			"/v1/s?cursor=c":     `{"_links":{},"_embedded":{"stores":[{"id":"2"}]}}`,
		}, []string{"1", "2"}},
		{"a cycle", map[string]string{
			"/v1/s":   `{"_links":{"next":{"href":"HOST/v1/s?2"}},"_embedded":{"stores":[{"id":"1"}]}}`,
			"/v1/s?2": `{"_links":{"next":{"href":"HOST/v1/s"}},"_embedded":{"stores":[{"id":"2"}]}}`,
		}, []string{"1", "2", "error: Stores: the pages of the list have no end"}},
		{"another host", map[string]string{
			"/v1/s": `{"_links":{"next":{"href":"http://example.com/v1/s"}},"_embedded":{"stores":[{"id":"1"}]}}`,
		}, []string{"1", "error: Stores: the link to the next page leaves HOST"}},
		{"another scheme", map[string]string{
			"/v1/s": `{"_links":{"next":{"href":"HTTPS/v1/s"}},"_embedded":{"stores":[]}}`,
		}, []string{"error: Stores: the link to the next page leaves HOST"}},
		{"credentials", map[string]string{
			"/v1/s": `{"_links":{"next":{"href":"http://a:b@NAME/v1/s"}},"_embedded":{"stores":[]}}`,
		}, []string{"error: Stores: the link to the next page leaves HOST"}},
		{"an error ends it", map[string]string{
			"/v1/s": `{"_links":{"next":{"href":"/v1/gone"}},"_embedded":{"stores":[{"id":"1"}]}}`,
		}, []string{"1", "error: Stores: 404 Not Found"}},
		{"not a list", map[string]string{"/v1/s": `{"_embedded":{"stores":{"id":"1"}}}`},
			[]string{"error: Stores: a value in the body is not of the kind that it must be"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				page, ok := tt.pages[r.URL.RequestURI()]
				if !ok {
					w.WriteHeader(http.StatusNotFound)
				}
				strings.NewReplacer("HOST", "http://"+r.Host, "HTTPS", "https://"+r.Host, "NAME", r.Host).WriteString(w, page)
			})
			got := drain(list[store](t.Context(), c.request("Stores", http.MethodGet, "/s"), "stores"))
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], c.base.Scheme+"://"+c.base.Host, "HOST")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Pages that follow each other in another way than those of HAL are one list too, and a
// cursor that comes again ends it.
func TestListByRule(t *testing.T) {
	pages := map[string]string{
		"/v1/s?a=b":         `{"data":[{"id":"1"}],"next":2}`,
		"/v1/s?a=b&after=2": `{"data":[{"id":"2"}],"next":3}`,
		"/v1/s?a=b&after=3": `{"data":[{"id":"3"}],"next":2}`,
	}
	c := serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, pages[r.URL.RequestURI()]) })
	r := c.request("Stores", http.MethodGet, "/s").queryParam("a", "b", false, true).paged(reply.Rule{Items: "data", Next: "next", Parameter: "after"})
	want := []string{"1", "2", "3", "error: Stores: the pages of the list have no end"}
	if diff := cmp.Diff(want, drain(list[store](t.Context(), r, ""))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Who has seen enough pays for no further page, and a second loop starts anew.
func TestListBreak(t *testing.T) {
	requests := 0
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		fmt.Fprintf(w, `{"_links":{"next":{"href":"/v1/s?%d"}},"_embedded":{"stores":[{"id":"1"}]}}`, requests)
	})
	seq := list[store](t.Context(), c.request("Stores", http.MethodGet, "/s"), "stores")
	for range 2 {
		for range seq {
			break
		}
	}
	if requests != 2 {
		t.Errorf("%d requests, want 2", requests)
	}
}
