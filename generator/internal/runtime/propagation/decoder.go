package propagation

import (
	"errors"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A decoder reads the JSON of an answer. A value that does not fit where it
// would go is odd: the member that it is in goes to Extra as it came, and
// nothing else is lost.
type decoder struct {
	config.Reader
	place     config.Room     // of the Reader
	respelled bool            // the value that was read last fits, but would be written otherwise
	room      int             // how many bytes may still be kept
	texts     strings.Builder // of the strings, which share memory; no secret is among them
	err       error
}

// newDecoder returns a decoder of data.
func newDecoder(data []byte) *decoder {
	d := &decoder{room: 16*len(data) + 1024}
	d.Reader = config.NewReaderIn(data, &d.place)
	return d
}

// text returns a copy of s. Those of most answers fit into one allocation.
func (d *decoder) text(s []byte) string {
	if d.texts.Cap()-d.texts.Len() < len(s) {
		d.texts.Reset()
		d.texts.Grow(max(len(s), textRoom))
	}
	start := d.texts.Len()
	d.texts.Write(s)
	return d.texts.String()[start:]
}

// textRoom is how many bytes of texts share memory. As one of them keeps all of them,
// it is not many.
const textRoom = 512

var errKept = errors.New("too many values that do not fit are in each other")

// keep puts the member called name, whose value is at pos, into extra. As an odd
// list may have kept members in it, which are given up with it, bytes may be kept
// more than once: a bound of that keeps decoding linear.
//
//go:noinline
func (d *decoder) keep(name []byte, pos int, extra *connector.Extra) {
	if d.Err() != nil {
		return
	}
	d.Back(pos)
	raw := d.Value()
	d.Odd, d.respelled = false, false
	d.put(string(name), raw, extra)
}

// put puts a member into extra.
func (d *decoder) put(name string, raw []byte, extra *connector.Extra) {
	if d.room -= len(raw); d.room < 0 {
		d.err = errKept
		return
	}
	if *extra == nil {
		*extra = make(connector.Extra)
	}
	(*extra)[name] = connector.Value(config.SealValue(raw))
}
