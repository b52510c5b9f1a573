package propagationtest

import (
	"encoding/json"
	"net/http"
	"strconv"
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
	return result{body: all[len(all)-1]}, nil
}

// syncedAt returns when a rule took effect: with the first revision after its
// last change, once it is active. Before that, it returns "".
func (c *call) syncedAt(rule object) string {
	if !rule.flag("active") {
		return ""
	}
	for _, revision := range c.state.all(revisions.name, c.environment) {
		if at := revision.text("createdAt"); at >= rule.text("updatedAt") {
			return at
		}
	}
	return ""
}

// A scope says which rules a sync status is about.
type scope func(c *call, rule object) bool

// everyUser says that a user is under every rule. The server has no users, so
// all ids of users are good.
func everyUser(*call, object) bool { return true }

// listedGroup says that a group, which the path names, is under the rules that list it.
func listedGroup(c *call, rule object) bool { return hasGroup(rule, c.first()) }

func hasGroup(rule object, id string) bool {
	for _, group := range rule.objects("groups") {
		if group.text("id") == id {
			return true
		}
	}
	return false
}

// syncedRules lists the status under every rule in effect.
func syncedRules(under scope) behavior {
	return func(c *call) (result, error) {
		var items []item
		for _, rule := range c.inEffect(under) {
			id := rule.text("id")
			items = append(items, item{id, c.status(rule, c.self(nil)+"/"+id)})
		}
		return c.page(items)
	}
}

// syncedRule reads the status under the rule that the path names last.
func syncedRule(under scope) behavior {
	return func(c *call) (result, error) {
		for _, rule := range c.inEffect(under) {
			if rule.text("id") == c.last() {
				return result{body: c.status(rule, c.self(nil))}, nil
			}
		}
		return result{}, notFound()
	}
}

// inEffect returns the rules that are in effect and in scope.
func (c *call) inEffect(under scope) []object {
	var list []object
	for _, rule := range c.state.all(rules.name, c.environment) {
		if c.syncedAt(rule) != "" && under(c, rule) {
			list = append(list, rule)
		}
	}
	return list
}

// status returns how the sync under a rule went: it always goes well.
func (c *call) status(rule object, self string) object {
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
		with("lastSyncAt", c.syncedAt(rule)).
		with("_links", object(nil).
			with("environment", link(c.base)).
			with("self", link(self)))
}

func (c *call) storeReference(id string) object {
	o, _ := c.state.find(stores.name, c.environment, id)
	return object(nil).with("id", id).with("name", o.text("name")).with("type", o.text("type"))
}

// ruleSyncedGroups lists the status of the groups that a rule lists.
func ruleSyncedGroups(c *call) (result, error) {
	rule, err := c.find(rules.name, c.last())
	if err != nil {
		return result{}, err
	}
	var items []item
	for _, group := range rule.objects("groups") {
		if id := group.text("id"); c.syncedAt(rule) != "" {
			items = append(items, item{id, c.status(rule, c.self(nil)+"/"+id)})
		}
	}
	return c.page(items)
}

func ruleSyncedGroup(c *call) (result, error) {
	rule, err := c.find(rules.name, c.first())
	if err == nil && (c.syncedAt(rule) == "" || !hasGroup(rule, c.last())) {
		err = notFound()
	}
	if err != nil {
		return result{}, err
	}
	return result{body: c.status(rule, c.self(nil))}, nil
}

// userSyncedStores lists the status in the target of every rule in effect.
func userSyncedStores(c *call) (result, error) {
	var items []item
	for _, rule := range c.inEffect(everyUser) {
		id := rule.id("targetStore")
		items = append(items, item{id, c.status(rule, c.self(nil)+"/"+id).without("rule")})
	}
	return c.page(items)
}

func userSyncedStore(c *call) (result, error) {
	for _, rule := range c.inEffect(everyUser) {
		if rule.id("targetStore") == c.last() {
			return result{body: c.status(rule, c.self(nil)).without("rule")}, nil
		}
	}
	return result{}, notFound()
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
