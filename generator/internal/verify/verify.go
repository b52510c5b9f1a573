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

	"github.com/connectorgen/connectorgen/generator/internal/emit"
)

// Files returns an error if the files are not what the generator promises,
// with the file and the line of every breach. A breach is a fault of the
// generator, whatever the inputs were: nothing is to be written then.
//
// Every file by itself keeps the promises, and declares what plan has under its
// path; a file without a plan is fixed code. All of them together type-check.
// What the tree imports from outside is taken as it is: type-checking it too
// would take seconds, and is a test. So is that gofmt has nothing to do, since
// to ask it takes as long as to generate; every file has been through it.
func Files(files []emit.File, plan map[string][]string, importPath string) error {
	v := &verifier{importPath: importPath, plan: plan, packages: make(map[string]*checked)}
	errs := []error{checkPaths(files, plan)}
	for _, f := range files {
		dir := path.Dir(f.Path)
		if v.packages[dir] == nil {
			v.packages[dir] = new(checked)
		}
		v.packages[dir].files = append(v.packages[dir].files, f)
	}
	return errors.Join(append(errs, v.all())...)
}

// checkPaths makes sure that each planned file is there, each file once, and
// that every file system tells them apart.
func checkPaths(files []emit.File, plan map[string][]string) error {
	var errs []error
	seen := make(map[string]string)
	for _, f := range files {
		folded := strings.ToLower(f.Path)
		if other, taken := seen[folded]; taken {
			errs = append(errs, fmt.Errorf("%s: it cannot be told from %s", f.Path, other))
		}
		seen[folded] = f.Path
	}
	for _, name := range slices.Sorted(maps.Keys(plan)) {
		if seen[strings.ToLower(name)] != name {
			errs = append(errs, fmt.Errorf("%s: it is planned and missing", name))
		}
	}
	return errors.Join(errs...)
}

// A verifier checks the packages of a tree, each once.
type verifier struct {
	importPath string
	plan       map[string][]string
	packages   map[string]*checked // by folder
}

// checked is a package and, once it has been checked, the result.
type checked struct {
	once  sync.Once
	files []emit.File
	typed
}

func (v *verifier) all() error {
	dirs := make(chan string)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for dir := range dirs {
				v.check(dir)
			}
		})
	}
	sorted := slices.Sorted(maps.Keys(v.packages))
	for _, dir := range sorted {
		dirs <- dir
	}
	close(dirs)
	workers.Wait()
	var errs []error
	for _, dir := range sorted {
		errs = append(errs, v.packages[dir].err)
	}
	return errors.Join(errs...)
}

// check checks the package in dir, after those that it imports.
func (v *verifier) check(dir string) *checked {
	c := v.packages[dir]
	c.once.Do(func() { c.typed = v.checkPackage(dir, c.files) })
	return c
}
