package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/connectorgen/connectorgen/gen/internal/annotate"
	"github.com/connectorgen/connectorgen/gen/internal/rerun"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

// TestMain makes the command available to the scripts under its own name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gen": main})
}

// TestScripts runs the command as a user does. Each script says what it is about.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() { // as with the race detector, which makes each of them ten times as long
		i := -1
		scripts = slices.DeleteFunc(scripts, func(string) bool { i++; return i%3 > 0 })
	}
	environment, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOFLAGS").Output()
	if err != nil {
		t.Fatal(err)
	}
	values := strings.Split(string(environment), "\n")
	spec, err := filepath.Abs("../spec")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", values[0])
			env.Setenv("GOMODCACHE", values[1])
			env.Setenv("GITHUB_WORKSPACE", "")
			env.Setenv("SPEC", spec)
			offerSandbox(env)
			return nil
		},
		Condition: func(condition string) (bool, error) {
			if condition != "long" {
				return false, fmt.Errorf("unknown condition %q", condition)
			}
			return os.Getenv("CONNECTORGEN_LONG") != "", nil // as package long of the generator has it
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"pingone":  pingOne,
			"sandbox":  sandbox,
			"terminal": terminal,
		},
	})
}

// exits runs a command and checks its exit code: exits 1 gen check.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [args...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if e, ok := err.(*exec.ExitError); ok {
		code = strings.TrimPrefix(e.ProcessState.String(), "exit status ")
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}

// A run that a signal stops leaves nothing and exits as shells expect.
func TestStopped(t *testing.T) {
	top := t.TempDir()
	write(t, filepath.Join(top, "go.mod"), "module example.com/x\n\ngo 1.23\n")
	write(t, filepath.Join(top, "spec", "connectors", "Widget.json"), "{}")
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(stopped{signal})
		var out, err bytes.Buffer
		flags := []string{"--spec", filepath.Join(top, "spec"), "--out", filepath.Join(top, "generated")}
		if got := run(ctx, append([]string{"generate"}, flags...), &out, &err); got != want {
			t.Errorf("%v: exit code %d, want %d", signal, got, want)
		}
		if out.Len()+err.Len() > 0 {
			t.Errorf("%v: printed %q, %q", signal, &out, &err)
		}
	}
	left, err := os.ReadDir(top)
	if err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// What a shell reads back is what was given, whatever the names of folders.
func TestQuote(t *testing.T) {
	for _, text := range []string{"../x", "a b", "it's", "$HOME", "`x`", "", "*", "-n", "a\nb"} {
		out, err := exec.Command("sh", "-c", "printf %s "+rerun.ShellWord(text)).Output()
		if err != nil || string(out) != text {
			t.Errorf("%q: quoted as %s, read as %q, %v", text, rerun.ShellWord(text), out, err)
		}
	}
}

// Whatever an input is called, it cannot end an annotation or start another.
func TestEscape(t *testing.T) {
	const text = "50%,\r\n::error::x"
	if got, want := annotate.Data(text), `50%25,\r\n::error::x`; got != want {
		t.Errorf("data %q, want %q", got, want)
	}
	if got, want := annotate.Property(text), `50%25%2C\r\n%3A%3Aerror%3A%3Ax`; got != want {
		t.Errorf("property %q, want %q", got, want)
	}
}
