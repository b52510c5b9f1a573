package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/gen/internal/annotate"
	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// A printer says what there is to say, in one of the formats.
type printer struct {
	stdout, stderr *output
	format         string
	quiet, verbose bool
}

// maxFindings is how many findings text shows.
const maxFindings = 20

// code returns the exit code that err, the result of the command, calls for,
// and prints what has not been said yet.
func (p *printer) code(err error, command string) int {
	if s, ok := errors.AsType[stopped](err); ok {
		return s.code()
	}
	e, ok := errors.AsType[exit](err)
	switch {
	case err == nil:
		return done
	case !ok: // of writing help
		e = exit{failed, err}
	case e.err == nil:
		return e.code
	}
	p.fail(e, command)
	return e.code
}

// fail prints an error that is not about a place in the inputs.
func (p *printer) fail(e exit, command string) {
	text := words.Clean(strings.ReplaceAll(e.Error(), "\n", "; "))
	if e.code == usage {
		text += "; see " + command + " --help"
	}
	if p.format == "github" {
		fmt.Fprintf(p.stderr, "::error title=gen::%s\n", annotate.Data(text))
		return
	}
	fmt.Fprintf(p.stderr, "gen: %s\n", text)
}

// report prints findings and conflicts where they stop the run.
func (p *printer) report(findings generator.Findings, conflicts generator.ConflictError) {
	if p.format == "json" {
		p.encode(result{Findings: findings.All(), Conflicts: conflicts})
		return
	}
	p.findings(findings)
	for _, c := range conflicts {
		p.complain(c.Path, c.Reason)
	}
}

// wrote prints the result of generate: to people who watch, one line.
func (p *printer) wrote(findings generator.Findings, c generator.TreeDiff, out string) error {
	if p.format == "json" {
		return p.encode(result{Findings: findings.All(), TreeDiff: c})
	}
	p.findings(findings)
	if p.verbose {
		p.list(out, "written", c.Missing)
		p.list(out, "written", c.Changed)
		p.list(out, "removed", c.Extra)
	}
	if p.chats() {
		fmt.Fprintf(p.stdout, "%s: %d written, %d removed, %d unchanged\n",
			words.Clean(out), len(c.Changed)+len(c.Missing), len(c.Extra), c.Unchanged)
	}
	return nil
}

// compared prints the result of check, and returns an exit if there are differences,
// or files in the folder of the inputs that are not as they are to be.
func (j *job) compared(findings generator.Findings, c generator.TreeDiff, inputs []string, repair string) error {
	p, out := j.printer, j.out
	verdict := error(exit{notRight, nil})
	if c.Empty() && len(inputs) == 0 {
		verdict, repair = nil, ""
	}
	if p.format == "json" {
		r := result{Findings: findings.All(), Inputs: inputs, TreeDiff: c, Diff: c.Unified(), Repair: repair}
		return errors.Join(p.encode(r), verdict)
	}
	p.findings(findings)
	p.differs(j.spec, "not complete", inputs, nil)
	if !p.quiet {
		p.list(out, "foreign, left as it is", c.Foreign)
	}
	p.differs(out, "changed", c.Changed, c.Edited)
	p.differs(out, "missing", c.Missing, nil)
	p.differs(out, "extra", c.Extra, c.Edited)
	if verdict != nil {
		fmt.Fprintf(p.stdout, "%srun: %s\n", c.Unified(), repair)
	} else if p.chats() {
		fmt.Fprintf(p.stdout, "%s: up to date, %d files\n", words.Clean(out), c.Unchanged)
	}
	return verdict
}

// differs lists files that make check fail.
func (p *printer) differs(out, what string, paths, edited []string) {
	for _, path := range paths {
		said := what
		if slices.Contains(edited, path) {
			said += ", edited by hand"
		}
		if p.format == "github" {
			p.complain(filepath.Join(out, path), said)
		} else {
			p.list(out, said, []string{path})
		}
	}
}

func (p *printer) list(out, what string, paths []string) {
	for _, path := range paths {
		fmt.Fprintf(p.stdout, "%s: %s\n", words.Clean(filepath.Join(out, path)), what)
	}
}

// complain prints what is wrong with a file of the tree.
func (p *printer) complain(path, what string) {
	if p.format == "github" {
		fmt.Fprintf(p.stderr, "::error file=%s,title=gen::%s\n", annotate.Property(annotate.Path(path)), annotate.Data(what))
		return
	}
	fmt.Fprintf(p.stderr, "%s: %s\n", words.Clean(path), words.Clean(what))
}

// findings prints findings, errors first: all as annotations, or twenty as text.
// Notices, of what does no harm, are for those who want to know all, and for lint.
func (p *printer) findings(findings generator.Findings) {
	all := findings.All()
	if p.quiet {
		all = findings.Errors().All()
	}
	if !p.verbose {
		all = slices.DeleteFunc(all, func(f generator.Finding) bool { return f.Severity == generator.Notice })
	}
	slices.SortStableFunc(all, func(a, b generator.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	if p.format == "github" {
		for _, f := range all {
			fmt.Fprintln(p.stderr, annotate.Finding(f))
		}
		return
	}
	shown := len(all)
	if !p.verbose {
		shown = min(shown, maxFindings)
	}
	for _, f := range all[:shown] {
		fmt.Fprintln(p.stderr, words.Clean(f.String()))
	}
	if more := len(all) - shown; more > 0 {
		fmt.Fprintf(p.stderr, "and %d more; --verbose shows all\n", more)
	}
	p.accepted(p.stderr, findings)
}

// accepted prints the findings that are accepted to w, for those who want to know all.
func (p *printer) accepted(w io.Writer, findings generator.Findings) {
	if !p.verbose || p.format != "text" {
		return
	}
	for _, f := range findings.Accepted() {
		fmt.Fprintf(w, "accepted: %s: %s\n", words.Clean(f.String()), words.Clean(f.Reason))
	}
}

// chats reports whether to say in a line that all went well: to people who watch, or
// who want to know all.
func (p *printer) chats() bool { return !p.quiet && (p.verbose || isTerminal(p.stdout)) }

// isTerminal reports whether somebody may be watching w.
func isTerminal(w *output) bool {
	f, ok := w.Writer.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
