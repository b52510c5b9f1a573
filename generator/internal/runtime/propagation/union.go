package propagation

import (
	"bytes"
	"errors"
	"reflect"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
)

// codeChoice reads or writes what v points to: one of several objects, of which the
// member called key says which. An empty one that a value of key selects is what
// choose returns, and selector gives that value back, or "" if there are several.
//
// It is sent even if nobody has set it. A value that is of another branch is an error.
func codeChoice[T node](v *T, c *codec, key string, choose func(string) T, selector func(T) string) {
	if c.d != nil {
		*v = choose(c.d.ahead(key))
		if (*v).members(c); c.d.Odd {
			*v = *new(T) // what came is in Extra, and sent from there
		}
		return
	}
	if value := reflect.ValueOf(v).Elem(); value.IsNil() || value.Elem().IsNil() {
		c.e.buf = append(c.e.buf, "{}"...)
		return
	}
	start := len(c.e.buf)
	(*v).members(c)
	want := selector(*v)
	if want == "" || c.e.err != nil {
		return
	}
	switch is, at := textIn(c.e.buf[start:], key); {
	case is == "":
		c.e.insert(start, at, key, want)
	case c.e.reveal && is != want && reflect.TypeOf(choose(is)) != reflect.TypeOf(*v):
		c.e.fail("%s has the value of another type than that of the object; set it to %q, or leave it empty", redact.Key(key), want)
	}
}

// ahead returns the text of the member called key of the next value, or "" if it
// has none.
func (d *decoder) ahead(key string) string {
	pos, odd := d.Pos(), d.Odd
	raw := d.Value()
	if d.Err() != nil {
		return ""
	}
	d.Back(pos)
	d.Odd = odd
	if d.room -= len(raw); d.room < 0 && d.err == nil { // choices in each other: each goes over what is left
		d.err = errKept
	}
	if d.err != nil {
		return ""
	}
	text, _ := textIn(raw, key)
	return text
}

// textIn returns the member called key of an object as text, and where its value is,
// 0 if there is none.
func textIn(object []byte, key string) (text string, at int) {
	r := config.NewReader(object)
	if !r.Open('{') {
		return "", 0
	}
	for r.Member() {
		name, pos := string(r.Name()), r.Pos()
		raw := r.Value()
		if name != key {
			continue
		}
		if raw[0] != '"' {
			return string(raw), pos
		}
		return string(config.Unquote(raw)), pos
	}
	return "", 0
}

// insert sets the member called key, of the object that begins at start, to text.
// Its value, if there is one, is "" at the place at of the object.
func (e *encoder) insert(start, at int, key, text string) {
	rest := append([]byte(nil), e.buf[start+1:]...)
	e.buf = e.buf[:start+1]
	if at > 0 {
		e.buf = append(e.buf, rest[:at-1]...)
		e.string(text)
		e.buf = append(e.buf, bytes.TrimPrefix(rest[at-1:], []byte(`""`))...)
		return
	}
	e.member(key).string(text)
	if rest[0] != '}' {
		e.buf = append(e.buf, ',')
	}
	e.buf = append(e.buf, rest...)
}

// codeKept reads or writes a value of any kind as it is. It is shown, if shown says
// so and it has no parts.
func codeKept(v *connector.Value, c *codec, shown bool) {
	if c.d != nil {
		raw := c.d.Value()
		if c.d.room -= len(raw); c.d.room < 0 && c.d.err == nil {
			c.d.err = errKept
		}
		if *v = (connector.Value{}); !c.d.Odd && c.d.err == nil {
			*v = connector.Value(config.SealValue(raw))
		}
		return
	}
	raw := v.Reveal()
	if shown && !c.e.reveal && raw[0] != '{' && raw[0] != '[' {
		if raw[0] == '"' {
			c.e.string(string(config.Unquote(raw)))
			return
		}
		c.e.buf = append(c.e.buf, raw...)
		return
	}
	c.e.value("a value", *v)
}

var errBranch = errors.New("the value is none of this type")

// kept returns v as a T, which value reads and which must have the members called
// required, each between spaces.
func kept[T any](v connector.Value, value func(*T, *codec), required string) (T, error) {
	var x, none T
	raw := v.Reveal()
	d := newDecoder(raw)
	if value(&x, &codec{d: d}); d.End() != nil || d.Odd || d.err != nil {
		return none, errBranch
	}
	if required == "" {
		return x, nil
	}
	names := config.Names(raw)
	for _, name := range bytes.Fields([]byte(required)) {
		if !names[string(name)] {
			return none, errBranch
		}
	}
	return x, nil
}

// keep sets v to x, which value writes.
func keep[T any](v *connector.Value, x *T, value func(*T, *codec)) error {
	e := encoder{reveal: true}
	if value(x, &codec{e: &e}); e.err != nil {
		return e.err
	}
	*v = connector.Value(config.SealValue(e.buf))
	return nil
}
