package capture

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// fileContent returns n as the file of a capture: JSON with two spaces for each level.
func fileContent(n *node.Node) ([]byte, error) {
	data := jsontext.Value(n.AppendJSON(nil))
	err := data.Indent(jsontext.WithIndent("  "))
	return append(data, '\n'), err
}

// without returns n without the member called name.
func without(n *node.Node, name string) *node.Node {
	c := *n
	c.Members = slices.DeleteFunc(slices.Clone(n.Members), func(m node.Member) bool { return m.Name == name })
	return &c
}

// ordered returns n in the order of old: the members that old has come first, as
// they stand there, and the others after them. A string that is the same is
// written as in old. The items of an array stay where they are; each is compared
// with the one that has its identity, or else its place.
func ordered(n, old *node.Node) *node.Node {
	if n.Kind != old.Kind {
		return n
	}
	c := *n
	switch {
	case n.Kind == node.Object:
		c.Members = orderedMembers(n, old)
	case n.Kind == node.Array:
		c.Items = orderedItems(n.Items, old.Items)
	case n.Kind == node.Text && n.Text == old.Text:
		c.Raw = old.Raw
	}
	return &c
}

func orderedMembers(n, old *node.Node) []node.Member {
	now := make(map[string]node.Member, len(n.Members))
	for _, m := range n.Members {
		now[m.Name] = m
	}
	list := make([]node.Member, 0, len(n.Members))
	for _, before := range old.Members {
		if m, ok := now[before.Name]; ok {
			m.Value = ordered(m.Value, before.Value)
			list = append(list, m)
			delete(now, m.Name)
		}
	}
	for _, m := range n.Members {
		if _, ok := now[m.Name]; ok {
			list = append(list, m)
		}
	}
	return list
}

func orderedItems(items, old []*node.Node) []*node.Node {
	before := make(map[string]*node.Node, len(old))
	for _, x := range old {
		if id := identity(x); id != "" {
			before[id] = x
		}
	}
	list := make([]*node.Node, len(items))
	for i, x := range items {
		other := before[identity(x)]
		if other == nil && i < len(old) {
			other = old[i]
		}
		if list[i] = x; other != nil {
			list[i] = ordered(x, other)
		}
	}
	return list
}

// identity returns what tells an item of a list of objects from the others, or "".
func identity(n *node.Node) string {
	for _, name := range []string{"key", "name", "type"} {
		if id := n.Get(name); id != nil && id.Kind == node.Text {
			return name + " " + id.Text
		}
	}
	return ""
}
