package tree

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// emptySum is the SHA-256 of nothing.
const emptySum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// The manifest is what sha256sum would print, under a line that it skips.
func TestManifest(t *testing.T) {
	content := source("x")
	files := map[string]string{}
	for name, content := range treeOf(map[string]string{"b/x.go": content, "a.go": content}).All() {
		files[name] = string(content)
	}
	sum := digest([]byte(content))
	same(t, "manifest", manifestHeader+"\n"+sum+"  a.go\n"+sum+"  b/x.go\n", files[Manifest])
	written := sums{}
	must(t, written.readManifest([]byte(files[Manifest])))
	same(t, "read back", sums{"a.go": {sum}, "b/x.go": {sum}}, written)
	same(t, "digest of nothing", emptySum, digest(nil))
}

// What is not as it was written is refused with the line: a path in it must
// never be one to write to or remove.
func TestReadManifest(t *testing.T) {
	line := func(name string) string { return emptySum + "  " + name + "\n" }
	const form = "want <64 hexadecimal digits>  <path>"
	const below = "want the path of a file below this folder"
	const order = "want a path that comes after that of the line before"
	for _, test := range []struct{ what, body, want string }{
		{"nothing", "", ""},
		{"converted ends of lines", strings.ReplaceAll(line("a.go"), "\n", "\r\n"), ""},
		{"conflict", line("a.go") + "<<<<<<< HEAD\n", "line 3: a mark of a merge conflict"},
		{"conflict, middle", "=======\n", "line 2: a mark of a merge conflict"},
		{"conflict, base", "||||||| 1234567\n", "line 2: a mark of a merge conflict"},
		{"conflict, end without a newline", ">>>>>>> theirs", "line 2: a mark of a merge conflict"},
		{"cut short", strings.TrimSuffix(line("a.go"), "\n"), "line 2: " + form},
		{"cut within the digest", emptySum[:20], "line 2: " + form},
		{"other digits", strings.ToUpper(line("a.go")), "line 2: " + form},
		{"binary mode", emptySum + " *a.go\n", "line 2: " + form},
		{"blank line", line("a.go") + "\n", "line 3: " + form},
		{"comment", "# mine\n", "line 2: " + form},
		{"no path", line(""), "line 2: " + below},
		{"outside", line("../a.go"), "line 2: " + below},
		{"absolute", line("/a.go"), "line 2: " + below},
		{"unclean", line("a/./b.go"), "line 2: " + below},
		{"the folder", line("."), "line 2: " + below},
		{"itself", line(Manifest), "line 2: " + below},
		{"twice", line("a.go") + line("a.go"), "line 3: " + order},
		{"out of order", line("b.go") + line("a.go"), "line 3: " + order},
	} {
		err := sums{}.readManifest([]byte(manifestHeader + "\n" + test.body))
		if got := fmt.Sprint(err); got != test.want && (err != nil || test.want != "") {
			t.Errorf("%s: error %s, want %s", test.what, got, test.want)
		}
	}
	err := sums{}.readManifest([]byte("mine\n"))
	same(t, "no header", `line 1: want "`+manifestHeader+`"`, fmt.Sprint(err))
}

// Nobody's work is lost unawares: what differs from what was written is named,
// and stays until it is given up. Diff names it too, and is no error.
func TestEdited(t *testing.T) {
	edit, copied := source("edited"), "OUT/%s: "+isNobodys
	for _, test := range []struct {
		name string
		lay  map[string]string // over before; OUT in want stands for the output folder
		want string
	}{
		{"one that changes", map[string]string{"changed/changed.go": edit}, "OUT/changed/changed.go: " + wasEdited},
		{"one that goes", map[string]string{"stale/stale.go": edit}, "OUT/stale/stale.go: " + wasEdited},
		{"one that would stay", map[string]string{"same/same.go": edit}, "OUT/same/same.go: " + wasEdited},
		{"a copy where another file will go", map[string]string{"new/new.go": source("same")}, fmt.Sprintf(copied, "new/new.go")},
		{"several", map[string]string{"new/new.go": edit, "changed/changed.go": edit}, "OUT/changed/changed.go: " + wasEdited + "\n" + fmt.Sprintf(copied, "new/new.go")},
		{"a merge", map[string]string{Manifest: before[Manifest] + "=======\n"}, "OUT/connectorgen.sum: " + isUndecided},
		{"a broken manifest", map[string]string{Manifest: before[Manifest] + "x\n"}, "OUT/connectorgen.sum: line 6: want <64 hexadecimal digits>  <path>: " + isBroken},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			laid := maps.Clone(before)
			maps.Copy(laid, test.lay)
			lay(t, out, laid)
			changes, err := treeOf(planned).Compare(out)
			must(t, err)
			same(t, "edited", strings.Count(test.want, "\n")+1, len(changes.Edited))
			_, err = treeOf(planned).Write(t.Context(), out, WriteOptions{})
			same(t, "error", test.want, strings.ReplaceAll(fmt.Sprint(err), out, "OUT"))
			same(t, "folder", laid, found(t, out))
			alone(t, out)
			forced, err := treeOf(planned).Write(t.Context(), out, WriteOptions{Force: true})
			must(t, err)
			same(t, "given up", changes.Edited, forced.Edited)
			same(t, "folder with force", after, found(t, out))
		})
	}
}

// What differs for a reason that is nobody's work is replaced as ever.
func TestNotEdited(t *testing.T) {
	dos := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
	for name, over := range map[string]map[string]string{
		"a checkout that converts the ends of lines": {"changed/changed.go": dos(before["changed/changed.go"]), Manifest: dos(before[Manifest])},
		"an edit that the generator makes as well":   {"changed/changed.go": planned["changed/changed.go"]},
		"a manifest that is ahead":                   {Manifest: after[Manifest], "changed/changed.go": planned["changed/changed.go"], "stale/stale.go": "", "half/stale.go": ""},
	} {
		out := filepath.Join(t.TempDir(), "out")
		laid := maps.Clone(before)
		maps.Copy(laid, over)
		maps.DeleteFunc(laid, func(name, content string) bool { return content == "" && !strings.HasSuffix(name, "/") })
		lay(t, out, laid)
		if _, err := treeOf(planned).Write(t.Context(), out, WriteOptions{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := found(t, out)
		delete(got, "half/stale.go")
		same(t, name, after, got)
	}
}

// A header alone makes nothing ours: a copy of a generated file is its owner's.
func TestCopy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	copied := map[string]string{"copy.go": source("same"), "stale/copy.go": source("stale")}
	lay(t, out, before)
	lay(t, out, copied)
	changes, err := treeOf(planned).Write(t.Context(), out, WriteOptions{Force: true})
	must(t, err)
	same(t, "foreign", []string{"copy.go", "half/notes.txt", "hand.go", "link", "same/link", "stale/copy.go"}, changes.Foreign)
	want := maps.Clone(after)
	maps.Copy(want, copied)
	same(t, "folder", want, found(t, out))
}

// Without a manifest nothing is known to be ours: what is as it would be written
// stays, what differs is named and given up with force, and the rest is foreign.
func TestWithoutManifest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	old := maps.Clone(before)
	delete(old, Manifest)
	lay(t, out, old)
	_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{})
	same(t, "error", out+"/changed/changed.go: "+isNobodys, fmt.Sprint(err))
	same(t, "folder", old, found(t, out))
	_, err = treeOf(planned).Write(t.Context(), out, WriteOptions{Force: true})
	must(t, err)
	want := maps.Clone(after)
	for _, name := range difference.Extra {
		want[name] = old[name]
	}
	same(t, "folder", want, found(t, out))
}

// Formats without comments, such as JSON, have no header: the manifest alone says
// which of their files are generated, and force takes no other.
func TestOtherFormats(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	old := map[string]string{"a.json": "{}\n", "gone.json": "{}\n", "c.md": "<!-- Code generated by connectorgen; DO NOT EDIT. -->\n\nold\n"}
	new := map[string]string{"a.json": "[]\n", "b.json": "{}\n", "c.md": "<!-- Code generated by connectorgen; DO NOT EDIT. -->\n\nnew\n"}
	_, err := treeOf(old).Write(t.Context(), out, WriteOptions{})
	must(t, err)
	lay(t, out, map[string]string{"b.json": "mine\n"})
	_, err = treeOf(new).Write(t.Context(), out, WriteOptions{Force: true})
	same(t, "somebody's own", out+"/b.json: "+isForeign, fmt.Sprint(err))
	must(t, os.Remove(filepath.Join(out, "b.json")))
	lay(t, out, map[string]string{"a.json": "edited\n", "gone.json": "edited\n"})
	_, err = treeOf(new).Write(t.Context(), out, WriteOptions{})
	same(t, "edited", out+"/a.json: "+wasEdited+"\n"+out+"/gone.json: "+wasEdited, fmt.Sprint(err))
	_, err = treeOf(new).Write(t.Context(), out, WriteOptions{Force: true})
	must(t, err)
	want := map[string]string{}
	for name, content := range treeOf(new).All() {
		want[name] = string(content)
	}
	same(t, "folder", want, found(t, out))
}

// Where a file of that name is somebody's own, it stays, whatever is asked for.
func TestForeignManifest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, map[string]string{Manifest: "mine\n"})
	_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{Force: true})
	same(t, "error", out+"/connectorgen.sum: a file that was not generated (no header line) stands where a generated one goes; move it away or choose another output folder", fmt.Sprint(err))
	same(t, "folder", map[string]string{Manifest: "mine\n"}, found(t, out))
}
