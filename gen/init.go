package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/words"
	"github.com/connectorgen/connectorgen/generator"
)

// initCommand returns the verb init, which prints to p.
func initCommand(p *printer, o *options) *cobra.Command {
	var opts generator.InitOptions
	var config bool
	run := func(j *job) error {
		switch {
		case config && len(j.args) > 0:
			return exit{usage, fmt.Errorf("--config is about the document, and takes no connector: %q", j.args[0])}
		case config:
			return j.initialConfig()
		case len(j.args) == 0:
			return exit{usage, errors.New("CONNECTOR is missing: gen init takes one, or --config")}
		}
		if opts.Go && opts.YAML || opts.Go && opts.HCL || opts.YAML && opts.HCL {
			return exit{usage, errors.New("--go, --yaml and --hcl exclude each other")}
		}
		opts.Connector = j.args[0]
		return j.initial(opts)
	}
	c := verb{
		use: "init [CONNECTOR]", short: "Print the smallest configuration that is valid, to be filled in", long: initHelp, example: initExample,
		flags: specFlag | linkFlag, reads: true, run: run,
	}.command(p, o)
	c.Flags().StringVar(&opts.Profile, "profile", "", "`name` of the profile, as it is on the wire or in Go")
	c.Flags().BoolVar(&opts.All, "all", false, "with what is optional and not deprecated")
	c.Flags().BoolVar(&opts.Go, "go", false, "print a Go literal, not JSON")
	c.Flags().BoolVar(&opts.YAML, "yaml", false, "print YAML with comments, not JSON")
	c.Flags().BoolVar(&opts.HCL, "hcl", false, "print a resource of Terraform with comments, not JSON")
	c.Flags().BoolVar(&config, "config", false, "write a generate.yaml with comments, for the document")
	return c
}

// initialConfig writes a generate.yaml, unless there is one.
func (j *job) initialConfig() error {
	if j.inputs.Document != "" {
		return exit{usage, errors.New("--config needs the folder of the inputs, in which generate.yaml belongs")}
	}
	text, findings, err := generator.InitConfig(j.inputs)
	if err != nil || findings.Failed() {
		return j.refuse(findings, err)
	}
	f, err := j.root.OpenFile(generator.ConfigFile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return exit{notRight, fmt.Errorf("%s is there already, and is not changed", words.Clean(filepath.Join(j.inputs.Name, generator.ConfigFile)))}
	}
	if err != nil {
		return err
	}
	if _, err = f.WriteString(text); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
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

With --config it writes generate.yaml into the folder of the inputs, with the package that
the client has without it, and comments that say what else can stand there. One that is
there is not changed.

With --go it is a composite literal of the generated type, which needs the
packages connector and that of the connector.`

const initExample = `  gen init slack
  gen init zoom --profile "OAuth Bearer Token" --all
  gen init zoom --profile OAuthBearerToken --go
  gen init slack --yaml
  gen init slack --hcl`
