package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	pingonestore "github.com/connectorgen/connectorgen/generated/connector/pingone"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generated/propagation/propagationtest"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

func discard() *log.Logger { return log.New(io.Discard, "", 0) }

// A list ends, and never leaves its host and environment, whatever the links in its
// pages say: a server must be able neither to keep the client busy for ever nor to
// get its token.
func TestPagesEnd(t *testing.T) {
	t.Parallel()
	const origin, first = "https://api.pingone.eu", "/v1/environments/env/propagation/stores"
	page := func(next string, names ...string) string {
		elements := []string{}
		for _, name := range names {
			elements = append(elements, fmt.Sprintf(`{"name":%q}`, name))
		}
		return fmt.Sprintf(`{"_embedded":{"stores":[%s]},"_links":{"next":%s}}`, strings.Join(elements, ","), next)
	}
	link := func(href string) string { return fmt.Sprintf(`{"href":%q}`, href) }
	tests := []struct {
		name     string
		pages    map[string]string // what there is at a path with a query
		stores   int
		requests int
		problem  string
		is       error
	}{
		{"none after the first", map[string]string{first: page(`null`, "a")}, 1, 1, "", nil},
		{"no links", map[string]string{first: `{"_embedded":{"stores":[]}}`}, 0, 1, "", nil},
		{"an empty link", map[string]string{first: page(`{}`, "a")}, 1, 1, "", nil},
		{"to itself", map[string]string{first: page(link(origin+first), "a")}, 1, 1, "no end", propagation.ErrPageCycle},
		{"a circle of two", map[string]string{first: page(link(first+"?2"), "a"), first + "?2": page(link(first), "b")}, 2, 2, "no end", propagation.ErrPageCycle},
		{"a circle of three", map[string]string{first: page(link("?2"), "a"), first + "?2": page(link("?3"), "b"), first + "?3": page(link("?2"), "c")}, 3, 3, "no end", propagation.ErrPageCycle},
		{"a fragment does not make it another", map[string]string{first: page(link("#x"), "a")}, 1, 1, "no end", propagation.ErrPageCycle},
		{"relative", map[string]string{first: page(link("stores?2"), "a"), first + "?2": page(`null`, "b")}, 2, 2, "", nil},
		{"another host", map[string]string{first: page(link("https://example.com"+first), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"another scheme", map[string]string{first: page(link("http://api.pingone.eu"+first+"?2"), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"another port", map[string]string{first: page(link("https://api.pingone.eu:444"+first+"?2"), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"credentials", map[string]string{first: page(link("https://a:b@api.pingone.eu"+first+"?2"), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"no scheme", map[string]string{first: page(link("//example.com"+first), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"a script", map[string]string{first: page(link("javascript:alert(1)"), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"no URL", map[string]string{first: page(link("%zz"), "a")}, 1, 1, "leaves https://api.pingone.eu", nil},
		{"another environment", map[string]string{first: page(link("/v1/environments/other/propagation/stores"), "a")}, 1, 1, "leaves the environment", nil},
		{"another environment by dots", map[string]string{first: page(link("../../../other/propagation/stores"), "a")}, 1, 1, "leaves the environment", nil},
		{"an environment that starts alike", map[string]string{first: page(link("/v1/environments/environment/x"), "a")}, 1, 1, "leaves the environment", nil},
		{"an error on the second", map[string]string{first: page(link("?2"), "a", "b")}, 2, 2, "404 Not Found", propagation.ErrNotFound},
		{"an error on the first", nil, 0, 1, "404 Not Found", propagation.ErrNotFound},
		{"a link of the wrong kind", map[string]string{first: page(`7`, "a")}, 0, 1, "is not of the kind", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &script{answer: func(_ int, r *http.Request) (*http.Response, error) {
				if body, ok := tt.pages[r.URL.RequestURI()]; ok && r.URL.Host == "api.pingone.eu" && r.URL.Scheme == "https" {
					return says(200, body)
				}
				return says(404, "")
			}}
			stores, errs := 0, []error{}
			for store, err := range scripted(t, s).Stores(t.Context()) {
				if err != nil {
					errs = append(errs, err) // and goes on, as some would
				} else if store != nil {
					stores++
				}
			}
			failed := tt.problem != ""
			if stores != tt.stores || len(s.seen) != tt.requests || len(errs) > 1 || (len(errs) == 1) != failed {
				t.Errorf("%d stores in %d requests, want %d in %d: %v", stores, len(s.seen), tt.stores, tt.requests, errs)
			}
			if failed && len(errs) == 1 && (!strings.Contains(errs[0].Error(), tt.problem) || tt.is != nil && !errors.Is(errs[0], tt.is)) {
				t.Errorf("got %v, want %s", errs[0], tt.problem)
			}
			for _, r := range s.seen {
				if !strings.HasPrefix(r.URL.String(), origin+"/v1/environments/env/") {
					t.Errorf("asked %s", r.URL)
				}
			}
		})
	}
}

// A list of many pages takes one request a page. After a hundred pages in a row
// without elements it fails, since such pages may go on for ever.
func TestManyPages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		elements string // %d is the number of the page
		pages    int    // that there are
		requests int
		is       error
	}{{`{"id":"%d"}`, 10_000, 10_000, nil}, {``, 1_000_000, 101, propagation.ErrPageCycle}} {
		s := &script{answer: func(n int, _ *http.Request) (*http.Response, error) {
			next := fmt.Sprintf(`{"href":"?cursor=%d"}`, n)
			if n == tt.pages {
				next = "null"
			}
			return says(200, `{"_embedded":{"stores":[`+strings.ReplaceAll(tt.elements, "%d", strconv.Itoa(n))+`]},"_links":{"next":`+next+`}}`)
		}}
		var last error
		for _, err := range scripted(t, s).Stores(t.Context()) {
			last = err
		}
		if len(s.seen) != tt.requests || !errors.Is(last, tt.is) {
			t.Errorf("%d requests, want %d: %v", len(s.seen), tt.requests, last)
		}
	}
}

// The same against a server that keeps state: pages that come twice, or that link to
// each other in a circle.
func TestPagesThatRepeat(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{PageSize: 2}, nil)
	for range 5 {
		p.create(t, aStore())
	}
	if n := len(p.stores(t, "staff")); n != 5 || p.sent("stores") != 3 {
		t.Errorf("%d stores on %d pages, want 5 on 3", n, p.sent("stores"))
	}
	p.Fault(propagationtest.Fault{Operation: "stores", Next: p.Requests("stores")[0].URL})
	var last error
	for _, err := range p.client.Stores(t.Context()) {
		last = err
	}
	if !errors.Is(last, propagation.ErrPageCycle) {
		t.Errorf("got %v, want a cycle", last)
	}
}

// The API may change after the client was generated. Members that the client does
// not know are kept, sent back as they came, and show no secret.
func TestDriftLosesNothing(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, store, problem string }{
		{"as documented", `{"type":"Zoom","name":"n","status":"ACTIVE","managed":true}`, ""},
		{"a status nobody knows", `{"type":"Zoom","name":"n","status":"PAUSED"}`, ""},
		{"a type nobody knows", `{"type":"Gizmo","name":"n","configuration":{"GIZMO_TOKEN":"x"}}`, ""},
		{"no type", `{"name":"n"}`, ""},
		{"new members", `{"type":"Zoom","name":"n","new":{"a":[1,null,"b"]},"image":{"size":7},"configuration":{"NEW":{"a":1},"OLD":null}}`, ""},
		{"missing members", `{"name":""}`, ""},
		{"null", `{"type":"Zoom","name":"n","description":null,"image":null,"managed":null,"configuration":null}`, ""},
		{"a number over 2^53", `{"type":"Zoom","name":"n","new":9007199254740993}`, ""},
		{"a number over 2^63", `{"name":"n","image":{"size":9223372036854775808}}`, ""},
		{"another kind", `{"name":7}`, ""},
		{"another kind of configuration", `{"type":"Zoom","name":"n","configuration":"s3cret"}`, ""},
		{"another kind of resource", `[]`, "must be an object"},
		{"two members of one name", `{"name":"s3cret","name":"n"}`, "without two members of one name"},
		{"two keys of one name", `{"type":"Zoom","name":"n","configuration":{"A":"s3cret","A":"b"}}`, ""},
		{"no JSON", `s3cret`, "the body is not JSON"},
		{"nothing", ``, "the body is not JSON"},
		{"not UTF-8", "{\"name\":\"s3cret\xff\"}", "not valid UTF-8"},
		{"deep", `{"name":"n","new":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, "the body is not JSON"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var put []byte
			s := &script{}
			client := scripted(t, s)
			s.answer = func(_ int, r *http.Request) (*http.Response, error) {
				if r.GetBody != nil {
					body, _ := r.GetBody()
					put, _ = io.ReadAll(body)
				}
				return says(200, tt.store)
			}
			store, err := client.Store(t.Context(), "1")
			if tt.problem != "" {
				if err == nil || !strings.Contains(err.Error(), tt.problem) || strings.Contains(err.Error(), "s3cret") {
					t.Errorf("got %v, want %s", err, tt.problem)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			// Of a configuration that is none it is not known which secrets it has.
			if _, err := client.ReplaceStore(t.Context(), "1", *store, propagation.AllowClearingAll()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(exact(t, []byte(tt.store)), exact(t, put)); diff != "" {
				t.Errorf("what was read and sent again (-read +sent):\n%s", diff)
			}
		})
	}
}

// unserved removes the members of a store that are the server's to set, and so are
// not sent.
func unserved(store map[string]any) {
	for _, name := range []string{"id", "environment", "createdAt", "updatedAt", "syncStatus", "_links"} {
		delete(store, name)
	}
}

// exact returns JSON with its numbers as they are spelled.
func exact(t *testing.T, data []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return v
}

// FuzzAnswers looks for answers that make the client panic, that it changes before
// it sends them back, or that an error quotes.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"type":"Zoom","name":"n","configuration":{"API_KEY":"k"},"_links":{"self":{"href":"x"}}}`,
		`{"createdAt":"2024-01-02T03:04:05.678Z","syncStatus":{"userTotal":1}}`, `{"image":{},"environment":{"id":"e"}}`, `{"name":"n","description":null,"new":{"a":[1,null]}}`, `[null]`, `{"name":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var put []byte
		s := &script{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.GetBody != nil {
				body, _ := r.GetBody()
				put, _ = io.ReadAll(body)
			}
			return says(200, string(data))
		}}
		client := scripted(t, s)
		for range client.Stores(t.Context()) {
		}
		_, _ = client.StoreMetadata(t.Context(), "Zoom", nil)
		_, _ = client.Rule(t.Context(), "1")
		store, err := client.Store(t.Context(), "1")
		if err != nil || string(data) == "null" {
			return
		}
		if _, err := client.ReplaceStore(t.Context(), "1", *store, propagation.AllowClearingAll()); err != nil && put == nil {
			return // it holds a mask
		}
		want := exact(t, data)
		m, ok := want.(map[string]any)
		unserved(m)
		if ok && m["name"] == nil {
			if _, isNull := m["name"]; !isNull {
				m["name"] = "" // which the document requires
			}
		}
		if diff := cmp.Diff(want, exact(t, put)); diff != "" {
			t.Errorf("(-read +sent):\n%s", diff)
		}
	})
}

// Some servers mask secrets in what they return, or leave them out. Sending back
// what was read must not clear them. Together with what was sent before, it is
// complete.
func TestMaskedSecrets(t *testing.T) {
	t.Parallel()
	for name, secrets := range map[string]propagationtest.Secrets{"clear": propagationtest.SecretsClear, "masked": propagationtest.SecretsMasked, "left out": propagationtest.SecretsOmitted} {
		t.Run(name, func(t *testing.T) {
			p := newPingOne(t, propagationtest.Options{}, nil)
			created := p.create(t, aStore())
			p.Fault(propagationtest.Fault{Operation: "store", Secrets: secrets})
			read, err := p.client.Store(t.Context(), created.ID)
			if err != nil {
				t.Fatal(err)
			}
			typed, err := zoom.From(read.Configuration)
			if err != nil {
				t.Fatal(err)
			}
			read.Configuration = typed
			if secrets != propagationtest.SecretsClear {
				_, err = p.client.ReplaceStore(t.Context(), created.ID, *read)
				problems, ok := errors.AsType[connector.Errors](err)
				if !ok || len(problems) != 2 || problems[0].Key != "API_KEY" || problems[1].Key != "API_SECRET" || p.sent("replaceStore") != 0 {
					t.Fatalf("got %v after %d updates, want API_KEY and API_SECRET to be refused", err, p.sent("replaceStore"))
				}
			}
			if read.Configuration, err = connector.Merge(created.Configuration, typed); err != nil {
				t.Fatal(err)
			}
			if _, err := p.client.ReplaceStore(t.Context(), created.ID, *read); err != nil {
				t.Fatal(err)
			}
			p.Heal()
			after, err := p.client.Store(t.Context(), created.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(harness.Value(t, created.Configuration.(connector.Object).Value().Reveal()), harness.Value(t, after.Configuration.(connector.Object).Value().Reveal())); diff != "" {
				t.Errorf("the configuration has changed (-before +after):\n%s", diff)
			}
		})
	}
}

// A secret that the server has and the caller does not send is cleared only if the
// caller asks for that.
func TestSecretsAreNotCleared(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, nil)
	object, err := connector.NewObject("Aquera", []byte(`{"SCIM_URL":"https://x","AUTHENTICATION_METHOD":"OAuth 2 Bearer Token","OAUTH_ACCESS_TOKEN":"t","BASIC_AUTH_PASSWORD":"p"}`))
	if err != nil {
		t.Fatal(err)
	}
	created := p.create(t, propagation.Store{Name: "aquera", Configuration: object})
	next := propagation.Store{Name: "aquera", Type: "Aquera"}
	if next.Configuration, err = connector.NewObject("Aquera", []byte(`{"SCIM_URL":"https://x","AUTHENTICATION_METHOD":"OAuth 2 Bearer Token","OAUTH_ACCESS_TOKEN":"t"}`)); err != nil {
		t.Fatal(err)
	}
	_, err = p.client.ReplaceStore(t.Context(), created.ID, next)
	const want = "ReplaceStore: secrets of the server would be cleared: BASIC_AUTH_PASSWORD; keep them,"
	if !errors.Is(err, propagation.ErrWouldClear) || !strings.HasPrefix(err.Error(), want) || p.sent("replaceStore") != 0 {
		t.Errorf("got %v after %d updates, want %s", err, p.sent("replaceStore"), want)
	}
	after, err := p.client.ReplaceStore(t.Context(), created.ID, next, propagation.AllowClearing("BASIC_AUTH_PASSWORD"))
	if err != nil {
		t.Fatal(err)
	}
	if s := after.Configuration.Secrets()["BASIC_AUTH_PASSWORD"]; !s.IsZero() {
		t.Error("the password is still there")
	}
}

// A server that leaves secrets out may have one of which an answer shows nothing. An
// update that does not send it is refused, whatever the configuration is made of,
// and goes through once it is merged with what was sent before.
func TestSecretsLeftOutAreNotCleared(t *testing.T) {
	t.Parallel()
	p := newPingOne(t, propagationtest.Options{}, nil)
	sent := &pingonestore.Configuration{
		EnvironmentID: "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6", Region: "North America",
		ClientID: "abc", ClientSecret: connector.NewSecret("s3cret"),
	}
	created := p.create(t, propagation.Store{Name: "n", Configuration: sent})
	p.Fault(propagationtest.Fault{Operation: "store", Secrets: propagationtest.SecretsOmitted})
	read, err := p.client.Store(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	typed, err := catalog.Decode(read.Configuration)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []connector.Configuration{read.Configuration, typed} {
		read.Configuration = c
		_, err := p.client.ReplaceStore(t.Context(), created.ID, *read)
		if !errors.Is(err, propagation.ErrWouldClear) || !strings.Contains(err.Error(), "CLIENT_SECRET") || p.sent("replaceStore") != 0 {
			t.Errorf("%T: %v", c, err)
		}
	}
	if read.Configuration, err = catalog.Merge(sent, read.Configuration); err != nil {
		t.Fatal(err)
	}
	after, err := p.client.ReplaceStore(t.Context(), created.ID, *read)
	if err != nil || after.Configuration.Secrets()["CLIENT_SECRET"].Reveal() != "s3cret" {
		t.Errorf("merged: %v, %v", after, err)
	}
}

// A server may have members that the document does not have. An update keeps all of
// them.
func TestForeignMembersAreKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPingOne(t, propagationtest.Options{}, nil)
		created := p.create(t, aStore())
		p.Fault(propagationtest.Fault{Operation: "store", Foreign: true})
		read, err := p.client.Store(t.Context(), created.ID)
		if err != nil {
			t.Fatal(err)
		}
		if read.Status != "ADDED_LATER" || len(read.Extra) == 0 {
			t.Fatalf("read %+v", read)
		}
		c, err := zoom.From(read.Configuration)
		if err != nil {
			t.Fatal(err)
		}
		read.Configuration = c
		_, _ = p.client.ReplaceStore(t.Context(), created.ID, *read)
		body := p.Requests("replaceStore")[0].Body.Reveal()
		for _, want := range []string{`"status":"ADDED_LATER"`, `"addedLater":{"since":"tomorrow"}`, `"ADDED_LATER":"a value"`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s is lost", want)
			}
		}
	})
}
