package transfer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

func text(s string) *node.Node { return &node.Node{Kind: node.Text, Text: s} }

// object returns an object with one member, or an empty one if the name is "".
func object(name string, value *node.Node) *node.Node {
	n := &node.Node{Kind: node.Object}
	if name != "" {
		set(n, name, value)
	}
	return n
}

// set gives an object a member, in the place of one of that name.
func set(n *node.Node, name string, value *node.Node) {
	for i := range n.Members {
		if n.Members[i].Name == name {
			n.Members[i].Value = value
			return
		}
	}
	n.Members = append(n.Members, node.Member{Name: name, Value: value})
}

// without returns n without members.
func without(n *node.Node, names ...string) *node.Node {
	less := *n
	less.Members = slices.DeleteFunc(slices.Clone(n.Members), func(m node.Member) bool { return slices.Contains(names, m.Name) })
	return &less
}

// textOf returns the text of a member of n, or "" if it is none.
func textOf(n *node.Node, name string) string {
	if n == nil {
		return ""
	}
	if m := n.Get(name); m != nil && m.Kind == node.Text {
		return m.Text
	}
	return ""
}

// isTrue reports whether a member of n is true.
func isTrue(n *node.Node, name string) bool {
	m := n.Get(name)
	return m != nil && m.Kind == node.Boolean && m.Text == "true"
}

// isNothing reports whether n says nothing: null, "" and objects without members.
func isNothing(n *node.Node) bool {
	return n == nil || n.Kind == node.Null || n.Kind == node.Text && n.Text == "" || n.Kind == node.Object && len(n.Members) == 0
}

// merge returns n with the members of more, at any depth. A member that both have as
// something else than an object is that of more.
func merge(n, more *node.Node) *node.Node {
	merged := *n
	merged.Members = slices.Clone(n.Members)
	for _, m := range more.Members {
		value := m.Value
		if old := n.Get(m.Name); old != nil && old.Kind == node.Object && value.Kind == node.Object {
			value = merge(old, value)
		}
		set(&merged, m.Name, value)
	}
	return &merged
}

// mark is what stands for the value of an environment variable: its text, or the JSON
// that it has.
var mark = regexp.MustCompile(`^\$\{(env|json):([A-Za-z_][A-Za-z0-9_]*)\}$`)

// variableOf returns the variable that n stands for, or "", and whether its value is JSON.
func variableOf(n *node.Node) (name string, isJSON bool) {
	if n.Kind != node.Text {
		return "", false
	}
	found := mark.FindStringSubmatch(n.Text)
	if found == nil {
		return "", false
	}
	return found[2], found[1] == "json"
}

// isMark reports whether n stands for the value of a variable.
func isMark(n *node.Node) bool {
	name, _ := variableOf(n)
	return name != ""
}

// maxVariable bounds the name of a variable, in bytes.
const maxVariable = 200

// variableName returns a name for a variable, made of words.
func variableName(words ...string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return r
		}
		return '_'
	}, strings.Join(words, "_"))
	return name[:min(len(name), maxVariable)]
}
