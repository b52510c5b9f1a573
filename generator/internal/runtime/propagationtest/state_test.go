package propagationtest

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestState takes a server with a state file through a restart: the resources
// are there again, and new ones get new ids.
func TestState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	first := newClient(t, Options{StateFile: file})
	id := first.create("/propagation/stores", `{"type":"Zoom","name":"<z>","configuration":{"METHOD":"Key","API_KEY":"k"}}`)
	want := first.must(http.StatusOK, "GET", "/propagation/stores/"+id, "")
	first.server.Close()

	second := newClient(t, Options{StateFile: file})
	got := second.must(http.StatusOK, "GET", "/propagation/stores/"+id, "")
	equalTo(t, "store", string(encode(want)), string(encode(got)))
	if other := second.create("/propagation/stores", `{"type":"directory","name":"d"}`); other <= id {
		t.Errorf("a new store got the id %s, which does not come after %s", other, id)
	}
	second.must(http.StatusNoContent, "DELETE", "/propagation/stores/"+id, "")
	kept, err := load(file)
	if err != nil {
		t.Fatal(err)
	}
	equalTo(t, "stores in the file", 1, len(kept.file().Resources["stores"]))
	modes(t, file)
}

// TestStateUnusable refuses what is no state file, and takes no change that it
// cannot keep.
func TestStateUnusable(t *testing.T) {
	folder := t.TempDir()
	if _, err := New(Options{StateFile: folder}); err == nil {
		t.Error("a folder is taken for a state file")
	}
	file := filepath.Join(folder, "state.json")
	write(t, file, `{"stores":[]}`)
	if _, err := New(Options{StateFile: file}); err == nil || !strings.Contains(err.Error(), "remove it") {
		t.Errorf("error %v, want one that says what to do", err)
	}
	c := newClient(t, Options{StateFile: filepath.Join(folder, "missing", "state.json")})
	c.must(http.StatusInternalServerError, "POST", "/propagation/stores", `{"type":"directory","name":"d"}`)
	equalTo(t, "stores", []string{}, names(c.must(http.StatusOK, "GET", "/propagation/stores", "")))
}

// modes holds a state file to be for its owner alone.
func modes(t *testing.T, file string) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the state: %v", info.Mode())
	}
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
