package propagation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A decoder walks over JSON that is known to be valid, one value at a time. What
// is called from many places is not inlined, as in value.go.
type decoder struct {
	data  []byte
	pos   int
	name  []byte     // of the member at hand, unescaped
	start int        // where its value is
	names [][]byte   // of the members so far, of the objects that pos is in; nil before each object's first
	room  [24][]byte // where names begins
	holes bool       // the member at hand has null where a field cannot
	err   error      // the first problem, which ends the walk
}

// skip returns the next value and goes past it.
//
//go:noinline
func (d *decoder) skip() []byte {
	raw := d.peek()
	d.pos += len(raw)
	return raw
}

// peek returns the next value.
func (d *decoder) peek() []byte {
	d.space()
	rest := d.data[d.pos:]
	switch {
	case len(rest) == 0:
		return nil
	case rest[0] == '"':
		return rest[:stringEnd(rest)]
	case rest[0] == '{' || rest[0] == '[':
		return rest[:nestedEnd(rest)]
	}
	if end := bytes.IndexAny(rest, ",]} \t\r\n"); end >= 0 {
		return rest[:end]
	}
	return rest
}

//go:noinline
func (d *decoder) space() {
	for d.pos < len(d.data) && d.data[d.pos] <= ' ' {
		d.pos++
	}
}

// stringEnd returns the length of the string that s starts with.
func stringEnd(s []byte) int {
	for end := 1; ; end++ {
		n := bytes.IndexByte(s[end:], '"')
		if n < 0 {
			return len(s)
		}
		end += n
		if escapes := end - len(bytes.TrimRight(s[1:end], `\`)) - 1; escapes%2 == 0 {
			return end + 1
		}
	}
}

// nestedEnd returns the length of the object or array that s starts with.
func nestedEnd(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			i += stringEnd(s[i:]) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// open goes into a value that starts with the delimiter.
func (d *decoder) open(delimiter byte, kind string) {
	d.space()
	if d.err == nil && d.data[d.pos] != delimiter {
		d.fail(kind)
	}
	d.pos++
	if delimiter == '{' {
		d.names = append(d.names, nil)
	}
}

// more reports whether there is another value before the delimiter, and else goes past it.
func (d *decoder) more(delimiter byte) bool {
	d.space()
	if d.err == nil && d.data[d.pos] == ',' {
		d.pos++
		d.space()
	}
	if d.err != nil || d.data[d.pos] != delimiter {
		return d.err == nil
	}
	d.pos++
	return false
}

// next goes to the next member of an object that a field may hold. Members
// that are null or "" it puts into extra, since a field could not tell them from
// none, and the member before if its field could not hold all of it.
func (d *decoder) next(extra *connector.Extra) bool {
	if d.holes && d.err == nil {
		d.holes = false
		d.pos = d.start
		d.keep(extra)
	}
	for d.member() {
		if !d.blank() {
			return true
		}
		d.keep(extra)
	}
	return false
}

// blank reports whether the next value is null or "".
func (d *decoder) blank() bool {
	return d.null() || bytes.HasPrefix(d.data[d.pos:], []byte(`""`))
}

// null reports whether the next value is null.
//
//go:noinline
func (d *decoder) null() bool {
	d.space()
	return d.pos < len(d.data) && d.data[d.pos] == 'n'
}

// member goes to the value of the next member.
func (d *decoder) member() bool {
	if !d.more('}') {
		d.leave()
		return false
	}
	d.name = unquote(d.skip())
	d.enter()
	d.space()
	d.pos++ // the colon
	d.start = d.pos
	return d.err == nil
}

// shownName returns the name of a member for a message: in quotes if it looks like
// a key of an API. What does not may be a value in the wrong place.
func shownName(name []byte) string {
	if shown := shownKey(name); shown != notShown {
		return strconv.Quote(shown)
	}
	return notShown
}

// shownKey is shownName without quotes.
func shownKey(name []byte) string {
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_') {
			return notShown
		}
	}
	return string(name)
}

// notShown stands for a name that is not shown.
const notShown = "a member"

// enter notes the name of the member at hand. Its object must not have it yet:
// of two values, one would be lost.
func (d *decoder) enter() {
	for i := len(d.names) - 1; d.names[i] != nil; i-- {
		if d.err == nil && bytes.Equal(d.names[i], d.name) {
			d.err = fmt.Errorf("%s must not be there twice", shownName(d.name))
		}
	}
	d.names = append(d.names, d.name[:len(d.name):len(d.name)])
}

// leave forgets the names of the object that ends.
func (d *decoder) leave() {
	last := len(d.names) - 1
	for last > 0 && d.names[last] != nil {
		last--
	}
	if last >= 0 {
		d.names = d.names[:last]
	}
}

// keep puts the member at hand into extra.
func (d *decoder) keep(extra *connector.Extra) {
	name := string(d.name)
	value, err := connector.NewValue(d.skip())
	if err != nil && d.err == nil {
		d.err = fmt.Errorf("%s: %w", shownKey(d.name), err)
	}
	if *extra == nil {
		*extra = make(connector.Extra)
	}
	(*extra)[name] = value
}

// fail notes that the value of the member at hand is not what it must be.
//
//go:noinline
func (d *decoder) fail(want string) {
	if d.err == nil {
		d.err = fmt.Errorf("%s must be %s", shownKey(d.name), want)
	}
}

// unquote returns the string of which raw is the JSON; it may be part of raw.
func unquote(raw []byte) []byte {
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	var s string
	_ = json.Unmarshal(raw, &s) // raw is valid
	return []byte(s)
}
