package emit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// typesFile returns the types of the client package, or nil if there are none.
//
// Oapi-codegen prints them. It is given a document that is made of the model,
// in which every name, order and description is decided; nothing of the inputs
// reaches it that the model does not hold, so no extension of theirs does.
func typesFile(name string, api *model.API, importPath string) ([]byte, error) {
	if len(api.Types) == 0 {
		return nil, nil
	}
	var body string
	for types := range slices.Chunk(api.Types, atOnce) {
		printed, err := printTypes(types)
		if err != nil {
			return nil, fmt.Errorf("%s: oapi-codegen: %w", name, err)
		}
		body += printed
	}
	body = ownComment.ReplaceAllString(body, "// ")
	body = valuesComment.ReplaceAllString(body, "// The values of [$1].")
	source := []byte("package propagation\n" + body)
	imports, err := usedImports(source, importPath)
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", name, err, numbered(source))
	}
	return formatted(name, []byte(Header+"\n\npackage propagation\n\n"+imports+body))
}

// atOnce is how many types oapi-codegen is given at a time: it compares every
// enumeration with every other.
const atOnce = 500

// printTypes returns the declarations of types, as oapi-codegen prints them.
func printTypes(types []*model.Type) (string, error) {
	printed, err := generateTypes(typesDocument(types))
	if err != nil {
		return "", err
	}
	_, body, found := strings.Cut(printed, "\n)\n") // the end of its imports
	if !found {
		return "", errors.New("it printed no imports")
	}
	return body, nil
}

// oneAtATime guards generateTypes.
var oneAtATime sync.Mutex

// generateTypes is the one place that calls oapi-codegen. It keeps its state in
// package variables, so two calls must not overlap.
func generateTypes(doc *openapi3.T) (string, error) {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	version := "" // else it prints that of the running program
	return codegen.Generate(doc, codegen.Configuration{
		PackageName:          "propagation",
		Generate:             codegen.GenerateOptions{Models: true},
		Compatibility:        codegen.CompatibilityOptions{DisableEnumValueConflictResolution: true}, // ours have no conflicts
		OutputOptions:        codegen.OutputOptions{SkipFmt: true, SkipPrune: true, SkipEnumValidate: true},
		NoVCSVersionOverride: &version,
	})
}

// Oapi-codegen starts a comment with a name. Ours has it where it belongs, so
// ours starts with a mark, up to which ownComment matches. No text has the
// mark: it is not printable.
const mark = "\uE000"

var (
	ownComment    = regexp.MustCompile(`// \w+ ` + mark)
	valuesComment = regexp.MustCompile(`(?m)^// Defines values for (\w+)\.$`)
)

// typesDocument returns a document whose schemas are types.
func typesDocument(types []*model.Type) *openapi3.T {
	schemas := make(openapi3.Schemas, len(types))
	for i, t := range types {
		s := structSchema(t)
		if t.Enum != nil {
			s = enumSchema(t)
		}
		s.Description = described(typeDoc(t)...)
		s.Extensions["x-order"] = float64(i)
		schemas[t.Name] = openapi3.NewSchemaRef("", s)
	}
	return &openapi3.T{
		OpenAPI:    "3.0.3",
		Info:       &openapi3.Info{Title: "types", Version: "0"},
		Paths:      openapi3.NewPaths(),
		Components: &openapi3.Components{Schemas: schemas},
	}
}

// described returns paragraphs as a description that oapi-codegen prints as they are.
func described(paragraphs ...string) string {
	if len(paragraphs) == 0 {
		return ""
	}
	lines := strings.Split(comment(paragraphs...), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
	}
	return mark + strings.Join(lines, "\n")
}

func typeDoc(t *model.Type) []string {
	list := []string{about(t.Name, t.Description)}
	if t.Owner != nil && t.Enum != nil {
		list[0] = t.Name + " is a value of [" + t.Owner.Name + "." + t.Field.Name + "]."
	}
	if t.Enum != nil && t.Enum.Open {
		list[0] += " There may be others than these."
	}
	if t.Deprecated {
		list = append(list, "Deprecated: The API marks it as deprecated.")
	}
	return list
}

func fieldText(f *model.Field) []string {
	first := sentence(f.Description)
	if f.Data.Kind == model.KindConfiguration {
		first = "What is read is a [connector.Object], of which From of the package of a connector makes a typed one."
	}
	if f.Required {
		first = strings.TrimSpace(first + " It is required.")
	}
	var list []string
	if first != "" {
		list = append(list, first)
	}
	if f.Deprecated {
		list = append(list, "Deprecated: The API marks it as deprecated.")
	}
	return list
}

func enumSchema(t *model.Type) *openapi3.Schema {
	s := extended(openapi3.NewStringSchema())
	var names []any
	for _, v := range t.Enum.Values {
		if v.Name != "" {
			s.Enum = append(s.Enum, v.Value)
			names = append(names, v.Name)
		}
	}
	s.Extensions["x-enum-varnames"] = names
	return s
}

func structSchema(t *model.Type) *openapi3.Schema {
	s := extended(openapi3.NewObjectSchema())
	s.Properties = make(openapi3.Schemas, len(t.Fields)+1)
	for i, f := range t.Fields {
		p := fieldSchema(t, f)
		p.Extensions["x-order"] = float64(i)
		s.Properties[f.Key] = openapi3.NewSchemaRef("", p)
		if f.Required {
			s.Required = append(s.Required, f.Key)
		}
	}
	if t.Lossless {
		s.Properties["Extra"] = openapi3.NewSchemaRef("", extraSchema(len(t.Fields)))
	}
	return s
}

// fieldSchema returns the schema of a property. Its Go type is said outright,
// so that this and the codec cannot differ. A boolean that can be left out is a
// pointer only if it can be sent: to a reader, false and none are the same.
func fieldSchema(t *model.Type, f *model.Field) *openapi3.Schema {
	plain := !f.Data.IsPointer() || f.Data.Kind == model.KindBoolean && !t.Lossless
	s := extended(&openapi3.Schema{Description: described(fieldText(f)...)})
	s.Extensions["x-go-name"] = f.Name
	s.Extensions["x-go-type"] = f.Data.GoType()
	s.Extensions["x-go-type-skip-optional-pointer"] = plain
	if f.Data.Kind == model.KindTime || f.Data.Kind == model.KindSecret {
		s.Extensions["x-omitempty"], s.Extensions["x-omitzero"] = false, !f.Required
	}
	return s
}

func extraSchema(order int) *openapi3.Schema {
	s := extended(&openapi3.Schema{Description: described("Extra holds the members that no other field holds. They are sent as they came.")})
	s.Extensions["x-go-name"] = "Extra"
	s.Extensions["x-go-type"] = "connector.Extra"
	s.Extensions["x-go-type-skip-optional-pointer"] = true
	s.Extensions["x-go-json-ignore"] = true
	s.Extensions["x-order"] = float64(order)
	return s
}

func extended(s *openapi3.Schema) *openapi3.Schema {
	s.Extensions = make(map[string]any)
	return s
}

// usedImports returns the import declaration that source needs. It fails if
// source is anything but types and constants.
func usedImports(source []byte, importPath string) (string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		return "", err
	}
	for _, d := range file.Decls {
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.TYPE && g.Tok != token.CONST {
			return "", fmt.Errorf("oapi-codegen printed more than types and constants")
		}
	}
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			list = append(list, s.X.(*ast.Ident).Name)
		}
		return true
	})
	return importDecl(list, importPath), nil
}

// importDecl imports the packages whose names are in list.
func importDecl(list []string, importPath string) string {
	var paths []string
	if slices.Contains(list, "time") {
		paths = append(paths, `"time"`)
	}
	if slices.Contains(list, "connector") {
		paths = append(paths, strconv.Quote(importPath+"/connector"))
	}
	if len(paths) == 0 {
		return ""
	}
	return "import (\n" + strings.Join(paths, "\n\n") + "\n)\n\n"
}
