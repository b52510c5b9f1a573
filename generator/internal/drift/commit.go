package drift

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/git"
)

// commit moves the branch of p to commits of the trees, unless it has them
// already or is somebody's. It returns what it did, and the id of the newest commit.
func commit(ctx context.Context, b *base, p Proposal, trees []commitTree) (Status, string, error) {
	branch, err := b.repository.Branch(ctx, p.Branch)
	if err != nil {
		return "", "", err
	}
	there := b.there(ctx, p.Branch)
	status, err := statusOf(ctx, b, p.Type, branch, there, trees)
	if err != nil {
		return "", "", err
	}
	id := b.commit
	if status == Unchanged || status == Kept {
		id = cmp.Or(branch.Commit, there)
		trees = nil
	}
	for _, t := range trees {
		text := message(p, t.subject)
		if id, err = b.repository.NewCommit(ctx, t.id, id, text+seal(text, p.Type, t.id, id)); err != nil {
			return status, "", err
		}
	}
	switch {
	case id == branch.Commit, status == Kept:
		return status, id, nil
	case b.DryRun && trees != nil:
		return status, "", nil
	case b.DryRun:
		return status, id, nil
	}
	return status, id, b.repository.Move(ctx, branch, id)
}

// statusOf says what is to become of the branch of a store type, which is there on
// the other side of the remote, if that is not "". Both must be the tool's own.
func statusOf(ctx context.Context, b *base, storeType string, branch git.Branch, there string, trees []commitTree) (Status, error) {
	if branch.At != "" {
		return Kept, nil
	}
	var has []git.Revision
	for _, tip := range []string{there, branch.Commit} {
		if tip == "" {
			continue
		}
		var err error
		if has, err = b.repository.Beyond(ctx, tip, b.commit); err != nil {
			return "", err
		}
		if !slices.ContainsFunc(has, func(r git.Revision) bool { return !isOurs(r, storeType) }) {
			continue
		}
		return Kept, nil
	}
	same := slices.EqualFunc(has, trees, func(r git.Revision, t commitTree) bool { return r.Tree == t.id })
	switch {
	case branch.Commit == "" && there == "":
		return Created, nil
	case same && has[0].Parents == b.commit:
		return Unchanged, nil
	}
	return Updated, nil
}

// trailer begins the last line of each commit of a proposal.
const trailer = "Drift-Of: "

// seal returns the end of a message of a commit: it says that a proposal of the
// store type has this commit with this content. The commit of a person who changed
// another's has another content, parent or message, and the same last line.
func seal(message, storeType, tree, parent string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{tree, parent, message}, "\n")))
	return fmt.Sprintf("\n%s%s sha256:%x\n", trailer, storeType, sum)
}

// isOurs reports whether a commit is as a run of this package made it for a proposal of the
// store type.
func isOurs(r git.Revision, storeType string) bool {
	end := max(strings.LastIndex(r.Message, "\n"+trailer), 0)
	message := r.Message[:end]
	return r.Message[end:] == seal(message, storeType, r.Tree, r.Parents)
}
