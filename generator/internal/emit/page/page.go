// Package page prints what is known of connectors as pages of Markdown, for people
// who configure a store.
package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/profiles"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// An Example is a configuration with all that is required in a profile.
type Example struct {
	Profile string // its name, or "" if there is no choice
	JSON    []byte
}

// Connector returns the page of a connector whose package is called pkg.
func Connector(m connector.Metadata, pkg string, examples []Example) []byte {
	p := &page{m: m}
	line, _ := header.Of("x.md")
	p.line(line + "\n")
	p.line("# %s\n", m.StoreType)
	if m.Description != "" {
		p.line("%s\n", escape(m.Description))
	}
	p.line("The store type is `%s`, and the Go package is `connector/%s`. %s\n", m.StoreType, pkg, p.provenance())
	p.profiles()
	p.attributes()
	p.examples(examples)
	p.abilities()
	p.users("User attributes", m.UserAttributes)
	p.users("Group attributes", m.GroupAttributes)
	return []byte(strings.TrimRight(p.String(), "\n") + "\n")
}

// A page is a page that is written.
type page struct {
	strings.Builder
	m connector.Metadata
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// provenance says where what is known comes from.
func (p *page) provenance() string {
	if p.m.Source == connector.SourceDocumented {
		return "All that stands here is from PingOne's documentation; no answer of PingOne was captured."
	}
	version := ""
	if p.m.Version != "" {
		version = " of version " + escape(p.m.Version)
	}
	if p.m.Source == connector.SourceCaptured {
		return "All that stands here is from an answer of PingOne about the connector" + version + "; there is no documentation."
	}
	return "What stands here is from PingOne's documentation and from an answer of PingOne about the connector" + version + "."
}

// profiles lists the methods of authentication.
func (p *page) profiles() {
	if !profiles.Selects(p.m) {
		return
	}
	p.line("## Profiles\n")
	p.line("`%s` says how PingOne authenticates:\n", p.m.Selector)
	p.line("| value | what it is |\n|---|---|")
	for _, profile := range p.m.Profiles {
		p.line("| `%s` | %s |", code(profile.Name), note(profile.Deprecated, escape(profile.Description)))
	}
	p.line("")
}

// attributes lists the attributes that all profiles have alike, and then those of each.
func (p *page) attributes() {
	if len(p.m.Profiles) == 0 {
		p.line("## Attributes\n\nA store of this type has no configuration.\n")
		return
	}
	if !profiles.Selects(p.m) {
		p.table("Attributes", p.m.Profiles[0].Attributes)
		return
	}
	first, shared := p.m.Profiles[0], profiles.Shared(p.m.Profiles, func(a, b connector.Attribute) bool { return row(a) == row(b) })
	common := func(a connector.Attribute) bool { return shared[a.Key] }
	p.table("Attributes of all profiles", filter(first.Attributes, common))
	for _, profile := range p.m.Profiles {
		own := filter(profile.Attributes, func(a connector.Attribute) bool { return !common(a) })
		p.table("Attributes of "+profile.Name, own)
	}
}

// filter returns the attributes for which keep holds.
func filter(list []connector.Attribute, keep func(connector.Attribute) bool) []connector.Attribute {
	return slices.DeleteFunc(slices.Clone(list), func(a connector.Attribute) bool { return !keep(a) })
}

// table lists attributes.
func (p *page) table(title string, list []connector.Attribute) {
	if len(list) == 0 {
		return
	}
	p.line("## %s\n", escape(title))
	p.line("| key | value | required | what it is | known from |\n|---|---|---|---|---|")
	for _, a := range list {
		p.line("%s", row(a))
	}
	p.line("")
}

// row returns the row of a table for a.
func row(a connector.Attribute) string {
	required := "no"
	if a.Required {
		required = "yes"
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s | %s |", a.Key, value(a), required, about(a), sources[a.Source])
}

// sources are the words for where a fact comes from.
var sources = map[connector.Source]string{
	connector.SourceDocumented: "documentation",
	connector.SourceCaptured:   "capture",
	connector.SourceBoth:       "both",
}

// value says what the value of a can be.
func value(a connector.Attribute) string {
	switch {
	case a.Sensitive:
		return "**secret**"
	case len(a.PossibleValues) > 0 && a.Open:
		return "text, such as " + codes(a.PossibleValues)
	case len(a.PossibleValues) > 0:
		return "one of " + codes(a.PossibleValues)
	}
	switch a.Kind {
	case connector.KindBoolean:
		return "true or false"
	case connector.KindString, connector.KindEnumeration:
	}
	return "text"
}

// about says what a is for, and what to use instead.
func about(a connector.Attribute) string {
	text := escape(a.Description)
	if text == "" {
		text = escape(a.Label)
	}
	if a.ReadOnly {
		text = strings.TrimSpace(text + " The server sets it.")
	}
	if a.Default != "" {
		text = strings.TrimSpace(text + " Default: " + escape(a.Default) + ".")
	}
	if a.ReplacedBy != "" {
		text = strings.TrimSpace(text + " Use `" + strings.ReplaceAll(code(a.ReplacedBy), " + ", "` and `") + "`.")
	}
	return note(a.Deprecated, text)
}

// note returns text, with a word before it if what it is about is deprecated.
func note(deprecated bool, text string) string {
	if deprecated {
		return strings.TrimSpace("*Deprecated.* " + text)
	}
	return text
}

// examples shows the smallest configuration of each profile.
func (p *page) examples(list []Example) {
	if len(list) == 0 {
		return
	}
	p.line("## Examples\n")
	p.line("What is in angle brackets is for you to fill in.\n")
	for _, e := range list {
		if e.Profile != "" {
			p.line("%s, with all that is required:\n", escape(e.Profile))
		}
		p.line("```json\n%s\n```\n", strings.TrimSpace(string(show.JSON(e.JSON))))
	}
}

// abilities lists what the connector can do.
func (p *page) abilities() {
	if len(p.m.Capabilities) == 0 {
		return
	}
	p.line("## Capabilities\n")
	for _, c := range p.m.Capabilities {
		limit := ""
		if c.MaxResources > 0 {
			limit = fmt.Sprintf(" (up to %d resources in a request)", c.MaxResources)
		}
		p.line("- `%s`%s", code(c.Type), limit)
	}
	p.line("")
}

// users lists the attributes of users or groups of the target.
func (p *page) users(title string, list []connector.UserAttribute) {
	if len(list) == 0 {
		return
	}
	p.line("## %s\n", title)
	p.line("| key | type | required | can be written | what it is |\n|---|---|---|---|---|")
	for _, a := range list {
		p.line("| `%s` | %s | %s | %s | %s |", code(a.Key), escape(a.Type), when(a.RequiredOnCreate, a.RequiredOnUpdate), when(a.Creatable, a.Updateable), escape(a.DisplayName))
	}
	p.line("")
}

// when says at which operations something holds.
func when(create, update bool) string {
	switch {
	case create && update:
		return "always"
	case create:
		return "on create"
	case update:
		return "on update"
	}
	return "no"
}

// codes returns texts as code, with commas between them.
func codes(texts []string) string {
	var quoted []string
	for _, text := range texts {
		quoted = append(quoted, "`"+code(text)+"`")
	}
	return strings.Join(quoted, ", ")
}

// longest bounds a text of the inputs on a page, in bytes.
const longest = 2000

// code returns text for a span of code in a table, which a backtick would end.
func code(text string) string {
	return strings.NewReplacer("`", "'", "|", `\|`).Replace(show.Line(text, longest))
}

// escape returns text on one line, in which no character means anything to Markdown.
func escape(text string) string {
	var b strings.Builder
	for _, r := range show.Line(text, longest) {
		if strings.ContainsRune("\\`*_{}[]<>#|~&!$@", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
