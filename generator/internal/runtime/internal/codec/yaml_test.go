package codec

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

// Numbers are written as numbers where Go has a type for all of their digits, so
// that they come back as what they were: else as their text.
func TestYAMLOfNumbers(t *testing.T) {
	got, err := YAML([]byte(`{"a":[1,-2,2.5,1e3,12345678901234567890123,1e400],"b":{"c":0.1}}`), nil)
	want := map[string]any{
		"a": []any{int64(1), int64(-2), 2.5, 1000.0, "12345678901234567890123", "1e400"},
		"b": map[string]any{"c": 0.1},
	}
	if !reflect.DeepEqual(got, want) || err != nil {
		t.Errorf("got %#v, %v", got, err)
	}
	if got, err := YAML(nil, errors.New("broken")); got != nil || err == nil {
		t.Errorf("of an error: %v, %v", got, err)
	}
}

// Some libraries have maps with keys of any type at every depth. They are read as those
// with strings are; what is no text is refused, without a word of it.
func TestYAMLOfOlderLibraries(t *testing.T) {
	const data = `{"a":{"b":[{"c":"s3cret"},null,true]},"d":2}`
	var library func(value any) func(any) error
	library = func(value any) func(any) error {
		return func(to any) error {
			switch to := to.(type) {
			case *any:
				*to = anyKeys(value)
			case *map[string]*yamlValue:
				*to = make(map[string]*yamlValue)
				for name, member := range value.(map[string]any) {
					(*to)[name] = new(yamlValue)
					if err := (*to)[name].UnmarshalYAML(library(member)); err != nil {
						return err
					}
				}
			case *[]*yamlValue:
				for _, element := range value.([]any) {
					v := new(yamlValue)
					if err := v.UnmarshalYAML(library(element)); err != nil {
						return err
					}
					*to = append(*to, v)
				}
			default:
				return errors.New("s3cret is not of this type")
			}
			return nil
		}
	}
	var value any
	if err := json.Unmarshal([]byte(data), &value); err != nil {
		t.Fatal(err)
	}
	var got string
	err := UnmarshalYAML(library(value), func(data []byte) error { got = string(data); return nil })
	if got != data || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
	value.(map[string]any)["a"] = "\xff"
	if err := UnmarshalYAML(library(value), func([]byte) error { return nil }); err == nil {
		t.Error("what is not UTF-8 is read")
	}
}

// anyKeys returns value with maps that have keys of any type.
func anyKeys(value any) any {
	object, isObject := value.(map[string]any)
	if !isObject {
		return value
	}
	m := make(map[any]any, len(object))
	for name, member := range object {
		m[name] = anyKeys(member)
	}
	return m
}
