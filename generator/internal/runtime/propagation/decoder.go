package propagation

import (
	"errors"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A decoder reads the JSON of an answer. A value that does not fit where it
// would go is odd: the member that it is in goes to Extra as it came, and
// nothing else is lost.
type decoder struct {
	config.Reader
	respelled bool // the value that was read last fits, but would be written otherwise
	room      int  // how many bytes may still be kept
	err       error
}

// newDecoder returns a decoder of data.
func newDecoder(data []byte) *decoder {
	return &decoder{Reader: config.NewReader(data), room: 16*len(data) + 1024}
}

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

// shownKey returns the name of a member for a message if it looks like a key of an
// API. What does not may be a value in the wrong place.
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
