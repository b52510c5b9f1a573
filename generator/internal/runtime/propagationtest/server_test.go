package propagationtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// TestNewServer uses a server as users of httptest do: over the network by its
// URL, and by its client.
func TestNewServer(t *testing.T) {
	s := NewServer()
	defer s.Close()
	for _, client := range []*http.Client{http.DefaultClient, s.Client()} {
		res, err := client.Get(s.URL + "/v1/nothing")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusForbidden || !bytes.Contains(body, []byte(`"message"`)) {
			t.Errorf("status %d: %s", res.StatusCode, body)
		}
	}
}

// TestTransport reaches the server by the addresses of PingOne itself, and gets
// links that lead there.
func TestTransport(t *testing.T) {
	c := newClient(t, Options{})
	c.root = "https://api.pingone.eu/v1/environments/" + c.server.EnvironmentID()
	o := c.must(http.StatusOK, "GET", "/propagation/stores", "")
	equalTo(t, "self", c.root+"/propagation/stores", o.object("_links").object("self").text("href"))
}

// TestClock runs in a bubble of synctest: an hour passes at once, and with it
// the life of a token. Nothing of the server is left when the bubble ends.
func TestClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, Options{})
		start := c.must(http.StatusCreated, "POST", "/propagation/stores", `{"type":"directory","name":"d"}`)
		equalTo(t, "createdAt", "2000-01-01T00:00:00.000Z", start.text("createdAt"))
		time.Sleep(time.Hour - time.Millisecond)
		c.must(http.StatusOK, "GET", "/propagation/stores", "")
		time.Sleep(time.Millisecond)
		c.must(http.StatusUnauthorized, "GET", "/propagation/stores", "")
		c.renew()
		c.must(http.StatusOK, "GET", "/propagation/stores", "")
		equalTo(t, "tokens that are kept", 1, len(c.server.tokens))
	})
}

// TestCloseEndsPauses closes a server in the middle of an answer that would
// take a day: nobody has to wait for it.
func TestCloseEndsPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, Options{})
		c.server.Fault(Fault{Delay: 24 * time.Hour})
		failed := make(chan error)
		go func() {
			_, err := c.server.Client().Get(c.root + "/propagation/stores")
			failed <- err
		}()
		synctest.Wait()
		start := time.Now()
		c.server.Close()
		if err := <-failed; err == nil {
			t.Error("the request was answered")
		}
		equalTo(t, "time", time.Duration(0), time.Since(start))
		if _, err := c.server.Client().Get(c.root); err == nil {
			t.Error("a closed server answers")
		}
		w := httptest.NewRecorder()
		c.server.ServeHTTP(w, c.request("GET", "/propagation/stores", ""))
		equalTo(t, "status as a handler", http.StatusServiceUnavailable, w.Code)
	})
}

// TestSame holds a server to answer the same requests with the same bytes,
// which is what makes failures of tests repeatable, and another seed to give other ids.
func TestSame(t *testing.T) {
	run := func(seed uint32) string {
		c := newClient(t, Options{Seed: seed, Now: func() time.Time { return time.Unix(0, 0) }})
		res, body := c.send(c.request("POST", "/propagation/stores", `{"type":"directory","name":"d"}`))
		return res.Header.Get("Correlation-Id") + body
	}
	equalTo(t, "again", run(1), run(1))
	if run(1) == run(2) {
		t.Error("two seeds give one answer")
	}
}

// TestRequests shows what a test can ask of the server about its client, and
// that no form of it shows what could be secret.
func TestRequests(t *testing.T) {
	c := newClient(t, Options{})
	const body = `{"type":"Zoom","name":"z","configuration":{"METHOD":"Key","API_KEY":"canary"}}`
	c.create("/propagation/stores?x=1", body)
	all := c.server.Requests()
	equalTo(t, "requests", 2, len(all))
	r := c.server.Requests("createStore")[0]
	equalTo(t, "URL", c.root+"/propagation/stores?x=1", r.URL)
	equalTo(t, "body", body, r.Body.Reveal())
	equalTo(t, "token", "", r.Header.Get("Authorization"))
	equalTo(t, "media type", "application/json", r.Header.Get("Content-Type"))
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		shown := fmt.Sprintf(format, all) + fmt.Sprintf(format, &r) + fmt.Sprintf(format, c.server)
		for _, secret := range []string{"canary", c.token, c.server.ClientSecret().Reveal()} {
			if strings.Contains(shown, secret) {
				t.Errorf("%s shows a secret: %s", format, shown)
			}
		}
	}
}

// TestManyRequests makes a server forget the oldest requests: one that runs for
// days must not grow.
func TestManyRequests(t *testing.T) {
	s := newServer(Options{}, state{})
	defer s.Close()
	r, err := http.NewRequest("GET", "/", nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2*maxRequests + 1 {
		s.record(r, "", nil)
	}
	if n := len(s.Requests()); n > maxRequests || n < maxRequests/2 {
		t.Errorf("%d requests are remembered", n)
	}
}

// TestTogether asks from many sides at once: every change takes place, once.
func TestTogether(t *testing.T) {
	c := newClient(t, Options{StateFile: filepath.Join(t.TempDir(), "state.json")})
	var clients sync.WaitGroup
	for range 20 {
		clients.Go(func() {
			res, err := c.server.Client().Do(c.request("POST", "/propagation/stores", directoryStore))
			if err != nil || res.StatusCode != http.StatusCreated {
				t.Errorf("%v, error %v", res, err)
				return
			}
			res.Body.Close()
			c.server.Requests()
		})
	}
	clients.Wait()
	equalTo(t, "count", "20", string(c.must(http.StatusOK, "GET", "/propagation/stores", "").get("count")))
	equalTo(t, "requests", 20, len(c.server.Requests("createStore")))
}

// FuzzServeHTTP asks for anything in any environment: the server may refuse it,
// but it answers, and with JSON if with anything.
func FuzzServeHTTP(f *testing.F) {
	f.Add("POST", "/propagation/stores", directoryStore)
	f.Add("POST", "/propagation/plans/x/rules", `{"name":"n","plan":{"id":1},"groups":[null]}`)
	f.Add("GET", "/users/../syncedRules?limit=1&cursor=%00", "")
	f.Add("PUT", "/propagation/stores/00000000-0000-4000-8000-000000000001", `{"type":null}`)
	f.Fuzz(func(t *testing.T, method, path, body string) {
		c := newClient(t, Options{})
		c.create("/propagation/stores", zoomStore)
		target, err := url.ParseRequestURI(c.root + path)
		r, reqErr := http.NewRequest(method, "/", strings.NewReader(body))
		if err != nil || reqErr != nil {
			t.Skip("no request")
		}
		r.URL = target
		r.Header.Set("Authorization", "Bearer "+c.token)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		c.server.ServeHTTP(w, r)
		if w.Body.Len() > 0 && !json.Valid(w.Body.Bytes()) {
			t.Errorf("status %d, body %s", w.Code, w.Body)
		}
	})
}

// TestOptions shows what the options change.
func TestOptions(t *testing.T) {
	c := newClient(t, Options{
		EnvironmentIDs: []string{"one", "two"}, ClientID: "id", ClientSecret: connector.NewSecret("s%&+"), NoRoles: true,
	})
	equalTo(t, "environment", "one", c.server.EnvironmentID())
	c.must(http.StatusForbidden, "GET", "/propagation/stores", "")
}
