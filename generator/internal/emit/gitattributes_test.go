package emit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// TestGitAttributes asks git what it makes of the file: no end of a line of any
// generated file is converted, whatever core.autocrlf says.
func TestGitAttributes(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	files, err := gitAttributes(&model.Model{}, "example.com/x")[0]()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, files[0].Path), files[0].Content, 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		out, err := exec.CommandContext(t.Context(), "git", append([]string{"-C", folder}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	run("init", "-q")
	for _, name := range []string{"connectorgen.sum", "connector/zoom/client.go", "docs/zoom.md", ".gitattributes"} {
		want := name + ": text: unset\n" + name + ": linguist-generated: set\n"
		if got := run("check-attr", "text", "linguist-generated", "--", name); strings.ReplaceAll(got, "\r\n", "\n") != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
