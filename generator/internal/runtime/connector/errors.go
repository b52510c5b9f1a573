package connector

import (
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Rule is what a configuration, or the mappings of a rule, must keep to.
type Rule string

// The rules for configurations.
const (
	RuleRequired    Rule = "required"    // the attribute must have a value
	RuleEnumeration Rule = "enumeration" // the value must be one of FieldError.Values
	RuleKind        Rule = "kind"        // the JSON value must be of the kind FieldError.Values names
	RuleMask        Rule = "mask"        // a mask cannot be sent in the place of a secret
	RuleEncoding    Rule = "encoding"    // text must be valid UTF-8
	RuleOwnProfile  Rule = "own-profile" // OtherProfile is not for a method with a profile of its own
)

// The rules for mappings, which CheckMappings of package metadata reports.
const (
	RuleUnknown   Rule = "unknown"   // the target must be an attribute of users
	RuleReadOnly  Rule = "read-only" // the target must be creatable or updateable
	RuleUnmapped  Rule = "unmapped"  // what is required on create must be mapped
	RuleDuplicate Rule = "duplicate" // a target can have one mapping only
)

// problems are the rules in words. Those that are not here depend on the values.
var problems = [...]struct {
	rule Rule
	text string
}{
	{RuleRequired, "is required"},
	{RuleMask, "holds the mask of a secret; it must be the secret itself"},
	{RuleEncoding, "must be valid UTF-8"},
	{RuleOwnProfile, "names a method that has a profile of its own; use that profile"},
	{RuleUnknown, "is not a user attribute of the connector"},
	{RuleReadOnly, "must be creatable or updateable to be mapped"},
	{RuleUnmapped, "is required on create and must be mapped"},
	{RuleDuplicate, "must be mapped only once"},
}

// A FieldError says which attribute breaks which rule. It never holds the value.
type FieldError struct {
	StoreType string   // store type, such as "Zoom"
	Key       string   // key of the attribute, such as "SCIM_URL"
	Rule      Rule     // what it does not keep to
	Values    []string // what would be accepted, if Rule is Enumeration or Kind
}

// Error returns a text such as "Zoom: SCIM_URL is required".
func (e *FieldError) Error() string {
	return codec.Printable(e.StoreType) + ": " + codec.Printable(e.Key) + " " + e.problem()
}

// problem returns the rule in words.
func (e *FieldError) problem() string {
	for _, p := range problems {
		if p.rule == e.Rule {
			return p.text
		}
	}
	switch e.Rule {
	case RuleEnumeration:
		return "must be " + alternatives(e.Values)
	case RuleKind:
		return "must be a " + strings.Join(e.Values, " or a ")
	}
	return "breaks the rule " + codec.Printable(string(e.Rule))
}

// alternatives returns `"a", "b" or "c"`.
func alternatives(values []string) string {
	var b strings.Builder
	for i, value := range values {
		switch {
		case i == 0:
		case i == len(values)-1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(strconv.Quote(value))
	}
	return b.String()
}

// Errors is all that is wrong with a configuration, or with the mappings of a rule.
// [errors.As] finds its elements. They must not be changed: an element may be
// shared by all errors that say the same.
type Errors []*FieldError

// Error returns the texts of all elements, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the elements.
func (e Errors) Unwrap() []error {
	errs := make([]error, len(e))
	for i, err := range e {
		errs[i] = err
	}
	return errs
}
