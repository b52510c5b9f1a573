package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// given is the parameter of Decode. Its capital keeps it from being the name of
// a package that the file imports.
const given = "storeConfiguration"

// catalog returns the job for the package that knows all connectors.
func catalog(m *model.Model, importPath string) []output.Job {
	if !provisions(m) {
		return nil
	}
	jobs := []output.Job{func() ([]output.File, error) { return catalogFiles(m.Connectors, importPath) }}
	if len(m.Connectors) > 0 {
		jobs = append(jobs, func() ([]output.File, error) {
			content, err := catalogExample(m.Connectors[0], importPath)
			return []output.File{{Path: "catalog/example_test.go", Content: content, Declares: []string{"ExampleDecode"}}}, err
		})
	}
	return jobs
}

// catalogFiles returns the package that knows all connectors.
func catalogFiles(list []*model.Connector, importPath string) ([]output.File, error) {
	f := golang.New("catalog", "catalog")
	f.ImportName(golang.Tree+"/metadata", "metadata")
	for _, c := range list {
		f.ImportName(golang.Tree+"/connector/"+c.Package, c.Package)
	}
	f.PackageComment(prose.Comment(
		"Package catalog knows every connector by its store type.",
		"It imports the packages of all of them: a program that needs a few imports those instead."))
	f.Add(storeTypesFunc(list)).Line()
	f.Add(byType(list, golang.Doc("Metadata returns the metadata of a connector, and whether there is one of this store type.").
		Func().Id("Metadata").Params(jen.Id("storeType").String()).Params(golang.Connector("Metadata"), jen.Bool()),
		jen.Id("storeType"),
		func(c *model.Connector) []jen.Code { return []jen.Code{of(c, "Metadata").Call(), jen.True()} },
		[]jen.Code{golang.Connector("Metadata").Values(), jen.False()})).Line()
	f.Add(byType(list, golang.Doc("Decode returns the configuration of a store as the Configuration of its connector's package, such as a *zoom.Configuration. "+
		"It returns what it was given if that is nil, or if no connector is known for it; of an Object that was not received, it then returns a *[connector.UnknownTypeError] as well.").
		Func().Id("Decode").Params(jen.Id(given).Add(golang.Connector("Configuration"))).Params(golang.Connector("Configuration"), jen.Error()),
		jen.Id(given).Dot("StoreType").Call(),
		func(c *model.Connector) []jen.Code { return []jen.Code{of(c, "From").Call(jen.Id(given))} },
		[]jen.Code{jen.Id(given), golang.Connector("UnknownType").Call(jen.Id(given), jen.Id("StoreTypes").Call())},
		jen.If(jen.Id(given).Op("==").Nil()).Block(jen.Return(jen.Nil(), jen.Nil())))).Line()
	f.Add(newFunc()).Line()
	f.Add(parseFunc()).Line()
	f.Add(mergeFunc()).Line()
	f.Add(diffFunc())
	content, err := golang.Render("catalog/catalog.go", f, importPath)
	return []output.File{{Path: "catalog/catalog.go", Content: content, Declares: []string{"StoreTypes", "Metadata", "Decode", "New", "Parse", "Merge", "Diff"}}}, err
}

// newFunc returns the function that makes a configuration to be filled in by key.
func newFunc() jen.Code {
	return golang.Doc("New returns a configuration of a connector with nothing in it, to be filled in by key. The error is a *[connector.UnknownTypeError] if no connector is known for the store type.").
		Func().Id("New").Params(jen.Id("storeType").String()).Params(jen.Op("*").Qual(golang.Tree+"/metadata", "Configuration"), jen.Error()).Block(
		jen.List(jen.Id("m"), jen.Id("ok")).Op(":=").Id("Metadata").Call(jen.Id("storeType")),
		jen.If(jen.Op("!").Id("ok")).Block(
			jen.List(jen.Id("object"), jen.Err()).Op(":=").Add(golang.Connector("NewObject")).Call(jen.Id("storeType"), jen.Nil()),
			jen.If(jen.Err().Op("==").Nil()).Block(jen.Err().Op("=").Add(golang.Connector("UnknownType")).Call(jen.Id("object"), jen.Id("StoreTypes").Call())),
			jen.Return(jen.Nil(), jen.Err()),
		),
		jen.Return(jen.Qual(golang.Tree+"/metadata", "New").Call(jen.Id("m"))),
	)
}

// parseFunc returns the function that reads what somebody wrote.
func parseFunc() jen.Code {
	return golang.Doc("Parse is [connector.Parse] with Decode: it returns the JSON of a configuration that somebody wrote as Decode does, and with [connector.Strict] what is wrong with it.").
		Func().Id("Parse").Params(jen.Id("storeType").String(), jen.Id("data").Index().Byte(), jen.Id("options").Op("...").Add(golang.Connector("ParseOption"))).
		Params(golang.Connector("Configuration"), jen.Error()).Block(
		jen.Return(golang.Connector("Parse").Call(jen.Id("Decode"), jen.Id("storeType"), jen.Id("data"), jen.Id("options").Op("..."))),
	)
}

// diffFunc returns the function that compares by what the catalog knows.
func diffFunc() jen.Code {
	compared := func(name string) jen.Code {
		return jen.If(jen.List(jen.Id("c"), jen.Err()).Op(":=").Id("Decode").Call(jen.Id(name)), jen.Err().Op("==").Nil()).Block(jen.Id(name).Op("=").Id("c"))
	}
	return golang.Doc("Diff is [connector.Diff] of what Decode makes of the two: it returns the attributes in which they differ, and shows the values of those that are no secrets.").
		Func().Id("Diff").Params(jen.List(jen.Id("before"), jen.Id("after")).Add(golang.Connector("Configuration"))).Params(jen.Index().Add(golang.Connector("Change")), jen.Error()).Block(
		compared("before"),
		compared("after"),
		jen.Return(golang.Connector("Diff").Call(jen.Id("before"), jen.Id("after"))),
	)
}

// mergeFunc returns the function that merges by what the catalog knows.
func mergeFunc() jen.Code {
	return golang.Doc("Merge is the method Merge of a [connector.Merger] that knows the metadata of every connector: it returns next with those secrets of prior that next lacks, or has only a mask of, "+
		"of whatever types the two are. Where no connector is known, only masks are replaced.").
		Func().Id("Merge").Params(jen.List(jen.Id("prior"), jen.Id("next")).Add(golang.Connector("Configuration"))).Params(golang.Connector("Object"), jen.Error()).Block(
		jen.Return(golang.Connector("Merger").Values(jen.Dict{jen.Id("Metadata"): jen.Id("Metadata")}).Dot("Merge").Call(jen.Id("prior"), jen.Id("next"))),
	)
}

// of returns a name of the package of a connector.
func of(c *model.Connector, name string) *jen.Statement {
	return jen.Qual(golang.Tree+"/connector/"+c.Package, name)
}

func storeTypesFunc(list []*model.Connector) jen.Code {
	return golang.Doc("StoreTypes returns the store types, sorted.").
		Func().Id("StoreTypes").Params().Index().String().Block(
		jen.Return(jen.Index().String().CustomFunc(golang.Lines, func(g *jen.Group) {
			for _, c := range list {
				g.Add(of(c, "StoreType"))
			}
		})),
	)
}

// byType completes a function that returns one thing for each store type, after what comes before.
func byType(list []*model.Connector, head *jen.Statement, on jen.Code, result func(*model.Connector) []jen.Code, otherwise []jen.Code, before ...jen.Code) jen.Code {
	return head.Block(append(before,
		jen.Switch(on).BlockFunc(func(g *jen.Group) {
			for _, c := range list {
				g.Case(of(c, "StoreType")).Block(jen.Return(result(c)...))
			}
		}),
		jen.Return(otherwise...),
	)...)
}
