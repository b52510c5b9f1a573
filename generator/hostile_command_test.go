package generator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

// What a run of the command did.
type ran struct {
	code    int
	stderr  string
	cpu     time.Duration
	peak    int64    // bytes of memory; 0 where the system does not say
	written []string // files in the output folder
	outside []string // files that were changed elsewhere

	connections int64
}

// buildCommand returns the path of the command, built as people run it.
func buildCommand(t *testing.T) string {
	t.Helper()
	command := filepath.Join(t.TempDir(), "gen.exe")
	if out, err := exec.Command("go", "build", "-o", command, "../gen").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return command
}

// runCommand runs gen generate on inputs, in a module of its own.
func runCommand(t *testing.T, command string, inputs fstest.MapFS) ran {
	t.Helper()
	top := t.TempDir()
	if err := os.CopyFS(filepath.Join(top, "spec"), inputs); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(top, "go.mod"), []byte("module example.com/x\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := filesBelow(t, top)
	proxy, count := listen(t)
	m := measure(t, []string{"HTTP_PROXY=" + proxy, "HTTPS_PROXY=" + proxy, "NO_PROXY="}, command, "generate", "-C", top)
	r := ran{code: m.Code, stderr: m.Stderr, cpu: m.CPU, peak: m.Peak, connections: count.Load()}
	for name, content := range filesBelow(t, top) {
		switch {
		case strings.HasPrefix(name, "generated/"):
			r.written = append(r.written, name)
		case before[name] != content:
			r.outside = append(r.outside, name)
		}
	}
	slices.Sort(r.written)
	return r
}

// filesBelow returns the content of every file below dir.
func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, fsys := make(map[string]string), os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// listen returns the URL of a proxy that refuses, and how often it was asked.
func listen(t *testing.T) (url string, count *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	count = new(atomic.Int64)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			count.Add(1)
			c.Close()
		}
	}()
	return "http://" + l.Addr().String(), count
}

// A measurement is what a process said and used.
type measurement struct {
	Code   int
	Stderr string
	CPU    time.Duration
	Peak   int64 // bytes
}

// measure runs a command with more environment.
//
// On Linux the peak of a process is never less than that of the one which
// started it. So this test binary starts itself anew, and that, being small,
// starts the command: see TestMeasure.
func measure(t *testing.T, env []string, args ...string) measurement {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	request, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestMeasure$", "-test.v=false")
	cmd.Env = append(append(os.Environ(), env...), measureVariable+"="+string(request))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	_, answer, _ := bytes.Cut(out, []byte(measureMark))
	answer, _, _ = bytes.Cut(answer, []byte("\n"))
	var m measurement
	if err := json.Unmarshal(answer, &m); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return m
}

// How the two processes of measure speak to each other.
const (
	measureVariable = "CONNECTORGEN_MEASURE"
	measureMark     = "measurement: "
)

// TestMeasure is no test but the small process that measure starts.
func TestMeasure(t *testing.T) {
	var args []string
	if json.Unmarshal([]byte(os.Getenv(measureVariable)), &args) != nil || len(args) == 0 {
		return
	}
	var stderr bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = &stderr
	if _, failed := errors.AsType[*exec.ExitError](cmd.Run()); !failed && cmd.ProcessState == nil {
		t.Fatalf("%q does not start", args)
	}
	state := cmd.ProcessState
	m := measurement{state.ExitCode(), stderr.String(), state.UserTime() + state.SystemTime(), peak(state)}
	answer, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString("\n" + measureMark + string(answer) + "\n")
}
