package connector

import (
	"math/bits"
	"strconv"
	"strings"
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
	return printable(e.StoreType) + ": " + printable(e.Key) + " " + e.problem()
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
	return "breaks the rule " + printable(string(e.Rule))
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

// printable returns key, quoted if it is empty or not fit to be printed.
func printable(key string) string {
	if quoted := strconv.Quote(key); key == "" || len(quoted) != len(key)+2 {
		return quoted
	}
	return key
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

// err returns e, or nil if e is empty.
func (e Errors) err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// A Check is what a generated Validate method reports if something is not as it must be.
type Check = FieldError

// Bit returns the n-th bit if failed is true, and else 0.
func Bit(failed bool, n uint) uint64 {
	var bit uint64
	if failed {
		bit = 1
	}
	return bit << n
}

// Report returns the checks that failed as [Errors], or nil if none did.
// Bit i of word w of failed stands for checks[64*w+i].
// The elements are checks itself where its Connector is set, and else copies for
// the connector given.
func Report(connector string, checks []Check, failed []uint64) error {
	for _, word := range failed {
		if word != 0 {
			return report(connector, checks, failed)
		}
	}
	return nil
}

// report is Report if there is something to report. It stands alone so that
// Report is inlined where all is well. It points to checks: copies would cost
// more than all else.
//
//go:noinline
func report(connector string, checks []Check, failed []uint64) error {
	n := 0
	for _, word := range failed {
		n += bits.OnesCount64(word)
	}
	errs := make(Errors, 0, n)
	for i, word := range failed {
		for ; word != 0; word &= word - 1 {
			check := &checks[64*i+bits.TrailingZeros64(word)]
			if check.StoreType == "" {
				check = &FieldError{connector, check.Key, check.Rule, check.Values}
			}
			errs = append(errs, check)
		}
	}
	return errs
}
