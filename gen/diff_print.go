package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/connectorgen/connectorgen/generator"
)

// differed prints d in the chosen format.
func (p *printer) differed(d *generator.Diff, old, new string) error {
	switch p.format {
	case "json":
		return p.encode(diffResult{d.Verdict, d.Verdicts(), old, new, d.Changes, d.Stored})
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
	fmt.Fprintf(p.stdout, "verdict: %s%s\n    %s\n", d.Verdict, counts(d), verdicts(d))
	if d.Stored != nil {
		p.stored(d.Stored)
	}
	return nil
}

// stored prints the number of checked configurations, and those that could not be read.
func (p *printer) stored(s *generator.Stored) {
	for _, x := range s.Skipped {
		fmt.Fprintf(p.stdout, "not checked: %s %s\n", clean(where(x.File, x.Path)), x.Reason)
	}
	fmt.Fprintf(p.stdout, "configurations: %d checked, %d become invalid\n", s.Checked, len(s.Invalid))
}

// places returns the places of c in the old and in the new version.
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

// where returns a file and, if it is not "", the path in it.
func where(file, path string) string {
	if path == "" {
		return file
	}
	return file + ": " + path
}

// counts returns the number of changes of each severity, such as " (1 major, 2 minor)".
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

// verdicts returns the verdict of each source, such as "metadata minor, document
// none, go minor, configurations not checked", and that for users of Terraform if
// there is a provider.
func verdicts(d *generator.Diff) string {
	of := d.Verdicts()
	var words []string
	for _, source := range []string{"metadata", "document", "go", "configurations"} {
		words = append(words, source+" "+cmp.Or(of[source], "not checked"))
	}
	if verdict := of["terraform"]; verdict != "" {
		words = append(words, "terraform "+verdict)
	}
	return strings.Join(words, ", ")
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
