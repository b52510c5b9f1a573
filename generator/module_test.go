package generator_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"

	"github.com/connectorgen/connectorgen/generator"
)

// ours is the path of this module.
const ours = "github.com/connectorgen/connectorgen"

// A scratch is a module of its own, in a folder that goes with the test. It may
// import this module, and has the versions of everything that this module has,
// so that nothing is looked up.
type scratch struct {
	t   *testing.T
	dir string
}

// newScratch returns a module called path that holds files.
func newScratch(t *testing.T, path string, files map[string]string) scratch {
	t.Helper()
	s := scratch{t, t.TempDir()}
	s.write("go.mod", goMod(t, path))
	sums, err := os.ReadFile("../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	s.write("go.sum", string(sums))
	for name, content := range files {
		s.write(name, content)
	}
	return s
}

// goMod returns this module's go.mod with another path and this module as a requirement.
func goMod(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	top, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range []func() error{
		func() error { return mod.AddModuleStmt(path) },
		func() error { return mod.AddRequire(ours, "v0.0.0") },
		func() error { return mod.AddReplace(ours, "", top, "") },
	} {
		if err := edit(); err != nil {
			t.Fatal(err)
		}
	}
	data, err = mod.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func (s scratch) write(name, content string) {
	s.t.Helper()
	name = filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// try runs the go command in the module, without a network, and returns what it printed.
func (s scratch) try(args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// run is try for what has to succeed.
func (s scratch) run(args ...string) string {
	s.t.Helper()
	out, err := s.try(args...)
	if err != nil {
		s.t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// checkedIn returns the tree that the inputs of this module call for, as import path has it.
func checkedIn(t testing.TB, importPath string) *generator.Tree {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: os.DirFS("../spec"), Name: "spec"}, generator.Options{ImportPath: importPath})
	if err != nil {
		t.Fatal(err)
	}
	if found.Failed() {
		t.Fatalf("the inputs of this module are not right:\n%v", found.All())
	}
	return tree
}

// contents returns the files of a tree by path.
func contents(tree *generator.Tree) map[string]string {
	files := make(map[string]string)
	for name, content := range maps.Collect(tree.All()) {
		files[name] = string(content)
	}
	return files
}

// sources returns the Go files of a tree: all but the manifest.
func sources(tree *generator.Tree) map[string][]byte {
	files := maps.Collect(tree.All())
	delete(files, generator.Manifest)
	return files
}
