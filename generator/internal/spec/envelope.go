package spec

import (
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// checkEnvelope reports whether root looks like store metadata. If not, it adds a
// finding that says what it looks like.
func (r *reader) checkEnvelope(root *node.Node) bool {
	if root.Kind == node.Text && strings.HasPrefix(strings.TrimSpace(root.Text), "{") {
		r.Report(ruleNotCapture, root.Place(), "the document is a string that holds JSON, encoded twice; decode it once")
		return false
	}
	if !r.want(root, node.Object) {
		return false
	}
	if root.Get("information") != nil || root.Get("connectionProfiles") != nil {
		return true
	}
	for _, e := range envelopes() {
		if e.match(root) {
			r.Report(ruleNotCapture, root.Place(), "the document is %s, not store metadata, which has information, connectionProfiles and attributeMetadata; %s",
				e.describe(root), e.remedy)
			return false
		}
	}
	return true
}

// An envelope is a JSON document that people mistake for a capture.
type envelope struct {
	members  []string // that it has
	describe func(*node.Node) string
	remedy   string
}

func (e envelope) match(root *node.Node) bool {
	for _, name := range e.members {
		if root.Get(name) == nil {
			return false
		}
	}
	return true
}

func envelopes() []envelope {
	is := func(what string) func(*node.Node) string { return func(*node.Node) string { return what } }
	return []envelope{
		{[]string{"_embedded"}, is("a HAL collection (_embedded)"), "capture one store type at a time"},
		{[]string{"log"}, is("a browser's HTTP archive (log, as in a HAR file)"), "it holds tokens: delete it"},
		{[]string{"configuration"}, is("a store (configuration)"), "it may hold live secrets: delete it, and capture storeMetadata"},
		{[]string{"access_token"}, is("a token response of an authorization server"), "it is a live secret: delete it, and revoke the token"},
		{[]string{"error"}, is("an error of an authorization server"), "capture it again"},
		{[]string{"code", "message"}, describeError, "capture it again"},
		{[]string{"openapi"}, is("an OpenAPI document"), "it belongs in openapi.yaml"},
	}
}

// describeError describes an error body of PingOne, with its code if that is well-formed.
func describeError(root *node.Node) string {
	code := root.Get("code").Text
	if identifierProblem(code, "_", 64) == "" && code == strings.ToUpper(code) {
		return "an error body of PingOne with the code " + code
	}
	return "an error body of PingOne"
}
