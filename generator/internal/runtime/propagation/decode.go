package propagation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

var (
	errUTF8   = errors.New("the JSON is not valid UTF-8")
	errSyntax = errors.New("the body is not JSON")
	errKind   = errors.New("a value in the body is not of the kind that it must be")
)

// decode reads data, one JSON value, into v. Its errors quote nothing of data.
func decode(data []byte, v any) error {
	if !utf8.Valid(data) {
		return errUTF8
	}
	if u, ok := v.(json.Unmarshaler); ok {
		return u.UnmarshalJSON(data)
	}
	return quiet(json.Unmarshal(data, v))
}

// quiet returns err without what it quotes of the input.
func quiet(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: offset %d", errSyntax, syntax.Offset)
	case err != nil:
		return errKind
	}
	return nil
}

// unmarshal reads data by read, for package encoding/json.
func unmarshal(data []byte, read func(*decoder)) error {
	if !json.Valid(data) {
		return errSyntax
	}
	d := decoder{data: data}
	d.names = d.room[:0]
	if !d.null() {
		read(&d)
	}
	return d.err
}

// time reads a time. A spelling that would not be written again is kept in extra as well.
func (d *decoder) time(t *time.Time, extra *connector.Extra) {
	start := d.pos
	raw := d.peek()
	decodeTime(t, d)
	var again [64]byte
	if d.err == nil && !bytes.Equal(appendTime(again[:0], *t), raw) {
		d.pos = start
		d.keep(extra)
	}
}

// configuration returns what a store of the type has for a configuration; raw is nil for none.
func (d *decoder) configuration(storeType string, raw []byte) connector.Configuration {
	if d.err != nil {
		return nil
	}
	object, err := connector.NewObject(storeType, raw)
	if err != nil {
		d.err = err
		return nil
	}
	return object
}

func decodeText[T ~string](s *T, d *decoder) {
	raw := d.skip()
	if raw[0] != '"' {
		d.fail("a string")
		return
	}
	*s = T(unquote(raw))
}

func decodeSecret(s *connector.Secret, d *decoder) {
	var text string
	decodeText(&text, d)
	*s = connector.NewSecret(text)
}

func decodeBoolean(b *bool, d *decoder) {
	switch string(d.skip()) {
	case "true":
		*b = true
	case "false":
		*b = false
	default:
		d.fail("true or false")
	}
}

func decodeInteger(n *int64, d *decoder) {
	v, err := strconv.ParseInt(string(d.skip()), 10, 64)
	if err != nil {
		d.fail("an integer")
	}
	*n = v
}

func decodeNumber(f *float64, d *decoder) {
	v, err := strconv.ParseFloat(string(d.skip()), 64)
	if err != nil {
		d.fail("a number")
	}
	*f = v
}

func decodeTime(t *time.Time, d *decoder) {
	if t.UnmarshalJSON(d.skip()) != nil {
		d.fail("a time as RFC 3339 has it")
	}
}

// decodeAny reads any value, numbers as [json.Number]. Package encoding/json would
// do, but needs a json.Decoder, which makes a program slow to compile.
func decodeAny(v *any, d *decoder) {
	switch c := d.peek()[0]; c {
	case '{':
		members := make(map[string]any)
		for d.open(c, ""); d.member(); {
			name := string(d.name)
			var value any
			decodeAny(&value, d)
			members[name] = value
		}
		*v = members
	case '[':
		elements := []any{}
		for d.open(c, ""); d.more(']'); {
			var value any
			decodeAny(&value, d)
			elements = append(elements, value)
		}
		*v = elements
	case '"':
		*v = string(unquote(d.skip()))
	case 't', 'f':
		*v = c == 't'
		d.skip()
	case 'n':
		d.skip()
	default:
		*v = json.Number(d.skip())
	}
}

// decodePointer reads a value that may be missing.
//
//go:noinline
func decodePointer[T any](p **T, d *decoder, value func(*T, *decoder)) {
	*p = new(T)
	value(*p, d)
}

//go:noinline
func decodeArray[T any](list *[]T, d *decoder, element func(*T, *decoder)) {
	name, start, holes := d.name, d.start, false
	*list = []T{}
	for d.open('[', "an array"); d.more(']'); holes, d.holes = holes || d.holes, false {
		var v T
		if d.skipNull() {
			holes = holes || !holdsNull(&v)
		} else {
			element(&v, d)
		}
		*list = append(*list, v)
	}
	if holes {
		*list = nil
		d.hole(name, start)
	}
}

//go:noinline
func decodeMap[T any](m *map[string]T, d *decoder, element func(*T, *decoder)) {
	name, start, holes := d.name, d.start, false
	*m = make(map[string]T)
	for d.open('{', "an object"); d.member(); holes, d.holes = holes || d.holes, false {
		var v T
		key := string(d.name)
		if d.skipNull() {
			holes = holes || !holdsNull(&v)
		} else {
			element(&v, d)
		}
		(*m)[key] = v
	}
	if holes {
		*m = nil
		d.hole(name, start)
	}
}

// holdsNull reports whether what v points to can be null.
func holdsNull(v any) bool {
	_, can := v.(*any)
	return can
}

// memberNames returns the names of the members of an object.
func memberNames(object []byte) map[string]bool {
	names := make(map[string]bool)
	d := decoder{data: object}
	for d.open('{', "an object"); d.member(); {
		names[string(d.name)] = true
		d.skip()
	}
	return names
}
