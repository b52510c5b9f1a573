package propagationtest

import (
	"net/http"
	"net/url"
	"strings"
)

// A call is a request for an operation, while the state is locked.
type call struct {
	*Server
	operation   *operation
	environment string
	ids         []string // of the path, after the environment
	query       url.Values
	body        object
	base        string // address of the environment
	path        string // address of the request, without the query
	now         string
	most        int // elements on a page
}

// A behavior does what an operation is for.
type behavior func(*call) (result, error)

// A result is what a success answers with.
type result struct {
	body     any    // nil if there is none
	location string // address of what was created, or ""
}

// behaviors are the operations that the server knows, by operationId.
var behaviors = map[string]behavior{
	"stores":          list(stores, ""),
	"createStore":     create(stores, ""),
	"store":           read(stores),
	"replaceStore":    replace(stores),
	"deleteStore":     remove(stores),
	"checkConnection": checkConnection,
	"storeMetadata":   storeMetadata,

	"plans":       list(plans, ""),
	"createPlan":  create(plans, ""),
	"plan":        read(plans),
	"replacePlan": replace(plans),
	"deletePlan":  remove(plans),

	"rules":          list(rules, ""),
	"planRules":      list(rules, "plan"),
	"createRule":     create(rules, ""),
	"createPlanRule": create(rules, "plan"),
	"rule":           read(rules),
	"replaceRule":    replace(rules),
	"deleteRule":     remove(rules),

	"mappings":       list(mappings, "rule"),
	"createMapping":  create(mappings, "rule"),
	"mapping":        read(mappings),
	"replaceMapping": replace(mappings),
	"deleteMapping":  remove(mappings),

	"createRevision": createRevision,
	"latestRevision": latestRevision,
	"revision":       read(revisions),

	"userSyncedRules":  statuses(userRules),
	"userSyncedRule":   status(userRules),
	"groupSyncedRules": statuses(groupRules),
	"groupSyncedRule":  status(groupRules),
	"ruleSyncedGroups": statuses(ruleGroups),
	"ruleSyncedGroup":  status(ruleGroups),
	"userSyncedStores": statuses(userStores),
	"userSyncedStore":  status(userStores),

	"importGroups": importGroups,
}

// last returns the last id of the path, which is that of the resource, or of
// the owner of a collection.
func (c *call) last() string { return c.id(len(c.ids) - 1) }

// first returns the first id of the path.
func (c *call) first() string { return c.id(0) }

func (c *call) id(i int) string {
	if len(c.ids) == 0 {
		return ""
	}
	return c.ids[i]
}

// find returns a resource of the environment.
func (c *call) find(kind, id string) (object, error) {
	o, found := c.state.find(kind, c.environment, id)
	if !found {
		return nil, notFound()
	}
	return o, nil
}

// newID returns the id of the next resource.
func (c *call) newID() string {
	c.state.serial++
	return uuid(c.seed, resourceIDs, c.state.serial)
}

// href returns the address of a resource below /propagation, or of a collection.
func (c *call) href(path ...string) string {
	return c.base + "/propagation/" + strings.Join(path, "/")
}

// self returns the address of the request with another query.
func (c *call) self(query url.Values) string {
	if len(query) == 0 {
		return c.path
	}
	return c.path + "?" + query.Encode()
}

// do answers a call. The state is as it was before if the answer is a problem.
func (s *Server) do(c *call, behave behavior) answer {
	s.state.begin()
	result, err := behave(c)
	if err == nil && s.stateFile != "" && c.operation.method != http.MethodGet {
		err = s.state.save(s.stateFile)
	}
	if err != nil {
		s.state.undo()
		return s.refuse(err)
	}
	a := newAnswer(c.operation.status, result.body)
	if result.location != "" {
		a.header.Set("Location", result.location)
	}
	return a
}
