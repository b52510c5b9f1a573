//go:build linux

package crash_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestCrashLimits runs with few files open at a time, and with small files
// only: a run succeeds, or says why it did not in one line and leaves
// everything as it was.
func TestCrashLimits(t *testing.T) {
	t.Parallel()
	command := builtCommand(t)
	for _, test := range []struct {
		limit string // option of ulimit
		cause string
		from  int
		to    int
		step  int
	}{
		{"-n", "too many open files", 11, 32, 1},
		{"-f", "file too large", 0, 128, 8}, // blocks of 512 bytes
	} {
		t.Run(test.limit, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, command, t.TempDir())
			outcomes := map[int]int{}
			for n := test.from; n <= test.to; n += test.step {
				old := r.state()
				r.aim(other(old))
				when := fmt.Sprint("ulimit ", test.limit, " ", n)
				got := r.run("sh", "-c", when+` && exec "$@"`, "sh")
				outcomes[got.Code]++
				if got.Code == 0 {
					r.holds(other(old), when)
				} else {
					r.refused(got, test.cause, old, when)
				}
			}
			t.Logf("from %d to %d: exit codes %v", test.from, test.to, outcomes)
			if outcomes[3] == 0 {
				t.Error("no limit was felt")
			}
		})
	}
}

// TestCrashPermission runs as somebody who may not write: that is said, and
// everything stays.
func TestCrashPermission(t *testing.T) {
	t.Parallel()
	top, err := os.MkdirTemp("", "connectorgen")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(top, 0o700); os.RemoveAll(top) })
	command := filepath.Join(top, "gen.exe")
	program, err := os.ReadFile(builtCommand(t)) // where everybody may run it
	if err == nil {
		err = os.WriteFile(command, program, 0o777)
	}
	if err != nil {
		t.Fatal(err)
	}
	module := filepath.Join(top, "module")
	if err := os.Mkdir(module, 0o777); err != nil {
		t.Fatal(err)
	}
	r := newRig(t, command, module)
	r.aim(variantB)
	for _, dir := range []string{top, r.top} {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(r.top, 0o700) })
	cmd, stderr := r.process()
	if os.Geteuid() == 0 { // permissions do not bind root
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	r.refused(r.ended(cmd, stderr, cmd.Run()), "permission denied", variantA, "no permission")
}
