//go:build linux

package crash_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// commandVariable has the command for the part of a test that runs in a
// namespace of its own, where it may mount file systems.
const commandVariable = "CONNECTORGEN_TEST_COMMAND"

// inNamespace runs the test once more, in namespaces in which it may mount file
// systems whoever runs it. It reports whether this is that second run.
func inNamespace(t *testing.T) (command string, ok bool) {
	t.Helper()
	if command, ok = os.LookupEnv(commandVariable); ok {
		if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
			t.Skipf("no mount in a namespace: %v", err)
		}
		return command, true
	}
	command = builtCommand(t)
	out, err := again(t, command, unix.CLONE_NEWUSER|unix.CLONE_NEWNS)
	if errors.Is(err, os.ErrPermission) && os.Geteuid() == 0 {
		out, err = again(t, command, unix.CLONE_NEWNS)
	}
	switch text := string(out); {
	case errors.Is(err, os.ErrPermission):
		t.Skipf("no namespaces here: %v", err)
	case strings.Contains(text, "--- SKIP"):
		t.Skip(text)
	case err != nil:
		t.Errorf("%v\n%s", err, text)
	default:
		t.Log(text)
	}
	return "", false
}

// again runs the test in the given namespaces, as their user 0.
func again(t *testing.T, command string, namespaces uintptr) ([]byte, error) {
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), commandVariable+"="+command)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: namespaces}
	if namespaces&unix.CLONE_NEWUSER != 0 {
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.Bytes(), err
}

// roomy is the size of a file system on which everything fits.
const roomy = 64 << 20

// mounted returns a rig on a file system of its own.
func mounted(t *testing.T, command string) *rig {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprint("size=", roomy)); err != nil {
		t.Skipf("no mount in a namespace: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return newRig(t, command, dir)
}

// remount changes the file system of the rig.
func (r *rig) remount(flags uintptr, size int64) {
	r.t.Helper()
	if err := unix.Mount("tmpfs", r.top, "tmpfs", unix.MS_REMOUNT|flags, fmt.Sprint("size=", size)); err != nil {
		r.t.Fatal(err)
	}
}

// used returns how many bytes of the file system are in use.
func (r *rig) used() int64 {
	r.t.Helper()
	var s unix.Statfs_t
	if err := unix.Statfs(r.top, &s); err != nil {
		r.t.Fatal(err)
	}
	return int64(s.Blocks-s.Bfree) * s.Bsize
}

// TestCrashDisk fills the disk, from no byte free to enough for the whole tree
// once more. A run succeeds, or says why it did not in one line and leaves
// everything as it was.
func TestCrashDisk(t *testing.T) {
	command, ok := inNamespace(t)
	if !ok {
		return
	}
	r := mounted(t, command)
	sizes, outcomes := int64(40), map[int]int{}
	for i := range sizes {
		old := r.state()
		r.aim(other(old))
		used := r.used()
		free := used * 5 / 4 * i / (sizes - 1)
		r.remount(0, used+free)
		got := r.run()
		outcomes[got.Code]++
		when := fmt.Sprintf("%d KiB free of %d", free>>10, used>>10)
		if got.Code == 0 {
			r.holds(other(old), when)
		} else {
			r.refused(got, "no space left on device", old, when)
		}
		r.remount(0, roomy)
	}
	t.Logf("%d sizes, %d KiB in use: exit codes %v", sizes, r.used()>>10, outcomes)
	if outcomes[0] == 0 || outcomes[3] == 0 {
		t.Errorf("exit codes %v: the sizes do not span the need", outcomes)
	}
}

// TestCrashReadOnly runs where nothing can be written: that is said, and no
// fault if there is nothing to write.
func TestCrashReadOnly(t *testing.T) {
	command, ok := inNamespace(t)
	if !ok {
		return
	}
	r := mounted(t, command)
	r.remount(unix.MS_RDONLY, roomy)
	if got := r.run(); got.Code != 0 {
		t.Errorf("nothing to write: exit code %d\n%s", got.Code, got.Stderr)
	}
	r.remount(0, roomy)
	r.aim(variantB)
	r.remount(unix.MS_RDONLY, roomy)
	r.refused(r.run(), "read-only file system", variantA, "read-only")
}

// TestCrashMounted has the output folder be a mount point, with a disk of its own
// that is full.
func TestCrashMounted(t *testing.T) {
	command, ok := inNamespace(t)
	if !ok {
		return
	}
	r := mounted(t, command)
	out := filepath.Join(r.top, "generated")
	if err := unix.Mount("tmpfs", out, "tmpfs", 0, fmt.Sprint("size=", roomy)); err != nil {
		t.Fatal(err)
	}
	if got := r.run(); got.Code != 0 {
		t.Fatalf("exit code %d\n%s", got.Code, got.Stderr)
	}
	r.holds(variantA, "the first run")
	r.aim(variantB)
	inner := &rig{t: t, top: out}
	inner.remount(0, inner.used())
	r.refused(r.run(), "no space left on device", variantA, "no byte free")
	inner.remount(0, roomy)
	if got := r.run(); got.Code != 0 {
		t.Errorf("the next run: exit code %d\n%s", got.Code, got.Stderr)
	}
	r.holds(variantB, "the next run")
}
