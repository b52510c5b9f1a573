package propagation

import (
	"strconv"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// The functions here read or write what their first argument points to.
//
// What generated code calls from many places is not inlined: copies of it make
// a program that uses this package slow to compile.

func codeText[T ~string](s *T, c *codec) {
	if c.e != nil {
		c.e.string(string(*s))
		return
	}
	raw := c.d.skip()
	if raw[0] != '"' {
		c.d.fail("a string")
		return
	}
	*s = T(unquote(raw))
}

func codeSecret(s *connector.Secret, c *codec) {
	if c.e != nil {
		c.e.secret(*s)
		return
	}
	var text string
	codeText(&text, c)
	*s = connector.NewSecret(text)
}

//go:noinline
func codeBoolean(b *bool, c *codec) {
	if c.e != nil {
		c.e.buf = strconv.AppendBool(c.e.buf, *b)
		return
	}
	switch string(c.d.skip()) {
	case "true":
		*b = true
	case "false":
		*b = false
	default:
		c.d.fail("true or false")
	}
}

//go:noinline
func codeInteger(n *int64, c *codec) {
	if c.e != nil {
		c.e.buf = strconv.AppendInt(c.e.buf, *n, 10)
		return
	}
	v, err := strconv.ParseInt(string(c.d.skip()), 10, 64)
	if err != nil {
		c.d.fail("an integer")
	}
	*n = v
}

func codeNumber(f *float64, c *codec) {
	if c.e != nil {
		var v any = *f
		encodeAny(&v, c.e)
		return
	}
	v, err := strconv.ParseFloat(string(c.d.skip()), 64)
	if err != nil {
		c.d.fail("a number")
	}
	*f = v
}

func codeTime(t *time.Time, c *codec) {
	if c.e != nil {
		c.e.buf = appendTime(c.e.buf, *t)
	} else if t.UnmarshalJSON(c.d.skip()) != nil {
		c.d.fail("a time as RFC 3339 has it")
	}
}

func codeAny(v *any, c *codec) {
	if c.e != nil {
		encodeAny(v, c.e)
	} else {
		decodeAny(v, c.d)
	}
}

// codePointer reads or writes a value that may be missing.
//
//go:noinline
func codePointer[T any](p **T, c *codec, value func(*T, *codec)) {
	if c.d != nil {
		*p = new(T)
	}
	value(*p, c)
}

//go:noinline
func codeArray[T any](list *[]T, c *codec, element func(*T, *codec)) {
	if c.e != nil {
		c.e.buf = append(c.e.buf, '[')
		for i := range *list {
			if i > 0 {
				c.e.buf = append(c.e.buf, ',')
			}
			element(&(*list)[i], c)
		}
		c.e.buf = append(c.e.buf, ']')
		return
	}
	h := c.d.holds()
	*list = []T{}
	for c.d.open('[', "an array"); c.d.more(']'); h.note(c.d) {
		var v T
		if !h.skipNull(c.d, &v) {
			element(&v, c)
		}
		*list = append(*list, v)
	}
	if h.end(c.d) {
		*list = nil
	}
}

//go:noinline
func codeMap[T any](m *map[string]T, c *codec, element func(*T, *codec)) {
	if c.e != nil {
		c.e.open()
		for _, name := range sortedNames(*m) {
			v := (*m)[name]
			c.e.member(name)
			element(&v, c)
		}
		c.e.buf = append(c.e.buf, '}')
		return
	}
	h := c.d.holds()
	*m = make(map[string]T)
	for c.d.open('{', "an object"); c.d.member(); h.note(c.d) {
		var v T
		key := string(c.d.name)
		if !h.skipNull(c.d, &v) {
			element(&v, c)
		}
		(*m)[key] = v
	}
	if h.end(c.d) {
		*m = nil
	}
}

// holes watches for null in an array or object whose elements cannot hold it.
type holes struct {
	name  []byte
	start int
	found bool
}

// holds starts to watch the value at hand.
func (d *decoder) holds() holes { return holes{name: d.name, start: d.start} }

// skipNull goes past the next value if it is null, and reports whether it was; v is where it would go.
//
//go:noinline
func (h *holes) skipNull(d *decoder, v any) bool {
	if !d.null() {
		return false
	}
	d.skip()
	_, can := v.(*any)
	h.found = h.found || !can
	return true
}

// note notes what the watch over the last element found.
func (h *holes) note(d *decoder) {
	h.found, d.holes = h.found || d.holes, false
}

// end reports whether there was null, and tells d.
//
//go:noinline
func (h *holes) end(d *decoder) bool {
	if h.found {
		d.name, d.start, d.holes = h.name, h.start, true
	}
	return h.found
}
