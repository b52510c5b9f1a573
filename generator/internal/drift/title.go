package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// Limits of what titles and messages list.
const (
	maxTitleKinds     = 3   // kinds of change in a title
	maxMessageChanges = 20  // changes in the message of a commit
	maxMessageLine    = 500 // bytes of one of them
)

// message returns the message of a commit with the subject, without its trailer.
// GitHub reads it once the branch is merged, so nothing in it has an effect there.
func message(p Proposal, subject string) string {
	lines := []string{subject, "", p.Title}
	if p.Diff != nil {
		lines = append(lines, "")
		changes := p.Diff.Changes
		for _, c := range changes[:min(len(changes), maxMessageChanges)] {
			lines = append(lines, "- "+c.Severity.String()+": "+show.Line(c.String(), maxMessageLine))
		}
		if more := len(changes) - maxMessageChanges; more > 0 {
			lines = append(lines, fmt.Sprintf("- and %d more", more))
		}
	}
	for i, line := range lines {
		lines[i] = show.Inert(line)
	}
	return strings.Join(lines, "\n") + "\n"
}

// title returns one line that says what changed, and the verdict.
func title(p Proposal) string {
	switch {
	case p.Diff == nil:
		return p.Type + ": changed, needs a person"
	case len(p.Diff.Changes) == 0:
		return p.Type + ": changed in form only, none"
	}
	kinds := kindsOf(p.Diff.Changes)
	if p.New {
		kinds = slices.Insert(kinds, 0, "first capture")
	}
	if more := len(kinds) - maxTitleKinds; more > 0 {
		kinds = append(kinds[:maxTitleKinds], "more")
	}
	line := p.Type + ": " + strings.Join(kinds, ", ") + ", " + p.Diff.Verdict.String()
	if p.Problem != "" {
		line += ", needs a person"
	}
	return line
}

// kindsOf returns the kinds of change with their counts, such as "2 attributes
// added", in the order of the changes. Changes of Go and of Terraform count only if
// there are no others, because otherwise they follow from those.
func kindsOf(changes []change.Change) []string {
	counts := make(map[string]int)
	var order []string
	for _, c := range changes {
		if follows(c) && slices.ContainsFunc(changes, func(x change.Change) bool { return !follows(x) }) {
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

// follows reports whether c follows from others, if there are any.
func follows(c change.Change) bool {
	return c.Source == change.Go || c.Source == change.Terraform
}

// nouns are the first words of the rules that can apply several times, and their
// plurals. Of two with the same start, the longer one comes first.
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

// counted returns the ID of a rule as words, with the number of changes.
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
