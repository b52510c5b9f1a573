package reply

import (
	"encoding/json"
	"errors"
	"hash/maphash"
	"sort"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Page is a page of a HAL collection.
type Page struct {
	Elements []json.RawMessage
	Next     string // the link to the next page, or ""
	Counted  bool   // it says that there are elements
}

// maxElements is how many elements a page may have.
const maxElements = 100_000

// ErrTooMany says that a page has more elements than it may have.
var ErrTooMany = errors.New("a page of the list has more than " + strconv.Itoa(maxElements) + " elements")

// A NoListError says that there is another thing in the place of a list. Its text
// is of names that the server gave.
type NoListError struct {
	Name string   // of the list
	Has  []string // the members that there are
}

// Error says what members there are instead.
func (e *NoListError) Error() string {
	return "the answer has no list of " + e.Name + "; it has " + strings.Join(e.Has, ", ")
}

// NewPage returns the page in data whose elements are called name. If there is one
// array of another name, it has the elements; an error is no empty page.
func NewPage(data []byte, name string) (p Page, err error) {
	var all members
	if err := json.Unmarshal(data, &all); err != nil {
		return p, err
	}
	var links struct{ Next json.RawMessage }
	if raw := all["_links"]; raw != nil {
		err = json.Unmarshal(raw, &links)
	}
	if err == nil {
		p.Next, err = href(links.Next)
	}
	if err == nil {
		p.Elements, err = all.elements(data, name)
	}
	p.Counted = all.counted("size") || all.counted("count")
	return p, err
}

// members are those of an object.
type members map[string]json.RawMessage

// elements returns those of the page m, which was read from data.
func (m members) elements(data []byte, name string) (list []json.RawMessage, err error) {
	raw := m["_embedded"]
	switch kindOf(raw) {
	case 0:
		return nil, m.empty(data, name)
	case '[':
	default:
		var embedded members
		if err := json.Unmarshal(raw, &embedded); err != nil {
			return nil, err
		}
		raw, err = embedded.list(name)
	}
	switch {
	case err != nil || raw == nil:
		return nil, err
	case isLong(raw):
		return nil, ErrTooMany
	}
	return list, json.Unmarshal(raw, &list)
}

// isLong reports whether an array has too many elements. To make a slice of them
// first would take long.
func isLong(array []byte) bool {
	n := 0
	r := codec.NewReader(array)
	for open := r.Open('['); open && n <= maxElements && r.Element(); r.Value() {
		n++
	}
	return n > maxElements
}

// list returns the array called name; if there is none, the only one of any name.
func (m members) list(name string) (found json.RawMessage, err error) {
	if raw, ok := m[name]; ok {
		return raw, nil
	}
	for _, raw := range m {
		if kindOf(raw) == '[' && found != nil {
			return nil, m.noList(name)
		}
		if kindOf(raw) == '[' {
			found = raw
		}
	}
	if found == nil && len(m) > 0 {
		return nil, m.noList(name)
	}
	return found, nil
}

// empty fails if m, read from data, is not what an empty list has, which may be
// the numbers of its elements and pages.
func (m members) empty(data []byte, name string) error {
	if p := NewProblem(data); p.Code+p.Message != "" {
		return m.noList(name)
	}
	for member, value := range m {
		if kind := kindOf(value); kind != 0 && kind != '0' && !strings.HasPrefix(member, "_") && member != "page" {
			return m.noList(name)
		}
	}
	return nil
}

func (m members) counted(name string) bool {
	return kindOf(m[name]) == '0' && strings.Trim(string(m[name]), "-0.") != ""
}

func (m members) noList(name string) error {
	e := &NoListError{Name: name}
	for member := range m {
		e.Has = append(e.Has, member)
	}
	sort.Strings(e.Has)
	return e
}

// kindOf returns the first sign of a value, '0' for any number, and 0 for null or none.
func kindOf(raw json.RawMessage) byte {
	switch {
	case len(raw) == 0 || raw[0] == 'n':
		return 0
	case raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9':
		return '0'
	}
	return raw[0]
}

// href returns the address of a link, or of the first of several; "" if there is none.
func href(link json.RawMessage) (string, error) {
	var one struct{ Href string }
	var several []struct{ Href string }
	switch kindOf(link) {
	case 0:
		return "", nil
	case '"':
		return Scalar(link), nil
	case '[':
		err := json.Unmarshal(link, &several)
		if len(several) > 0 {
			one = several[0]
		}
		return one.Href, err
	}
	err := json.Unmarshal(link, &one)
	return one.Href, err
}

// Seen has what there was on the pages of a list.
type Seen struct {
	elements map[uint64]bool // hashes, which are small
	seed     maphash.Seed
}

// NewSeen returns one of nothing.
func NewSeen() *Seen { return &Seen{make(map[uint64]bool), maphash.MakeSeed()} }

// Add adds the elements of a page, and reports whether one of them is new. Elements
// of the same id are the same.
func (s *Seen) Add(elements []json.RawMessage) (fresh bool) {
	hashes := make([]uint64, len(elements))
	for i, data := range elements {
		var element struct{ ID json.RawMessage }
		if json.Unmarshal(data, &element) != nil || Scalar(element.ID) == "" {
			element.ID = data
		}
		hashes[i] = maphash.Bytes(s.seed, element.ID)
		fresh = fresh || !s.elements[hashes[i]]
	}
	for _, hash := range hashes {
		s.elements[hash] = true
	}
	return fresh
}
