package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// exportFormats are what an environment can be written as.
var exportFormats = []string{"yaml", "json", "hcl"}

// exportCommand returns the verb export, which prints to p.
func exportCommand(p *printer, o *options) *cobra.Command {
	var format string
	var timeout time.Duration
	run := func(j *job) error {
		if !slices.Contains(exportFormats, format) {
			return exit{usage, fmt.Errorf("--format %s: it must be %s", format, alternatives(exportFormats))}
		}
		ctx, cancel := context.WithTimeout(j.ctx, timeout)
		defer cancel()
		return j.export(ctx, format)
	}
	c := verb{
		use: "export [FILE]", short: "Write what an environment has to a file, without secrets", long: exportHelp, example: exportExample,
		flags: specFlag | linkFlag | volumeFlags, reads: true, run: run,
	}.command(p, o)
	c.ValidArgsFunction = nil // which offers files
	c.Flags().StringVar(&format, "format", "yaml", "`format` of the file: "+alternatives(exportFormats))
	c.Flags().DurationVar(&timeout, "timeout", 2*time.Minute, "`time` that all of it may take")
	return c
}

// export writes what the environment has to a file, or to stdout.
func (j *job) export(ctx context.Context, format string) error {
	e, found, err := generator.Export(ctx, j.inputs, access())
	if err != nil || found.Failed() {
		return j.unreached(found, err)
	}
	content, about, err := exportedAs(e, format)
	if err != nil {
		return exit{failed, err}
	}
	if len(j.args) == 0 {
		if _, err = j.stdout.Write(content); err != nil {
			return exit{failed, fmt.Errorf("stdout: %w", err)}
		}
	} else if err = replaceFile(j.args[0], content); err != nil {
		return exit{failed, err}
	}
	if !j.printer.quiet {
		j.exported(about)
	}
	return nil
}

// access says how to reach PingOne.
func access() generator.ConnectOptions {
	return generator.ConnectOptions{Getenv: os.Getenv}
}

// unreached returns the exit for an err of asking PingOne, or for findings.
func (j *job) unreached(found generator.Findings, err error) error {
	if errors.As(err, new(*generator.ConnectError)) {
		return exit{usage, err}
	}
	if cause := context.Cause(j.ctx); cause != nil {
		return cause
	}
	return j.refuse(found, err)
}

// exportedAs returns an export in a format, and what to know of it.
func exportedAs(e *generator.Exported, format string) (content []byte, about []string, err error) {
	notes, variables := e.Notes, e.Variables
	switch format {
	case "hcl":
		t := e.Terraform()
		content, notes, variables = t.HCL(), t.Notes, t.Variables
	case "json":
		content = e.JSON()
	default:
		content, err = e.YAML()
	}
	about = slices.Clone(notes)
	for _, v := range variables {
		about = append(about, "to fill in: "+v.String())
	}
	return content, about, err
}

// exported says on stderr what to know of an export.
func (j *job) exported(about []string) {
	for i, line := range about {
		if i == maxFindings && !j.printer.verbose {
			fmt.Fprintf(j.stderr, "and %d more; --verbose shows all\n", len(about)-i)
			return
		}
		fmt.Fprintln(j.stderr, words.Clean(line))
	}
}

// replaceFile writes a file in one step.
func replaceFile(name string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.new")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // there is nothing else to be done about it
	}
	return err
}

const exportHelp = `Export writes the stores, plans, rules and mappings of an environment of PingOne to
a file, or to stdout, for gen validate to check and for gen import to bring into
another environment. It only reads.

Credentials come from PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET,
PINGONE_ENVIRONMENT_ID and PINGONE_REGION_CODE, as for gen capture.

There are no ids: resources refer to each other by name, so no two of a kind may
have one name. There are no secrets: in the place of a secret stands a variable,
such as ${env:STORE_ZOOM_API_KEY}, or ${json:NAME} for what is no string, and the
comments of the file, and stderr, say which variables to set for gen import. That
holds for sensitive attributes, whether PingOne shows them or not, for what nobody
knows and is no boolean, and for texts of a form that secrets have.

What neither the document nor the connector knows is in the member "unknown" of a
resource, and survives. Ids of groups and populations, and what a text says of
them, stay: another environment has others.

With --format hcl it is a configuration of Terraform or OpenTofu for the generated
provider, with a block that imports each resource, and a variable for each secret.
If these have what PingOne has and shows, the next plan imports all, and adds and
changes nothing.`

const exportExample = `  gen export environment.yaml
  gen export --format json > environment.json
  gen export --format hcl environment.tf`
