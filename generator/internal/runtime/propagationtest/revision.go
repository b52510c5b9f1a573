package propagationtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// revisions put what is there into effect.
var revisions = kind{name: "revisions"}

// createRevision makes a revision and links it to the one before.
func createRevision(c *call) (result, error) {
	o := object(nil).
		with("id", c.newID()).
		with("environment", reference(c.environment)).
		with("createdAt", c.now).
		with("createdBy", c.clientID)
	if all := c.state.all(revisions.name, c.environment); len(all) > 0 {
		o = o.with("previousRevision", reference(all[len(all)-1].text("id")))
	}
	c.state.put(revisions.name, o)
	return result{o, c.href(revisions.name, o.text("id"))}, nil
}

func latestRevision(c *call) (result, error) {
	all := c.state.all(revisions.name, c.environment)
	if len(all) == 0 {
		return result{}, notFound()
	}
	return result{body: all[len(all)-1].object}, nil
}

// syncedAt returns when a rule took effect: with the first revision after its
// last change, once it is active. Before that, it returns "".
func (c *call) syncedAt(rule object) string {
	if !rule.flag("active") {
		return ""
	}
	all, changed := c.state.all(revisions.name, c.environment), rule.text("updatedAt")
	i := sort.Search(len(all), func(i int) bool { return all[i].text("createdAt") >= changed })
	if i == len(all) {
		return ""
	}
	return all[i].text("createdAt")
}

// A scope is what the statuses of sync at a path are about.
type scope struct {
	name    string
	items   func(c *call) ([]item, error)
	without string // a member of a status that would be the same in all
}

// An item is a status of sync: that of a rule. Its key is what the path of the
// status ends in.
type item struct {
	key  string
	rule object
}

// The scopes.
var (
	userRules  = scope{"userRules", ofUser, ""}
	groupRules = scope{"groupRules", ofGroup, ""}
	ruleGroups = scope{"ruleGroups", ofRule, ""}
	userStores = scope{"userStores", ofStores, "rule"}
)

// statuses lists what is in a scope.
func statuses(of scope) behavior {
	return func(c *call) (result, error) {
		items, err := c.view(of, c.ids)
		if err != nil {
			return result{}, err
		}
		return c.page(collection{
			len: len(items),
			key: func(i int) string { return items[i].key },
			body: func(i int) object {
				return c.linked(c.status(items[i].rule).without(of.without), c.self(nil)+"/"+items[i].key)
			},
		})
	}
}

// status reads the one of a scope that the path names last.
func status(of scope) behavior {
	return func(c *call) (result, error) {
		items, err := c.view(of, c.ids[:max(len(c.ids)-1, 0)])
		if err != nil {
			return result{}, err
		}
		i, found := slices.BinarySearchFunc(items, c.last(), func(x item, key string) int { return strings.Compare(x.key, key) })
		if !found {
			return result{}, notFound()
		}
		return result{body: c.linked(c.status(items[i].rule).without(of.without), c.self(nil))}, nil
	}
}

// mostViews is how many views the server keeps: paths can have any id of a user.
const mostViews = 100

// view returns what is in a scope, sorted by key, each key once. It is kept for the
// next page, until there is a change.
func (c *call) view(of scope, ids []string) ([]item, error) {
	name := strings.Join(append([]string{of.name, c.environment}, ids...), "/")
	if items, kept := c.state.views[name]; kept {
		return items, nil
	}
	items, err := of.items(c)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(items, func(a, b item) int { return strings.Compare(a.key, b.key) })
	items = slices.CompactFunc(items, func(a, b item) bool { return a.key == b.key })
	if len(c.state.views) == mostViews {
		clear(c.state.views)
	}
	c.state.views[name] = items
	return items, nil
}

// ofUser is how a user is synced under every rule in effect. The server has
// no users, so all ids of users are good, and every user is under every rule.
func ofUser(c *call) ([]item, error) {
	var items []item
	for _, rule := range c.inEffect() {
		items = append(items, item{rule.text("id"), rule})
	}
	return items, nil
}

// ofStores is how a user is synced to the target of every rule in effect.
func ofStores(c *call) ([]item, error) {
	var items []item
	for _, rule := range c.inEffect() {
		items = append(items, item{rule.id("targetStore"), rule})
	}
	return items, nil
}

// ofGroup is how a group is synced under the rules in effect that list it.
func ofGroup(c *call) ([]item, error) {
	var items []item
	for _, rule := range c.inEffect() {
		if slices.ContainsFunc(rule.objects("groups"), sameID(c.first())) {
			items = append(items, item{rule.text("id"), rule})
		}
	}
	return items, nil
}

// ofRule is how the groups that a rule lists are synced, once it is in effect.
func ofRule(c *call) ([]item, error) {
	rule, err := c.find(rules.name, c.first())
	if err != nil || c.syncedAt(rule) == "" {
		return nil, err
	}
	var items []item
	for _, group := range rule.objects("groups") {
		items = append(items, item{group.text("id"), rule})
	}
	return items, nil
}

func sameID(id string) func(object) bool {
	return func(o object) bool { return o.text("id") == id }
}

// inEffect returns the rules that are in effect.
func (c *call) inEffect() []object {
	var list []object
	for _, rule := range c.state.all(rules.name, c.environment) {
		if c.syncedAt(rule.object) != "" {
			list = append(list, rule.object)
		}
	}
	return list
}

// status returns how the sync under a rule went: it always goes well.
func (c *call) status(rule object) object {
	direction := "INBOUND"
	if c.storeType(rule, "sourceStore") == directoryType {
		direction = "OUTBOUND"
	}
	return object(nil).
		with("rule", object(nil).with("id", rule.text("id")).with("name", rule.text("name"))).
		with("sourceStore", c.storeReference(rule.id("sourceStore"))).
		with("targetStore", c.storeReference(rule.id("targetStore"))).
		with("environment", reference(c.environment)).
		with("type", direction).
		with("status", "SUCCESS").
		with("lastSyncAt", c.syncedAt(rule))
}

// linked returns a status with its links. It is at the address self.
func (c *call) linked(status object, self string) object {
	return status.with("_links", object(nil).with("environment", link(c.base)).with("self", link(self)))
}

func (c *call) storeReference(id string) object {
	o, _ := c.state.find(stores.name, c.environment, id)
	return object(nil).with("id", id).with("name", o.text("name")).with("type", o.text("type"))
}

// importGroups takes groups and keeps none of them.
func importGroups(c *call) (result, error) {
	var groups []json.RawMessage
	_ = json.Unmarshal(c.body.get("groups"), &groups) // it is an array: the document says so
	if len(groups) > c.maxGroups {
		return result{}, newProblem(http.StatusBadRequest, "There are too many groups.", detail{
			Code: "SIZE_LIMIT_EXCEEDED", Target: "groups", Message: "There must be at most " + strconv.Itoa(c.maxGroups) + " groups.",
			InnerError: map[string]any{"maximumValue": c.maxGroups},
		})
	}
	return result{}, nil
}
