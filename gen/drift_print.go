package main

import (
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/gen/internal/annotate"
	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// A driftResult is what drift prints with -o json.
type driftResult struct {
	*generator.Drifted
	NotCaptured []notCaptured `json:"notCaptured"`
}

type notCaptured struct {
	Type   string `json:"type"`
	Reason string `json:"reason"`
}

// drifted prints each proposal. It returns an exit if somebody has to act.
func (j *job) drifted(d *generator.Drifted) error {
	r := driftResult{Drifted: d}
	verdict := error(nil)
	for _, p := range d.Proposals {
		if p.Problem != "" {
			verdict = exit{notRight, nil}
		}
		if j.printer.format != "json" {
			j.proposalLines(p, d.DryRun)
		}
	}
	for _, c := range d.Captures.All() {
		if c.Status != generator.NotCaptured {
			continue
		}
		verdict = exit{notRight, nil}
		r.NotCaptured = append(r.NotCaptured, notCaptured{c.Type, c.Reason})
		if j.printer.format != "json" {
			j.blame(c.Type + ": not captured: " + c.Reason)
		}
	}
	if j.printer.format == "json" {
		return errors.Join(j.encode(r), verdict)
	}
	return verdict
}

// proposalLines prints one proposal, or what would be one.
func (p *printer) proposalLines(x generator.Proposal, dryRun bool) {
	status := string(x.Status)
	if dryRun && (x.Status == generator.BranchCreated || x.Status == generator.BranchUpdated) {
		status = "would be " + status
	}
	fmt.Fprintf(p.stdout, "%s: %s: %s\n", words.Clean(x.Branch), status, words.Clean(x.Title))
	if x.Text != "" {
		fmt.Fprintf(p.stdout, "    %s\n", words.Clean(x.Text))
	}
	if x.Problem != "" {
		p.blame(x.Type + ": " + x.Problem)
	}
}

// blame prints a problem to stderr.
func (p *printer) blame(text string) {
	if p.format == "github" {
		fmt.Fprintf(p.stderr, "::error title=drift::%s\n", annotate.Data(text))
		return
	}
	fmt.Fprintln(p.stderr, words.Clean(text))
}
