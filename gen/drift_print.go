package main

import (
	"errors"
	"fmt"

	"github.com/connectorgen/connectorgen/generator"
)

// drifted prints each proposal. It returns an exit if somebody has to act. texts has
// the files of the texts by store type.
func (j *job) drifted(d *generator.Drifted, texts map[string]string) error {
	verdict := error(nil)
	for _, p := range d.Proposals {
		if p.Problem != "" {
			verdict = exit{notRight, nil}
		}
		if j.printer.format != "json" {
			j.proposalLines(p, texts[p.Type])
		}
	}
	for _, c := range d.Captures.All() {
		if c.Status != generator.NotCaptured {
			continue
		}
		verdict = exit{notRight, nil}
		if j.printer.format != "json" {
			j.blame(c.Type + ": not captured: " + c.Reason)
		}
	}
	if j.printer.format == "json" {
		return errors.Join(j.encode(newDriftResult(d, texts)), verdict)
	}
	return verdict
}

// proposalLines prints one proposal.
func (p *printer) proposalLines(x generator.Proposal, text string) {
	fmt.Fprintf(p.stdout, "%s: %s: %s\n", clean(x.Branch), x.Status, clean(x.Title))
	if text != "" {
		fmt.Fprintf(p.stdout, "    %s\n", clean(text))
	}
	if x.Problem != "" {
		p.blame(x.Type + ": " + x.Problem)
	}
}

// blame prints a problem to stderr.
func (p *printer) blame(text string) {
	if p.format == "github" {
		fmt.Fprintf(p.stderr, "::error title=drift::%s\n", escapeData(text))
		return
	}
	fmt.Fprintln(p.stderr, clean(text))
}

// A driftResult is what drift prints with -o json.
type driftResult struct {
	Base        string          `json:"base"`
	DryRun      bool            `json:"dryRun"`
	Proposals   []driftProposal `json:"proposals"`
	NotCaptured []notCaptured   `json:"notCaptured"`
}

// A driftProposal is a proposal with what the command adds to it.
type driftProposal struct {
	generator.Proposal
	Verdict string `json:"verdict,omitempty"`
	Text    string `json:"text,omitempty"` // file of the text of the pull request
}

type notCaptured struct {
	Type   string `json:"type"`
	Reason string `json:"reason"`
}

func newDriftResult(d *generator.Drifted, texts map[string]string) driftResult {
	r := driftResult{Base: d.Base, DryRun: d.DryRun, Proposals: []driftProposal{}, NotCaptured: []notCaptured{}}
	for _, p := range d.Proposals {
		x := driftProposal{Proposal: p, Text: texts[p.Type]}
		x.Findings = orEmpty(x.Findings)
		if p.Diff != nil {
			x.Verdict = p.Diff.Verdict.String()
		}
		r.Proposals = append(r.Proposals, x)
	}
	for _, c := range d.Captures.All() {
		if c.Status == generator.NotCaptured {
			r.NotCaptured = append(r.NotCaptured, notCaptured{c.Type, c.Reason})
		}
	}
	return r
}
