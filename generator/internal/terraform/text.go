package terraform

import (
	"regexp"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// terms are the names in Terraform of what texts about a connector mention, by key.
type terms map[string]string

// termsOf returns the terms of c.
func termsOf(c *model.Connector) terms {
	t := make(terms)
	add := func(list []*model.Attribute) {
		for _, a := range list {
			t[a.Key] = a.Terraform
		}
	}
	add(c.Fields)
	for _, p := range c.Profiles {
		add(p.Fields)
	}
	return t
}

// about returns the description of an attribute in Markdown.
func (t terms) about(a *model.Attribute) string {
	parts := []string{t.sentence(a.Description)}
	if parts[0] == "" {
		parts[0] = t.sentence(a.Label)
	}
	if len(a.Values) > 0 {
		what := "One of "
		if a.Open {
			what = "Known values: "
		}
		parts = append(parts, what+quoted(a.Values)+".")
	}
	if a.Default != "" {
		parts = append(parts, "PingOne's default: "+code(a.Default)+".")
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// deprecated returns what users are told of a deprecated attribute, in plain text,
// or "".
func (t terms) deprecated(a *model.Attribute) string {
	if !a.Deprecated {
		return ""
	}
	if a.ReplacedBy == "" {
		return "PingOne marks it as deprecated."
	}
	var names []string
	for key := range strings.SplitSeq(a.ReplacedBy, " + ") {
		name := t[key]
		if name == "" {
			name = key
		}
		names = append(names, name)
	}
	return "Use " + strings.Join(names, " and ") + "."
}

// token matches what can be a key. Text between tokens is escaped.
var token = regexp.MustCompile(`[A-Za-z0-9_]+|[^A-Za-z0-9_]+`)

// sentence returns a description of the inputs in Markdown, with a capital and a
// full stop, without research notes, and with the names of Terraform in the place
// of keys. It is "" for a description without text.
func (t terms) sentence(text string) string {
	text, _ = model.CutNotes(strings.Join(strings.Fields(show.Escape(strings.ToValidUTF8(text, "\uFFFD"))), " "))
	if text == "" {
		return ""
	}
	var b strings.Builder
	for _, word := range token.FindAllString(text, -1) {
		if name := t[word]; name != "" && isWire(word) {
			b.WriteString("`" + name + "`")
			continue
		}
		b.WriteString(markdown.Replace(word))
	}
	text = b.String()
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	if c := text[0]; 'a' <= c && c <= 'z' {
		text = string(c-'a'+'A') + text[1:]
	}
	return text
}

// isWire reports whether a word of a text, which is also a key, can be no word of
// English: it has an underscore or a capital after its first letter.
func isWire(word string) bool { return strings.ContainsAny(word[1:], "_ABCDEFGHIJKLMNOPQRSTUVWXYZ") }

// markdown escapes what has a meaning in Markdown.
var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`)

// quoted returns values as code, with commas between.
func quoted(values []string) string {
	var list []string
	for _, v := range values {
		list = append(list, code(v))
	}
	return strings.Join(list, ", ")
}

// code returns a value as code in Markdown.
func code(value string) string { return "`" + strings.ReplaceAll(show.Escape(value), "`", "'") + "`" }
