package propagation

import (
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
)

// codeAdditional reads the member at hand into m, unless a field has taken it, or
// writes those of m. What is not read by value, and what looks like a secret, is in
// Extra.
func codeAdditional[T any](w *walk, m *map[string]T, value func(*T, *codec)) {
	if w.e == nil {
		if name := string(w.name); w.open && !connector.LooksSecret(name) {
			var v T
			w.open = false
			if value(&v, w.codec); w.d.Odd {
				return
			}
			if *m == nil {
				*m = make(map[string]T)
			}
			(*m)[name] = v
		}
		return
	}
	w.settle()
	if len(*m) == 0 {
		return
	}
	written := config.Names(append(w.e.buf[w.start:len(w.e.buf):len(w.e.buf)], '}'))
	for _, name := range sortedNames(*m) {
		if written[name] {
			w.e.fail("%s is a field, and in the map of other members", redact.Key(name))
		}
		v := (*m)[name]
		if w.at(name, true) {
			value(&v, w.codec)
		}
	}
}
