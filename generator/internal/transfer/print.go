package transfer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// root returns the export as one value: lists by kind.
func (e *Export) root() *node.Node {
	top := object("", nil)
	for _, kind := range kinds {
		list := &node.Node{Kind: node.Array}
		for _, r := range e.Resources {
			if r.Kind == kind {
				list.Items = append(list.Items, r.Members)
			}
		}
		set(top, kind, list)
	}
	return top
}

// JSON returns the export as JSON, indented, with a newline at its end.
func (e *Export) JSON() []byte {
	var indented bytes.Buffer
	_ = json.Indent(&indented, append(e.root().AppendJSON(nil), '\n'), "", "  ") // it is JSON
	return indented.Bytes()
}

// YAML returns the export as YAML, with comments that say which variables to set.
func (e *Export) YAML() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(e.comments())
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(yamlOf(e.root())); err != nil {
		return nil, err
	}
	return b.Bytes(), enc.Close()
}

// maxComment bounds a comment, in bytes.
const maxComment = 500

// comments returns what is to be known of the export, as comments.
func (e *Export) comments() string {
	lines := []string{"An environment of PingOne, without ids and secrets. gen import brings it into another one."}
	if len(e.Variables) > 0 {
		lines = append(lines, "It takes these values from environment variables:")
	}
	for _, v := range e.Variables {
		lines = append(lines, "  "+v.String())
	}
	lines = append(lines, e.Notes...)
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("# " + show.Line(line, maxComment) + "\n")
	}
	return b.String()
}

// String returns the name of v and what it is for.
func (v Variable) String() string {
	kind := "a secret"
	if !v.Known {
		kind = "may be a secret"
	}
	if v.JSON {
		kind += ", as JSON"
	}
	return fmt.Sprintf("%s  %s (%s)", v.Name, v.Of, kind)
}

// yamlOf returns n for package yaml.
func yamlOf(n *node.Node) *yaml.Node {
	switch n.Kind {
	case node.Object:
		y := &yaml.Node{Kind: yaml.MappingNode}
		for _, m := range n.Members {
			key := yamlOf(text(m.Name))
			if m.Name == written.Unknown && m.Value.Kind == node.Object {
				key.HeadComment = "what neither the document nor the connector knows"
			}
			y.Content = append(y.Content, key, yamlOf(m.Value))
		}
		return y
	case node.Array:
		y := &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range n.Items {
			y.Content = append(y.Content, yamlOf(item))
		}
		return y
	case node.Text:
		y := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: n.Text}
		if strings.ContainsFunc(n.Text, func(r rune) bool { return show.IsHidden(r) || r == '\n' }) {
			y.Style = yaml.DoubleQuotedStyle
		}
		return y
	case node.Null, node.Boolean, node.Number:
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: string(n.AppendJSON(nil))}
}
