package propagation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A codec reads or writes values: one of its fields is nil. So what a type
// consists of is said once, by a method that names its members.
type codec struct {
	d *decoder
	e *encoder
}

var errObject = errors.New("the body must be an object, without two members of one name")

// A node is a struct that names its members to c, each with the field for it.
type node interface{ members(c *codec) }

// marshal returns v, redacted, for package encoding/json.
func marshal(v node) ([]byte, error) {
	var e encoder
	v.members(&codec{e: &e})
	return e.buf, e.err
}

// unmarshal reads data into v, for package encoding/json.
func unmarshal(data []byte, v node) error { return unmarshalUntil(context.Background(), data, v) }

// unmarshalUntil is unmarshal, which ends with the error of ctx once that ends.
func unmarshalUntil(ctx context.Context, data []byte, v node) error {
	d := newDecoder(data)
	d.Stop = ctx
	if d.Peek() == 'n' {
		d.Value()
	} else {
		v.members(&codec{d: d})
	}
	switch err := d.End(); {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", errSyntax, err)
	case d.Odd:
		return errObject
	}
	return d.err
}

// A walk goes over the members of an object: once to write them all, or once
// for each that is there to be read.
type walk struct {
	*codec
	extra *connector.Extra // the members that no field holds, or not as they came
	given string           // the members that are the server's to set, each between spaces
	begun bool
	start int    // where the object begins that is written
	name  []byte // of the member that is read
	pos   int    // where its value is
	open  bool   // no field has taken it yet
	raw   []byte // the configuration that was read, or nil
	came  []byte // how the value came that is written at pos, or nil
}

// object starts an object that keeps in extra what no field holds. The members
// called given, each between spaces, are the server's to set: they are read and
// shown, and not sent.
//
//go:noinline
func (c *codec) object(extra *connector.Extra, given string) walk {
	if c.e != nil && len(c.e.buf) == 0 {
		given += c.e.given
	}
	return walk{codec: c, extra: extra, given: given}
}

// isGiven reports whether the member called name is not to be written.
func (w *walk) isGiven(name string) bool { return w.e.reveal && config.Holds(w.given, name) }

// next reports whether the fields are to be gone over once more.
func (w *walk) next() bool {
	begun := w.begun
	w.begun = true
	switch {
	case w.d != nil:
		return w.read(begun)
	case begun:
		w.settle()
		w.e.close(w.start, *w.extra, w.given)
	default:
		w.start = w.e.open()
	}
	return !begun
}

// read goes to the next member, once begun. It keeps the member before if no
// field took it, or not as it came; and those that are null or "", which a
// field could not tell from none.
func (w *walk) read(begun bool) bool {
	d := w.d
	switch {
	case !begun:
		if !d.Open('{') {
			return false
		}
	case w.open || d.Odd || d.respelled:
		d.keep(w.name, w.pos, w.extra)
	}
	for w.open = false; !w.open && d.Member(); {
		w.name, w.pos = d.Name(), d.Pos()
		if w.open = !d.Blank(); !w.open {
			d.keep(w.name, w.pos, w.extra)
		}
	}
	return w.open
}

// at reports whether the field for the member called name is to be read or
// written now; a field that is not set is not written.
//
//go:noinline
func (w *walk) at(name string, set bool) bool {
	if w.e != nil {
		w.settle()
		if set = set && !w.isGiven(name); set {
			w.e.member(name)
			if value, kept := (*w.extra)[name]; kept {
				w.came, w.pos = value.Reveal(), len(w.e.buf)
			}
		}
		return set
	}
	if !w.open || string(w.name) != name {
		return false
	}
	w.open = false
	return true
}

// required is at for a member that is written even if its field, to which field
// points, is empty: unless it came as what the field cannot hold.
//
//go:noinline
func (w *walk) required(name string, field any) bool {
	_, kept := (*w.extra)[name]
	return w.at(name, !kept || w.e == nil || !reflect.ValueOf(field).Elem().IsZero())
}

// settle writes the value that was written last as it came, if it has not changed since.
func (w *walk) settle() {
	if w.came != nil && config.Same(w.came, w.e.buf[w.pos:], sameText) {
		w.e.buf = append(w.e.buf[:w.pos], w.came...)
	}
	w.came = nil
}

// sameText reports whether a and b are the same, or the same time.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	t, err := time.Parse(time.RFC3339, a)
	u, err2 := time.Parse(time.RFC3339, b)
	return err == nil && err2 == nil && t.Equal(u)
}

// text reads or writes a member that is a string, not written if it is empty.
//
//go:noinline
func (w *walk) text(name string, s *string) {
	if w.at(name, *s != "") {
		codeText(s, w.codec)
	}
}

// time reads or writes a member that is a time. The zero time is written if it came so.
//
//go:noinline
func (w *walk) time(name string, t *time.Time) {
	set := !t.IsZero()
	if came, kept := (*w.extra)[name]; kept && !set {
		var read time.Time
		set = json.Unmarshal(came.Reveal(), &read) == nil && !came.Equal(connector.Value{}) && read.IsZero()
	}
	if w.at(name, set) {
		codeTime(t, w.codec)
	}
}

// configuration writes the member called name, after the store type under
// typeName, or notes what is to be read once the store type is known.
//
//go:noinline
func (w *walk) configuration(typeName, storeType, name string, c connector.Configuration) {
	switch {
	case w.e != nil:
		w.settle()
		if !w.isGiven(name) {
			w.e.configuration(typeName, storeType, name, c)
		}
	case w.at(name, true):
		if w.raw = w.d.Value(); w.d.Odd {
			w.raw = nil
		}
	}
}

// configured reads what configuration noted into c. What is no configuration stays in extra.
func (w *walk) configured(storeType, name string, c *connector.Configuration) {
	if w.d == nil || w.d.Err() != nil {
		return
	}
	object, err := connector.NewObject(storeType, w.raw)
	if err != nil {
		object, _ = connector.NewObject(storeType, nil)
		w.d.put(name, w.raw, w.extra)
	}
	*c = object.Received()
}
