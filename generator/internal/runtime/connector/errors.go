package connector

import (
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Rule names a check that a configuration, or the mappings of a rule, did not pass.
type Rule string

// The rules for configurations.
const (
	RuleRequired     Rule = "required"      // the attribute must have a value
	RuleEnumeration  Rule = "enumeration"   // the value must be one of FieldError.Values
	RuleKind         Rule = "kind"          // the JSON value must be of the kind FieldError.Values names
	RuleField        Rule = "field"         // Extra cannot hold it, since there is a field for it
	RuleUnknownKey   Rule = "unknown-key"   // it must be an attribute; FieldError.Values has the nearest, if one is near
	RuleOtherProfile Rule = "other-profile" // it must belong to the profile; FieldError.Values names those that have it
	RuleMask         Rule = "mask"          // a mask cannot be sent in the place of a secret
	RuleEncoding     Rule = "encoding"      // text must be valid UTF-8
	RuleCredentials  Rule = "credentials"   // a URL in it must not have a user, a password or another secret; [Wire] sends it nevertheless
	RuleOwnProfile   Rule = "own-profile"   // OtherProfile must not name a profile that has a type
)

// The rules for mappings, which CheckMappings of package metadata reports.
const (
	RuleUnknown   Rule = "unknown"   // the target must be an attribute of users
	RuleReadOnly  Rule = "read-only" // the target must be creatable or updateable
	RuleUnmapped  Rule = "unmapped"  // what is required on create must be mapped
	RuleDuplicate Rule = "duplicate" // a target can have one mapping only
)

// A FieldError says which attribute breaks which rule. It never holds the value.
type FieldError struct {
	StoreType string   // such as "Zoom"
	Profile   string   // that has the attribute and that others with it do not share, such as "OAuth Bearer Token"; or ""
	Key       string   // key of the attribute, such as "SCIM_URL"
	Rule      Rule     // the rule that is broken
	Values    []string // what would be accepted; the constants of Rule say where
}

// Error returns a text such as "Zoom: SCIM_URL is required", or with the profile
// "Zoom (OAuth Bearer Token): OAUTH_CLIENT_ID is required".
func (e *FieldError) Error() string {
	where := codec.Printable(e.StoreType)
	if e.Profile != "" {
		where += " (" + codec.Printable(e.Profile) + ")"
	}
	return where + ": " + codec.Printable(e.Key) + " " + e.problem()
}

// problem returns the rule in words.
func (e *FieldError) problem() string {
	switch e.Rule {
	case RuleRequired:
		return "is required"
	case RuleEnumeration:
		return "must be " + alternatives(e.Values)
	case RuleField:
		return "has a field of its own, and cannot be in Extra"
	case RuleMask:
		return "holds the mask of a secret; send the secret itself, as connector.Merge or catalog.Merge takes it from what was sent before"
	case RuleEncoding:
		return "must be valid UTF-8"
	case RuleKind:
		return "must be a " + strings.Join(e.Values, " or a ")
	case RuleCredentials:
		return "has a user, a password or another secret in a URL; they do not belong there, since attributes for secrets are kept from sight and this one is not"
	case RuleOwnProfile:
		return "names a profile that has a type of its own; use that type"
	case RuleUnknownKey:
		return "is no attribute of the connector" + nearest(e.Values)
	case RuleOtherProfile:
		return "belongs to " + alternatives(e.Values)
	case RuleUnknown:
		return "is not a user attribute of the connector"
	case RuleReadOnly:
		return "must be creatable or updateable to be mapped"
	case RuleUnmapped:
		return "is required on create and must be mapped"
	case RuleDuplicate:
		return "must be mapped only once"
	}
	return "breaks the rule " + codec.Printable(string(e.Rule))
}

// nearest returns what to add to a text about a name that is not known, if there
// is a name that is near.
func nearest(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; the nearest is " + codec.Printable(names[0])
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

// Errors lists everything that is wrong with a configuration, or with the mappings
// of a rule. [errors.As] finds its elements. Do not change them, because
// errors share them.
type Errors []*FieldError

// Error returns the texts of all elements, one on each line.
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
