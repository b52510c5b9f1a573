package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/connectorgen/connectorgen/generator"
)

// A result is what -o json prints.
type result struct {
	Findings  []generator.Finding     `json:"findings"`
	Conflicts generator.ConflictError `json:"conflicts"`
	generator.TreeDiff
	Diff   string `json:"diff,omitempty"`   // check only
	Repair string `json:"repair,omitempty"` // check only
}

// json prints r, with empty lists where there is nothing.
func (p *printer) json(r result) error {
	for _, list := range []*[]string{&r.Changed, &r.Missing, &r.Extra, &r.Edited, &r.Foreign} {
		*list = orEmpty(*list)
	}
	r.Findings, r.Conflicts = orEmpty(r.Findings), orEmpty(r.Conflicts)
	return p.encode(r)
}

// orEmpty returns list, or an empty list for nil, because JSON has null for that.
func orEmpty[S ~[]E, E any](list S) S {
	if list == nil {
		return S{}
	}
	return list
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
