// Package emit prints the model as files.
//
// It decides nothing: names, kinds and order are those of the model. What does
// not depend on the inputs is copied from package runtime. A kind of file is one
// file of this package and one row of [outputs]; it can be Go or text that people
// or other programs read. A file of each connector's package is a row of perConnector.
//
// Only client_types.go calls oapi-codegen.
package emit

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/connectorgen/connectorgen/generator/internal/emit/facts"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/emit/variant"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// outputs are the kinds of files. A row returns the jobs for a model, in a tree
// that will have the import path.
var outputs = []func(m *model.Model, importPath string) []output.Job{
	runtimePackages,
	client,
	testServer,
	clientExamples,
	connectors,
	catalog,
	factsOf,
	gitAttributes,
}

// Files returns every file for m, in order of path, for a tree that will have the
// import path. An error is a fault of the generator: everything in a model can be
// printed.
func Files(m *model.Model, importPath string) ([]output.File, error) {
	var jobs []output.Job
	for _, output := range outputs {
		jobs = append(jobs, output(m, importPath)...)
	}
	files, err := parallel(jobs)
	if err == nil {
		err = rename(files, m, importPath)
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b output.File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// rename gives the client its package, and tells the other files.
func rename(files []output.File, m *model.Model, importPath string) error {
	if m.API == nil {
		return nil
	}
	name := variant.Name{Package: m.API.Package, ImportPath: importPath}
	for i, f := range files {
		content, err := name.Content(f.Path, f.Content, f.Copied)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		files[i].Content, files[i].Path = content, name.Path(f.Path)
	}
	return nil
}

// parallel runs the jobs on all processors and returns their files together. Of
// several errors it returns that of the first job, so that it is always the same.
func parallel(jobs []output.Job) ([]output.File, error) {
	results := make([][]output.File, len(jobs))
	errs := make([]error, len(jobs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, run := range jobs {
		group.Go(func() error {
			results[i], errs[i] = run()
			return nil
		})
	}
	_ = group.Wait() // each job has its own error
	return slices.Concat(results...), cmp.Or(errs...)
}

// factsOf returns the jobs for JSON Schemas and pages.
func factsOf(m *model.Model, _ string) []output.Job { return facts.Jobs(m) }
