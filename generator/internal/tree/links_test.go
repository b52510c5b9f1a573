//go:build linux

package tree

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// An outside is what lies beside the output folder and must stay as it is.
var outside = map[string]string{
	"outside/file.go":     source("mine"),
	"outside/new/new.go":  source("mine"),
	"outside/deep/any.go": source("mine"),
}

// Nothing leads a write out of the output folder: whatever stands in the way is
// named, and nothing is written, inside or outside.
func TestLinks(t *testing.T) {
	const remedy = "; move it away or choose another output folder"
	const file, folder = " stands where a generated file goes" + remedy, " stands where a folder of generated files goes" + remedy
	link := func(name, target string) func(string) error {
		return func(top string) error { return symlink(target, filepath.Join(top, name)) }
	}
	hard := func(name string) func(string) error {
		return func(top string) error {
			return hardLink(filepath.Join(top, "outside/file.go"), filepath.Join(top, name))
		}
	}
	for _, test := range []struct {
		name string
		make func(top string) error
		want string // TOP stands for the folder above the output folder
	}{
		{"the output folder is a link", func(top string) error {
			return errors.Join(os.RemoveAll(filepath.Join(top, "out")), os.Symlink("outside", filepath.Join(top, "out")))
		}, "TOP/out: a symbolic link stands where the output folder goes; name a folder"},
		{"a folder is a link", link("out/new", "../outside/new"), "TOP/out/new: a symbolic link" + folder},
		{"a file is a link to a file", link("out/new/new.go", "../../outside/file.go"), "TOP/out/new/new.go: a symbolic link" + file},
		{"to a folder", link("out/new/new.go", "../../outside"), "TOP/out/new/new.go: a symbolic link" + file},
		{"to nowhere", link("out/new/new.go", "nowhere"), "TOP/out/new/new.go: a symbolic link" + file},
		{"to itself", link("out/new/new.go", "new.go"), "TOP/out/new/new.go: a symbolic link" + file},
		{"the manifest is a link", link("out/connectorgen.sum", "../outside/file.go"), "TOP/out/connectorgen.sum: a symbolic link" + file},
		{"a file that changes has another name", hard("out/changed/changed.go"), "TOP/out/changed/changed.go: " + isLinkedElsewhere},
		{"a file that goes has another name", hard("out/stale/stale.go"), "TOP/out/stale/stale.go: " + isLinkedElsewhere},
		{"a pipe", special("out/new/new.go", syscall.S_IFIFO), "TOP/out/new/new.go: a named pipe" + file},
		{"a socket", socketAt("out/new/new.go"), "TOP/out/new/new.go: a socket" + file},
		{"a pipe for a folder", special("out/new", syscall.S_IFIFO), "TOP/out/new: a named pipe" + folder},
		{"a folder", func(top string) error { return os.MkdirAll(filepath.Join(top, "out/new/new.go"), 0o777) }, "TOP/out/new/new.go: a folder" + file},
	} {
		t.Run(test.name, func(t *testing.T) {
			top := t.TempDir()
			lay(t, filepath.Join(top, "out"), before)
			lay(t, top, outside)
			must(t, test.make(top))
			kept := listing(t, top)
			for _, force := range []bool{false, true} {
				_, err := treeOf(planned).WriteContext(t.Context(), filepath.Join(top, "out"), WriteOptions{Force: force})
				same(t, "error", test.want, strings.ReplaceAll(fmt.Sprint(err), top, "TOP"))
			}
			_, err := treeOf(planned).Compare(filepath.Join(top, "out"))
			same(t, "error of Diff", test.want, strings.ReplaceAll(fmt.Sprint(err), top, "TOP"))
			same(t, "listing", kept, listing(t, top))
		})
	}
}

// symlink makes a link in the place of whatever is there.
func symlink(target, name string) error {
	return errors.Join(os.RemoveAll(name), os.MkdirAll(filepath.Dir(name), 0o777), os.Symlink(target, name))
}

// hardLink gives a file a second name, in the place of whatever is there.
func hardLink(file, name string) error {
	return errors.Join(os.Remove(name), os.Link(file, name))
}

func special(name string, kind uint32) func(string) error {
	return func(top string) error {
		full := filepath.Join(top, name)
		return errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), syscall.Mknod(full, kind|0o666, 0))
	}
}

func socketAt(name string) func(string) error {
	return func(top string) error {
		full := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: full})
		if err != nil {
			return err
		}
		l.SetUnlinkOnClose(false)
		return l.Close()
	}
}

// listing returns all that there is to see of everything below top: type,
// permissions, time of change, number of names, and content.
func listing(t *testing.T, top string) map[string]string {
	t.Helper()
	list := found(t, top)
	for name := range list {
		var stat unix.Stat_t
		must(t, unix.Lstat(filepath.Join(top, name), &stat))
		list[name] = fmt.Sprintf("%o %d %d %d %s", stat.Mode, stat.Mtim.Sec, stat.Mtim.Nsec, stat.Nlink, list[name])
	}
	return list
}

// A link that takes the place of a folder between any two steps of a write
// leads nothing outside, in whatever way files are replaced.
func TestSwappedForLink(t *testing.T) {
	for way := range ways {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			for at, step := range stepsOf(t, way) {
				for i, folder := range []string{"changed", "new", "stale"} {
					if *crash || (at+i)%5 == 0 {
						swapFolder(t, way, at, step, folder)
					}
				}
			}
		})
	}
}

// swapFolder writes, and puts a link in the place of folder before the change
// of that number, which is called step.
func swapFolder(t *testing.T, way string, at int, step, folder string) {
	top := t.TempDir()
	out := filepath.Join(top, "out")
	lay(t, out, before)
	lay(t, top, outside)
	for name, content := range before { // what the link leads to looks right
		if name, ok := strings.CutPrefix(name, folder+"/"); ok {
			lay(t, filepath.Join(top, "outside"), map[string]string{name: content})
		}
	}
	kept := listing(t, filepath.Join(top, "outside"))
	s := siteOf(t, out)
	ways[way](s)
	s.step = func(string, string) error {
		if at--; at == -1 {
			return symlink("../outside", filepath.Join(out, folder))
		}
		return nil
	}
	_, _ = treeOf(planned).write(t.Context(), s) // what became of it is another matter
	same(t, "outside, swapped before "+step, kept, listing(t, filepath.Join(top, "outside")))
}

// A file that turns into a pipe after it was seen is not waited for.
func TestReadPipe(t *testing.T) {
	top := t.TempDir()
	must(t, special("pipe", syscall.S_IFIFO)(top))
	root, err := os.OpenRoot(top)
	must(t, err)
	defer root.Close()
	ours, _, err := read(root, "pipe", Header)
	must(t, err)
	same(t, "ours", false, ours)
}

// A killed run leaves links to files of the output folder in its stage: these
// are ours, and do not stop the next run, though it changes those files.
func TestLinksOfStage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	runDead(t, "exchange", out, len(stepsOf(t, "exchange"))/2)
	if !siteOf(t, out).littered() || links(stat(t, out, "same/same.go")) < 2 {
		t.Fatal("the stage holds no link to same/same.go")
	}
	changed := maps.Clone(planned)
	changed["same/same.go"] = source("changed")
	_, err := treeOf(changed).Compare(out)
	must(t, err)
	_, err = treeOf(changed).Write(out)
	must(t, err)
	same(t, "same/same.go", source("changed"), found(t, out)["same/same.go"])
	alone(t, out)
}

// In any tree, foreign files, links and empty folders stay exactly as they are.
func TestForeignFiles(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		top := t.TempDir()
		out := filepath.Join(top, "out")
		foreign, old, tree := randomTree(random)
		lay(t, out, sealed(old))
		lay(t, out, foreign)
		for name := range foreign {
			must(t, os.Chmod(filepath.Join(out, name), 0o600|os.FileMode(random.IntN(0o100))|0o100))
		}
		kept := listing(t, out)
		maps.DeleteFunc(kept, func(name, _ string) bool { _, ok := foreign[name]; return !ok })
		_, err := treeOf(tree).Write(out)
		if err != nil && !errors.As(err, new(ConflictError)) {
			t.Fatalf("round %d: %v", round, err)
		}
		now := listing(t, out)
		for name, was := range kept {
			same(t, fmt.Sprintf("round %d: %s", round, name), was, now[name])
		}
		if _, blocked := foreign["c/gen.go"]; blocked == (err == nil) {
			t.Fatalf("round %d: error %v", round, err)
		}
		alone(t, out)
	}
}

// randomTree returns foreign files, generated files, and what is to be
// generated in their place. Where foreign has c/gen.go, it is in the way.
func randomTree(random *rand.Rand) (foreign, old, tree map[string]string) {
	foreign, old, tree = map[string]string{}, map[string]string{}, map[string]string{"c/gen.go": source("new")}
	for _, dir := range []string{"", "a/", "a/b/", "c/", ".git/", "d e/"} {
		for _, name := range []string{"hand_test.go", "go.mod", "HEAD", "empty/"} {
			if random.IntN(3) == 0 {
				foreign[dir+name] = strings.Repeat("mine\n", len(name)%5)
			}
		}
		for i := range random.IntN(4) {
			old[fmt.Sprintf("%sgen%d.go", dir, i)] = source(fmt.Sprint("old ", random.IntN(2)))
		}
		for i := range random.IntN(4) {
			tree[fmt.Sprintf("%sgen%d.go", dir, i)] = source(fmt.Sprint("old ", random.IntN(2)))
		}
	}
	if random.IntN(4) == 0 {
		foreign["c/gen.go"] = "package c\n"
	}
	return foreign, old, tree
}
