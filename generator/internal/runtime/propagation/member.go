package propagation

import (
	"encoding/json"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A codec reads or writes values: one of its fields is nil. So what a type
// consists of is said once, by a method that names its members.
type codec struct {
	d *decoder
	e *encoder
}

// A node is a struct that names its members to c, each with the field for it.
type node interface{ members(c *codec) }

// marshal returns v, redacted, for package encoding/json.
func marshal(v node) ([]byte, error) {
	var e encoder
	v.members(&codec{e: &e})
	return e.buf, e.err
}

// unmarshal reads data into v, for package encoding/json.
func unmarshal(data []byte, v node) error {
	if !json.Valid(data) {
		return errSyntax
	}
	d := decoder{data: data}
	d.names = d.room[:0]
	if !d.null() {
		v.members(&codec{d: &d})
	}
	return d.err
}

// A walk goes over the members of an object: once to write them all, or once
// for each that is there to be read.
type walk struct {
	*codec
	extra *connector.Extra // the members that no field holds
	begun bool
	start int    // where the object begins that is written
	name  []byte // of the member that is read
	open  bool   // no field has taken it yet
	raw   []byte // the configuration that was read, or nil
}

// object starts an object that keeps in extra what no field holds.
//
//go:noinline
func (c *codec) object(extra *connector.Extra) walk {
	return walk{codec: c, extra: extra}
}

// next reports whether the fields are to be gone over once more.
func (w *walk) next() bool {
	begun := w.begun
	w.begun = true
	switch {
	case w.d != nil:
		return w.read(begun)
	case begun:
		w.e.close(w.start, *w.extra)
	default:
		w.start = w.e.open()
	}
	return !begun
}

// read goes to the next member, once begun.
func (w *walk) read(begun bool) bool {
	switch {
	case !begun:
		w.d.open('{', "an object")
	case w.open:
		w.d.keep(w.extra)
	}
	w.open = w.d.next(w.extra)
	w.name = w.d.name
	return w.open
}

// at reports whether the field for the member called name is to be read or
// written now; a field that is not set is not written.
//
//go:noinline
func (w *walk) at(name string, set bool) bool {
	if w.e != nil {
		if set {
			w.e.member(name)
		}
		return set
	}
	if !w.open || string(w.name) != name {
		return false
	}
	w.open = false
	return true
}

// text reads or writes a member that is a string, not written if it is empty.
//
//go:noinline
func (w *walk) text(name string, s *string) {
	if w.at(name, *s != "") {
		codeText(s, w.codec)
	}
}

// time reads or writes a member that is a time. A spelling that would not be
// written again is kept in extra as well.
//
//go:noinline
func (w *walk) time(name string, t *time.Time) {
	switch {
	case w.e != nil:
		w.e.time(name, *t, *w.extra)
	case w.at(name, true):
		w.d.time(t, w.extra)
	}
}

// configuration writes the member called name, after the store type under
// typeName, or notes what is to be read once the store type is known.
//
//go:noinline
func (w *walk) configuration(typeName, storeType, name string, c connector.Configuration) {
	switch {
	case w.e != nil:
		w.e.configuration(typeName, storeType, name, c)
	case w.at(name, true):
		w.raw = w.d.skip()
	}
}

// configured reads what configuration noted into c.
func (w *walk) configured(storeType string, c *connector.Configuration) {
	if w.d != nil {
		*c = w.d.configuration(storeType, w.raw)
	}
}
