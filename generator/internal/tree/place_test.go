package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The inputs and the output folders of others are not written to, in whatever way
// they are reached.
func TestCheckPlace(t *testing.T) {
	top := t.TempDir()
	lay(t, top, map[string]string{
		"m/spec/connectors/Zoom.json": "{}",
		"m/spec/deep/in/":             "",
		"m/out/connectorgen.sum":      manifestHeader + "\n",
		"m/own/connectorgen.sum":      "mine\n",
		"m/piped/connectorgen.sum/":   "",
		"m/link":                      "-> spec/connectors",
		"m/linked-out":                "-> out",
		"m/a/spec":                    "-> ../spec",
		"other/":                      "",
		"to-m":                        "-> m",
	})
	const remedy = "; choose another output folder"
	for _, test := range []struct{ out, inputs, want string }{
		{"m/generated", "m/spec", ""},
		{"m/specs", "m/spec", ""},
		{"m/out", "m/spec", ""}, // its own
		{"m/own/x", "m/spec", ""},
		{"m/piped/x", "m/spec", ""},
		{"m/a", "m/spec", ""}, // a link in it is not followed
		{"other/new", "m/spec", ""},
		{"m/spec", "m/spec", "m/spec: the folder of the inputs"},
		{"to-m/spec", "m/spec", "to-m/spec: the folder of the inputs"},
		{"m/spec", "to-m/spec", "m/spec: the folder of the inputs"},
		{"m/a/spec", "m/spec", "m/a/spec: the folder of the inputs"},
		{"m/spec/connectors", "m/spec", "m/spec/connectors: lies in m/spec, the folder of the inputs"},
		{"m/spec/not/yet", "m/spec", "m/spec/not/yet: lies in m/spec, the folder of the inputs"},
		{"m/link/new", "m/spec", "m/link/new: lies in m/spec, the folder of the inputs"},
		{"m", "m/spec", "m: holds m/spec, the folder of the inputs"},
		{".", "m/spec/deep/in", ".: holds m/spec/deep/in, the folder of the inputs"},
		{"m", "to-m/spec", "m: holds to-m/spec, the folder of the inputs"},
		{"to-m", "m/spec", "to-m: holds m/spec, the folder of the inputs"},
		{"m/spec", "m/link", "m/spec: holds m/link, the folder of the inputs"},
		{"m/out/connector/zoom", "m/spec", "m/out/connector/zoom: lies in TOP/m/out, another output folder, which has a connectorgen.sum"},
		{"m/linked-out/new", "m/spec", "m/linked-out/new: lies in TOP/m/out, another output folder, which has a connectorgen.sum"},
	} {
		t.Chdir(top)
		got := ""
		if err := CheckPlace(test.out, test.inputs); err != nil {
			got = strings.ReplaceAll(err.Error(), top, "TOP")
		}
		want := test.want
		if want != "" {
			want += remedy
		}
		same(t, test.out+" from "+test.inputs, want, got)
	}
}

// What an output folder holds of others is never touched, whatever the manifest
// above it lists, and keeps it from being written at all.
func TestClosedFolders(t *testing.T) {
	inner := sealed(map[string]string{"x.go": source("inner"), "y.go": source("edited")})
	lists := treeOf(map[string]string{"inner/x.go": source("inner"), "inner/y.go": source("other"), "inner/connectorgen.sum": inner[Manifest]})
	for _, test := range []struct {
		name string
		lay  map[string]string
		want string
	}{
		{"another output folder", map[string]string{"deep/inner/connectorgen.sum": inner[Manifest], "deep/inner/x.go": inner["x.go"]}, "OUT/deep/inner: " + isOutput},
		{"where a folder of the tree goes", map[string]string{"new/connectorgen.sum": inner[Manifest]}, "OUT/new: " + isOutput},
		{"which the manifest lists", map[string]string{"connectorgen.sum": string(contentOf(lists, Manifest)), "inner/connectorgen.sum": inner[Manifest], "inner/x.go": inner["x.go"], "inner/y.go": inner["y.go"]}, "OUT/inner: " + isOutput},
		{"a repository", map[string]string{".git/HEAD": "ref"}, "OUT/.git: " + isRepository},
		{"a repository in a folder of the tree", map[string]string{"same/.git": "gitdir: x"}, "OUT/same/.git: " + isRepository},
	} {
		out := filepath.Join(t.TempDir(), "out")
		lay(t, out, test.lay)
		kept := found(t, out)
		for _, force := range []bool{false, true} {
			_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{Force: force})
			same(t, test.name, test.want, strings.ReplaceAll(fmt.Sprint(err), out, "OUT"))
		}
		_, err := treeOf(planned).Compare(out)
		same(t, test.name+": Compare", test.want, strings.ReplaceAll(fmt.Sprint(err), out, "OUT"))
		same(t, test.name+": folder", kept, found(t, out))
	}
}

func contentOf(t *Tree, name string) []byte {
	for path, content := range t.All() {
		if path == name {
			return content
		}
	}
	return nil
}

// A file of that name that is no manifest makes no output folder.
func TestForeignManifestBelow(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	lay(t, out, before)
	lay(t, out, map[string]string{"half/connectorgen.sum": "mine\n"})
	_, err := treeOf(planned).Write(t.Context(), out, WriteOptions{})
	must(t, err)
	_, err = os.Lstat(filepath.Join(out, "half/connectorgen.sum"))
	must(t, err)
}
