package main

import (
	"bytes"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/connectorgen/connectorgen/generator"
)

// A result is what generate and check print with -o json.
type result struct {
	Findings  []generator.Finding     `json:"findings"`
	Conflicts generator.ConflictError `json:"conflicts"`
	generator.TreeDiff
	Inputs []string `json:"inputs,omitempty"` // check only: files of the inputs that generate would complete
	Diff   string   `json:"diff,omitempty"`   // check only
	Repair string   `json:"repair,omitempty"` // check only
}

// encode prints v as JSON, with an empty list where a list has nothing in it.
func (p *printer) encode(v any) error {
	var b bytes.Buffer
	err := json.MarshalWrite(&b, v, jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true), json.Deterministic(true))
	if err == nil {
		_, err = p.stdout.Write(generator.ShowJSON(append(b.Bytes(), '\n')))
	}
	if err != nil {
		return exit{failed, fmt.Errorf("stdout: %w", err)}
	}
	return nil
}
