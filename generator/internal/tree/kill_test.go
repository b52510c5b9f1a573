//go:build linux

package tree

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// The ways to write that the tests here go through: with the file system as it
// is, and with one that cannot exchange folders.
var ways = map[string]func(*site){
	"exchange": func(*site) {},
	"stepwise": func(s *site) { s.exchange = cannotExchange },
}

func cannotExchange(*os.File, string, *os.File, string) error { return syscall.EXDEV }

// stepsOf returns the changes to the file system that a whole write makes.
func stepsOf(t *testing.T, way string) []string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	s := siteOf(t, out)
	ways[way](s)
	var steps []string
	s.step = func(op, name string) error {
		steps = append(steps, op+" "+name)
		return nil
	}
	_, err := treeOf(planned).write(t.Context(), s)
	must(t, err)
	return steps
}

// The variables that turn this test binary into a writer that kills itself.
const (
	killAt  = "CONNECTORGEN_TEST_KILL_AT"
	killWay = "CONNECTORGEN_TEST_KILL_WAY"
	killOut = "CONNECTORGEN_TEST_KILL_OUT"
)

// killedWriter writes and kills itself before the change of the given number.
func killedWriter(t *testing.T) {
	at, err := strconv.Atoi(os.Getenv(killAt))
	must(t, err)
	s := siteOf(t, os.Getenv(killOut))
	ways[os.Getenv(killWay)](s)
	s.step = func(string, string) error {
		if at--; at < 0 {
			must(t, syscall.Kill(os.Getpid(), syscall.SIGKILL))
			select {}
		}
		return nil
	}
	_, err = treeOf(planned).write(t.Context(), s)
	must(t, err)
}

// runKilled writes to out in a process that is killed before change number at.
func runKilled(t *testing.T, way, out string, at int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	c.Env = append(os.Environ(), killAt+"="+strconv.Itoa(at), killWay+"="+way, killOut+"="+out)
	text, err := c.CombinedOutput()
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Fatalf("step %d: the writer was not killed: %v\n%s", at, err, text)
	}
}

// Killed at any step, a write leaves the folder wholly old or wholly new, or,
// if it cannot exchange folders, with a journal that the next run finishes.
// The next run makes everything right and leaves nothing beside the folder.
func TestKilled(t *testing.T) {
	if os.Getenv(killAt) != "" {
		killedWriter(t)
		return
	}
	for way := range ways {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			steps := stepsOf(t, way)
			outcomes := map[string]int{}
			for at, step := range steps {
				out := filepath.Join(t.TempDir(), "out")
				lay(t, out, before)
				if *crash || at%sample == 0 {
					runKilled(t, way, out, at)
				} else {
					runDead(t, way, out, at)
				}
				outcomes[settled(t, out, step)]++
				repaired(t, out, step)
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
var crash = flag.Bool("crash", false, "kill a process at every file-system step, not at one in twelve")

const sample = 12

// runDead writes to out, making no change from change number at on.
// It reports whether the write came to its end.
func runDead(t *testing.T, way, out string, at int) bool {
	t.Helper()
	s, err := makeSite(out)
	must(t, err)
	defer s.close()
	ways[way](s)
	s.step = func(string, string) error {
		if at--; at < 0 {
			return errors.New("dead")
		}
		return nil
	}
	_, err = treeOf(planned).write(t.Context(), s)
	return err == nil && at >= 0
}

// settled finishes the journal, if there is one, and says what the folder holds then.
func settled(t *testing.T, out, step string) string {
	t.Helper()
	s := siteOf(t, out)
	if s.pending() {
		must(t, s.finish())
		same(t, "journal finished, killed at "+step, after, found(t, out))
		return "journal"
	}
	files := found(t, out)
	switch {
	case maps.Equal(files, before):
		return "old"
	case maps.Equal(files, after):
		return "new"
	}
	t.Errorf("killed at %s: neither old nor new: %v", step, files)
	return "torn"
}

// repaired runs once more, undisturbed.
func repaired(t *testing.T, out, step string) {
	t.Helper()
	if _, err := treeOf(planned).Write(out); err != nil {
		t.Errorf("next run, killed at %s: %v", step, err)
	}
	same(t, "next run, killed at "+step, after, found(t, out))
	alone(t, out)
}

// The run that finishes a journal can be killed as well.
func TestKilledTwice(t *testing.T) {
	t.Parallel()
	first := 1 // the first step with the journal in place
	for _, step := range stepsOf(t, "stepwise") {
		if first++; strings.HasPrefix(step, "rename") && strings.HasSuffix(step, "/journal") {
			break
		}
	}
	for at := 0; ; at++ {
		out := filepath.Join(t.TempDir(), "out")
		lay(t, out, before)
		runDead(t, "stepwise", out, first)
		complete := runDead(t, "stepwise", out, at)
		repaired(t, out, fmt.Sprint("step ", at, " of the second run"))
		if complete {
			return
		}
	}
}

// A disk that is full, or anything else that goes wrong at any step, is
// reported with its cause; nothing is torn and nothing stays behind.
func TestFailsAtAnyStep(t *testing.T) {
	for way, set := range ways {
		t.Run(way, func(t *testing.T) {
			for at, step := range stepsOf(t, way) {
				out := filepath.Join(t.TempDir(), "out")
				lay(t, out, before)
				s := siteOf(t, out)
				set(s)
				n := 0
				s.step = func(string, string) error {
					if n++; n == at+1 {
						return syscall.ENOSPC
					}
					return nil
				}
				_, err := treeOf(planned).write(t.Context(), s)
				if quiet := strings.HasPrefix(step, "remove "); err == nil && !quiet {
					t.Errorf("%s failed without an error", step)
				} else if err != nil && !strings.Contains(err.Error(), "no space left on device") {
					t.Errorf("%s: %v", step, err)
				}
				settled(t, out, step)
				repaired(t, out, step)
			}
		})
	}
}

// A write that is told to stop gives up before the exchange, or completes.
func TestCancelledAtAnyStep(t *testing.T) {
	for way, set := range ways {
		t.Run(way, func(t *testing.T) {
			gaveUp := 0
			for at, step := range stepsOf(t, way) {
				out := filepath.Join(t.TempDir(), "out")
				lay(t, out, before)
				s := siteOf(t, out)
				set(s)
				ctx, cancel := context.WithCancel(t.Context())
				n := 0
				s.step = func(string, string) error {
					if n++; n == at+1 {
						cancel()
					}
					return nil
				}
				_, err := treeOf(planned).write(ctx, s)
				want := before
				if err == nil {
					want = after
				} else if gaveUp++; !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v", step, err)
				}
				same(t, "cancelled at "+step, want, found(t, out))
				alone(t, out)
			}
			if gaveUp == 0 {
				t.Error("no write gave up")
			}
		})
	}
}

// What a killed run left goes even if the folder is right already.
func TestLitter(t *testing.T) {
	top := t.TempDir()
	out := filepath.Join(top, "out")
	lay(t, top, map[string]string{
		".out.connectorgen-stage/tree/x/y.go":   "half a fi",
		".out.connectorgen-stage/tree/link":     "-> ../../out",
		".out.connectorgen-stage/journal.draft": "{",
		".out.connectorgen-lock":                "",
	})
	must(t, os.Chmod(filepath.Join(top, ".out.connectorgen-stage/tree/x"), 0o500))
	lay(t, out, after)
	_, err := treeOf(planned).Write(out)
	must(t, err)
	same(t, "folder", after, found(t, out))
	alone(t, out)
}

// Where nothing can be written, the error says where and why, in one line.
func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind root; TestFailsAtAnyStep covers the rest")
	}
	top := t.TempDir()
	out := filepath.Join(top, "out")
	lay(t, out, before)
	must(t, os.Chmod(top, 0o500))
	t.Cleanup(func() { must(t, os.Chmod(top, 0o700)) })
	_, err := treeOf(planned).Write(out)
	if !errors.Is(err, fs.ErrPermission) || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v", err)
	}
	same(t, "folder", before, found(t, out))
}
