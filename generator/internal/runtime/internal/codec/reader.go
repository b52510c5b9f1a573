package codec

import (
	"bytes"
	"strconv"
)

// How many elements and members a Reader reads: at most, and between two questions whether to stop.
const (
	maxSteps = 1_000_000
	stride   = 256
)

// A Reader goes over JSON text, one value at a time, and checks what it goes past.
//
// What is no JSON, not in UTF-8, more than 512 levels deep or of too many members ends it: [Reader.Err]
// is not nil then, and there are no more elements and members. Half a surrogate
// pair and two members of one name, which JSON allows but no Go value can
// hold, do not end it, but make the value odd.
//
// Its field Odd is true after an odd value, and after an array or object with
// one, until the caller resets it. A caller sets it where a value is odd for a reason of its own.
type Reader struct {
	// Stop, if not nil, is asked now and then, as a context is. Its error ends the Reader.
	Stop interface{ Err() error }

	scanner
	steps  int // elements and members so far
	name   []byte
	levels []level
	err    error
}

// A level is an array or object that a Reader is in.
type level struct {
	names
	close byte // the bracket that ends it
	begun bool
	odd   bool
}

// A Room is where a Reader keeps where it is, as long as there are few members and
// levels. Whoever has one in a larger struct saves an allocation.
type Room struct {
	members [24]member
	levels  [6]level
}

// NewReader returns a Reader of data, which must not change while it is in use.
func NewReader(data []byte) Reader { return NewReaderIn(data, new(Room)) }

// NewReaderIn is NewReader with a Room, which is for one Reader.
func NewReaderIn(data []byte, room *Room) Reader {
	r := Reader{scanner: scanner{data: data, lenient: true, members: room.members[:0]}, levels: room.levels[:0]}
	if len(data) > maxSize {
		r.err = r.fail("want less than 2 GiB")
	}
	return r
}

// Err returns what is wrong with the text so far, as "byte 7: want a colon".
func (r *Reader) Err() error { return r.err }

// End returns what is wrong with the text, which must end here.
func (r *Reader) End() error {
	if r.err == nil {
		r.err = r.end()
	}
	return r.err
}

// Peek returns the first byte of the next value, or 0 if there is none.
func (r *Reader) Peek() byte {
	if r.err != nil {
		return 0
	}
	return r.next()
}

// Blank reports whether the next value is null or "".
func (r *Reader) Blank() bool {
	return r.Peek() == 'n' || r.err == nil && bytes.HasPrefix(r.data[r.pos:], []byte(`""`))
}

// Pos returns where the next value is, for [Reader.Back].
func (r *Reader) Pos() int { return r.pos }

// Back goes back to where a value of the array or object at hand begins.
func (r *Reader) Back(pos int) { r.pos = pos }

// Value returns the next value as it is and goes past it, or returns "null" after an error.
//
//go:noinline
func (r *Reader) Value() []byte {
	if r.err == nil {
		var at span
		if at, r.err = r.value(); r.err == nil {
			return at.of(r.data)
		}
	}
	return []byte("null")
}

// Open goes into the next value if it begins with open, a bracket. Else it goes
// past the value, which is odd.
//
//go:noinline
func (r *Reader) Open(open byte) bool {
	if r.Peek() != open {
		r.Value()
		r.Odd = true
		return false
	}
	if r.err = r.enter(); r.err != nil {
		return false
	}
	r.levels = append(r.levels, level{names: names{first: len(r.members)}, close: open + 2}) // in ASCII
	return true
}

// Element reports whether the array has another value, and else goes out of it.
//
//go:noinline
func (r *Reader) Element() bool {
	if r.err != nil {
		return false
	}
	l := &r.levels[len(r.levels)-1]
	l.odd = l.odd || r.Odd
	r.Odd = false
	more := true
	if l.begun || r.next() == l.close {
		more, r.err = r.more(l.close)
	}
	l.begun = true
	if !more {
		r.Odd = l.odd
		r.members = r.members[:l.first]
		r.levels = r.levels[:len(r.levels)-1]
		return false
	}
	r.steps++
	return r.err == nil && (r.steps%stride != 0 || !r.stopped())
}

// stopped reports whether there is a reason not to go on.
//
//go:noinline
func (r *Reader) stopped() bool {
	switch {
	case r.steps > maxSteps:
		r.err = r.fail("there are more than " + strconv.Itoa(maxSteps) + " elements and members")
	case r.Stop != nil:
		r.err = r.Stop.Err()
	}
	return r.err != nil
}

// Member goes to the value of the next member, if the object has one, and else goes out of it.
//
//go:noinline
func (r *Reader) Member() bool {
	if !r.Element() {
		return false
	}
	l := &r.levels[len(r.levels)-1]
	var m member
	if m, r.err = r.scanner.name(&l.names); r.err != nil {
		return false
	}
	r.members = append(r.members, m)
	r.name = m.nameIn(r.data)
	l.odd = l.odd || r.Odd
	r.Odd = false
	return true
}

// Name returns the name of the member. The caller must not change it.
func (r *Reader) Name() []byte { return r.name }
