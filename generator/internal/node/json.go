package node

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// The limits of an input.
const (
	MaxDepth  = 512      // levels of objects and arrays
	maxString = 64 << 10 // bytes of a string
	maxNodes  = 100_000  // values in all of a capture, so that memory is bounded too
)

// What is said where a limit is passed.
const (
	tooDeep      = "the value is nested in more than 512 objects and arrays"
	longString   = "the string is longer than 64 KiB"
	tooManyNodes = "the file has too many values, an alias counted as what it stands for: more than 100,000 in a capture, or 200,000 in another file"
)

// WithoutMark returns data without the byte order mark that it may start with: some
// editors on Windows write one, and it says nothing in UTF-8.
func WithoutMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

// ParseJSON returns the value that data holds, or nil if it is not one well-formed
// value, and what is wrong with it. A duplicate member does not make it ill-formed.
// file is for places.
func ParseJSON(file string, data []byte) (*Node, []Problem) {
	return parseJSON(file, data, maxNodes)
}

// parseJSON is ParseJSON for at most limit values.
func parseJSON(file string, data []byte, limit int) (*Node, []Problem) {
	data = WithoutMark(data)
	p := &jsonParser{
		file: file, data: data, line: 1, limit: limit,
		dec: jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true)),
	}
	root := &Node{file: file}
	err := p.value(root, 0)
	if err == nil {
		err = p.end()
	}
	if err != nil {
		p.report(err)
		return nil, p.found
	}
	return root, p.found
}

type jsonParser struct {
	file  string
	data  []byte
	found problems
	dec   *jsontext.Decoder

	line, lineStart, seen int // place of the byte seen
	nodes, limit          int // read so far, and how many may be
}

// value reads the next value into n; depth counts the objects and arrays around it.
func (p *jsonParser) value(n *Node, depth int) error {
	start := p.next()
	n.line, n.column = p.place(start)
	if p.nodes++; p.nodes > p.limit {
		return &Problem{TooLarge, Place{File: p.file, Line: n.line, Column: n.column}, tooManyNodes}
	}
	tok, err := p.dec.ReadToken()
	if err != nil {
		return err
	}
	switch tok.Kind() {
	case jsontext.KindBeginObject:
		n.Kind = Object
		err = p.members(n, depth+1)
	case jsontext.KindBeginArray:
		n.Kind = Array
		err = p.items(n, depth+1)
	case jsontext.KindString:
		n.Kind, n.Text = Text, tok.String()
		err = p.checkString(n.Place, n.Text)
	case jsontext.KindNumber:
		n.Kind, n.Text = Number, tok.String()
	case jsontext.KindTrue, jsontext.KindFalse:
		n.Kind, n.Text = Boolean, tok.String()
	}
	n.Raw = p.data[start:p.dec.InputOffset()]
	return err
}

func (p *jsonParser) members(n *Node, depth int) error {
	if err := p.checkDepth(n, depth); err != nil {
		return err
	}
	for p.dec.PeekKind() != jsontext.KindEndObject {
		var m Member
		m.line, m.column = p.place(p.next())
		name, err := p.dec.ReadToken()
		if err != nil {
			return err
		}
		m.Name = name.String()
		m.Value = &Node{file: p.file, Parent: n, Name: m.Name}
		n.Members = append(n.Members, m)
		if err := p.checkString(m.Place, m.Name); err != nil {
			return err
		}
		if err := p.value(m.Value, depth); err != nil {
			return err
		}
	}
	n.checkDuplicates(&p.found)
	_, err := p.dec.ReadToken()
	return err
}

func (p *jsonParser) items(n *Node, depth int) error {
	if err := p.checkDepth(n, depth); err != nil {
		return err
	}
	for p.dec.PeekKind() != jsontext.KindEndArray {
		item := &Node{file: p.file, Parent: n, Index: len(n.Items)}
		n.Items = append(n.Items, item)
		if err := p.value(item, depth); err != nil {
			return err
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

func (p *jsonParser) checkDepth(n *Node, depth int) error {
	if depth <= MaxDepth {
		return nil
	}
	at := n.Place()
	at.Path = "" // as deep as the value
	return &Problem{TooLarge, at, tooDeep}
}

func (p *jsonParser) checkString(at func() Place, s string) error {
	if len(s) <= maxString {
		return nil
	}
	return &Problem{TooLarge, at(), longString}
}

// end makes sure that nothing follows the value.
func (p *jsonParser) end() error {
	kind := p.dec.PeekKind()
	rest := bytes.TrimLeft(p.data[p.dec.InputOffset():], " \t\r\n")
	if len(rest) == 0 {
		return nil
	}
	next := len(p.data) - len(rest)
	line, column := p.place(next)
	message := "something follows after the end of the document; remove it"
	if kind == jsontext.KindBeginObject {
		message = "a second document follows after the first; a file holds one"
	}
	return &Problem{Malformed, Place{File: p.file, Line: line, Column: column}, message}
}

// next returns the offset of the next token.
func (p *jsonParser) next() int {
	at := int(p.dec.InputOffset())
	for at < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	return at
}

// place returns line and column of the offset. Offsets must not decrease from call to call.
func (p *jsonParser) place(offset int) (line, column int) {
	for p.seen < offset {
		i := bytes.IndexByte(p.data[p.seen:offset], '\n')
		if i < 0 {
			break
		}
		p.seen += i + 1
		p.line, p.lineStart = p.line+1, p.seen
	}
	p.seen = max(p.seen, offset)
	return p.line, offset - p.lineStart + 1
}

// report adds the finding for an error of the parse. It quotes one character of the input at most:
// what stands around it may be a secret.
func (p *jsonParser) report(err error) {
	if problem, ok := errors.AsType[*Problem](err); ok {
		p.found = append(p.found, *problem)
		return
	}
	offset := len(p.data)
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		offset = int(syntactic.ByteOffset)
	}
	line, column := p.place(max(offset, p.seen))
	p.found.add(Malformed, Place{File: p.file, Line: line, Column: column}, "%s", jsonProblem(err))
}

// jsonProblem says what is wrong, in words of ours for each cause.
func jsonProblem(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "the file ends in the middle of a value; capture it again"
	}
	if errors.Is(err, jsontext.ErrNonStringName) {
		return "a member's name must be a string in double quotes"
	}
	for _, cause := range jsonCauses() {
		if strings.Contains(err.Error(), cause.text) {
			return cause.message
		}
	}
	return "this is not JSON; a value, or a name in double quotes, would be"
}

type jsonCause struct{ text, message string }

func jsonCauses() []jsonCause {
	return []jsonCause{
		{"surrogate", "an escape is half of a surrogate pair, which is no character"},
		{"escape sequence", "an escape in a string is not one that JSON knows"},
		{"in string", "a control character stands in a string unescaped, or a string is not closed; JSON escapes it as \\n or \\u000a"},
		{"after object value", "a comma or } must follow a member of an object"},
		{"after array element", "a comma or ] must follow an item of an array"},
		{"after object name", "a colon must follow the name of a member"},
		{"start of string", "a name in double quotes must stand here"},
		{"number", "the number is not written as JSON has it: digits, without leading zeros"},
		{"literal", "the word is none of true, false and null; strings need double quotes"},
	}
}
