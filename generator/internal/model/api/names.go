package api

import (
	"cmp"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
)

// shortenTypes gives types that are named after a struct and its field a name
// in which the field's words do not repeat the struct's. Where nothing of the
// field is left, the name ends in Value, since the struct has the name itself.
//
// A type whose short name is taken keeps the long one: by a type that has no
// longer one, or else by the first in the document that wants it.
func (b *apiBuilder) shortenTypes() {
	parts := make(map[*Type]string)
	for _, t := range b.api.Types {
		if t.Owner != nil {
			parts[t] = strings.TrimPrefix(t.Name, t.Owner.Name)
		}
	}
	for _, t := range b.api.Types { // an owner is before what it owns
		if t.Owner == nil {
			continue
		}
		prefix := naming.Within(t.Owner.Name, parts[t])
		short := prefix
		if short == t.Owner.Name {
			short += "Value"
		}
		if _, taken := b.names.taken[short]; taken || strings.HasSuffix(short, "ValueValue") {
			continue
		}
		b.names.taken[short] = b.names.taken[t.Name]
		delete(b.names.taken, t.Name)
		t.Name = short
		if t.Enum != nil {
			t.Enum.Name, b.prefixes[t] = short, prefix
		}
	}
}

// nameValues names the values of the enumerations. A value has the short name
// of [naming.Constant] if nothing else could have that name, and else the name
// of its type and all of its own.
func (b *apiBuilder) nameValues() {
	var short, long []*Wanted
	wanted := make(map[string]int)
	for _, t := range b.api.Types {
		if t.Enum == nil {
			continue
		}
		prefix, subject := cmp.Or(b.prefixes[t], t.Name), t.Name
		if t.Field != nil {
			subject = t.Field.Name
		}
		for _, v := range t.Enum.Values {
			if usual := naming.Exported(v.Value); usual != "" && isPlain(v.Value) {
				s, l := naming.Constant(prefix, subject, usual), t.Name+usual
				short, long = append(short, &Wanted{s, &v.Name, b.at[t]}), append(long, &Wanted{l, &v.Name, b.at[t]})
				wanted[s]++
				if l != s {
					wanted[l]++
				}
			}
		}
	}
	for i, c := range short {
		if _, taken := b.names.taken[c.Name]; !taken && wanted[c.Name] == 1 {
			long[i] = c
		}
	}
	Grant(long, b.names)
}

// An argumentOrder keeps arguments that somebody could swap in one order: that
// in which they stand in the path, unless an operation before has it otherwise.
// So all methods with a group's id and a rule's id take them in one order,
// whichever of the two stands first in the path.
type argumentOrder struct {
	rank map[string]float64 // of the names in methods with several arguments
	last float64
}

// sort sorts the arguments of a method. A name that no method before had gets
// a rank just below that of the next known one, or above all.
func (o *argumentOrder) sort(list []*Parameter) {
	if len(list) < 2 {
		return
	}
	const gap = 1e-6 // names with one rank are sorted as text
	next := 0.0
	for _, p := range slices.Backward(list) {
		if rank, known := o.rank[p.Argument]; known {
			next = rank
		} else if next != 0 {
			next -= gap
			o.rank[p.Argument] = next
		}
	}
	for _, p := range list {
		if _, known := o.rank[p.Argument]; !known {
			o.last++
			o.rank[p.Argument] = o.last
		}
	}
	slices.SortStableFunc(list, func(p, q *Parameter) int {
		return cmp.Or(cmp.Compare(o.rank[p.Argument], o.rank[q.Argument]), cmp.Compare(p.Argument, q.Argument))
	})
}
