package emit

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/names"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/emit/variant"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// client returns the job for the client package, if there is a document.
func client(m *model.Model, importPath string) []output.Job {
	if m.API == nil {
		return nil
	}
	return []output.Job{func() ([]output.File, error) { return clientFiles(m, importPath) }}
}

// clientPackages are the packages of fixed code that the client consists of.
var clientPackages = []string{"internal/clearing", "internal/param", "internal/redact", "internal/renewal", "internal/reply", "internal/transport", "propagation"}

// clientFiles returns the files of the client package: the fixed code, with what
// the document says in the place of its document.go, the types, their codec and
// the methods. The generated tree has the import path importPath.
func clientFiles(m *model.Model, importPath string) ([]output.File, error) {
	api := m.API
	var files []output.File
	for _, folder := range clientPackages {
		own, err := output.Copied(folder, importPath)
		if err != nil {
			return nil, err
		}
		files = append(files, own...)
	}
	files, err := forPlatform(files, api)
	if err != nil {
		return nil, err
	}
	facts := func(name string, api *model.API, importPath string) ([]byte, error) {
		return documentFacts(name, api, m.Connectors, importPath)
	}
	for _, row := range []struct {
		path  string
		write func(name string, api *model.API, importPath string) ([]byte, error)
		names func(*model.API) []string
	}{
		{"propagation/document.go", facts, factNames},
		{"propagation/operations.go", operationsFile, names.Operations},
		{"propagation/types.go", typesFile, names.ClientTypes},
		{"propagation/codec.go", codecFile, names.ClientCodec},
	} {
		content, err := row.write(row.path, api, importPath)
		if err != nil {
			return nil, err
		}
		if content != nil {
			files = append(files, output.File{Path: row.path, Content: content, Declares: row.names(api)})
		}
	}
	provisioning, err := provisioningFiles(api, importPath)
	return append(files, provisioning...), err
}

// forPlatform returns what a client for api has of the fixed code.
func forPlatform(files []output.File, api *model.API) (kept []output.File, err error) {
	word, others := "plain", []string{"document.go", "region.go", "example_test.go"}
	if api.PingOne {
		word, others = "pingone", []string{"document.go", "plain.go"}
	}
	if !slices.ContainsFunc(api.Types, func(t *model.Type) bool { return t.Union != nil }) {
		others = append(others, "union.go")
	}
	if !slices.ContainsFunc(api.Types, func(t *model.Type) bool { return t.Additional != nil }) {
		others = append(others, "additional.go")
	}
	for _, f := range files {
		if dir, name := path.Split(f.Path); dir == "propagation/" && slices.Contains(others, name) {
			continue
		}
		f.Content = bytes.Replace(f.Content, []byte("\t//- // HELD\n"), heldFields(api), 1)
		if f.Content, err = variant.Only(f.Content, word); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		kept = append(kept, f)
	}
	return kept, nil
}

// heldFields returns the fields of Config for what a client holds.
func heldFields(api *model.API) []byte {
	var b strings.Builder
	for _, h := range api.Held {
		b.WriteString("\t// " + h.Name + " is the parameter " + strconv.QuoteToASCII(h.Key) + " in the paths of all methods that have it.\n\t" + h.Name + " string\n\n")
	}
	return []byte(b.String())
}

// factNames are the names in the file with what the document says.
func factNames(api *model.API) []string {
	list := []string{"harmless", "rootPath", "product", "open", "profiles"}
	if !api.PingOne {
		list = append(list, "server", "tokenURL", "scope", "Config.held")
	}
	return list
}

// clientFile returns an empty file of the client package.
func clientFile() *jen.File {
	return golang.New("propagation", "propagation")
}

// documentFacts returns what the fixed code needs to know of the document, and of
// the connectors.
func documentFacts(name string, api *model.API, connectors []*model.Connector, importPath string) ([]byte, error) {
	const width = 90
	value, line := new(jen.Statement), " "
	for _, key := range api.Harmless {
		if len(line)+len(key) > width {
			value.Lit(line).Op("+").Line()
			line = ""
		}
		line += key + " "
	}
	f := clientFile()
	f.ImportName(golang.Tree+"/internal/clearing", "clearing")
	profile := jen.Qual(golang.Tree+"/internal/clearing", "Profile")
	f.Add(golang.Doc("profiles returns what is known of the configurations.").Func().Id("profiles").Params().Index().Add(profile).Block(
		jen.Return(jen.Index().Add(profile).CustomFunc(golang.Lines, func(g *jen.Group) {
			for _, c := range connectors {
				for _, p := range c.KnownKeys() {
					g.Op(profileLine(c.StoreType, p))
				}
			}
		})))).Line()
	if !api.PingOne {
		addHeld(f, api)
	}
	f.Const().Defs(
		golang.Doc("open says that no operation needs a token.").Id("open").Op("=").Lit(api.Open).Line(),
		golang.Doc("rootPath is the path of the server.").Id("rootPath").Op("=").Lit(api.RootPath).Line(),
		golang.Doc("product is the client in the header User-Agent.").Id("product").Op("=").Lit(api.Product).Line(),
		golang.Doc("harmless has the names of the members that may be shown, between spaces.").Id("harmless").Op("=").Add(value.Lit(line)),
	)
	return golang.Render(name, f, importPath)
}

// addHeld adds where the API is, and what the client holds.
func addHeld(f *jen.File, api *model.API) {
	values := make(jen.Dict)
	for _, h := range api.Held {
		values[jen.Lit(h.InPath)] = jen.Id("c").Dot(h.Name)
	}
	f.Add(golang.Doc("held returns the values that stand in paths.").Func().Params(jen.Id("c").Op("*").Id("Config")).Id("held").Params().Map(jen.String()).String().Block(
		jen.Return(jen.Map(jen.String()).String().Values(values)))).Line()
	f.Const().Defs(
		golang.Doc("server is the root of the API, if the document says it.").Id("server").Op("=").Add(golang.Str(api.Server)).Line(),
		golang.Doc("tokenURL is where tokens are to be had, if the document says it.").Id("tokenURL").Op("=").Add(golang.Str(api.TokenURL)).Line(),
		golang.Doc("scope is what the links between pages must not leave.").Id("scope").Op("=").Lit("what the client holds"),
	).Line()
}

// profileLine returns what is known of a profile, for the fixed code.
func profileLine(storeType string, p model.KnownKeys) string {
	var l golang.Literal
	l.Str("StoreType", storeType)
	l.Str("Selector", p.Selector)
	l.Str("Method", p.Method)
	l.Str("Secret", spaced(p.Secret))
	l.Str("Harmless", spaced(p.Harmless))
	return l.Line()
}

// spaced returns keys as one text, each between spaces.
func spaced(keys []string) string { return " " + strings.Join(append(keys, ""), " ") }

// keyList returns keys as one text, each between spaces, or "" if there are none.
func keyList(keys []string) jen.Code {
	if len(keys) == 0 {
		return jen.Lit("")
	}
	return jen.Lit(" " + strings.Join(keys, " ") + " ")
}
