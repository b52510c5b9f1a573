package main

import (
	"bytes"
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
	Edited    []string   `json:"edited"`
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

func newResult(findings generator.Findings, c generator.TreeDiff) result {
	return result{
		Findings:  jsonFindings(findings),
		Changed:   c.Changed,
		Missing:   c.Missing,
		Extra:     c.Extra,
		Edited:    c.Edited,
		Foreign:   c.Foreign,
		Unchanged: c.Unchanged,
	}
}

func jsonFindings(findings generator.Findings) []finding {
	var list []finding
	for _, f := range findings.All() {
		list = append(list, newFinding(f))
	}
	return list
}

func newFinding(f generator.Finding) finding {
	return finding{string(f.Severity), f.File, f.Line, f.Column, f.Place.Path, f.Rule, f.Message}
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
	for _, list := range []*[]string{&r.Changed, &r.Missing, &r.Extra, &r.Edited, &r.Foreign} {
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
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	if err == nil {
		_, err = p.stdout.Write(generator.ShowJSON(b.Bytes()))
	}
	if err != nil {
		return exit{failed, fmt.Errorf("stdout: %w", err)}
	}
	return nil
}
