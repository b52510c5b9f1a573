package generator

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/git"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// A Proposal is what to merge for one connector that changed.
type Proposal struct {
	Type   string
	New    bool // there was no capture of it before
	Branch string
	Status BranchStatus
	Commit string   // id of the newest commit of the branch, or "" in a dry run
	Files  []string // that differ from the base, by path below the top of the repository
	Title  string   // such as "Zoom: 1 attribute added, minor"

	// Region, Time and Digest say where and when the capture was taken, and of
	// what content.
	Region string
	Time   time.Time
	Digest string

	// Problem is why a person is needed before this can be merged, or "".
	Problem string
	// Findings are the errors that keep the changed inputs from being generated.
	// If there are none, they are what [Lint] finds because of the change.
	Findings   []Finding
	Difference *Diff // nil if the inputs, before or now, do not generate
}

// BranchStatus says what became of a branch.
type BranchStatus string

// What can become of a branch. In a dry run, it is what would.
const (
	BranchCreated   BranchStatus = "created"
	BranchUpdated   BranchStatus = "updated"
	BranchUnchanged BranchStatus = "unchanged"
	BranchKept      BranchStatus = "kept" // it has work of somebody, or is checked out
)

// trailer marks the commits of proposals, so that work of people is told from them.
const trailer = "Drift-Of: "

// A draft is a proposal as it takes form in a checkout.
type draft struct {
	*base
	*Proposal
	checkout *git.Checkout
	inputs   fs.FS
	trees    []tree // one for each commit
}

// A tree is what a commit will hold.
type tree struct{ id, subject string }

// propose makes the proposal for a capture that changed the inputs in files.
func (b *base) propose(ctx context.Context, c Captured, files map[string][]byte, before Findings) (p *Proposal, err error) {
	changed := maps.Clone(b.inputs)
	if changed == nil {
		changed = make(fstest.MapFS)
	}
	for name, data := range files {
		changed[name] = &fstest.MapFile{Data: data}
	}
	checkout, err := b.repository.CheckOut(ctx, b.commit)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, checkout.Close()) }()
	p = &Proposal{Type: c.Type, New: c.Status == CaptureNew, Branch: b.Prefix + c.Type}
	d := &draft{b, p, checkout, changed, nil}
	if err := d.work(ctx, files); err != nil {
		return nil, err
	}
	if err := d.judge(before); err != nil {
		return nil, err
	}
	d.Title = d.title()
	return p, d.settle(ctx)
}

// work makes the trees of the commits: the inputs, what is generated from them,
// and what follows from that.
func (d *draft) work(ctx context.Context, files map[string][]byte) error {
	if err := d.write(d.checkout.Folder, files); err != nil {
		return err
	}
	if err := d.snapshot(ctx, "spec: capture "+d.Type); err != nil {
		return err
	}
	err := d.generate(ctx)
	if err != nil || d.Problem != "" {
		return err
	}
	if err := d.snapshot(ctx, "generated: regenerate"); err != nil || d.Refresh == nil {
		return err
	}
	if err := d.Refresh(ctx, d.checkout.Folder); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		d.Problem = "what follows from the generated files could not be refreshed: " + err.Error()
		return nil
	}
	return d.snapshot(ctx, "tests: refresh what follows from the inputs")
}

// snapshot notes what the checkout holds now as a commit, if it is anything new.
func (d *draft) snapshot(ctx context.Context, subject string) error {
	id, err := d.checkout.Tree(ctx)
	if err == nil && (len(d.trees) == 0 || d.trees[len(d.trees)-1].id != id) {
		d.trees = append(d.trees, tree{id, subject})
	}
	return err
}

// generate writes what the inputs call for into the checkout, or notes why not.
func (d *draft) generate(ctx context.Context) error {
	out := filepath.Join(d.checkout.Folder, filepath.FromSlash(d.out))
	importPath, err := ImportPath(out)
	if err != nil {
		return errors.New(strings.ReplaceAll(err.Error(), d.checkout.Folder, d.repository.Top))
	}
	made, found, err := Generate(d.named(d.inputs), Options{ImportPath: importPath})
	if err != nil {
		return err
	}
	if made == nil {
		d.Problem = "the changed inputs have errors, so nothing is generated from them"
		d.Findings = slices.DeleteFunc(found.All(), func(f Finding) bool { return f.Severity != Error })
		return nil
	}
	_, err = made.WriteContext(ctx, out, WriteOptions{})
	if conflict, ok := errors.AsType[ConflictError](err); ok {
		d.Problem = strings.NewReplacer(d.checkout.Folder+string(filepath.Separator), "", "\n", "; ").Replace(conflict.Error())
		return nil
	}
	return err
}

// judge says what the change means, and what there is to say against it.
func (d *draft) judge(before Findings) error {
	for _, p := range provenance(d.named(d.inputs), d.Type) {
		d.Region, d.Time, d.Digest = p.Region, p.Time, p.Digest.Value
	}
	if d.Findings != nil {
		return nil
	}
	now, err := pipeline.Lint(d.named(d.inputs))
	if err != nil {
		return err
	}
	d.Findings = added(before, now)
	old := pipeline.Inputs{FS: d.base.inputs, Name: "HEAD:" + d.name()}
	d.Difference, _, err = Compare(NewSide(old), NewSide(d.named(d.inputs)), d.Configurations)
	if err == nil && d.Difference == nil && d.Problem == "" {
		d.Problem = "the inputs before the change have errors, so it is not known what changed"
	}
	return err
}

// settle makes the branch hold the commits, unless it does so or is somebody's.
func (d *draft) settle(ctx context.Context) error {
	branch, err := d.repository.Branch(ctx, d.Branch)
	if err != nil {
		return err
	}
	if d.Files, err = d.repository.Changed(ctx, d.commit, d.trees[len(d.trees)-1].id); err != nil {
		return err
	}
	if d.Status, err = d.status(ctx, branch); err != nil {
		return err
	}
	switch d.Status {
	case BranchUnchanged, BranchKept:
		d.Commit = branch.Commit
		return nil
	}
	commit := d.commit
	for _, t := range d.trees {
		if commit, err = d.repository.NewCommit(ctx, t.id, commit, d.message(t.subject)); err != nil {
			return err
		}
	}
	if d.DryRun {
		return nil
	}
	d.Commit = commit
	return d.repository.Move(ctx, branch, commit)
}

// status says what is to become of a branch.
func (d *draft) status(ctx context.Context, branch git.Branch) (BranchStatus, error) {
	switch {
	case branch.Commit == "":
		return BranchCreated, nil
	case branch.At != "":
		return BranchKept, nil
	}
	has, err := d.repository.Beyond(ctx, branch.Commit, d.commit)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(has, func(r git.Revision) bool { return !strings.Contains(r.Message, "\n"+trailer) }) {
		return BranchKept, nil
	}
	same := slices.EqualFunc(has, d.trees, func(r git.Revision, t tree) bool { return r.Tree == t.id })
	if same && has[0].Parents == d.commit {
		return BranchUnchanged, nil
	}
	return BranchUpdated, nil
}
