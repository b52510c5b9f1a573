package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// options are the flags.
type options struct {
	spec, out, chdir, format string
	force                    bool // of generate
}

// newCommand returns the command with its verbs, which print to p.
func newCommand(p *printer) *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:           "gen",
		Short:         "gen writes typed Go for PingOne provisioning connectors",
		Long:          longHelp,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Example: `  gen generate
  gen check --out internal/pingone`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return exit{usage, fmt.Errorf("a command is missing")}
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&o.spec, "spec", "spec", "`folder` of the inputs")
	flags.StringVar(&o.out, "out", "generated", "`folder` of the generated packages")
	flags.StringVarP(&o.chdir, "chdir", "C", "", "change to this `folder` first; the others are relative to it")
	flags.StringVarP(&o.format, "output", "o", "text", "`format` of what is printed: text, json or github")
	root.SetVersionTemplate("{{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	writing := verb{use: "generate", short: "Write the packages that the inputs call for", long: generateHelp, example: generateExample, reads: true, run: generate}.command(p, &o)
	writing.Flags().BoolVar(&o.force, "force", false, "give up what was edited by hand in generated files")
	root.AddCommand(
		writing,
		verb{use: "check", short: "Fail if the packages on disk are not what the inputs call for", long: checkHelp, example: checkExample, reads: true, run: check}.command(p, &o),
		lintCommand(p, &o),
		explainCommand(p, &o),
		initCommand(p, &o),
		diffCommand(p, &o),
		captureCommand(p, &o),
		driftCommand(p, &o),
	)
	return root
}

// A verb is one of the commands.
type verb struct {
	use, short, long, example string
	args                      cobra.PositionalArgs // nil for none
	formats                   []string             // that it prints in; nil for text, json and github
	reads                     bool                 // the inputs, which are opened for it
	run                       func(*job) error
}

// command returns the verb as a command that prints to p.
func (v verb) command(p *printer, o *options) *cobra.Command {
	if v.args == nil {
		v.args = cobra.NoArgs
	}
	if v.formats == nil {
		v.formats = []string{"text", "json", "github"}
	}
	return &cobra.Command{
		Use:     v.use,
		Short:   v.short,
		Long:    v.long,
		Example: v.example,
		Args:    v.args,
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.prepare(p, v.formats); err != nil {
				return err
			}
			j := &job{ctx: c.Context(), options: *o, printer: p, args: args, repair: func(force bool) string { return repair(c, force) }}
			if v.reads {
				return j.reading(v.run)
			}
			return v.run(j)
		},
	}
}

// prepare refuses flags that make no sense, and changes to the folder of -C.
func (o *options) prepare(p *printer, formats []string) error {
	if !slices.Contains(formats, o.format) {
		return exit{usage, fmt.Errorf("-o %s: not one of %s", o.format, strings.Join(formats, ", "))}
	}
	if o.spec == "" || o.out == "" {
		return exit{usage, fmt.Errorf("--spec and --out need a folder")}
	}
	p.format = o.format
	if o.chdir == "" {
		return nil
	}
	if err := os.Chdir(o.chdir); err != nil {
		return exit{usage, fmt.Errorf("-C %s: not a folder that can be entered", o.chdir)}
	}
	return nil
}

// version returns the version of the module that this program is part of. As a
// tool of another module, that is a dependency of the module that it was built in.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == module() && m.Version != "" {
				return "gen " + m.Version
			}
		}
	}
	return "gen (unknown version)"
}

const longHelp = `gen writes typed Go for PingOne provisioning connectors.

It reads openapi.yaml, connectors/*.json (captured metadata) and
corrections.yaml from a folder of inputs, and writes Go packages. Any of the
three may be missing. The import path of the packages follows from the nearest
go.mod, so gen works in every module. Only capture and drift reach the network.

Exit codes: 0 done; 1 the inputs or the packages on disk are not right;
2 usage; 3 it could not be done; 130 and 143 stopped by a signal.`

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

The output folder may be any in which Go builds packages, but must not hold, be or
lie in the inputs, a git repository or another output folder. A go.mod in it is
kept. The go.mod that it belongs to must say go 1.23 or later.

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

With -o json one object goes to stdout:

  {"findings": [...], "conflicts": [...],
   "changed": ["connector/zoom/zoom.go"], "missing": [], "extra": [],
   "edited": [], "foreign": [], "unchanged": 41,
   "diff": "...", "repair": "go generate ./..."}

Paths of files are relative to the output folder; edited are some of changed and
extra. diff, at most a few hundred
lines, and repair are left out if nothing differs.`

const checkExample = `  gen check
  gen check -C ../service --spec api --out internal/pingone
  gen check -o json | jq -r '.changed[]'`
