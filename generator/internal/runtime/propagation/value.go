package propagation

import (
	"bytes"
	"strconv"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// The functions here read or write what their first argument points to. If what
// is to be read does not fit, they leave it zero and set Odd of the decoder.
//
// What generated code calls from many places is not inlined: copies of it make
// a program that uses this package slow to compile.

func codeText[T ~string](s *T, c *codec) {
	if c.e != nil {
		c.e.string(string(*s))
		return
	}
	raw := c.d.Value()
	if c.d.Odd = c.d.Odd || raw[0] != '"'; !c.d.Odd {
		*s = T(c.d.text(config.Unquote(raw)))
	}
}

func codeSecret(s *connector.Secret, c *codec) {
	if c.e != nil {
		c.e.secret(*s)
		return
	}
	raw := c.d.Value()
	if c.d.Odd = c.d.Odd || raw[0] != '"'; !c.d.Odd {
		*s = connector.NewSecret(string(config.Unquote(raw)))
	}
}

//go:noinline
func codeBoolean(b *bool, c *codec) {
	if c.e != nil {
		c.e.buf = strconv.AppendBool(c.e.buf, *b)
		return
	}
	switch string(c.d.Value()) {
	case "true":
		*b = true
	case "false":
		*b = false
	default:
		c.d.Odd = true
	}
}

//go:noinline
func codeInteger(n *int64, c *codec) {
	if c.e != nil {
		c.e.buf = strconv.AppendInt(c.e.buf, *n, 10)
		return
	}
	raw := c.d.Value()
	v, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		c.d.Odd = true
		return
	}
	*n = v
	c.d.respelled = c.d.respelled || string(raw) == "-0"
}

// codeNumber reads or writes a number. One that no float64 can hold is odd.
func codeNumber(f *float64, c *codec) {
	if c.e != nil {
		var v any = *f
		encodeAny(&v, c.e)
		return
	}
	raw := c.d.Value()
	v, err := strconv.ParseFloat(string(raw), 64)
	again := strconv.AppendFloat(nil, v, 'g', -1, 64)
	if err != nil || !config.SameNumber(string(raw), string(again)) {
		c.d.Odd = true
		return
	}
	*f = v
	c.d.respelled = c.d.respelled || !bytes.Equal(raw, again)
}

// codeTime reads or writes a time as RFC 3339 has it.
func codeTime(t *time.Time, c *codec) {
	if c.e != nil {
		c.e.buf = appendTime(c.e.buf, *t)
		return
	}
	raw := c.d.Value()
	var read time.Time
	if raw[0] != '"' || read.UnmarshalJSON(raw) != nil {
		c.d.Odd = true
		return
	}
	*t = read
	var again [64]byte
	c.d.respelled = c.d.respelled || read.IsZero() || !bytes.Equal(raw, appendTime(again[:0], read))
}

func codeAny(v *any, c *codec) {
	if c.e != nil {
		encodeAny(v, c.e)
	} else if *v = c.d.Any(); c.d.Odd {
		*v = nil
	}
}

// codePointer reads or writes a value that may be missing.
//
//go:noinline
func codePointer[T any](p **T, c *codec, value func(*T, *codec)) {
	if c.d != nil {
		*p = new(T)
	}
	if codeStruct(*p, c, value); c.d != nil && c.d.Odd {
		*p = nil
	}
}

// codeStruct reads or writes a struct that a field holds without a pointer.
//
//go:noinline
func codeStruct[T any](v *T, c *codec, members func(*T, *codec)) {
	if members(v, c); c.d != nil && c.d.Odd {
		*v = *new(T)
	}
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
	*list = []T{}
	if c.d.Open('[') {
		for c.d.Element() {
			var v T
			element(&v, c)
			*list = append(*list, v)
		}
	}
	if c.d.Odd {
		*list = nil
	}
}

//go:noinline
func codeMap[T any](m *map[string]T, c *codec, value func(*T, *codec)) {
	if c.e != nil {
		c.e.open()
		for _, name := range sortedNames(*m) {
			v := (*m)[name]
			c.e.member(name)
			value(&v, c)
		}
		c.e.buf = append(c.e.buf, '}')
		return
	}
	*m = make(map[string]T)
	if c.d.Open('{') {
		var v, zero T
		for ; c.d.Member(); v = zero {
			name := c.d.text(c.d.Name())
			value(&v, c)
			(*m)[name] = v
		}
	}
	if c.d.Odd {
		*m = nil
	}
}
