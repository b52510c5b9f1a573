package git

import (
	"context"
	"errors"
	"strings"
)

// A Branch is a branch of a repository, which need not exist yet.
type Branch struct {
	Name   string
	Commit string // its id, or "" if there is no such branch
	At     string // the work tree in which it is checked out, or ""
}

// CheckBranchName returns an error if git allows no branch of the name.
func CheckBranchName(ctx context.Context, name string) error {
	if _, err := (&Repository{Top: "."}).text(ctx, "check-ref-format", "refs/heads/"+name); err != nil {
		return errors.New(name + ": git allows no branch of this name")
	}
	return nil
}

// Branch returns the branch called name, whether it exists or not. The name must
// be one that [CheckBranchName] allows.
func (r *Repository) Branch(ctx context.Context, name string) (Branch, error) {
	ref := "refs/heads/" + name
	out, err := r.text(ctx, "for-each-ref", "--format=%(refname) %(objectname) %(worktreepath)", ref)
	for line := range strings.Lines(out) {
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if len(fields) == 3 && fields[0] == ref {
			return Branch{name, fields[1], fields[2]}, err
		}
	}
	return Branch{Name: name}, err
}

// References returns the full names of the references that start with prefix, such
// as "refs/heads/", and have no slash after it.
func (r *Repository) References(ctx context.Context, prefix string) ([]string, error) {
	out, err := r.text(ctx, "for-each-ref", "--format=%(refname)", prefix+"*")
	return strings.Fields(out), err
}

// Move creates the branch b at a commit, or moves it there. It fails if the
// branch has moved since [Repository.Branch] returned it.
func (r *Repository) Move(ctx context.Context, b Branch, commit string) error {
	was := b.Commit
	if was == "" {
		was = strings.Repeat("0", len(commit))
	}
	_, err := r.text(ctx, "update-ref", "-m", "gen drift", "refs/heads/"+b.Name, commit, was)
	return err
}

// A Revision is a commit of a branch. Parents are ids with spaces between them.
type Revision struct{ ID, Tree, Parents, Message string }

// Beyond returns the commits that are reachable from commit and not from base,
// the oldest first.
func (r *Repository) Beyond(ctx context.Context, commit, base string) ([]Revision, error) {
	out, err := r.text(ctx, "log", "--reverse", "--topo-order", "--no-show-signature", "--encoding=UTF-8", "--format=%H%x00%T%x00%P%x00%B%x00", base+".."+commit)
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
