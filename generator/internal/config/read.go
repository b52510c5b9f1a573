package config

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A reader reads nodes, and notes what is wrong with them.
type reader struct {
	found spec.Findings
}

// fields say how each member of an object is read.
type fields map[string]func(*node.Node)

// object reads the members of n.
func (r *reader) object(n *node.Node, members fields) {
	if !r.want(n, node.Object) {
		return
	}
	for _, m := range n.Members {
		read := members[m.Name]
		if read == nil {
			r.found.Report(ruleConfig, m.Place(), "the member %s is not known here; there are %s", node.Quote(m.Name), strings.Join(slices.Sorted(maps.Keys(members)), ", "))
			continue
		}
		read(m.Value)
	}
}

// want reports whether n is of the kind, or else adds a finding.
func (r *reader) want(n *node.Node, k node.Kind) bool {
	if n.Kind != k {
		r.found.Report(ruleConfig, n.Place(), "this is %s; it must be %s", n.Kind, k)
	}
	return n.Kind == k
}

// needs reports members that n lacks.
func (r *reader) needs(n *node.Node, names ...string) {
	for _, name := range names {
		if n.Kind == node.Object && n.Get(name) == nil {
			r.found.Report(ruleConfig, n.Place(), "%s is missing", name)
		}
	}
}

// A shape is one that a text must have, in words; "" for any that is not empty.
type shape string

const isAddress shape = "an address such as https://example.com/token, without user, query and fragment"

// fits reports whether text has the shape.
func (s shape) fits(text string) bool {
	if s != isAddress {
		return text != ""
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// to returns what reads a text of a shape.
func (r *reader) to(text *spec.Text, s shape) func(*node.Node) {
	return func(n *node.Node) {
		switch {
		case !r.want(n, node.Text):
		case !s.fits(n.Text) && s == "":
			r.found.Report(ruleConfig, n.Place(), "this is empty; remove it, or write what it is to be")
		case !s.fits(n.Text):
			r.found.Report(ruleConfig, n.Place(), "this must be %s", string(s))
		default:
			*text = spec.Text{At: n.Place(), Value: n.Text, Set: true}
		}
	}
}

// word returns what reads one of several words.
func (r *reader) word(text *spec.Text, words []string) func(*node.Node) {
	return func(n *node.Node) {
		if !slices.Contains(words, n.Text) || n.Kind != node.Text {
			r.found.Report(ruleConfig, n.Place(), "this must be %s", strings.Join(words, " or "))
			return
		}
		*text = spec.Text{At: n.Place(), Value: n.Text, Set: true}
	}
}

// words reads a list of words, each of which stands in it once.
func (r *reader) words(n *node.Node, known []string) []string {
	if !r.want(n, node.Array) {
		return nil
	}
	var list []string
	for _, item := range n.Items {
		var text spec.Text
		if r.word(&text, known)(item); slices.Contains(list, text.Value) {
			r.found.Report(ruleConfig, item.Place(), "%s stands in the list already; remove one of the two", text.Value)
		} else if text.Set {
			list = append(list, text.Value)
		}
	}
	return list
}

// list returns what reads a list of texts.
func (r *reader) list(list *[]spec.Text) func(*node.Node) {
	return func(n *node.Node) {
		if !r.want(n, node.Array) {
			return
		}
		for _, item := range n.Items {
			var text spec.Text
			if r.to(&text, "")(item); text.Set {
				*list = append(*list, text)
			}
		}
	}
}

// identifier is what a name in Go must be to be seen by other packages.
var identifier = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)

// names returns what reads an object that has names in Go.
func (r *reader) names(list *[]Name) func(*node.Node) {
	return func(n *node.Node) {
		if !r.want(n, node.Object) {
			return
		}
		for _, m := range n.Members {
			if m.Value.Kind != node.Text || !identifier.MatchString(m.Value.Text) {
				r.found.Report(ruleConfig, m.Value.Place(), "the name for %s must be one of Go that starts with a capital, of ASCII letters and digits", show.Line(node.Quote(m.Name), 80))
				continue
			}
			*list = append(*list, Name{At: m.Place(), Of: m.Name, Name: m.Value.Text})
		}
	}
}
