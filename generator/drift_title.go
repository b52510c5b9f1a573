package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// provenance returns what the inputs say of the capture of a store type: where,
// when, and of what content.
func provenance(inputs pipeline.Inputs, storeType string) []spec.Provenance {
	in, _, err := spec.Load(inputs.FS, inputs.Name)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(in.Provenance), func(p spec.Provenance) bool { return p.Type != storeType })
}

// message returns the message of a commit.
func (d *draft) message(subject string) string {
	var b strings.Builder
	b.WriteString(subject + "\n\n" + d.Title + "\n")
	if d.Difference != nil {
		b.WriteString("\n")
		changes := d.Difference.Changes
		for _, c := range changes[:min(len(changes), maxMessageChanges)] {
			b.WriteString("- " + c.Severity.String() + ": " + strings.TrimSuffix(printable(c.String()), "\n") + "\n")
		}
		if more := len(changes) - maxMessageChanges; more > 0 {
			fmt.Fprintf(&b, "- and %d more\n", more)
		}
	}
	return b.String() + "\n" + trailer + d.Type + "\n"
}

// maxMessageChanges bounds the changes that the message of a commit lists.
const maxMessageChanges = 20

// maxTitleKinds bounds the kinds of change that a title names.
const maxTitleKinds = 3

// title returns one line that says what changed and how grave that is.
func (p *Proposal) title() string {
	switch {
	case p.Difference == nil:
		return p.Type + ": changed, needs a person"
	case len(p.Difference.Changes) == 0:
		return p.Type + ": changed in form only, none"
	}
	kinds := kindsOf(p.Difference.Changes)
	if p.New {
		kinds = slices.Insert(kinds, 0, "first capture")
	}
	if more := len(kinds) - maxTitleKinds; more > 0 {
		kinds = append(kinds[:maxTitleKinds], "more")
	}
	title := p.Type + ": " + strings.Join(kinds, ", ") + ", " + p.Difference.Verdict.String()
	if p.Problem != "" {
		title += ", needs a person"
	}
	return title
}

// kindsOf returns what kinds of change there are, the gravest first and each
// with the number of them: "2 attributes added". Of what changed in Go, only
// what no other source explains counts.
func kindsOf(changes []Change) []string {
	counts := make(map[string]int)
	var order []string
	for _, c := range changes {
		if c.Source == change.Go && slices.ContainsFunc(changes, func(x Change) bool { return x.Source != change.Go }) {
			continue
		}
		if counts[c.Rule]++; counts[c.Rule] == 1 {
			order = append(order, c.Rule)
		}
	}
	for i, rule := range order {
		order[i] = counted(rule, counts[rule])
	}
	return order
}

// nouns are the subjects of rules of which there can be several, the longer of
// two with the same start first.
var nouns = [][2]string{
	{"user-attribute", "user attributes"},
	{"attribute", "attributes"},
	{"capability", "capabilities"},
	{"configuration", "configurations"},
	{"constraint", "constraints"},
	{"default", "defaults"},
	{"enhancement", "enhancements"},
	{"enumeration", "enumerations"},
	{"profile", "profiles"},
}

// counted returns the id of a rule as words, with how often it applies.
func counted(rule string, n int) string {
	for _, noun := range nouns {
		rest, ok := strings.CutPrefix(rule, noun[0]+"-")
		if !ok {
			continue
		}
		word := strings.ReplaceAll(noun[0], "-", " ")
		if n > 1 {
			word = noun[1]
		}
		return fmt.Sprintf("%d %s %s", n, word, strings.ReplaceAll(rest, "-", " "))
	}
	return strings.ReplaceAll(rule, "-", " ")
}
