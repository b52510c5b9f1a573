// Package hcl prints configurations of Terraform and OpenTofu, as tofu fmt formats them.
package hcl

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A Block is a block such as resource or import.
type Block struct {
	Comments  []string // above it, each on a line
	Type      string
	Labels    []string
	Arguments []Argument
	Blocks    []*Block
}

// An Argument is an argument of a block.
type Argument struct {
	Comments []string // above it, each on a line
	Name     string
	Value    any // a string, bool, []string or Expression
}

// An Expression is printed as it is, such as var.secret.
type Expression string

// Add adds an argument to b.
func (b *Block) Add(name string, value any, comments ...string) {
	b.Arguments = append(b.Arguments, Argument{comments, name, value})
}

// Print returns blocks, with an empty line between them.
func Print(blocks []*Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		block.print(&b, "")
	}
	return b.String()
}

func (b *Block) print(to *strings.Builder, indent string) {
	comment(to, indent, b.Comments)
	to.WriteString(indent + b.Type)
	for _, label := range b.Labels {
		to.WriteString(" " + Quote(label))
	}
	if len(b.Arguments)+len(b.Blocks) == 0 {
		to.WriteString(" {}\n")
		return
	}
	to.WriteString(" {\n")
	for i, a := range b.Arguments {
		comment(to, indent+"  ", a.Comments)
		fmt.Fprintf(to, "%s  %-*s = %s\n", indent, b.width(i), a.Name, expression(a.Value))
	}
	for _, inner := range b.Blocks {
		inner.print(to, indent+"  ")
	}
	to.WriteString(indent + "}\n")
}

// width returns how wide the names are of those arguments that stand together with
// that of the index, without a comment between them.
func (b *Block) width(index int) int {
	start := index
	for start > 0 && len(b.Arguments[start].Comments) == 0 {
		start--
	}
	width := 0
	for i := start; i < len(b.Arguments) && (i == start || len(b.Arguments[i].Comments) == 0); i++ {
		width = max(width, len(b.Arguments[i].Name))
	}
	return width
}

// maxComment bounds a comment, in bytes.
const maxComment = 300

func comment(to *strings.Builder, indent string, lines []string) {
	for _, line := range lines {
		to.WriteString(indent + "# " + show.Line(line, maxComment) + "\n")
	}
}

func expression(v any) string {
	switch v := v.(type) {
	case Expression:
		return string(v)
	case []string:
		var list []string
		for _, s := range v {
			list = append(list, Quote(s))
		}
		return "[" + strings.Join(list, ", ") + "]"
	case string:
		return Quote(v)
	}
	return fmt.Sprint(v)
}

// Quote returns text as a string in which a reader sees every character, and in which
// nothing is a template.
func Quote(text string) string {
	var b strings.Builder
	b.WriteString(`"`)
	for i, r := range text {
		switch {
		case (r == '$' || r == '%') && strings.HasPrefix(text[i+1:], "{"):
			b.WriteString(string(r) + string(r))
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r > 0xffff && show.IsHidden(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case show.IsHidden(r) || r == utf8.RuneError:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// Label returns a name for a resource or a variable that is made of text, in small
// letters.
func Label(text string) string {
	label := strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return '_'
	}, text)
	if label == "" || label[0] < 'a' {
		label = "_" + label
	}
	return label
}
