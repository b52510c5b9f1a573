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
func readAs(t *testing.T, data string) connector.Object { return readOf(t, "Zoom", data) }

func readOf(t *testing.T, storeType, data string) connector.Object {
	t.Helper()
	o, err := connector.NewObject(storeType, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// An update that would clear what the server has, and that the caller did not
// send, is refused by name, unless the caller asks for it. What is not known may be
// secret, and an answer without any secret does not say that there is none.
func TestReplacing(t *testing.T) {
	const has = `{"USER":"u","KEY":"k","OTHER":"","NEW":"n"}`
	const known = `{"USER":"u","KEY":"k","OTHER":""}`
	const both = `{"KEY":"a","OTHER":"b"}`
	const hides = " (which no answer shows)"
	const unnamed = "whatever is secret in it (no answer shows a secret, and the keys are not known)"
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
		{"all of it", known, typed{key: "k2", other: "o"}, none, "", 1},
		{"without what is not known", has, typed{key: "k2", other: "o"}, none, "NEW", 1},
		{"without what is within what is not known", `{"KEY":"k","NEW":{"a":[1],"b":true,"c":{"d":"x"}}}`, typed{key: "k2", other: "o"}, none, "NEW.a, NEW.c.d", 1},
		{"without what the server has not", known, typed{key: "k2"}, none, "", 1},
		{"without what the server has", known, typed{other: "o"}, none, "KEY", 1},
		{"without what the server masks", `{"KEY":"******"}`, typed{}, none, "KEY", 1},
		{"without what is known to be harmless", known, typed{key: "k"}, none, "", 1},
		{"without several", both, typed{}, none, "KEY, OTHER", 1},
		{"without one that may go", both, typed{}, allow(AllowClearing("KEY")), "OTHER", 1},
		{"without two that may go", both, typed{}, allow(AllowClearing("KEY"), AllowClearing("OTHER")), "", 1},
		{"without one, while a list without keys may go", known, typed{}, allow(AllowClearing()), "KEY", 1},
		{"without any, which is all right", has, typed{}, allow(AllowClearingAll()), "", 0},
		{"with an option that is none", known, typed{}, allow(CallOption{}), "KEY", 1},
		{"as it was read", has, readAs(t, has), none, "", 1},
		{"with a text in the place of an object", `{"KEY":"k","NEW":{"a":"x"}}`, readAs(t, `{"KEY":"k","NEW":"y"}`), none, "", 1},
		{"as it was not read", has, readAs(t, `{"USER":"u"}`), none, "KEY, NEW", 1},
		{"by none", has, nil, none, "KEY, NEW, USER", 1},
		{"none by none", `null`, nil, none, "", 1},

		{"as it was read, without secrets", `{"USER":"u"}`, readAs(t, `{"USER":"u"}`), none, "KEY" + hides + ", OTHER" + hides, 1},
		{"typed, without secrets", `{"USER":"u","KEY":null}`, typed{key: "k"}, none, "OTHER" + hides, 1},
		{"typed, without secrets, one of which may go", `{"USER":"u"}`, typed{key: "k"}, allow(AllowClearing("OTHER")), "", 1},
		{"typed, with all that are not shown", `{"USER":"u"}`, typed{key: "k", other: "o"}, none, "", 1},
		{"a connector that nobody knows", `{"URL":"u"}`, readOf(t, "New", `{"URL":"u"}`), none, unnamed, 1},
		{"a connector that nobody knows, and a name", `{"URL":"u","A_TOKEN":"t"}`, readOf(t, "New", `{"URL":"u","A_TOKEN":"t2"}`), none, "", 1},
		{"a connector that nobody knows, and a mask", `{"URL":"u","CERT":"****"}`, readOf(t, "New", `{"URL":"u","CERT":"c"}`), none, "", 1},
		{"without a number that is not known", `{"KEY":"k","NEW":5}`, typed{key: "k"}, none, "NEW", 1},
		{"a connector that nobody knows, without the name", `{"URL":"u","A_TOKEN":"t"}`, readOf(t, "New", `{"URL":"v"}`), none, "A_TOKEN", 1},

		{"a profile", `{"WAY":"One","KEY":"k"}`, readOf(t, "Box", `{"WAY":"One","KEY":"k"}`), none, "", 1},
		{"a profile without its secret", `{"WAY":"One","URL":"u"}`, readOf(t, "Box", `{"WAY":"One","URL":"u"}`), none, "KEY" + hides, 1},
		{"another profile", `{"WAY":"One","KEY":"k","URL":"u"}`, readOf(t, "Box", `{"WAY":"Two","TOKEN":"t"}`), none, "", 1},
		{"another profile, without the secret that both have", `{"WAY":"One","KEY":"k"}`, readOf(t, "Bag", `{"WAY":"Two","TOKEN":"t"}`), none, "KEY", 1},
		{"another profile, without what is not known", `{"WAY":"One","KEY":"k","NEW":"n"}`, readOf(t, "Box", `{"WAY":"Two","TOKEN":"t"}`), none, "NEW", 1},
		{"a profile that nobody knows", `{"WAY":"Three","CERT":"c","URL":"u"}`, readOf(t, "Box", `{"WAY":"Three","CERT":"c"}`), none, "", 1},
		{"a profile that nobody knows, without its key", `{"WAY":"Three","CERT":"c"}`, readOf(t, "Box", `{"WAY":"Three"}`), none, "CERT", 1},
		{"a profile that nobody knows, without secrets", `{"WAY":"Three","URL":"u"}`, readOf(t, "Box", `{"WAY":"Three","URL":"u"}`), none, unnamed, 1},
		{"a key that reads like several", `{"KEY":"k","USER KEY":"n"}`, typed{key: "k"}, none, "a member", 1},
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
			body := store{Configuration: tt.by}
			if tt.by == nil {
				body.Type = "Zoom"
			}
			r := c.request("Replace", http.MethodPut, "/stores/1").send("application/json", body.members).replacing("configuration", tt.by)
			_, err := call[store](t.Context(), r, tt.allow...)
			want := ""
			if tt.cleared != "" {
				want = "Replace: secrets of the server would be cleared: " + tt.cleared + "; " + remedies
			}
			if errors.Is(err, ErrWouldClear) != (want != "") {
				t.Errorf("errors.Is does not tell %v", err)
			}
			if got := textOf(err); got != want || reads != tt.reads || (writes == 0) != (want != "") {
				t.Errorf("%d reads, %d writes, got %q, want %q", reads, writes, got, want)
			}
		})
	}
}

// Who knows that answers show every secret says so, and is not asked about what is not shown.
func TestReplacingWhereReadsShowSecrets(t *testing.T) {
	for _, tt := range []struct {
		has     string
		refused bool
	}{{`{"USER":"u"}`, false}, {`{"USER":"u","KEY":"k"}`, true}} {
		c, _ := played(t, Config{ReadsShowSecrets: true}, always(http.StatusOK, `{"id":"1","configuration":`+tt.has+`}`))
		body := store{Configuration: typed{}}
		err := run(t.Context(), c.request("Replace", http.MethodPut, "").send("application/json", body.members).replacing("configuration", typed{}))
		if errors.Is(err, ErrWouldClear) != tt.refused {
			t.Errorf("%s: %v", tt.has, err)
		}
	}
}

// A mask of which the Config says that it is one is not sent, wherever it stands.
func TestMasksOfConfig(t *testing.T) {
	for _, body := range []store{
		{Key: connector.NewSecret("(set)")},
		{Type: "Zoom", Configuration: typed{key: "(set)"}},
		{Extra: connector.Extra{"a": jsonValue(t, `{"b":["(set)"]}`)}},
	} {
		c, rec := played(t, Config{Masks: []string{"(set)"}}, always(http.StatusOK, `{}`))
		err := run(t.Context(), c.request("Create", http.MethodPost, "").send("application/json", body.members))
		if err == nil || len(rec.at) != 0 {
			t.Errorf("%v is sent, %v", body, err)
		}
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
	if diff := cmp.Diff("Replace: a secret to be sent "+maskText, textOf(err)); diff != "" || len(rec.at) != 1 {
		t.Errorf("%d requests (-want +got):\n%s", len(rec.at), diff)
	}
}
