package hostile_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestArgumentNames gives operations a parameter with each name that generated
// methods use, and with each that Go declares. An argument of that name must not
// shadow what the method needs. The generator type-checks its output, so it would
// fail.
func TestArgumentNames(t *testing.T) {
	t.Parallel()
	names := []string{"append", "byte", "cap", "copy", "len", "make", "map", "new", "rune", "type"}
	all := map[string]string{} // parameters, by the rest of the path
	for _, name := range append(names, usedInMethods(t)...) {
		var parameters strings.Builder
		for i, in := range []string{"path", "query", "header"} {
			fmt.Fprintf(&parameters, "        - {name: %s%s, in: %s, required: true, schema: {type: integer}}\n", name, strings.Repeat("s", i), in)
		}
		all["/{"+name+"}"] = parameters.String()
	}
	checkGenerates(t, "arguments", methodsDocument(all))
}

// usedInMethods returns the unexported names that generated methods use.
func usedInMethods(t *testing.T) []string {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: methodsDocument(map[string]string{"/{key}": "        - {name: key, in: path, required: true, schema: {type: integer}}\n"}), Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if tree == nil {
		t.Fatal(err, found.All())
	}
	used := make(map[string]bool)
	ast.Inspect(harness.Parse(t, "operations.go", maps.Collect(tree.All())["acase/operations.go"]), func(n ast.Node) bool {
		if x, ok := n.(*ast.Ident); ok && !token.IsExported(x.Name) {
			used[x.Name] = true
		}
		return true
	})
	if len(used) < 15 {
		t.Fatalf("methods use %d names only: the document calls for too little", len(used))
	}
	return slices.Sorted(maps.Keys(used))
}

func checkGenerates(t *testing.T, what string, inputs fstest.MapFS) {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if tree == nil {
		t.Errorf("%s: %v %v", what, err, found.All())
	}
}

// methodsDocument returns a document whose operations have bodies and results of every
// form, with each list of parameters, which belongs to the end of a path.
func methodsDocument(lists map[string]string) fstest.MapFS {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: A case, version: \"1\"}\npaths:\n")
	for i, schema := range []string{
		"{type: object, properties: {a: {type: string}}}", "{type: object, additionalProperties: {type: integer}}",
		"{type: array, items: {type: string, format: date-time}}", "{type: array, items: {type: array, items: {type: number}}}",
		"{type: array, items: {type: boolean}}", "{type: array, items: {}}", "{type: object, additionalProperties: {type: string, format: password}}",
	} {
		for k, path := range slices.Sorted(maps.Keys(lists)) {
			fmt.Fprintf(&b, "  /a%dx%d%s:\n    post:\n      operationId: send%dx%d\n      parameters:\n%s", i, k, path, i, k, lists[path])
			fmt.Fprintf(&b, "      requestBody: {content: {application/json: {schema: %s}}}\n", schema)
			fmt.Fprintf(&b, "      responses: {'200': {description: Done, content: {application/json: {schema: %s}}}}\n", schema)
		}
	}
	return fstest.MapFS{"openapi.yaml": {Data: []byte(b.String())}}
}
