package compare_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
)

// TestOpenSides shows what is said of versions that are not there, git included:
// it is asked only for what is not on disk.
func TestOpenSides(t *testing.T) {
	top := t.TempDir()
	capture := filepath.Join(top, "capture.json")
	text := filepath.Join(top, "notes.txt")
	for _, name := range []string{capture, text} {
		if err := os.WriteFile(name, []byte(`{"information": {"key": "../Widget"}}`), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", "")
	for _, c := range []struct{ name, want string }{
		{capture, ""},
		{top, ""},
		{text, text + ": neither a capture, which is a .json file, nor called openapi.yaml"},
		{"HEAD", "HEAD: no such file or folder, and no revision either: git is not installed"},
	} {
		old, new, err := compare.OpenSides(t.Context(), capture, c.name, top)
		if err == nil {
			err = errors.Join(old.Close(), new.Close())
		}
		_, isSide := errors.AsType[*compare.SideError](err)
		if c.want == "" && err != nil || c.want != "" && (!isSide || err.Error() != c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
