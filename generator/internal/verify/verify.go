// Package verify checks emitted files before anything is written. What it finds
// is a fault of the generator, whatever the inputs were.
//
// It may import emit, for the type of a file, and header.
package verify

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
)

// Files returns an error that names every fault of the files, each with its file
// and line. Nothing may be written then.
//
// Every file has a plain path, the header of its kind and text without hidden
// characters. A Go file that is not copied runtime code declares exactly what its
// emitter says. All Go files together type-check, except for what they use of packages outside the tree: loading those takes seconds, so
// that a test does it. Another test runs gofmt, which takes as long as to
// generate.
func Files(files []output.File, importPath string) error {
	v := &verifier{importPath: importPath, copied: make(map[string]bool), packages: make(map[string]*checked)}
	errs := []error{checkPaths(files)}
	for _, f := range files {
		errs = append(errs, breaches(textRules, f, f.Path))
		if path.Ext(f.Path) != ".go" {
			continue
		}
		v.copied[f.Path] = f.Copied
		dir := path.Dir(f.Path)
		if strings.HasSuffix(f.Path, "_test.go") {
			dir += "_test" // a package of its own, which imports the one that it tests
		}
		if v.packages[dir] == nil {
			v.packages[dir] = new(checked)
		}
		v.packages[dir].files = append(v.packages[dir].files, f)
	}
	return errors.Join(append(errs, v.all())...)
}

// checkPaths checks that no two files have the same path on a system that ignores
// letter case.
func checkPaths(files []output.File) error {
	var errs []error
	seen := make(map[string]string)
	for _, f := range files {
		folded := strings.ToLower(f.Path)
		if other, taken := seen[folded]; taken {
			errs = append(errs, fmt.Errorf("%s: it cannot be told from %s", f.Path, other))
		}
		seen[folded] = f.Path
	}
	return errors.Join(errs...)
}

// A verifier checks the Go packages of a tree, each once.
type verifier struct {
	importPath string
	copied     map[string]bool     // by path
	packages   map[string]*checked // by folder; that of its tests has _test behind it
}

// A checked is a package and, once it has been checked, the result.
type checked struct {
	once  sync.Once
	files []output.File
	typed
}

// all checks all packages and returns their errors, in order of their folders.
func (v *verifier) all() error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	sorted := slices.Sorted(maps.Keys(v.packages))
	errs := make([]error, len(sorted))
	for i, dir := range sorted {
		group.Go(func() error {
			errs[i] = v.check(dir).err
			return nil
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// check checks the package in dir, after those that it imports.
func (v *verifier) check(dir string) *checked {
	c := v.packages[dir]
	c.once.Do(func() { c.typed = v.checkPackage(dir, c.files) })
	return c
}
