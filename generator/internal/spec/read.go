package spec

import (
	"strconv"
	"strings"
)

// A reader gives the nodes of one input their types, and collects what is wrong with them.
type reader struct {
	Findings
	foreign func(m member) // reports a member that no field names
}

// A need says what it means that a member is missing.
type need uint8

const (
	optional  need = iota
	expected       // a warning: its zero value is assumed
	mandatory      // an error
)

// A field says how to read a member of an object into a T.
type field[T any] struct {
	name   string
	need   need
	strict bool // null is an error, where else it stands for an absent value
	read   func(r *reader, n *node, into *T)
}

// needed returns f for a member that is expected or mandatory.
func (f field[T]) needed(n need) field[T] { f.need = n; return f }

// notNull returns f for a member that must not be null.
func (f field[T]) notNull() field[T] { f.strict = true; return f }

// readObject reads the members of n by fields and reports whether n is an object.
func readObject[T any](r *reader, n *node, fields []field[T], into *T) bool {
	if !r.want(n, object) {
		return false
	}
	for _, m := range n.members {
		f := lookup(fields, m.name)
		switch {
		case f == nil:
			checkVariant(r, m, fields)
		case m.value.kind == null && f.strict:
			r.Report(ruleNull, m.value.place(), "null is no value for %s; it needs one", m.name)
		case m.value.kind == null:
			r.Report(ruleNullAbsent, m.value.place(), "null is taken as absent")
		default:
			f.read(r, m.value, into)
		}
	}
	for _, f := range fields {
		if f.need != optional && n.get(f.name) == nil {
			r.miss(n, f.name, f.need)
		}
	}
	return true
}

func lookup[T any](fields []field[T], name string) *field[T] {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// checkVariant refuses a member whose name is a known one in other letter case,
// which some readers of JSON take for the same, and reports any other as foreign.
func checkVariant[T any](r *reader, m member, fields []field[T]) {
	for _, f := range fields {
		if strings.EqualFold(f.name, m.name) {
			r.Report(ruleCaseVariant, m.place(), "member %s differs from %s by letter case only; it must be %s or go", quote(m.name), f.name, f.name)
			return
		}
	}
	r.foreign(m)
}

func (r *reader) miss(n *node, name string, need need) {
	if need == mandatory {
		r.Report(ruleMemberMissing, n.missing(name), "%s is missing; it is required", name)
		return
	}
	r.Report(ruleMemberAssumed, n.missing(name), "%s is missing; it is taken as false or empty", name)
}

// want reports whether n is of kind k, and adds a finding if not.
func (r *reader) want(n *node, k kind) bool {
	if n.kind == k {
		return true
	}
	rule := ruleWrongKind
	if n.kind == null {
		rule = ruleNull
	}
	r.Report(rule, n.place(), "%s is %s; it must be %s", subject(n), n.kind, k)
	return false
}

// subject names n in a message.
func subject(n *node) string {
	switch {
	case n.parent == nil:
		return "the document"
	case n.parent.kind == array:
		return "item " + strconv.Itoa(n.index)
	case !isPlainName(n.name):
		return quote(n.name)
	}
	return n.name
}

// stringField returns a field that is a string.
func stringField[T any](name string, to func(*T) *string) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		if r.want(n, text) {
			*to(into) = n.text
		}
	}}
}

// textField returns a field that is a string with a place.
func textField[T any](name string, to func(*T) *Text) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		if r.want(n, text) {
			*to(into) = Text{At: n.place(), Value: n.text, Set: true}
		}
	}}
}

// boolField returns a field that is a boolean.
func boolField[T any](name string, to func(*T) *bool) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		if r.want(n, boolean) {
			*to(into) = n.text == "true"
		}
	}}
}

// flagField returns a field that is a boolean with a place.
func flagField[T any](name string, to func(*T) *Flag) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		if r.want(n, boolean) {
			*to(into) = Flag{At: n.place(), Value: n.text == "true", Set: true}
		}
	}}
}

// countField returns a field that is a whole number, not negative.
func countField[T any](name string, to func(*T, int64)) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		if count, ok := r.count(n); ok {
			to(into, count)
		}
	}}
}

func (r *reader) count(n *node) (int64, bool) {
	if !r.want(n, number) {
		return 0, false
	}
	count, err := strconv.ParseInt(n.text, 10, 64)
	if err != nil || count < 0 || n.text == "-0" {
		r.Report(ruleValueInvalid, n.place(), "%s must be a whole number from 0 to 9223372036854775807, written in digits", subject(n))
		return 0, false
	}
	return count, true
}

// stringsField returns a field that is a list of strings.
func stringsField[T any](name string, to func(*T) *[]string) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		for _, t := range r.texts(n) {
			*to(into) = append(*to(into), t.Value)
		}
	}}
}

// textsField returns a field that is a list of strings with places.
func textsField[T any](name string, to func(*T) *[]Text) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) { *to(into) = r.texts(n) }}
}

func (r *reader) texts(n *node) []Text {
	if !r.want(n, array) || !r.checkLength(n, maxValues) {
		return nil
	}
	var list []Text
	for _, item := range n.items {
		if r.want(item, text) {
			list = append(list, Text{At: item.place(), Value: item.text, Set: true})
		}
	}
	return list
}

// checkLength reports whether n, an array or an object, has limit items or members at most.
func (r *reader) checkLength(n *node, limit int) bool {
	if len(n.items)+len(n.members) <= limit {
		return true
	}
	r.Report(ruleLimit, n.place(), "%s has more than %d items", subject(n), limit)
	return false
}

// listField returns a field that is an array of limit objects at most, each read by fields.
func listField[T, E any](name string, limit int, fields []field[E], add func(r *reader, n *node, into *T, e E)) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) {
		if !r.want(n, array) || !r.checkLength(n, limit) {
			return
		}
		for _, item := range n.items {
			var e E
			if readObject(r, item, fields, &e) {
				add(r, item, into, e)
			}
		}
	}}
}

// partField returns a field that is an object whose members belong to T itself.
func partField[T any](name string, fields []field[T]) field[T] {
	return field[T]{name: name, read: func(r *reader, n *node, into *T) { readObject(r, n, fields, into) }}
}

// ignoredField returns a field that is known and not read.
func ignoredField[T any](name string) field[T] {
	return field[T]{name: name, read: func(*reader, *node, *T) {}}
}
