package spec

import (
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A memberKind is what members that are not known have in common, such as those
// called placeholder of the attributes of a connection.
type memberKind struct{ of, name string }

// An unknownMember is the first of its kind, and how many there are.
type unknownMember struct {
	first node.Member
	count int
}

// noteUnknown counts m, unless it says a kind of attributes, which the model reports.
func noteUnknown(unknown map[memberKind]*unknownMember, m node.Member) {
	if isKindFlag(m.Name) && m.Value.Kind == node.Boolean && m.Value.Text == "true" {
		return
	}
	kind := memberKind{holder(m.Value.Parent), m.Name}
	if unknown[kind] == nil {
		unknown[kind] = &unknownMember{first: m}
	}
	unknown[kind].count++
}

// holder names what n is: the list or the object that it is an entry of, or its own name.
func holder(n *node.Node) string {
	if p := n.Parent; p != nil && (p.Kind == node.Array || p.Name == "userAttributes" || p.Name == "groupAttributes") {
		return p.Name
	}
	return n.Name
}

func (r *reader) reportUnknown(unknown map[memberKind]*unknownMember) {
	for _, u := range unknown {
		places := ""
		if u.count > 1 {
			places = " (places in all: " + strconv.Itoa(u.count) + ")"
		}
		r.Report(ruleMemberUnknown, u.first.Place(), "member %s is not known and ignored%s", node.Quote(u.first.Name), places)
	}
}

// checkGiven reports unknown members of sensitive attributes that can be their
// values: PingOne gives what it should keep.
func (r *reader) checkGiven(root *node.Node, c *Capture) {
	sensitive := make(map[string]bool)
	for _, p := range c.Profiles {
		for _, a := range p.Attributes {
			sensitive[a.Key] = sensitive[a.Key] || a.Sensitive.Value
		}
	}
	r.Findings.Add(Given(root, func(key string) bool { return sensitive[key] || connector.LooksSecret(key) }))
}

// Given reports the members of attributes in the capture root that can be the
// value of a secret. Those of users say of themselves that they are sensitive; of
// those of connections, sensitive tells which are, by key.
func Given(root *node.Node, sensitive func(key string) bool) Findings {
	var found Findings
	for _, p := range itemsOf(root.Get("connectionProfiles")) {
		for _, a := range itemsOf(p.Get("connectionAttributes")) {
			if key := a.Get("key"); key == nil || key.Kind != node.Text || sensitive(key.Text) {
				reportGiven(a, attributeFields(), &found)
			}
		}
	}
	for _, list := range []string{"userAttributes", "groupAttributes"} {
		resources := root.Get("attributeMetadata")
		if resources == nil || resources.Get(list) == nil {
			continue
		}
		for _, m := range resources.Get(list).Members {
			if flag := m.Value.Get("sensitive"); flag != nil && flag.Text == "true" {
				reportGiven(m.Value, fieldsOf[UserAttribute](), &found)
			}
		}
	}
	return found
}

func itemsOf(n *node.Node) []*node.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// reportGiven reports the members of a sensitive attribute that no field names and
// that hold a text, or a number where their name says that it is a value.
func reportGiven[T any](n *node.Node, fields []field[T], found *Findings) {
	for _, m := range n.Members {
		number := strings.Contains(strings.ToLower(m.Name), "value")
		if lookup(fields, m.Name) == nil && holds(m.Value, number) {
			found.Report(RuleSecretGiven, m.Place(), "member %s%s, which is sensitive, can be the value; find out why PingOne gives it, and change the secret",
				node.Quote(m.Name), ofKey(m.Value))
		}
	}
}

// holds reports whether a text that is not empty is in n, or a number if number is set.
func holds(n *node.Node, number bool) bool {
	if n.Kind == node.Text && n.Text != "" || n.Kind == node.Number && number {
		return true
	}
	for _, m := range n.Members {
		if holds(m.Value, number) {
			return true
		}
	}
	for _, item := range n.Items {
		if holds(item, number) {
			return true
		}
	}
	return false
}
