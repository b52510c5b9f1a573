package git

import (
	"context"
	"errors"
	"strings"
)

// Identity returns an error if git is not configured with a name and an email
// address for commits.
func (r *Repository) Identity(ctx context.Context) error {
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		if _, err := r.text(ctx, "var", "GIT_"+who+"_IDENT"); err != nil {
			return errors.New("git knows no " + strings.ToLower(who) + " of commits; set user.name and user.email in its configuration, or GIT_" +
				who + "_NAME and GIT_" + who + "_EMAIL in the environment")
		}
	}
	return nil
}

// Changed returns the paths of the files in which two trees or commits differ.
func (r *Repository) Changed(ctx context.Context, a, b string) ([]string, error) {
	out, err := r.text(ctx, "diff-tree", "-r", "-z", "--name-only", "--no-renames", a, b)
	if out == "" || err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(out, "\x00"), "\x00"), nil
}

// NewCommit makes a commit of a tree with the parent, and returns its id. It
// moves no branch and runs no hook.
func (r *Repository) NewCommit(ctx context.Context, tree, parent, message string) (string, error) {
	out, err := r.run(ctx, command{input: []byte(message)}, "-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree, "-p", parent, "-F", "-")
	return strings.TrimSpace(string(out)), err
}
