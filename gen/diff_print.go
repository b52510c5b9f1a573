package main

import (
	"fmt"

	"github.com/connectorgen/connectorgen/gen/internal/markdown"
	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// differed prints d in the chosen format.
func (p *printer) differed(d *generator.Diff, old, new string) error {
	switch p.format {
	case "json":
		return p.encode(diffResult{d.Verdict, d.Verdicts(), old, new, d.Changes, d.Stored})
	case "markdown":
		fmt.Fprint(p.stdout, markdown.Diff(d, old, new))
		return nil
	}
	for _, c := range d.Changes {
		fmt.Fprintf(p.stdout, "%s: %s: %s [%s]\n", c.Severity, c.Rule, words.Clean(c.String()), c.Source)
		if at := places(c); at != "" {
			fmt.Fprintf(p.stdout, "    %s\n", at)
		}
	}
	fmt.Fprintf(p.stdout, "verdict: %s%s\n    %s\n", d.Verdict, words.Counts(d), words.Verdicts(d))
	if d.Stored != nil {
		p.stored(d.Stored)
	}
	return nil
}

// stored prints the number of checked configurations, and those that could not be read.
func (p *printer) stored(s *generator.Stored) {
	for _, x := range s.Skipped {
		fmt.Fprintf(p.stdout, "not checked: %s %s\n", words.Clean(words.Where(x.File, x.Path)), x.Reason)
	}
	fmt.Fprintf(p.stdout, "configurations: %d checked, %d become invalid\n", s.Checked, len(s.Invalid))
}

// places returns the places of c in the old and in the new version.
func places(c generator.Change) string {
	old, new := words.Place(c.Old.File, c.Old.Line, c.Old.Column), words.Place(c.New.File, c.New.Line, c.New.Column)
	switch {
	case old != "" && new != "" && old != new:
		return old + " -> " + new
	case new == "":
		return old
	}
	return new
}

// A diffResult is what diff prints with -o json.
type diffResult struct {
	Verdict        generator.Verdict  `json:"verdict"`
	Verdicts       map[string]string  `json:"verdicts"`
	Old            string             `json:"old"`
	New            string             `json:"new"`
	Changes        []generator.Change `json:"changes"`
	Configurations *generator.Stored  `json:"configurations,omitempty"`
}
