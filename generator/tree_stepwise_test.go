//go:build linux

package generator

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
