package git

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Checkout is a temporary folder with the files of a tree, to work on. It is
// no work tree that git records.
type Checkout struct {
	Folder string // absolute path

	repository *Repository // whose work tree is the folder
	index      string
}

// CheckOut returns a new checkout of a tree or commit in a temporary folder.
// The caller must close it.
func (r *Repository) CheckOut(ctx context.Context, tree string) (*Checkout, error) {
	dir, err := r.text(ctx, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return nil, err
	}
	top, err := os.MkdirTemp("", "connectorgen-")
	if err != nil {
		return nil, err
	}
	c := &Checkout{Folder: filepath.Join(top, "files"), index: filepath.Join(top, "index")}
	c.repository = &Repository{c.Folder, "", slices.Concat(r.environment, []string{"GIT_DIR=" + dir, "GIT_WORK_TREE=" + c.Folder})}
	if err := c.fill(ctx, tree); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Checkout) fill(ctx context.Context, tree string) error {
	if err := os.Mkdir(c.Folder, 0o777); err != nil {
		return err
	}
	if _, err := c.repository.run(ctx, command{index: c.index}, "read-tree", tree); err != nil {
		return err
	}
	_, err := c.repository.run(ctx, command{index: c.index}, "checkout-index", "--all", "--index")
	return err
}

// Tree writes the files of the folder to the repository and returns the id of
// their tree. Ignored files are left out, unless they were checked out.
func (c *Checkout) Tree(ctx context.Context) (string, error) {
	if _, err := c.repository.run(ctx, command{index: c.index}, "add", "--all", "."); err != nil {
		return "", err
	}
	out, err := c.repository.run(ctx, command{index: c.index}, "write-tree")
	return strings.TrimSpace(string(out)), err
}

// Close removes the folder.
func (c *Checkout) Close() error { return os.RemoveAll(filepath.Dir(c.Folder)) }
