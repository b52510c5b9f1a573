package emit

import (
	"path"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/names"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// A printer returns the content of a file with a name, for a connector.
type printer func(name string, c *model.Connector, importPath string) ([]byte, error)

// perConnector are the files of a connector's package.
var perConnector = []struct {
	name  string // "" for the file of the types
	print printer
	names func(*model.Connector) []string
}{
	{"", goFile(packageDoc,
		storeTypeConst, configurationType, ifChoice(profileInterface), profileTypes, ifChoice(otherProfileType), ifChoice(selectorType),
		enumTypes, constants, fromFunc,
	), names.Types},
	{"codec.go", goFile(nil,
		storeTypeMethod, ifChoice(selectorMethods), checkTable, validateMethod, ifChoice(profileChecks),
		encodeMethod, ifChoice(profileEncoders), formatMethods, keyTable, unmarshalMethod, copyMethods, ifChoice(profileDecoders),
		secretsMethod, ifChoice(profileSecrets),
	), names.Codec},
	{"metadata.go", metadataFile, func(*model.Connector) []string { return []string{"Metadata"} }},
	{"example_test.go", exampleFile, func(*model.Connector) []string { return []string{"Example"} }},
}

// connectors returns a job for the package of each connector.
func connectors(m *model.Model, importPath string) []output.Job {
	var jobs []output.Job
	for _, c := range m.Connectors {
		jobs = append(jobs, func() ([]output.File, error) { return connectorFiles(c, importPath) })
	}
	return jobs
}

func connectorFiles(c *model.Connector, importPath string) ([]output.File, error) {
	var files []output.File
	for _, row := range perConnector {
		name := row.name
		if name == "example_test.go" && !hasExample(c) {
			continue
		}
		if name == "" {
			name = typesFileName(c)
		}
		name = path.Join("connector", c.Package, name)
		content, err := row.print(name, c, importPath)
		if err != nil {
			return nil, err
		}
		files = append(files, output.File{Path: name, Content: content, Declares: row.names(c)})
	}
	return files, nil
}

// typesFileName returns the name of the file of the types: that of the package,
// unless another file of every connector has it.
func typesFileName(c *model.Connector) string {
	name := c.Package + ".go"
	for _, row := range perConnector {
		if row.name == name {
			return c.Package + "_types.go"
		}
	}
	return name
}

// goFile returns a printer of declarations. A declaration that a connector does
// not need is nil.
func goFile(doc func(*model.Connector) string, decls ...func(*model.Connector) jen.Code) printer {
	return func(name string, c *model.Connector, importPath string) ([]byte, error) {
		f := golang.New(path.Dir(name), c.Package)
		if doc != nil {
			f.PackageComment(doc(c))
		}
		for _, decl := range decls {
			if code := decl(c); code != nil {
				f.Add(code).Line()
			}
		}
		return golang.Render(name, f, importPath)
	}
}

// ifChoice returns decl for connectors with a choice of profiles; the others do
// not need the declaration.
func ifChoice(decl func(*model.Connector) jen.Code) func(*model.Connector) jen.Code {
	return func(c *model.Connector) jen.Code {
		if c.Selector == nil {
			return nil
		}
		return decl(c)
	}
}
