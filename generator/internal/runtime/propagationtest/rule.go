package propagationtest

import "encoding/json"

// rules say who is provisioned from one store to another.
var rules = kind{
	name:     "rules",
	dated:    true,
	fixed:    []string{"plan", "sourceStore", "targetStore", "parentRule"},
	defaults: object{{"active", json.RawMessage("false")}, {"deprovision", json.RawMessage("false")}},
	links:    []string{"self", "create", "update", "delete"},
	check:    checkRule,
}

// checkRule checks what a rule refers to, and that it can be active if it is to be.
func checkRule(c *call, next, prior object) []detail {
	var wrong []detail
	for _, r := range []struct{ member, kind string }{
		{"plan", "plans"}, {"sourceStore", "stores"}, {"targetStore", "stores"},
	} {
		wrong = append(wrong, c.checkReference(next, r.member, r.kind, true)...)
	}
	wrong = append(wrong, c.checkReference(next, "parentRule", "rules", false)...)
	if len(wrong) > 0 {
		return wrong
	}
	source, target := c.storeType(next, "sourceStore"), c.storeType(next, "targetStore")
	if source != directoryType && target != pingOneType {
		wrong = append(wrong, constraint("sourceStore", "The source of an outbound rule must be a store of type directory, the target of an inbound rule one of type PingOne."))
	}
	if next.flag("active") {
		wrong = append(wrong, c.checkActive(prior)...)
		wrong = append(wrong, checkLDAP(next.object("configuration"), source, target)...)
	}
	return append(wrong, checkWriteback(next)...)
}

// checkReference checks that a member refers to a resource that is there.
func (c *call) checkReference(o object, name, kind string, needed bool) []detail {
	switch id := o.id(name); {
	case o.get(name) == nil && !needed:
		return nil
	case id == "":
		return []detail{required(name + ".id")}
	default:
		if _, found := c.state.find(kind, c.environment, id); !found {
			return []detail{{Code: "INVALID_VALUE", Target: name + ".id", Message: "There is no such resource in this environment."}}
		}
		return nil
	}
}

func (c *call) storeType(rule object, name string) string {
	o, _ := c.state.find("stores", c.environment, rule.id(name))
	return o.text("type")
}

// checkActive refuses a rule without mappings, which a new one always is.
func (c *call) checkActive(prior object) []detail {
	if prior != nil && len(c.state.referring("mappings", c.environment, "rule", prior.text("id"))) > 0 {
		return nil
	}
	return []detail{constraint("active", "The rule needs mappings before it can be active.")}
}

// checkLDAP checks that a rule says where in a directory the entries are.
func checkLDAP(configuration object, source, target string) []detail {
	var needed []string
	if source == ldapType {
		needed = append(needed, "USERS_BASE_DN")
	}
	if target == ldapType {
		needed = append(needed, "BASE_DN", "RDN_ATTRIBUTE")
	}
	var wrong []detail
	for _, key := range needed {
		if configuration.text(key) == "" {
			wrong = append(wrong, required("configuration."+key))
		}
	}
	return wrong
}

// checkWriteback refuses what a rule that writes back cannot have.
func checkWriteback(o object) []detail {
	var wrong []detail
	for _, name := range []string{"populationExpression", "groups", "populations"} {
		if o.get("parentRule") != nil && o.get(name) != nil {
			wrong = append(wrong, constraint(name, "A rule with a parent rule cannot have it."))
		}
	}
	return wrong
}

// mappings say how an attribute of the target gets its value.
var mappings = kind{
	name:  "mappings",
	dated: true,
	fixed: []string{"rule"},
	links: []string{"self", "update", "delete"},
	check: checkMapping,
}

// checkMapping checks that a mapping has one source, and on replacement names its rule.
func checkMapping(c *call, next, prior object) []detail {
	var wrong []detail
	if prior != nil && c.body.get("rule") == nil {
		wrong = append(wrong, required("rule.id"))
	}
	if (next.text("sourceAttribute") == "") == (next.text("expression") == "") {
		wrong = append(wrong, constraint("sourceAttribute", "Exactly one of sourceAttribute and expression must be there."))
	}
	return wrong
}
