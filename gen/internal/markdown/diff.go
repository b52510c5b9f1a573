// Package markdown writes differences and proposals for people who read them on GitHub.
package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// Limits of a text for GitHub, in bytes. GitHub refuses more than 65,536 characters.
const (
	maxPage  = 60_000
	maxRest  = 8_000 // of it, what is not in a list: headings, origin, what to do
	maxCell  = 300   // a name or a message, before it is escaped
	maxNames = 10    // subjects that one advice names
)

// A page is a text for GitHub.
type page struct{ strings.Builder }

// list writes the n lines of a list or a table, and says how many are left out if
// they do not fit. remedy says what shows all. Each list leaves half of the room to
// those after it.
func (b *page) list(n int, line func(i int) string, remedy string) {
	room := (maxPage - maxRest - b.Len()) / 2
	for i := range n {
		text := line(i)
		if room -= len(text); room < 0 {
			fmt.Fprintf(b, "\nAnd %d more, left out because GitHub takes no longer text; %s.\n", n-i, remedy)
			return
		}
		b.WriteString(text)
	}
}

// showsAll is what shows the changes that a page leaves out.
const showsAll = "`gen diff` shows all"

// Diff returns the difference as the comment on a pull request.
func Diff(d *generator.Diff, old, new string) string {
	var b page
	fmt.Fprintf(&b, "### Connector inputs: %s\n\n%s → %s%s\n\nBy what it is about: %s.\n", d.Verdict, code(old), code(new), words.Counts(d), words.Verdicts(d))
	writeDifference(&b, d)
	return b.String()
}

// writeDifference writes what changed, which stored configurations become
// invalid, and what those who are affected do.
func writeDifference(b *page, d *generator.Diff) {
	if len(d.Changes) == 0 {
		b.WriteString("\nNothing changed in meaning.\n")
	}
	of := func(source string) []generator.Change {
		return slices.DeleteFunc(slices.Clone(d.Changes), func(c generator.Change) bool { return string(c.Source) != source })
	}
	table(b, slices.DeleteFunc(slices.Clone(d.Changes), func(c generator.Change) bool {
		return slices.Contains([]string{"go", "terraform", "configurations"}, string(c.Source))
	}))
	for _, part := range [][2]string{{"go", "The generated Go"}, {"terraform", "For users of Terraform"}} {
		if list := of(part[0]); len(list) > 0 {
			fmt.Fprintf(b, "\n<details><summary>%s (%d)</summary>\n", part[1], len(list))
			table(b, list)
			b.WriteString("\n</details>\n")
		}
	}
	if d.Stored != nil {
		configurations(b, d.Stored)
	}
	migration(b, d.Changes)
}

// table writes one row for each change.
func table(b *page, changes []generator.Change) {
	if len(changes) == 0 {
		return
	}
	b.WriteString("\n| | Connector | Field | Change | Where |\n|---|---|---|---|---|\n")
	b.list(len(changes), func(i int) string {
		c := changes[i]
		field := field(c)
		if len(c.Profiles) > 0 {
			field += " (" + prose(strings.Join(c.Profiles, ", ")) + ")"
		}
		at := c.New
		if at.File == "" {
			at = c.Old
		}
		return fmt.Sprintf("| %s | %s | %s | %s | %s |\n", c.Severity, prose(c.Connector), field, prose(c.Message), code(words.Place(at.File, at.Line, at.Column)))
	}, showsAll)
}

// field returns the subject of c, as code if it is a name.
func field(c generator.Change) string {
	if strings.Contains(c.Subject, " ") && c.Source == "metadata" {
		return prose(c.Subject)
	}
	return code(c.Subject)
}

// configurations writes which stored configurations become invalid.
func configurations(b *page, d *generator.Stored) {
	fmt.Fprintf(b, "\n#### Stored configurations\n\n%d checked, %d become invalid, %d could not be read.\n", d.Checked, len(d.Invalid), len(d.Skipped))
	if len(d.Invalid) == 0 {
		return
	}
	b.WriteString("\n| Configuration | Connector | Key | Why |\n|---|---|---|---|\n")
	b.list(len(d.Invalid), func(i int) string {
		var rows strings.Builder
		c := d.Invalid[i]
		for _, p := range c.Problems {
			fmt.Fprintf(&rows, "| %s | %s | %s | %s |\n", code(words.Where(c.File, c.Path)), prose(c.Connector), code(p.Key), prose(p.Message))
		}
		return rows.String()
	}, showsAll)
}

// migration writes each advice once, with the subjects that it is for.
func migration(b *page, changes []generator.Change) {
	subjects := make(map[string][]string)
	seen := make(map[[2]string]bool)
	var order []string
	for _, c := range changes {
		advice := c.Advice
		if advice == "" || c.Source == "configurations" {
			continue
		}
		if subjects[advice] == nil {
			order = append(order, advice)
		}
		name := strings.TrimSpace(c.Connector + " " + c.Subject)
		if !seen[[2]string{advice, name}] {
			seen[[2]string{advice, name}] = true
			subjects[advice] = append(subjects[advice], name)
		}
	}
	if len(order) == 0 {
		return
	}
	b.WriteString("\n#### Migration\n\n")
	b.list(len(order), func(i int) string {
		names := subjects[order[i]]
		var words []string
		for _, name := range names[:min(len(names), maxNames)] {
			words = append(words, code(name))
		}
		line := "- " + strings.Join(words, ", ")
		if more := len(names) - maxNames; more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		return line + ": " + prose(order[i]) + "\n"
	}, showsAll)
}

// code returns the start of text as code for a page, without an effect there.
func code(text string) string {
	return generator.ShowMarkdownCode(generator.ShowLine(text, maxCell))
}

// prose returns the start of text for a page, without an effect there.
func prose(text string) string { return generator.ShowMarkdown(generator.ShowLine(text, maxCell)) }
