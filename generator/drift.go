package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/capture"
	"github.com/connectorgen/connectorgen/generator/internal/git"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// DriftOptions say what to ask for, and where proposals go.
type DriftOptions struct {
	Spec, Out string         // the folders of the inputs and of what is generated, in one git repository
	Prefix    string         // of the names of branches, such as "connectorgen/"
	Capture   CaptureOptions // whom to ask, and for what
	Timeout   time.Duration  // that asking may take; if 0, there is no limit

	// Configurations are stored configurations to check against every change; nil for none.
	Configurations fs.FS

	// Refresh changes files that follow from the generated ones, such as what
	// tests expect, in a checkout of a proposal; nil for none. An error is for a
	// person to look at, and no reason to stop.
	Refresh func(ctx context.Context, folder string) error

	// DryRun says that nothing is kept: no branch, and no object.
	DryRun bool
}

// Drifted is what came of a [Drift].
type Drifted struct {
	Base      string     // id of the commit that the proposals are made upon
	DryRun    bool       // nothing was kept
	Captures  *Captures  // what came of every store type that was asked for
	Proposals []Proposal // one for each that changed, by store type
}

// A RepositoryError says why there can be no proposals in the repository.
type RepositoryError struct{ Reason string }

func (e *RepositoryError) Error() string { return e.Reason }

// Drift asks PingOne what its connectors are now, and proposes what to change
// for each that is not as it is in the inputs: a branch with the new capture and
// everything that is generated from it.
//
// It works upon HEAD of the repository that holds the inputs. Nobody's work
// tree, index or HEAD is touched or looked at. It pushes nothing.
//
// The error is a [RepositoryError], one of [Capture], or about one proposal; the
// result then holds those before.
func Drift(ctx context.Context, o DriftOptions) (d *Drifted, err error) {
	b, err := openBase(ctx, o)
	if err != nil {
		return nil, err
	}
	if !o.DryRun {
		return b.drift(ctx)
	}
	aside, err := os.MkdirTemp("", "connectorgen-objects-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	if b.repository, err = b.repository.Aside(ctx, aside); err != nil {
		return nil, err
	}
	return b.drift(ctx)
}

// A base is the commit that proposals are made upon.
type base struct {
	DriftOptions
	repository *git.Repository
	commit     string
	inputs     fstest.MapFS // files of the inputs, by path below their folder
	out        string       // path of the output folder below the top of the repository
}

// openBase returns HEAD of the repository that holds the inputs.
func openBase(ctx context.Context, o DriftOptions) (*base, error) {
	r, err := git.Open(ctx, o.Spec)
	if err != nil {
		return nil, &RepositoryError{err.Error() + "; drift makes branches, so the inputs must be in a git repository"}
	}
	b := &base{DriftOptions: o, repository: r}
	out, err := git.Open(ctx, o.Out)
	if err != nil || out.Top != r.Top {
		return nil, &RepositoryError{o.Out + " is not in the repository " + r.Top + ", where the inputs are; name a folder there with --out"}
	}
	b.out = out.Below
	if b.commit, err = r.Commit(ctx, "HEAD"); err != nil {
		return nil, &RepositoryError{"the repository " + r.Top + " has no commit; commit the inputs first"}
	}
	if _, err := r.Branch(ctx, o.Prefix+"Zoom"); err != nil {
		return nil, &RepositoryError{err.Error()}
	}
	if err := r.Identity(ctx); err != nil {
		return nil, &RepositoryError{err.Error()}
	}
	b.inputs, err = b.filesOf(ctx, b.commit)
	return b, err
}

// filesOf returns the inputs that a commit has, none if it has not their folder.
func (b *base) filesOf(ctx context.Context, commit string) (fstest.MapFS, error) {
	folder := commit + ":" + b.repository.Below
	if kind, err := b.repository.Kind(ctx, folder); err != nil || kind != "tree" {
		return nil, nil
	}
	return b.repository.Files(ctx, folder)
}

// name is the prefix of the places in the inputs: their folder in the repository.
func (b *base) name() string {
	if b.repository.Below == "" {
		return "."
	}
	return b.repository.Below
}

// named returns files with the name of the folder of the inputs.
func (b *base) named(files fs.FS) pipeline.Inputs { return pipeline.Inputs{FS: files, Name: b.name()} }

// drift captures, and makes a proposal for everything that changed.
func (b *base) drift(ctx context.Context) (*Drifted, error) {
	captures, err := b.capture(ctx)
	if err != nil {
		return nil, err
	}
	before, err := pipeline.Lint(b.named(b.inputs))
	if err != nil {
		return nil, err
	}
	d := &Drifted{Base: b.commit, DryRun: b.DryRun, Captures: captures}
	for _, c := range captures.All() {
		if c.Status != CaptureNew && c.Status != CaptureChanged {
			continue
		}
		files, err := captures.Files(c.Type)
		if err != nil {
			return d, err
		}
		p, err := b.propose(ctx, c, files, before)
		if err != nil {
			return d, fmt.Errorf("%s: %w", c.Type, err)
		}
		d.Proposals = append(d.Proposals, *p)
	}
	return d, nil
}

func (b *base) capture(ctx context.Context) (*Captures, error) {
	if b.Timeout > 0 {
		limited, cancel := context.WithTimeout(ctx, b.Timeout)
		defer cancel()
		ctx = limited
	}
	o := b.DriftOptions.Capture
	var err error
	if o.Known, err = b.known(ctx); err != nil {
		return nil, err
	}
	return capture.Ask(ctx, b.inputs, b.name(), o)
}

// known returns what the branches say of the captures that they propose, so that
// one that is the same again makes the same branch.
func (b *base) known(ctx context.Context) ([]spec.Provenance, error) {
	names, err := b.repository.Branches(ctx, b.Prefix)
	if err != nil {
		return nil, err
	}
	var list []spec.Provenance
	for _, name := range names {
		files, err := b.filesOf(ctx, "refs/heads/"+name)
		if err != nil {
			return nil, err
		}
		list = append(list, provenance(b.named(files), strings.TrimPrefix(name, b.Prefix))...)
	}
	return list, nil
}

// write puts files of the inputs into a checkout.
func (b *base) write(folder string, files map[string][]byte) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	for name, content := range files {
		name := filepath.Join(filepath.FromSlash(b.repository.Below), filepath.FromSlash(name))
		if err := root.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := root.WriteFile(name, content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// added returns the findings in now that before has not. A finding that only
// moved is none.
func added(before, now Findings) []Finding {
	type about struct{ file, rule, message string }
	seen := make(map[about]int)
	for _, f := range before.All() {
		seen[about{f.File, f.Rule, f.Message}]++
	}
	var list []Finding
	for _, f := range now.All() {
		key := about{f.File, f.Rule, f.Message}
		if seen[key]--; seen[key] < 0 {
			list = append(list, f)
		}
	}
	return list
}
