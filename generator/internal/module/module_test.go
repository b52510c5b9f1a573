package module

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lay returns a folder that holds files.
func lay(t *testing.T, files map[string]string) (top string) {
	t.Helper()
	top = t.TempDir()
	for name, content := range files {
		full := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return top
}

// importPath returns the import path of a folder below top, or the error.
func importPath(top, out string) string {
	got, err := ImportPath(filepath.Join(top, out))
	if err != nil {
		return strings.ReplaceAll(err.Error(), top, "TOP")
	}
	return got
}

// The import path follows from the nearest go.mod, so that a module can be
// renamed and packages generated into a module that is not ours.
func TestImportPath(t *testing.T) {
	top := lay(t, map[string]string{
		"go.mod":                "module example.com/top // of everything\n\ngo 1.26\n",
		"inner/go.mod":          "module example.com/inner/v2\n\ngo 1.23\n",
		"broken/go.mod":         "go 1.26\n",
		"torn/go.mod":           "module example.com/torn\n\ngo 1.26\n\nrequire (\n",
		"folder/go.mod/x":       "",
		"testdata/inner/go.mod": "module example.com/data\n\ngo 1.26\n",
		"with space/x/go.x":     "",
	})
	for _, test := range []struct{ out, want string }{
		{"generated", "example.com/top/generated"},
		{"not/there/yet", "example.com/top/not/there/yet"},
		{".", "example.com/top"},
		{"inner", "example.com/inner/v2"},
		{"inner/x/../y", "example.com/inner/v2/y"},
		{"testdata/inner/x", "example.com/data/x"},
		{"broken/x", "TOP/broken/go.mod: no module line; it should start with: module <module path>"},
		{"torn/x", "TOP/torn/go.mod:6: syntax error (unterminated block started at TOP/torn/go.mod:5:1)"},
		{"folder/x", "TOP/folder/go.mod: is a directory"},
		{"with space/x", `TOP/with space/x: its path cannot be imported (malformed import path "example.com/top/with space/x": invalid char ' '); choose another output folder`},
	} {
		if got := importPath(top, test.out); got != test.want {
			t.Errorf("%s: %s, want %s", test.out, got, test.want)
		}
	}
}

// Packages that Go passes by would be generated for nothing: vet, tests and
// imports would miss them. Links to such folders count.
func TestFoldersThatGoPassesBy(t *testing.T) {
	top := lay(t, map[string]string{
		"go.mod":              "module example.com/top\n\ngo 1.26\n",
		"testdata/file":       "",
		"testdata/own/go.mod": "module example.com/own\n\ngo 1.26\n",
	})
	for name, target := range map[string]string{"link": "testdata", "own": "testdata/own", "nowhere": "gone/testdata"} {
		if err := os.Symlink(filepath.Join(top, target), filepath.Join(top, name)); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	for out, want := range map[string]string{
		"vendor":            "vendor",
		"vendor/x":          "vendor",
		"a/testdata/b":      "testdata",
		"_a/b":              "_a",
		"a/.b":              ".b",
		".git/x":            ".git",
		"link/x":            "testdata",
		"nowhere":           "",
		"node_modules/x":    "",
		"vendors/testdata2": "",
		"a_/b.c":            "",
	} {
		wanted := "example.com/top/" + out
		if want != "" {
			wanted = fmt.Sprintf("TOP/%s: Go builds no packages in a folder called %q; choose another output folder", out, want)
		}
		if got := importPath(top, out); got != wanted {
			t.Errorf("%s: %s, want %s", out, got, wanted)
		}
	}
	if got := importPath(top, "own/x"); got != "example.com/own/x" {
		t.Errorf("a link to a module in testdata: %s", got)
	}
}

// A module that is compiled as an older language than generated code needs is
// refused with the line that says so.
func TestOldestGo(t *testing.T) {
	for _, test := range []struct{ lines, want string }{
		{"go 1.23", ""},
		{"go 1.23.4", ""},
		{"go 1.23rc1", ""},
		{"go 1.26", ""},
		{"go 2.0", ""},
		{"go 1.23\n\ntoolchain go1.26.1", ""},
		{"go 1.22", "go.mod:3: go 1.22"},
		{"go 1.22.9", "go.mod:3: go 1.22.9"},
		{"go 1.21rc1", "go.mod:3: go 1.21rc1"},
		{"go 1.9", "go.mod:3: go 1.9"},
		{"toolchain go1.26.1\n\ngo 1.22", "go.mod:5: go 1.22"},
		{"", "go.mod: no go line, which means go 1.16"},
		{"toolchain go1.26.1", "go.mod: no go line, which means go 1.16"},
	} {
		top := lay(t, map[string]string{"go.mod": "module example.com/top\n\n" + test.lines + "\n"})
		want := "example.com/top/generated"
		if test.want != "" {
			want = "TOP/" + test.want + ", but generated code needs go 1.23 or later; run: go mod edit -go=1.23"
		}
		if got := importPath(top, "generated"); got != want {
			t.Errorf("%q: %s, want %s", test.lines, got, want)
		}
	}
}

// Outside of every module, the error says how to make one.
func TestImportPathNoModule(t *testing.T) {
	_, err := ImportPath("/nowhere/generated")
	const want = "/nowhere/generated: no go.mod in or above it, so generated packages have no import path; run: go mod init <module path>"
	if fmt.Sprint(err) != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
