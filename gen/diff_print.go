package main

import (
	"fmt"
	"strings"

	"github.com/connectorgen/connectorgen/generator"
)

// differed prints what changed, in the format asked for.
func (p *printer) differed(d *generator.Diff, old, new string) error {
	switch p.format {
	case "json":
		return p.encode(newDiffResult(d, old, new))
	case "markdown":
		fmt.Fprint(p.stdout, markdown(d, old, new))
		return nil
	}
	for _, c := range d.Changes {
		fmt.Fprintf(p.stdout, "%s: %s: %s [%s]\n", c.Severity, c.Rule, clean(c.String()), c.Source)
		if at := places(c); at != "" {
			fmt.Fprintf(p.stdout, "    %s\n", at)
		}
	}
	fmt.Fprintf(p.stdout, "verdict: %s%s\n", d.Verdict, counts(d))
	if d.Stored != nil {
		p.stored(d.Stored)
	}
	return nil
}

// stored prints how many configurations were checked, and which could not be.
func (p *printer) stored(s *generator.Stored) {
	for _, x := range s.Skipped {
		fmt.Fprintf(p.stdout, "not checked: %s %s\n", clean(where(x.File, x.Path)), x.Reason)
	}
	fmt.Fprintf(p.stdout, "configurations: %d checked, %d become invalid\n", s.Checked, len(s.Invalid))
}

// places returns where c is in the old version, and in the new one.
func places(c generator.Change) string {
	old, new := placeText(c.Old.File, c.Old.Line, c.Old.Column), placeText(c.New.File, c.New.Line, c.New.Column)
	switch {
	case old != "" && new != "" && old != new:
		return old + " -> " + new
	case new == "":
		return old
	}
	return new
}

func placeText(file string, line, column int) string {
	if line == 0 {
		return clean(file)
	}
	return fmt.Sprintf("%s:%d:%d", clean(file), line, column)
}

// where returns a file and, if there is more than one thing in it, what of it.
func where(file, path string) string {
	if path == "" {
		return file
	}
	return file + ": " + path
}

// counts returns how many changes there are of each severity.
func counts(d *generator.Diff) string {
	number := make(map[string]int)
	for _, c := range d.Changes {
		number[c.Severity.String()]++
	}
	var words []string
	for _, s := range []string{"major", "minor", "patch"} {
		if number[s] > 0 {
			words = append(words, fmt.Sprintf("%d %s", number[s], s))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// A diffResult is what diff prints with -o json.
type diffResult struct {
	Verdict        generator.Verdict  `json:"verdict"`
	Old            string             `json:"old"`
	New            string             `json:"new"`
	Changes        []generator.Change `json:"changes"`
	Configurations *generator.Stored  `json:"configurations,omitempty"`
}

func newDiffResult(d *generator.Diff, old, new string) diffResult {
	r := diffResult{d.Verdict, old, new, orEmpty(d.Changes), d.Stored}
	if r.Configurations != nil {
		r.Configurations.Invalid, r.Configurations.Skipped = orEmpty(r.Configurations.Invalid), orEmpty(r.Configurations.Skipped)
	}
	return r
}
