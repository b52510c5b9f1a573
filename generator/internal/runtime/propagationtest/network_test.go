package propagationtest

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestHosts shows by which names a server on the network answers. A page of
// another site can point its own name at this machine, and would then be let in by
// the browser, so no such name is answered, and no page of another site.
func TestHosts(t *testing.T) {
	for _, test := range []struct {
		address, host, origin string
		answered              bool
	}{
		{"127.0.0.1:0", "127.0.0.1:1", "", true},
		{"127.0.0.1:0", "localhost", "", true},
		{"127.0.0.1:0", "LOCALHOST.:8050", "", true},
		{"127.0.0.1:0", "a.localhost:8050", "", true},
		{"127.0.0.1:0", "[::1]:8050", "", true},
		{"127.0.0.1:0", "[::1]", "", true},
		{"127.0.0.1:0", "127.8.9.1", "", true},
		{"localhost:0", "localhost:1", "", true},
		{"127.0.0.1:0", "evil.example", "", false},
		{"127.0.0.1:0", "evil.example:8050", "", false},
		{"127.0.0.1:0", "127.0.0.1.evil.example", "", false},
		{"127.0.0.1:0", "localhost.evil.example", "", false},
		{"127.0.0.1:0", "notlocalhost", "", false},
		{"127.0.0.1:0", "10.0.0.1", "", false},
		{"127.0.0.1:0", "127.0.0.1", "https://evil.example", false},
		{"127.0.0.1:0", "127.0.0.1", "null", false},
		{"127.0.0.1:0", "127.0.0.1", "http://localhost:3000", true},
		{"0.0.0.0:0", "10.0.0.1", "", true},
		{"0.0.0.0:0", "[fe80::1]:8050", "", true},
		{"0.0.0.0:0", "evil.example", "", false},
	} {
		s, err := New(Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Listen(test.address); err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequestWithContext(t.Context(), "GET", s.URL+"/v1/nothing", nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Host = test.host; test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		if status := answerOf(t, r); (status != http.StatusMisdirectedRequest) != test.answered {
			t.Errorf("at %s, a request for %s from %q: status %d", test.address, test.host, test.origin, status)
		}
		s.Close()
	}
}

// answerOf sends a request over the network, and returns the status of the answer,
// which says in a header that it is not PingOne's.
func answerOf(t *testing.T, r *http.Request) int {
	t.Helper()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.Header.Get(Header) == "" {
		t.Errorf("%s: nothing says that the answer is not of PingOne", r.Host)
	}
	io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

// TestVersionTwice serves the requests of PingOne's pages that have /v1 in the path
// where others have it in the variable before it. In memory, where programs ask, it
// is refused as PingOne does.
func TestVersionTwice(t *testing.T) {
	c := newClient(t, Options{})
	if err := c.server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{
		"/v1/environments/": 200, "/v1/v1/environments/": 200, "/v1/v1/v1/environments/": 403, "/environments/": 403,
	} {
		r := c.request("GET", c.server.URL+path+c.server.EnvironmentID()+"/propagation/stores", "")
		if got := answerOf(t, r); got != status {
			t.Errorf("%s: status %d, want %d", path, got, status)
		}
	}
	r := c.request("GET", c.server.URL+"/v1/v1/environments/"+c.server.EnvironmentID()+"/propagation/stores/a%2Fb", "")
	equalTo(t, "a store whose id has a slash", http.StatusNotFound, answerOf(t, r))
	c.must(http.StatusForbidden, "GET", c.server.URL+"/v1/v1/environments/"+c.server.EnvironmentID()+"/propagation/stores", "")
}

// TestNames takes operations by both of their names, and no others: a fault for what
// cannot happen, or a count of it, would be a test that tests nothing.
func TestNames(t *testing.T) {
	c := newClient(t, Options{})
	for _, name := range []string{"createStore", "CreateStore"} {
		c.server.Fault(Fault{Operation: name, Status: http.StatusTeapot, Times: 1})
		c.must(http.StatusTeapot, "POST", "/propagation/stores", directoryStore)
	}
	equalTo(t, "requests", []int{2, 2, 1}, []int{len(c.server.Requests("CreateStore")), len(c.server.Requests("createStore")), len(c.server.Requests(Token))})
	for _, name := range []string{"create store", "createStores", "CREATESTORE", "Token", " ", "POST"} {
		panics(t, "a fault for "+name, name, func() { c.server.Fault(Fault{Operation: name, Status: 500}) })
		panics(t, "requests of "+name, name, func() { c.server.Requests("createStore", name) })
	}
}

// panics holds do to panic with a text that has the name and those that there are.
func panics(t *testing.T, what, name string, do func()) {
	t.Helper()
	defer func() {
		text, _ := recover().(string)
		if !strings.Contains(text, `"`+name+`"`) || !strings.Contains(text, "createStore") {
			t.Errorf("%s: panic %q", what, text)
		}
	}()
	do()
}

// TestRecordBounded holds what a server remembers to a number of bytes, whatever is
// large: bodies, headers or addresses. The newest request is always there.
func TestRecordBounded(t *testing.T) {
	s := newServer(Options{}, state{})
	defer s.Close()
	record := func(n, address, header, body int) {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "/"+strings.Repeat("a", address), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Large", strings.Repeat("h", header))
		for range n {
			s.record(r, "", make([]byte, body))
		}
		bounded(t, s)
		all := s.Requests()
		last := all[len(all)-1]
		if len(last.Header.Get("X-Large")) != header || len(last.Body.Reveal()) != body || !strings.HasSuffix(last.URL, r.URL.Path) {
			t.Errorf("%d, %d and %d bytes: the last request is not the newest", address, header, body)
		}
	}
	const large = 9 << 20
	record(20, large, 0, 0)
	record(20, 0, large, 0)
	record(20, 0, 0, large)
	for range 3 {
		record(1, 0, maxRecorded/2+1, 0)
	}
}

// bounded holds what the server remembers to the bytes that it may have.
func bounded(t *testing.T, s *Server) {
	t.Helper()
	sum := 0
	for _, r := range s.Requests() {
		sum += len(r.URL) + len(r.Body.Reveal())
		for name, values := range r.Header {
			sum += len(name) + len(strings.Join(values, ""))
		}
	}
	if sum > maxRecorded || sum != s.recorded {
		t.Errorf("%d bytes are remembered, %d are counted, want at most %d", sum, s.recorded, maxRecorded)
	}
}

// TestRecordWithout keeps what lets somebody in out of the record.
func TestRecordWithout(t *testing.T) {
	c := newClient(t, Options{})
	r := c.request("GET", "/propagation/stores", "")
	for _, name := range []string{"Proxy-Authorization", "Cookie", "X-Kept"} {
		r.Header.Set(name, "v")
	}
	c.send(r)
	all := c.server.Requests("stores")
	got := all[len(all)-1].Header
	for name, kept := range map[string]bool{"Authorization": false, "Proxy-Authorization": false, "Cookie": false, "X-Kept": true} {
		if (got.Get(name) != "") != kept {
			t.Errorf("%s is %q in the record", name, got.Get(name))
		}
	}
}

// TestNoRequests shows a server that remembers nothing: what it is sent without a
// token it does not even read.
func TestNoRequests(t *testing.T) {
	c := newClient(t, Options{NoRequests: true})
	c.must(http.StatusCreated, "POST", "/propagation/stores", strings.Repeat(" ", 1<<20)+directoryStore)
	r := c.request("POST", "/propagation/stores", strings.Repeat(" ", maxStrange+1)+directoryStore)
	r.Header.Del("Authorization")
	res, _ := c.send(r)
	equalTo(t, "status without a token", http.StatusRequestEntityTooLarge, res.StatusCode)
	equalTo(t, "requests", 0, len(c.server.Requests()))
}

// TestTypes takes types of stores that come after the document: with any
// configuration where only the name is known, and checked where there is a capture.
func TestTypes(t *testing.T) {
	const capture = `{"information":{"key":"Box"},"connectionProfiles":[{"name":"","connectionAttributes":[
		{"key":"CLIENT_ID","required":true,"sensitive":false},{"key":"CLIENT_SECRET","required":true,"sensitive":true}]}],"attributeMetadata":{"capabilities":[]}}`
	c := newClient(t, Options{})
	if err := c.server.api.add([]string{"Duo", "Zoom"}, [][]byte{[]byte(capture)}); err != nil {
		t.Fatal(err)
	}
	c.create("/propagation/stores", `{"type":"Duo","name":"d","configuration":{"ANY":"thing"}}`)
	c.create("/propagation/stores", `{"type":"Duo","name":"d"}`)
	c.create("/propagation/stores", `{"type":"Box","name":"b","configuration":{"CLIENT_ID":"a","CLIENT_SECRET":"s"}}`)
	equalTo(t, "a Box without its secret", []string{"REQUIRED_VALUE configuration.CLIENT_SECRET"},
		c.problems(http.StatusBadRequest, "POST", "/propagation/stores", `{"type":"Box","name":"b","configuration":{"CLIENT_ID":"a"}}`))
	equalTo(t, "a Zoom, which was known before", []string{"REQUIRED_VALUE configuration.METHOD"},
		c.problems(http.StatusBadRequest, "POST", "/propagation/stores", `{"type":"Zoom","name":"z","configuration":{}}`))
	c.problems(http.StatusBadRequest, "POST", "/propagation/stores", `{"type":"box","name":"b","configuration":{}}`)
	answer := c.must(http.StatusOK, "POST", "/propagation/storeMetadata/Box", `{}`)
	equalTo(t, "the metadata of Box", "Box", answer.object("information").text("key"))
	c.must(http.StatusOK, "POST", "/propagation/storeMetadata/Duo", `{}`)
	for _, broken := range []string{`{`, `[]`, `{}`} {
		if s, err := New(Options{Captures: [][]byte{[]byte(broken)}}); err == nil {
			s.Close()
			t.Errorf("%s is taken for a capture", broken)
		}
	}
}

// TestValues refuses the values of enumerations that the document does not have, but
// not what a fault has shown.
func TestValues(t *testing.T) {
	c := newClient(t, Options{})
	for status, want := range map[string][]string{
		`"active"`: {"INVALID_VALUE status"}, `""`: {"INVALID_VALUE status"}, `" ACTIVE"`: {"INVALID_VALUE status"}, `1`: {"INVALID_VALUE status"},
	} {
		equalTo(t, status, want, c.problems(http.StatusBadRequest, "POST", "/propagation/stores", `{"type":"directory","name":"d","status":`+status+`}`))
	}
	for _, status := range []string{`"ACTIVE"`, `null`, `"` + foreign + `"`} {
		c.create("/propagation/stores", `{"type":"directory","name":"d","status":`+status+`}`)
	}
}

// TestTokenGuess holds tokens to depend on the secret: who has seen how one server
// counts cannot tell the tokens of another.
func TestTokenGuess(t *testing.T) {
	one, same, other := newClient(t, Options{}), newClient(t, Options{}), newClient(t, Options{ClientSecret: secretOf("another")})
	if one.token != same.token || one.token == other.token {
		t.Errorf("tokens: %s, %s, with another secret %s", one.token, same.token, other.token)
	}
	first := one.token
	if one.renew(); one.token[:12] == first[:12] {
		t.Errorf("the tokens %s and %s are alike", first, one.token)
	}
}
