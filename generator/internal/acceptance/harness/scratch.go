package harness

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// A Scratch is a module of its own, in a folder that is removed with the test. It
// may import this module, and requires the same versions as this module, so that
// the go command needs no network.
type Scratch struct {
	Dir string

	t *testing.T
}

// NewScratch returns a module called path that holds files.
func NewScratch(t *testing.T, path string, files map[string]string) Scratch {
	t.Helper()
	s := Scratch{t.TempDir(), t}
	s.Write("go.mod", goMod(t, path))
	s.Write("go.sum", string(ReadFile(t, "go.sum")))
	for name, content := range files {
		s.Write(name, content)
	}
	return s
}

// goMod returns this module's go.mod with another path and this module as a requirement.
func goMod(t *testing.T, path string) string {
	t.Helper()
	mod, err := modfile.Parse("go.mod", ReadFile(t, "go.mod"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range []func() error{
		func() error { return mod.AddModuleStmt(path) },
		func() error { return mod.AddRequire(Module, "v0.0.0") },
		func() error { return mod.AddReplace(Module, "", Path(t, "."), "") },
	} {
		if err := edit(); err != nil {
			t.Fatal(err)
		}
	}
	data, err := mod.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Write writes a file of the module.
func (s Scratch) Write(name, content string) {
	s.t.Helper()
	name = filepath.Join(s.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// Try runs the go command in the module, without a network, and returns what it
// printed. The folder of the module is new each time: without its path, builds are cached.
func (s Scratch) Try(args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = s.Dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Run is Try for what has to succeed.
func (s Scratch) Run(args ...string) string {
	s.t.Helper()
	out, err := s.Try(args...)
	if err != nil {
		s.t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}
