// Package emit writes the model down as Go source.
//
// It decides nothing: names, kinds and order are those of the model. What does
// not depend on the inputs is not emitted but copied, from package runtime.
// What does is a declaration, and one function emits it; adding a kind of file
// is adding a row to a table.
//
// Only source.go touches the sharp edges of jennifer (identifiers, comments and
// tags that it prints as they are); only client_types.go knows oapi-codegen.
package emit

import (
	"cmp"
	"path"
	"runtime"
	"slices"
	"sync"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// A File is one file of the result.
type File struct {
	Path    string // slash-separated, below the output folder
	Content []byte
}

// Files returns every file for m, in order of path.
// The generated tree will have the import path importPath.
// An error is a fault of the generator: the model holds nothing that cannot be written down.
func Files(m *model.Model, importPath string) ([]File, error) {
	jobs := []func() ([]File, error){
		func() ([]File, error) { return copied("connector", importPath) },
		func() ([]File, error) { return copied("metadata", importPath) },
	}
	if m.API != nil {
		jobs = append(jobs, func() ([]File, error) { return clientFiles(m.API, importPath) })
		jobs = append(jobs, func() ([]File, error) { return testServerFiles(m, importPath) })
	}
	for _, c := range m.Connectors {
		jobs = append(jobs, func() ([]File, error) { return connectorFiles(c, importPath) })
	}
	jobs = append(jobs, func() ([]File, error) { return catalogFiles(m.Connectors, importPath) })
	files, err := parallel(jobs)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// perConnector are the files of a connector's package and what stands in them.
// Nothing writes to it.
var perConnector = []struct {
	path  string // "" stands for that of the types
	doc   func(*model.Connector) string
	decls []func(*model.Connector) jen.Code
}{
	{"", packageDoc, []func(*model.Connector) jen.Code{
		storeTypeConst, configurationType, profileInterface, profileTypes, otherProfileType, selectorType, enumTypes, constants, fromFunc,
	}},
	{"codec.go", nil, []func(*model.Connector) jen.Code{
		storeTypeMethod, selectorMethods, checkTable, validateMethod, profileChecks,
		encodeMethod, profileEncoders, formatMethods, methodTable, unmarshalMethod, profileDecoders,
		secretsMethod, profileSecrets,
	}},
	{"metadata.go", nil, []func(*model.Connector) jen.Code{metadataFunc}},
}

// typesFileName returns the name of the file that has the types of a connector:
// that of the package, unless another file of every connector has it.
func typesFileName(c *model.Connector) string {
	name := c.Package + ".go"
	for _, row := range perConnector {
		if row.path == name {
			return c.Package + "_types.go"
		}
	}
	return name
}

func connectorFiles(c *model.Connector, importPath string) ([]File, error) {
	var files []File
	for _, row := range perConnector {
		dir := path.Join("connector", c.Package)
		f := newFile(dir, c.Package)
		if row.doc != nil {
			f.PackageComment(row.doc(c))
		}
		for _, decl := range row.decls {
			if code := decl(c); code != nil {
				f.Add(code).Line()
			}
		}
		p := path.Join(dir, cmp.Or(row.path, typesFileName(c)))
		content, err := render(p, f, importPath)
		if err != nil {
			return nil, err
		}
		files = append(files, File{p, content})
	}
	return files, nil
}

// parallel runs the jobs on all processors and returns their files together.
func parallel(jobs []func() ([]File, error)) ([]File, error) {
	results := make([][]File, len(jobs))
	errs := make([]error, len(jobs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				results[i], errs[i] = jobs[i]()
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(results...), nil
}
