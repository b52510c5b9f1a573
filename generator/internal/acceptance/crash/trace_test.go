//go:build linux

package crash_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestCrashTrace has strace watch generate and check: they open no socket, read
// nothing but inputs, output and what the Go runtime reads of the system, and
// change nothing but the output folder.
func TestCrashTrace(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed")
	}
	r := newRig(t, builtCommand(t), t.TempDir())
	r.aim(variantB)
	for _, verb := range []string{"generate", "check"} {
		record := filepath.Join(t.TempDir(), "trace")
		cmd := exec.Command("strace", "-f", "-y", "-s", "4096", "-e", "trace=%file,%network", "-o", record,
			r.command, verb, "--spec", r.spec, "-o", "json")
		cmd.Dir = r.top
		cmd.Env = append(cmd.Environ(), "HOME="+r.home(), "XDG_CACHE_HOME=")
		if out, err := cmd.CombinedOutput(); err != nil {
			if strings.Contains(string(out), "PTRACE") {
				t.Skipf("no tracing here: %s", out)
			}
			t.Fatalf("%v\n%s", err, out)
		}
		text, err := os.ReadFile(record)
		if err != nil {
			t.Fatal(err)
		}
		calls := callsIn(t, string(text))
		counts := map[string]int{}
		for _, c := range calls {
			counts[r.judge(c, verb)]++
		}
		t.Logf("%s: %d calls: %v", verb, len(calls), counts)
		if counts["read"] == 0 || (counts["write"] > 10) != (verb == "generate") {
			t.Errorf("%s: calls %v: the trace does not show the run", verb, counts)
		}
	}
	r.holds(variantB, "traced")
}

// home is the home folder of a run that is watched.
func (r *rig) home() string { return filepath.Dir(r.command) }

// cache is an empty folder that a package makes which oapi-codegen needs, when
// it is initialized: golang.org/x/tools/internal/modindex.IndexDir.
func (r *rig) cache() string { return filepath.Join(r.home(), ".cache/goimports") }

// A call is what a process asked the system for.
type call struct {
	name, args string
	paths      []string // absolute
}

// What strace prints: a call, and the paths in it, relative to a folder or not.
var (
	callLine  = regexp.MustCompile(`^\d+ +(\w+)\((.*)$`)
	procOfOne = regexp.MustCompile(`^/proc/\d+/`)
	callPath  = regexp.MustCompile(`(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"`)
)

// callsIn returns the calls in what strace printed.
func callsIn(t *testing.T, text string) []call {
	t.Helper()
	var calls []call
	for line := range strings.SplitSeq(text, "\n") {
		m := callLine.FindStringSubmatch(line)
		if m == nil {
			continue // a signal, or the end of a call
		}
		c := call{name: m[1], args: m[2]}
		if c.name == "execve" {
			c.args, _, _ = strings.Cut(c.args, ", [") // its arguments are no paths
		}
		if c.name == "readlink" || c.name == "readlinkat" || c.name == "getcwd" {
			c.args, _, _ = strings.Cut(c.args, `", "`) // nor are the answers
		}
		for _, p := range callPath.FindAllStringSubmatch(c.args, -1) {
			full := p[2]
			if !filepath.IsAbs(full) {
				full = filepath.Join(p[1], full)
			}
			c.paths = append(c.paths, procOfOne.ReplaceAllString(filepath.Clean(full), "/proc/self/"))
		}
		calls = append(calls, c)
	}
	return calls
}

// judge fails the test if a run of the verb must not make a call, and returns
// what sort of call it is.
func (r *rig) judge(c call, verb string) string {
	r.t.Helper()
	switch {
	case slices.Contains(networkCalls, c.name):
		r.t.Errorf("%s: %s(%s", verb, c.name, c.args)
		return "network"
	case !changes(c):
		for _, p := range c.paths {
			if !r.mayRead(p) {
				r.t.Errorf("%s: reads %s: %s(%s", verb, p, c.name, c.args)
			}
		}
		return "read"
	}
	for _, p := range c.paths {
		if !r.mayWrite(p) || verb == "check" && isAbove(r.top, p) {
			r.t.Errorf("%s: changes %s: %s(%s", verb, p, c.name, c.args)
		}
	}
	return "write"
}

// networkCalls are those with which a process reaches others.
var networkCalls = []string{"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg"}

// readingCalls are those that look at files, if they do not open them to write.
var readingCalls = []string{"execve", "open", "openat", "openat2", "readlink", "readlinkat", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "getcwd", "chdir", "fstatfs", "statfs"}

// changes reports whether a call may change a file system.
func changes(c call) bool {
	return !slices.Contains(readingCalls, c.name) || strings.Contains(c.args, "O_WRONLY") || strings.Contains(c.args, "O_RDWR") || strings.Contains(c.args, "O_CREAT")
}

// mayRead reports whether a run may look at a file: inputs, the module or another
// output folder that the output folder is in, the command, and what Go and the
// linker read of the system.
func (r *rig) mayRead(name string) bool {
	base := filepath.Base(name)
	if name == r.command || (base == "go.mod" || base == "connectorgen.sum") && isAbove(filepath.Dir(name), r.top) {
		return true
	}
	for _, dir := range []string{r.spec, r.top, runtime.GOROOT(), "/proc/self", "/proc/stat", "/sys/kernel/mm", "/sys/devices/system/cpu", "/sys/fs/cgroup", "/etc/localtime", "/etc/ld.so.cache", "/etc/ld.so.preload", "/lib", "/lib64", "/usr/lib", "/usr/share/zoneinfo"} {
		if isAbove(dir, name) {
			return true
		}
	}
	return isAbove(name, r.top) || isAbove(name, r.spec) || isAbove(name, r.cache()) // on the way there
}

// mayWrite reports whether generate may change a file.
func (r *rig) mayWrite(name string) bool {
	return isAbove(name, r.cache()) || isAbove(filepath.Join(r.top, "generated"), name)
}

// isAbove reports whether name is dir or lies in it.
func isAbove(dir, name string) bool {
	below, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(below)
}
