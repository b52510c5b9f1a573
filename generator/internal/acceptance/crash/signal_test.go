//go:build linux

package crash_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestCrashSignals ends runs at random moments. One that is killed leaves every file
// wholly old or wholly new, and the next run, which the lock does not keep waiting,
// completes it and leaves nothing else. One that is asked to end leaves all as it
// was, or completes.
func TestCrashSignals(t *testing.T) {
	t.Parallel()
	command := harness.Command(t)
	for _, test := range []struct {
		signal syscall.Signal
		code   int
		times  int
	}{
		{syscall.SIGKILL, -int(syscall.SIGKILL), long.Or(*kills, 3)},
		{syscall.SIGTERM, 143, long.Or(*kills/6, 0)},
		{syscall.SIGINT, 130, long.Or(*kills/6, 0)},
	} {
		t.Run(test.signal.String(), func(t *testing.T) {
			t.Parallel()
			if test.times == 0 {
				long.Only(t, "a kill is the hardest of the three")
			}
			r := newRig(t, command, t.TempDir())
			random := rand.New(rand.NewPCG(1, uint64(test.signal)))
			r.aim(variantB)
			span, outcomes := r.timed(), map[string]int{}
			for i := 0; i-outcomes["too late"] < test.times && i < 2*test.times; i++ {
				var outcome string
				outcome, span = r.end(test.signal, test.code, moment(i, span, random))
				outcomes[outcome]++
			}
			t.Logf("the last run took %v; %v", span.Round(time.Millisecond), outcomes)
		})
	}
}

// kills bounds the longest of these tests.
var kills = flag.Int("kills", 200, "in a long test, kill this many runs at a random moment, and ask a sixth as many to end")

// timed runs the command, and returns how long that took.
func (r *rig) timed() time.Duration {
	r.t.Helper()
	start := time.Now()
	if got := r.run(); got.Code != 0 {
		r.t.Errorf("exit code %d\n%s", got.Code, got.Stderr)
	}
	return time.Since(start)
}

// moment returns a function that waits for a random moment of a run: any, or
// every other time, one while files are written, which is a small part of it.
func moment(i int, span time.Duration, random *rand.Rand) func(r *rig) {
	if i%2 == 0 {
		wait := time.Duration(random.Int64N(int64(span)))
		return func(*rig) { <-time.After(wait) }
	}
	wait := time.Duration(random.Int64N(int64(span) / 8))
	return func(r *rig) {
		for end := time.Now().Add(span * 2); time.Now().Before(end); {
			if _, err := os.Lstat(filepath.Join(r.top, "generated", ".connectorgen-pending")); err == nil {
				break
			}
		}
		<-time.After(wait)
	}
}

// end ends a run by a signal, at the moment that wait waits for, and runs once
// more. It returns what the tree was in between, and how long the last run took.
func (r *rig) end(signal syscall.Signal, code int, wait func(*rig)) (outcome string, span time.Duration) {
	r.t.Helper()
	old := r.state()
	r.aim(other(old))
	cmd, stderr := r.process()
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	wait(r)
	_ = cmd.Process.Signal(signal) // it may have ended
	got := r.ended(cmd, stderr, cmd.Wait())
	if got.Code == -int(signal) { // before it was caught: to a shell the same
		got.Code = code
	}
	state := r.state()
	outcome = map[string]string{old: "old", other(old): "new"}[state]
	if outcome == "" {
		outcome = state
	}
	switch {
	case got.Code != 0 && got.Code != code, strings.HasPrefix(state, "torn"), got.Code == 0 && state != other(old):
		r.t.Errorf("%v: exit code %d, the tree is %s, was %s\n%s", signal, got.Code, state, old, got.Stderr)
	case got.Code == 0:
		outcome = "too late"
	case signal != syscall.SIGKILL:
		r.holds(old, "after "+signal.String())
	case len(r.left()) > 0:
		outcome += ", litter for the next run"
	}
	span = r.timed()
	r.holds(other(old), "the run after "+signal.String())
	return outcome, span
}
