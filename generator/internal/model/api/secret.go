package api

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// IsPassword reports whether s, or a part or choice of it, has the format password,
// and nothing says that it is a list or an object.
func IsPassword(s *spec.Schema) bool {
	if r := s.Resolved(); len(r.AllOf)+len(r.OneOf)+len(r.AnyOf) == 0 {
		return r.Format == "password" && r.Type != "object" && r.Type != "array"
	}
	seen := make(map[*spec.Schema]bool)
	var find func(*spec.Schema) bool
	find = func(s *spec.Schema) bool {
		s = s.Resolved()
		if seen[s] || s.Type == "object" || s.Type == "array" {
			return false
		}
		seen[s] = true
		return s.Format == "password" || slices.ContainsFunc(slices.Concat(s.AllOf, s.OneOf, s.AnyOf), find)
	}
	return find(s)
}

// hide returns data as a secret if it is text under a key that looks like that of
// a secret, a list or map of such text, or a union of which nothing says what it is.
func hide(key string, data Data) Data {
	switch {
	case !connector.LooksSecret(key) || isPlaceInList(key):
	case data.Kind == KindString:
		data.Kind = KindSecret
	case data.Kind == KindUnion:
		data.Type.Union.Shown = false
	case data.Elem != nil:
		elem := hide(key, *data.Elem)
		data.Elem = &elem
	}
	return data
}

// isPlaceInList reports whether key is that of a token that says where a list
// goes on, which callers pass on. Logs do not show it.
func isPlaceInList(key string) bool {
	words := strings.Join(naming.Words(key), " ")
	return slices.Contains([]string{"next token", "start token", "page token", "next page token", "continuation token"}, words)
}
