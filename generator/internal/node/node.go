// Package node reads JSON, and the part of YAML that says no more, into a tree of
// values that know where they stand, and writes such a tree as JSON.
package node

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/secret"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A Place is where a value stands in an input file.
type Place = place.Place

// A Problem is something wrong with a text that was read.
type Problem struct {
	Fault   Fault
	At      Place
	Message string // quotes no value
}

// Error returns the message.
func (p *Problem) Error() string { return p.Message }

// A Fault is a kind of problem.
type Fault uint8

// The faults. After Duplicate, OddName, Alias, Tag and LineEnd there is a value all the same.
const (
	Malformed Fault = iota // not well-formed
	TooLarge               // past a limit
	Duplicate              // a member that an object has twice
	OddName                // a member's name that is no string
	Alias                  // a YAML anchor, alias or merge key
	Tag                    // a YAML tag
	Empty                  // no text at all
	Encoding               // no UTF-8 text
	LineEnd                // a character that YAML alone takes for the end of a line
)

// problems collects what is wrong.
type problems []Problem

func (p *problems) add(fault Fault, at Place, format string, args ...any) {
	if len(*p) < maxProblems {
		*p = append(*p, Problem{fault, at, fmt.Sprintf(format, args...)})
	}
}

// maxProblems bounds the problems of a text, so that one that is wrong everywhere
// costs little memory. The findings of package spec hold 10,000 errors and say when
// there are more; one problem of a text is a warning.
const maxProblems = 10_002

// A Kind is what a value of JSON, or of the part of YAML that we read, can be.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Boolean
	Number
	Text
	Object
	Array
)

// String returns k with its article, as messages need it.
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an object", "an array"}[k]
}

// A Node is a value of an input and where it stands.
type Node struct {
	file         string
	base         string // path of what has no parent
	line, column int
	Parent       *Node
	Name         string // of the member that holds it, if its parent is an object
	Index        int    // of the item, if its parent is an array

	Kind    Kind
	Text    string // of a string, decoded; of a number and a boolean, as written
	Members []Member
	Items   []*Node
	Raw     []byte // as written, for JSON only
}

// A Member is a name and a value in an object.
type Member struct {
	Name         string
	line, column int // of the name
	Value        *Node
}

// Place returns where n stands.
func (n *Node) Place() Place {
	return Place{File: n.file, Line: n.line, Column: n.column, Path: n.Path()}
}

// Missing returns the place of a member that n should have.
func (n *Node) Missing(name string) Place {
	at := n.Place()
	at.Path = string(appendName([]byte(at.Path), name))
	return at
}

// Place returns where the name of m stands.
func (m Member) Place() Place {
	at := m.Value.Place()
	at.Line, at.Column = m.line, m.column
	return at
}

// Get returns the first member of n with that name, or nil.
func (n *Node) Get(name string) *Node {
	i := slices.IndexFunc(n.Members, func(m Member) bool { return m.Name == name })
	if i < 0 {
		return nil
	}
	return n.Members[i].Value
}

// maxPath bounds a path, in bytes. No input that means something comes near it.
const maxPath = 8 << 10

// Path returns the path of n, such as connectionProfiles[1].name.
func (n *Node) Path() string {
	path := string(n.appendPath(nil))
	if len(path) > maxPath {
		return strings.ToValidUTF8(path[:maxPath], "") + "..."
	}
	return path
}

func (n *Node) appendPath(b []byte) []byte {
	if n.Parent == nil {
		return append(b, n.base...)
	}
	b = n.Parent.appendPath(b)
	if len(b) > maxPath {
		return b
	}
	if n.Parent.Kind == Object {
		return appendName(b, n.Name)
	}
	b = append(b, '[')
	b = strconv.AppendInt(b, int64(n.Index), 10)
	return append(b, ']')
}

// appendName appends a member's name to a path.
// One that could be mistaken for more than a name is quoted, in brackets.
func appendName(b []byte, name string) []byte {
	if !isPlain(name, maxPath) {
		b = append(b, '[')
		b = append(b, quote(name, maxPath)...)
		return append(b, ']')
	}
	if len(b) > 0 {
		b = append(b, '.')
	}
	return append(b, name...)
}

// IsPlainName reports whether name can stand in a message as it is.
func IsPlainName(name string) bool { return isPlain(name, maxQuoted) }

func isPlain(name string, limit int) bool {
	return name != "" && len(name) <= limit && !strings.ContainsFunc(name, needsQuotes) && !secret.Looks(name)
}

func needsQuotes(r rune) bool {
	if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '_' {
		return false // the usual case, fast
	}
	return strings.ContainsRune(` ."'[]{}/`, r) || show.IsHidden(r)
}

// maxQuoted bounds what a message quotes, in bytes.
const maxQuoted = 80

// Quote returns s in quotes for a message: bounded, safe to show, and without a live secret.
func Quote(s string) string { return quote(s, maxQuoted) }

func quote(s string, limit int) string {
	if secret.Looks(s) {
		s = secret.Withheld
	}
	return show.Quote(s, limit)
}

// Detached returns a copy of n that keeps its places and not what stands around it.
func (n *Node) Detached() *Node {
	c := n.copied(nil)
	c.base = n.Path()
	return c
}

func (n *Node) copied(parent *Node) *Node {
	c := *n
	c.Parent = parent
	c.Members, c.Items = slices.Clone(n.Members), slices.Clone(n.Items)
	for i := range c.Members {
		c.Members[i].Value = c.Members[i].Value.copied(&c)
	}
	for i := range c.Items {
		c.Items[i] = c.Items[i].copied(&c)
	}
	return &c
}

// AppendJSON appends n as JSON without white space to b. A value that was read as
// JSON is written as it was. A number that JSON cannot write, such as one of YAML
// with another base, is written as a string.
func (n *Node) AppendJSON(b []byte) []byte {
	switch {
	case n.Kind == Object:
		b = append(b, '{')
		for i, m := range n.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b, _ = jsontext.AppendQuote(b, m.Name) // cannot fail: it is UTF-8
			b = m.Value.AppendJSON(append(b, ':'))
		}
		return append(b, '}')
	case n.Kind == Array:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.AppendJSON(b)
		}
		return append(b, ']')
	case n.Raw != nil:
		return append(b, n.Raw...)
	case n.Kind == Null:
		return append(b, "null"...)
	case n.Kind == Boolean, n.Kind == Number && json.Valid([]byte(n.Text)):
		return append(b, n.Text...)
	}
	b, _ = jsontext.AppendQuote(b, n.Text)
	return b
}

// checkDuplicates refuses names that n, an object, has more than once.
func (n *Node) checkDuplicates(found *problems) {
	if len(n.Members) < 2 {
		return
	}
	first := make(map[string]int, len(n.Members)) // line by name
	for _, m := range n.Members {
		line, ok := first[m.Name]
		if !ok {
			first[m.Name] = m.line
			continue
		}
		found.add(Duplicate, m.Place(), "duplicate member %s: it is also on line %d; keep one of them", Quote(m.Name), line)
	}
}
