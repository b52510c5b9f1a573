package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// importCommand returns the verb import, which prints to p.
func importCommand(p *printer, o *options) *cobra.Command {
	var f importFlags
	c := verb{
		use: "import FILE...", short: "Bring what files have into an environment", long: importHelp, example: importExample,
		flags: specFlag | linkFlag | volumeFlags, reads: true, run: f.run,
	}.command(p, o)
	c.ValidArgsFunction = nil // which offers files
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be done and do nothing")
	c.Flags().BoolVar(&f.Keep, "keep", false, "leave what is there as it is, also if it differs")
	c.Flags().BoolVar(&f.Lenient, "lenient", false, "take what the inputs do not know")
	c.Flags().DurationVar(&f.timeout, "timeout", 10*time.Minute, "`time` that all of it may take")
	return c
}

// importFlags has the flags of import.
type importFlags struct {
	generator.ImportOptions
	dryRun  bool
	timeout time.Duration
}

// run imports the files. It returns an exit if anything is wrong with them, and then
// nothing was changed.
func (f *importFlags) run(j *job) error {
	files, err := readAllWritten(j.args)
	if err != nil {
		return exit{failed, err}
	}
	ctx, cancel := context.WithTimeout(j.ctx, f.timeout)
	defer cancel()
	f.Access = access()
	plan, about, found, err := generator.Import(ctx, j.inputs, files, f.ImportOptions)
	if err != nil || found.Failed() {
		return j.unreached(found, err)
	}
	steps := &stepPrinter{printer: j.printer, dry: f.dryRun}
	if f.dryRun && plan != nil {
		for _, s := range plan.Steps {
			steps.print(s)
		}
	}
	if about.Failed() {
		return j.refuse(about, nil)
	}
	if !f.dryRun {
		err = plan.Run(ctx, steps.print)
	}
	steps.end()
	if err != nil {
		return j.stoppedAt(err)
	}
	return nil
}

// stoppedAt returns the exit for an import that did not get to its end.
func (j *job) stoppedAt(err error) error {
	err = fmt.Errorf("%w; import again to go on from there: what is there is kept", err)
	if cause := context.Cause(j.ctx); cause != nil && !errors.Is(err, cause) {
		j.fail(exit{failed, err}, "")
		return cause
	}
	return exit{failed, err}
}

// A stepPrinter prints the steps of an import: up to maxSteps, and then their number.
type stepPrinter struct {
	*printer
	dry            bool
	count, created int
}

// maxSteps is how many steps are printed.
const maxSteps = 500

// print prints a step, if it is to be seen.
func (p *stepPrinter) print(s generator.ImportStep) {
	p.count++
	if s.Action != generator.ImportKeep {
		p.created++
	}
	if p.quiet || p.count > maxSteps && !p.verbose {
		return
	}
	what := map[generator.ImportAction]string{
		generator.ImportCreate: "created", generator.ImportKeep: "there already", generator.ImportActivate: "activated",
	}[s.Action]
	if p.dry {
		what = "to " + string(s.Action)
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", what, words.Clean(s.Label))
}

// end prints what is not shown, and what is to be done.
func (p *stepPrinter) end() {
	if more := p.count - maxSteps; more > 0 && !p.verbose && !p.quiet {
		fmt.Fprintf(p.stdout, "and %d more; --verbose shows all\n", more)
	}
	if p.created > 0 && !p.dry && !p.quiet {
		fmt.Fprintln(p.stdout, "It takes effect with the next revision.")
	}
}

const importHelp = `Import brings the stores, plans, rules and mappings of files, such as one that gen
export has written, into an environment of PingOne.

Credentials come from PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET,
PINGONE_ENVIRONMENT_ID and PINGONE_REGION_CODE. The values of ${env:NAME} and
${json:NAME} come from the variables that are named.

It reads the files as gen validate does, then what the environment has, and refuses
everything that is wrong before it changes anything: a variable that is not set, a
name that nothing or more than one thing has, and a resource that is there under
the same name and differs in something else than a secret. With --keep, what is
there stays as it is. With --lenient, what the inputs do not know is no problem.

It creates stores, plans, and each rule with its mappings, and activates the rules
that are to be active last. Nothing is sent twice and nothing is replaced that was
not made for the file, but for the rules that it activates. If it was stopped or
killed, import again: what is there by then is kept. Changes take effect with the
next revision, which it does not make.

--dry-run says what would be done, and shows no value.

Exit code 1 if anything is wrong with the files or with what is there.`

const importExample = `  gen import --dry-run environment.yaml
  gen import environment.yaml`
