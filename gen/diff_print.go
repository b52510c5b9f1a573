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
	Verdict        string              `json:"verdict"`
	Old            string              `json:"old"`
	New            string              `json:"new"`
	Changes        []change            `json:"changes"`
	Configurations *diffConfigurations `json:"configurations,omitempty"`
}

type change struct {
	Severity  string   `json:"severity"`
	Rule      string   `json:"rule"`
	Source    string   `json:"source"`
	Connector string   `json:"connector,omitempty"`
	Subject   string   `json:"subject,omitempty"`
	Profiles  []string `json:"profiles,omitempty"`
	Message   string   `json:"message"`
	Advice    string   `json:"advice,omitempty"`
	Old       *place   `json:"old,omitempty"`
	New       *place   `json:"new,omitempty"`
}

type place struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Path   string `json:"path,omitempty"`
}

type diffConfigurations struct {
	Checked int       `json:"checked"`
	Invalid []invalid `json:"invalid"`
	Skipped []skipped `json:"skipped"`
}

type invalid struct {
	File      string    `json:"file"`
	Path      string    `json:"path"`
	Connector string    `json:"connector"`
	Problems  []problem `json:"problems"`
}

type problem struct {
	Key     string `json:"key"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

type skipped struct {
	File   string `json:"file"`
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

func newDiffResult(d *generator.Diff, old, new string) diffResult {
	r := diffResult{Verdict: d.Verdict.String(), Old: old, New: new, Changes: []change{}}
	for _, c := range d.Changes {
		r.Changes = append(r.Changes, change{
			c.Severity.String(), c.Rule, string(c.Source), c.Connector, c.Subject, c.Profiles, c.Message, generator.Advice(c.Rule),
			newPlace(c.Old.File, c.Old.Line, c.Old.Column, c.Old.Path), newPlace(c.New.File, c.New.Line, c.New.Column, c.New.Path),
		})
	}
	if d.Stored != nil {
		r.Configurations = newDiffConfigurations(d.Stored)
	}
	return r
}

func newPlace(file string, line, column int, path string) *place {
	if file == "" {
		return nil
	}
	return &place{file, line, column, path}
}

func newDiffConfigurations(d *generator.Stored) *diffConfigurations {
	r := &diffConfigurations{d.Checked, []invalid{}, []skipped{}}
	for _, c := range d.Invalid {
		x := invalid{File: c.File, Path: c.Path, Connector: c.Connector}
		for _, q := range c.Problems {
			x.Problems = append(x.Problems, problem{q.Key, q.Rule, q.Message})
		}
		r.Invalid = append(r.Invalid, x)
	}
	for _, s := range d.Skipped {
		r.Skipped = append(r.Skipped, skipped{s.File, s.Path, s.Reason})
	}
	return r
}
