package propagationtest

import (
	"encoding/json"
	"net/http"
	"slices"
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

// A scope returns the statuses of sync that a path is about. Their keys are what
// the path of one of them ends in.
type scope func(c *call) ([]item, error)

// statuses lists what is in a scope.
func statuses(of scope) behavior {
	return func(c *call) (result, error) {
		items, err := of(c)
		if err != nil {
			return result{}, err
		}
		for i, x := range items {
			items[i].body = c.linked(x.body, c.self(nil)+"/"+x.key)
		}
		return c.page(items)
	}
}

// status reads the one of a scope that the path names last.
func status(of scope) behavior {
	return func(c *call) (result, error) {
		items, err := of(c)
		if err != nil {
			return result{}, err
		}
		for _, x := range items {
			if x.key == c.last() {
				return result{body: c.linked(x.body, c.self(nil))}, nil
			}
		}
		return result{}, notFound()
	}
}

// userRules is how a user is synced under every rule in effect. The server has
// no users, so all ids of users are good, and every user is under every rule.
func userRules(c *call) ([]item, error) {
	var items []item
	for _, rule := range c.inEffect() {
		items = append(items, item{rule.text("id"), c.status(rule)})
	}
	return items, nil
}

// userStores is how a user is synced to the target of every rule in effect.
func userStores(c *call) ([]item, error) {
	var items []item
	for _, rule := range c.inEffect() {
		items = append(items, item{rule.id("targetStore"), c.status(rule).without("rule")})
	}
	return items, nil
}

// groupRules is how a group is synced under the rules in effect that list it.
func groupRules(c *call) ([]item, error) {
	var items []item
	for _, rule := range c.inEffect() {
		if slices.ContainsFunc(rule.objects("groups"), sameID(c.first())) {
			items = append(items, item{rule.text("id"), c.status(rule)})
		}
	}
	return items, nil
}

// ruleGroups is how the groups that a rule lists are synced, once it is in effect.
func ruleGroups(c *call) ([]item, error) {
	rule, err := c.find(rules.name, c.first())
	var items []item
	for _, group := range rule.objects("groups") {
		if c.syncedAt(rule) != "" {
			items = append(items, item{group.text("id"), c.status(rule)})
		}
	}
	return items, err
}

// inEffect returns the rules that are in effect.
func (c *call) inEffect() []object {
	return slices.DeleteFunc(c.state.all(rules.name, c.environment), func(rule object) bool { return c.syncedAt(rule) == "" })
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
