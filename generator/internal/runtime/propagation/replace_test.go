package propagation

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A typed configuration knows its secrets. It is what the generator would declare.
type typed struct{ user, key, other string }

func (c typed) StoreType() string { return "Zoom" }
func (c typed) Validate() error   { return nil }
func (c typed) Secrets() map[string]connector.Secret {
	return map[string]connector.Secret{"KEY": connector.NewSecret(c.key), "OTHER": connector.NewSecret(c.other)}
}
func (c typed) Encode(e config.Encoder) config.Encoder {
	e.WriteString("USER", c.user)
	e.WriteSecret("KEY", config.Seal(c.key))
	e.WriteSecret("OTHER", config.Seal(c.other))
	return e
}

// readAs returns a configuration as the API gives it.
func readAs(t *testing.T, data string) connector.Object {
	t.Helper()
	o, err := connector.NewObject("Zoom", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// An update that would clear what the server has, and that the caller did not
// send, is refused by name, unless the caller asks for it.
func TestReplacing(t *testing.T) {
	const has = `{"USER":"u","KEY":"k","OTHER":"","NEW":"n"}`
	allow := func(options ...CallOption) []CallOption { return options }
	none := allow()
	tests := []struct {
		name    string
		has     string // the configuration of the server
		by      connector.Configuration
		allow   []CallOption
		cleared string
		reads   int
	}{
		{"all of it", has, typed{key: "k2", other: "o"}, none, "", 0},
		{"without what the server has not", has, typed{key: "k2"}, none, "", 1},
		{"without what the server has", has, typed{other: "o"}, none, "KEY", 1},
		{"without what the server masks", `{"KEY":"******"}`, typed{}, none, "KEY", 1},
		{"without several", `{"KEY":"a","OTHER":"b"}`, typed{}, none, "KEY, OTHER", 1},
		{"without one that may go", `{"KEY":"a","OTHER":"b"}`, typed{}, allow(AllowClearing("KEY")), "OTHER", 1},
		{"without two that may go", `{"KEY":"a","OTHER":"b"}`, typed{}, allow(AllowClearing("KEY"), AllowClearing("OTHER")), "", 1},
		{"without one, while a list without keys may go", has, typed{}, allow(AllowClearing()), "KEY", 1},
		{"without any, which is all right", has, typed{}, allow(AllowClearingAll()), "", 0},
		{"with an option that is none", has, typed{}, allow(CallOption{}), "KEY", 1},
		{"as it was read", has, readAs(t, has), none, "", 1},
		{"as it was not read", has, readAs(t, `{"USER":"u"}`), none, "KEY, NEW", 1},
		{"by none", has, nil, none, "KEY, NEW, USER", 1},
		{"none by none", `null`, nil, none, "", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reads, writes := 0, 0
			c, _ := played(t, Config{}, func(_ int, r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodGet {
					reads++
				} else {
					writes++
				}
				return says(http.StatusOK, `{"id":"1","configuration":`+tt.has+`}`)
			})
			body := store{Type: "Zoom", Configuration: tt.by}
			r := c.request("Replace", http.MethodPut, "/stores/1").send("application/json", body.members).replacing("configuration", tt.by)
			_, err := call[store](t.Context(), r, tt.allow...)
			want := ""
			if tt.cleared != "" {
				want = "Replace: " + tt.cleared + " would be cleared; send what is there, as connector.Merge has it, or call with AllowClearing"
			}
			if got := textOf(err); got != want || reads != tt.reads || (writes == 0) != (want != "") {
				t.Errorf("%d reads, %d writes, got %q, want %q", reads, writes, got, want)
			}
		})
	}
}

// textOf returns the text of an error, or nothing.
func textOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// What cannot be read is not replaced, and what is wrong with it is said first.
func TestReplacingUnread(t *testing.T) {
	c, rec := played(t, Config{}, always(http.StatusNotFound, ""))
	body := store{Configuration: typed{}}
	err := run(t.Context(), c.request("Replace", http.MethodPut, "").send("application/json", body.members).replacing("configuration", typed{}))
	if !errors.Is(err, ErrNotFound) || len(rec.at) != 1 {
		t.Errorf("%d requests, %v", len(rec.at), err)
	}
	masked := store{Key: connector.NewSecret("***")}
	err = run(t.Context(), c.request("Replace", http.MethodPut, "").send("application/json", masked.members).replacing("configuration", typed{}))
	if diff := cmp.Diff("Replace: a secret to be sent is only the mask of one", textOf(err)); diff != "" || len(rec.at) != 1 {
		t.Errorf("%d requests (-want +got):\n%s", len(rec.at), diff)
	}
}
