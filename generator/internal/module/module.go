// Package module says whether Go builds packages in an output folder, and under
// which import path. That follows from the nearest go.mod.
package module

import (
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	gomodule "golang.org/x/mod/module"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// OldestGo is the oldest version of the language that generated code compiles with.
const OldestGo = "1.23"

// ImportPath returns the import path of the packages in the folder out, which
// need not exist. It follows from the nearest go.mod, in out or above it.
//
// The error says why Go would not build packages there, and what to do.
func ImportPath(out string) (string, error) {
	full, err := filepath.Abs(out)
	if err != nil {
		return "", fmt.Errorf("%s: %w", out, err)
	}
	file, text, err := nearest(full)
	if err != nil {
		return "", err
	}
	if file == "" {
		return "", fmt.Errorf("%s: no go.mod in or above it, so generated packages have no import path; run: go mod init <module path>", out)
	}
	mod := modfile.ModulePath(text)
	if mod == "" {
		return "", fmt.Errorf("%s: no module line; it should start with: module <module path>", file)
	}
	if err := checkLanguage(file, text); err != nil {
		return "", err
	}
	if err := checkFolders(out, filepath.Dir(file), full); err != nil {
		return "", err
	}
	real := Resolve(full)
	if file, _, err := nearest(real); err == nil && file != "" {
		if err := checkFolders(out, filepath.Dir(file), real); err != nil {
			return "", err
		}
	}
	result := path.Join(mod, below(filepath.Dir(file), full))
	if err := gomodule.CheckImportPath(result); err != nil {
		return "", fmt.Errorf("%s: its path cannot be imported (%w); choose another output folder", full, err)
	}
	return result, nil
}

// nearest returns the go.mod in the folder full or above it, and its text. The
// name is "" if there is none.
func nearest(full string) (file string, text []byte, err error) {
	for dir := full; ; dir = filepath.Dir(dir) {
		file := filepath.Join(dir, "go.mod")
		text, err := os.ReadFile(file)
		switch {
		case err == nil:
			return file, text, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", nil, fmt.Errorf("%s: %w", file, show.Cause(err))
		case dir == filepath.Dir(dir):
			return "", nil, nil
		}
	}
}

// checkLanguage returns an error if packages of the module with that go.mod are
// compiled as an older language than generated code needs. A toolchain line does
// not change that.
func checkLanguage(file string, text []byte) error {
	mod, err := modfile.ParseLax(file, text, nil)
	if err != nil {
		return err // it has the file and the line
	}
	place, says := file, "no go line, which means go 1.16"
	if mod.Go != nil {
		if lang := version.Lang("go" + mod.Go.Version); version.Compare(lang, "go"+OldestGo) >= 0 {
			return nil
		}
		place, says = fmt.Sprintf("%s:%d", file, mod.Go.Syntax.Start.Line), "go "+mod.Go.Version
	}
	return fmt.Errorf("%s: %s, but generated code needs go %s or later; run: go mod edit -go=%s", place, says, OldestGo, OldestGo)
}

// checkFolders returns an error if the folder full of the module at top is, or lies
// in, one that the go command passes by.
func checkFolders(out, top, full string) error {
	for name := range strings.SplitSeq(below(top, full), "/") {
		if name == "vendor" || name == "testdata" || strings.HasPrefix(name, "_") || name != "." && strings.HasPrefix(name, ".") {
			return fmt.Errorf("%s: Go builds no packages in a folder called %s; choose another output folder", out, show.Quote(name, 100))
		}
	}
	return nil
}

// below returns the path from the folder top to full, which lies in it.
func below(top, full string) string {
	rest, err := filepath.Rel(top, full)
	if err != nil {
		return filepath.ToSlash(full) // not in it, and no import path either
	}
	return filepath.ToSlash(rest)
}

// Resolve returns the absolute path of name without symbolic links, as far as it exists.
func Resolve(name string) string {
	full, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real
	}
	if full == filepath.Dir(full) {
		return full
	}
	return filepath.Join(Resolve(filepath.Dir(full)), filepath.Base(full))
}
