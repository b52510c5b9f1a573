package tree

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/connectorgen/connectorgen/generator/internal/header"
)

// source returns a generated file that says text.
func source(text string) string { return header.Go + "\n\npackage p // " + text + "\n" }

// treeOf returns the tree of the given paths and contents.
func treeOf(files map[string]string) *Tree {
	contents := make(map[string][]byte, len(files))
	for name, content := range files {
		contents[name] = []byte(content)
	}
	return New(contents)
}

// sealed returns files with the manifest of those that are generated.
func sealed(files map[string]string) map[string]string {
	all, ours := maps.Clone(files), maps.Clone(files)
	maps.DeleteFunc(ours, func(_, content string) bool { return !starts([]byte(content), header.Go) })
	for name, content := range treeOf(ours).All() {
		all[name] = string(content)
	}
	return all
}

// lay makes the folder dir hold files. A path that ends in a slash is a folder,
// content that starts with an arrow is the target of a symbolic link.
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o777))
	for name, content := range files {
		full := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(full), 0o777))
		if target, ok := strings.CutPrefix(content, "-> "); ok {
			must(t, os.Symlink(target, full))
		} else if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(full, 0o777))
		} else {
			must(t, os.WriteFile(full, []byte(content), 0o666))
		}
	}
}

// found returns what the folder dir holds, in the form that lay takes, without
// folders that hold something.
func found(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(full string, d fs.DirEntry, err error) error {
		must(t, err)
		name, err := filepath.Rel(dir, full)
		must(t, err)
		delete(files, filepath.ToSlash(filepath.Dir(name))+"/")
		switch name = filepath.ToSlash(name); {
		case d.IsDir():
			files[name+"/"] = ""
		case d.Type() == fs.ModeSymlink:
			target, err := os.Readlink(full)
			must(t, err)
			files[name] = "-> " + target
		case d.Type().IsRegular():
			content, err := os.ReadFile(full)
			must(t, err)
			files[name] = string(content)
		default:
			files[name] = d.Type().String()
		}
		return nil
	})
	must(t, err)
	delete(files, "./")
	return files
}

// alone fails t if there is something beside the folder dir, or if a run left in
// it what it made for itself.
func alone(t *testing.T, dir string) {
	t.Helper()
	beside, err := os.ReadDir(filepath.Dir(dir))
	must(t, err)
	for _, e := range beside {
		if e.Name() != filepath.Base(dir) {
			t.Errorf("%s stands beside the output folder", e.Name())
		}
	}
	for name := range found(t, dir) {
		if isLitter(name) {
			t.Errorf("%s was left behind", name)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Diff{})); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// The output folder before and after most tests here: before has one file of
// every sort, and after is what the tree makes of it.
var (
	before = sealed(map[string]string{
		"same/same.go":       source("same"),
		"changed/changed.go": source("old"),
		"stale/stale.go":     source("stale"),
		"half/stale.go":      source("stale"),
		"half/notes.txt":     "mine\n",
		"hand.go":            "package p\n",
		"empty/":             "",
		"link":               "-> /nowhere",
		"same/link":          "-> ../half",
	})
	planned = map[string]string{
		"same/same.go":       source("same"),
		"changed/changed.go": source("new"),
		"new/deep/new.go":    source("new"),
		"new/new.go":         source("new"),
	}
	after = sealed(map[string]string{
		"same/same.go":       source("same"),
		"changed/changed.go": source("new"),
		"new/deep/new.go":    source("new"),
		"new/new.go":         source("new"),
		"half/notes.txt":     "mine\n",
		"hand.go":            "package p\n",
		"empty/":             "",
		"link":               "-> /nowhere",
		"same/link":          "-> ../half",
	})
	difference = Diff{
		Changed:   []string{"changed/changed.go", "connectorgen.sum"},
		Missing:   []string{"new/deep/new.go", "new/new.go"},
		Extra:     []string{"half/stale.go", "stale/stale.go"},
		Foreign:   []string{"half/notes.txt", "hand.go", "link", "same/link"},
		Unchanged: 1,
	}
)

// Write replaces what is ours and nothing else, and says what it did; Diff
// says the same before and does nothing.
func TestWrite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	tree := treeOf(planned)

	changes, err := tree.Compare(out)
	must(t, err)
	same(t, "Diff", difference, changes)
	same(t, "folder after Diff", before, found(t, out))

	changes, err = tree.Write(t.Context(), out, WriteOptions{})
	must(t, err)
	same(t, "Write", difference, changes)
	same(t, "folder after Write", after, found(t, out))
	alone(t, out)

	changes, err = tree.Compare(out)
	must(t, err)
	if !changes.Empty() {
		t.Errorf("differences after Write: %+v", changes)
	}
}

// The folders above the output folder are made too.
func TestWriteNewFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "a", "b", "out")
	tree := treeOf(planned)
	changes, err := tree.Compare(out)
	must(t, err)
	same(t, "missing", 5, len(changes.Missing))
	if _, err := os.Lstat(filepath.Dir(out)); err == nil {
		t.Error("Diff made a folder")
	}
	_, err = tree.Write(t.Context(), out, WriteOptions{})
	must(t, err)
	same(t, "folder", sealed(planned), found(t, out))
	alone(t, out)
}

// The last connector may go, and its files with it.
func TestWriteEmptyTree(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, sealed(planned))
	_, err := treeOf(nil).Write(t.Context(), out, WriteOptions{})
	must(t, err)
	same(t, "folder", map[string]string{}, found(t, out))
}

// Build caches, editors and people look at inodes, times and permissions.
func TestWriteKeepsTheRest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	past := time.Unix(1e9, 0)
	must(t, os.Chmod(filepath.Join(out, "half/notes.txt"), 0o640))
	must(t, os.Chmod(filepath.Join(out, "changed"), 0o750))
	kept := []string{"same/same.go", "half/notes.txt", "hand.go"}
	for _, name := range append(kept, "empty", "same") {
		must(t, os.Chtimes(filepath.Join(out, name), past, past))
	}
	infos := map[string]fs.FileInfo{}
	for _, name := range kept {
		infos[name] = stat(t, out, name)
	}

	_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{})
	must(t, err)
	for name, was := range infos {
		is := stat(t, out, name)
		if !os.SameFile(was, is) || !is.ModTime().Equal(past) || is.Mode() != was.Mode() {
			t.Errorf("%s: was %v %v, is %v %v, or not the same file", name, was.Mode(), was.ModTime(), is.Mode(), is.ModTime())
		}
	}
	for _, name := range []string{"empty", "same"} {
		same(t, "time of "+name, past, stat(t, out, name).ModTime())
	}
	same(t, "mode of changed", fs.FileMode(0o750), stat(t, out, "changed").Mode().Perm())
}

func stat(t *testing.T, dir, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(filepath.Join(dir, name))
	must(t, err)
	return info
}

// A run that changes nothing makes no change to the file system at all, so it
// works where nothing can be written.
func TestWriteNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, after)
	s := siteOf(t, out)
	s.step = func(op, name string) error {
		t.Errorf("%s %s", op, name)
		return nil
	}
	changes, err := treeOf(planned).write(t.Context(), s, WriteOptions{})
	must(t, err)
	same(t, "unchanged", 5, changes.Unchanged)
}

func siteOf(t *testing.T, out string) *site {
	t.Helper()
	s, err := openSite(out)
	must(t, err)
	t.Cleanup(s.close)
	return s
}

// Whatever stands where a generated file goes is named, with everything else
// of the sort, and stays.
func TestConflicts(t *testing.T) {
	for _, test := range []struct {
		name string
		lay  map[string]string
		want string // lines; OUT stands for the output folder
	}{
		{"hand-written", map[string]string{"new/new.go": "package p\n", "same/same.go": "", "other.go": "package p\n"}, `
OUT/new/new.go: a file that was not generated (no header line) stands where a generated one goes; move it away or choose another output folder
OUT/same/same.go: a file that was not generated (no header line) stands where a generated one goes; move it away or choose another output folder`},
		{"header is a prefix", map[string]string{"new/new.go": header.Go + " not\n"}, `
OUT/new/new.go: a file that was not generated (no header line) stands where a generated one goes; move it away or choose another output folder`},
		{"links", map[string]string{"new/new.go": "-> ../same/same.go", "same/same.go": source("same"), "changed": "-> same"}, `
OUT/changed: a symbolic link stands where a folder of generated files goes; move it away or choose another output folder
OUT/new/new.go: a symbolic link stands where a generated file goes; move it away or choose another output folder`},
		{"folder", map[string]string{"new/new.go/x.go": source("x")}, `
OUT/new/new.go: a folder stands where a generated file goes; move it away or choose another output folder`},
		{"file above", map[string]string{"new": "mine"}, `
OUT/new: a file stands where a folder of generated files goes; move it away or choose another output folder`},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			lay(t, out, test.lay)
			refused(t, out, test.want)
			same(t, "folder", test.lay, found(t, out))
		})
	}
}

// refused fails t if Write and Diff do not both refuse the folder out with want.
func refused(t *testing.T, out, want string) {
	t.Helper()
	tree := treeOf(planned)
	_, diff := tree.Compare(out)
	_, write := tree.Write(t.Context(), out, WriteOptions{})
	for _, err := range []error{diff, write} {
		if !errors.As(err, new(ConflictError)) {
			t.Fatalf("error %v, not a ConflictError", err)
		}
		same(t, "error", strings.TrimSpace(want), strings.ReplaceAll(err.Error(), out, "OUT"))
	}
	alone(t, out)
}

// The output folder itself must be a folder: through a link, a write would land
// elsewhere.
func TestConflictOutputFolder(t *testing.T) {
	for what, content := range map[string]string{"a symbolic link": "-> .", "a file": "mine"} {
		top := t.TempDir()
		lay(t, top, map[string]string{"out": content})
		refused(t, filepath.Join(top, "out"), "OUT: "+what+" stands where the output folder goes; name a folder")
	}
}

// All goes through the files in order, and stops when asked.
func TestAll(t *testing.T) {
	var paths []string
	for name, content := range treeOf(planned).All() {
		same(t, name, after[name], string(content))
		if paths = append(paths, name); len(paths) == 3 {
			break
		}
	}
	same(t, "paths", []string{"changed/changed.go", "connectorgen.sum", "new/deep/new.go"}, paths)
	same(t, "length", 5, len(treeOf(planned).files))
}

// The text of a difference goes to a terminal: it must not steer it or flood it.
func TestUnified(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, map[string]string{"a.go": source("old \x1b[2J\u202e\ufe0f ##vso[x]"), "b.go": source(strings.Repeat("x\n", 5000))})
	changes, err := treeOf(map[string]string{"a.go": source("new"), "b.go": source("short")}).Compare(out)
	must(t, err)
	text := changes.Unified()
	const start = `--- a.go (on disk)
+++ a.go (generated)
@@ -1,3 +1,3 @@
 // Code generated by connectorgen; DO NOT EDIT.
 
-package p // old \x1b[2J\u202e\ufe0f #\u0023vso[x]
+package p // new
--- b.go (on disk)
`
	if !strings.HasPrefix(text, start) {
		t.Errorf("text starts otherwise:\n%.400s", text)
	}
	if n := strings.Count(text, "\n"); n > maxDiffLines+1 {
		t.Errorf("%d lines", n)
	}
	if !strings.HasSuffix(text, "... the rest of the differences is left out\n") {
		t.Errorf("text ends otherwise:\n%s", text[len(text)-200:])
	}
}

// A checkout that converts the ends of lines changes nothing, and is not rewritten.
func TestCarriageReturns(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	converted := maps.Clone(after)
	for _, name := range []string{"same/same.go", "changed/changed.go", "new/deep/new.go", "new/new.go", Manifest} {
		converted[name] = strings.ReplaceAll(after[name], "\n", "\r\n")
	}
	lay(t, out, converted)
	changes, err := treeOf(planned).Write(t.Context(), out, WriteOptions{})
	must(t, err)
	same(t, "changes", Diff{Foreign: difference.Foreign, Unchanged: 5}, changes)
	same(t, "folder", converted, found(t, out))
	one := maps.Clone(planned)
	one["same/same.go"] = source("other")
	changes, err = treeOf(one).Write(t.Context(), out, WriteOptions{})
	must(t, err)
	same(t, "changed", []string{Manifest, "same/same.go"}, changes.Changed)
}

// A .gitattributes of somebody else's is kept, and listed as one that was not written:
// git reads no other. The rest is written, also once theirs has taken the place of a
// generated one, which comes back if theirs is gone.
func TestOwnGitAttributes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	line, _ := header.Of(attributes)
	ours := treeOf(map[string]string{attributes: line + "\n", "a.go": source("a")})
	for i, theirs := range []string{"*.go text\n", "", " " + line, "", line + " \n"} {
		if i > 0 {
			must(t, os.Remove(filepath.Join(dir, attributes)))
		}
		want := map[string]string{"a.go": source("a")}
		if theirs != "" {
			lay(t, dir, map[string]string{attributes: theirs})
		} else {
			want[attributes] = line + "\n"
		}
		_, err := ours.Write(t.Context(), dir, WriteOptions{})
		must(t, err)
		for name, content := range treeOf(want).All() {
			want[name] = string(content)
		}
		if theirs != "" {
			want[attributes] = theirs
		}
		same(t, theirs, want, found(t, dir))
	}
}
