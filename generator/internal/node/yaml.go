package node

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// ParseYAML returns the value that data holds, or nil if it is not one well-formed document.
// A document without a value gives a null. An alias is what its anchor stands at, with the
// places of that; a merge key adds the members that are not there. Tags are refused.
//
// JSON is read as JSON, since it has escapes that YAML has not.
func ParseYAML(file string, data []byte) (*Node, []Problem) {
	if plain := WithoutMark(data); bytes.HasPrefix(bytes.TrimSpace(plain), []byte("{")) && json.Valid(plain) {
		return parseJSON(file, data, maxYAMLNodes)
	}
	data = WithoutMark(data)
	p := &yamlParser{file: file, columns: columns{data: data, line: 1}, known: make(map[*yaml.Node]int)}
	return p.parse(data), p.found
}

func (p *yamlParser) parse(data []byte) *Node {
	if !checkSize(p.file, data, &p.found) || !checkCharacters(p.file, data, &p.found) {
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil && err != io.EOF {
		reportYAML(p.file, data, err, &p.found)
		return nil
	}
	if err := dec.Decode(&second); err == nil {
		at := Place{File: p.file, Line: second.Line, Column: second.Column}
		p.found.add(Malformed, at, "a second document follows after the first; a file holds one")
		return nil
	} else if err != io.EOF {
		reportYAML(p.file, data, err, &p.found)
		return nil
	}
	if len(doc.Content) == 0 {
		return &Node{file: p.file, line: 1, column: 1}
	}
	root := &Node{file: p.file}
	p.value(doc.Content[0], root, 0)
	if p.failed {
		return nil
	}
	return root
}

// maxSigns bounds the characters of which every value has one before or in it.
// Text has some too, so there may be more of them than of values.
const maxSigns = 400_000

// maxYAMLNodes bounds the values of a document, which describes all connectors.
const maxYAMLNodes = 200_000

// checkSize reports whether data can be parsed in bounded memory. Package yaml
// keeps all values, so their number has to be bounded before it sees them.
func checkSize(file string, data []byte, found *problems) bool {
	count := 1
	for _, sign := range []string{"\n", ",", ":", "-", "[", "{", "?"} {
		count += bytes.Count(data, []byte(sign))
	}
	if count > maxSigns {
		found.add(TooLarge, Place{File: file}, "the file has more than 400,000 lines and signs that divide values (, : - ? [ {)")
	}
	return count <= maxSigns
}

// checkCharacters reports whether data has the characters only that YAML allows
// unescaped. It warns once of a line end that people and other readers do not take for one.
func checkCharacters(file string, data []byte, found *problems) bool {
	warned := false
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r >= ' ' && r <= '~' || r == '\n' || r == '\r' || r == '\t':
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			if !warned {
				found.add(LineEnd, offsetPlace(file, data, i), "%U stands here, which YAML takes for the end of a line; write it as an escape in double quotes", r)
			}
			warned = true
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff:
			found.add(Malformed, offsetPlace(file, data, i), "%U stands here, which YAML does not allow; write it as an escape in double quotes", r)
			return false
		}
		i += size
	}
	return true
}

// offsetPlace returns the place of the byte at offset.
func offsetPlace(file string, data []byte, offset int) Place {
	before := data[:offset]
	return Place{File: file, Line: 1 + bytes.Count(before, []byte("\n")), Column: offset - bytes.LastIndexByte(before, '\n')}
}

type yamlParser struct {
	file    string
	columns columns
	known   map[*yaml.Node]int // columns of what an anchor stands at, and of what is in it
	within  []*yaml.Node       // the anchors around what is read
	found   problems
	failed  bool // the tree is not complete
	nodes   int  // read so far
}

// value reads y into n; depth counts the objects and arrays around it.
func (p *yamlParser) value(y *yaml.Node, n *Node, depth int) {
	if p.failed {
		return
	}
	if y = p.target(y, n); y == nil {
		return
	}
	n.line, n.column = y.Line, p.column(y)
	if y.Style&yaml.TaggedStyle != 0 {
		p.found.add(Tag, n.Place(), "tags are not read; write the value without one")
	}
	if problem := p.count(depth); problem != "" {
		p.found.add(TooLarge, Place{File: p.file, Line: n.line, Column: n.column}, "%s", problem)
		p.failed = true
		return
	}
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Object
		p.members(y, n, depth)
	case yaml.SequenceNode:
		n.Kind = Array
		p.items(y, n, depth)
	case yaml.ScalarNode:
		n.Kind, n.Text = scalar(y)
		p.checkString(n.Place, n.Text)
	}
	if y.Anchor != "" {
		p.within = p.within[:len(p.within)-1]
	}
}

// target returns what y, which may be an alias, stands for, and notes the anchor
// there. It returns nil if that would contain itself.
func (p *yamlParser) target(y *yaml.Node, n *Node) *yaml.Node {
	if y.Kind == yaml.AliasNode {
		n.line, n.column = y.Line, p.columns.bytes(y.Line, y.Column)
		if y = y.Alias; slices.Contains(p.within, y) {
			p.found.add(Alias, n.Place(), "the alias stands in what it stands for, which has no end")
			p.failed = true
			return nil
		}
	}
	if y.Anchor != "" {
		p.within = append(p.within, y)
	}
	return y
}

// column returns the column of y in bytes. Those below an anchor are remembered,
// since aliases come back to them.
func (p *yamlParser) column(y *yaml.Node) int {
	if len(p.within) == 0 {
		return p.columns.bytes(y.Line, y.Column)
	}
	column, ok := p.known[y]
	if !ok {
		column = p.columns.bytes(y.Line, y.Column)
		p.known[y] = column
	}
	return column
}

// count counts a value at a depth, and says which limit it passes.
func (p *yamlParser) count(depth int) string {
	p.nodes++
	switch {
	case p.nodes == maxYAMLNodes+1:
		return tooManyNodes
	case depth > MaxDepth:
		return tooDeep
	}
	return ""
}

func (p *yamlParser) checkString(at func() Place, s string) {
	if len(s) > maxString {
		p.found.add(TooLarge, at(), longString)
		p.failed = true
	}
}

func (p *yamlParser) members(y *yaml.Node, n *Node, depth int) {
	n.Members = make([]Member, 0, len(y.Content)/2)
	var merged []*yaml.Node
	for i := 0; i+1 < len(y.Content) && !p.failed; i += 2 {
		if key := y.Content[i]; key.Tag == "!!merge" {
			merged = append(merged, y.Content[i+1])
			continue
		}
		p.member(y.Content[i], y.Content[i+1], n, depth)
	}
	n.checkDuplicates(&p.found)
	for _, from := range merged {
		p.merge(from, n, depth)
	}
}

// member reads a member of n.
func (p *yamlParser) member(key, value *yaml.Node, n *Node, depth int) {
	m := Member{Name: key.Value, line: key.Line, column: p.column(key)}
	m.Value = &Node{file: p.file, Parent: n, Name: m.Name}
	n.Members = append(n.Members, m)
	p.checkName(key, m)
	p.checkString(m.Place, m.Name)
	p.value(value, m.Value, depth+1)
}

// merge adds the members of from, an object or a list of objects, that n has not.
func (p *yamlParser) merge(from *yaml.Node, n *Node, depth int) {
	if p.failed {
		return
	}
	p.nodes++ // so that merging is bounded too
	at := &Node{file: p.file, Parent: n, Name: "<<"}
	if from = p.target(from, at); from == nil {
		return
	}
	at.line, at.column = from.Line, p.column(from)
	switch from.Kind {
	case yaml.SequenceNode:
		for _, item := range from.Content {
			p.merge(item, n, depth)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(from.Content) && !p.failed; i += 2 {
			if key := from.Content[i]; key.Tag == "!!merge" {
				p.merge(from.Content[i+1], n, depth)
			} else if n.Get(key.Value) == nil {
				p.member(key, from.Content[i+1], n, depth)
			}
		}
	default:
		p.found.add(Alias, at.Place(), "a merge key takes the members of an object or of a list of objects")
	}
	if from.Anchor != "" {
		p.within = p.within[:len(p.within)-1]
	}
}

func (p *yamlParser) items(y *yaml.Node, n *Node, depth int) {
	n.Items = make([]*Node, len(y.Content))
	for i, item := range y.Content {
		n.Items[i] = &Node{file: p.file, Parent: n, Index: i}
		p.value(item, n.Items[i], depth+1)
	}
}

// checkName refuses names that are no plain scalars.
func (p *yamlParser) checkName(key *yaml.Node, m Member) {
	switch {
	case key.Kind != yaml.ScalarNode:
		p.found.add(OddName, m.Place(), "the name of a member is not a string")
	case key.Anchor != "":
		p.found.add(Alias, m.Place(), "an anchor at the name of a member is not read; write the name out")
	case key.Style&yaml.TaggedStyle != 0:
		p.found.add(Tag, m.Place(), "tags are not read; write the value without one")
	case key.Tag == "!!null" || key.Tag == "!!bool":
		p.found.add(OddName, m.Place(), "the name of a member is not a string; put it in quotes")
	}
}

// scalar returns kind and text of a scalar. A date is a string, as in JSON.
func scalar(y *yaml.Node) (Kind, string) {
	switch y.Tag {
	case "!!null":
		return Null, ""
	case "!!bool":
		return Boolean, strings.ToLower(y.Value)
	case "!!int", "!!float":
		return Number, y.Value
	}
	return Text, y.Value
}

// columns turns columns in characters into columns in bytes.
type columns struct {
	data  []byte
	line  int // number of the line that starts at start
	start int
	runes int // characters of the line before offset
	at    int // offset within the line
}

// bytes returns the column in bytes. Calls in the order of the text cost one pass in all.
func (c *columns) bytes(line, column int) int {
	if line < c.line || line == c.line && column-1 < c.runes {
		*c = columns{data: c.data, line: 1}
	}
	for c.line < line {
		i := bytes.IndexByte(c.data[c.start:], '\n')
		if i < 0 {
			return column
		}
		c.line, c.start, c.runes, c.at = c.line+1, c.start+i+1, 0, 0
	}
	for c.runes < column-1 && c.start+c.at < len(c.data) {
		_, size := utf8.DecodeRune(c.data[c.start+c.at:])
		c.runes, c.at = c.runes+1, c.at+size
	}
	return c.at + 1
}

// reportYAML adds the finding for an error of package yaml, which knows the line only.
// The column is that of the first character on the line.
func reportYAML(file string, data []byte, err error, found *problems) {
	line, problem := yamlLine(err)
	at := Place{File: file, Line: line, Column: firstColumn(data, line)}
	if strings.Contains(problem, "anchor") || strings.Contains(problem, "alias") {
		found.add(Alias, at, "the anchor or alias is not well formed, or there is no such anchor")
		return
	}
	found.add(Malformed, at, "%s", yamlProblem(problem))
}

// yamlLine divides the text of an error into the line and the problem.
// Package yaml counts lines from 1 in what its scanner reports, and from 0 in what its parser does.
func yamlLine(err error) (line int, problem string) {
	parts := regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`).FindStringSubmatch(err.Error())
	if parts == nil {
		return 1, ""
	}
	line, _ = strconv.Atoi(parts[1])
	ofParser := regexp.MustCompile(`^did not find expected (key|node content|'-' indicator|',' or|<document start>)`)
	if line == 0 || ofParser.MatchString(parts[2]) {
		line++
	}
	return line, parts[2]
}

// firstColumn returns the column of the first character of the line that is no space.
func firstColumn(data []byte, line int) int {
	for range line - 1 {
		_, rest, ok := bytes.Cut(data, []byte("\n"))
		if !ok {
			return 1
		}
		data = rest
	}
	return len(data) - len(bytes.TrimLeft(data, " \t")) + 1
}

// yamlProblem passes on the words of package yaml if they are fixed: others quote the input.
func yamlProblem(problem string) string {
	fixed := strings.HasPrefix(problem, "did not find expected") || strings.HasPrefix(problem, "could not find expected")
	if problem == "" || len(problem) > maxQuoted || !fixed && strings.ContainsAny(problem, "\"'`%<") {
		return "this is not well-formed YAML"
	}
	return "this is not well-formed YAML: " + problem
}
