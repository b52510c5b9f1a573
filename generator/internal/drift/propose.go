package drift

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/git"
	"github.com/connectorgen/connectorgen/generator/internal/module"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/tree"
)

// A Proposal is what to merge for one connector that changed.
type Proposal struct {
	Type   string   `json:"type"`
	New    bool     `json:"new"` // there was no capture of it before
	Branch string   `json:"branch"`
	Status Status   `json:"status"`
	Commit string   `json:"commit,omitempty"` // id of the newest commit of the branch, or "" in a dry run
	Title  string   `json:"title"`            // such as "Zoom: 1 attribute added, minor"
	Files  []string `json:"files"`            // files that differ from the base, by path below the top of the repository

	// Region, Time and Digest are of the capture: where and when it was taken,
	// and the digest of its content.
	Region string    `json:"region"`
	Time   time.Time `json:"time"`
	Digest string    `json:"digest"`

	// Problem is why this cannot be merged without somebody's work, or "".
	Problem string `json:"problem,omitempty"`
	// Findings are the errors if the changed inputs cannot be generated from, or
	// else what lint finds because of the change.
	Findings []spec.Finding `json:"findings"`
	Diff     *compare.Diff  `json:"-"` // nil if the inputs have errors, before or after the change

	Verdict  string            `json:"verdict,omitempty"`  // of the diff, or ""
	Verdicts map[string]string `json:"verdicts,omitempty"` // the same for each source, by its name

	Text string `json:"text,omitempty"` // file with the text of the pull request, once somebody has written it
}

// Status says what became of a branch, or in a dry run, what would.
type Status string

// The statuses.
const (
	Created   Status = "created"
	Updated   Status = "updated"
	Unchanged Status = "unchanged"
	Kept      Status = "kept" // somebody has touched it, or it is checked out
)

// A changed is a store type whose capture changed.
type changed struct {
	storeType string
	isNew     bool
	files     map[string][]byte // files of the inputs with new content
	inputs    pipeline.Inputs   // with these files
	before    spec.Findings     // what lint finds without them
}

// propose makes the proposal for a capture that changed.
func propose(ctx context.Context, b *base, c changed) (p Proposal, err error) {
	checkout, err := b.repository.CheckOut(ctx, b.commit)
	if err != nil {
		return Proposal{}, err
	}
	defer func() { err = errors.Join(err, checkout.Close()) }()
	built, err := build(ctx, b, c, checkout)
	if err != nil {
		return Proposal{}, err
	}
	p = Proposal{Type: c.storeType, New: c.isNew, Branch: b.Prefix + c.storeType, Problem: built.problem, Findings: built.errors}
	for _, known := range provenance(c.inputs, c.storeType) {
		p.Region, p.Time, p.Digest = known.Region, known.Time, known.Digest.Value
	}
	if built.errors == nil {
		if p.Diff, p.Findings, err = meaning(b, c); err != nil {
			return Proposal{}, err
		}
		switch {
		case p.Diff != nil:
			p.Verdict, p.Verdicts = p.Diff.Verdict.String(), p.Diff.Verdicts()
		case p.Problem == "":
			p.Problem = "the inputs before the change have errors, so it is not known what changed"
		}
	}
	p.Title = title(p)
	if p.Files, err = b.repository.Changed(ctx, b.commit, built.trees[len(built.trees)-1].id); err != nil {
		return Proposal{}, err
	}
	p.Status, p.Commit, err = commit(ctx, b, p, built.trees)
	return p, err
}

// A commitTree is the git tree of a commit to make.
type commitTree struct{ id, subject string }

// A buildResult is what was made in a checkout.
type buildResult struct {
	trees   []commitTree   // one for each commit, at least one
	problem string         // why it is not complete, or ""
	errors  []spec.Finding // of the inputs, if nothing could be generated from them
}

// build makes in a checkout, and snapshots one after another, the inputs, the
// generated files, and the files that depend on those.
func build(ctx context.Context, b *base, c changed, checkout *git.Checkout) (buildResult, error) {
	var r buildResult
	if err := b.write(checkout.Folder, c.files); err != nil {
		return r, err
	}
	var err error
	if r.trees, err = snapshot(ctx, checkout, nil, "spec: capture "+c.storeType); err != nil {
		return r, err
	}
	if r.problem, r.errors, err = generate(ctx, b, c.inputs, checkout.Folder); err != nil || r.problem != "" {
		return r, err
	}
	if r.trees, err = snapshot(ctx, checkout, r.trees, "generated: regenerate"); err != nil || b.Refresh == nil {
		return r, err
	}
	if err := b.Refresh(ctx, checkout.Folder); err != nil {
		if ctx.Err() != nil {
			return r, context.Cause(ctx)
		}
		r.problem = "what follows from the generated files could not be refreshed: " + err.Error()
		return r, nil
	}
	r.trees, err = snapshot(ctx, checkout, r.trees, "tests: refresh what follows from the inputs")
	return r, err
}

// snapshot appends the tree of the checkout to list, unless it equals the last one.
func snapshot(ctx context.Context, checkout *git.Checkout, list []commitTree, subject string) ([]commitTree, error) {
	id, err := checkout.Tree(ctx)
	if err == nil && (len(list) == 0 || list[len(list)-1].id != id) {
		list = append(list, commitTree{id, subject})
	}
	return list, err
}

// generate writes the generated files into the checkout in folder. If it cannot,
// it returns the problem, and the errors of the inputs if they are the reason.
func generate(ctx context.Context, b *base, in pipeline.Inputs, folder string) (problem string, found []spec.Finding, err error) {
	out := filepath.Join(folder, filepath.FromSlash(b.out))
	importPath, err := module.ImportPath(out)
	if err != nil {
		return "", nil, errors.New(strings.ReplaceAll(err.Error(), folder, b.repository.Top))
	}
	made, all, err := pipeline.Generate(in, importPath)
	if err != nil {
		return "", nil, err
	}
	if made == nil {
		list := slices.DeleteFunc(all.All(), func(f spec.Finding) bool { return f.Severity != spec.Error })
		return "the changed inputs have errors, so nothing is generated from them", list, nil
	}
	if err := b.write(folder, made.Inputs); err != nil {
		return "", nil, err
	}
	_, err = made.Tree.Write(ctx, out, tree.WriteOptions{})
	if conflict, ok := errors.AsType[tree.ConflictError](err); ok {
		return strings.NewReplacer(folder+string(filepath.Separator), "", "\n", "; ").Replace(conflict.Error()), nil, nil
	}
	return "", nil, err
}

// meaning returns what the change means, or nil if the inputs had errors before
// it, and what lint finds because of it.
func meaning(b *base, c changed) (*compare.Diff, []spec.Finding, error) {
	after, err := pipeline.Lint(c.inputs)
	if err != nil {
		return nil, nil, err
	}
	old := pipeline.Inputs{FS: b.files, Name: "HEAD:" + b.inputs.Name}
	d, _, err := compare.Sides(compare.NewSide(old), compare.NewSide(c.inputs), b.Configurations)
	return d, added(c.before, after), err
}

// added returns the findings in after that before does not have. A finding that
// only moved to another line is not new.
func added(before, after spec.Findings) []spec.Finding {
	type about struct{ file, rule, message string }
	seen := make(map[about]int)
	for _, f := range before.All() {
		seen[about{f.File, f.Rule, f.Message}]++
	}
	var list []spec.Finding
	for _, f := range after.All() {
		key := about{f.File, f.Rule, f.Message}
		if seen[key]--; seen[key] < 0 {
			list = append(list, f)
		}
	}
	return list
}
