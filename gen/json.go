package main

import (
	"encoding/json"
	"fmt"

	"github.com/connectorgen/connectorgen/generator"
)

// A result is what -o json prints.
type result struct {
	Findings  []finding  `json:"findings"`
	Conflicts []conflict `json:"conflicts"`
	Changed   []string   `json:"changed"`
	Missing   []string   `json:"missing"`
	Extra     []string   `json:"extra"`
	Foreign   []string   `json:"foreign"`
	Unchanged int        `json:"unchanged"`
	Stepwise  *bool      `json:"stepwise,omitempty"` // generate only
	Diff      string     `json:"diff,omitempty"`     // check only
	Repair    string     `json:"repair,omitempty"`   // check only
}

type finding struct {
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Path     string `json:"path,omitempty"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
}

type conflict struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

func newResult(findings generator.Findings, c generator.Changes) result {
	return result{
		Findings:  jsonFindings(findings),
		Changed:   c.Changed,
		Missing:   c.Missing,
		Extra:     c.Extra,
		Foreign:   c.Foreign,
		Unchanged: c.Unchanged,
	}
}

func jsonFindings(findings generator.Findings) []finding {
	var list []finding
	for _, f := range findings.All() {
		list = append(list, finding{string(f.Severity), f.File, f.Line, f.Column, f.Place.Path, f.Rule, f.Message})
	}
	return list
}

func jsonConflicts(conflicts generator.ConflictError) []conflict {
	var list []conflict
	for _, c := range conflicts {
		list = append(list, conflict{c.Path, c.Reason})
	}
	return list
}

// json prints r, with empty lists where there is nothing.
func (p *printer) json(r result) error {
	for _, list := range []*[]string{&r.Changed, &r.Missing, &r.Extra, &r.Foreign} {
		if *list == nil {
			*list = []string{}
		}
	}
	if r.Findings == nil {
		r.Findings = []finding{}
	}
	if r.Conflicts == nil {
		r.Conflicts = []conflict{}
	}
	return p.encode(r)
}

// encode prints v as JSON.
func (p *printer) encode(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return exit{failed, fmt.Errorf("stdout: %w", err)}
	}
	return nil
}
