package git

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Checkout is a folder that holds the files of a tree, to work on. Git's
// records of work trees do not have it.
type Checkout struct {
	Folder string // absolute path

	repository *Repository // as seen from the folder
	index      string
}

// CheckOut returns a new checkout of a tree or commit in a temporary folder.
// The caller is to close it.
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

// Tree returns the id of the tree that the folder is now. What git is told to
// ignore is not in it, unless it was checked out.
func (c *Checkout) Tree(ctx context.Context) (string, error) {
	if _, err := c.repository.run(ctx, command{index: c.index}, "add", "--all", "."); err != nil {
		return "", err
	}
	out, err := c.repository.run(ctx, command{index: c.index}, "write-tree")
	return strings.TrimSpace(string(out)), err
}

// Close removes the folder.
func (c *Checkout) Close() error { return os.RemoveAll(filepath.Dir(c.Folder)) }
