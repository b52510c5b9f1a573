package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/generator"
)

// diffCommand returns the verb diff, which prints to p.
func diffCommand(p *printer, o *options) *cobra.Command {
	var d differ
	c := verb{
		use: "diff OLD NEW", short: "Say what changed in meaning between two versions of the inputs", long: diffHelp, example: diffExample,
		formats: []string{"text", "json", "markdown"}, flags: specFlag, run: d.run,
	}.command(p, o)
	folder(c, &d.configs, "configs", "", "`folder` of stored configurations to check against NEW")
	c.Flags().StringVar(&d.failOn, "fail-on", "", "exit with 1 for this `verdict` and higher: patch, minor or major")
	return c
}

// A differ has the flags of diff.
type differ struct{ configs, failOn string }

// run prints what changed. It returns an exit if the verdict reaches --fail-on.
func (d *differ) run(j *job) error {
	limit, ok := generator.ParseVerdict(d.failOn)
	if d.failOn != "" && (!ok || d.failOn == "none") {
		return exit{usage, fmt.Errorf("--fail-on %s: not one of patch, minor, major", d.failOn)}
	}
	_, end := j.working("comparing")
	c, err := orStop(j.ctx, func() (compared, error) { return d.compare(j) })
	end()
	if missing, ok := errors.AsType[*generator.SideError](err); ok {
		err = exit{notRight, missing}
	}
	if err != nil || c.difference == nil {
		return j.refuse(c.findings, err)
	}
	if err := j.differed(c.difference, j.args[0], j.args[1]); err != nil {
		return err
	}
	if d.failOn != "" && c.difference.Verdict >= limit {
		return exit{notRight, nil}
	}
	return nil
}

// A compared is what changed, or what is wrong with the inputs.
type compared struct {
	difference *generator.Diff
	findings   generator.Findings
}

func (d *differ) compare(j *job) (c compared, err error) {
	old, new, err := generator.OpenSides(j.ctx, j.args[0], j.args[1], j.spec)
	if err != nil {
		return c, err
	}
	defer old.Close()
	defer new.Close()
	var configurations fs.FS
	if d.configs != "" {
		root, err := openFolder(d.configs, "name the folder of the stored configurations with --configs")
		if err != nil {
			return c, err
		}
		defer root.Close()
		configurations = root.FS()
	}
	c.difference, c.findings, err = generator.Compare(old, new, configurations)
	return c, err
}

const diffHelp = `Diff says what changed in meaning between two versions of the inputs, and what
that asks of the version of what is generated from them.

OLD and NEW are folders of inputs, files of any name (a capture, or an OpenAPI
document), or what git has: a revision of the folder --spec, such as HEAD~1, or
a revision and a path, such as HEAD~1:spec. Something on disk goes before a
revision of the same name. A file against a folder or a revision stands for that
one with the file in it.

The verdict is the highest severity of the changes: none, patch (words), minor
(what was possible still is), or major (a stored configuration, a program or the
handling of a secret breaks). Three sources find them, each on its own: rules
over the connectors (metadata), oasdiff over the API (document), and apidiff
over the Go that each version generates (go); stored configurations are a fourth
(configurations). Each source has a verdict of its own as well: that of go says
whether programs break, that of configurations whether stored ones become
invalid, which is known with --configs only. Each change has the places in OLD and in NEW, the id of a rule,
and no value of a sensitive attribute.

--configs reads stored configurations, *.json and *.yaml: stores, bare
configurations with a type, or a file named after the type, such as
zoom-eu.json; one, a list, or a collection of the API. It says which of them
become invalid under NEW, by key and rule. A value that is redacted or masked
counts as one that is there.

With -o markdown it prints the comment for a pull request, with -o json one object:

  {"verdict": "major", "verdicts": {"metadata": "major", "document": "none",
                                    "go": "minor"}, "old": "HEAD", "new": "spec",
   "changes": [{"severity": "major", "rule": "attribute-removed",
                "source": "metadata", "connector": "Zoom", "subject": "API_KEY",
                "profiles": ["JWT Bearer Token"], "message": "was removed",
                "advice": "...",
                "old": {"file": "...", "line": 12, "column": 7, "path": "..."},
                "new": {"file": "...", "line": 12, "column": 7, "path": "..."}}],
   "configurations": {"checked": 12,
     "invalid": [{"file": "zoom-eu.json", "path": "", "connector": "Zoom",
                  "problems": [{"key": "API_KEY", "rule": "removed",
                                "message": "is set and was removed"}]}],
     "skipped": [{"file": "notes.json", "path": "", "reason": "..."}]}}

profiles is left out if it is all of them, and configurations without --configs.
If OLD or NEW has errors, they are printed as by generate, and nothing else.

Exit code 0 whatever the verdict, or with --fail-on 1 from there on.`

const diffExample = `  gen diff HEAD spec
  gen diff spec captured/Zoom.json --configs stores --fail-on major
  gen diff v1.2.0 v1.3.0 -o markdown`
