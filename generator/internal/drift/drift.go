// Package drift makes a branch for every connector that changed at PingOne: the
// new capture, and everything that is generated from it.
//
// It may import capture, compare, git, module, pipeline, spec and tree.
package drift

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/connectorgen/connectorgen/generator/internal/capture"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// Options say what to ask for, and where proposals go.
type Options struct {
	Spec, Out string          // the folders of the inputs and of what is generated, in one git repository
	Prefix    string          // of the names of branches, such as "connectorgen/"
	Capture   capture.Options // whom to ask, and for what

	// Remote is the remote repository to which branches are pushed, such as "origin", or
	// "". Its branches count as well, as they were fetched: what somebody touched there
	// is left alone, and so is what is there as it should be.
	Remote string

	// Configurations are stored configurations to check against every change; nil for none.
	Configurations fs.FS

	// Refresh changes files that depend on the generated ones, such as the golden
	// files of tests, in a checkout of a proposal; nil for none. If it fails, the
	// proposal is made without its changes and names the error as a problem.
	Refresh func(ctx context.Context, folder string) error

	// DryRun says that nothing is kept: no branch, and no object.
	DryRun bool
}

// A Result is what came of a [Run].
type Result struct {
	Base      string            `json:"base"`      // id of the commit that the proposals are based on
	DryRun    bool              `json:"dryRun"`    // nothing was kept
	Captures  *capture.Captures `json:"-"`         // the answers for every store type that was asked for
	Proposals []Proposal        `json:"proposals"` // one for each store type that changed, in their order
}

// A RepositoryError says why there can be no proposals in the repository.
type RepositoryError struct{ Reason string }

func (e *RepositoryError) Error() string { return e.Reason }

// Run asks PingOne for its connectors, and makes a proposal for each that
// differs from the inputs.
//
// Proposals are based on HEAD of the repository that holds the inputs. Its work
// tree, index and HEAD are neither read nor changed, and nothing is pushed.
//
// The error is a *[RepositoryError], one of [capture.Ask], or about proposals that
// could not be made; the result then holds the others.
func Run(ctx context.Context, o Options) (r *Result, err error) {
	b, err := openBase(ctx, o)
	if err != nil {
		return nil, err
	}
	if !o.DryRun {
		return run(ctx, b)
	}
	objects, err := os.MkdirTemp("", "connectorgen-objects-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(objects)) }()
	if b.repository, err = b.repository.WithObjectDir(ctx, objects); err != nil {
		return nil, err
	}
	return run(ctx, b)
}

func run(ctx context.Context, b *base) (*Result, error) {
	asked := b.Capture
	var err error
	if asked.Known, err = b.known(ctx); err != nil {
		return nil, err
	}
	captures, err := capture.Ask(ctx, b.inputs.FS, b.inputs.Name, asked)
	if err != nil {
		return nil, err
	}
	found, err := pipeline.Lint(b.inputs)
	if err != nil {
		return nil, err
	}
	r := &Result{Base: b.commit, DryRun: b.DryRun, Captures: captures}
	var failed []error
	for _, c := range captures.All() {
		if c.Status != capture.New && c.Status != capture.Changed {
			continue
		}
		files, err := captures.Files(c.Type)
		if err != nil {
			return r, err
		}
		p, err := propose(ctx, b, changed{c.Type, c.Status == capture.New, files, b.with(files), found})
		switch {
		case ctx.Err() != nil:
			return r, context.Cause(ctx)
		case err != nil:
			failed = append(failed, fmt.Errorf("%s: %w", c.Type, err))
		default:
			r.Proposals = append(r.Proposals, p)
		}
	}
	return r, errors.Join(failed...)
}
