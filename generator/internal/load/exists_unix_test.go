//go:build unix

package load

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestStands holds whatever is no file, or leads out of the folder, to be
// refused by name: a named pipe would be waited for, a link to nowhere would
// count as no input, and the packages that it stands for would be removed.
func TestStands(t *testing.T) {
	const nowhere = "a link that leads nowhere, or out of the folder of the inputs, which --follow-links allows"
	link := func(target string) func(string) error {
		return func(name string) error { return os.Symlink(target, name) }
	}
	pipe := func(name string) error { return syscall.Mkfifo(name, 0o666) }
	socket := func(name string) error {
		l, err := net.Listen("unix", name)
		if err == nil {
			t.Cleanup(func() { l.Close() })
		}
		return err
	}
	for _, test := range []struct {
		name string
		make func(string) error
		want string
	}{
		{"openapi.yaml", pipe, "a named pipe stands where a file is expected"},
		{"corrections.yaml", socket, "a socket stands where a file is expected"},
		{"openapi.yaml", link("/dev/null"), nowhere},
		{"openapi.yaml", link("missing.yaml"), nowhere},
		{"openapi.yaml", link("openapi.yaml"), nowhere},
		{"openapi.yaml", link("pipe"), "a named pipe stands where a file is expected"},
		{"connectors/Acme.json", pipe, "a named pipe stands where a file is expected"},
		{"connectors/Acme.json", link("../../outside.json"), nowhere},
		{"connectors", pipe, "a named pipe stands where a folder is expected"},
		{"connectors", link(".."), nowhere},
		{"corrections.yaml", func(name string) error { return os.Mkdir(name, 0o777) }, "a folder stands where a file is expected"},
	} {
		dir := filepath.Join(t.TempDir(), "spec")
		full := filepath.Join(dir, test.name)
		for _, err := range []error{os.MkdirAll(filepath.Dir(full), 0o777), pipe(filepath.Join(dir, "pipe")), test.make(full)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		_, found, err := Folder(root.FS(), "spec")
		if want := "spec/" + test.name + ": " + test.want; fmt.Sprint(err) != want || len(found.All()) > 0 {
			t.Errorf("error %v, want %s", err, want)
		}
		root.Close()
	}
}
