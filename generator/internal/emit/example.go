package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
)

// hasExample reports whether the package of c gets an example: not if it has the
// name of a package that examples import.
func hasExample(c *model.Connector) bool { return c.Package != "fmt" && c.Package != "connector" }

// exampleFile is a test with the smallest valid configuration of a connector, so
// that go doc and pkg.go.dev show how it is written.
func exampleFile(name string, c *model.Connector, importPath string) ([]byte, error) {
	s, err := starter.New(c, c.UsualProfile(), false)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	literal, err := s.Go()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	imports := []string{importPath + "/connector/" + c.Package}
	if strings.Contains(literal, "connector.NewSecret") {
		imports = append(imports, importPath+"/connector")
	}
	show, shown := "", ""
	if text := s.Shown(); isPlain(text) {
		show, shown = "fmt.Println(configuration)\n", "// "+text+"\n"
	}
	return example(name, c.Package, imports, prose.Comment("This is the smallest configuration that is valid. Printed, it does not show secrets."),
		"func Example() {\nconfiguration := "+literal+show+"fmt.Println(configuration.Validate())\n"+
			"// Output:\n"+shown+"// <nil>\n}\n")
}

// catalogExample is the test that shows how the catalog decodes a configuration.
func catalogExample(c *model.Connector, importPath string) ([]byte, error) {
	return example("catalog/example_test.go", "catalog", []string{importPath + "/catalog", importPath + "/connector"},
		prose.Comment("A program that does not know the connector of a store asks the catalog for the type of its configuration."),
		`func ExampleDecode() {
	object, err := connector.NewObject("`+c.StoreType+`", []byte("{}"))
	if err != nil {
		fmt.Println(err)
		return
	}
	configuration, err := catalog.Decode(object)
	fmt.Printf("%T %v\n", configuration, err)
	// Output: *`+c.Package+`.Configuration <nil>
}
`)
}

// example returns a test file of a package.
func example(name, pkg string, imports []string, doc, function string) ([]byte, error) {
	slices.Sort(imports)
	return golang.Format(name, []byte(header.Go+"\n\npackage "+pkg+"_test\n\nimport (\n\"fmt\"\n\n\""+
		strings.Join(imports, "\"\n\"")+"\"\n)\n\n"+doc+"\n"+function))
}

// isPlain reports whether text is printable ASCII that JSON and comments hold as it is.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' || r == '\\' })
}
