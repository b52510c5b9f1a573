package leak

import (
	"encoding/base64"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A masked string has a method for the text and nothing else, as many have.
type masked string

func (masked) String() string { return "masked" }

// TestFind holds the search to find: a plain string shows in every channel that
// shows values at all. What finds nothing here would prove nothing elsewhere.
func TestFind(t *testing.T) {
	t.Parallel()
	for _, container := range []string{"the value", "a field", "an unexported field", "a map", "a slice"} {
		for _, channel := range []string{"%v", "%q", "%x", "slog as text", "spew", "pretty", "testify", "cmp.Diff of unexported fields"} {
			cell := channel + " of " + container + ":"
			if !slices.ContainsFunc(Find(Canary(1)), func(leak string) bool { return strings.HasPrefix(leak, cell) }) {
				t.Errorf("%s no leak is found, want one: the string is plain", cell)
			}
		}
	}
	if found := Find(masked(Canary(1))); len(found) < 50 {
		t.Errorf("a type that only has a String method: found %d leaks, want 50 or more", len(found))
	}
	if found := Find("harmless"); found != nil {
		t.Errorf("nothing to find, found %q", found)
	}
	if Cells() != 250 {
		t.Errorf("Cells() = %d, want 25 channels times 10 containers", Cells())
	}
}

// TestShows holds the search to see through the usual encodings.
func TestShows(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		Canary(3),
		`{"k":"Cänary\"\u003c7f3a\u003e\u0026-3"}`,
		base64.StdEncoding.EncodeToString([]byte("user:" + Canary(3))),
		base64.URLEncoding.EncodeToString([]byte("u:" + Canary(3) + ":x")),
		"C%C3%A4nary%22%3C7f3a%3E%26",
		"436e617279", // too short to be one
	} {
		if got, want := Shows(text) != "", text != "436e617279"; got != want {
			t.Errorf("Shows(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestHeld holds a panic with each of the values to show at least the plain one.
// It is run in a process of its own, since it ends the one that it is run in.
func TestHeld(t *testing.T) {
	if os.Getenv("LEAK_PANIC") != "" {
		for _, v := range Held(Canary(4)) {
			defer func() { panic(v) }() // on top of the others, so that all show
		}
		return
	}
	t.Parallel()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHeld$")
	cmd.Env = append(os.Environ(), "LEAK_PANIC=1")
	out, err := cmd.CombinedOutput()
	if err == nil || Shows(string(out)) == "" || strings.Count(string(out), "panic: ") < 10 {
		t.Errorf("want 10 panics, one of which shows the string:\n%s", out)
	}
}
