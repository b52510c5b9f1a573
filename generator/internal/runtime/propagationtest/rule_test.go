package propagationtest

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A world is an environment with a plan, and a store of every type that matters to rules.
type world struct {
	*client
	plan, directory, zoom, pingOne, ldap string
}

func newWorld(t *testing.T) world {
	t.Helper()
	c := newClient(t, Options{})
	store := func(storeType, configuration string) string {
		return c.create("/propagation/stores", `{"type":"`+storeType+`","name":"`+storeType+`"`+configuration+`}`)
	}
	return world{
		client:    c,
		plan:      c.create("/propagation/plans", `{"name":"plan"}`),
		directory: store("directory", ""),
		zoom:      store("Zoom", `,"configuration":{"METHOD":"Key","API_KEY":"k"}`),
		pingOne:   store("PingOne", ""),
		ldap:      store("LdapGateway", ""),
	}
}

// rule returns the body of a rule from one store to another, with more members.
func (w world) rule(source, target, more string) string {
	return fmt.Sprintf(`{"name":"rule","sourceStore":{"id":%q},"targetStore":{"id":%q}%s}`, source, target, more)
}

func (w world) rules() string { return "/propagation/plans/" + w.plan + "/rules" }

// TestRule takes a rule through its life in the order that the API asks for:
// create it inactive, map, activate, revise. Its sync status is there from then on.
func TestRule(t *testing.T) {
	w := newWorld(t)
	const group, user = "7c1b3a36-0000-4000-8000-000000000001", "7c1b3a36-0000-4000-8000-000000000002"
	groups := `,"groups":[{"id":"` + group + `"}]`
	id := w.create(w.rules(), w.rule(w.directory, w.zoom, groups))
	path := "/propagation/rules/" + id
	rule := w.must(http.StatusOK, "GET", path, "")
	equalTo(t, "plan", w.plan, rule.id("plan"))
	equalTo(t, "active", "false", string(rule.get("active")))

	active := `{"name":"rule","active":true` + groups + `}`
	equalTo(t, "without mappings", []string{"CONSTRAINT_VIOLATION active"}, w.problems(http.StatusBadRequest, "PUT", path, active))
	mapping := w.create(path+"/mappings", `{"sourceAttribute":"email","targetAttribute":"userName"}`)
	equalTo(t, "rule of the mapping", id, w.must(http.StatusOK, "GET", "/propagation/mappings/"+mapping, "").id("rule"))
	rule = w.must(http.StatusOK, "PUT", path, active)
	equalTo(t, "source", w.directory, rule.id("sourceStore"))

	status := []string{
		"/users/" + user + "/syncedRules/" + id, "/groups/" + group + "/syncedRules/" + id,
		path + "/syncedGroups/" + group, "/users/" + user + "/syncedStores/" + w.zoom,
	}
	w.must(http.StatusNotFound, "GET", "/propagation/revisions/id:latest", "")
	for _, at := range status {
		w.must(http.StatusNotFound, "GET", at, "")
	}
	first := w.create("/propagation/revisions", "")
	for _, at := range status {
		equalTo(t, at, "OUTBOUND SUCCESS", w.must(http.StatusOK, "GET", at, "").text("type")+" SUCCESS")
		list := w.must(http.StatusOK, "GET", at[:strings.LastIndex(at, "/")], "")
		equalTo(t, "list of "+at, "1", string(list.get("count")))
	}
	w.must(http.StatusNotFound, "GET", "/groups/"+user+"/syncedRules/"+id, "")
	w.must(http.StatusNotFound, "GET", path+"/syncedGroups/"+user, "")
	stores := w.must(http.StatusOK, "GET", "/propagation/stores", "").object("_embedded").objects("items")
	equalTo(t, "status of directory", "SYNCING", stores[0].object("syncStatus").text("syncState"))
	equalTo(t, "status of a store without a rule", "", stores[2].object("syncStatus").text("syncState"))

	second := w.create("/propagation/revisions", "")
	latest := w.must(http.StatusOK, "GET", "/propagation/revisions/id%3Alatest", "")
	equalTo(t, "latest", second+" after "+first, latest.text("id")+" after "+latest.id("previousRevision"))
	w.must(http.StatusOK, "GET", "/propagation/revisions/"+first, "")
}

// TestInEffect lists no rule that is not active, or was changed after the last revision.
func TestInEffect(t *testing.T) {
	w := newWorld(t)
	now := time.Unix(0, 0)
	w.server.clock = func() time.Time {
		now = now.Add(time.Millisecond)
		return now
	}
	w.renew()
	const list = "/users/7c1b3a36-0000-4000-8000-000000000002/syncedRules"
	rule := "/propagation/rules/" + w.create(w.rules(), w.rule(w.directory, w.zoom, ""))
	w.create(rule+"/mappings", `{"targetAttribute":"a","expression":"1"}`)
	for _, step := range []struct{ name, count string }{{"inactive", "0"}, {"not revised", "0"}, {"in effect", "1"}} {
		switch step.name {
		case "not revised":
			w.must(http.StatusOK, "PUT", rule, `{"name":"n","active":true}`)
		default:
			w.create("/propagation/revisions", "")
		}
		equalTo(t, step.name, step.count, string(w.must(http.StatusOK, "GET", list, "").get("count")))
		stores := encode(w.must(http.StatusOK, "GET", "/propagation/stores", ""))
		equalTo(t, step.name+": status of stores", step.count == "1", bytes.Contains(stores, []byte("syncStatus")))
	}
}

// TestSyncedGroups pages through the groups of a rule, which may be in any
// order, and in the rule twice.
func TestSyncedGroups(t *testing.T) {
	w := newWorld(t)
	const groups = `,"groups":[{"id":"c"},{"id":"a"},{"id":"b"},{"id":"c"},{"id":"a"}]`
	rule := "/propagation/rules/" + w.create(w.rules(), w.rule(w.directory, w.zoom, groups))
	w.create(rule+"/mappings", `{"targetAttribute":"a","expression":"1"}`)
	w.must(http.StatusOK, "PUT", rule, `{"name":"n","active":true`+groups+`}`)
	w.create("/propagation/revisions", "")
	equalTo(t, "count", "3", string(w.must(http.StatusOK, "GET", rule+"/syncedGroups", "").get("count")))
	var seen []string
	for next := rule + "/syncedGroups?limit=1"; next != ""; {
		page := w.must(http.StatusOK, "GET", next, "")
		for _, status := range page.object("_embedded").objects("items") {
			self := status.object("_links").object("self").text("href")
			seen = append(seen, self[strings.LastIndex(self, "/")+1:])
		}
		next = page.object("_links").object("next").text("href")
	}
	equalTo(t, "groups", []string{"a", "b", "c"}, seen)
}

// TestRuleRefused shows what a rule cannot be.
func TestRuleRefused(t *testing.T) {
	w := newWorld(t)
	const parent = `,"parentRule":{"id":"nobody"}`
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"nothing", `{}`, []string{"REQUIRED_VALUE name"}},
		{"no stores", `{"name":"n"}`, []string{"REQUIRED_VALUE sourceStore.id", "REQUIRED_VALUE targetStore.id"}},
		{"unknown stores", w.rule("a", "b", ""), []string{"INVALID_VALUE sourceStore.id", "INVALID_VALUE targetStore.id"}},
		{"groups", w.rule(w.directory, w.zoom, `,"groups":["g",1]`), []string{"INVALID_VALUE groups", "INVALID_VALUE groups"}},
		{"group without id", w.rule(w.directory, w.zoom, `,"groups":[{}]`), []string{"REQUIRED_VALUE groups.id"}},
		{"neither in nor out", w.rule(w.zoom, w.ldap, ""), []string{"CONSTRAINT_VIOLATION sourceStore"}},
		{"active at once", w.rule(w.directory, w.zoom, `,"active":true`), []string{"CONSTRAINT_VIOLATION active"}},
		{"another plan", w.rule(w.directory, w.zoom, `,"plan":{"id":"x"}`), []string{"INVALID_VALUE plan.id"}},
		{"unknown parent", w.rule(w.directory, w.zoom, parent), []string{"INVALID_VALUE parentRule.id"}},
	} {
		equalTo(t, test.name, test.want, w.problems(http.StatusBadRequest, "POST", w.rules(), test.body))
	}
	equalTo(t, "plan in the body", []string{"REQUIRED_VALUE plan.id"},
		w.problems(http.StatusBadRequest, "POST", "/propagation/rules", w.rule(w.directory, w.zoom, "")))
	w.create("/propagation/rules", w.rule(w.directory, w.zoom, `,"plan":{"id":"`+w.plan+`"}`))
	w.must(http.StatusNotFound, "POST", "/propagation/plans/none/rules", w.rule(w.directory, w.zoom, ""))
	w.must(http.StatusNotFound, "GET", "/propagation/plans/none/rules", "")
}

// TestRuleFixed shows what cannot change, and rules with needs of their own:
// those that write back, and those of a directory behind a gateway.
func TestRuleFixed(t *testing.T) {
	w := newWorld(t)
	inbound := "/propagation/rules/" + w.create(w.rules(), w.rule(w.ldap, w.pingOne, ""))
	outbound := "/propagation/rules/" + w.create(w.rules(), w.rule(w.directory, w.ldap, ""))
	equalTo(t, "another source", []string{"INVALID_VALUE sourceStore"},
		w.problems(http.StatusBadRequest, "PUT", inbound, w.rule(w.zoom, w.pingOne, "")))
	for path, want := range map[string][]string{
		inbound:  {"REQUIRED_VALUE configuration.USERS_BASE_DN"},
		outbound: {"REQUIRED_VALUE configuration.BASE_DN", "REQUIRED_VALUE configuration.RDN_ATTRIBUTE"},
	} {
		w.create(path+"/mappings", `{"expression":"1","targetAttribute":"a"}`)
		equalTo(t, path, want, w.problems(http.StatusBadRequest, "PUT", path, `{"name":"n","active":true}`))
	}
	w.must(http.StatusOK, "PUT", outbound, `{"name":"n","active":true,"configuration":{"BASE_DN":"b","RDN_ATTRIBUTE":"cn"}}`)
	parent := w.must(http.StatusOK, "GET", outbound, "").text("id")
	more := `,"parentRule":{"id":"` + parent + `"}`
	w.create(w.rules(), w.rule(w.directory, w.zoom, more))
	equalTo(t, "writeback with groups", []string{"CONSTRAINT_VIOLATION groups"},
		w.problems(http.StatusBadRequest, "POST", w.rules(), w.rule(w.directory, w.zoom, more+`,"groups":[]`)))
}

// TestMapping holds a mapping to one source, and to its rule.
func TestMapping(t *testing.T) {
	w := newWorld(t)
	rule := w.create(w.rules(), w.rule(w.directory, w.zoom, ""))
	list := "/propagation/rules/" + rule + "/mappings"
	const source = "CONSTRAINT_VIOLATION sourceAttribute"
	for body, want := range map[string][]string{
		`{}`:                      {"REQUIRED_VALUE targetAttribute"},
		`{"targetAttribute":"a"}`: {source},
		`{"targetAttribute":"a","expression":"1","sourceAttribute":"b"}`:              {source},
		`{"targetAttribute":"a","expression":"1","rule":{"id":"another"}}`:            {"INVALID_VALUE rule.id"},
		`{"targetAttribute":"a","expression":"","sourceAttribute":"","rule":{"x":1}}`: {source},
	} {
		equalTo(t, body, want, w.problems(http.StatusBadRequest, "POST", list, body))
	}
	path := "/propagation/mappings/" + w.create(list, `{"targetAttribute":"a","expression":"1"}`)
	equalTo(t, "no rule", []string{"REQUIRED_VALUE rule.id"}, w.problems(http.StatusBadRequest, "PUT", path, `{"targetAttribute":"b","expression":"2"}`))
	replaced := w.must(http.StatusOK, "PUT", path, `{"targetAttribute":"b","sourceAttribute":"c","rule":{"id":"`+rule+`"}}`)
	equalTo(t, "replaced", "c", replaced.text("sourceAttribute")+replaced.text("expression"))
	w.must(http.StatusNoContent, "DELETE", path, "")
	equalTo(t, "mappings", "0", string(w.must(http.StatusOK, "GET", list, "").get("count")))
}

// TestPlan holds an environment to one plan. What belongs to a plan goes with
// it, and a store that a rule refers to stays.
func TestPlan(t *testing.T) {
	w := newWorld(t)
	equalTo(t, "a second plan", []string{"UNIQUENESS_VIOLATION environment"}, w.problems(http.StatusConflict, "POST", "/propagation/plans", `{"name":"two"}`))
	plan := w.must(http.StatusOK, "PUT", "/propagation/plans/"+w.plan, `{"name":"one","status":"ACTIVE"}`)
	equalTo(t, "status", "ACTIVE", plan.text("status"))
	equalTo(t, "plans", []string{"one"}, names(w.must(http.StatusOK, "GET", "/propagation/plans", "")))

	rule := w.create(w.rules(), w.rule(w.directory, w.zoom, ""))
	mapping := w.create("/propagation/rules/"+rule+"/mappings", `{"targetAttribute":"a","expression":"1"}`)
	for _, store := range []string{w.directory, w.zoom} {
		equalTo(t, "store in use", []string{"CONSTRAINT_VIOLATION id"}, w.problems(http.StatusBadRequest, "DELETE", "/propagation/stores/"+store, ""))
	}
	w.must(http.StatusNoContent, "DELETE", "/propagation/plans/"+w.plan, "")
	w.must(http.StatusNotFound, "GET", "/propagation/rules/"+rule, "")
	w.must(http.StatusNotFound, "GET", "/propagation/mappings/"+mapping, "")
	w.must(http.StatusNoContent, "DELETE", "/propagation/stores/"+w.zoom, "")
	w.create("/propagation/plans", `{"name":"two"}`)
}

// TestImportGroups checks what is imported.
func TestImportGroups(t *testing.T) {
	c := newClient(t, Options{})
	c.server.maxGroups = 2
	many := `{"groups":[` + strings.Repeat("0,", 2*mostDetails) + `0]}`
	send := func(body string) (int, string) {
		r := c.request("POST", "/propagation/provisioningSyncs/s", body)
		r.Header.Set("Content-Type", "application/vnd.pingidentity.propagation.provisioningsync.groupimport+json")
		res, text := c.send(r)
		return res.StatusCode, text
	}
	_, refused := send(many)
	equalTo(t, "details", mostDetails, strings.Count(refused, `"target"`))
	const group = `{"uniqueId":"u","attributes":{}}`
	for body, want := range map[string]int{
		`{"groups":[` + group + `]}`: http.StatusOK,
		`{}`:                         http.StatusBadRequest,
		`{"groups":[{}]}`:            http.StatusBadRequest,
		`{"groups":[],"count":1.5}`:  http.StatusBadRequest,
		`{"groups":[],"share":"x"}`:  http.StatusBadRequest,
		`{"groups":[],"share":-1.5}`: http.StatusOK,
		`{"groups":[` + strings.Repeat(group+",", 2) + group + `]}`: http.StatusBadRequest,
	} {
		if status, text := send(body); status != want {
			t.Errorf("%.40s: status %d, want %d: %.200s", body, status, want, text)
		}
	}
}
