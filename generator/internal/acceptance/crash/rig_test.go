//go:build linux

package crash_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// The tests called TestCrash run the command as people do, and make its life
// hard. All but [TestCrashSignals] are for long tests, as make test-crash runs them.

// builtCommand builds the command for a long test.
func builtCommand(t *testing.T) string {
	t.Helper()
	long.Only(t, "it runs the command many times")
	return harness.Command(t)
}

// A rig is a module with a full tree of generated packages, and the command
// that changes all of it, since the import paths change: a variant of the tree
// is named after the path of the module.
type rig struct {
	t       *testing.T
	command string
	top     string          // folder of the module
	spec    string          // folder of the inputs
	whole   map[string]tree // by variant
}

// The variants of a tree.
const variantA, variantB = "example.com/a", "example.com/b"

// newRig returns a rig in the folder top, which holds variant A.
func newRig(t *testing.T, command, top string) *rig {
	t.Helper()
	spec, err := filepath.Abs("../../../../spec")
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, command: command, top: top, spec: spec, whole: make(map[string]tree)}
	for _, variant := range []string{variantB, variantA} {
		r.aim(variant)
		if got := r.run(); got.Code != 0 {
			t.Fatalf("%s: exit code %d\n%s", variant, got.Code, got.Stderr)
		}
		r.whole[variant] = r.tree()
	}
	if maps.Equal(r.whole[variantA], r.whole[variantB]) {
		t.Fatal("the variants do not differ")
	}
	return r
}

// aim makes runs write a variant from now on.
func (r *rig) aim(variant string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.top, "go.mod"), []byte("module "+variant+"\n\ngo 1.23\n"), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// other returns the variant that is not the given one.
func other(variant string) string {
	if variant == variantA {
		return variantB
	}
	return variantA
}

// patience is how long a run may take that needs a tenth of a second.
const patience = 60 * time.Second

// process returns a run of the command, started by the command before, if any.
func (r *rig) process(before ...string) (*exec.Cmd, *bytes.Buffer) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	r.t.Cleanup(cancel)
	args := append(before, r.command, "generate", "-C", r.top, "--spec", r.spec, "-o", "json")
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	stderr := new(bytes.Buffer)
	cmd.Stderr = stderr
	return cmd, stderr
}

// run runs the command to its end.
func (r *rig) run(before ...string) harness.Ran {
	r.t.Helper()
	cmd, stderr := r.process(before...)
	return r.ended(cmd, stderr, cmd.Run())
}

// ended returns what became of a run. A run that a signal ended has its number,
// less than zero, for a code.
func (r *rig) ended(cmd *exec.Cmd, stderr *bytes.Buffer, err error) harness.Ran {
	r.t.Helper()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		r.t.Fatal(err)
	}
	code := cmd.ProcessState.ExitCode()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		code = -int(status.Signal())
	}
	return harness.Ran{Code: code, Stderr: stderr.String()}
}

// A tree is what an output folder holds: the digest of every file, by path. What
// the command makes for itself while it writes is not in it.
type tree map[string]string

// tree returns what the output folder holds.
func (r *rig) tree() tree {
	r.t.Helper()
	files, err := treeIn(filepath.Join(r.top, "generated"))
	if err != nil {
		r.t.Fatal(err)
	}
	return files
}

// treeIn returns what the folder dir holds. It passes over files that go while it
// looks.
func treeIn(dir string) (tree, error) {
	files := tree{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || isOwn(name) {
			return ignoreGone(err)
		}
		content, err := os.ReadFile(name)
		if err == nil {
			sum := sha256.Sum256(content)
			files[name[len(dir)+1:]] = hex.EncodeToString(sum[:])
		}
		return ignoreGone(err)
	})
	return files, err
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// isOwn reports whether a file is one that the command makes for itself.
func isOwn(name string) bool { return strings.HasPrefix(filepath.Base(name), ".connectorgen-") }

// state returns the variant that the output folder holds as a whole. It is "mixed"
// if each file is that of one variant or another, and "torn" otherwise.
func (r *rig) state() string {
	r.t.Helper()
	files := r.tree()
	for variant, whole := range r.whole {
		if maps.Equal(whole, files) {
			return variant
		}
	}
	if strange := r.strange(files); strange != "" {
		return "torn (" + strange + ")"
	}
	return "mixed"
}

// strange returns the path of a file that is in no variant, or "".
func (r *rig) strange(files tree) string {
	for name, sum := range files {
		known := func(whole tree) bool { return whole[name] == sum }
		if !slices.ContainsFunc(slices.Collect(maps.Values(r.whole)), known) {
			return name
		}
	}
	return ""
}

// left returns what stands in the folder of the module and does not belong there,
// and what the command left for itself in the output folder.
func (r *rig) left() []string {
	r.t.Helper()
	var names []string
	err := filepath.WalkDir(r.top, func(name string, _ fs.DirEntry, err error) error {
		below := strings.TrimPrefix(name, r.top+"/")
		first, _, _ := strings.Cut(below, "/")
		if isOwn(name) || name != r.top && first != "go.mod" && first != "generated" {
			names = append(names, below)
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return names
}

// holds fails the test if the output folder does not hold variant as a whole, or
// the command left something.
func (r *rig) holds(variant, when string) {
	r.t.Helper()
	if state := r.state(); state != variant {
		r.t.Errorf("%s: the tree is %s, not %s", when, state, variant)
	}
	if left := r.left(); len(left) > 0 {
		r.t.Errorf("%s: left behind: %v", when, left)
	}
}

// refused fails the test unless a run ended with code 3, one line that has
// cause, and variant as a whole.
func (r *rig) refused(got harness.Ran, cause, variant, when string) {
	r.t.Helper()
	if got.Code != 3 || strings.Count(got.Stderr, "\n") != 1 || !strings.Contains(got.Stderr, cause) {
		r.t.Errorf("%s: exit code %d, want 3 and one line that has %q:\n%s", when, got.Code, cause, got.Stderr)
	}
	r.holds(variant, when)
}
