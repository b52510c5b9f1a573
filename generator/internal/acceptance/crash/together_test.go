//go:build linux

package crash_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestCrashTogether runs two to eight commands at once on one folder, of one
// variant or of two: all succeed, and one of them is the last, with its tree as
// a whole. Whoever reads meanwhile sees whole files only. Nobody waits in vain.
func TestCrashTogether(t *testing.T) {
	t.Parallel()
	command := builtCommand(t)
	for round := range 12 {
		r := newRig(t, command, t.TempDir())
		second := r.fewer()
		runs := 2 + round*5%7
		stop := r.watch()
		ended := make(chan harness.Ran)
		for i := range runs {
			which := r
			if round%2 == 1 && i%2 == 1 {
				which = second
			}
			cmd, stderr := which.process()
			go func() { err := cmd.Run(); ended <- r.ended(cmd, stderr, err) }()
		}
		for range runs {
			select {
			case got := <-ended:
				if got.Code != 0 {
					t.Errorf("round %d: exit code %d\n%s", round, got.Code, got.Stderr)
				}
			case <-time.After(patience):
				t.Fatalf("round %d: no run came to its end in %v", round, patience)
			}
		}
		looks := stop()
		state := r.state()
		if state != variantB && (round%2 == 0 || state != few) {
			t.Errorf("round %d: the tree is %s", round, state)
		}
		r.holds(state, fmt.Sprint("round ", round))
		t.Logf("round %d: %d runs at once, %d looks at the tree meanwhile, in the end %s", round, runs, looks, state)
	}
}

// few is the variant of a tree that comes of the capture of Zoom alone.
const few = "a tree of few files"

// fewer returns a rig for the folder of r that writes few.
func (r *rig) fewer() *rig {
	r.t.Helper()
	spec := r.t.TempDir()
	capture, err := os.ReadFile(filepath.Join(r.spec, "connectors", "Zoom.json"))
	if err != nil {
		r.t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(spec, "connectors"), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(spec, "connectors", "Zoom.json"), capture, 0o666); err != nil {
		r.t.Fatal(err)
	}
	second := &rig{t: r.t, command: r.command, top: r.top, spec: spec, whole: r.whole}
	r.aim(variantB)
	if got := second.run(); got.Code != 0 {
		r.t.Fatalf("exit code %d\n%s", got.Code, got.Stderr)
	}
	r.whole[few] = r.tree()
	return second
}

// watch looks at the tree again and again, until the function that it returns
// is called, which returns how often the tree was seen.
func (r *rig) watch() (stop func() int) {
	var watching sync.WaitGroup
	end, looks := make(chan struct{}), 0
	watching.Go(func() {
		for {
			select {
			case <-end:
				return
			default:
			}
			files, err := treeIn(filepath.Join(r.top, "generated"))
			if err != nil {
				r.t.Error(err)
			}
			if looks++; r.strange(files) != "" {
				r.t.Errorf("look %d: %s is torn", looks, r.strange(files))
			}
		}
	})
	return func() int {
		close(end)
		watching.Wait()
		return looks
	}
}
