package propagation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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

// time reads a time. A spelling that would not be written again is kept in extra as well.
func (d *decoder) time(t *time.Time, extra *connector.Extra) {
	start := d.pos
	raw := d.peek()
	codeTime(t, &codec{d: d})
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
