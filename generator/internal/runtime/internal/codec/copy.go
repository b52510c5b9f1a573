package codec

import (
	"reflect"
	"strings"
)

// Clone returns a copy of c that shares nothing with c that can be changed. Clone methods return it.
func Clone[T any](c T) *T {
	detach(reflect.ValueOf(&c).Elem())
	return &c
}

// detach puts copies in the place of what v points to. A [Secret] cannot be
// changed, and has no field that is seen, so that it stays.
func detach(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				detach(v.Field(i))
			}
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		inner := detached(v.Elem())
		if v.Kind() == reflect.Pointer {
			inner = inner.Addr()
		}
		v.Set(inner)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		copied := reflect.MakeMapWithSize(v.Type(), v.Len())
		for it := v.MapRange(); it.Next(); {
			copied.SetMapIndex(it.Key(), detached(it.Value()))
		}
		v.Set(copied)
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			copied.Index(i).Set(detached(v.Index(i)))
		}
		v.Set(copied)
	}
}

// detached returns a copy of v, which can be addressed.
func detached(v reflect.Value) reflect.Value {
	inner := reflect.New(v.Type()).Elem()
	inner.Set(v)
	detach(inner)
	return inner
}

// ClearReadOnly sets the fields to zero that have the tag api:"readOnly", in v and at
// any depth in it, and takes their members out of the field Extra beside them.
func ClearReadOnly(v any) { clearReadOnly(reflect.ValueOf(v)) }

func clearReadOnly(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case f.Tag.Get("api") == "readOnly":
				v.Field(i).SetZero()
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				if extra := v.FieldByName("Extra"); extra.Kind() == reflect.Map && !extra.IsNil() {
					extra.SetMapIndex(reflect.ValueOf(name), reflect.Value{})
				}
			case f.IsExported():
				clearReadOnly(v.Field(i))
			}
		}
	case reflect.Pointer:
		clearReadOnly(v.Elem())
	case reflect.Interface:
		if !v.IsNil() {
			v.Set(cleared(v.Elem()))
		}
	case reflect.Slice:
		for i := range v.Len() {
			clearReadOnly(v.Index(i))
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			v.SetMapIndex(it.Key(), cleared(it.Value()))
		}
	}
}

// cleared returns what clearReadOnly makes of v, which cannot be changed where it is.
func cleared(v reflect.Value) reflect.Value {
	inner := reflect.New(v.Type()).Elem()
	inner.Set(v)
	clearReadOnly(inner)
	return inner
}
