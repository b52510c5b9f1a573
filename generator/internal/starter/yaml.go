package starter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// YAML returns the configuration with its type, and with comments that say what each
// attribute is, whether it is required, and which values it can have. gen validate
// takes it as it is.
func (s *Starter) YAML() string {
	var b strings.Builder
	note := "A configuration of " + s.c.StoreType
	if s.c.Selector != nil {
		note += " with the profile " + show.Quote(s.profile.Title, maxComment)
	}
	fmt.Fprintf(&b, "%stype: %s\n", commentLine(note+". Replace what stands in angle brackets."), s.c.StoreType)
	for _, a := range s.attributes() {
		key, value, _ := strings.Cut(member(a.Key, s.value(a)), ":")
		if !isYAMLWord(a.Key) {
			key = a.Key
		}
		b.WriteString("\n")
		for _, line := range s.comments(a) {
			b.WriteString(commentLine(line))
		}
		fmt.Fprintf(&b, "%s: %s\n", key, show.Escape(value))
	}
	return b.String()
}

// comments returns what to know of a, line by line.
func (s *Starter) comments(a *model.Attribute) []string {
	var lines []string
	for _, text := range []string{a.Label, a.Description, s.about(a)} {
		if text = strings.Join(strings.Fields(text), " "); text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}

// about says in a sentence or two what a configuration needs to know of a.
func (s *Starter) about(a *model.Attribute) string {
	var words []string
	if a.Required || s.selects(a) {
		words = append(words, "Required.")
	} else {
		words = append(words, "Optional.")
	}
	switch values := a.Values; {
	case s.selects(a):
		values = nil
		for _, p := range s.c.Profiles {
			values = append(values, p.Title)
		}
		words = append(words, "It selects the profile: "+show.List(values, maxValues)+".")
	case a.Sensitive:
		words = append(words, "A secret.")
	case len(values) > 0 && a.Open:
		words = append(words, "Known values: "+show.List(values, maxValues)+".")
	case len(values) > 0:
		words = append(words, "One of "+show.List(values, maxValues)+".")
	}
	if a.Default != "" && !a.Sensitive {
		words = append(words, "Default: "+a.Default+".")
	}
	return strings.Join(words, " ")
}

// What a comment shows at most.
const (
	maxComment = 300 // bytes
	maxValues  = 10
)

// commentLine returns text as a comment on one line.
func commentLine(text string) string { return "# " + show.Line(text, maxComment) + "\n" }

// isYAMLWord reports whether some reader of YAML takes key for something else than a string.
func isYAMLWord(key string) bool {
	words := []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
	return slices.Contains(words, strings.ToLower(key))
}
