//go:build linux

package tree

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// A change is a write that the tests here disturb: of a tree to a folder that
// holds old, so that it holds new.
type change struct {
	old  map[string]string // nil if the folder does not exist
	tree map[string]string
	new  map[string]string
}

var changesToMake = map[string]change{
	"usual":                    {before, planned, after},
	"first":                    {nil, planned, sealed(planned)},
	"last":                     {sealed(planned), nil, map[string]string{}},
	"file in way of a folder":  inWay("a.go", "a.go/x/b.go"),
	"folders in way of a file": inWay("a.go/x/b.go", "a.go"),
	"another letter case":      inWay("B/b.go", "b/B.go"),
}

// early are the changes in which something has to go before the rest is prepared.
var early = map[string]bool{"file in way of a folder": true, "folders in way of a file": true, "another letter case": true}

// inWay returns a change in which one file takes the place of another that is in
// its way, and others stay.
func inWay(old, new string) change {
	rest := map[string]string{"same/same.go": source("same"), "a/other.go": source("same")}
	with := func(name string) map[string]string {
		all := maps.Clone(rest)
		all[name] = source(name)
		return all
	}
	return change{sealed(with(old)), with(new), sealed(with(new))}
}

// lay returns a folder that holds what it holds before the change.
func (c change) lay(t *testing.T) (out string) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "out")
	if c.old != nil {
		lay(t, out, c.old)
	}
	return out
}

// steps returns the changes to the file system that the whole write makes.
func (c change) steps(t *testing.T) []string {
	t.Helper()
	s := siteOf(t, c.lay(t))
	var steps []string
	s.step = func(op, name string) error {
		steps = append(steps, op+" "+name)
		return nil
	}
	_, err := treeOf(c.tree).write(t.Context(), s, WriteOptions{})
	must(t, err)
	return steps
}

// Where letter case does not matter, the old name of a file is the new one as well:
// it must not be removed after the new one is written.
func TestAnotherLetterCase(t *testing.T) {
	steps := changesToMake["another letter case"].steps(t)
	removed, written := slices.Index(steps, "remove B"), slices.Index(steps, "mkdir b")
	if removed < 0 || written < removed {
		t.Errorf("steps %q", steps)
	}
}

// The variables that turn this test binary into a writer that kills itself.
const (
	killAt     = "CONNECTORGEN_TEST_KILL_AT"
	killChange = "CONNECTORGEN_TEST_KILL_CHANGE"
	killOut    = "CONNECTORGEN_TEST_KILL_OUT"
)

// killedWriter writes and kills itself before the step of the given number.
func killedWriter(t *testing.T) {
	at, err := strconv.Atoi(os.Getenv(killAt))
	must(t, err)
	s := siteOf(t, os.Getenv(killOut))
	s.step = func(string, string) error {
		if at--; at < 0 {
			must(t, syscall.Kill(os.Getpid(), syscall.SIGKILL))
			select {}
		}
		return nil
	}
	_, err = treeOf(changesToMake[os.Getenv(killChange)].tree).write(t.Context(), s, WriteOptions{})
	must(t, err)
}

// runKilled writes to out in a process that is killed before step number at.
func runKilled(t *testing.T, name, out string, at int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	c.Env = append(os.Environ(), killAt+"="+strconv.Itoa(at), killChange+"="+name, killOut+"="+out)
	text, err := c.CombinedOutput()
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Fatalf("step %d: the writer was not killed: %v\n%s", at, err, text)
	}
}

// Killed at any step, a write leaves every file wholly old or wholly new. The next
// run completes it, and nothing is left of the first.
func TestKilled(t *testing.T) {
	if os.Getenv(killAt) != "" {
		killedWriter(t)
		return
	}
	for name, c := range changesToMake {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			steps := c.steps(t)
			outcomes := map[string]int{}
			for at, step := range steps {
				out := c.lay(t)
				if long.Wanted() || at%sample == 0 {
					runKilled(t, name, out, at)
				} else {
					runDead(t, c.tree, out, at)
				}
				outcomes[c.wholeFiles(t, out, step)]++
				c.repaired(t, out, step)
			}
			t.Logf("%d steps: %v", len(steps), outcomes)
			if outcomes["old"] == 0 || outcomes["new"] == 0 {
				t.Errorf("outcomes %v: the steps do not span the change", outcomes)
			}
		})
	}
}

// crash makes TestKilled slower and closer to the truth. Without it, most
// steps are played: from some step on, every change to the file system fails.
const sample = 12

// runDead writes files to out, making no change from step number at on.
// It reports whether the write came to its end.
func runDead(t *testing.T, files map[string]string, out string, at int) bool {
	t.Helper()
	s, err := openSite(out)
	must(t, err)
	defer s.close()
	s.step = func(string, string) error {
		if at--; at < 0 {
			return errors.New("dead")
		}
		return nil
	}
	_, err = treeOf(files).write(t.Context(), s, WriteOptions{})
	return err == nil && at >= 0
}

// files returns what the folder out holds, without what a run makes for itself.
func files(t *testing.T, out string) map[string]string {
	t.Helper()
	if _, err := os.Lstat(out); err != nil {
		return nil
	}
	all := found(t, out)
	maps.DeleteFunc(all, func(name, _ string) bool { return isLitter(name) })
	return all
}

// wholeFiles fails t if a file is neither as it was nor as it is to be, and
// says which of them they all are.
func (c change) wholeFiles(t *testing.T, out, step string) string {
	t.Helper()
	all := files(t, out)
	for name, content := range all {
		old, isOld := c.old[name]
		new, isNew := c.new[name]
		folder := strings.HasSuffix(name, "/") // one that is empty for a while
		if !(isOld && content == old || isNew && content == new || folder) {
			t.Errorf("stopped at %s: %s is neither old nor new: %q", step, name, content)
		}
	}
	for name := range c.old {
		if _, stays := c.new[name]; stays && all[name] == "" && c.old[name] != "" {
			t.Errorf("stopped at %s: %s is gone", step, name)
		}
	}
	switch {
	case maps.Equal(all, c.new):
		return "new"
	case maps.Equal(all, c.old):
		return "old"
	}
	return "mixed"
}

// repaired runs once more, undisturbed.
func (c change) repaired(t *testing.T, out, step string) {
	t.Helper()
	completes(t, c.tree, out, c.new, "after a stop at "+step)
}

// completes fails t if a write of tree to out does not end with want there.
func completes(t *testing.T, tree map[string]string, out string, want map[string]string, when string) {
	t.Helper()
	if _, err := treeOf(tree).Write(t.Context(), out, WriteOptions{}); err != nil {
		t.Errorf("next run, %s: %v", when, err)
	}
	same(t, "next run, "+when, want, found(t, out))
	alone(t, out)
}

// Two more trees, which the inputs call for after a run was killed: what it wrote
// is neither in the manifest nor in these.
var later, last = map[string]string{
	"changed/changed.go": source("later"),
	"new/new.go":         source("later"),
	"later/later.go":     source("later"),
}, map[string]string{
	"changed/changed.go": source("last"),
	"later/later.go":     source("last"),
	"half/stale.go":      source("last"),
}

// withForeign returns files with their manifest and the foreign files of before.
func withForeign(files map[string]string) map[string]string {
	all := sealed(files)
	for _, name := range append(slices.Clone(difference.Foreign), "empty/") {
		all[name] = before[name]
	}
	return all
}

// A run that is killed is no dead end for somebody who changes the inputs before
// the next: what it wrote counts as generated.
func TestKilledThenChanged(t *testing.T) {
	t.Parallel()
	c := changesToMake["usual"]
	for at, step := range c.steps(t) {
		out := c.lay(t)
		runDead(t, c.tree, out, at)
		completes(t, later, out, withForeign(later), "with other inputs, after a stop at "+step)
	}
}

// The run with other inputs can be killed as well, and the inputs change again.
func TestKilledTwice(t *testing.T) {
	t.Parallel()
	c := changesToMake["usual"]
	each := long.Or(1, 7)
	steps := len(c.steps(t))
	for at := 0; at < steps; at += each {
		complete := false
		for again := 0; !complete && again < 3*steps; again += each {
			out := c.lay(t)
			runDead(t, c.tree, out, at)
			complete = runDead(t, later, out, again)
			completes(t, last, out, withForeign(last), fmt.Sprint("after stops at ", at, " and ", again))
		}
		if !complete {
			t.Errorf("killed at %d, no later run came to its end", at)
		}
	}
}

// What somebody edits after a run was killed is an edit all the same.
func TestKilledThenEdited(t *testing.T) {
	t.Parallel()
	c := changesToMake["usual"]
	for at, step := range c.steps(t) {
		out := c.lay(t)
		runDead(t, c.tree, out, at)
		lay(t, out, map[string]string{"changed/changed.go": source("edited")})
		_, err := treeOf(later).Write(t.Context(), out, WriteOptions{})
		same(t, "stopped at "+step, out+"/changed/changed.go: "+wasEdited, fmt.Sprint(err))
		same(t, "stopped at "+step, source("edited"), found(t, out)["changed/changed.go"])
	}
}

// A disk that is full, or anything else that goes wrong at any step, is reported
// with its cause and the file. Until files are put in place all is as it was;
// after that each is wholly old or new.
func TestFailsAtAnyStep(t *testing.T) {
	for name, c := range changesToMake {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for number := range c.steps(t) {
				out := c.lay(t)
				s := siteOf(t, out)
				var op, at string // several files are written at a time, in any order
				s.step = func(o, name string) error {
					if number--; number == -1 {
						op, at = o, name
						return syscall.ENOSPC
					}
					return nil
				}
				_, err := treeOf(c.tree).write(t.Context(), s, WriteOptions{})
				step := op + " " + at
				if err == nil && step != "remove "+lockName {
					t.Errorf("%s failed without an error", step)
				} else if err != nil && err.Error() != s.show(at)+": no space left on device" {
					t.Errorf("%s: %v", step, err)
				}
				if c.wholeFiles(t, out, step) != "old" && (op == "lock" || op == "mkdir" || op == "create" || op == "write") && !early[name] {
					t.Errorf("%s failed: not as it was", step)
				}
				c.repaired(t, out, step)
			}
		})
	}
}

// A write that is told to stop gives up before files are put in place, and leaves
// all as it was, or completes.
func TestCancelledAtAnyStep(t *testing.T) {
	c := changesToMake["usual"]
	gaveUp := 0
	for at, step := range c.steps(t) {
		out := c.lay(t)
		s := siteOf(t, out)
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		s.step = func(string, string) error {
			if n++; n == at+1 {
				cancel()
			}
			return nil
		}
		_, err := treeOf(c.tree).write(ctx, s, WriteOptions{})
		want := before
		if err == nil {
			want = after
		} else if gaveUp++; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", step, err)
		}
		same(t, "cancelled at "+step, want, found(t, out))
	}
	if gaveUp == 0 {
		t.Error("no write gave up")
	}
}

// A folder that is made for a write which comes to nothing goes again.
func TestCancelledFirst(t *testing.T) {
	top := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := treeOf(planned).Write(ctx, filepath.Join(top, "a", "out"), WriteOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	same(t, "folder", map[string]string{}, found(t, top))
}

// What a killed run left goes even if all generated files are right already.
func TestLitter(t *testing.T) {
	for name, content := range map[string]string{
		lockName:                       "",
		lockName + "s":                 "", // somebody else's
		pending:                        "half a li",
		beside(pending):                "",
		beside("same/same.go"):         "half a fi",
		"new/" + temporary + "gone.go": "",
	} {
		out := filepath.Join(t.TempDir(), "out")
		lay(t, out, after)
		lay(t, out, map[string]string{name: content})
		want := maps.Clone(after)
		if !isLitter(name) {
			want[name] = content
		}
		completes(t, planned, out, want, "with "+name)
	}
}

// A generated file that is read-only is replaced and stays read-only: the folder
// says who may write.
func TestReadOnlyFile(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	must(t, os.Chmod(filepath.Join(out, "changed/changed.go"), 0o444))
	must(t, os.Chmod(filepath.Join(out, "stale/stale.go"), 0o444))
	completes(t, planned, out, after, "read-only")
	same(t, "mode", "-r--r--r--", stat(t, out, "changed/changed.go").Mode().String())
}

// Where nothing can be written, the error says where and why, in one line, and
// everything stays, whichever folder it is.
func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind root; TestFailsAtAnyStep covers the rest")
	}
	for dir, at := range map[string]string{".": lockName, "changed": "changed/changed.go", "stale": "stale/stale.go"} {
		out := filepath.Join(t.TempDir(), "out")
		lay(t, out, before)
		must(t, os.Chmod(filepath.Join(out, dir), 0o500))
		t.Cleanup(func() { must(t, os.Chmod(filepath.Join(out, dir), 0o700)) })
		_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{})
		same(t, "error", out+"/"+at+": permission denied", fmt.Sprint(err))
		if dir != "stale" {
			same(t, "folder", before, found(t, out))
		}
	}
}
