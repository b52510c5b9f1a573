package emit

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// operationsOf returns the methods of the client for a document with these paths.
func operationsOf(t *testing.T, paths string) string {
	t.Helper()
	for _, f := range fromDocument(t, fstest.MapFS{"openapi.yaml": {Data: []byte("openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" + paths)}}) {
		if f.Path == "propagation/operations.go" {
			return string(f.Content)
		}
	}
	t.Fatal("there are no operations")
	return ""
}

// A request that replaces a configuration is known as one, whether its body must be
// there or can be left out.
func TestReplacingAnyBody(t *testing.T) {
	for _, required := range []bool{true, false} {
		source := operationsOf(t, fmt.Sprintf(`
paths:
  /stores/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: store, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}}}
    put: {operationId: replaceStore, requestBody: {required: %v, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}, responses: {'204': {description: d}}}
components:
  schemas:
    Store: {oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: type, mapping: {Acme: '#/components/schemas/A'}}}
    A: {type: object, properties: {type: {type: string}, configuration: {type: object, properties: {X: {type: string}}}}}
`, required))
		if !strings.Contains(source, `.replacing("configuration", body.Configuration)`) {
			t.Errorf("required %v: nothing says that the request replaces a configuration:\n%s", required, source)
		}
	}
}

// Each combination of what a query parameter can be is passed on as it is.
func TestQueryParameters(t *testing.T) {
	for _, required := range []bool{true, false} {
		for _, explode := range []bool{true, false} {
			for _, schema := range []string{"{type: string}", "{type: array, items: {type: string}}", "{type: integer}"} {
				source := operationsOf(t, fmt.Sprintf(`
paths:
  /x: {get: {operationId: find, parameters: [{name: key, in: query, required: %v, explode: %v, schema: %s}], responses: {'204': {description: d}}}}
`, required, explode, schema))
				value := "params.Key"
				if required {
					value = "key"
				}
				if want := fmt.Sprintf(`.queryParam("key", %s, %v, %v)`, value, required, explode); !strings.Contains(source, want) {
					t.Errorf("explode %v, %s: want %s:\n%s", explode, schema, want, source)
				}
			}
		}
	}
}

// Everything that the document marks as deprecated is so in the comment of what is
// made of it, and nothing else.
func TestDeprecatedEverywhere(t *testing.T) {
	seen := make(map[string]bool)
	note := func(name string, doc *ast.CommentGroup) {
		seen[name] = strings.Contains(doc.Text(), "\nDeprecated: ") || strings.HasPrefix(doc.Text(), "Deprecated: ")
	}
	for _, f := range fromDocument(t, fstest.MapFS{"openapi.yaml": {Data: []byte(`
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /old: {get: {operationId: oldThing, deprecated: true, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Old'}}}}}}}
  /new: {get: {operationId: newThing, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}}}}
components:
  schemas:
    Old: {type: object, deprecated: true, properties: {a: {type: string}}}
    New: {type: object, properties: {old: {type: string, deprecated: true}, new: {type: string, description: What it is.}, kind: {$ref: '#/components/schemas/OldKind'}}}
    OldKind: {type: string, deprecated: true, x-extensible-enum: [a, b]}
`)}}) {
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Content, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				note("func "+n.Name.Name, n.Doc)
			case *ast.GenDecl:
				if s, ok := n.Specs[0].(*ast.TypeSpec); ok {
					note("type "+s.Name.Name, n.Doc)
				}
			case *ast.Field:
				if n.Tag != nil {
					note("field "+n.Names[0].Name, n.Doc)
				}
			}
			return true
		})
	}
	for name, want := range map[string]bool{
		"func OldThing": true, "func NewThing": false, "type Old": true, "type New": false, "type OldKind": true,
		"field Old": true, "field New": false, "field A": false,
	} {
		if got, there := seen[name]; got != want || !there {
			t.Errorf("%s: deprecated %v, there %v; want deprecated %v", name, got, there, want)
		}
	}
}

// A connector can have any number of checks, and Validate reports all of them.
func TestManyChecks(t *testing.T) {
	inputs, program := make(fstest.MapFS), "package main\n\nimport (\n"
	calls := ""
	for _, n := range []int{1, 63, 64, 65, 128, 129} {
		var attributes []string
		for i := range n {
			attributes = append(attributes, fmt.Sprintf(`{"key":"KEY%d","required":true,"sensitive":false}`, i))
		}
		name := fmt.Sprintf("Acme%d", n)
		inputs["connectors/"+name+".json"] = &fstest.MapFile{Data: []byte(`{"information":{"key":"` + name + `"},"connectionProfiles":[{"connectionAttributes":[` +
			strings.Join(attributes, ",") + `]}],"attributeMetadata":{"capabilities":[],"enhancements":[],"userAttributes":{}}}`)}
		program += fmt.Sprintf("\t\"example.com/many/generated/connector/acme%d\"\n", n)
		calls += fmt.Sprintf("\tfmt.Println(%d, len((&acme%[1]d.Configuration{}).Validate().(connector.Errors)))\n", n)
	}
	program += "\t\"example.com/many/generated/connector\"\n\t\"fmt\"\n)\n\nfunc main() {\n" + calls + "}\n"
	files, err := Files(built(t, inputs), "example.com/many/generated")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		write(t, filepath.Join(dir, "generated", f.Path), f.Content)
	}
	write(t, filepath.Join(dir, "go.mod"), []byte("module example.com/many\n\ngo 1.23\n"))
	write(t, filepath.Join(dir, "show", "main.go"), []byte(program))
	cmd := exec.Command("go", "run", "./show")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOWORK=off", "GOPROXY=off")
	out, err := cmd.CombinedOutput()
	if want := "1 1\n63 63\n64 64\n65 65\n128 128\n129 129\n"; err != nil || string(out) != want {
		t.Errorf("%v, printed\n%s\nwant\n%s", err, out, want)
	}
}
