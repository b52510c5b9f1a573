package emit

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// typesFile returns the types of the client package, or nil if there are none.
//
// Oapi-codegen prints them. It is given a document that is made of the model,
// in which every name and type is decided, so that types and codec cannot
// differ. Nothing of the inputs reaches it that the model does not hold, so no
// extension of theirs does. The comments and the order are ours.
func typesFile(name string, api *model.API, importPath string) ([]byte, error) {
	if len(api.Types) == 0 {
		return nil, nil
	}
	var body, fieldTypes bytes.Buffer
	for types := range slices.Chunk(api.Types, atOnce) {
		decls, err := printTypes(slices.DeleteFunc(slices.Clone(types), isUnion))
		if err != nil {
			return nil, fmt.Errorf("%s: oapi-codegen: %w", name, err)
		}
		for _, t := range types {
			if isUnion(t) {
				writeUnion(&body, &fieldTypes, t)
				continue
			}
			decls.write(&body, &fieldTypes, t)
		}
	}
	imports := ""
	for _, pkg := range []string{"time", golang.Tree + "/connector"} {
		if bytes.Contains(fieldTypes.Bytes(), []byte(path.Base(pkg)+".")) {
			imports += "\t" + strconv.Quote(pkg) + "\n"
		}
	}
	if imports != "" {
		imports = "import (\n" + imports + ")\n"
	}
	return golang.Format(name, golang.GroupImports([]byte(header.Go+"\n\npackage propagation\n\n"+imports+body.String()), importPath))
}

// atOnce is how many types oapi-codegen is given at a time: it compares every
// enumeration with every other.
const atOnce = 500

// printed are the declarations that oapi-codegen prints.
type printed struct {
	source string
	types  map[string]*ast.TypeSpec
	values map[string]*ast.GenDecl // the constants, by their type
}

func printTypes(types []*model.Type) (printed, error) {
	source, err := generateTypes(typesDocument(types))
	if err != nil {
		return printed{}, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		return printed{}, err
	}
	p := printed{source, make(map[string]*ast.TypeSpec), make(map[string]*ast.GenDecl)}
	for _, d := range file.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok {
			return printed{}, errors.New("it printed a function")
		}
		switch spec := d.Specs[0].(type) {
		case *ast.TypeSpec:
			p.types[spec.Name.Name] = spec
		case *ast.ValueSpec:
			p.values[spec.Type.(*ast.Ident).Name] = d
		}
	}
	if len(p.types) != len(types) {
		return printed{}, fmt.Errorf("it printed %d types, and not %d", len(p.types), len(types))
	}
	return p, nil
}

// text returns the source of a part. The only file of a set starts at position 1.
func (p printed) text(part ast.Node) string { return p.source[part.Pos()-1 : part.End()-1] }

// write writes t with its comments, followed by its constants, to b, and the
// types of its fields to fieldTypes.
func (p printed) write(b, fieldTypes *bytes.Buffer, t *model.Type) {
	spec := p.types[t.Name]
	fmt.Fprintf(b, "\n%s\ntype ", prose.Comment(typeDoc(t)...))
	if fields, ok := spec.Type.(*ast.StructType); ok {
		fmt.Fprintf(b, "%s struct {\n", t.Name)
		docs := fieldDocs(t)
		for i, f := range fields.Fields.List {
			doc := docs[f.Names[0].Name]
			if doc != "" && i > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(b, "%s%s\n", doc, p.text(f))
			fmt.Fprintln(fieldTypes, p.text(f.Type))
		}
		b.WriteString("}\n")
		return
	}
	b.WriteString(p.text(spec) + "\n")
	if d := p.values[t.Name]; d != nil {
		fmt.Fprintf(b, "\n// The values of [%s].\n%s\n", t.Name, p.text(d))
	}
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

// typesDocument returns a document whose schemas are types.
func typesDocument(types []*model.Type) *openapi3.T {
	schemas := make(openapi3.Schemas, len(types))
	for _, t := range types {
		s := structSchema(t)
		if t.Enum != nil {
			s = enumSchema(t)
		}
		schemas[t.Name] = openapi3.NewSchemaRef("", s)
	}
	return &openapi3.T{
		OpenAPI:    "3.0.3",
		Info:       &openapi3.Info{Title: "types", Version: "0"},
		Paths:      openapi3.NewPaths(),
		Components: &openapi3.Components{Schemas: schemas},
	}
}

func enumSchema(t *model.Type) *openapi3.Schema {
	s := openapi3.NewStringSchema()
	var names []any
	for _, v := range t.Enum.Values {
		if v.Name != "" {
			s.Enum = append(s.Enum, v.Value)
			names = append(names, v.Name)
		}
	}
	s.Extensions = map[string]any{"x-enum-varnames": names}
	return s
}

func structSchema(t *model.Type) *openapi3.Schema {
	s := openapi3.NewObjectSchema()
	s.Properties = make(openapi3.Schemas, len(t.Fields)+1)
	for i, f := range t.Fields {
		p := fieldSchema(f)
		p.Extensions["x-order"] = float64(i)
		key := f.Key
		if !tagged(key) {
			p.Extensions["x-go-json-ignore"] = true // MarshalJSON and UnmarshalJSON know it
			key = "no tag " + strconv.Itoa(i)       // no key that has a tag has a space
		}
		s.Properties[key] = openapi3.NewSchemaRef("", p)
		if f.Required {
			s.Required = append(s.Required, key)
		}
	}
	if f := t.Additional; f != nil {
		p := fieldSchema(f)
		p.Extensions["x-order"], p.Extensions["x-go-json-ignore"] = float64(len(t.Fields)), true
		s.Properties["no tag either"] = openapi3.NewSchemaRef("", p)
	}
	s.Properties["no tag"] = openapi3.NewSchemaRef("", &openapi3.Schema{Extensions: map[string]any{
		"x-go-name": "Extra", "x-go-type": "connector.Extra", "x-go-type-skip-optional-pointer": true,
		"x-go-json-ignore": true, "x-order": float64(len(t.Fields) + 1),
	}})
	return s
}

// tagged reports whether a struct tag can hold key as a name in JSON.
func tagged(key string) bool {
	return key != "" && key != "-" && !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"`\\,", r) })
}

// fieldSchema returns the schema of a property.
func fieldSchema(f *model.Field) *openapi3.Schema {
	extensions := map[string]any{
		"x-go-name": f.Name, "x-go-type": f.Data.GoType(),
		"x-go-type-skip-optional-pointer": !f.Data.IsPointer(),
	}
	if f.Data.Kind == model.KindTime || f.Data.Kind == model.KindSecret {
		extensions["x-omitempty"], extensions["x-omitzero"] = false, !f.Required
	}
	if f.ReadOnly {
		extensions["x-oapi-codegen-extra-tags"] = map[string]any{"api": "readOnly"}
	}
	return &openapi3.Schema{Extensions: extensions}
}
