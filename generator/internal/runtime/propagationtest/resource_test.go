package propagationtest

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

const (
	zoomStore      = `{"type":"Zoom","name":"zoom","description":"d","configuration":{"METHOD":"Key","API_KEY":"k"}}`
	directoryStore = `{"type":"directory","name":"directory"}`
)

// TestStore takes a store through its life: what the server adds on creation,
// what a replacement clears, and that a deleted store is gone.
func TestStore(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.FixedZone("", 3600))
	c := newClient(t, Options{Now: func() time.Time { return now }})
	res, _ := c.send(c.request("POST", "/propagation/stores", zoomStore))
	location := res.Header.Get("Location")
	created := c.must(http.StatusOK, "GET", location, "")
	path := "/propagation/stores/" + created.text("id")
	equalTo(t, "Location", c.root+path, location)
	link := `{"href":"` + location + `"}`
	equalTo(t, "created", `{"id":"`+created.text("id")+`","environment":{"id":"`+c.server.EnvironmentID()+`"},`+
		`"createdAt":"2026-01-02T02:04:05.006Z","updatedAt":"2026-01-02T02:04:05.006Z","image":{},"status":"INACTIVE",`+
		`"type":"Zoom","name":"zoom","description":"d","configuration":{"METHOD":"Key","API_KEY":"k"},`+
		`"_links":{"self":`+link+`,"update":`+link+`,"delete":`+link+`}}`, string(encode(created)))

	another := c.must(http.StatusCreated, "POST", "/propagation/stores", string(encode(created)))
	equalTo(t, "what is the server's to set", "00000000-0000-4000-8000-000000000002", another.text("id"))
	c.must(http.StatusNoContent, "DELETE", another.object("_links").object("delete").text("href"), "")

	now = now.Add(time.Second)
	c.must(http.StatusOK, "PUT", path, string(encode(created)))
	unchanged := c.must(http.StatusOK, "GET", path, "")
	equalTo(t, "put as it was read", string(encode(created.with("updatedAt", "2026-01-02T02:04:06.006Z"))), string(encode(unchanged)))

	replaced := c.must(http.StatusOK, "PUT", path, `{"type":"Zoom","name":"n","description":null,"configuration":{"METHOD":"Token","URL":"u"}}`)
	equalTo(t, "replaced without description", string(encode(replaced.without("description"))), string(encode(replaced)))
	equalTo(t, "secret", "", replaced.object("configuration").text("API_KEY"))
	equalTo(t, "createdAt", "2026-01-02T02:04:05.006Z", replaced.text("createdAt"))
	equalTo(t, "list", []string{"n"}, names(c.must(http.StatusOK, "GET", "/propagation/stores", "")))

	c.must(http.StatusNoContent, "DELETE", path, "")
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		c.must(http.StatusNotFound, method, path, map[bool]string{true: zoomStore}[method == "PUT"])
	}
}

// TestStoreRefused holds a store to the rules of its connector, each problem
// with its target, and never a word of a value.
func TestStoreRefused(t *testing.T) {
	c := newClient(t, Options{})
	for _, test := range []struct {
		body string
		want []string
	}{
		{`{}`, []string{"REQUIRED_VALUE name"}},
		{`{"name":"","managed":"yes","configuration":[]}`, []string{"EMPTY_VALUE name", "INVALID_VALUE managed", "INVALID_VALUE configuration"}},
		{`{"name":"n"}`, []string{"REQUIRED_VALUE type"}},
		{`{"name":"n","type":"Zooom"}`, []string{"INVALID_VALUE type"}},
		{`{"name":"n","type":"Zoom"}`, []string{"REQUIRED_VALUE configuration.METHOD"}},
		{`{"name":"n","type":"Zoom","configuration":{"METHOD":"Password"}}`, []string{"INVALID_VALUE configuration.METHOD"}},
		{`{"name":"n","type":"Zoom","configuration":{"METHOD":"Key"}}`, []string{"REQUIRED_VALUE configuration.API_KEY"}},
		{`{"name":"n","type":"Zoom","configuration":{"METHOD":"Token","URL":1,"ACTIVE":"canary"}}`, []string{"INVALID_VALUE configuration.ACTIVE", "INVALID_VALUE configuration.URL"}},
		{`{"name":"n","type":"Zoom","configuration":{"METHOD":"Key","METHOD":"Key"}}`, []string{"INVALID_VALUE configuration"}},
	} {
		equalTo(t, test.body, test.want, c.problems(http.StatusBadRequest, "POST", "/propagation/stores", test.body))
		r := c.request("POST", "/propagation/stores/connection/status", test.body)
		r.Header.Set("Content-Type", "application/vnd.pingidentity.connection.check+json")
		if res, body := c.send(r); res.StatusCode != http.StatusBadRequest {
			t.Errorf("connection check of %s: status %d: %s", test.body, res.StatusCode, body)
		}
	}
	id := c.create("/propagation/stores", directoryStore)
	equalTo(t, "another type", []string{"INVALID_VALUE type"},
		c.problems(http.StatusBadRequest, "PUT", "/propagation/stores/"+id, zoomStore))
}

// TestCheckConnection tests a configuration and keeps nothing.
func TestCheckConnection(t *testing.T) {
	c := newClient(t, Options{})
	r := c.request("POST", "/propagation/stores/connection/status", zoomStore)
	r.Header.Set("Content-Type", "Application/VND.PingIdentity.connection.check+json; charset=utf-8")
	res, body := c.send(r)
	equalTo(t, "answer", "200 ", strconv.Itoa(res.StatusCode)+" "+body)
	equalTo(t, "stores", []string{}, names(c.must(http.StatusOK, "GET", "/propagation/stores", "")))
}

// TestMetadata answers from what is captured, else from what is documented. It
// is the same whatever the body, but there must be one.
func TestMetadata(t *testing.T) {
	c := newClient(t, Options{})
	c.server.api.capture = func(string) string { return `{"information":{"key":"as captured"}}` }
	captured := c.must(http.StatusOK, "POST", "/propagation/storeMetadata/Zoom", `{"METHOD":"Key"}`)
	equalTo(t, "captured", "as captured", captured.object("information").text("key"))
	equalTo(t, "self", c.root+"/propagation/storeMetadata/Zoom", captured.object("_links").object("self").text("href"))
	c.server.api.capture = capture
	documented := c.must(http.StatusOK, "POST", "/propagation/storeMetadata/Zoom", `{}`)
	equalTo(t, "documented", `{"imageUrl":"","key":"Zoom","version":"","displayName":"Zoom Connector",`+
		`"identityProvider":false,"baseURLRequired":false,"connectionInformationRequired":false}`, string(documented.get("information")))
	equalTo(t, "profile", `{"name":"Token","description":"","connectionAttributes":[`+
		`{"key":"METHOD","displayLabel":"","description":"","required":true,"sensitive":false,"possibleValues":["Key","Token"]},`+
		`{"key":"URL","displayLabel":"","description":"","required":true,"sensitive":false},`+
		`{"key":"ACTIVE","displayLabel":"","description":"","required":false,"sensitive":false,"typeBoolean":true}],`+
		`"specUrl":"","documentationUrl":"","primary":false}`, string(encode(documented.objects("connectionProfiles")[1])))

	c.must(http.StatusBadRequest, "POST", "/propagation/storeMetadata/Zoom", ``)
	c.must(http.StatusNotFound, "POST", "/propagation/storeMetadata/zoom", `{}`)
	equalTo(t, "LdapGateway", []string{"REQUIRED_VALUE LDAP_TYPE"},
		c.problems(http.StatusBadRequest, "POST", "/propagation/storeMetadata/LdapGateway", `{}`))
	c.must(http.StatusOK, "POST", "/propagation/storeMetadata/LdapGateway", `{"LDAP_TYPE":"PingDirectory"}`)
}

// TestPages walks through collections page by page. The pages make up the
// whole, also if an element goes away on the way.
func TestPages(t *testing.T) {
	c := newClient(t, Options{PageSize: 3})
	var ids []string
	for i := range 7 {
		ids = append(ids, c.create("/propagation/stores", `{"type":"directory","name":"`+strconv.Itoa(i)+`"}`))
	}
	var pages [][]string
	for next := "/propagation/stores?limit=2"; next != ""; {
		page := c.must(http.StatusOK, "GET", next, "")
		pages = append(pages, names(page))
		next = page.object("_links").object("next").text("href")
		if len(pages) == 1 {
			equalTo(t, "count and size", "7 2", string(page.get("count"))+" "+string(page.get("size")))
			c.must(http.StatusNoContent, "DELETE", "/propagation/stores/"+ids[1], "")
		}
	}
	equalTo(t, "pages", [][]string{{"0", "1"}, {"2", "3"}, {"4", "5"}, {"6"}}, pages)
	equalTo(t, "more than the server gives", 3, len(names(c.must(http.StatusOK, "GET", "/propagation/stores?limit=99", ""))))
	for _, limit := range []string{"0", "-1", "x", ""} {
		equalTo(t, limit, []string{"INVALID_PARAMETER limit"}, c.problems(http.StatusBadRequest, "GET", "/propagation/stores?limit="+limit, ""))
	}
}

// TestEnvironments keeps the resources of environments apart.
func TestEnvironments(t *testing.T) {
	c := newClient(t, Options{EnvironmentIDs: []string{"one", "two"}})
	id := c.create("/propagation/stores", directoryStore)
	other := c.server.URL + "/v1/environments/two/propagation/stores"
	equalTo(t, "list", []string{}, names(c.must(http.StatusOK, "GET", other, "")))
	c.must(http.StatusNotFound, "GET", other+"/"+id, "")
	c.must(http.StatusNotFound, "PUT", other+"/"+id, directoryStore)
	c.must(http.StatusNotFound, "DELETE", other+"/"+id, "")
	c.must(http.StatusNotFound, "GET", c.server.URL+"/v1/environments/three/propagation/stores", "")
}
