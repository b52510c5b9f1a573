package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/generator"
)

// validateCommand returns the verb validate, which prints to p.
func validateCommand(p *printer, o *options) *cobra.Command {
	var opts generator.ValidateOptions
	var rules bool
	run := func(j *job) error {
		switch {
		case rules:
			return j.rules(generator.WrittenRules())
		case len(j.args) == 0:
			return exit{usage, errors.New("FILE is missing: gen validate takes files, or - for standard input")}
		}
		return j.reading(func(j *job) error { return j.validate(opts) })
	}
	c := verb{
		use: "validate [FILE...]", short: "Say what is wrong with configurations, stores and exports", long: validateHelp, example: validateExample,
		formats: reporting, flags: specFlag | linkFlag | volumeFlags, run: run,
	}.command(p, o)
	c.ValidArgsFunction = nil // which offers files
	c.Flags().BoolVar(&opts.Lenient, "lenient", false, "read as what PingOne sends: what is not known is no problem")
	c.Flags().StringVar(&opts.Type, "type", "", "store `type` of configurations that do not say theirs")
	c.Flags().BoolVar(&rules, "rules", false, "list the rules")
	return c
}

// validate prints what is wrong with the files. It returns an exit if there is anything.
func (j *job) validate(opts generator.ValidateOptions) error {
	files, err := readAllWritten(j.args)
	if err != nil {
		return exit{failed, err}
	}
	about, found, err := generator.Validate(j.inputs, files, opts)
	if err != nil || found.Failed() {
		return j.refuse(found, err)
	}
	if err := j.linted(about); err != nil {
		return err
	}
	if about.Failed() {
		return exit{notRight, nil}
	}
	return nil
}

// readAllWritten returns the files with the names.
func readAllWritten(names []string) ([]generator.WrittenFile, error) {
	var files []generator.WrittenFile
	for _, name := range names {
		f, err := readWritten(name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// maxWritten bounds a file, in bytes.
const maxWritten = 16 << 20

// readWritten returns the file with the name, or standard input for "-". The file
// has no data if it does not exist.
func readWritten(name string) (generator.WrittenFile, error) {
	file, in := generator.WrittenFile{Name: name}, os.Stdin
	if name != "-" {
		opened, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			return file, nil
		}
		if err != nil {
			return file, err
		}
		defer opened.Close()
		in = opened
	} else {
		file.Name = "stdin"
	}
	data, err := io.ReadAll(io.LimitReader(in, maxWritten+1))
	if err == nil && len(data) > maxWritten {
		err = fmt.Errorf("%s: it is larger than %d MiB", name, maxWritten>>20)
	}
	file.Data = append([]byte{}, data...)
	return file, err
}

const validateHelp = `Validate says what is wrong with files that people write, before anything is sent.

A file is JSON or YAML, - is standard input, and it holds one of these or a list of them:

  a configuration   of the type that its member "type" says, or the name of the
                    file, such as zoom-eu.yaml, or --type
  a store           with its "type" and its "configuration"
  an export         of an environment: lists such as "stores" and "rules", by
                    themselves or in "_embedded", as the API answers

It reads strictly. A key that is no attribute is refused, with the nearest one; so
are an unknown profile or store type, an attribute of another profile, a value of
the wrong kind, and a mask such as **** in the place of a secret. So is an unknown
member of a store, plan, rule or mapping; of what lies in these, it is refused if
it looks like a misspelling. A reference may have a "name" in place of its "id",
${env:NAME} may stand for a secret, and a member "unknown" of a resource has what
is not known, as gen export writes them.
With --lenient, what is not known is no problem, nor is a mask: that is for files
that the API has sent.

The metadata of the inputs say what is right, so that no generated code is needed
and a connector that was just captured is known.

Everything that is wrong goes to stdout, by place, and never with a value: as text,
as GitHub annotations with -o github, as SARIF 2.1.0 with -o sarif, or with -o json
as one object:

  {"findings": [{"severity": "error", "file": "zoom.yaml", "line": 4,
                 "column": 3, "path": "configuration.SCIM_URl",
                 "rule": "unknown-key", "message": "..."}],
   "accepted": [], "errors": 1, "warnings": 0, "notices": 0}

--rules lists the rules instead.

Exit code 1 if anything is wrong.`

const validateExample = `  gen validate stores/*.yaml
  gen validate --type Zoom - < configuration.json
  gen validate -o sarif stores.json > stores.sarif`
