package api

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// checkParts warns of parts of the allOf of s that contradict each other.
func (b *apiBuilder) checkParts(s *spec.Schema) {
	parts := partsOf(s, make(map[*spec.Schema]bool))
	var first *spec.Schema
	properties := make(map[string]spec.Property)
	for _, part := range parts {
		if part.Type != "" && first == nil {
			first = part
		}
		if first != nil && differ(first, part) {
			b.found.Report(ruleParts, part.At, "a part of the allOf is of the type %s, and another one of the type %s; no value is both", part.Type, first.Type)
		}
		for _, p := range part.Properties {
			other, known := properties[p.Key]
			if known && differ(other.Schema.Resolved(), p.Schema.Resolved()) {
				b.found.Report(ruleParts, p.KeyAt, "the property %q has another type, format or enumeration in another part of the allOf; the last part counts", p.Key)
			}
			properties[p.Key] = p
		}
	}
}

// partsOf returns s and the parts of its allOf, each once.
func partsOf(s *spec.Schema, seen map[*spec.Schema]bool) []*spec.Schema {
	s = s.Resolved()
	if seen[s] {
		return nil
	}
	seen[s] = true
	var list []*spec.Schema
	for _, part := range s.AllOf {
		list = append(list, partsOf(part, seen)...)
	}
	return append(list, s)
}

// differ reports whether no value can be both of p and of q.
func differ(p, q *spec.Schema) bool {
	if p.Type == "" || q.Type == "" {
		return false
	}
	shared := func(v spec.Text) bool {
		return slices.ContainsFunc(q.Enum, func(w spec.Text) bool { return v.Value == w.Value })
	}
	return p.Type != q.Type && !(p.Type == "number" && q.Type == "integer") && !(p.Type == "integer" && q.Type == "number") ||
		p.Format != "" && q.Format != "" && p.Format != q.Format ||
		len(p.Enum) > 0 && len(q.Enum) > 0 && !slices.ContainsFunc(p.Enum, shared)
}
