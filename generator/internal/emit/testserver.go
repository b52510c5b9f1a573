package emit

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// sandboxSource is the fixed code of the command that runs the test server.
const sandboxSource = "sandbox"

// testServer returns the job for the test server, if there is a document.
func testServer(m *model.Model, importPath string) []output.Job {
	if m.API == nil || !m.TestServer {
		return nil
	}
	return []output.Job{func() ([]output.File, error) { return testServerFiles(m, importPath) }}
}

// testServerFiles returns the files of the test server: the fixed code, with
// what the inputs say in the place of its document.go, and the command that runs it.
func testServerFiles(m *model.Model, importPath string) ([]output.File, error) {
	server, err := output.Moved(output.TestServerSource, output.TestServerFolder, importPath)
	if err != nil {
		return nil, err
	}
	command, err := output.Moved(sandboxSource, output.TestServerFolder+"/sandbox", importPath)
	if err != nil {
		return nil, err
	}
	files := append(server, command...)
	name := output.TestServerFolder + "/document.go"
	content, err := documentFile(name, m, importPath)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(files, func(f output.File) bool { return f.Path == name })
	if i < 0 {
		return nil, fmt.Errorf("%s: there is none in the fixed code to be replaced", name)
	}
	declares := []string{"document", "capture"}
	for _, op := range m.API.Operations {
		declares = append(declares, operationConstant+op.Name)
	}
	files[i] = output.File{Path: name, Content: content, Declares: declares}
	return files, nil
}

// documentFile returns what the inputs say, for the test server.
func documentFile(name string, m *model.Model, importPath string) ([]byte, error) {
	f := golang.New(output.TestServerFolder, output.TestServerSource)
	f.ImportName(golang.Tree+"/catalog", "catalog")
	f.Add(operationConstants(m.API.Operations))
	f.Add(golang.Doc("document returns what the document, the captures and the corrections say of the API.").
		Func().Id("document").Params().Id("api").Block(
		jen.Return(jen.Id("api").Custom(golang.Lines,
			keyed("operations", serverOperations(m.API.Operations)),
			keyed("objects", serverObjects(m.API)),
			keyed("types", jen.Qual(golang.Tree+"/catalog", "StoreTypes").Call()),
			keyed("metadata", jen.Qual(golang.Tree+"/catalog", "Metadata")),
			keyed("capture", jen.Id("capture")),
		)),
	))
	content, err := golang.Render(name, f, importPath)
	if err != nil {
		return nil, err
	}
	return appendCaptures(content, m.Connectors)
}

// operationConstant is what the constants for operations begin with.
const operationConstant = "Op"

// operationConstants returns the names of operations, as a fault has them.
func operationConstants(list []*model.Operation) jen.Code {
	var codes []jen.Code
	for _, op := range list {
		codes = append(codes, jen.Id(operationConstant+op.Name).Op("=").Lit(op.ID))
	}
	if codes == nil {
		return jen.Null()
	}
	return golang.Doc("The operations, for [Fault] and [Server.Requests].").Const().Defs(codes...)
}

func serverOperations(list []*model.Operation) jen.Code {
	var codes []jen.Code
	for _, op := range list {
		codes = append(codes, serverOperation(op))
	}
	return jen.Index().Id("operation").Custom(golang.Lines, codes...)
}

func serverOperation(op *model.Operation) jen.Code {
	var l golang.Literal
	l.Str("id", op.ID)
	l.Str("name", op.Name)
	l.Str("method", op.Method)
	l.Str("path", op.Path)
	l.Number("status", int64(op.Status))
	if b := op.Body; b != nil {
		l.Str("mediaType", b.MediaType)
		l.Str("body", objectName(b.Data))
		l.Flag("bodyRequired", b.Required)
	}
	l.Str("items", op.Items)
	return jen.Op(l.Line())
}

// serverObjects returns the objects that requests consist of, by name, in the
// order of the document.
func serverObjects(api *model.API) jen.Code {
	sent := make(map[*model.Type]bool)
	for _, op := range api.Operations {
		if op.Body != nil {
			collect(op.Body.Data, sent)
		}
	}
	var entries []jen.Code
	for _, t := range api.Types {
		if sent[t] {
			entries = append(entries, jen.Lit(t.Name).Op(":").Custom(golang.Lines, properties(t.Fields)...))
		}
	}
	return jen.Map(jen.String()).Index().Id("property").Custom(golang.Lines, entries...)
}

// collect adds the structs that d consists of.
func collect(d model.Data, sent map[*model.Type]bool) {
	if d.Elem != nil {
		collect(*d.Elem, sent)
	}
	if !isStruct(d) || sent[d.Type] {
		return
	}
	sent[d.Type] = true
	for _, f := range d.Type.Fields {
		collect(f.Data, sent)
	}
}

func properties(list []*model.Field) []jen.Code {
	var codes []jen.Code
	for _, f := range list {
		var l golang.Literal
		l.Str("name", f.Key)
		l.Str("kind", f.Data.Kind.JSON())
		l.Str("of", objectName(f.Data))
		l.Strs("values", valuesOf(f.Data))
		l.Flag("required", f.Required && !f.ReadOnly)
		codes = append(codes, jen.Op(l.Line()))
	}
	return codes
}

// valuesOf returns the values that the document has for an enumeration, or nil. More may
// come, for clients to show; the API does not take them before.
func valuesOf(d model.Data) []string {
	if d.Kind != model.KindEnumeration {
		return nil
	}
	var list []string
	for _, v := range d.Type.Enum.Values {
		list = append(list, v.Value)
	}
	return list
}

// objectName returns the name of the struct that d is, or that its elements are, or "".
func objectName(d model.Data) string {
	switch {
	case isStruct(d):
		return d.Type.Name
	case d.Kind == model.KindList && isStruct(*d.Elem):
		return d.Elem.Type.Name
	}
	return ""
}

// appendCaptures appends a function that returns the captures to a file. They
// are many bytes and no code, so that neither jennifer nor gofmt needs to see them.
func appendCaptures(file []byte, connectors []*model.Connector) ([]byte, error) {
	b := bytes.NewBuffer(file)
	b.WriteString("\n// capture returns what was captured of a store type, as the API answers it, or \"\".\n" +
		"func capture(storeType string) string {\n\tswitch storeType {\n")
	for _, c := range connectors {
		if c.Metadata.Capture == nil {
			continue
		}
		body, err := captureJSON(c.Metadata.Capture)
		if err != nil {
			return nil, fmt.Errorf("the capture of %s: %w", c.StoreType, err)
		}
		b.WriteString("\tcase " + strconv.Quote(c.StoreType) + ":\n\t\treturn " + rawString(body) + "\n")
	}
	b.WriteString("\t}\n\treturn \"\"\n}\n")
	return b.Bytes(), nil
}
