package metadata

import (
	"sort"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// CheckMappings checks the mappings of a rule whose target is a store of the
// connector that m describes. It takes the target attribute of every mapping,
// and returns [connector.Errors] sorted by key and rule, or nil. The rules: an
// attribute must exist ([connector.RuleUnknown]), be creatable or updateable
// ([connector.RuleReadOnly]), have at most one mapping ([connector.RuleDuplicate]), and
// have one if it is required on create ([connector.RuleUnmapped]).
//
// If m has no user attributes, nothing is known of them and CheckMappings returns nil.
func CheckMappings(m connector.Metadata, targets ...string) error {
	if len(m.UserAttributes) == 0 {
		return nil
	}
	var errs connector.Errors
	report := func(key string, rule connector.Rule) {
		errs = append(errs, &connector.FieldError{StoreType: m.StoreType, Key: key, Rule: rule})
	}
	mapped := make(map[string]int)
	for _, target := range targets {
		mapped[target]++
	}
	known := make(map[string]bool)
	for _, a := range m.UserAttributes {
		known[a.Key] = true
		switch {
		case mapped[a.Key] == 0 && a.RequiredOnCreate:
			report(a.Key, connector.RuleUnmapped)
		case mapped[a.Key] > 0 && !a.Creatable && !a.Updateable:
			report(a.Key, connector.RuleReadOnly)
		}
	}
	for target, n := range mapped {
		if n > 1 {
			report(target, connector.RuleDuplicate)
		}
		if !known[target] {
			report(target, connector.RuleUnknown)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	sort.Slice(errs, func(i, j int) bool {
		if errs[i].Key != errs[j].Key {
			return errs[i].Key < errs[j].Key
		}
		return errs[i].Rule < errs[j].Rule
	})
	return errs
}
