//go:build linux

package tree

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// What somebody saves in the output folder while the new tree is built
// survives: it is in the new one.
func TestRescue(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	s := siteOf(t, out)
	s.exchange = func(from *os.File, a string, to *os.File, b string) error {
		must(t, os.Remove(filepath.Join(out, "hand.go"))) // as editors save
		lay(t, out, map[string]string{"hand.go": "saved", "stale/saved.txt": "saved"})
		return exchange(from, a, to, b)
	}
	_, err := treeOf(planned).write(t.Context(), s)
	must(t, err)
	want := maps.Clone(after)
	want["hand.go"], want["stale/saved.txt"] = "saved", "saved"
	same(t, "folder", want, found(t, out))
	alone(t, out)
}

// Of several runs at once one is the last, and its tree is there as a whole.
func TestTwoAtOnce(t *testing.T) {
	for round := range 5 {
		out := filepath.Join(t.TempDir(), "out")
		lay(t, out, before)
		other := map[string]string{"same/same.go": source("other"), "other.go": source("other")}
		var wait sync.WaitGroup
		for writer := range 6 {
			wait.Go(func() {
				tree := treeOf(planned)
				if writer%2 == 1 {
					tree = treeOf(other)
				}
				if _, err := tree.Write(out); err != nil {
					t.Errorf("round %d, writer %d: %v", round, writer, err)
				}
			})
		}
		wait.Wait()
		files := found(t, out)
		_, isOther := files["other.go"]
		want := after
		if isOther {
			want = sealed(other)
			for _, name := range difference.Foreign {
				want[name] = before[name]
			}
			want["empty/"] = ""
		}
		same(t, "folder", want, files)
		alone(t, out)
	}
}

// A check that runs beside a write sees the folder before it or after it, not
// the old tree while it is removed.
func TestDiffDuringWrite(t *testing.T) {
	files := maps.Clone(planned)
	for i := range 300 { // so that reading and removing take a while
		files[fmt.Sprintf("many/%d.go", i)] = source("same")
	}
	here := treeOf(files)
	files["changed/changed.go"] = source("other")
	there := treeOf(files)
	out := filepath.Join(t.TempDir(), "out")
	_, err := here.Write(out)
	must(t, err)
	var writing sync.WaitGroup
	var ended atomic.Bool
	writing.Go(func() {
		defer ended.Store(true)
		for range 3 {
			for _, tree := range []*Tree{there, here} {
				if _, err := tree.Write(out); err != nil {
					t.Error(err)
				}
			}
		}
	})
	seen := map[int]int{}
	for !ended.Load() {
		changes, err := here.Compare(out)
		must(t, err)
		if len(changes.Missing)+len(changes.Extra) > 0 {
			t.Fatalf("%d files missing, %d extra", len(changes.Missing), len(changes.Extra))
		}
		seen[len(changes.Changed)]++
	}
	writing.Wait()
	t.Logf("times that so many files differed: %v", seen)
}

// A run that waits for another one can be told to stop.
func TestWaitingIsCancelled(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	first := siteOf(t, out)
	release, err := first.lock(t.Context())
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err = treeOf(planned).WriteContext(ctx, out, WriteOptions{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	release()
	repaired(t, out, "waiting")
}

// Whoever held the lock removes its file: who waited for that file must not
// take it for the lock, since the next one makes a file of its own.
func TestLockIsNamed(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	must(t, err)
	defer root.Close()
	f, err := root.Create("lock")
	must(t, err)
	defer f.Close()
	same(t, "named", true, isNamed(f, root, "lock"))
	must(t, root.Remove("lock"))
	same(t, "removed", false, isNamed(f, root, "lock"))
	must(t, root.WriteFile("lock", nil, 0o666))
	same(t, "made anew", false, isNamed(f, root, "lock"))
}

// After a failure, what has not been begun is left.
func TestEachStops(t *testing.T) {
	broken := errors.New("broken")
	var calls atomic.Int64
	err := each(t.Context(), make([]int, 10_000), func(int) error {
		calls.Add(1)
		return broken
	})
	if !errors.Is(err, broken) || calls.Load() > 1_000 {
		t.Errorf("%d calls, error %v", calls.Load(), err)
	}
}

// The place of the lock is not for anything else: a pipe there would block, a
// link would lead elsewhere.
func TestLockIsNoFile(t *testing.T) {
	top := t.TempDir()
	out := filepath.Join(top, "out")
	lay(t, out, before)
	lay(t, top, map[string]string{".out.connectorgen-lock": "-> out/hand.go"})
	_, err := treeOf(planned).Write(out)
	same(t, "error", top+"/.out.connectorgen-lock: not a regular file, where the lock goes; remove it", fmt.Sprint(err))
	same(t, "folder", before, found(t, out))
}
