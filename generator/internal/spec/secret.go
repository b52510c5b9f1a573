package spec

import (
	"bytes"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/secret"
)

// checkTexts reports live secrets and control characters in all strings and names
// below n, unknown members included. It leaves out the nodes for which skip is true.
func (r *reader) checkTexts(n *node.Node, skip func(*node.Node) bool) {
	if r.Full() || skip(n) {
		return
	}
	for _, m := range n.Members {
		r.checkSecret(m.Value, m.Name, "the name of a member", m.Place)
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
	r.checkSecret(n, n.Text, "the value"+ofKey(n), n.Place)
	if c, at, odd := firstRune(n.Text, isOdd); odd {
		r.Report(ruleInvisible, n.Place(), "the text has %s as character %d; it is escaped where it is shown", runeName(c), at)
	}
}

// checkSecret reports that text of n, which what names, is a live secret or looks like
// one. An example of a document is never more than suspicious: vendors publish invented ones.
func (r *reader) checkSecret(n *node.Node, text, what string, at func() Place) {
	switch {
	case !secret.Looks(text):
	case secret.Live(text) && !(r.loose && isInExample(n)):
		r.Report(RuleSecretFound, at(), "%s looks like a live secret; revoke it, for the file gives it away", what)
	default:
		r.Report(ruleSecretSuspected, at(), "%s can be a secret, or a checksum, an id or a sample; if it is a secret, revoke it", what)
	}
}

// isInExample reports whether n is an example in a document, or a part of one. What is
// called example in an object that has names of its own, such as properties, is none.
func isInExample(n *node.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		if (n.Name == "example" || n.Name == "examples") && n.Parent.Kind == node.Object && !hasNames(n.Parent) {
			return true
		}
	}
	return false
}

// hasNames reports whether the members of n, an object of a document, have any name.
func hasNames(n *node.Node) bool {
	return n.Parent != nil && slices.Contains(named, n.Name) && !hasNames(n.Parent)
}

// named are the members of a document that are objects whose members have any name.
var named = []string{
	"properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "responses", "parameters", "requestBodies", "headers",
	"links", "callbacks", "securitySchemes", "pathItems", "mediaTypes", "content", "encoding", "variables", "mapping", "scopes", "paths",
}

// checkComments reports live secrets in the comments of YAML, of which nothing else is read.
func (r *reader) checkComments(file string, data []byte) {
	number := 0
	for line := range bytes.Lines(data) {
		number++
		for i, c := range line {
			if c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') && secret.Live(string(line[i:])) {
				r.Report(RuleSecretFound, Place{File: file, Line: number, Column: i + 1}, "a comment looks like a live secret; revoke it, for the file gives it away")
				break
			}
		}
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
