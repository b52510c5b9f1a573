package harness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
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
	User    time.Duration // see measurement
	Peak    int64         // bytes of memory; 0 where the system does not say
	Written []string      // files in the output folder
	Outside []string      // files that were changed elsewhere

	Connections int64
}

// Main runs the tests of a package that calls [Command] or [RunCommand]: its
// TestMain calls nothing else. Main removes what Command has built.
func Main(m *testing.M) {
	if request := os.Getenv(measureVariable); request != "" {
		if err := runMeasured(request); err != nil {
			fmt.Fprintln(os.Stderr, err) // the process that waits for the measurement shows it
		}
		return
	}
	m.Run() // its result becomes the exit code
	os.RemoveAll(shared())
}

// shared returns the folder for what is built once for all tests of a package.
func shared() string {
	return filepath.Join(os.TempDir(), fmt.Sprint("connectorgen-test-", os.Getpid()))
}

// build builds the command, the first time that it is called.
var build = sync.OnceValues(func() (string, error) {
	if err := os.Mkdir(shared(), 0o700); err != nil {
		return "", err
	}
	command := filepath.Join(shared(), "gen.exe")
	out, err := exec.Command("go", "build", "-o", command, Module+"/gen").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return command, nil
})

// Command returns the path of the command, built as people run it. TestMain must
// call [Main], which removes it.
func Command(t testing.TB) string {
	t.Helper()
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
	if err := os.WriteFile(filepath.Join(top, "go.mod"), []byte("module example.com/x\n\ngo 1.23\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := filesBelow(t, top)
	proxy, count := listen(t)
	m := measure(t, []string{"HTTP_PROXY=" + proxy, "HTTPS_PROXY=" + proxy, "NO_PROXY="}, command, "generate", "-C", top)
	r := Ran{Code: m.Code, Stderr: m.Stderr, CPU: m.CPU, User: m.User, Peak: m.Peak, Connections: count.Load()}
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

// CostOf returns the processor time of a verb that reads inputs and exits with code. It
// runs where "spec" and "again" both hold them.
func CostOf(t *testing.T, command string, inputs fstest.MapFS, code int, args ...string) time.Duration {
	t.Helper()
	top := t.TempDir()
	for _, folder := range []string{"spec", "again"} {
		if err := os.CopyFS(filepath.Join(top, folder), inputs); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(top, "go.mod"), []byte("module example.com/x\n\ngo 1.23\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	m := measure(t, nil, slices.Concat([]string{command}, args, []string{"-C", top})...)
	if m.Code != code {
		t.Fatalf("gen %v: exit code %d:\n%.2000s", args, m.Code, m.Stderr)
	}
	return m.CPU
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
	User   time.Duration // of that the program's own: what the system takes to make the same files differs fourfold from one run to the next
	Peak   int64         // bytes
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
		t.Fatalf("%v: %v\n%s%s", args, err, out, stderr.String())
	}
	return m
}

// measureVariable makes the test binary measure a command instead of running
// tests. It holds the command and its arguments, as JSON.
const measureVariable = "CONNECTORGEN_MEASURE"

// runMeasured runs the command that request names, and prints its measurement as JSON.
func runMeasured(request string) error {
	var args []string
	if err := json.Unmarshal([]byte(request), &args); err != nil || len(args) == 0 {
		return fmt.Errorf("%s: want a command: %w", measureVariable, err)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = &stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		return fmt.Errorf("%q does not start: %w", args, err)
	}
	state := cmd.ProcessState
	return json.NewEncoder(os.Stdout).Encode(measurement{state.ExitCode(), stderr.String(), state.UserTime() + state.SystemTime(), state.UserTime(), peak(state)})
}
