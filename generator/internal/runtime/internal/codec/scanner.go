package codec

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// maxDepth is how deep arrays and objects may be nested.
const maxDepth = 512

// maxMembers is how many members an object may have: what takes a microsecond for
// each of them must not take seconds, and no configuration has a thousandth of that.
const maxMembers = 100_000

// maxSize is how many bytes a text may have, so that a span can tell where in it a value is.
const maxSize = 1<<31 - 1

// A syntaxError says where a text is not the JSON it should be. It quotes nothing.
type syntaxError struct {
	offset  int // in bytes
	problem string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("byte %d: %s", e.offset, e.problem) }

// A scanner reads JSON by strict rules: RFC 8259 in UTF-8, no two members of one
// name, no unpaired surrogate, at most maxDepth levels and maxMembers members of an object.
//
// If it is lenient, two members of one name and an unpaired surrogate are not
// refused, but make Odd true.
type scanner struct {
	data    []byte
	pos     int
	depth   int
	members []member
	lenient bool
	Odd     bool
}

// A member says where in the data a member of an object is.
type member struct {
	name, value span
	escaped     bool // the name has escapes
}

// nameIn returns the name of m without escapes.
func (m member) nameIn(data []byte) []byte {
	if m.escaped {
		return unescape(m.name.of(data))
	}
	return m.name.of(data)
}

// A span is a part of a slice. It is small since a Decoder has room for many.
type span struct{ start, end uint32 }

func (s span) len() int           { return int(s.end - s.start) }
func (s span) of(b []byte) []byte { return b[s.start:s.end] }

// one returns data, which must be one JSON value, without the space around it.
func one(data []byte) ([]byte, error) {
	s := scanner{data: data}
	if len(data) > maxSize {
		return nil, s.fail("want less than 2 GiB")
	}
	value, err := s.value()
	if err != nil {
		return nil, err
	}
	return value.of(data), s.end()
}

// scanObject reads the data of s, which must be one JSON object, and leaves its
// members in s.
func (s *scanner) scanObject() error {
	if len(s.data) > maxSize {
		return s.fail("want less than 2 GiB")
	}
	if s.next() != '{' {
		return s.fail("want an object")
	}
	if err := s.object(); err != nil {
		return err
	}
	return s.end()
}

// isNull reports whether data is the JSON value null.
func isNull(data []byte) bool {
	s := scanner{data: data}
	return s.next() == 'n' && s.literal("null") == nil && s.end() == nil
}

// refuse fails, or notes that what is read is odd if s is lenient.
func (s *scanner) refuse(problem string) error {
	if s.lenient {
		s.Odd = true
		return nil
	}
	return s.fail(problem)
}

// fail returns an error at the position of s. It is called from many places where
// speed does not count, so it is not inlined: copies of it would make programs
// that use this package slow to compile.
//
//go:noinline
func (s *scanner) fail(problem string) error { return &syntaxError{s.pos, problem} }

// next skips white space and returns the byte that follows, or 0 at the end.
func (s *scanner) next() byte {
	for ; s.pos < len(s.data); s.pos++ {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// end fails if something follows.
func (s *scanner) end() error {
	if s.next(); s.pos < len(s.data) {
		return s.fail("want nothing after the value")
	}
	return nil
}

// value reads a value and returns where it is.
func (s *scanner) value() (at span, err error) {
	c := s.next()
	at.start = uint32(s.pos)
	switch c {
	case '"':
		_, err = s.text()
	case '{':
		err = s.nested()
	case '[':
		err = s.array()
	case 't':
		err = s.literal("true")
	case 'f':
		err = s.literal("false")
	case 'n':
		err = s.literal("null")
	default:
		err = s.number()
	}
	at.end = uint32(s.pos)
	return at, err
}

func (s *scanner) literal(word string) error {
	if !bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
		return s.fail("want a value")
	}
	s.pos += len(word)
	return nil
}

// enter begins an array or object.
func (s *scanner) enter() error {
	if s.depth++; s.depth > maxDepth {
		return s.fail("nested too deep")
	}
	s.pos++
	return nil
}

// more goes on to the next element, or ends the array or object that close ends.
func (s *scanner) more(close byte) (bool, error) {
	c := s.next()
	if c != ',' && c != close {
		return false, s.fail("want a comma or the end of the array or object")
	}
	s.pos++
	if c == close {
		s.depth--
	}
	return c == ',', nil
}

func (s *scanner) array() error {
	if err := s.enter(); err != nil {
		return err
	}
	if s.next() == ']' {
		_, err := s.more(']')
		return err
	}
	for more := true; more; {
		if _, err := s.value(); err != nil {
			return err
		}
		var err error
		if more, err = s.more(']'); err != nil {
			return err
		}
	}
	return nil
}

// nested reads an object and forgets its members.
func (s *scanner) nested() error {
	n := len(s.members)
	err := s.object()
	s.members = s.members[:n]
	return err
}

// object reads an object and adds its members to those of s.
func (s *scanner) object() error {
	if err := s.enter(); err != nil {
		return err
	}
	if s.next() == '}' {
		_, err := s.more('}')
		return err
	}
	siblings := names{first: len(s.members)}
	for more := true; more; {
		m, err := s.name(&siblings)
		if err != nil {
			return err
		}
		if m.value, err = s.value(); err != nil {
			return err
		}
		s.members = append(s.members, m)
		if more, err = s.more('}'); err != nil {
			return err
		}
	}
	return nil
}

// name reads the name of a member of an object, and the colon.
func (s *scanner) name(siblings *names) (m member, err error) {
	if s.next() != '"' {
		return m, s.fail("want the name of a member")
	}
	if len(s.members)-siblings.first >= maxMembers {
		return m, s.fail("the object has more than " + strconv.Itoa(maxMembers) + " members")
	}
	start := s.pos
	raw, err := s.text()
	if err != nil {
		return m, err
	}
	m.name = span{uint32(start + 1), uint32(s.pos - 1)}
	m.escaped = bytes.IndexByte(raw, '\\') >= 0
	if siblings.have(s, m.nameIn(s.data)) {
		end := s.pos
		s.pos = start
		if err := s.refuse("the object has a member of this name already"); err != nil {
			return m, err
		}
		s.pos = end
	}
	if s.next() != ':' {
		return m, s.fail("want a colon")
	}
	s.pos++
	return m, nil
}

// text reads a string and returns what stands between its quotes, escapes as they are.
func (s *scanner) text() ([]byte, error) {
	s.pos++
	for start := s.pos; ; {
		s.pos += plain(s.data[s.pos:])
		if s.pos == len(s.data) {
			return nil, s.fail("want the end of a string")
		}
		switch c := s.data[s.pos]; {
		case c == '"':
			s.pos++
			return s.data[start : s.pos-1], nil
		case c == '\\':
			if err := s.escape(); err != nil {
				return nil, err
			}
		case c < ' ':
			return nil, s.fail("a control character must be escaped")
		default:
			r, size := utf8.DecodeRune(s.data[s.pos:])
			if r == utf8.RuneError && size == 1 {
				return nil, s.fail("not valid UTF-8")
			}
			s.pos += size
		}
	}
}

// escape reads an escape sequence. A surrogate pair is read as one.
func (s *scanner) escape() error {
	rest := s.data[s.pos+1:]
	if len(rest) > 0 && bytes.IndexByte([]byte(`"\/bfnrt`), rest[0]) >= 0 {
		s.pos += 2
		return nil
	}
	_, size := unicodeEscape(s.data[s.pos:])
	if size > 0 {
		s.pos += size
		return nil
	}
	if _, half := codeUnit(s.data[s.pos:]); half && s.lenient {
		s.Odd = true
		s.pos += 6
		return nil
	}
	return s.fail("want a valid escape sequence")
}

// number reads a number.
func (s *scanner) number() error {
	if s.at('-') {
		s.pos++
	}
	if s.at('0') {
		s.pos++
	} else if !s.digits() {
		return s.fail("want a value")
	}
	if s.at('.') {
		if s.pos++; !s.digits() {
			return s.fail("want a digit")
		}
	}
	if s.at('e') || s.at('E') {
		if s.pos++; s.at('+') || s.at('-') {
			s.pos++
		}
		if !s.digits() {
			return s.fail("want a digit")
		}
	}
	return nil
}

// at reports whether c is next.
func (s *scanner) at(c byte) bool { return s.pos < len(s.data) && s.data[s.pos] == c }

// digits skips digits and reports whether there were any.
func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.data) && '0' <= s.data[s.pos] && s.data[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > start
}
