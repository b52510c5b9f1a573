package git

import (
	"context"
	"errors"
	"strings"
)

// A Branch is where a branch stands.
type Branch struct {
	Name   string
	Commit string // its id, or "" if there is no such branch
	At     string // the work tree in which it is checked out, or ""
}

// Branch returns where the branch called name stands.
// The error is about the name, or git's own.
func (r *Repository) Branch(ctx context.Context, name string) (Branch, error) {
	ref := "refs/heads/" + name
	if _, err := r.text(ctx, "check-ref-format", ref); err != nil {
		return Branch{}, errors.New(name + ": git takes no branch of this name")
	}
	out, err := r.text(ctx, "for-each-ref", "--format=%(refname) %(objectname) %(worktreepath)", ref)
	for line := range strings.Lines(out) {
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if len(fields) == 3 && fields[0] == ref {
			return Branch{name, fields[1], fields[2]}, err
		}
	}
	return Branch{Name: name}, err
}

// Branches returns the names of the branches that start with prefix and have no
// slash behind it.
func (r *Repository) Branches(ctx context.Context, prefix string) ([]string, error) {
	out, err := r.text(ctx, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/"+prefix+"*")
	return strings.Fields(out), err
}

// Move makes a branch, or moves it, to a commit. It fails if the branch has
// moved since it was asked for.
func (r *Repository) Move(ctx context.Context, b Branch, commit string) error {
	was := b.Commit
	if was == "" {
		was = strings.Repeat("0", len(commit))
	}
	_, err := r.text(ctx, "update-ref", "-m", "gen drift", "refs/heads/"+b.Name, commit, was)
	return err
}

// A Revision is a commit of a branch.
type Revision struct{ ID, Tree, Parents, Message string }

// Beyond returns the commits that a commit has beyond another, the oldest first.
func (r *Repository) Beyond(ctx context.Context, commit, base string) ([]Revision, error) {
	out, err := r.text(ctx, "log", "--reverse", "--topo-order", "--no-show-signature", "--format=%H%x00%T%x00%P%x00%B%x00", base+".."+commit)
	if err != nil {
		return nil, err
	}
	fields := strings.Split(out, "\x00")
	var list []Revision
	for ; len(fields) >= 4; fields = fields[4:] {
		list = append(list, Revision{strings.TrimSpace(fields[0]), fields[1], fields[2], fields[3]})
	}
	return list, nil
}
