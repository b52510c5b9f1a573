package markdown

import (
	"fmt"
	"time"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// Proposal returns the text of a pull request. Its first line is the title as a
// heading. The text tells readers to generate with command.
func Proposal(p *generator.Proposal, command string) string {
	var b page
	fmt.Fprintf(&b, "# %s\n", prose(p.Title))
	if p.Problem != "" {
		fmt.Fprintf(&b, "\n**Somebody is needed before this can be merged:** %s.\n", prose(p.Problem))
	}
	switch d := p.Diff; {
	case d == nil:
		findings(&b, "What is wrong", p.Findings)
		remedy(&b, p, command)
	default:
		fmt.Fprintf(&b, "\nVerdict: **%s**%s\n\nBy what it is about: %s.\n", d.Verdict, words.Counts(d), words.Verdicts(d))
		writeDifference(&b, d)
		findings(&b, "What lint finds because of it", p.Findings)
	}
	origin(&b, p)
	review(&b, p, command)
	return b.String()
}

// findings writes a table of findings, if there are any.
func findings(b *page, title string, list []generator.Finding) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n#### %s\n\n| | Rule | Finding | Where |\n|---|---|---|---|\n", title)
	b.list(len(list), func(i int) string {
		f := list[i]
		return fmt.Sprintf("| %s | %s | %s | %s |\n", f.Severity, code(f.Rule), prose(f.Message), code(words.Place(f.File, f.Line, f.Column)))
	}, "`gen lint` shows all")
}

// remedy writes how to make the branch fit to merge.
func remedy(b *page, p *generator.Proposal, command string) {
	fmt.Fprintf(b, "\n#### What to do\n\n"+
		"1. `git fetch && git switch %s`\n"+
		"2. Say in `corrections.yaml` what is right: the connector, what of it, the reason and the source. A capture is never edited.\n"+
		"3. `%s`, then the tests.\n"+
		"4. Commit and push. A branch that somebody has touched is left alone from then on.\n", p.Branch, command)
}

// origin writes when and where the capture was taken. The digest has a line of its
// own, which nothing else can look like: .ci/robot reads it, to tell whether a pull
// request that somebody closed was about the same capture.
func origin(b *page, p *generator.Proposal) {
	what := "The capture changed."
	if p.New {
		what = "There was no capture of this connector before."
	}
	fmt.Fprintf(b, "\n#### Where it comes from\n\n%s\n\n| Captured | Region |\n|---|---|\n| %s | %s |\n\nDigest `%s`.\n",
		what, p.Time.Format(time.RFC3339), prose(p.Region), p.Digest)
}

// review writes the tasks of a reviewer.
func review(b *page, p *generator.Proposal, command string) {
	if p.Diff == nil {
		return
	}
	b.WriteString("\n#### What a reviewer does\n\n" +
		"- Read the table. It is of what changed in meaning; the commit of `generated` follows from the commit of `spec` and needs no reading.\n" +
		"- Where the capture is wrong, say in `corrections.yaml` what is right, run `" + command + "`, and push that to this branch. It is left alone from then on.\n")
	if p.Verdict == "major" {
		b.WriteString("- It breaks somebody: release it as a major version, with the migration above in the notes.\n")
	}
	b.WriteString("- Merge it when the checks are green.\n")
}
