package connector_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestReadmeHook runs the hook that the pages show, in a repository of its own: a
// commit of a file with a typo is refused, and one without is not.
func TestReadmeHook(t *testing.T) {
	t.Parallel()
	hook := regexp.MustCompile("(?s)```sh\n(#!/bin/sh\nfiles=.*?)```").FindStringSubmatch(harness.Page(t, "#!/bin/sh\nfiles="))
	if hook == nil {
		t.Fatal("the pages show no hook")
	}
	dir := t.TempDir()
	git := func(args ...string) (string, error) {
		c := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.com"}, args...)...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := git("init", "-q"); err != nil {
		t.Fatal(out)
	}
	spec := harness.Path(t, "spec")
	text := strings.Replace(string(hook[1]), "go run ./gen validate", "go run -C "+harness.Path(t, "")+" ./gen validate --spec "+spec+" -C "+dir, 1)
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	write(".git/hooks/pre-commit", text)
	for _, c := range []struct{ text, want string }{
		{"name: x\ntype: directroy\n", "stores/d.yaml:2:7: unknown-type"},
		{"name: x\ntype: directory\n", ""},
	} {
		write("stores/d.yaml", c.text)
		_, _ = git("add", "-A")
		out, err := git("commit", "-qm", "x")
		if (err != nil) != (c.want != "") || !strings.Contains(out, c.want) {
			t.Errorf("%q: %v, %s", c.text, err, out)
		}
	}
}
