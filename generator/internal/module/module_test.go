package module

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The import path follows from the nearest go.mod, so that a module can be
// renamed and packages generated into a module that is not ours.
func TestImportPath(t *testing.T) {
	top := t.TempDir()
	for name, content := range map[string]string{
		"go.mod":            "module example.com/top // of everything\n\ngo 1.26\n",
		"inner/go.mod":      "module example.com/inner/v2\n",
		"broken/go.mod":     "go 1.26\n",
		"folder/go.mod/x":   "",
		"with space/x/go.x": "",
	} {
		full := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ out, want string }{
		{"generated", "example.com/top/generated"},
		{"not/there/yet", "example.com/top/not/there/yet"},
		{".", "example.com/top"},
		{"inner", "example.com/inner/v2"},
		{"inner/x/../y", "example.com/inner/v2/y"},
		{"broken/x", "TOP/broken/go.mod: no module line; it should start with: module <module path>"},
		{"folder/x", "TOP/folder/go.mod: is a directory"},
		{"with space/x", `TOP/with space/x: its path cannot be imported (malformed import path "example.com/top/with space/x": invalid char ' '); choose another output folder`},
	} {
		got, err := ImportPath(filepath.Join(top, test.out))
		if err != nil {
			got = strings.ReplaceAll(err.Error(), top, "TOP")
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.out, got, test.want)
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
