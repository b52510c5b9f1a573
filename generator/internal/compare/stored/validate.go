package stored

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// becomesInvalid returns what is wrong with a configuration under new and was not
// under old.
func becomesInvalid(old, new *model.Connector, values map[string]any) []Problem {
	switch {
	case new == nil:
		return []Problem{{"", "connector", "the connector was removed"}}
	case old == nil:
		_, after := check(new, "", values)
		return after
	}
	profile, _ := check(old, "", values)
	if profile == "" {
		profile, _ = check(new, "", values)
	}
	_, before := check(old, profile, values)
	_, after := check(new, profile, values)
	return slices.DeleteFunc(append(lost(old, new, profile, values), after...), func(p Problem) bool {
		return slices.ContainsFunc(before, func(q Problem) bool { return p.Key == q.Key && p.Rule == q.Rule })
	})
}

// lost returns what the configuration uses and new no longer has.
func lost(old, new *model.Connector, profile string, values map[string]any) []Problem {
	if profile != "" && old.Metadata.Profile(profile) != nil && new.Metadata.Profile(profile) == nil && new.Selector != nil {
		return []Problem{{new.Metadata.Selector, "profile", "the profile that it selects was removed"}}
	}
	var list []Problem
	for _, a := range attributes(old, profile) {
		known := slices.ContainsFunc(attributes(new, profile), func(b *model.Attribute) bool { return a.Key == b.Key })
		if !known && !blank(values[a.Key]) {
			list = append(list, Problem{a.Key, "removed", "is set and was removed"})
		}
	}
	return list
}

// attributes returns what can be set in a profile or, if it is not known, in all.
func attributes(c *model.Connector, profile string) []*model.Attribute {
	if c.Selector == nil {
		if len(c.Metadata.Profiles) == 0 {
			return nil
		}
		return c.Metadata.Profiles[0].Attributes
	}
	if p := c.Metadata.Profile(profile); p != nil && profile != "" {
		return p.Attributes
	}
	return append(slices.Clone(c.Fields), c.Selector.Attribute)
}

// check returns the profile of a configuration, and what is wrong with it as one
// of c. If the configuration does not select a profile, it has the given one or,
// for "", the one that follows from its keys.
func check(c *model.Connector, profile string, values map[string]any) (string, []Problem) {
	given := encodable(values)
	var list []Problem
	if c.Selector != nil {
		key := c.Selector.Key
		switch selected := given[key]; {
		case blank(selected):
			given[key] = profile
		case !c.Selector.Kind.Fits(selected):
			list = append(list, Problem{key, "kind", "is not a string"})
			given[key] = profile
		}
	}
	decoded, err := decode(c, given)
	wrong, _ := errors.AsType[connector.Errors](err)
	if len(wrong) > 0 { // nothing else was checked: look again without these values
		for _, e := range wrong {
			given[e.Key] = standIns[cmp.Or(e.Values...)]
		}
		decoded, err = decode(c, given)
	}
	if err != nil {
		return "", []Problem{{"", "kind", "is not a configuration"}}
	}
	broken, _ := errors.AsType[connector.Errors](decoded.Validate())
	for _, e := range slices.Concat(wrong, broken) {
		said := slices.ContainsFunc(list, func(p Problem) bool { return p.Key == e.Key })
		if !said && !isHidden(c.Attribute(e.Key), values[e.Key]) {
			list = append(list, Problem{e.Key, string(e.Rule), message(e)})
		}
	}
	return decoded.Profile(), list
}

func decode(c *model.Connector, values map[string]any) (*metadata.Configuration, error) {
	data, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	return validate.DecodeStored(c, data)
}

// standIns are values of the kinds that errors of the runtime name.
var standIns = map[string]any{"string": "x", "boolean": true, "integer": 1, "number": 1}

// encodable returns a copy of values in which lists, objects and what JSON does
// not have are empty lists, since no attribute takes any of these.
func encodable(values map[string]any) map[string]any {
	values = maps.Clone(values)
	for key, value := range values {
		_, err := json.Marshal(value)
		switch value.(type) {
		case nil, string, bool, int, int64, float64:
		default:
			err = errors.ErrUnsupported
		}
		if err != nil {
			values[key] = []any{}
		}
	}
	return values
}

// isHidden reports whether value, of the attribute a, is a secret or stands in
// the place of a value that is not shown. It counts as valid then.
func isHidden(a *model.Attribute, value any) bool {
	text, _ := value.(string)
	return !blank(value) && (a != nil && a.Sensitive || connector.NewSecret(text).IsMask())
}

// blank reports whether value is as good as missing.
func blank(value any) bool { return value == nil || value == "" }

// message says what an error of the runtime means for a stored value.
func message(e *connector.FieldError) string {
	if e.Rule == connector.RuleRequired {
		return "is required and missing"
	}
	if e.Rule == connector.RuleEnumeration {
		return "is none of the values that are accepted"
	}
	return "is not a " + cmp.Or(e.Values...)
}
