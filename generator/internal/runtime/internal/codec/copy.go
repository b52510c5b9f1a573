package codec

import (
	"encoding/json"
	"errors"
	"reflect"
)

// Clone returns a copy of c that shares no pointer and no map with c. Clone methods return it.
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
		inner := reflect.New(v.Elem().Type()).Elem()
		inner.Set(v.Elem())
		detach(inner)
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
			copied.SetMapIndex(it.Key(), it.Value())
		}
		v.Set(copied)
	}
}

// YAML returns what [Redacted] encodes as a map. MarshalYAML methods return it.
func YAML(c Configuration) (any, error) {
	data, _ := Redacted(c)
	var members map[string]any
	return members, json.Unmarshal(data, &members)
}

// UnmarshalYAML decodes what unmarshal, which a YAML library gives, fills in. Errors
// of the library may quote secrets, and are not passed on.
func UnmarshalYAML(unmarshal func(any) error, decode func([]byte) error) error {
	var members map[string]any
	if unmarshal(&members) != nil {
		return errors.New("the YAML of a configuration must be a mapping with strings as keys")
	}
	data, err := json.Marshal(members)
	if err != nil {
		return errors.New("the YAML of a configuration has something that JSON has not")
	}
	return decode(data)
}
