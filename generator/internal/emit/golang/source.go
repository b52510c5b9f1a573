// Package golang prints Go: files by jennifer, and tables as text.
//
// It alone calls those functions of jennifer that print identifiers, comments and
// tags without a check.
package golang

import (
	"bytes"
	"fmt"
	"go/format"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// Tree stands for the import path of the generated tree, which only render knows.
const Tree = "tree"

// Connector returns a name of the package that the connectors share.
func Connector(name string) *jen.Statement { return jen.Qual(Tree+"/connector", name) }

// Type returns a type that is given as text, such as "*bool" or "[]connector.Secret", with the imports that it needs.
func Type(name string) *jen.Statement {
	if rest, ok := strings.CutPrefix(name, "[]"); ok {
		return jen.Index().Add(Type(rest))
	}
	if rest, ok := strings.CutPrefix(name, "map[string]"); ok {
		return jen.Map(jen.String()).Add(Type(rest))
	}
	if rest, ok := strings.CutPrefix(name, "connector."); ok {
		return Connector(rest)
	}
	if rest, ok := strings.CutPrefix(name, "time."); ok {
		return jen.Qual("time", rest)
	}
	return jen.Op(name)
}

// Codec returns a name of the package that the code of connectors is made of.
func Codec(name string) *jen.Statement { return jen.Qual(Tree+"/internal/codec", name) }

// New returns an empty file of the package pkg in the folder dir of the tree.
func New(dir, pkg string) *jen.File {
	f := jen.NewFilePathName(Tree+"/"+dir, pkg)
	f.ImportName(Tree+"/connector", "connector")
	f.ImportName(Tree+"/internal/codec", "codec")
	f.HeaderComment(header.Go)
	f.NoFormat = true
	return f
}

// Render returns the source of f, formatted, its imports grouped.
// The tree will have the import path importPath.
// Jennifer panics on what it cannot print; here that is a fault with the file's name.
func Render(name string, f *jen.File, importPath string) (source []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: jennifer cannot print it: %v", name, r)
		}
	}()
	var b bytes.Buffer
	if err := f.Render(&b); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return Format(name, GroupImports(b.Bytes(), importPath))
}

// Format returns source as gofmt has it. The error holds the source with line numbers.
func Format(name string, source []byte) ([]byte, error) {
	out, err := format.Source(source)
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", name, err, numbered(source))
	}
	return out, nil
}

func numbered(source []byte) string {
	var b strings.Builder
	for i, line := range strings.Split(string(source), "\n") {
		fmt.Fprintf(&b, "%4d  %s\n", i+1, line)
	}
	return b.String()
}

// GroupImports divides the imports of source into the standard library's and
// those of the tree, and says where the tree is.
func GroupImports(source []byte, importPath string) []byte {
	before, rest, found := bytes.Cut(source, []byte("import (\n"))
	if !found {
		return bytes.Replace(source, []byte(`import "`+Tree+`/`), []byte(`import "`+importPath+`/`), 1)
	}
	block, after, _ := bytes.Cut(rest, []byte("\n)\n"))
	var std, ours []string
	for line := range strings.SplitSeq(string(block), "\n") {
		if moved := strings.Replace(line, `"`+Tree+`/`, `"`+importPath+`/`, 1); moved != line {
			ours = append(ours, moved)
		} else {
			std = append(std, line)
		}
	}
	if len(std) > 0 && len(ours) > 0 {
		std = append(std, "")
	}
	lines := strings.Join(append(std, ours...), "\n")
	return slices.Concat(before, []byte("import (\n"+lines+"\n)\n"), after)
}

// Str returns s as a string literal in which a reader sees every character.
func Str(s string) *jen.Statement { return jen.Op(show.GoString(s)) }

// Doc returns a doc comment; the declaration is to be appended.
func Doc(paragraphs ...string) *jen.Statement {
	return jen.Comment(prose.Comment(paragraphs...)).Line()
}

// Decls returns declarations separated by blank lines, or nil if there are none.
func Decls[T any](list []T, decl func(T) jen.Code) jen.Code {
	if len(list) == 0 {
		return nil
	}
	s := new(jen.Statement)
	for i, x := range list {
		if i > 0 {
			s.Line().Line()
		}
		s.Add(decl(x))
	}
	return s
}

// Tag returns a struct tag. Its values are keys and words, which hold nothing that needs a quote.
func Tag(json, connector string) jen.Code {
	s := "`json:" + strconv.Quote(json)
	if connector != "" {
		s += " connector:" + strconv.Quote(connector)
	}
	return jen.Op(s + "`")
}

// Lines puts each element of a composite literal on a line.
var Lines = jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}
