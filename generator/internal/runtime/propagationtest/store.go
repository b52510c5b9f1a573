package propagationtest

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// Store types that the rules of the API name.
const (
	directoryType = "directory"
	pingOneType   = "PingOne"
	ldapType      = "LdapGateway"
)

// stores are the resources that rules connect.
var stores = kind{
	name:     "stores",
	dated:    true,
	fixed:    []string{"type"},
	defaults: object{{"image", json.RawMessage("{}")}, {"status", json.RawMessage(`"INACTIVE"`)}},
	links:    []string{"self", "update", "delete"},
	check:    checkStore,
	inUse:    storeInUse,
	listed:   withSyncStatus,
}

// checkStore checks the type of a store, and its configuration by the rules that
// generated code has for it, taken from metadata.
func checkStore(c *call, next, _ object) []detail {
	storeType := next.text("type")
	m, known := c.api.metadata(storeType)
	switch {
	case next.get("type") == nil:
		return []detail{required("type")}
	case !known:
		return []detail{{
			Code: "INVALID_VALUE", Target: "type", Message: "There is no such type of store.",
			InnerError: map[string]any{"allowedValues": c.api.types},
		}}
	}
	configuration, err := connector.NewObject(storeType, next.get("configuration"))
	if err != nil {
		return detailsOf(err)
	}
	decoded, err := metadata.Decode(m, configuration.Received())
	if err != nil {
		return detailsOf(err)
	}
	return append(checkSelector(m, next.object("configuration")), detailsOf(decoded.Validate())...)
}

// checkSelector checks the attribute that selects the profile. The rules for what
// was received let any value pass, and none: the API may know more profiles. This
// server does not. It takes keys that nobody knows.
func checkSelector(m connector.Metadata, configuration object) []detail {
	if m.Selector == "" || len(m.Profiles) == 0 {
		return nil
	}
	attributes := m.Profiles[0].Attributes
	i := slices.IndexFunc(attributes, func(a connector.Attribute) bool { return a.Key == m.Selector })
	if i < 0 {
		return nil
	}
	switch a, value := attributes[i], configuration.text(m.Selector); {
	case value == "" && a.Required:
		return []detail{required("configuration." + a.Key)}
	case value != "" && !a.Open && !slices.Contains(a.PossibleValues, value):
		return detailsOf(connector.Errors{{StoreType: m.StoreType, Key: a.Key, Rule: connector.RuleEnumeration, Values: a.PossibleValues}})
	}
	return nil
}

// storeInUse names the rules that a store is the source or the target of.
func storeInUse(c *call, id string) []detail {
	var rules []string
	for _, rule := range c.state.rulesWith(c.environment, id) {
		rules = append(rules, rule.text("id"))
	}
	if rules == nil {
		return nil
	}
	d := constraint("id", "A rule refers to the store. Delete the rule first.")
	d.InnerError = map[string]any{"referencedValues": rules}
	return []detail{d}
}

// withSyncStatus returns a store as the list shows it: once a rule with the
// store is in effect, with the status of its sync. There are no users to sync.
func withSyncStatus(c *call, o object) object {
	id := o.text("id")
	for _, rule := range c.state.rulesWith(c.environment, id) {
		if at := c.syncedAt(rule.object); at != "" {
			return o.with("syncStatus", object(nil).
				with("syncState", "SYNCING").
				with("lastSyncAt", at).
				with("userTotal", 0).
				with("successCount", 0).
				with("failedCount", 0).
				with("failedDeprovisionCount", 0))
		}
	}
	return o
}

// checkConnection checks the store that is sent, and keeps nothing. Every store
// that is valid can be connected to.
func checkConnection(c *call) (result, error) {
	return result{}, invalid(checkStore(c, c.body, nil))
}

// storeMetadata answers with what there is to know of a store type: what was
// captured, else what is documented. It is the same whatever the configuration.
func storeMetadata(c *call) (result, error) {
	storeType := c.last()
	m, known := c.api.metadata(storeType)
	if !known {
		return result{}, notFound()
	}
	if storeType == ldapType && c.body.text("LDAP_TYPE") == "" {
		return result{}, invalid([]detail{required("LDAP_TYPE")})
	}
	self := object(nil).with("self", link(c.self(nil)))
	var captured object
	if json.Unmarshal([]byte(c.api.capture(storeType)), &captured) == nil {
		return result{body: captured.with("_links", self)}, nil
	}
	return result{body: describe(m).with("_links", self)}, nil
}

// sensitive reports whether an attribute of a store's configuration is a secret
// in any profile.
func (a *api) sensitive(storeType, key string) bool {
	m, _ := a.metadata(storeType)
	return slices.ContainsFunc(m.Profiles, func(p connector.Profile) bool {
		return slices.ContainsFunc(p.Attributes, func(x connector.Attribute) bool { return x.Key == key && x.Sensitive })
	})
}

// The plan of an environment owns its rules.
var plans = kind{
	name:     "plans",
	defaults: object{{"status", json.RawMessage(`"INACTIVE"`)}},
	links:    []string{"self", "update", "delete"},
	check:    func(*call, object, object) []detail { return nil },
	conflict: onePlan,
}

// onePlan refuses a second plan.
func onePlan(c *call) error {
	existing := c.state.all("plans", c.environment)
	if len(existing) == 0 {
		return nil
	}
	return newProblem(http.StatusConflict, "The request conflicts with a resource that exists.", detail{
		Code: "UNIQUENESS_VIOLATION", Target: "environment", Message: "The environment has an existing plan.",
		InnerError: map[string]any{"existingId": existing[0].text("id")},
	})
}
