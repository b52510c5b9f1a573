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

// TestTidy leaves beside a state file what is of another one, and removes what a
// server that was killed left of this one: it holds secrets in clear.
func TestTidy(t *testing.T) {
	folder := t.TempDir()
	for name, left := range map[string]bool{
		".state-123": false, ".state-0": false,
		".state-": true, ".state-2-123": true, ".other-123": true, "state-123": true, ".state-123.bak": true, "state-2.json": true,
	} {
		write(t, filepath.Join(folder, name), "{}")
		s, err := New(Options{StateFile: filepath.Join(folder, "state.json")})
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if _, err := os.Stat(filepath.Join(folder, name)); (err == nil) != left {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTemporary holds the names of temporary files to be those that a later start removes.
func TestTemporary(t *testing.T) {
	for _, name := range []string{"state.json", "state", ".hidden", "a.b.c", "x-1"} {
		file := filepath.Join(t.TempDir(), name)
		left, err := os.CreateTemp(filepath.Dir(file), temporaryPrefix(file)+"*")
		if err != nil {
			t.Fatal(err)
		}
		left.Close()
		if err := tidy(file); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(left.Name()); err == nil {
			t.Errorf("%s is left", left.Name())
		}
	}
}
