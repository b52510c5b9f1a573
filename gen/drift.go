package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/connectorgen/connectorgen/gen/internal/markdown"
	"github.com/connectorgen/connectorgen/generator"
)

// driftCommand returns the verb drift, which prints to p.
func driftCommand(p *printer, o *options) *cobra.Command {
	var f driftFlags
	c := verb{
		use: "drift [TYPE...]", short: "Make a branch and a pull-request text for every connector that changed", long: driftHelp, example: driftExample,
		formats: annotating, flags: specFlag | outFlag | volumeFlags, run: f.run,
	}.command(p, o)
	c.Flags().StringVar(&f.prefix, "prefix", "connectorgen/", "`start` of the names of branches")
	c.Flags().StringVar(&f.remote, "remote", "", "`name` of the remote repository whose branches count as well, as they were fetched")
	folder(c, &f.texts, "texts", "bin/drift", "`folder` for the texts of pull requests")
	folder(c, &f.configs, "configs", "", "`folder` of stored configurations to check against each change")
	c.Flags().StringVar(&f.refresh, "refresh", "", "shell `command` that renews what follows from the generated files")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be made and make nothing")
	c.Flags().DurationVar(&f.timeout, "timeout", 2*time.Minute, "`time` that asking PingOne may take")
	c.Flags().BoolVar(&f.init, "init", false, "write a workflow for GitHub that does this every night, and its script")
	f.given = func() []string { return givenFlags(c, "init", "chdir", "output", "dry-run", "quiet", "verbose") }
	return c
}

// driftFlags has the flags of drift.
type driftFlags struct {
	prefix, remote, texts, configs, refresh string
	dryRun, init                            bool
	timeout                                 time.Duration
	given                                   func() []string // the flags of this run, as words for a shell
}

// run makes the proposals, writes their texts and prints the result. It returns an
// exit if somebody has to act.
func (f *driftFlags) run(j *job) error {
	if f.init {
		return f.setUp(j)
	}
	asked, err := asking(f.timeout)
	if err != nil {
		return err
	}
	if f.texts == "" {
		return exit{usage, errors.New("--texts needs a folder")}
	}
	drifted, err := f.drift(j, asked)
	if _, ok := errors.AsType[*generator.RepositoryError](err); ok {
		return exit{usage, err}
	}
	if drifted == nil {
		return j.unasked(err)
	}
	err = errors.Join(err, f.write(drifted, j.repair(false)))
	if said := j.drifted(drifted); err == nil {
		return said
	}
	return j.refuse(generator.Findings{}, err)
}

// write writes the texts of the proposals. There is none for a branch that was
// left alone, and none in a dry run.
func (f *driftFlags) write(d *generator.Drifted, command string) error {
	for i := range d.Proposals {
		p := &d.Proposals[i]
		if d.DryRun || p.Status == generator.BranchKept {
			continue
		}
		name := filepath.Join(f.texts, p.Type+".md")
		if err := save(name, markdown.Proposal(p, command)); err != nil {
			return err
		}
		p.Text = filepath.ToSlash(name)
	}
	return nil
}

// drift makes the proposals. Their order does not depend on that of the arguments.
func (f *driftFlags) drift(j *job, asked generator.CaptureOptions) (*generator.Drifted, error) {
	o := generator.DriftOptions{Spec: j.spec, Out: j.out, Prefix: f.prefix, Remote: f.remote, Capture: asked, DryRun: f.dryRun}
	if len(j.args) > 0 {
		o.Capture.Types = j.args
	}
	if f.refresh != "" {
		o.Refresh = func(ctx context.Context, folder string) error { return f.runRefresh(ctx, j, folder) }
	}
	defer j.progress(&o.Capture)()
	if f.configs == "" {
		return generator.Drift(j.ctx, o)
	}
	root, err := openFolder(f.configs, "name the folder of the stored configurations with --configs")
	if err != nil {
		return nil, err
	}
	defer root.Close()
	o.Configurations = root.FS()
	return generator.Drift(j.ctx, o)
}

// runRefresh runs the command of --refresh in a checkout, with its output on stderr
// and without the credentials in its environment.
func (f *driftFlags) runRefresh(ctx context.Context, j *job, folder string) error {
	cmd := exec.CommandContext(ctx, "sh", "-c", f.refresh)
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, j.stderr, j.stderr
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PINGONE_") })
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the command of --refresh: %w", err)
	}
	return nil
}

// save writes a text to a file. It creates the folder if necessary.
func save(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

const driftHelp = `Drift asks PingOne what its connectors are now, as capture does, and prepares for
each that changed, or is new, what to merge: a branch and the text of a pull
request. Without TYPE it asks for all store types that the inputs know. The
environment says whom to ask, as for capture.

Everything is made upon HEAD of the git repository that holds the inputs. Drift
looks at no work tree and no index, touches neither, and pushes nothing. The
branch connectorgen/TYPE has a commit for the new capture and one for what is
generated from it. --refresh adds one for what a command changes in a checkout
of the branch, such as files that tests compare with; the command does not learn
the credentials. A branch that has just these commits upon HEAD is left as it
is. So is one that is checked out, or that somebody has touched: the last line of
a message has a digest of the commit, so a commit that was amended, reworded,
rebased or squashed is somebody's, as is one of their own. --remote origin takes
what was fetched from there into account as well.

The text goes to bin/drift/TYPE.md: title, verdict, table of what changed, what
those who are affected do, what lint finds because of it, where the capture
comes from, and what a reviewer does. If the changed inputs have errors, the
branch has the capture alone, and the text starts with the errors. A text has at
most 60,000 bytes, since GitHub takes 65,536 characters, and says what it leaves
out. No name or text of PingOne has an effect on GitHub, there or in a message.

To set it up in a module of your own, in its folder:

  gen drift --init            with the flags that each run is to have

writes .ci/robot, a script that makes the branches and, with gh, pull requests,
and .github/workflows/drift.yml at the top of the repository, which runs it every
night. Commit both. On GitHub, make an environment called pingone, limit it to
the main branch (deployment branches: selected), and give it the secrets
PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET and PINGONE_ENVIRONMENT_ID and the
variable PINGONE_REGION_CODE; and allow GitHub Actions to create pull requests.
The go.mod must have the module of gen: go get -tool adds it.

One line goes to stdout for each connector that changed, nothing if none did,
or with -o json one object:

  {"base": "<id of HEAD>", "dryRun": false,
   "proposals": [{"type": "Zoom", "new": false, "branch": "connectorgen/Zoom",
                  "status": "created", "commit": "<id>",
                  "title": "Zoom: 1 attribute added, minor", "files": ["spec/..."],
                  "region": "EU", "time": "2026-07-30T12:00:00Z",
                  "digest": "sha256:...", "problem": "...", "findings": [...],
                  "verdict": "minor", "verdicts": {"go": "minor", ...}, "text": "bin/drift/Zoom.md"}],
   "notCaptured": [{"type": "Slack", "reason": "..."}]}

status is created, updated, unchanged or kept, in a dry run of what would be so;
what is kept has no text. verdict
is left out if it is not known, and problem if a person is needed only to review.
verdicts has that of each source, as diff has; configurations only with --configs.
A dry run has no text, and no commit that it would make.

A connector that fails does not stop the others.

Exit codes: 0 done, or nothing changed; 1 somebody is needed before a branch can
be merged, a store type was not captured, or a file of --init is there; 2 usage, no git repository, or
variables are missing; 3 nothing could be asked, or it could not be done.`

const driftExample = `  gen drift
  gen drift Zoom --dry-run
  gen drift --init --spec api --out internal/pingone
  gen drift --configs stores --refresh 'gen lint > lint.txt' -o json`
