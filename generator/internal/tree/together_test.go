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
				if _, err := tree.Write(t.Context(), out, WriteOptions{}); err != nil {
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

// A run that waits for another one says who that is, and can be told to stop.
func TestWaiting(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	first := siteOf(t, out)
	release, err := first.lock(t.Context(), nil)
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	host, err := os.Hostname()
	must(t, err)
	holder := fmt.Sprintf("process %d on %s", os.Getpid(), host)
	var said []string
	_, err = treeOf(planned).Write(ctx, out, WriteOptions{Waiting: func(holder string) { said = append(said, holder) }})
	same(t, "said", []string{holder}, said)
	same(t, "error", out+"/"+lockName+": held by "+holder+": context deadline exceeded", fmt.Sprint(err))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	same(t, "changes", before, files(t, out))
	release()
	completes(t, planned, out, after, "after waiting")
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
	out := filepath.Join(t.TempDir(), "out")
	laid := maps.Clone(before)
	laid[lockName] = "-> hand.go"
	lay(t, out, laid)
	_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{})
	same(t, "error", out+"/"+lockName+": not a regular file, where the lock goes; remove it", fmt.Sprint(err))
	same(t, "folder", laid, found(t, out))
}
