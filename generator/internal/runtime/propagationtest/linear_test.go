package propagationtest

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
)

// A test of a tool with thousands of resources spends its time in the tool: what
// the server does for a request does not grow with what it keeps. So for twice as many
// resources it needs about twice the memory to create and to list them, however small a
// page is, where a search among all of them needs four times as much. Memory is
// measured, and not time, because it is the same on a busy machine.
func TestLinear(t *testing.T) {
	costs := make(map[string][]uint64)
	for _, n := range []int{50, 100, 200, 400} {
		for what, cost := range full(t, n) {
			costs[what] = append(costs[what], cost)
		}
	}
	for what, list := range costs {
		if ratio := math.Cbrt(float64(list[3]) / float64(list[0])); ratio > 2.3 {
			t.Errorf("%s: twice as much needs %.1f times the memory: %d bytes", what, ratio, list)
		}
	}
}

// full fills a server with n stores, a rule to each, mappings of one rule and
// revisions, all in effect, lists it page by page, and returns how many
// bytes each needed.
func full(t *testing.T, n int) map[string]uint64 {
	c := newClient(t, Options{PageSize: 5})
	costs := make(map[string]uint64)
	measure := func(what string, do func()) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		do()
		runtime.ReadMemStats(&after)
		costs[what] = after.TotalAlloc - before.TotalAlloc
	}
	plan := c.create("/propagation/plans", `{"name":"p"}`)
	directory := c.create("/propagation/stores", directoryStore)
	var rule string
	groups := make([]string, n)
	measure("create", func() {
		for i := range n {
			store := c.call("POST", "/propagation/stores", fmt.Sprintf(`{"type":"directory","name":"%d"}`, i)).text("id")
			rule = c.call("POST", "/propagation/rules", fmt.Sprintf(`{"name":"r","plan":{"id":%q},"sourceStore":{"id":%q},"targetStore":{"id":%q}}`, plan, directory, store)).text("id")
			c.call("POST", "/propagation/rules/"+rule+"/mappings", `{"sourceAttribute":"a","targetAttribute":"b"}`)
			c.call("PUT", "/propagation/rules/"+rule, `{"name":"r","active":true,"groups":[{"id":"g"}]}`)
			c.call("POST", "/propagation/revisions", "")
			groups[i] = fmt.Sprintf(`{"id":"g%d"}`, i)
		}
	})
	measure("mappings of a rule", func() {
		for range n {
			c.call("POST", "/propagation/rules/"+rule+"/mappings", `{"sourceAttribute":"a","targetAttribute":"b"}`)
		}
		c.walk("/propagation/rules/"+rule+"/mappings", n+1)
	})
	c.call("PUT", "/propagation/rules/"+rule, `{"name":"r","active":true,"groups":[`+strings.Join(groups, ",")+`]}`)
	c.call("POST", "/propagation/revisions", "")
	for path, want := range map[string]int{
		"/propagation/stores": n + 1, "/propagation/rules": n, "/propagation/plans/" + plan + "/rules": n,
		"/users/u/syncedRules": n, "/users/u/syncedStores": n, "/groups/g/syncedRules": n - 1,
		"/propagation/rules/" + rule + "/syncedGroups": n,
	} {
		measure(strings.NewReplacer(plan, "p", rule, "r").Replace(path), func() { c.walk(path, want) })
	}
	return costs
}

// call answers a request without a connection, and returns the body.
func (c *client) call(method, path, body string) object {
	c.t.Helper()
	w := httptest.NewRecorder()
	c.server.ServeHTTP(w, c.request(method, path, body))
	var o object
	if err := json.Unmarshal(w.Body.Bytes(), &o); err != nil || w.Code >= http.StatusBadRequest {
		c.t.Fatalf("%s %s: status %d: %s", method, path, w.Code, w.Body)
	}
	return o
}

// walk lists a collection page by page.
func (c *client) walk(path string, want int) {
	c.t.Helper()
	n := 0
	for path != "" {
		page := c.call("GET", path, "")
		n += value[int](page, "size")
		path = page.object("_links").object("next").text("href")
	}
	equalTo(c.t, "elements of "+path, want, n)
}
