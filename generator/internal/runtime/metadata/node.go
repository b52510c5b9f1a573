package metadata

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A node is a JSON object of the metadata. Its methods read a member and report
// problems. A missing member reads as zero, and so does null, except for objects
// and where a method says otherwise.
type node struct {
	path     string
	name     string // the last element of path
	members  []entry
	problems *[]error
}

// An entry is a member of a node.
type entry struct {
	key   string
	value []byte
}

// entries returns the members of data, which must be an object.
func entries(data []byte) ([]entry, error) {
	d := codec.NewDecoder("metadata", data)
	var list []entry
	for d.Next() {
		list = append(list, entry{string(d.Key()), d.Raw()})
	}
	return list, d.Err()
}

// get returns the value of the member key, or nil. It reports a value whose first
// byte is not one of kinds; want says in words what is accepted.
func (n node) get(key, kinds, want string) []byte {
	for _, m := range n.members {
		if m.key != key {
			continue
		}
		if strings.IndexByte(kinds, m.value[0]) < 0 {
			n.report(key, "must be "+want)
			return nil
		}
		return m.value
	}
	return nil
}

// report records a problem of the member key.
func (n node) report(key, problem string) {
	*n.problems = append(*n.problems, fmt.Errorf("metadata: %s %s", n.path+codec.Printable(key), problem))
}

// require reports the member key unless it is a string that is not empty.
func (n node) require(key string) {
	if value := n.get(key, `"`, "a string"); value == nil || string(value) == `""` {
		n.report(key, "is required")
	}
}

func (n node) text(key string) string {
	value := n.get(key, `"n`, "a string")
	if value == nil || value[0] == 'n' {
		return ""
	}
	return string(codec.Unquote(value))
}

func (n node) flag(key string) bool {
	value := n.get(key, "tfn", "a boolean")
	return value != nil && value[0] == 't'
}

// strictFlag is like flag, but reports null.
func (n node) strictFlag(key string) bool {
	value := n.get(key, "tf", "a boolean")
	return value != nil && value[0] == 't'
}

func (n node) number(key string) int64 {
	value := n.get(key, "-0123456789n", "a number")
	if value == nil || value[0] == 'n' {
		return 0
	}
	i, ok := wholeNumber(string(value))
	if !ok {
		n.report(key, "must be a whole number")
	}
	return i
}

// wholeNumber returns the number of JSON that text is, if it is whole and has 64
// bits at most. JSON does not tell 50.0 and 5e1 from 50.
func wholeNumber(text string) (int64, bool) {
	mantissa, power := text, "0"
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, power = text[:i], text[i+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimRight(whole+fraction, "0")
	if digits == "" || digits == "-" {
		return 0, true
	}
	exponent, err := strconv.Atoi(power)
	zeros := len(whole) - len(digits) + exponent
	if err != nil || zeros < 0 || zeros > len("9223372036854775807") {
		return 0, false
	}
	number, err := strconv.ParseInt(digits+strings.Repeat("0", zeros), 10, 64)
	return number, err == nil
}

func (n node) any(key string) (v any) {
	if value := n.get(key, `"tfn[{-0123456789`, "a value"); value != nil {
		if json.Unmarshal(value, &v) != nil {
			n.report(key, "must be a number of ordinary size")
		}
	}
	return v
}

// isOther reports whether n is an attribute of a kind that is not known.
func (n node) isOther() bool {
	return slices.ContainsFunc(n.members, func(m entry) bool {
		kind, isFlag := strings.CutPrefix(m.key, "type")
		known := slices.ContainsFunc(codec.KindFlags, func(k struct{ Kind, Member string }) bool { return k.Member == m.key })
		return isFlag && kind != "" && 'A' <= kind[0] && kind[0] <= 'Z' && m.value[0] == 't' && !known
	})
}

// elements returns the elements of the member key, an array, as the members "[0]",
// "[1]" and so on of a node.
func (n node) elements(key string) node {
	value := n.get(key, "[n", "an array")
	array := node{path: n.path + codec.Printable(key), problems: n.problems}
	if value == nil || value[0] == 'n' {
		return array
	}
	r := codec.NewReader(value)
	for r.Open('['); r.Element(); {
		array.members = append(array.members, entry{"[" + strconv.Itoa(len(array.members)) + "]", r.Value()})
	}
	return array
}

// texts returns the member key, an array of strings, or nil if it has no elements.
func (n node) texts(key string) []string {
	array := n.elements(key)
	var texts []string
	for _, m := range array.members {
		if m.value[0] != '"' {
			array.report(m.key, "must be a string")
			continue
		}
		texts = append(texts, string(codec.Unquote(m.value)))
	}
	return texts
}

// object returns the member key, an object.
func (n node) object(key string) node { return n.child(key, n.get(key, "{", "an object")) }

// child returns the member key as an object, which is empty if value is nil.
func (n node) child(key string, value []byte) node {
	child := node{path: n.path + codec.Printable(key) + ".", name: key, problems: n.problems}
	if value != nil {
		child.members, _ = entries(value) // no error, as the whole text is valid
	}
	return child
}

// objects returns the elements of the member key, an array of objects.
func (n node) objects(key string) []node { return n.elements(key).all() }

// entries returns the members of the member key, an object of objects.
func (n node) entries(key string) []node { return n.object(key).all() }

// all returns all members of n, which must be objects. It does not look them up by
// their keys: of n members that would take n*n steps.
func (n node) all() []node {
	var all []node
	for _, m := range n.members {
		if m.value[0] != '{' {
			n.report(m.key, "must be an object")
			m.value = nil
		}
		all = append(all, n.child(m.key, m.value))
	}
	return all
}
