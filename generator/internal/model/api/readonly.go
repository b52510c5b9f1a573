package api

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// isReadOnly reports whether what s describes is the server's to set: s or a part
// of it says so, or every choice does.
func isReadOnly(s *spec.Schema) bool {
	if r := s.Resolved(); s.ReadOnly || r.ReadOnly || len(r.AllOf)+len(r.OneOf)+len(r.AnyOf) == 0 {
		return s.ReadOnly || r.ReadOnly
	}
	known := make(map[*spec.Schema]bool)
	var find func(*spec.Schema) bool
	every := func(choices []*spec.Schema) bool {
		return len(choices) > 0 && !slices.ContainsFunc(choices, func(s *spec.Schema) bool { return !find(s) })
	}
	find = func(s *spec.Schema) bool {
		marked := s.ReadOnly
		s = s.Resolved()
		is, seen := known[s]
		if !seen {
			known[s] = false // as far as it is a part of itself
			is = s.ReadOnly || slices.ContainsFunc(s.AllOf, find) || every(s.OneOf) || every(s.AnyOf)
			known[s] = is
		}
		return marked || is
	}
	return find(s)
}

// withoutMarks returns what the body of an operation holds, and the keys of the
// members that this operation does not take. Those are marked as readOnly by a part
// of an allOf that says nothing else, next to a part that all operations share.
func withoutMarks(s *spec.Schema) (*spec.Schema, []string) {
	if s == nil || s.Ref != "" {
		return s, nil
	}
	var base *spec.Schema
	var readOnly []string
	for _, part := range s.AllOf {
		keys, marks := marked(part)
		switch {
		case marks:
			readOnly = append(readOnly, keys...)
		case base != nil:
			return s, nil
		default:
			base = part
		}
	}
	if base == nil || readOnly == nil {
		return s, nil
	}
	return base, readOnly
}

// marked returns the keys of the properties of s, and whether s says nothing
// else than that these are readOnly.
func marked(s *spec.Schema) (keys []string, only bool) {
	if s.Ref != "" || len(s.Required)+len(s.AllOf)+len(s.OneOf)+len(s.AnyOf) > 0 {
		return nil, false
	}
	for _, p := range s.Properties {
		x := p.Schema
		if !x.ReadOnly || x.Ref != "" || x.Type != "" || len(x.Properties)+len(x.AllOf)+len(x.OneOf)+len(x.AnyOf) > 0 {
			return nil, false
		}
		keys = append(keys, p.Key)
	}
	return keys, len(keys) > 0
}

// keepReadOnly leaves members readOnly where that holds something back: in types
// that are sent. If such a type is never received, those that it requires are
// meant to be sent; else OpenAPI has it that only what is received must have them.
func (b *apiBuilder) keepReadOnly() {
	sent, received := make(map[*Type]bool), make(map[*Type]bool)
	for _, op := range b.api.Operations {
		if op.Body != nil {
			reach(op.Body.Data, sent)
		}
		if op.Result != nil {
			reach(*op.Result, received)
		}
	}
	for _, t := range b.api.Types {
		for _, f := range t.Fields {
			f.ReadOnly = f.ReadOnly && sent[t] && (received[t] || !f.Required)
		}
	}
}

// reach adds the types that d consists of.
func reach(d Data, types map[*Type]bool) {
	if d.Elem != nil {
		reach(*d.Elem, types)
	}
	if d.Type == nil || types[d.Type] {
		return
	}
	types[d.Type] = true
	for _, part := range d.Type.parts() {
		reach(part, types)
	}
}
