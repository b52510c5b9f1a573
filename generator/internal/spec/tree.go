package spec

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A kind is what a value of JSON, or of the part of YAML that we read, can be.
type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	object
	array
)

// String returns k with its article, as messages need it.
func (k kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an object", "an array"}[k]
}

// A node is a value of an input and where it stands.
type node struct {
	file         string
	line, column int
	parent       *node
	name         string // of the member that holds it, if its parent is an object
	index        int    // of the item, if its parent is an array

	kind       kind
	text       string // of a string, decoded; of a number and a boolean, as written
	members    []member
	items      []*node
	start, end int // byte offsets, for JSON
}

// A member is a name and a value in an object.
type member struct {
	name         string
	line, column int // of the name
	value        *node
}

// place returns where n stands.
func (n *node) place() Place {
	return Place{File: n.file, Line: n.line, Column: n.column, Path: n.path()}
}

// missing returns the place of a member that n should have.
func (n *node) missing(name string) Place {
	at := n.place()
	at.Path = string(appendName([]byte(at.Path), name))
	return at
}

// place returns where the name of m stands.
func (m member) place() Place {
	at := m.value.place()
	at.Line, at.Column = m.line, m.column
	return at
}

// get returns the first member of n with that name, or nil.
func (n *node) get(name string) *node {
	i := slices.IndexFunc(n.members, func(m member) bool { return m.name == name })
	if i < 0 {
		return nil
	}
	return n.members[i].value
}

// maxPath bounds a path, in bytes. No input that means something comes near it.
const maxPath = 1000

// path returns the path of n, such as connectionProfiles[1].name.
func (n *node) path() string {
	path := string(n.appendPath(nil))
	if len(path) > maxPath {
		return strings.ToValidUTF8(path[:maxPath], "") + "..."
	}
	return path
}

func (n *node) appendPath(b []byte) []byte {
	if n.parent == nil {
		return b
	}
	b = n.parent.appendPath(b)
	if n.parent.kind == object {
		return appendName(b, n.name)
	}
	b = append(b, '[')
	b = strconv.AppendInt(b, int64(n.index), 10)
	return append(b, ']')
}

// appendName appends a member's name to a path.
// One that could be mistaken for more than a name is quoted, in brackets.
func appendName(b []byte, name string) []byte {
	if !isPlainName(name) {
		b = append(b, '[')
		b = append(b, quote(name)...)
		return append(b, ']')
	}
	if len(b) > 0 {
		b = append(b, '.')
	}
	return append(b, name...)
}

// isPlainName reports whether name can stand in a path and a message as it is.
func isPlainName(name string) bool {
	return name != "" && len(name) <= maxQuoted && !strings.ContainsFunc(name, needsQuotes) && !looksSecret(name, secretShapes())
}

func needsQuotes(r rune) bool {
	if isLetter(r) || isDigit(r) || r == '_' {
		return false // the usual case, fast
	}
	return strings.ContainsRune(` ."'[]{}/`, r) || show.IsHidden(r)
}

// json returns the value of n as JSON. A number that JSON cannot write, such as
// those of YAML with another base, is a string.
func (n *node) json() json.RawMessage {
	data, _ := json.Marshal(n.plain()) // cannot fail: json.Number holds JSON
	return data
}

// plain returns the value of n as package encoding/json has it, numbers as written.
func (n *node) plain() any {
	switch n.kind {
	case boolean:
		return n.text == "true"
	case number:
		if json.Valid([]byte(n.text)) {
			return json.Number(n.text)
		}
		return n.text
	case text:
		return n.text
	case object:
		members := make(map[string]any, len(n.members))
		for _, m := range n.members {
			members[m.name] = m.value.plain()
		}
		return members
	case array:
		items := make([]any, len(n.items))
		for i, item := range n.items {
			items[i] = item.plain()
		}
		return items
	}
	return nil
}

// checkDuplicates refuses names that n, an object, has more than once.
func (n *node) checkDuplicates(found *Findings) {
	if len(n.members) < 2 {
		return
	}
	first := make(map[string]int, len(n.members)) // line by name
	for _, m := range n.members {
		line, ok := first[m.name]
		if !ok {
			first[m.name] = m.line
			continue
		}
		found.Report(ruleDuplicateMember, m.place(), "duplicate member %s: it is also on line %d; keep one of them", quote(m.name), line)
	}
}
