package emit

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// Where the test server stands: as fixed code, and in the tree.
const (
	testServerSource = "propagationtest"
	sandboxSource    = "sandbox"
	testServerFolder = "propagation/propagationtest"
)

// testServer returns the job for the test server, if there is a document.
func testServer(m *model.Model, importPath string) []job {
	if m.API == nil || !m.TestServer {
		return nil
	}
	return []job{func() ([]File, error) { return testServerFiles(m, importPath) }}
}

// testServerFiles returns the files of the test server: the fixed code, with
// what the inputs say in the place of its document.go, and the command that runs it.
func testServerFiles(m *model.Model, importPath string) ([]File, error) {
	server, err := moved(testServerSource, testServerFolder, importPath)
	if err != nil {
		return nil, err
	}
	command, err := moved(sandboxSource, testServerFolder+"/sandbox", importPath)
	if err != nil {
		return nil, err
	}
	files := append(server, command...)
	name := testServerFolder + "/document.go"
	content, err := documentFile(name, m, importPath)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == name })
	if i < 0 {
		return nil, fmt.Errorf("%s: there is none in the fixed code to be replaced", name)
	}
	declares := []string{"document", "capture"}
	for _, op := range m.API.Operations {
		declares = append(declares, operationConstant+op.Name)
	}
	files[i] = File{Path: name, Content: content, Declares: declares}
	return files, nil
}

// moved is copied for a package that stands in another folder of the tree.
func moved(pkg, folder, importPath string) ([]File, error) {
	files, err := copied(pkg, importPath)
	for i, f := range files {
		files[i].Path = folder + "/" + path.Base(f.Path)
	}
	return files, err
}

// documentFile returns what the inputs say, for the test server.
func documentFile(name string, m *model.Model, importPath string) ([]byte, error) {
	f := newFile(testServerFolder, testServerSource)
	f.ImportName(tree+"/catalog", "catalog")
	f.Add(operationConstants(m.API.Operations))
	f.Add(doc("document returns what the document, the captures and the corrections say of the API.").
		Func().Id("document").Params().Id("api").Block(
		jen.Return(jen.Id("api").Custom(lines,
			keyed("operations", serverOperations(m.API.Operations)),
			keyed("objects", serverObjects(m.API)),
			keyed("types", jen.Qual(tree+"/catalog", "StoreTypes").Call()),
			keyed("metadata", jen.Qual(tree+"/catalog", "Metadata")),
			keyed("capture", jen.Id("capture")),
		)),
	))
	content, err := render(name, f, importPath)
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
	return doc("The operations, for [Fault] and [Server.Requests].").Const().Defs(codes...)
}

func serverOperations(list []*model.Operation) jen.Code {
	var codes []jen.Code
	for _, op := range list {
		codes = append(codes, serverOperation(op))
	}
	return jen.Index().Id("operation").Custom(lines, codes...)
}

func serverOperation(op *model.Operation) jen.Code {
	var l literal
	l.str("id", op.ID)
	l.str("name", op.Name)
	l.str("method", op.Method)
	l.str("path", op.Path)
	l.number("status", int64(op.Status))
	if b := op.Body; b != nil {
		l.str("mediaType", b.MediaType)
		l.str("body", objectName(b.Data))
		l.flag("bodyRequired", b.Required)
	}
	l.str("items", op.Items)
	return jen.Op(l.line())
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
			entries = append(entries, jen.Lit(t.Name).Op(":").Custom(lines, properties(t.Fields)...))
		}
	}
	return jen.Map(jen.String()).Index().Id("property").Custom(lines, entries...)
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
		var l literal
		l.str("name", f.Key)
		l.str("kind", f.Data.Kind.JSON())
		l.str("of", objectName(f.Data))
		l.strs("values", valuesOf(f.Data))
		l.flag("required", f.Required && !f.ReadOnly)
		codes = append(codes, jen.Op(l.line()))
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
