package propagationtest

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

func secretOf(text string) connector.Secret { return connector.NewSecret(text) }

func mustRequest(t *testing.T, method, target, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestFaultAnswers shows what a client can be told in the place of an answer,
// and whether the operation took place.
func TestFaultAnswers(t *testing.T) {
	for _, test := range []struct {
		name   string
		fault  Fault
		status int
		header string // its name
		value  string
		body   string
		stores int
	}{
		{"rate limit", Fault{Status: 429, RetryAfter: "1"}, 429, "Retry-After", "1", `"code":"REQUEST_LIMITED"`, 0},
		{"unavailable until a date", Fault{Status: 503, RetryAfter: "Sat, 01 Jan 2000 00:00:05 GMT"}, 503, "Retry-After", "Sat, 01 Jan 2000 00:00:05 GMT", `"code":"UNEXPECTED_ERROR"`, 0},
		{"after the change", Fault{Status: 502, Late: true}, 502, "Content-Type", "application/json", `"id":`, 1},
		{"gateway", Fault{Status: 403, Body: `{"message":"Forbidden"}`}, 403, "Content-Type", "application/json", `{"message":"Forbidden"}`, 0},
		{"page of a proxy", Fault{Status: 504, Body: "<html>late</html>"}, 504, "Content-Type", "text/html; charset=utf-8", "<html>late</html>", 0},
		{"redirect", Fault{Status: 307, Header: http.Header{"location": {"https://elsewhere.test/"}}}, 307, "Location", "https://elsewhere.test/", "", 0},
		{"success that is none", Fault{Status: 201, Body: "{"}, 201, "Content-Type", "application/json", "{", 0},
		{"advice with an answer", Fault{RetryAfter: "7"}, 201, "Retry-After", "7", `"id":`, 1},
		{"another operation", Fault{Operation: "createPlan", Status: 500}, 201, "Retry-After", "", `"id":`, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t, Options{})
			test.fault.Times = 1
			c.server.Fault(test.fault)
			client := c.server.Client()
			client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			res, err := client.Do(c.request("POST", "/propagation/stores", directoryStore))
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != test.status || !strings.Contains(string(body), test.body) {
				t.Errorf("status %d, want %d: %s (%v)", res.StatusCode, test.status, body, err)
			}
			equalTo(t, test.header, test.value, res.Header.Get(test.header))
			equalTo(t, "stores", test.stores, len(names(c.must(200, "GET", "/propagation/stores", ""))))
		})
	}
}

// TestFaultConnections shows what can happen to a connection. What was sent is
// lost, or has been done.
func TestFaultConnections(t *testing.T) {
	for _, test := range []struct {
		name   string
		fault  Fault
		head   bool // the answer starts
		stores int
	}{
		{"dropped before", Fault{Drop: true}, false, 0},
		{"dropped after", Fault{Drop: true, Late: true}, false, 1},
		{"torn", Fault{Torn: true}, true, 1},
		{"torn page of a proxy", Fault{Torn: true, Status: 502, Body: "<html></html>"}, true, 0},
	} {
		for _, network := range []bool{false, true} {
			c := newClient(t, Options{})
			client := c.server.Client()
			if network {
				client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
				if err := c.server.Listen("127.0.0.1:0"); err != nil {
					t.Fatal(err)
				}
				c.root = c.server.URL + "/v1/environments/" + c.server.EnvironmentID()
			}
			test.fault.Operation, test.fault.Times = "createStore", 1
			c.server.Fault(test.fault)
			res, err := client.Do(c.request("POST", "/propagation/stores", directoryStore))
			equalTo(t, test.name+": a head", test.head, err == nil)
			if err == nil {
				if _, err := io.ReadAll(res.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Errorf("%s: the body ends with %v, want an unexpected end", test.name, err)
				}
				res.Body.Close()
			}
			equalTo(t, test.name+": stores", test.stores, len(names(c.must(200, "GET", "/propagation/stores", ""))))
		}
	}
}

// TestFaultTimes counts the requests that a fault is for. Faults take turns in
// the order in which they were made.
func TestFaultTimes(t *testing.T) {
	c := newClient(t, Options{})
	c.server.Fault(Fault{Operation: "plans", Skip: 1, Times: 2, Status: 500})
	c.server.Fault(Fault{Operation: "plans", Skip: 1, Status: 503})
	var got []int
	for range 6 {
		res, _ := c.send(c.request("GET", "/propagation/plans", ""))
		got = append(got, res.StatusCode)
	}
	equalTo(t, "statuses", []int{200, 500, 500, 503, 503, 503}, got)
	c.must(200, "GET", "/propagation/stores", "")
	c.server.Heal()
	c.must(200, "GET", "/propagation/plans", "")
	c.server.Fault(Fault{Operation: Token, Times: 1, Status: 500})
	res, _ := c.send(mustRequest(t, "POST", c.server.URL+"/as/token", ""))
	equalTo(t, "token", 500, res.StatusCode)
}

// TestFaultSlow lets time pass, which takes none in a bubble.
func TestFaultSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, Options{})
		c.server.Fault(Fault{Operation: "plans", Delay: time.Hour, Pause: time.Minute})
		start := time.Now()
		res, err := c.server.Client().Do(c.request("GET", "/propagation/plans", ""))
		if err != nil {
			t.Fatal(err)
		}
		equalTo(t, "head", time.Hour, time.Since(start))
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || !strings.HasSuffix(string(body), "}") {
			t.Errorf("body %s, error %v", body, err)
		}
		equalTo(t, "body", time.Hour+pieces*time.Minute, time.Since(start))
	})
}

// TestFaultSize pads an answer: it still is the JSON that it was.
func TestFaultSize(t *testing.T) {
	c := newClient(t, Options{})
	const size = 1<<20 + 1
	c.server.Fault(Fault{Operation: "plans", Size: size})
	_, body := c.send(c.request("GET", "/propagation/plans", ""))
	equalTo(t, "size", size, len(body))
	equalTo(t, "plans", "0", string(c.must(200, "GET", "/propagation/plans", "").get("count")))
}

// TestFaultResources changes what is read, alone or in a list. What is kept stays.
func TestFaultResources(t *testing.T) {
	c := newClient(t, Options{})
	path := "/propagation/stores/" + c.create("/propagation/stores", zoomStore)
	for _, test := range []struct {
		fault Fault
		want  string
	}{
		{Fault{Secrets: SecretsMasked}, `"INACTIVE" {"METHOD":"Key","API_KEY":"******"} `},
		{Fault{Secrets: SecretsOmitted}, `"INACTIVE" {"METHOD":"Key"} `},
		{Fault{Foreign: true}, `"ADDED_LATER" {"METHOD":"Key","API_KEY":"k","ADDED_LATER":"a value"} {"since":"tomorrow"}`},
		{Fault{}, `"INACTIVE" {"METHOD":"Key","API_KEY":"k"} `},
	} {
		c.server.Fault(test.fault)
		alone := c.must(200, "GET", path, "")
		listed := c.must(200, "GET", "/propagation/stores", "").object("_embedded").objects("items")[0]
		for _, o := range []object{alone, listed} {
			got := string(o.get("status")) + " " + string(o.get("configuration")) + " " + string(o.get("addedLater"))
			equalTo(t, "store", test.want, got)
		}
		c.server.Heal()
	}
}

// TestFaultPages leads a client astray: to a page twice, in a circle, and elsewhere.
func TestFaultPages(t *testing.T) {
	c := newClient(t, Options{PageSize: 2})
	for _, name := range []string{"a", "b", "c"} {
		c.create("/propagation/stores", `{"type":"directory","name":"`+name+`"}`)
	}
	walk := func() (seen []string) {
		for next := "/propagation/stores"; next != "" && len(seen) < 8; {
			page := c.must(200, "GET", next, "")
			seen = append(seen, names(page)...)
			next = page.object("_links").object("next").text("href")
		}
		return seen
	}
	c.server.Fault(Fault{Operation: "stores", Times: 1, Repeat: true})
	equalTo(t, "a page twice", "ababc", strings.Join(walk(), ""))
	c.server.Fault(Fault{Operation: "stores", Skip: 1, Times: 1, Next: c.root + "/propagation/stores"})
	equalTo(t, "a circle", "abcabc", strings.Join(walk(), ""))
	c.server.Fault(Fault{Operation: "stores", Next: "https://elsewhere.test/"})
	page := c.must(200, "GET", "/propagation/stores", "")
	equalTo(t, "elsewhere", "https://elsewhere.test/", page.object("_links").object("next").text("href"))
}
