// Package git reads versions of files from a git repository, and makes commits
// and branches. It never changes the work tree, the index or HEAD of a user.
//
// It runs the program git, so that the user's git configuration applies. What the
// environment says of another repository does not: git sets such variables for
// hooks, and they go before the folder that is asked for. Errors name the git
// command and have the first line that it printed to stderr.
//
// It may import nothing of this module.
package git

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Repository is a git repository, seen from a folder in its work tree.
type Repository struct {
	Top   string // the work tree
	Below string // slash-separated path of the folder below Top, or ""

	environment []string // variables for git, beside those of the process
}

// Open returns the repository that holds folder, which need not exist.
func Open(ctx context.Context, folder string) (*Repository, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git is not installed")
	}
	dir, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	rest := ""
	for !isFolder(dir) && dir != filepath.Dir(dir) {
		dir, rest = filepath.Dir(dir), path.Join(filepath.Base(dir), rest)
	}
	out, err := (&Repository{Top: dir}).text(ctx, "rev-parse", "--show-toplevel", "--show-prefix")
	top, prefix, _ := strings.Cut(out, "\n")
	switch {
	case err != nil && !strings.Contains(err.Error(), "not a git repository"):
		return nil, err
	case top == "":
		return nil, errors.New(dir + " is in no git repository")
	}
	return &Repository{Top: top, Below: path.Join(prefix, rest)}, nil
}

func isFolder(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.IsDir()
}

// WithObjectDir returns a view of r that writes new objects to dir, for dry
// runs. The caller owns dir.
func (r *Repository) WithObjectDir(ctx context.Context, dir string) (*Repository, error) {
	objects, err := r.text(ctx, "rev-parse", "--path-format=absolute", "--git-path", "objects")
	return &Repository{r.Top, r.Below, []string{"GIT_OBJECT_DIRECTORY=" + dir, "GIT_ALTERNATE_OBJECT_DIRECTORIES=" + objects}}, err
}

// Commit returns the id of the commit that rev stands for.
func (r *Repository) Commit(ctx context.Context, rev string) (string, error) {
	return r.text(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
}

// IsShallow reports whether r lacks what is older than some commits, as a clone with
// a depth does.
func (r *Repository) IsShallow(ctx context.Context) bool {
	text, err := r.text(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && text == "true"
}

// Kind returns the kind of an object, such as "tree" of "HEAD:spec".
func (r *Repository) Kind(ctx context.Context, object string) (string, error) {
	return r.text(ctx, "cat-file", "-t", object)
}

// Blob returns the content of a file, such as "HEAD:spec/openapi.yaml".
func (r *Repository) Blob(ctx context.Context, object string) ([]byte, error) {
	return r.run(ctx, command{}, "cat-file", "blob", object)
}

// text returns what git prints to stdout, without the last newline.
func (r *Repository) text(ctx context.Context, args ...string) (string, error) {
	out, err := r.run(ctx, command{}, args...)
	return strings.TrimSuffix(string(out), "\n"), err
}

// A command holds what git is given in addition to its arguments.
type command struct {
	input []byte // on stdin
	index string // path of the index to use, or "" for that of the repository
}

// environment returns the environment of the process without the variables by
// which git tells a hook of its repository.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(ofOneRepository[:], name)
	})
}

// ofOneRepository are the variables that are about one repository, as
// "git rev-parse --local-env-vars" lists them, and those of the same kind that it
// leaves out. GIT_CONFIG_COUNT stays: git does not set it for hooks, and people do,
// for all repositories.
var ofOneRepository = [...]string{
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_ATTR_SOURCE", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_DIR",
	"GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS",
	"GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
}

// run returns what git prints to stdout.
func (r *Repository) run(ctx context.Context, c command, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", r.Top}, args...)...)
	cmd.Env = append(append(environment(), "LC_ALL=C"), r.environment...)
	if c.index != "" {
		cmd.Env = append(cmd.Env, "GIT_INDEX_FILE="+c.index)
	}
	var out, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(c.input), &out, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		first, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, errors.New("git " + args[0] + ": " + first)
	}
	return out.Bytes(), nil
}
