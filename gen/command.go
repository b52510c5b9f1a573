package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/rerun"
)

// options are the flags that several verbs have.
type options struct {
	spec, out, chdir, format string
	follow                   bool
	quiet, verbose           bool
	force, strict            bool // of generate
}

// newCommand returns the command with its verbs, which print to p.
func newCommand(p *printer) *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:                "gen",
		Short:              "gen writes typed Go for PingOne provisioning connectors",
		Long:               longHelp,
		Version:            version(),
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true, // [unknown] makes them
		Example: `  gen generate
  gen check --out internal/pingone`,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.PersistentFlags().StringVarP(&o.chdir, "chdir", "C", "", "change to this `folder` first; the others are relative to it")
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(unknownFlag)
	root.SetHelpCommand(helpCommand())
	root.AddCommand(
		generateCommand(p, &o),
		verb{use: "check", short: "Fail if the packages on disk are not what the inputs call for", long: checkHelp, example: checkExample, formats: annotating, flags: specFlag | linkFlag | outFlag | volumeFlags, reads: true, run: check}.command(p, &o),
		lintCommand(p, &o),
		validateCommand(p, &o),
		explainCommand(p, &o),
		initCommand(p, &o),
		exportCommand(p, &o),
		importCommand(p, &o),
		diffCommand(p, &o),
		captureCommand(p, &o),
		driftCommand(p, &o),
		versionCommand(),
	)
	addCompletion(root)
	return root
}

// annotating are the formats of a verb that annotates the inputs.
var annotating = []string{"text", "json", "github"}

// reporting are the formats of a verb that is asked for findings.
var reporting = append(slices.Clone(annotating), "sarif")

// A flagSet says which of the options a verb has.
type flagSet uint8

const (
	specFlag flagSet = 1 << iota
	outFlag
	linkFlag
	volumeFlags // quiet and verbose
)

// A verb is one of the commands.
type verb struct {
	use                  string // name and arguments: [X] may be missing, and X... repeated
	short, long, example string
	formats              []string // that it prints in; nil if there is one
	flags                flagSet
	reads                bool // the inputs, which are opened for it
	run                  func(*job) error
}

// command returns the verb as a command that prints to p.
func (v verb) command(p *printer, o *options) *cobra.Command {
	c := &cobra.Command{
		Use:               v.use,
		Short:             v.short,
		Long:              v.long,
		Example:           v.example,
		Args:              v.arguments,
		ValidArgsFunction: v.completions(o),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.prepare(p, v.formats); err != nil {
				return err
			}
			j := &job{ctx: c.Context(), options: *o, printer: p, args: args, repair: func(force bool) string { return rerun.Repair(c, force) }}
			if v.reads {
				return j.reading(v.run)
			}
			return v.run(j)
		},
	}
	v.addFlags(c, o)
	return c
}

// addFlags gives c those of the options that mean something for the verb.
func (v verb) addFlags(c *cobra.Command, o *options) {
	if v.flags&specFlag != 0 {
		c.Flags().StringVar(&o.spec, "spec", "spec", "`folder` of the inputs, or an OpenAPI document alone")
	}
	if v.flags&linkFlag != 0 {
		c.Flags().BoolVar(&o.follow, "follow-links", false, "read inputs that are links out of their folder, as with Bazel and Nix")
	}
	if v.flags&outFlag != 0 {
		folder(c, &o.out, "out", "generated", "`folder` of the generated packages")
	}
	if v.formats != nil {
		c.Flags().StringVarP(&o.format, "output", "o", "text", "`format` of what is printed: "+alternatives(v.formats))
		_ = c.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(v.formats, cobra.ShellCompDirectiveNoFileComp)) // fails without the flag
	}
	if v.flags&volumeFlags != 0 {
		c.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "print what is wrong and nothing else")
		c.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "print more: all findings, what is accepted, each file and each step")
	}
}

// folder gives c a flag for a folder.
func folder(c *cobra.Command, to *string, name, value, usage string) {
	c.Flags().StringVar(to, name, value, usage)
	_ = c.MarkFlagDirname(name) // fails without the flag
}

// alternatives returns words as "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// arguments returns an error unless there are as many as the verb takes.
func (v verb) arguments(c *cobra.Command, args []string) error {
	names := strings.Fields(v.use)[1:]
	for i, name := range names {
		if i >= len(args) && !strings.HasPrefix(name, "[") {
			return exit{usage, fmt.Errorf("%s is missing: %s takes %s", name, c.CommandPath(), strings.Join(names, " "))}
		}
	}
	switch {
	case len(args) <= len(names) || strings.HasSuffix(v.use, "...]"):
		return nil
	case len(names) == 0:
		return exit{usage, fmt.Errorf("%s takes no argument, and there is %q", c.CommandPath(), args[0])}
	}
	return exit{usage, fmt.Errorf("%s takes %s, and there is one more argument: %q", c.CommandPath(), strings.Join(names, " "), args[len(names)])}
}

// prepare refuses flags that make no sense, and changes to the folder of -C.
func (o *options) prepare(p *printer, formats []string) error {
	if formats == nil {
		o.format = "text"
	} else if !slices.Contains(formats, o.format) {
		return exit{usage, fmt.Errorf("-o %s: it must be %s", o.format, alternatives(formats))}
	}
	switch {
	case o.spec == "" || o.out == "":
		return exit{usage, fmt.Errorf("--spec and --out need a folder")}
	case o.quiet && o.verbose:
		return exit{usage, fmt.Errorf("--quiet and --verbose exclude each other")}
	}
	p.format, p.quiet, p.verbose = o.format, o.quiet, o.verbose
	if o.chdir == "" {
		return nil
	}
	if err := os.Chdir(o.chdir); err != nil {
		return exit{usage, fmt.Errorf("-C %s: not a folder that can be entered", o.chdir)}
	}
	return nil
}

// generateCommand returns the verb generate, which prints to p.
func generateCommand(p *printer, o *options) *cobra.Command {
	c := verb{
		use: "generate", short: "Write the packages that the inputs call for", long: generateHelp, example: generateExample,
		formats: annotating, flags: specFlag | linkFlag | outFlag | volumeFlags, reads: true, run: generate,
	}.command(p, o)
	c.Flags().BoolVar(&o.strict, "strict", false, "write nothing if an operation of the document would be left out")
	c.Flags().BoolVar(&o.force, "force", false, "give up what was edited by hand in generated files")
	return c
}

// version returns the version of the module that this program is part of. As a
// tool of another module, that is a dependency of the module that it was built in.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == rerun.Module() && m.Version != "" {
				return "gen " + m.Version
			}
		}
	}
	return "gen (unknown version)"
}

const longHelp = `gen writes typed Go for PingOne provisioning connectors.

It reads openapi.yaml, connectors/*.json (captured metadata),
corrections.yaml and generate.yaml from a folder of inputs, and writes Go
packages. Any of the four may be missing. The import path of the packages follows from the nearest
go.mod, so gen works in every module. Only capture and drift reach the network.

Exit codes: 0 done; 1 the inputs or the packages on disk are not right;
2 usage; 3 it could not be done, or what is printed could not be written;
130 and 143 stopped by a signal.`

const generateHelp = `Generate writes the packages that the inputs call for.

All of it is made and checked in memory before the first file is written. Then
each file that differs is replaced in one step, and files that are no longer
called for are removed. A run that is stopped, or finds the disk full, leaves
every file wholly old or wholly new, and the next run completes it. Two runs wait
for each other. A file that differs in the ends of its lines alone, as on Windows,
is not touched.

connectorgen.sum in the output folder has the SHA-256 of what was written;
"sha256sum -c connectorgen.sum" reads it. A file that it does not list is somebody
else's, whatever its first line says, and is not touched. A listed file that was
edited since is refused by name, and so is a file in the place of one that comes
new: move the edit to the inputs or to a file of your own, or give it up with
--force. Files without the header line "// Code generated by connectorgen; DO NOT
EDIT.", links and special files are refused even so. After a merge of two
branches, resolve the conflicts of the inputs and run generate --force, which
settles those of the output folder.

generate.yaml in the folder of the inputs says what to make of the document: which
operations become methods, names, what the client holds, how lists go on; "gen init
--config" writes one to start from. It asks for more than these packages as well:
"outputs: [terraform]" for a Terraform provider. The names of that are in
terraform-names.lock, to which generate adds the new ones; it refuses to change
one that is there.

The output folder may be any in which Go builds packages, but must not hold, be or
lie in the inputs, a git repository or another output folder. A go.mod in it is
kept. The go.mod that it belongs to must say go 1.23 or later.

An operation that cannot be honoured, such as one with a parameter in a style that
OpenAPI does not know, is left out with a warning; with --strict that is an error, and
nothing is written. What the corrections accept stays out without one.

Findings about the inputs go to stderr: 20 of them as text, all of them as
GitHub annotations with -o github. An error among them, and nothing is written.
With -o json one object goes to stdout:

  {"findings": [{"severity": "warning", "file": "spec/connectors/Zoom.json",
                 "line": 12, "column": 7, "path": "information.name",
                 "rule": "unknown-member", "message": "..."}],
   "conflicts": [{"path": "...", "message": "..."}],
   "changed": ["connector/zoom/zoom.go"], "missing": [], "extra": [],
   "edited": [], "foreign": [], "unchanged": 41}

changed and missing were written, extra removed. edited are those of changed and
extra whose edits were given up.`

const generateExample = `  gen generate
  gen generate -C ../service --spec api --out internal/pingone
  gen generate -o github
  gen generate --force`

const checkHelp = `Check generates in memory and compares with the disk. It writes nothing.

It fails on files that were changed, are missing, or are extra: generated once,
but no longer called for. It says which of them were edited by hand, as far as
connectorgen.sum tells. Foreign files, which lack the header line, are listed
and are no failure. The last line is the command that repairs the difference,
with --force if edits would be lost.

It also fails if terraform-names.lock in the folder of the inputs lacks names.

With -o json one object goes to stdout:

  {"findings": [...], "conflicts": [...],
   "changed": ["connector/zoom/zoom.go"], "missing": [], "extra": [],
   "edited": [], "foreign": [], "unchanged": 41, "inputs": ["terraform-names.lock"],
   "diff": "...", "repair": "go generate ./..."}

inputs are files of the inputs that generate would complete, left out if there
are none. Paths of files are relative to the output folder; edited are some of changed and
extra. diff, at most a few hundred
lines, and repair are left out if nothing differs.`

const checkExample = `  gen check
  gen check -C ../service --spec api --out internal/pingone
  gen check -o json | jq -r '.changed[]'`
