package compare

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

func users(c *model.Connector) map[string]*spec.UserAttribute {
	if c.Metadata.Capture == nil {
		return nil
	}
	return targets(c.Metadata.Capture.UserAttributes)
}

func groups(c *model.Connector) map[string]*spec.UserAttribute {
	if c.Metadata.Capture == nil {
		return nil
	}
	return targets(c.Metadata.Capture.GroupAttributes)
}

func targets(list []*spec.UserAttribute) map[string]*spec.UserAttribute {
	m := make(map[string]*spec.UserAttribute, len(list))
	for _, a := range list {
		m[a.Key] = a
	}
	return m
}

// users compares the attributes of users or groups of the target. In a first
// capture, required attributes are not reported as newly required, because it
// reveals facts and does not change them.
func (c *comparison) users(what string, old, new map[string]*spec.UserAttribute) {
	first := c.old.Metadata.Capture == nil
	for _, key := range keysOf(old, new) {
		subject := "the " + what + " attribute " + key
		was, is := old[key], new[key]
		switch {
		case is == nil:
			c.addAt(change.UserRemoved, subject, "", was.At, c.new.At)
		case was == nil && is.RequiredOnCreate && !first:
			c.addAt(change.UserAddedNeeded, subject, "", c.old.At, is.At)
		case was == nil:
			c.addAt(change.UserAdded, subject, "", c.old.At, is.At)
		default:
			c.user(subject, was, is)
		}
	}
}

// user compares two versions of an attribute of the target.
func (c *comparison) user(subject string, old, new *spec.UserAttribute) {
	add := func(rule change.Rule, detail string) { c.addAt(rule, subject, detail, old.At, new.At) }
	if old.Type != new.Type || old.AttributeType != new.AttributeType {
		add(change.UserType, fmt.Sprintf("%s before, %s now", show.List([]string{old.Type}, maxListed), show.List([]string{new.Type}, maxListed)))
	}
	flags(userFlags, old, new, add)
	bounds(old.MinLength, old.MaxLength, new.MinLength, new.MaxLength, change.UserLengthShrank, change.UserLengthGrew, add)
	bounds(old.MinNumberOfValues, old.MaxNumberOfValues, new.MinNumberOfValues, new.MaxNumberOfValues, change.UserNumberShrank, change.UserNumberGrew, add)
	if !reflect.DeepEqual(old.DefaultValue, new.DefaultValue) {
		add(change.UserDefault, "")
	}
	if !slices.Equal(old.ReferenceAttribute, new.ReferenceAttribute) {
		add(change.UserReference, "")
	}
	if old.DisplayName != new.DisplayName {
		add(change.UserText, "")
	}
}

// userFlags are the flags of an attribute of the target.
var userFlags = []flag[spec.UserAttribute]{
	{func(a *spec.UserAttribute) bool { return a.RequiredOnCreate }, change.UserRequiredOnCreate, change.UserOptionalOnCreate, ""},
	{func(a *spec.UserAttribute) bool { return a.RequiredOnUpdate }, change.UserRequiredOnUpdate, change.UserOptionalOnUpdate, ""},
	{func(a *spec.UserAttribute) bool { return a.Creatable }, change.UserWritable, change.UserNotWritable, "on create"},
	{func(a *spec.UserAttribute) bool { return a.Updateable }, change.UserWritable, change.UserNotWritable, "on update"},
	{func(a *spec.UserAttribute) bool { return a.Derived }, change.UserNotWritable, change.UserWritable, "derived from others"},
	{func(a *spec.UserAttribute) bool { return a.Nillable }, change.UserNillable, change.UserNotNillable, ""},
	{func(a *spec.UserAttribute) bool { return a.Unique }, change.UserUnique, change.UserNotUnique, ""},
	{func(a *spec.UserAttribute) bool { return a.Sensitive }, change.UserSensitive, change.UserNotSensitive, ""},
	{func(a *spec.UserAttribute) bool { return a.IsCaseSensitive() }, change.UserCase, change.UserCase, ""},
	{func(a *spec.UserAttribute) bool { return a.DistinguishingAttribute }, change.UserDistinguishing, change.UserNotDistinguishing, ""},
	{func(a *spec.UserAttribute) bool { return a.DefaultedOnCreate }, change.UserDefaulted, change.UserNotDefaulted, ""},
	{func(a *spec.UserAttribute) bool { return a.Ordered }, change.UserOrder, change.UserOrder, ""},
}

// bounds reports whether a range shrank or grew. It can do both, at different ends.
func bounds(oldMin, oldMax, newMin, newMax *int64, shrank, grew change.Rule, add func(rule change.Rule, detail string)) {
	detail := fmt.Sprintf("%s before, %s now", span(oldMin, oldMax), span(newMin, newMax))
	was, is := low(oldMin), low(newMin)
	before, after := high(oldMax), high(newMax)
	if is > was || after < before {
		add(shrank, detail)
	}
	if is < was || after > before {
		add(grew, detail)
	}
}

// unbounded is the upper end of a range without one.
const unbounded = int64(math.MaxInt64)

func low(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// high returns the upper end of a range. PingOne sends 0 if there is none.
func high(n *int64) int64 {
	if n == nil || *n == 0 {
		return unbounded
	}
	return *n
}

func span(from, to *int64) string {
	if high(to) == unbounded {
		return fmt.Sprintf("%d or more", low(from))
	}
	return fmt.Sprintf("%d to %d", low(from), *to)
}
