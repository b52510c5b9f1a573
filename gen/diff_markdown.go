package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator"
)

// maxRows limits the rows of a table, because GitHub refuses a comment of more than
// 65,536 characters.
const maxRows = 100

// markdown returns the difference as the comment on a pull request.
func markdown(d *generator.Diff, old, new string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### Connector inputs: %s\n\n%s → %s%s\n", d.Verdict, code(old), code(new), counts(d))
	writeDifference(&b, d)
	return b.String()
}

// writeDifference writes what changed, which stored configurations become
// invalid, and what those who are affected do.
func writeDifference(b *strings.Builder, d *generator.Diff) {
	if len(d.Changes) == 0 {
		b.WriteString("\nNothing changed in meaning.\n")
	}
	inGo := func(c generator.Change) bool { return c.Source == "go" }
	ofConfigurations := func(c generator.Change) bool { return c.Source == "configurations" }
	table(b, slices.DeleteFunc(slices.Clone(d.Changes), func(c generator.Change) bool { return inGo(c) || ofConfigurations(c) }))
	if goes := slices.DeleteFunc(slices.Clone(d.Changes), func(c generator.Change) bool { return !inGo(c) }); len(goes) > 0 {
		fmt.Fprintf(b, "\n<details><summary>The generated Go (%d)</summary>\n", len(goes))
		table(b, goes)
		b.WriteString("\n</details>\n")
	}
	if d.Stored != nil {
		configurations(b, d.Stored)
	}
	migration(b, d.Changes)
}

// table writes one row for each change.
func table(b *strings.Builder, changes []generator.Change) {
	if len(changes) == 0 {
		return
	}
	b.WriteString("\n| | Connector | Field | Change | Where |\n|---|---|---|---|---|\n")
	for _, c := range changes[:min(len(changes), maxRows)] {
		field := field(c)
		if len(c.Profiles) > 0 {
			field += " (" + prose(strings.Join(c.Profiles, ", ")) + ")"
		}
		at := c.New
		if at.File == "" {
			at = c.Old
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", c.Severity, prose(c.Connector), field, prose(c.Message), code(placeText(at.File, at.Line, at.Column)))
	}
	if more := len(changes) - maxRows; more > 0 {
		fmt.Fprintf(b, "\nAnd %d more; `gen diff` shows all.\n", more)
	}
}

// field returns the subject of c, as code if it is a name.
func field(c generator.Change) string {
	if strings.Contains(c.Subject, " ") && c.Source == "metadata" {
		return prose(c.Subject)
	}
	return code(c.Subject)
}

// configurations writes which stored configurations become invalid.
func configurations(b *strings.Builder, d *generator.Stored) {
	fmt.Fprintf(b, "\n#### Stored configurations\n\n%d checked, %d become invalid, %d could not be read.\n", d.Checked, len(d.Invalid), len(d.Skipped))
	if len(d.Invalid) == 0 {
		return
	}
	b.WriteString("\n| Configuration | Connector | Key | Why |\n|---|---|---|---|\n")
	for _, c := range d.Invalid[:min(len(d.Invalid), maxRows)] {
		for _, p := range c.Problems {
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", code(where(c.File, c.Path)), prose(c.Connector), code(p.Key), prose(p.Message))
		}
	}
}

// migration writes each advice once, with the subjects that it is for.
func migration(b *strings.Builder, changes []generator.Change) {
	subjects := make(map[string][]string)
	var order []string
	for _, c := range changes {
		advice := c.Advice
		if advice == "" || c.Source == "configurations" {
			continue
		}
		if subjects[advice] == nil {
			order = append(order, advice)
		}
		name := code(strings.TrimSpace(c.Connector + " " + c.Subject))
		if !slices.Contains(subjects[advice], name) {
			subjects[advice] = append(subjects[advice], name)
		}
	}
	if len(order) == 0 {
		return
	}
	b.WriteString("\n#### Migration\n\n")
	for _, advice := range order {
		names := subjects[advice]
		more := ""
		if n := len(names) - maxNames; n > 0 {
			names, more = names[:maxNames], fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(b, "- %s%s: %s\n", strings.Join(names, ", "), more, prose(advice))
	}
}

// maxNames limits the subjects that one advice names.
const maxNames = 10

// code returns text as code for a cell of a table, with Markdown escaped.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.NewReplacer("`", "'", "|", `\|`).Replace(clean(text)) + "`"
}

// prose returns text for a cell of a table, with Markdown, HTML and mentions escaped.
func prose(text string) string {
	var b strings.Builder
	for _, r := range clean(text) {
		switch {
		case r == '@':
			b.WriteString("&#64;")
		case r == '#':
			b.WriteString("&#35;")
		case strings.ContainsRune("\\`*_{}[]<>|~!", r):
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
