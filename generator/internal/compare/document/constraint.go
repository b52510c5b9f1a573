package document

import (
	"maps"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
)

// keywords are the constraints that the model does not have.
var keywords = []string{
	"pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
	"multipleOf", "minItems", "maxItems", "uniqueItems", "not", "readOnly", "nullable", mandatory,
}

// mandatory is the constraint that a store must have a configuration. It is kept
// under the key everyKey, which stands for the whole configuration.
const (
	mandatory = "required"
	everyKey  = "configuration"
)

// constraints compares the constraints of attributes that the model does not have.
func (c *comparison) constraints() []change.Change {
	was, is := stated(c.old), stated(c.new)
	var list []change.Change
	for _, connector := range slices.Sorted(maps.Keys(was)) {
		for _, key := range slices.Sorted(maps.Keys(was[connector])) {
			before := was[connector][key]
			after, stays := is[connector][key]
			if !stays {
				continue // package compare reports that
			}
			if rule, changed := secretDefault(before, after); changed {
				list = append(list, change.New(rule, change.Document, "").About(connector, key).At(whole(c.oldDoc), whole(c.newDoc)))
			}
			for _, rule := range tighter(before, after) {
				list = append(list, change.New(rule.rule, change.Document, rule.keyword).About(connector, key).At(whole(c.oldDoc), whole(c.newDoc)))
			}
		}
	}
	return list
}

// secretDefault returns the rule for a changed default of a secret. The model does
// not have such a default, because it would be a secret too.
func secretDefault(before, after object) (rule change.Rule, changed bool) {
	was, is := before["default"], after["default"]
	switch {
	case before["format"] != "password" || after["format"] != "password", canonical(was) == canonical(is):
		return change.Rule{}, false
	case was == nil:
		return change.DefaultAdded, true
	case is == nil:
		return change.DefaultRemoved, true
	}
	return change.DefaultChanged, true
}

type tightened struct {
	rule    change.Rule
	keyword string
}

// tighter returns the keywords that were added, changed or removed, with their rules.
func tighter(before, after object) []tightened {
	var list []tightened
	for _, k := range keywords {
		was, had := before[k]
		is, has := after[k]
		loosens := k == "nullable"
		switch {
		case canonical(was) == canonical(is):
		case has && loosens && is == true, !has && had && !loosens, is == false:
			list = append(list, tightened{change.ConstraintRemoved, k})
		default:
			list = append(list, tightened{change.ConstraintAdded, k})
		}
	}
	return list
}

// stated returns the schemas of the attributes by store type and key. The whole
// configuration has the key everyKey.
func stated(doc object) map[string]map[string]object {
	schemas := at(doc, "components", "schemas")
	all := make(map[string]map[string]object)
	mapping := at(schemas, union(schemas), "discriminator", "mapping")
	for connector, ref := range mapping {
		all[connector] = make(map[string]object)
		branch := object{"$ref": ref}
		if configuration, has := properties(schemas, branch, "allOf")[everyKey]; has {
			for key, p := range properties(schemas, configuration, "allOf", "oneOf", "anyOf") {
				all[connector][key] = resolved(schemas, p)
			}
			all[connector][everyKey] = object{mandatory: requires(schemas, branch, everyKey, 0)}
		}
	}
	return all
}

// requires reports whether a schema, or a part of it, requires a property.
func requires(schemas object, v any, key string, depth int) bool {
	s := resolved(schemas, v)
	return slices.Contains(list(s, "required"), any(key)) || depth < maxDepth &&
		slices.ContainsFunc(list(s, "allOf"), func(part any) bool { return requires(schemas, part, key, depth+1) })
}
