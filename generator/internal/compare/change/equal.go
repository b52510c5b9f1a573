package change

import (
	"reflect"

	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Equal reports whether a and b, two values of one type of package model, mean the
// same. Places and corrections are ignored: they say where something comes from.
func Equal(a, b any) bool {
	e := equality{seen: make(map[[2]uintptr]bool)}
	return e.equal(reflect.ValueOf(a), reflect.ValueOf(b))
}

// An equality compares two values. It visits each pair of pointers once, because
// the model has cycles.
type equality struct{ seen map[[2]uintptr]bool }

func (e equality) equal(a, b reflect.Value) bool {
	if a.IsValid() != b.IsValid() {
		return false
	}
	if !a.IsValid() {
		return true
	}
	if a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Pointer:
		return e.pointers(a, b)
	case reflect.Struct:
		return e.structs(a, b)
	case reflect.Slice:
		return e.slices(a, b)
	case reflect.Interface:
		return e.equal(a.Elem(), b.Elem())
	}
	return a.Equal(b)
}

func (e equality) pointers(a, b reflect.Value) bool {
	pair := [2]uintptr{a.Pointer(), b.Pointer()}
	if a.IsNil() || b.IsNil() || pair[0] == pair[1] || e.seen[pair] {
		return a.IsNil() == b.IsNil()
	}
	e.seen[pair] = true
	return e.equal(a.Elem(), b.Elem())
}

func (e equality) structs(a, b reflect.Value) bool {
	for i := range a.NumField() {
		if f := a.Type().Field(i); f.IsExported() && !isProvenance(f) && !e.equal(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}

// isProvenance reports whether a field says where a value comes from.
func isProvenance(f reflect.StructField) bool {
	return f.Type == reflect.TypeFor[place.Place]() || f.Type == reflect.TypeFor[[]*spec.Correction]()
}

func (e equality) slices(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !e.equal(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}
