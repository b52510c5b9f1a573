package git

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// newRepository returns a repository with one commit on main, and a function that
// runs git in it and returns its output.
func newRepository(t *testing.T) (*Repository, func(args ...string) string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Someone", "-c", "user.email=someone@example.com"}, args...)...)
		cmd.Env = environment()
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("init", "-q", "-b", "main")
	if err := os.WriteFile(filepath.Join(dir, "file"), []byte("one"), 0o666); err != nil {
		t.Fatal(err)
	}
	run("add", ".")
	run("commit", "-q", "-m", "one")
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return r, run
}

// A branch that somebody moves, makes or removes between the look at it and the
// move is left as they made it.
func TestMoveLeavesWhatMovedMeanwhile(t *testing.T) {
	r, run := newRepository(t)
	first := run("rev-parse", "HEAD")
	run("commit", "-q", "--allow-empty", "-m", "two")
	ours := run("rev-parse", "HEAD")
	run("commit", "-q", "--allow-empty", "-m", "three")
	theirs := run("rev-parse", "HEAD")
	for name, test := range map[string]struct{ before, meanwhile []string }{
		"moved":   {[]string{"branch", "x", first}, []string{"branch", "-f", "x", theirs}},
		"made":    {nil, []string{"branch", "x", theirs}},
		"removed": {[]string{"branch", "x", first}, []string{"branch", "-D", "x"}},
	} {
		if test.before != nil {
			run(test.before...)
		}
		b, err := r.Branch(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		run(test.meanwhile...)
		want, err := r.Branch(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Move(t.Context(), b, ours); err == nil {
			t.Errorf("%s: it was moved", name)
		}
		if got, err := r.Branch(t.Context(), "x"); got != want || err != nil {
			t.Errorf("%s: %v became %v (%v)", name, want, got, err)
		}
		if want.Commit != "" {
			run("branch", "-D", "x")
		}
	}
}

// A branch that stays as it was is moved, and one that is not there is made.
func TestMove(t *testing.T) {
	r, run := newRepository(t)
	for range 2 {
		run("commit", "-q", "--allow-empty", "-m", "more")
		b, err := r.Branch(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		head := run("rev-parse", "HEAD")
		if err := r.Move(t.Context(), b, head); err != nil {
			t.Fatal(err)
		}
		if got := run("rev-parse", "x"); got != head {
			t.Errorf("x is at %s, want %s", got, head)
		}
	}
}

// A branch says where it is checked out, in whatever work tree, because a move
// would change what somebody works on.
func TestBranchSaysWhereItIsCheckedOut(t *testing.T) {
	r, run := newRepository(t)
	other := filepath.Join(t.TempDir(), "other tree")
	run("worktree", "add", "-q", "-b", "x", other)
	run("branch", "free")
	for name, want := range map[string]string{"main": r.Top, "x": other, "free": "", "absent": ""} {
		if b, err := r.Branch(t.Context(), name); err != nil || b.At != want {
			t.Errorf("%s is checked out at %q (%v), want %q", name, b.At, err, want)
		}
	}
}

// A checkout leaves nothing in the temporary folder, also if it cannot be made,
// and nothing in the repository.
func TestCheckoutIsRemoved(t *testing.T) {
	r, run := newRepository(t)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	before := run("status", "--porcelain") + run("worktree", "list")
	c, err := r.CheckOut(t.Context(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Folder, "file"), []byte("two"), 0o666); err != nil {
		t.Fatal(err)
	}
	if tree, err := c.Tree(t.Context()); err != nil || run("show", tree+":file") != "two" {
		t.Errorf("the tree of the checkout is %s (%v)", tree, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if _, err := r.CheckOut(t.Context(), "no-such-tree"); err == nil {
		t.Error("a tree that is not there was checked out")
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("%v is left (%v)", left, err)
	}
	if after := run("status", "--porcelain") + run("worktree", "list"); after != before {
		t.Errorf("the repository is %q, want %q", after, before)
	}
}

// Git sets variables for hooks, and they go before the folder that a command is
// asked to work in. None of them leads to another repository than that of the folder.
func TestVariablesOfHooks(t *testing.T) {
	r, run := newRepository(t)
	head, err := r.Commit(t.Context(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := newRepository(t)
	variables := strings.Fields(run("rev-parse", "--local-env-vars"))
	variables = slices.DeleteFunc(variables, func(name string) bool { return name == "GIT_CONFIG_COUNT" })
	if len(variables) < 10 {
		t.Fatalf("git lists %v only", variables)
	}
	for _, name := range append(variables, "GIT_NAMESPACE", "GIT_QUARANTINE_PATH", "GIT_ATTR_SOURCE") {
		t.Setenv(name, filepath.Join(other.Top, ".git"))
	}
	again, err := Open(t.Context(), r.Top)
	if err != nil || again.Top != r.Top {
		t.Fatalf("the folder %s is in %v (%v)", r.Top, again, err)
	}
	if got, err := again.Commit(t.Context(), "HEAD"); got != head || err != nil {
		t.Errorf("HEAD is %s (%v), want %s", got, err, head)
	}
	c, err := again.CheckOut(t.Context(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if tree, err := c.Tree(t.Context()); err != nil || tree != run("rev-parse", "HEAD^{tree}") {
		t.Errorf("the tree of a checkout of HEAD is %s (%v)", tree, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// A message comes back as it was given, whatever encoding git is configured with.
func TestMessagesComeBack(t *testing.T) {
	r, run := newRepository(t)
	run("config", "i18n.commitEncoding", "ISO-8859-1")
	run("config", "i18n.logOutputEncoding", "ISO-8859-1")
	base := run("rev-parse", "HEAD")
	const message = "one é 日\n\n- two\u200b\n\nthree: four\n"
	id, err := r.NewCommit(t.Context(), run("rev-parse", "HEAD^{tree}"), base, message)
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.Beyond(t.Context(), id, base)
	if err != nil || len(list) != 1 || list[0].Message != message || list[0].Parents != base {
		t.Errorf("%q came back as %q (%v)", message, list, err)
	}
}
