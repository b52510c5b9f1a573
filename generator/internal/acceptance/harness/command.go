package harness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

// Ran is what a run of the command did.
type Ran struct {
	Code    int
	Stderr  string
	CPU     time.Duration
	Peak    int64    // bytes of memory; 0 where the system does not say
	Written []string // files in the output folder
	Outside []string // files that were changed elsewhere

	Connections int64
}

// Main runs the tests of a package that calls [Command] or [RunCommand]: its
// TestMain is this one. It removes what Command has built.
func Main(m *testing.M) {
	if request := os.Getenv(measureVariable); request != "" {
		runMeasured(request)
		return
	}
	dir, err := os.MkdirTemp("", "connectorgen-test")
	if err != nil {
		log.Fatal(err)
	}
	builtIn = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// builtIn is the folder for what is built once for all tests of a package.
var builtIn string

// build builds the command. Nothing but the first call does anything.
var build = sync.OnceValues(func() (string, error) {
	command := filepath.Join(builtIn, "gen.exe")
	out, err := exec.Command("go", "build", "-o", command, Module+"/gen").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return command, nil
})

// Command returns the path of the command, built as people run it.
func Command(t testing.TB) string {
	t.Helper()
	if builtIn == "" {
		t.Fatal("TestMain of this package must call harness.Main")
	}
	command, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return command
}

// RunCommand runs gen generate on inputs, in a module of its own.
func RunCommand(t *testing.T, command string, inputs fstest.MapFS) Ran {
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
	r := Ran{Code: m.Code, Stderr: m.Stderr, CPU: m.CPU, Peak: m.Peak, Connections: count.Load()}
	for name, content := range filesBelow(t, top) {
		switch {
		case strings.HasPrefix(name, "generated/"):
			r.Written = append(r.Written, name)
		case before[name] != content:
			r.Outside = append(r.Outside, name)
		}
	}
	slices.Sort(r.Written)
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
// starts the command: see [Main].
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
	var stderr bytes.Buffer
	cmd := exec.Command(self)
	cmd.Env = append(append(os.Environ(), env...), measureVariable+"="+string(request))
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, stderr.String())
	}
	var m measurement
	if err := json.Unmarshal(out, &m); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return m
}

// measureVariable makes the test binary measure a command instead of running
// tests. It holds the command and its arguments, as JSON.
const measureVariable = "CONNECTORGEN_MEASURE"

// runMeasured runs the command that request names, and prints its measurement as JSON.
func runMeasured(request string) {
	var args []string
	if err := json.Unmarshal([]byte(request), &args); err != nil || len(args) == 0 {
		log.Fatalf("%s: want a command: %v", measureVariable, err)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = &stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		log.Fatalf("%q does not start: %v", args, err)
	}
	state := cmd.ProcessState
	m := measurement{state.ExitCode(), stderr.String(), state.UserTime() + state.SystemTime(), peak(state)}
	if err := json.NewEncoder(os.Stdout).Encode(m); err != nil {
		log.Fatal(err)
	}
}
