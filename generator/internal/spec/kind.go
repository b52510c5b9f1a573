package spec

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// kinds are the kinds of attributes by the name that corrections give them, and
// the flag by which a capture says so, or "".
var kinds = []struct{ name, flag string }{
	{"string", ""},
	{"boolean", "typeBoolean"},
	{"enumeration", ""},
}

// kindFlag returns the member of a capture that says that an attribute is of the
// kind, or "" if there is none.
func kindFlag(name string) string {
	for _, k := range kinds {
		if k.name == name {
			return k.flag
		}
	}
	return ""
}

// kindFields are the flags of an attribute of a capture.
func kindFields() []field[Attribute] {
	var fields []field[Attribute]
	for _, k := range kinds {
		if k.flag == "" {
			continue
		}
		fields = append(fields, field[Attribute]{name: k.flag, strict: true, read: func(r *reader, n *node.Node, a *Attribute) {
			var f Flag
			r.value(n, &f)
			switch {
			case f.Value:
				a.Kind = Text{At: f.At, Value: k.name, Set: true}
			case f.Set && !a.Kind.Set:
				a.Kind = Text{At: f.At, Set: true}
			}
		}})
	}
	return fields
}

// otherKind returns the flag of n that says a kind that is not known, if there is
// one: its name is that of no field and begins with type, as in typeInteger.
func otherKind(n *node.Node) Text {
	for _, m := range n.Members {
		if isKindFlag(m.Name) && m.Value.Kind == node.Boolean && m.Value.Text == "true" && lookup(kindFields(), m.Name) == nil {
			return Text{At: m.Place(), Value: m.Name, Set: true}
		}
	}
	return Text{}
}

func isKindFlag(name string) bool {
	kind, ok := strings.CutPrefix(name, "type")
	return ok && kind != "" && 'A' <= kind[0] && kind[0] <= 'Z'
}

// checkKind makes sure that a correction names a kind.
func (r *reader) checkKind(t Text) {
	var names []string
	for _, k := range kinds {
		names = append(names, k.name)
	}
	if t.Set && !slices.Contains(names, t.Value) {
		last := len(names) - 1
		r.Report(ruleValueInvalid, t.At, "kind must be %s or %s", strings.Join(names[:last], ", "), names[last])
	}
}
