package spec

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// The limits of a capture.
const (
	maxStoreType  = 64  // bytes
	maxKey        = 128 // bytes
	maxProfiles   = 200
	maxAttributes = 2000 // a profile
	maxValues     = 2000 // an enumeration, and any other list
)

// KeyProblem says why s cannot be the key of an attribute of a configuration, such as "is empty".
// It returns "" if it can: it is an ASCII letter and up to 127 letters, digits or underscores.
func KeyProblem(s string) string { return identifierProblem(s, "_", maxKey) }

// StoreTypeProblem says why s cannot be a store type, such as "is empty".
// It returns "" if it can: it is an ASCII letter and up to 63 letters or digits.
func StoreTypeProblem(s string) string { return identifierProblem(s, "", maxStoreType) }

// checkCapture compares the parts of c with each other.
func (r *reader) checkCapture(c *Capture) {
	names := make(map[string]bool, len(c.Profiles))
	for _, p := range c.Profiles {
		r.checkProfile(p, len(c.Profiles) > 1)
		if p.Name.Value != "" && names[p.Name.Value] {
			r.Report(RuleDuplicateKey, p.Name.At, "duplicate profile %s; each profile needs a name of its own", node.Quote(p.Name.Value))
		}
		names[p.Name.Value] = true
	}
}

// checkProfile checks p; several says whether there are other profiles to tell it from.
func (r *reader) checkProfile(p *Profile, several bool) {
	if several && p.Name.Value == "" {
		r.Report(ruleNameInvalid, p.At, "the profile has no name; each of several profiles needs one")
	}
	if c, at, bad := firstRune(p.Name.Value, show.IsControl); bad {
		r.Report(ruleNameInvalid, p.Name.At, "the name has %s as character %d; a profile's name is one line of visible characters", runeName(c), at)
	}
	if len(p.Attributes) == 0 {
		r.Report(ruleEmpty, p.At, "the profile has no attributes")
	}
	keys := make(map[string]*Attribute, len(p.Attributes))
	for _, a := range p.Attributes {
		if first := keys[a.Key]; a.Key != "" && first != nil {
			r.Report(RuleDuplicateKey, a.At, "duplicate key %s in one profile: it is also on line %d; keep one of them", a.Key, first.At.Line)
		}
		keys[a.Key] = a
	}
}

// checkAttribute checks the values that a lists. It keeps the first of equal ones.
func (r *reader) checkAttribute(a *Attribute, n *node.Node) {
	list := n.Get("possibleValues")
	if list == nil || list.Kind != node.Array {
		return
	}
	if len(list.Items) == 0 {
		r.Report(ruleEmpty, list.Place(), "possibleValues is empty; any value is taken as valid")
	}
	if a.Kind.Value != "" && len(list.Items) > 0 {
		r.Report(ruleUnusual, list.Place(), "%s is of kind %s and lists possible values, which only a string has; it stays a %s, until a correction sets its kind",
			subjectKey(a.Key), a.Kind.Value, a.Kind.Value)
	}
	if a.Sensitive.Value && len(list.Items) > 0 {
		r.Report(ruleSecretEnum, list.Place(), "%s is sensitive, but its possible values are listed", subjectKey(a.Key))
	}
	a.PossibleValues = r.distinct(a.PossibleValues)
}

// distinct returns list without exact duplicates and warns of what looks like one.
func (r *reader) distinct(list []Text) []Text {
	var kept []Text
	seen := make(map[string]bool, len(list))
	similar := make(map[string]bool, len(list))
	for _, t := range list {
		loose := strings.ToLower(strings.TrimSpace(t.Value))
		switch {
		case seen[t.Value]:
			r.Report(ruleDuplicateValue, t.At, "the value is a duplicate of an earlier one and ignored")
			continue
		case t.Value == "":
			r.Report(ruleEmpty, t.At, "the value is empty, which cannot be told from one that is not set")
		case similar[loose]:
			r.Report(ruleDuplicateValue, t.At, "the value differs from an earlier one by space or letter case only")
		}
		seen[t.Value], similar[loose] = true, true
		kept = append(kept, t)
	}
	return kept
}

func subjectKey(key string) string {
	if key == "" {
		return "the attribute"
	}
	return key
}

// addCapability adds the capability to c, once.
func addCapability(r *reader, n *node.Node, c *Abilities, added Capability) {
	if problem := identifierProblem(added.Type, "_", maxKey); problem != "" {
		r.Report(ruleTypeUnknown, n.Place(), "the type of the capability %s; it is kept as text", problem)
	}
	for _, other := range c.Capabilities {
		if other.Type != added.Type {
			continue
		}
		if other.MaxResources != added.MaxResources {
			r.Report(ruleContradiction, n.Place(), "capability %s is there twice with different maxResources; keep one", node.Quote(added.Type))
		} else {
			r.Report(ruleDuplicateValue, n.Place(), "capability %s is a duplicate and ignored", node.Quote(added.Type))
		}
		return
	}
	c.Capabilities = append(c.Capabilities, added)
}
