package api

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A choice is a oneOf or an anyOf that stands in a schema or a part of it.
type choice struct {
	in       *spec.Schema
	branches []*spec.Schema
}

// branchesOf returns the branches of s, without those that are null.
func branchesOf(s *spec.Schema) []*spec.Schema {
	return slices.DeleteFunc(slices.Concat(s.OneOf, s.AnyOf), func(b *spec.Schema) bool { return b.Resolved().Type == "null" })
}

// choicesOf returns the choices in s and in the parts of its allOf. One is left
// out if it has s for a branch, or what it is a part of: a child has the choice
// of its parent in it, which is one between itself and others.
func choicesOf(s *spec.Schema) []choice {
	var list []choice
	seen := make(map[*spec.Schema]bool)
	var walk func(s *spec.Schema, path []*spec.Schema)
	walk = func(s *spec.Schema, path []*spec.Schema) {
		s = s.Resolved()
		if seen[s] {
			return
		}
		seen[s] = true
		path = append(path, s)
		for _, part := range s.AllOf {
			walk(part, path)
		}
		branches := branchesOf(s)
		onPath := func(b *spec.Schema) bool { return slices.Contains(path, b.Resolved()) }
		if (s.Type == "" || s.Type == "object") && slices.ContainsFunc(branches, says) && !slices.ContainsFunc(branches, onPath) {
			list = append(list, choice{s, branches})
		}
	}
	walk(s, nil)
	return list
}

// says reports whether a branch says something of values, and not only which of
// the members beside it are required.
func says(branch *spec.Schema) bool {
	x := branch.Resolved()
	return x.Type != "" && (x.Type != "object" || x.Name != "" || x.AdditionalProperties != nil || len(Flatten(x)) > 0) ||
		len(Flatten(x))+len(x.AllOf)+len(x.OneOf)+len(x.AnyOf) > 0
}

// isObject reports whether each value of s is an object.
func isObject(s *spec.Schema) bool {
	seen := make(map[*spec.Schema]bool)
	var is func(*spec.Schema) bool
	is = func(s *spec.Schema) bool {
		s = wrapped(s.Resolved())
		if seen[s] || s.Type == "object" || len(Flatten(s)) > 0 {
			return s.Type == "" || s.Type == "object"
		}
		seen[s] = true
		branches := branchesOf(s)
		return s.Type == "" && len(branches) > 0 && !slices.ContainsFunc(branches, func(x *spec.Schema) bool { return !is(x) })
	}
	return is(s)
}

// scalarOfAll returns the kind of the values of all branches, or KindAny if they
// differ or have parts.
func scalarOfAll(branches []*spec.Schema) Kind {
	kind := KindAny
	for i, x := range branches {
		x = wrapped(x.Resolved())
		own := ScalarOf(x.Type)
		if x.Format == "date-time" && own == KindString {
			own = KindTime
		}
		if i > 0 && own != kind {
			return KindAny
		}
		kind = own
	}
	return kind
}
