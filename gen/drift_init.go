package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/connectorgen/connectorgen"
	"github.com/connectorgen/connectorgen/gen/internal/rerun"
	"github.com/connectorgen/connectorgen/gen/internal/words"
)

// The files of this repository that --init adapts to another, and what in them is
// about this one.
const (
	robot    = ".ci/robot"
	workflow = ".github/workflows/drift.yml"
	ownFlags = " --refresh 'make --silent refresh'"
	ownCall  = "GEN=${GEN:-go run ./gen}"
)

// setUp writes the script below the working folder, and the workflow below the top
// of the repository. A file that is there and is another is left alone.
func (f *driftFlags) setUp(j *job) error {
	flags := f.given()
	if len(j.args) > 0 || slices.ContainsFunc(flags, isOfScript) {
		return exit{usage, errors.New("--init is for all store types, and its script has the --prefix, --remote and --texts; leave them out")}
	}
	top, below, err := repositoryTop()
	if err != nil {
		return err
	}
	files := map[string]string{robot: robot, workflow: filepath.Join(top, workflow)}
	for _, name := range []string{robot, workflow} {
		content, err := connectorgen.Setup.ReadFile(name)
		if err != nil {
			return exit{failed, err}
		}
		if err := put(files[name], adapted(string(content), below, flags)); err != nil {
			return err
		}
		fmt.Fprintln(j.stdout, words.Clean(filepath.ToSlash(files[name])))
	}
	return nil
}

// isOfScript reports whether a flag has a value that the script must know.
func isOfScript(flag string) bool {
	name, _, _ := strings.Cut(flag, " ")
	return name == "--prefix" || name == "--remote" || name == "--texts"
}

// adapted returns one of the files for a module that lies in the folder below of its
// repository, with the flags that each run is to have.
func adapted(content, below string, flags []string) string {
	call := "go run ./gen"
	if !rerun.IsOwnModule() {
		call = rerun.Program()
	}
	return strings.NewReplacer(
		ownCall, "GEN=${GEN:-"+call+"}",
		".ci/robot branches"+ownFlags, rerun.ShellWord(path.Join(below, robot))+strings.Join(append([]string{" branches"}, flags...), " "),
		"          .ci/robot pull-requests", "          "+rerun.ShellWord(path.Join(below, robot))+" pull-requests",
		"path: 'bin/drift'", "path: '"+strings.ReplaceAll(path.Join(below, "bin/drift"), "'", "''")+"'",
	).Replace(content)
}

// repositoryTop returns the folder of the git repository in which the working folder
// lies, and the slash-separated path from there.
func repositoryTop() (top, below string, err error) {
	here, err := os.Getwd()
	if err != nil {
		return "", "", exit{failed, err}
	}
	for top = here; ; top = filepath.Dir(top) {
		if _, err := os.Stat(filepath.Join(top, ".git")); err == nil {
			break
		}
		if top == filepath.Dir(top) {
			return "", "", exit{usage, errors.New("--init: the working folder is in no git repository")}
		}
	}
	rest, err := filepath.Rel(top, here)
	if err != nil {
		return "", "", exit{failed, err}
	}
	up, err := filepath.Rel(here, top)
	return up, filepath.ToSlash(rest), err
}

// put writes a file unless it is there. The script may be executed.
func put(name, content string) error {
	switch has, err := os.ReadFile(name); {
	case err == nil && bytes.Equal(has, []byte(content)):
		return nil
	case err == nil:
		return exit{notRight, fmt.Errorf("%s: is there, and is not what --init writes; remove it first to have it written", name)}
	case !errors.Is(err, os.ErrNotExist):
		return exit{failed, err}
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return exit{failed, err}
	}
	mode := os.FileMode(0o666)
	if strings.HasPrefix(content, "#!") {
		mode = 0o777
	}
	return os.WriteFile(name, []byte(content), mode)
}

// givenFlags returns the flags that c was called with, but for some, as words for a
// shell.
func givenFlags(c *cobra.Command, without ...string) []string {
	var flags []string
	c.Flags().Visit(func(f *pflag.Flag) {
		if !slices.Contains(without, f.Name) {
			flags = append(flags, rerun.Given(f))
		}
	})
	return flags
}
