package connector

import (
	"encoding/json"
	"sort"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A Change is an attribute in which two configurations differ. It holds no secret.
type Change struct {
	Key string

	// Before and After are the values as JSON, "" for none. Both are "" where one of
	// them may be secret: in a sensitive attribute, and in one that is not known.
	Before, After string
}

// String returns a text such as `SCIM_URL: "https://a.example" is now none`, or
// `API_KEY differs` where nothing may be shown.
func (c Change) String() string {
	key, before, after := codec.Printable(c.Key), c.Before, c.After
	if before == "" && after == "" {
		return key + " differs"
	}
	if before == "" {
		before = "none"
	}
	if after == "" {
		after = "none"
	}
	return key + ": " + before + " is now " + after
}

// Diff returns the attributes in which two configurations of a store differ,
// sorted by key: none if they mean the same. nil is a configuration without any.
//
// null and "" mean the same as an attribute that is missing; null does so in arrays
// and objects, too, and neither the order of members nor how a number or a string is
// spelled makes a difference. Secrets are compared as they are: a mask differs from
// what it hides, unless [Merge] has replaced it.
//
// Values are shown only where both configurations know that they are no secrets. An
// [Object] knows of none; the function Diff of package catalog knows those of every
// connector. Diff fails if the two are of different store types.
func Diff(before, after Configuration) ([]Change, error) {
	a, b := sideOf(before), sideOf(after)
	if a.of != nil && b.of != nil && a.of.StoreType() != b.of.StoreType() {
		return nil, codec.Mismatch(b.of.StoreType(), a.of)
	}
	keys := make(map[string]bool)
	for key := range a.values {
		keys[key] = true
	}
	for key := range b.values {
		keys[key] = true
	}
	var changes []Change
	for key := range keys {
		if !alike(a.values[key], b.values[key]) {
			changes = append(changes, change(key, a, b))
		}
	}
	sort.Slice(changes, func(i, j int) bool { return changes[i].Key < changes[j].Key })
	return changes, nil
}

// A side is a configuration that is compared, with its members as they are and as
// they may be shown. Those that say nothing are left out.
type side struct {
	of            Configuration // nil if there is none
	values, shown map[string]json.RawMessage
}

func sideOf(c Configuration) side {
	if c == nil || codec.IsNil(c) {
		return side{}
	}
	s := side{
		of:     c,
		values: members(c.StoreType(), c.Encode(codec.NewEncoder(c.StoreType(), true))),
		shown:  members(c.StoreType(), c.Encode(codec.NewEncoder(c.StoreType(), false))),
	}
	for key, value := range s.values {
		if codec.IsBlank(value) {
			delete(s.values, key)
			delete(s.shown, key)
		}
	}
	return s
}

func alike(a, b json.RawMessage) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return codec.Alike(a, b)
}

// change returns the change of key. If the two look the same where something in
// them is hidden, it shows neither.
func change(key string, a, b side) Change {
	before, after := string(a.shown[key]), string(b.shown[key])
	hidden := `"` + codec.Hidden + `"`
	if before == hidden || after == hidden || before == after && strings.Contains(before, codec.Hidden) {
		return Change{Key: key}
	}
	return Change{key, before, after}
}
