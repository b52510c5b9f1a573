package drift

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/git"
)

// A workshop is a repository with a proposal for Zoom, upon its main branch, and
// "origin", to which it is pushed.
type workshop struct {
	t    *testing.T
	base *base
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for _, name := range []string{"AUTHOR", "COMMITTER"} {
		t.Setenv("GIT_"+name+"_NAME", "Someone")
		t.Setenv("GIT_"+name+"_EMAIL", "someone@example.com")
	}
	dir := t.TempDir()
	w := &workshop{t, &base{Options: Options{Prefix: "connectorgen/", Remote: "origin"}, repository: &git.Repository{Top: dir}}}
	w.sh("git init -q -b main && git init -q --bare .git/origin && git remote add origin .git/origin && echo one >spec && git add . && git commit -q -m one")
	return w
}

// sh runs a script in the repository and returns what it prints.
func (w *workshop) sh(script string) string {
	w.t.Helper()
	cmd := exec.Command("sh", "-e", "-c", script)
	cmd.Dir = w.base.repository.Top
	cmd.Env = append(os.Environ(), "GIT_EDITOR=true")
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return strings.TrimSpace(string(out))
}

// propose makes the proposal upon main: a commit of spec and one of generated.
func (w *workshop) propose(content string) Status {
	w.t.Helper()
	w.base.commit = w.sh("git rev-parse main")
	c, err := w.base.repository.CheckOut(w.t.Context(), w.base.commit)
	if err != nil {
		w.t.Fatal(err)
	}
	defer c.Close()
	var trees []commitTree
	for _, name := range []string{"spec", "generated"} {
		if err := os.WriteFile(filepath.Join(c.Folder, name), []byte(content), 0o666); err != nil {
			w.t.Fatal(err)
		}
		if trees, err = snapshot(w.t.Context(), c, trees, name+": change it"); err != nil {
			w.t.Fatal(err)
		}
	}
	p := Proposal{Type: "Zoom", Branch: "connectorgen/Zoom", Title: "Zoom: 1 attribute added, minor"}
	status, _, err := commit(w.t.Context(), w.base, p, trees)
	if err != nil {
		w.t.Fatal(err)
	}
	return status
}

// A branch that a person touched is theirs, in whatever way they did it: the next
// run, upon a main that moved on and with another capture, leaves it alone. The
// last line of each message stays in most of these ways.
func TestTouchedBranchIsKept(t *testing.T) {
	const edit, onBranch = "echo mine >>spec && git add . && ", "git switch -q connectorgen/Zoom && "
	for name, touch := range map[string]string{
		"a commit":               onBranch + edit + "git commit -q -m mine",
		"an empty commit":        onBranch + "git commit -q --allow-empty -m mine",
		"amended":                onBranch + edit + "git commit -q --amend --no-edit",
		"amended, by the same":   onBranch + edit + "git commit -q --amend --no-edit --reset-author",
		"reworded":               onBranch + `git commit -q --amend -m "better $(git log -1 --format=%B)"`,
		"words added":            onBranch + `git commit -q --amend -m "$(git log -1 --format=%B)" -m mine`,
		"the first one edited":   onBranch + edit + "git commit -q --fixup HEAD~1 && git rebase -q -i --autosquash HEAD~3",
		"squashed":               onBranch + `m=$(git log -1 --format=%B) && git reset -q --soft HEAD~1 && git commit -q --amend -m "$m"`,
		"squashed, both said":    onBranch + `m=$(git log -2 --format=%B) && git reset -q --soft HEAD~1 && git commit -q --amend -m "$m"`,
		"rebased":                "git commit -q --allow-empty -m more && git rebase -q main connectorgen/Zoom",
		"merged":                 "git commit -q --allow-empty -m more && " + onBranch + "git merge -q --no-edit main",
		"another's trailer":      onBranch + edit + `git commit -q -m mine -m "$(git log -1 --format=%B | tail -n 1)"`,
		"another type's commits": onBranch + `git commit -q --amend -m "$(git log -1 --format=%B | sed 's/Drift-Of: Zoom/Drift-Of: Slack/')"`,
		"checked out":            onBranch + "git worktree add -q .git/tree main",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t)
			if got := w.propose("two"); got != Created {
				t.Fatalf("the first run: %s", got)
			}
			w.sh(touch)
			theirs := w.sh("git rev-parse connectorgen/Zoom")
			if name != "checked out" {
				w.sh("git switch -q main && git commit -q --allow-empty -m later")
			}
			for _, content := range []string{"two", "three"} {
				if got := w.propose(content); got != Kept {
					t.Errorf("the next run: %s", got)
				}
			}
			if got := w.sh("git rev-parse connectorgen/Zoom"); got != theirs {
				t.Errorf("the branch has\n%s", w.sh("git log --oneline connectorgen/Zoom"))
			}
			// A clone that has the branch from elsewhere only leaves it alone as well.
			w.sh("git push -q origin connectorgen/Zoom && git checkout -q --detach main && git branch -q -D connectorgen/Zoom")
			want := Kept
			if name == "checked out" {
				want = Updated
			}
			if got := w.propose("four"); got != want {
				t.Errorf("the run in a clone: %s", got)
			}
		})
	}
}

// What nobody touched is brought up to date, also from a fresh clone, and stays the
// same commit if it is up to date.
func TestUntouchedBranchIsUpdated(t *testing.T) {
	w := newWorkshop(t)
	for i, test := range []struct {
		before, content string
		want            Status
	}{
		{"true", "two", Created},
		{"true", "two", Unchanged},
		{"git push -q origin connectorgen/Zoom && git branch -q -D connectorgen/Zoom", "two", Unchanged},
		{"git rev-parse connectorgen/Zoom", "three", Updated}, // the branch is here again
		{"git commit -q --allow-empty -m later", "three", Updated},
		{"git branch -q -D connectorgen/Zoom", "three", Updated}, // what is there is older
		{"git branch -q -f connectorgen/Zoom main", "three", Updated},
		{"git update-ref -d refs/remotes/origin/connectorgen/Zoom && git branch -q -D connectorgen/Zoom", "three", Created},
	} {
		w.sh(test.before)
		if got := w.propose(test.content); got != test.want {
			t.Errorf("step %d: %s, want %s", i, got, test.want)
		}
		if got := w.sh("git show connectorgen/Zoom:generated"); got != test.content {
			t.Errorf("step %d: the branch has %s", i, got)
		}
	}
}

// A person who goes on after the branch was fetched keeps what they have here, even
// if the branch of origin is still the tool's own.
func TestEitherSideCounts(t *testing.T) {
	w := newWorkshop(t)
	w.propose("two")
	w.sh("git push -q origin connectorgen/Zoom && git commit-tree -p connectorgen/Zoom -m mine main^{tree} | xargs git update-ref refs/heads/connectorgen/Zoom")
	if got := w.propose("three"); got != Kept {
		t.Errorf("touched here: %s", got)
	}
	w.sh("mine=$(git rev-parse connectorgen/Zoom) && git branch -q -f connectorgen/Zoom origin/connectorgen/Zoom && git update-ref refs/remotes/origin/connectorgen/Zoom $mine")
	if got := w.propose("three"); got != Kept {
		t.Errorf("touched there: %s", got)
	}
}

// Names that PingOne answers have no effect where the message is read.
func TestMessageIsInert(t *testing.T) {
	p := Proposal{Type: "Zoom", Title: "Zoom: closes #1 @octocat"}
	text := message(p, "spec: capture Zoom")
	for _, live := range []string{"closes", "#1", "@octocat"} {
		if strings.Contains(text, live) {
			t.Errorf("the message has %s: %q", live, text)
		}
	}
	if got := strings.ReplaceAll(text, "\u200b", ""); got != fmt.Sprintf("spec: capture Zoom\n\n%s\n", p.Title) {
		t.Errorf("it reads %q", got)
	}
}
