// Package golden runs the cases of a test that stand in txtar files. The comment
// of a case says why the case exists. The flag -update rewrites the cases.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Run runs a subtest for each txtar file that pattern matches. It gives renew the
// case to replace in it what is expected by what is the case now, and fails if
// that makes a difference.
func Run(t *testing.T, pattern string, renew func(t *testing.T, c *txtar.Archive)) {
	t.Helper()
	for file, c := range Cases(t, pattern) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			renew(t, c)
			Check(t, file, txtar.Format(c))
		})
	}
}

// Cases returns the txtar files that pattern matches, by path. There must be one.
func Cases(t *testing.T, pattern string) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases match %s: %v", pattern, err)
	}
	cases := make(map[string]*txtar.Archive)
	for _, file := range files {
		if cases[file], err = txtar.ParseFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

// Check compares a golden file with got, or rewrites it.
func Check(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
	}
}

// Last returns the last file of a case, which must have the name.
func Last(t *testing.T, c *txtar.Archive, name string) *txtar.File {
	t.Helper()
	last := &c.Files[len(c.Files)-1]
	if last.Name != name {
		t.Fatalf("the last file is %s, want %s", last.Name, name)
	}
	return last
}

// FS returns the files below a folder, "" for all, by their path in it.
func FS(files []txtar.File, folder string) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Name, folder); ok {
			fsys[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return fsys
}
