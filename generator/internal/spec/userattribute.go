package spec

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// userAttributesField returns a field that is an object of user attributes by key.
func userAttributesField(name string, fields []field[UserAttribute], to func(*Abilities) *UserAttributes) field[Abilities] {
	return field[Abilities]{name: name, read: func(r *reader, n *node.Node, a *Abilities) {
		list := to(a)
		if !r.want(n, node.Object) || !r.checkLength(n, maxAttributes) {
			return
		}
		for _, m := range n.Members {
			a := UserAttribute{At: m.Place()}
			if readObject(r, m.Value, fields, &a) {
				r.checkUserKey(m, &a)
				r.checkUserAttribute(m.Value, &a)
				*list = append(*list, &a)
			}
		}
		slices.SortFunc(*list, func(a, b *UserAttribute) int { return cmp.Compare(a.Key, b.Key) })
	}}
}

func readDefault(r *reader, n *node.Node, a *UserAttribute) {
	switch n.Kind {
	case node.Text:
		a.DefaultValue = n.Text
	case node.Boolean:
		a.DefaultValue = n.Text == "true"
	case node.Number:
		value, ok := wholeNumber(n.Text)
		if !ok {
			r.Report(ruleValueInvalid, n.Place(), "defaultValue must be a whole number of 64 bits if it is a number")
			return
		}
		a.DefaultValue = value
	case node.Null, node.Object, node.Array:
		r.Report(ruleWrongKind, n.Place(), "defaultValue is %s; it must be a string, a boolean or a number", n.Kind)
	}
}

// checkUserKey sets the key of a user attribute to the name of its member. The member
// "key", if present, must be equal.
func (r *reader) checkUserKey(m node.Member, a *UserAttribute) {
	if n := m.Value.Get("key"); n == nil {
		r.Report(ruleMemberAssumed, m.Value.Missing("key"), "key is missing; the name of the member is taken")
	} else if n.Kind == node.Text && n.Text != m.Name {
		r.Report(ruleKeyMismatch, n.Place(), "the key is not the name of the member, %s; they must be equal", node.Quote(m.Name))
	}
	a.Key = m.Name
	if a.Key == "" {
		r.Report(ruleKeyInvalid, m.Place(), "the key is empty")
	}
	if c, at, bad := firstRune(a.Key, show.IsControl); bad {
		r.Report(ruleKeyInvalid, m.Place(), "the key has %s as character %d; control, bidirectional and zero-width characters may not be in a key", runeName(c), at)
	}
	if c, _, odd := firstRune(a.Key, isSymbol); odd {
		r.Report(ruleUnusual, m.Place(), "the key has %s, which is no letter, digit or ASCII character", runeName(c))
	}
	if !norm.NFC.IsNormalString(a.Key) {
		r.Report(ruleCombining, m.Place(), "the key %s is not in Unicode normal form C; another key may look the same", node.Quote(a.Key))
	}
}

// checkUserAttribute compares the members of a with each other.
func (r *reader) checkUserAttribute(n *node.Node, a *UserAttribute) {
	if t := n.Get("type"); t != nil && t.Kind == node.Text && a.Type != "STRING" && a.Type != "BOOLEAN" {
		r.Report(ruleTypeUnknown, t.Place(), "the type is neither STRING nor BOOLEAN; it is kept as text")
	}
	r.checkOrder(n, "minLength", a.MinLength, "maxLength", a.MaxLength)
	r.checkOrder(n, "minNumberOfValues", a.MinNumberOfValues, "maxNumberOfValues", a.MaxNumberOfValues)
	if a.MaxNumberOfValues != nil && *a.MaxNumberOfValues == 0 {
		r.Report(ruleUnusual, n.Get("maxNumberOfValues").Place(), "maxNumberOfValues is 0, so that the attribute can hold no value")
	}
	if a.Type == "BOOLEAN" && (a.MinLength != nil || a.MaxLength != nil) {
		r.Report(ruleUnusual, n.Place(), "minLength and maxLength mean nothing for a BOOLEAN")
	}
	if a.RequiredOnCreate && !a.Creatable {
		r.Report(ruleUnusual, n.Place(), "the attribute is required on create but not creatable")
	}
	r.checkDefault(n.Get("defaultValue"), a)
	if _, flag := a.DefaultValue.(bool); a.Sensitive && a.DefaultValue != nil && !flag {
		r.Report(RuleSecretDefault, n.Get("defaultValue").Place(), "the attribute is sensitive; its default is left out, since it may be a secret")
		a.DefaultValue = nil
	}
}

func (r *reader) checkOrder(n *node.Node, low string, lowest *int64, high string, highest *int64) {
	if lowest != nil && highest != nil && *lowest > *highest {
		r.Report(ruleContradiction, n.Get(low).Place(), "%s is greater than %s, so that no value is valid", low, high)
	}
}

func (r *reader) checkDefault(n *node.Node, a *UserAttribute) {
	switch value := a.DefaultValue.(type) {
	case string:
		length := int64(utf8.RuneCountInString(value))
		if a.MaxLength != nil && length > *a.MaxLength || a.MinLength != nil && length < *a.MinLength {
			r.Report(ruleContradiction, n.Place(), "defaultValue is not as long as minLength and maxLength allow")
		}
		if a.Type == "BOOLEAN" {
			r.Report(ruleUnusual, n.Place(), "defaultValue is a string, but the type is BOOLEAN")
		}
	case bool:
		if a.Type == "STRING" {
			r.Report(ruleUnusual, n.Place(), "defaultValue is a boolean, but the type is STRING")
		}
	}
}
