package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/annotate"
	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// captureCommand returns the verb capture, which prints to p.
func captureCommand(p *printer, o *options) *cobra.Command {
	var f captureFlags
	c := verb{
		use: "capture [TYPE...]", short: "Ask PingOne for the metadata of connectors and save them", long: captureHelp, example: captureExample,
		formats: annotating, flags: specFlag | linkFlag | volumeFlags, reads: true, run: f.run,
	}.command(p, o)
	c.Flags().BoolVar(&f.all, "all", false, "ask for all store types that the inputs know")
	c.Flags().StringVar(&f.configuration, "configuration", "", "`file` with a configuration as JSON that the metadata is to depend on; - is stdin")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be written and write nothing")
	c.Flags().BoolVar(&f.sandbox, "sandbox", false, "also take what the test server answers; needs --spec, for a folder that is thrown away")
	c.Flags().DurationVar(&f.timeout, "timeout", 2*time.Minute, "`time` that all of it may take")
	return c
}

// captureFlags has the flags of capture.
type captureFlags struct {
	all, dryRun   bool
	sandbox       bool
	configuration string
	timeout       time.Duration
}

// run captures, writes the files and prints the result. It returns an exit if a
// store type was not captured.
func (f *captureFlags) run(j *job) error {
	o, err := f.options(j)
	switch {
	case err != nil:
		return err
	case j.inputs.Document != "":
		return exit{usage, fmt.Errorf("--spec %s: a file; capture saves into a folder of inputs", j.spec)}
	}
	end := j.progress(&o)
	captures, err := generator.Capture(j.ctx, j.inputs, o)
	end()
	if err != nil {
		return j.unasked(err)
	}
	var written []string
	if !f.dryRun {
		if written, err = captures.Write(j.root); err != nil {
			return j.refuse(generator.Findings{}, err)
		}
	}
	return j.captured(captures, written, f.dryRun)
}

// options returns the options for the arguments and flags.
func (f *captureFlags) options(j *job) (generator.CaptureOptions, error) {
	o, err := asking(f.timeout)
	o.Types, o.Sandbox = j.args, f.sandbox
	switch {
	case err != nil:
		return o, err
	case f.all && len(j.args) > 0:
		return o, exit{usage, errors.New("--all and store types exclude each other")}
	case f.sandbox && filepath.Clean(j.spec) == "spec":
		return o, exit{usage, errors.New("--sandbox: what the test server answers is no evidence, so name a folder that is thrown away with --spec")}
	case !f.all && len(j.args) == 0:
		return o, exit{usage, errors.New("name the store types to capture, such as Zoom, or say --all")}
	}
	if f.all {
		o.Types = nil
	}
	if f.configuration == "" {
		return o, nil
	}
	o.Configuration, err = readConfiguration(f.configuration)
	return o, err
}

// asking returns the options that capture and drift have in common.
func asking(timeout time.Duration) (generator.CaptureOptions, error) {
	if timeout <= 0 {
		return generator.CaptureOptions{}, exit{usage, fmt.Errorf("--timeout %v: it must be more than nothing, such as 2m", timeout)}
	}
	return generator.CaptureOptions{Getenv: os.Getenv, Timeout: timeout}, nil
}

// maxConfiguration limits the configuration that is sent, in bytes.
const maxConfiguration = 1 << 20

// readConfiguration returns the content of the file, or of stdin for "-".
func readConfiguration(name string) ([]byte, error) {
	file := os.Stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return nil, exit{usage, fmt.Errorf("--configuration %s: not a file that can be read", name)}
		}
		defer file.Close()
	}
	data, err := io.ReadAll(io.LimitReader(file, maxConfiguration+1))
	switch {
	case err != nil:
		return nil, exit{usage, fmt.Errorf("--configuration %s: not a file that can be read", name)}
	case len(data) > maxConfiguration:
		return nil, exit{usage, fmt.Errorf("--configuration %s: larger than 1 MiB", name)}
	}
	return append([]byte{}, strings.TrimSpace(string(data))...), nil
}

// progress makes o say how far it is, if somebody wants to know. The function that
// it returns ends that.
func (j *job) progress(o *generator.CaptureOptions) (end func()) {
	say, end := j.working("asking PingOne")
	o.Progress = func(done, of int) {
		step := fmt.Sprintf("capturing %s %d of %d", bar(done, of), done, of)
		if done == of {
			step += "; working on the answers"
		}
		say(step)
	}
	return end
}

// unasked prints why nothing could be asked, and returns the exit for that.
func (j *job) unasked(err error) error {
	if e, ok := errors.AsType[*generator.CaptureOptionsError](err); ok {
		return exit{usage, e}
	}
	if e, ok := errors.AsType[*generator.CaptureInputsError](err); ok {
		return j.refuse(e.Findings, nil)
	}
	return j.refuse(generator.Findings{}, err)
}

// A captureResult is what capture prints with -o json.
type captureResult struct {
	Types   []generator.Captured `json:"types"`
	Written []string             `json:"written"`
	DryRun  bool                 `json:"dryRun"`
}

// captured prints the result for each store type. It returns an exit if one was
// not captured.
func (j *job) captured(captures *generator.Captures, written []string, dryRun bool) error {
	verdict := error(nil)
	r := captureResult{DryRun: dryRun}
	for _, name := range written {
		r.Written = append(r.Written, j.shown(name))
	}
	for _, c := range captures.All() {
		c.File = j.shown(c.File)
		r.Types = append(r.Types, c)
		if c.Status == generator.NotCaptured {
			verdict = exit{notRight, nil}
		}
		if j.printer.format != "json" {
			j.capturedLine(c, dryRun)
		}
	}
	if j.printer.format == "json" {
		return errors.Join(j.encode(r), verdict)
	}
	return verdict
}

// capturedLine prints the result for one store type.
func (j *job) capturedLine(c generator.Captured, dryRun bool) {
	text := c.Type + ": " + string(c.Status)
	switch {
	case c.Status == generator.NotCaptured:
		text += ": " + c.Reason
		if j.printer.format == "github" {
			fmt.Fprintf(j.stdout, "::error title=capture::%s\n", annotate.Data(text))
			return
		}
	case c.Status == generator.CaptureNew:
		text += ", " + c.File
	}
	if dryRun && (c.Status == generator.CaptureNew || c.Status == generator.CaptureChanged) {
		text += " (not written)"
	}
	fmt.Fprintln(j.stdout, words.Clean(text))
}

// shown returns a path below the inputs with the folder of the inputs as the user
// gave it.
func (j *job) shown(name string) string { return filepath.ToSlash(filepath.Join(j.spec, name)) }

const captureHelp = `Capture asks a PingOne environment for the metadata of connectors and saves what
it answers as connectors/TYPE.json in the folder of the inputs. It only reads
there: it asks for a token and for storeMetadata, and changes nothing.

TYPE is a store type, such as Zoom; letter case matters. One that the inputs do
not know yet is how a new connector comes in. Credentials come from the
environment, and from nowhere else:

  PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET  of a worker application
  PINGONE_ENVIRONMENT_ID                    the environment
  PINGONE_REGION_CODE                       NA, CA, EU, AU, SG or AP
  PINGONE_API_PATH, PINGONE_AUTH_PATH       addresses, in the place of the region

With --configuration, the metadata of the one type may depend on what a
configuration leads to. Without, an empty object is sent, or the example that
openapi.yaml has for the type in the request body of storeMetadata.

An answer is saved if it is the metadata of the type, if gen can read it, and if
nothing of what was sent is in it. What says the same as the file leaves it
untouched; else members keep the order that they have there. connectors/
captures.yaml notes where and when what is in each file was first captured.
Files are replaced one by one, each in one step.

With -o json one object goes to stdout:

  {"types": [{"type": "Zoom", "status": "changed",
              "file": "spec/connectors/Zoom.json",
              "reason": "...", "findings": [...]}],
   "written": ["spec/connectors/Zoom.json", "spec/connectors/captures.yaml"],
   "dryRun": false}

status is new, changed, unchanged or not captured, which has a reason and, if
the answer is at fault, findings with places in it.

Exit codes: 0 all were captured, or are unchanged; 1 some were not, and the
others are saved; 2 usage, or variables are missing; 3 nothing could be asked.`

const captureExample = `  gen capture Zoom
  gen capture --all --dry-run
  gen capture scim --configuration scim.json -o json`
