// Package module reads the go.mod that an output folder belongs to.
package module

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"golang.org/x/mod/modfile"
	gomodule "golang.org/x/mod/module"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// ImportPath returns the import path of the packages in the folder out, which
// need not exist. It follows from the nearest go.mod, in out or above it.
func ImportPath(out string) (string, error) {
	full, err := filepath.Abs(out)
	if err != nil {
		return "", fmt.Errorf("%s: %w", out, err)
	}
	for dir := full; ; dir = filepath.Dir(dir) {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		switch {
		case err == nil:
			return importPath(filepath.Join(dir, "go.mod"), text, dir, full)
		case !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("%s: %w", filepath.Join(dir, "go.mod"), show.Cause(err))
		case dir == filepath.Dir(dir):
			return "", fmt.Errorf("%s: no go.mod in or above it, so generated packages have no import path; run: go mod init <module path>", out)
		}
	}
}

// importPath returns the import path of the folder full in the module at dir.
func importPath(file string, text []byte, dir, full string) (string, error) {
	mod := modfile.ModulePath(text)
	if mod == "" {
		return "", fmt.Errorf("%s: no module line; it should start with: module <module path>", file)
	}
	below, err := filepath.Rel(dir, full)
	if err != nil {
		return "", fmt.Errorf("%s: %w", full, err)
	}
	result := path.Join(mod, filepath.ToSlash(below))
	if err := gomodule.CheckImportPath(result); err != nil {
		return "", fmt.Errorf("%s: its path cannot be imported (%w); choose another output folder", full, err)
	}
	return result, nil
}
