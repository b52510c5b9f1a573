package generator

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// revision returns the inputs as git has them. The name is a revision, whose
// folder is that of inputs, or a revision and a path behind a colon.
func revision(ctx context.Context, name, inputs string) (*Side, error) {
	g, err := repository(ctx, inputs)
	if err != nil {
		return nil, &SideError{name, "no such file or folder, and no revision either: " + err.Error()}
	}
	rev, below, given := strings.Cut(name, ":")
	if !given {
		below = g.inputs
	}
	if strings.HasPrefix(rev, "-") || g.verify(ctx, rev) != nil {
		return nil, &SideError{name, "no such file or folder, and no revision of the repository " + g.top}
	}
	object := rev + ":" + below
	kind, err := g.run(ctx, "cat-file", "-t", object)
	if err != nil {
		return nil, &SideError{name, "the revision has no " + path.Clean(below)}
	}
	if strings.TrimSpace(string(kind)) == "blob" {
		data, err := g.run(ctx, "cat-file", "blob", object)
		if err != nil {
			return nil, err
		}
		return fileSide(object, data)
	}
	packed, err := g.run(ctx, "archive", "--format=zip", "-0", object)
	if err != nil {
		return nil, err
	}
	fsys, err := unpacked(packed)
	return &Side{fsys: fsys, name: object}, err
}

// A git is a repository, with the folder of the inputs in it.
type git struct{ top, inputs string }

// repository returns the repository that holds the folder inputs, which need not exist.
func repository(ctx context.Context, inputs string) (*git, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git, which would know it, is not installed")
	}
	dir, err := filepath.Abs(inputs)
	if err != nil {
		return nil, err
	}
	rest := ""
	for !isFolder(dir) && dir != filepath.Dir(dir) {
		dir, rest = filepath.Dir(dir), path.Join(filepath.Base(dir), rest)
	}
	g := &git{top: dir}
	out, err := g.run(ctx, "rev-parse", "--show-toplevel", "--show-prefix")
	top, prefix, _ := strings.Cut(string(out), "\n")
	if err != nil || top == "" {
		return nil, errors.New(dir + " is in no git repository")
	}
	return &git{top: top, inputs: path.Join(strings.TrimSuffix(prefix, "\n"), rest)}, nil
}

func isFolder(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.IsDir()
}

// verify returns an error if the repository has no such revision.
func (g *git) verify(ctx context.Context, rev string) error {
	_, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	return err
}

// run returns what git prints.
func (g *git) run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", g.top}, args...)...)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, errors.New("git " + args[0] + ": " + first)
	}
	return out.Bytes(), nil
}
