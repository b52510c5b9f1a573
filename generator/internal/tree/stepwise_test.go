//go:build linux

package tree

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Where folders cannot be exchanged, the result is the same, and said so.
func TestStepwise(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	s := siteOf(t, out)
	s.exchange = cannotExchange
	changes, err := treeOf(planned).write(t.Context(), s)
	must(t, err)
	want := difference
	want.Stepwise = true
	same(t, "changes", want, changes)
	same(t, "folder", after, found(t, out))
	alone(t, out)
}

// The same where files cannot be linked, as on FAT or if they are somebody else's.
func TestStepwiseWithoutLinks(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	s := siteOf(t, out)
	s.step = refuse("link", syscall.EPERM)
	changes, err := treeOf(planned).write(t.Context(), s)
	must(t, err)
	same(t, "stepwise", true, changes.Stepwise)
	same(t, "folder", after, found(t, out))
	alone(t, out)
}

// refuse returns a step that refuses every change of a sort.
func refuse(op string, err error) func(string, string) error {
	return func(o, _ string) error {
		if o == op {
			return err
		}
		return nil
	}
}

// If the output folder is a mount point, files cannot be moved into it either.
func TestStepwiseAcrossFileSystems(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	s := siteOf(t, out)
	s.exchange = cannotExchange
	moved := map[string]bool{}
	s.step = func(op, name string) error {
		if op == "rename" && strings.HasPrefix(name, "out/") && !moved[name] {
			moved[name] = true
			return syscall.EXDEV
		}
		return nil
	}
	_, err := treeOf(planned).write(t.Context(), s)
	must(t, err)
	same(t, "files carried over", len(difference.Changed)+len(difference.Missing), len(moved))
	same(t, "folder", after, found(t, out))
	alone(t, out)
}

// A journal does not make a later run touch what has become somebody's own.
func TestJournalSparesForeignFiles(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	s := siteOf(t, out)
	s.exchange = cannotExchange
	s.step = func(op, name string) error {
		if op == "remove" && strings.HasPrefix(name, "out/") {
			return syscall.EIO
		}
		return nil
	}
	_, err := treeOf(planned).write(t.Context(), s)
	if !errors.Is(err, syscall.EIO) || !s.pending() {
		t.Fatalf("error %v, journal %v", err, s.pending())
	}
	lay(t, out, map[string]string{"stale/stale.go": "mine", "new/new.go": "mine"})
	_, err = treeOf(planned).Write(out)
	same(t, "error", out+"/new/new.go: a file that was not generated came here; move it away, then run generate again", fmt.Sprint(err))
	must(t, os.Remove(filepath.Join(out, "new/new.go")))
	_, err = treeOf(planned).Write(out)
	must(t, err)
	want := maps.Clone(after)
	want["stale/stale.go"] = "mine"
	same(t, "folder", want, found(t, out))
	alone(t, out)
}

// cutShort writes stepwise to out up to the given change, which fails.
func cutShort(t *testing.T, out, op, name string) {
	t.Helper()
	s := siteOf(t, out)
	s.exchange = cannotExchange
	s.step = func(o, n string) error {
		if o == op && n == name {
			return syscall.EIO
		}
		return nil
	}
	_, err := treeOf(planned).write(t.Context(), s)
	if !errors.Is(err, syscall.EIO) || !s.pending() {
		t.Fatalf("error %v, journal %v", err, s.pending())
	}
}

// Nor does it lose what was edited after the run was cut short, unless told to.
func TestJournalSparesEdits(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	cutShort(t, out, "remove", "out/stale/stale.go")
	edits := map[string]string{"changed/changed.go": source("edited"), "stale/stale.go": source("edited")}
	lay(t, out, edits)
	_, err := treeOf(planned).Write(out)
	same(t, "error", out+"/changed/changed.go: "+wasEdited, fmt.Sprint(err))
	got := found(t, out)
	for name, content := range edits {
		same(t, name, content, got[name])
	}
	_, err = treeOf(planned).WriteContext(t.Context(), out, WriteOptions{Force: true})
	must(t, err)
	same(t, "folder", after, found(t, out))
	alone(t, out)
}

// What stands where a journal would may have come with a checkout: it names
// nothing outside the output folder, is no link and is not waited for.
func TestForeignJournal(t *testing.T) {
	for what, test := range map[string]struct {
		lay  map[string]string
		want string
	}{
		"outside":  {map[string]string{".out.connectorgen-stage/journal": `{"Write": ["../mine.go"]}`, ".out.connectorgen-stage/mine.go": "x"}, `TOP/.out.connectorgen-stage/journal: not a journal of a run that was cut short ("../mine.go" is no path below the output folder); remove .out.connectorgen-stage`},
		"removes":  {map[string]string{".out.connectorgen-stage/journal": `{"Remove": ["../mine.go"]}`}, `TOP/.out.connectorgen-stage/journal: not a journal of a run that was cut short ("../mine.go" is no path below the output folder); remove .out.connectorgen-stage`},
		"no JSON":  {map[string]string{".out.connectorgen-stage/journal": `{`}, `TOP/.out.connectorgen-stage/journal: not a journal of a run that was cut short (unexpected end of JSON input); remove .out.connectorgen-stage`},
		"a link":   {map[string]string{".out.connectorgen-stage": "-> elsewhere", "elsewhere/journal": `{"Write": ["new.go"]}`, "elsewhere/tree/new.go": "x"}, `TOP/.out.connectorgen-stage: a symbolic link, where files are prepared; remove it`},
		"no edits": {map[string]string{".out.connectorgen-stage/journal": `{"Remove": ["same/same.go"]}`}, ""},
	} {
		top := t.TempDir()
		out := filepath.Join(top, "out")
		lay(t, top, map[string]string{"mine.go": source("mine")})
		lay(t, top, test.lay)
		lay(t, out, before)
		kept := found(t, top)
		_, err := treeOf(planned).Write(out)
		if test.want == "" {
			must(t, err)
			same(t, what, after, found(t, out))
			continue
		}
		same(t, what, test.want, strings.ReplaceAll(fmt.Sprint(err), top, "TOP"))
		same(t, what+": folder", kept, found(t, top))
	}
}
