package codec

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"
)

// YAML returns redacted, an object in JSON, in the form that YAML libraries write.
// MarshalYAML methods return it.
func YAML(redacted []byte, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return numbered(Any(redacted)), nil
}

// numbered returns a value of [Any] with numbers in the place of their texts, where
// Go has a type for them.
func numbered(value any) any {
	switch v := value.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return n
		}
		if f, err := v.Float64(); err == nil && SameNumber(string(v), strconv.FormatFloat(f, 'g', -1, 64)) {
			return f
		}
		return string(v)
	case []any:
		for i := range v {
			v[i] = numbered(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = numbered(v[name])
		}
	}
	return value
}

// UnmarshalYAML decodes what unmarshal, which a YAML library gives, fills in. Errors
// of the library may quote secrets, and are not passed on.
func UnmarshalYAML(unmarshal func(any) error, decode func([]byte) error) error {
	var value yamlValue
	if value.UnmarshalYAML(unmarshal) != nil {
		return errors.New("the YAML must have strings as keys, and values that JSON has")
	}
	data, err := json.Marshal(value.json)
	if err != nil {
		return errors.New("the YAML has something that JSON has not")
	}
	return decode(data)
}

// A yamlValue is what a YAML document has, with the digits that stand there: a number
// of a library's may have lost some, and a date has become a time.
type yamlValue struct{ json any }

// UnmarshalYAML implements what YAML libraries look for.
func (v *yamlValue) UnmarshalYAML(unmarshal func(any) error) error {
	if err := unmarshal(&v.json); err != nil {
		return err
	}
	switch value := v.json.(type) {
	case string:
		if !utf8.ValidString(value) {
			return errors.New("it is no text")
		}
	case map[string]any, map[any]any:
		var members map[string]*yamlValue
		err := unmarshal(&members)
		v.json = members
		return err
	case []any:
		var list []*yamlValue // pointers, as some libraries leave out null where it has none
		err := unmarshal(&list)
		v.json = list
		return err
	case time.Time, float64, int, int64, uint64:
		var text string
		if _, isTime := v.json.(time.Time); unmarshal(&text) == nil && (isTime || json.Valid([]byte(text))) {
			v.json = json.Number(text)
			if isTime {
				v.json = text
			}
		}
	}
	return nil
}

// UnmarshalJSON is for libraries that make JSON of YAML.
func (v *yamlValue) UnmarshalJSON(data []byte) error {
	v.json = Any(data)
	return nil
}

// MarshalJSON encodes what was read.
func (v yamlValue) MarshalJSON() ([]byte, error) { return json.Marshal(v.json) }
