package emit

import (
	"bytes"
	"fmt"
	"go/format"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// Header is the first line of every generated Go file.
const Header = header.Go

// width is where the lines of a comment are broken.
const width = 77

// tree stands for the import path of the generated tree, which only render knows.
const tree = "tree"

// rt returns a name of the package that the connectors share.
func rt(name string) *jen.Statement { return jen.Qual(tree+"/connector", name) }

// goType returns a type that is given as text, such as "*bool" or "[]connector.Secret", with the imports that it needs.
func goType(name string) *jen.Statement {
	if rest, ok := strings.CutPrefix(name, "[]"); ok {
		return jen.Index().Add(goType(rest))
	}
	if rest, ok := strings.CutPrefix(name, "map[string]"); ok {
		return jen.Map(jen.String()).Add(goType(rest))
	}
	if rest, ok := strings.CutPrefix(name, "connector."); ok {
		return rt(rest)
	}
	if rest, ok := strings.CutPrefix(name, "time."); ok {
		return jen.Qual("time", rest)
	}
	return jen.Op(name)
}

// codec returns a name of the package that the code of connectors is made of.
func codec(name string) *jen.Statement { return jen.Qual(tree+"/internal/codec", name) }

// newFile returns an empty file of the package pkg in the folder dir of the tree.
func newFile(dir, pkg string) *jen.File {
	f := jen.NewFilePathName(tree+"/"+dir, pkg)
	f.ImportName(tree+"/connector", "connector")
	f.ImportName(tree+"/internal/codec", "codec")
	f.HeaderComment(Header)
	f.NoFormat = true
	return f
}

// render returns the source of f, formatted, its imports grouped.
// The tree will have the import path importPath.
// Jennifer panics on what it cannot print; here that is a fault with the file's name.
func render(name string, f *jen.File, importPath string) (source []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: jennifer cannot print it: %v", name, r)
		}
	}()
	var b bytes.Buffer
	if err := f.Render(&b); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return formatted(name, groupImports(b.Bytes(), importPath))
}

// formatted returns source as gofmt has it. The error holds the source with line numbers.
func formatted(name string, source []byte) ([]byte, error) {
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

// groupImports divides the imports of source into the standard library's and
// those of the tree, and says where the tree is.
func groupImports(source []byte, importPath string) []byte {
	before, rest, found := bytes.Cut(source, []byte("import (\n"))
	if !found {
		return bytes.Replace(source, []byte(`import "`+tree+`/`), []byte(`import "`+importPath+`/`), 1)
	}
	block, after, _ := bytes.Cut(rest, []byte("\n)\n"))
	var std, ours []string
	for line := range strings.SplitSeq(string(block), "\n") {
		if moved := strings.Replace(line, `"`+tree+`/`, `"`+importPath+`/`, 1); moved != line {
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

// comment returns paragraphs as the lines of a comment. The text may hold
// anything: no line can end the comment, be a directive, or be hoisted by gofmt,
// because every line starts with "// " and then a letter, a digit or a quote.
func comment(paragraphs ...string) string {
	var lines []string
	for _, p := range paragraphs {
		if len(lines) > 0 {
			lines = append(lines, "//")
		}
		lines = append(lines, wrap(p)...)
	}
	return strings.Join(lines, "\n")
}

// wrap breaks a paragraph into lines of a comment. A paragraph that starts with
// "  - " is a list, with an item on each line.
func wrap(paragraph string) []string {
	if strings.HasPrefix(paragraph, "  - ") {
		var lines []string
		for item := range strings.SplitSeq(paragraph, "\n") {
			lines = append(lines, "//   - "+curled(text(strings.TrimPrefix(item, "  - "))))
		}
		return lines
	}
	words := strings.Fields(curled(text(paragraph)))
	if meansMore(words) {
		words[0] = strconv.Quote(words[0])
	}
	var lines []string
	line := []byte("//")
	for _, word := range words {
		if len(line)+1+len(word) > width && len(line) > len("//") && startsLine(word) {
			lines = append(lines, string(line))
			line = []byte("//")
		}
		line = append(append(line, ' '), word...)
	}
	return append(lines, string(line))
}

// curled returns s with the quotes of TeX as gofmt writes them. Of a longer run
// it would change more every time.
func curled(s string) string { return strings.NewReplacer("``", "“", "''", "”").Replace(s) }

// meansMore reports whether a tool would read a paragraph with these first words
// as a build constraint, a heading, the target of a link, or the header of a
// generated file.
func meansMore(words []string) bool {
	if len(words) == 0 {
		return false
	}
	first := words[0]
	target := first[0] == '[' && strings.Contains(first, "]:")
	return target || first[0] == '+' || first[0] == '#' || first == "Code" && len(words) > 1 && words[1] == "generated"
}

// startsLine reports whether a line of a comment may start with word.
func startsLine(word string) bool {
	c := rune(word[0])
	link := c == '[' && !strings.Contains(word, "]:")
	return c == '"' || link || word != "Code" && c < 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// text returns s on one line, with hidden characters escaped.
func text(s string) string {
	return show.Escape(strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(strings.ToValidUTF8(s, "\uFFFD")))
}

// str returns s as a string literal in which a reader sees every character.
func str(s string) *jen.Statement { return jen.Op(show.GoString(s)) }

// sentence returns a description for a doc comment, with a capital and a full
// stop and without research notes, or "".
func sentence(s string) string {
	s, _ = model.CutNotes(strings.TrimSpace(text(s)))
	if s == "" {
		return ""
	}
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	if c := s[0]; 'a' <= c && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	return s
}

// doc returns a doc comment; the declaration is to be appended.
func doc(paragraphs ...string) *jen.Statement {
	return jen.Comment(comment(paragraphs...)).Line()
}

// decls returns declarations separated by blank lines, or nil if there are none.
func decls[T any](list []T, decl func(T) jen.Code) jen.Code {
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

// tag returns a struct tag. Its values are keys and words, which hold nothing that needs a quote.
func tag(json, connector string) jen.Code {
	s := "`json:" + strconv.Quote(json)
	if connector != "" {
		s += " connector:" + strconv.Quote(connector)
	}
	return jen.Op(s + "`")
}

// lines puts each element of a composite literal on a line.
var lines = jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}
