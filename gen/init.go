package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/generator"
)

// initCommand returns the verb init, which prints to p.
func initCommand(p *printer, o *options) *cobra.Command {
	var opts generator.InitOptions
	run := func(j *job) error {
		if opts.Go && opts.YAML || opts.Go && opts.HCL || opts.YAML && opts.HCL {
			return exit{usage, errors.New("--go, --yaml and --hcl exclude each other")}
		}
		opts.Connector = j.args[0]
		return j.initial(opts)
	}
	c := verb{
		use: "init CONNECTOR", short: "Print the smallest configuration that is valid, to be filled in", long: initHelp, example: initExample,
		flags: specFlag | linkFlag, reads: true, run: run,
	}.command(p, o)
	c.Flags().StringVar(&opts.Profile, "profile", "", "`name` of the profile, as it is on the wire or in Go")
	c.Flags().BoolVar(&opts.All, "all", false, "with what is optional and not deprecated")
	c.Flags().BoolVar(&opts.Go, "go", false, "print a Go literal, not JSON")
	c.Flags().BoolVar(&opts.YAML, "yaml", false, "print YAML with comments, not JSON")
	c.Flags().BoolVar(&opts.HCL, "hcl", false, "print a resource of Terraform with comments, not JSON")
	return c
}

// initial prints a configuration to start from.
func (j *job) initial(opts generator.InitOptions) error {
	text, findings, err := generator.Init(j.inputs, opts)
	if e, ok := errors.AsType[*generator.NotFoundError](err); ok && strings.HasPrefix(e.What, "profile") {
		err = fmt.Errorf("--profile: %w", err)
	}
	if err != nil || findings.Failed() {
		return j.misnamed(findings, err)
	}
	if _, err := fmt.Fprint(j.stdout, text); err != nil {
		return exit{failed, fmt.Errorf("stdout: %w", err)}
	}
	return nil
}

const initHelp = `Init prints the smallest configuration of a connector that is valid.

It is the JSON object that stands as "configuration" in a store. Strings are
placeholders, such as "<SCIM_URL>", to be replaced; an enumeration has the first
of its values, and a boolean is false. A connector with several profiles needs
--profile.

With --yaml comments say what each attribute is, whether it is required, and which
values it can have; its member "type" is for gen validate.

With --hcl it is a resource of the generated provider for Terraform and OpenTofu,
with the same comments, and with a variable for each secret.

With --go it is a composite literal of the generated type, which needs the
packages connector and that of the connector.`

const initExample = `  gen init slack
  gen init zoom --profile "OAuth Bearer Token" --all
  gen init zoom --profile OAuthBearerToken --go
  gen init slack --yaml
  gen init slack --hcl`
