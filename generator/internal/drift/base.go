package drift

import (
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/git"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A base is the commit that proposals are based on.
type base struct {
	Options
	repository *git.Repository
	commit     string
	files      fstest.MapFS    // files of the inputs, by path below their folder
	inputs     pipeline.Inputs // the same, with the name of their folder in the repository
	out        string          // path of the output folder below the top of the repository
}

// openBase returns HEAD of the repository that holds the inputs.
func openBase(ctx context.Context, o Options) (*base, error) {
	r, err := git.Open(ctx, o.Spec)
	if err != nil {
		return nil, &RepositoryError{err.Error() + "; drift makes branches, so the inputs must be in a git repository"}
	}
	b := &base{Options: o, repository: r}
	out, err := git.Open(ctx, o.Out)
	if err != nil || out.Top != r.Top {
		return nil, &RepositoryError{o.Out + " is not in the repository " + r.Top + ", where the inputs are; name a folder there with --out"}
	}
	b.out = out.Below
	if b.commit, err = r.Commit(ctx, "HEAD"); err != nil {
		return nil, &RepositoryError{"the repository " + r.Top + " has no commit; commit the inputs first"}
	}
	if err := git.CheckBranchName(ctx, o.Prefix+"x"); err != nil {
		return nil, &RepositoryError{o.Prefix + ": git allows no branch whose name starts like this; choose another --prefix"}
	}
	if err := r.Identity(ctx); err != nil {
		return nil, &RepositoryError{err.Error()}
	}
	b.files, err = b.filesOf(ctx, b.commit)
	b.inputs = b.named(b.files)
	return b, err
}

// filesOf returns the inputs at a commit, or nil if it does not have their folder.
func (b *base) filesOf(ctx context.Context, commit string) (fstest.MapFS, error) {
	folder := commit + ":" + b.repository.Below
	if kind, err := b.repository.Kind(ctx, folder); err != nil || kind != "tree" {
		return nil, nil
	}
	return b.repository.Files(ctx, folder)
}

// named returns files as inputs with the name of their folder in the repository.
func (b *base) named(files fstest.MapFS) pipeline.Inputs {
	return pipeline.Inputs{FS: files, Name: cmp.Or(b.repository.Below, ".")}
}

// with returns the inputs with some files replaced or added.
func (b *base) with(files map[string][]byte) pipeline.Inputs {
	all := make(fstest.MapFS)
	maps.Copy(all, b.files)
	for name, data := range files {
		all[name] = &fstest.MapFile{Data: data}
	}
	return b.named(all)
}

// there returns the commit of a branch at the remote, as it was fetched, or "".
func (b *base) there(ctx context.Context, name string) string {
	if b.Remote == "" {
		return ""
	}
	commit, err := b.repository.Commit(ctx, "refs/remotes/"+b.Remote+"/"+name)
	if err != nil {
		return "" // there is none
	}
	return commit
}

// known returns the provenance recorded on existing proposal branches. An
// unchanged capture reuses its entry, so its branch stays byte-identical.
func (b *base) known(ctx context.Context) ([]spec.Provenance, error) {
	starts := []string{"refs/heads/" + b.Prefix}
	if b.Remote != "" {
		starts = append(starts, "refs/remotes/"+b.Remote+"/"+b.Prefix)
	}
	var list []spec.Provenance
	for _, start := range starts {
		names, err := b.repository.References(ctx, start)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			files, err := b.filesOf(ctx, name)
			if err != nil {
				return nil, err
			}
			list = append(list, provenance(b.named(files), strings.TrimPrefix(name, start))...)
		}
	}
	return list, nil
}

// provenance returns what the inputs record of the capture of a store type:
// region, time and digest.
func provenance(in pipeline.Inputs, storeType string) []spec.Provenance {
	given, _, err := load.Folder(in.FS, in.Name)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(given.Provenance), func(p spec.Provenance) bool { return p.Type != storeType })
}

// write writes files of the inputs into a checkout.
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
