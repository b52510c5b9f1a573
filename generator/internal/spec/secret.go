package spec

import (
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/secret"
)

// checkTexts reports live secrets and control characters in all strings and names
// below n, unknown members included. It leaves out the nodes for which skip is true.
func (r *reader) checkTexts(n *node.Node, skip func(*node.Node) bool) {
	if r.full() || skip(n) {
		return
	}
	for _, m := range n.Members {
		if secret.Looks(m.Name) {
			r.Report(RuleSecretFound, m.Place(), "the name of a member looks like a live secret; revoke it, for the file gives it away")
		}
		r.checkTexts(m.Value, skip)
	}
	for _, item := range n.Items {
		r.checkTexts(item, skip)
	}
	if n.Kind == node.Text {
		r.checkText(n)
	}
}

func (r *reader) checkText(n *node.Node) {
	if secret.Looks(n.Text) {
		r.Report(RuleSecretFound, n.Place(), "the value%s looks like a live secret; revoke it, for the file gives it away", ofKey(n))
	}
	if c, at, odd := firstRune(n.Text, isOdd); odd {
		r.Report(ruleInvisible, n.Place(), "the text has %s as character %d; it is escaped where it is shown", runeName(c), at)
	}
}

// ofKey names the attribute that n belongs to, if its key is valid and not a secret.
func ofKey(n *node.Node) string {
	for n = n.Parent; n != nil; n = n.Parent {
		if key := n.Get("key"); key != nil && key.Kind == node.Text && KeyProblem(key.Text) == "" && !secret.Looks(key.Text) {
			return " of " + key.Text
		}
	}
	return ""
}
