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

	"github.com/connectorgen/connectorgen/generator/internal/long"
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
				_, err := treeOf(planned).Write(t.Context(), filepath.Join(top, "out"), WriteOptions{Force: force})
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

// A link that takes the place of a folder between any two steps of a write leads
// nothing elsewhere, outside the output folder or in it.
func TestSwappedForLink(t *testing.T) {
	t.Parallel()
	for at, step := range changesToMake["usual"].steps(t) {
		for i, folder := range []string{"changed", "new", "stale"} {
			if long.Wanted() || (at+i)%5 == 0 {
				swapFolder(t, at, step, folder, "../outside")
				swapFolder(t, at, step, folder, "empty")
			}
		}
	}
}

// swapFolder writes, and puts a link to target in the place of folder before the
// step of that number, which is called step.
func swapFolder(t *testing.T, at int, step, folder, target string) {
	top := t.TempDir()
	out := filepath.Join(top, "out")
	lay(t, out, before)
	lay(t, top, outside)
	for name, content := range before { // what the link leads to looks right
		if name, ok := strings.CutPrefix(name, folder+"/"); ok {
			lay(t, filepath.Join(top, "outside"), map[string]string{name: content})
		}
	}
	elsewhere := filepath.Join(out, target)
	kept := listing(t, elsewhere)
	s := siteOf(t, out)
	s.step = func(string, string) error {
		if at--; at == -1 {
			return symlink(target, filepath.Join(out, folder))
		}
		return nil
	}
	_, _ = treeOf(planned).write(t.Context(), s, WriteOptions{}) // what became of it is another matter
	same(t, target+", swapped for "+folder+" before "+step, kept, listing(t, elsewhere))
}

// A file that turns into a pipe after it was seen is not waited for.
func TestReadPipe(t *testing.T) {
	top := t.TempDir()
	must(t, special("pipe", syscall.S_IFIFO)(top))
	root, err := os.OpenRoot(top)
	must(t, err)
	defer root.Close()
	content, err := read(root, "pipe")
	must(t, err)
	same(t, "content", "", string(content))
}

// Whatever stands in the folder and whatever is to be written: what somebody else
// put there stays exactly as it is, in content, mode, time and number of names. A
// write that succeeds leaves beside it the tree and nothing else; one that is
// refused leaves everything as it was.
func TestForeignFiles(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	rounds := long.Or(400, 60)
	for round := range rounds {
		top := t.TempDir()
		out := filepath.Join(top, "out")
		_, err := treeOf(randomFiles(random)).Write(t.Context(), out, WriteOptions{})
		must(t, err)
		foreign := layForeign(t, random, out)
		tree := randomFiles(random)
		was := listing(t, out)
		_, err = treeOf(tree).Write(t.Context(), out, WriteOptions{Force: round%2 == 0})
		now := listing(t, out)
		what := fmt.Sprint("round ", round)
		if err == nil {
			both := filepath.Join(t.TempDir(), "out")
			lay(t, both, sealed(tree))
			lay(t, both, foreign)
			same(t, what, found(t, both), found(t, out))
			for name := range foreign {
				if !strings.HasSuffix(name, "/") {
					same(t, what+": "+name, was[name], now[name])
				}
			}
		} else {
			if refused++; !errors.As(err, new(ConflictError)) {
				t.Fatalf("%s: %v", what, err)
			}
			same(t, what+", refused", was, now)
		}
		alone(t, out)
	}
	if t.Logf("%d of %d refused", refused, rounds); refused < rounds/10 || refused > rounds*9/10 {
		t.Error("the folders do not span what may stand in the way")
	}
}

// layForeign puts files of somebody else into the folder out, some of them in the
// place of generated ones, and returns those.
func layForeign(t *testing.T, random *rand.Rand, out string) map[string]string {
	t.Helper()
	foreign := map[string]string{}
	for _, dir := range []string{"", "a/", "a/b/", "c/", "d e/", "x.go/"} {
		for name, content := range map[string]string{"hand_test.go": "package p\n", "go.mod": "module m\n", "copy.go": source("copied"), "link": "-> gen0.go", "gen1.go": "package mine\n", "empty/": ""} {
			rare := name == "gen1.go" && random.IntN(4) > 0
			above, err := os.Lstat(filepath.Join(out, dir))
			if rare || random.IntN(5) > 0 || err == nil && !above.IsDir() {
				continue
			}
			foreign[dir+name] = content
			lay(t, out, map[string]string{dir + name: content})
			if content != "" && name != "link" {
				must(t, os.Chmod(filepath.Join(out, dir+name), 0o600|os.FileMode(random.IntN(0o100))))
			}
		}
	}
	return foreign
}

// randomFiles returns generated files. One of them is x.go, or lies in a folder of
// that name.
func randomFiles(random *rand.Rand) map[string]string {
	files := map[string]string{}
	for _, dir := range []string{"", "a/", "a/b/", "c/", "d e/", "x.go/"} {
		for i := range random.IntN(4) {
			files[fmt.Sprintf("%sgen%d.go", dir, i)] = source(fmt.Sprint("version ", random.IntN(2)))
		}
	}
	if random.IntN(2) == 0 {
		maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasPrefix(name, "x.go/") })
		files["x.go"] = source("a file")
	}
	return files
}
