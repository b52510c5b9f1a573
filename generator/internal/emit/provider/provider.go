// Package provider prints the provider for Terraform and OpenTofu, with its examples.
package provider

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// Where the Terraform provider stands, as fixed code and in the tree, and the
// command below it that serves it.
const (
	folder  = "terraform"
	command = folder + "/serve"
)

// Files returns the files of the provider p, for a tree that will have the
// import path: the fixed code, with the connectors in the place of its
// connectors.go, the command that serves it, and examples.
func Files(p *terraform.Provider, importPath string) ([]output.File, error) {
	files, err := output.Copied(folder, importPath)
	if err != nil {
		return nil, err
	}
	server, err := output.Copied(command, importPath)
	if err != nil {
		return nil, err
	}
	name := folder + "/connectors.go"
	files = slices.DeleteFunc(append(files, server...), func(f output.File) bool { return f.Path == name })
	var list strings.Builder
	for _, s := range p.Stores {
		list.WriteString("\t\t" + kindName(s) + "(),\n")
		files = append(files, output.File{Path: folder + "/" + s.Package + "_kind.go", Content: kindFile(s, importPath), Declares: []string{kindName(s)}})
	}
	content := header.Go + "\n\npackage terraform\n\n// kinds returns what depends on the connectors.\nfunc kinds() []kind {\n\treturn []kind{\n" + list.String() + "\t}\n}\n"
	examples, err := allExamples(p)
	if err != nil {
		return nil, err
	}
	return append(append(files, examples...), output.File{Path: name, Content: []byte(content), Declares: []string{"kinds"}}), nil
}

// kindName returns the name of the function that returns what depends on a connector.
func kindName(s *terraform.Store) string { return s.Package + "Kind" }

// kindFile returns the file with that function: a line for each attribute.
func kindFile(s *terraform.Store, importPath string) []byte {
	var l golang.Literal
	l.Str("storeType", s.StoreType)
	l.Str("name", s.Name)
	l.Strs("was", s.Was)
	l.Number("version", int64(s.Version))
	l.Str("about", s.About)
	l.Add("metadata", "of.Metadata")
	l.List("attributes", "attribute", attributeLines(s.Attributes))
	l.Str("selector", s.Selector)
	l.Flag("optional", s.Optional)
	l.List("profiles", "profile", profileBlocks(s.Profiles))
	var b bytes.Buffer
	b.WriteString(header.Go + "\n\npackage terraform\n\nimport of " + strconv.Quote(importPath+"/connector/"+s.Package) + "\n\n")
	b.WriteString(prose.Comment(kindName(s)+" is what depends on the connector "+s.StoreType+".") + "\n")
	b.WriteString("func " + kindName(s) + "() kind {\n\treturn kind" + golang.Indented(l.Block()) + "\n}\n")
	return b.Bytes()
}

func attributeLines(list []*terraform.Attribute) []string {
	var lines []string
	for _, a := range list {
		var l golang.Literal
		l.Str("key", a.Key)
		l.Str("name", a.Name)
		l.Strs("was", a.Was)
		l.Strs("moved", a.Moved)
		l.Flag("boolean", a.Boolean)
		l.Flag("required", a.Required)
		l.Flag("secret", a.Secret)
		l.Strs("values", a.Values)
		l.Flag("open", a.Open)
		l.Str("deprecated", a.Deprecated)
		l.Str("about", a.About)
		lines = append(lines, l.Line())
	}
	return lines
}

func profileBlocks(list []*terraform.Profile) []string {
	var blocks []string
	for _, p := range list {
		var l golang.Literal
		l.Str("method", p.Method)
		l.Str("name", p.Name)
		l.Strs("was", p.Was)
		l.Str("about", p.About)
		l.Str("deprecated", p.Deprecated)
		l.List("attributes", "attribute", attributeLines(p.Attributes))
		blocks = append(blocks, l.Block())
	}
	return blocks
}
