package emit

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/validate"
)

// metadataFile returns a function with what is known of a connector as one
// literal, a line for each attribute.
func metadataFile(name string, c *model.Connector, importPath string) ([]byte, error) {
	m, err := validate.Metadata(c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return []byte(header.Go + "\n\npackage " + c.Package + "\n\n" +
		"import " + strconv.Quote(importPath+"/connector") + "\n\n" +
		prose.Comment("Metadata returns what is known of the connector. The caller may change the result.") + "\n" +
		"func Metadata() connector.Metadata {\n\treturn connector.Metadata" + golang.Indented(structLiteral(reflect.ValueOf(m))) + "\n}\n"), nil
}

// structLiteral returns a struct of package connector as a literal without its
// type: on one line, unless it has structs itself.
func structLiteral(v reflect.Value) string {
	var l golang.Literal
	block := false
	for f, x := range v.Fields() {
		tabular := x.Kind() == reflect.Slice && x.Type().Elem().Kind() == reflect.Struct
		block = block || tabular
		switch {
		case f.Name == "StoreType":
			l.Add(f.Name, f.Name) // the constant
		case x.IsZero() || x.Kind() == reflect.Slice && x.Len() == 0:
		case tabular:
			l.List(f.Name, x.Type().Elem().String(), literals(x))
		default:
			l.Add(f.Name, goLiteral(x))
		}
	}
	if block {
		return l.Block()
	}
	return l.Line()
}

// literals returns the elements of a slice of structs as literals.
func literals(list reflect.Value) (elements []string) {
	for _, x := range list.Seq2() {
		elements = append(elements, structLiteral(x))
	}
	return elements
}

// goLiteral returns a value that is no struct. One of a string type of package
// connector, such as Kind, is a constant that is called after type and value.
func goLiteral(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case string:
		return show.GoString(x)
	case []string:
		return golang.Strings(x)
	case float64:
		return "float64(" + strconv.FormatFloat(x, 'f', -1, 64) + ")"
	case bool, int64:
		return fmt.Sprint(x)
	}
	word := v.String()
	return v.Type().String() + strings.ToUpper(word[:1]) + word[1:]
}
