package propagationtest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestGate shows what comes before an operation: who may ask, for what, and in
// which form. The first that is wrong is answered.
func TestGate(t *testing.T) {
	c := newClient(t, Options{})
	c.server.api.operations = append(c.server.api.operations, operation{id: "addedLater", method: "GET", path: "/environments/{environmentID}/later", status: 200})
	const path = "/propagation/stores"
	for _, test := range []struct {
		name, method, path, header, value, body string
		status                                  int
		code                                    string
	}{
		{"no such path", "GET", "/nothing", "", "", "", 403, ""},
		{"outside of the API", "GET", c.server.URL + "/environments", "", "", "", 403, ""},
		{"an empty id", "GET", path + "/", "", "", "", 403, ""},
		{"no token", "GET", path, "Authorization", "", "", 401, "ACCESS_FAILED"},
		{"another scheme", "GET", path, "Authorization", "Basic " + c.token, "", 401, "ACCESS_FAILED"},
		{"another token", "GET", path, "Authorization", "Bearer x", "", 401, "ACCESS_FAILED"},
		{"scheme in other letters", "GET", path, "Authorization", "bearer " + c.token, "", 200, ""},
		{"method", "PATCH", path, "", "", "", 405, "INVALID_REQUEST"},
		{"media type", "POST", path, "Content-Type", "text/plain", directoryStore, 415, "INVALID_REQUEST"},
		{"no media type", "POST", path, "Content-Type", "", directoryStore, 415, "INVALID_REQUEST"},
		{"no body", "POST", path, "", "", "", 400, "INVALID_REQUEST"},
		{"no JSON", "POST", path, "", "", "{", 400, "INVALID_REQUEST"},
		{"no object", "POST", path, "", "", "[]", 400, "INVALID_REQUEST"},
		{"a body where none is documented", "POST", "/propagation/revisions", "", "", "{}", 201, ""},
		{"an operation that the server does not know", "GET", "/later", "", "", "", 501, "UNEXPECTED_ERROR"},
	} {
		r := c.request(test.method, test.path, test.body)
		if test.header != "" {
			r.Header.Set(test.header, test.value)
		}
		res, body := c.send(r)
		if res.StatusCode != test.status || test.code != "" && !strings.Contains(body, `"code":"`+test.code+`"`) {
			t.Errorf("%s: status %d, want %d %s: %s", test.name, res.StatusCode, test.status, test.code, body)
		}
		if res.Header.Get("Correlation-Id") == "" {
			t.Errorf("%s: no Correlation-Id", test.name)
		}
		if res.Header.Get(Header) == "" {
			t.Errorf("%s: nothing says that the answer is not of PingOne", test.name)
		}
	}
	res, _ := c.send(c.request("PATCH", path, ""))
	equalTo(t, "Allow", "GET, POST", res.Header.Get("Allow"))
}

// TestTooLarge refuses a body that is too large to be read.
func TestTooLarge(t *testing.T) {
	c := newClient(t, Options{})
	c.server.maxBody = int64(len(directoryStore))
	c.must(http.StatusCreated, "POST", "/propagation/stores", directoryStore)
	c.must(http.StatusRequestEntityTooLarge, "POST", "/propagation/stores", directoryStore+" ")
}

// TestToken shows how tokens are to be had: by a header or a form, escaped or
// not, at the address of PingOne or at that of a custom domain.
func TestToken(t *testing.T) {
	const id, secret = "an id", "s%41+ &="
	s, err := New(Options{EnvironmentIDs: []string{"e"}, ClientID: id, ClientSecret: secretOf(secret)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	grant := url.Values{"grant_type": {"client_credentials"}}
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}}
	wrong := url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {url.QueryEscape(secret)}}
	for _, test := range []struct {
		name, path, id, secret string
		form                   url.Values
		status                 int
		want                   string
	}{
		{"form", "/e/as/token", "", "", form, 200, `"token_type":"Bearer","expires_in":3600`},
		{"custom domain", "/as/token", "", "", form, 200, `"access_token":"token-`},
		{"header", "/e/as/token", id, secret, grant, 200, "access_token"},
		{"header, escaped", "/e/as/token", url.QueryEscape(id), url.QueryEscape(secret), grant, 200, "access_token"},
		{"wrong secret in the header", "/e/as/token", id, "x", grant, 401, "invalid_client"},
		{"wrong secret in the form", "/e/as/token", "", "", wrong, 401, "invalid_client"},
		{"nobody", "/e/as/token", "", "", grant, 401, "invalid_client"},
		{"another grant", "/e/as/token", id, secret, url.Values{"grant_type": {"password"}}, 400, "unsupported_grant_type"},
		{"another environment", "/f/as/token", "", "", form, 403, "message"},
	} {
		r, err := http.NewRequest("POST", s.URL+test.path, strings.NewReader(test.form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if test.id != "" {
			r.SetBasicAuth(test.id, test.secret)
		}
		res, body := (&client{t: t, server: s}).send(r)
		if res.StatusCode != test.status || !strings.Contains(body, test.want) {
			t.Errorf("%s: status %d, want %d %s: %s", test.name, res.StatusCode, test.status, test.want, body)
		}
	}
	res, _ := (&client{t: t, server: s}).send(mustRequest(t, "POST", s.URL+"/e/as/token", "{}"))
	equalTo(t, "no form", http.StatusBadRequest, res.StatusCode)
	equalTo(t, "tokens", 4, len(s.tokens))
}
