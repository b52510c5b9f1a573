package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/annotate"
	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// lintCommand returns the verb lint, which prints to p.
func lintCommand(p *printer, o *options) *cobra.Command {
	var strict, rules bool
	run := func(j *job) error {
		if rules {
			return j.rules(generator.Rules())
		}
		return j.reading(func(j *job) error { return j.lint(strict) })
	}
	c := verb{use: "lint", short: "Say what the inputs say against each other or against good sense", long: lintHelp, example: lintExample, formats: reporting, flags: specFlag | linkFlag | volumeFlags, run: run}.command(p, o)
	c.Flags().BoolVar(&strict, "strict", false, "exit with 1 for warnings too")
	c.Flags().BoolVar(&rules, "rules", false, "list the rules")
	return c
}

// lint prints every finding. It returns an exit if there is an error or, with strict,
// a warning.
func (j *job) lint(strict bool) error {
	_, end := j.working("reviewing")
	findings, err := generator.Lint(j.inputs)
	end()
	if err != nil {
		return j.refuse(findings, err)
	}
	if err := j.linted(findings); err != nil {
		return err
	}
	for _, f := range findings.All() {
		if f.Severity == generator.Error || strict && f.Severity == generator.Warning {
			return exit{notRight, nil}
		}
	}
	return nil
}

// A lintResult is what lint prints with -o json.
type lintResult struct {
	Findings []generator.Finding  `json:"findings"`
	Accepted []generator.Accepted `json:"accepted"`
	Errors   int                  `json:"errors"`
	Warnings int                  `json:"warnings"`
	Notices  int                  `json:"notices"`
}

// linted prints all findings to stdout, in order of place.
func (p *printer) linted(findings generator.Findings) error {
	r := lintResult{Findings: findings.All(), Accepted: findings.Accepted()}
	counts := map[generator.Severity]*int{generator.Error: &r.Errors, generator.Warning: &r.Warnings, generator.Notice: &r.Notices}
	for _, f := range findings.All() {
		*counts[f.Severity]++
		switch {
		case p.quiet && f.Severity != generator.Error:
		case p.format == "text":
			fmt.Fprintln(p.stdout, words.Clean(f.String()))
		case p.format == "github":
			fmt.Fprintln(p.stdout, annotate.Finding(f))
		}
	}
	switch p.format {
	case "json":
		return p.encode(r)
	case "sarif":
		return p.encode(annotate.SARIF(findings.All(), version()))
	}
	p.accepted(p.stdout, findings)
	if p.chats() {
		fmt.Fprintf(p.stdout, "errors: %d, warnings: %d, notices: %d\n", r.Errors, r.Warnings, r.Notices)
	}
	return nil
}

// rules prints rules.
func (p *printer) rules(list []generator.Rule) error {
	if p.format == "json" {
		return p.encode(map[string][]generator.Rule{"rules": list})
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.ID, r.Severity, r.Meaning)
	}
	return w.Flush()
}

const lintHelp = `Lint says what the inputs say against each other or against good sense.

Each finding has the place, the id of a rule, and what to do. An error stops
generate too, or is an example that the connector would refuse; a warning is
work for somebody; a notice is what cannot be mended at a desk, such as a
connector that was never captured. Inputs with an error are looked at no
further than generate does.

All findings go to stdout, by place: as text, as GitHub annotations with
-o github, as SARIF 2.1.0 with -o sarif, or with -o json as one object:

  {"findings": [{"severity": "warning", "file": "spec/connectors/Zoom.json",
                 "line": 34, "column": 9, "path": "connectionProfiles[0]...",
                 "rule": "only-captured", "message": "..."}],
   "accepted": [{..., "reason": "..."}],
   "errors": 0, "warnings": 21, "notices": 29}

What an entry of corrections.yaml accepts, by "accept: RULE" with a reason, is
left out, unless with --verbose. An entry that accepts nothing is a warning.

--rules lists the rules instead; with -o json as one object:

  {"rules": [{"id": "case-variant", "severity": "error", "meaning": "..."}]}

Exit code 1 if there is an error, or with --strict a warning.`

const lintExample = `  gen lint
  gen lint --strict -o github
  gen lint --rules`
