package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// FuzzDecoder holds the scanner against encoding/json: it accepts an object if and
// only if encoding/json does and it keeps the strict rules, too; names and strings are the same.
func FuzzDecoder(f *testing.F) {
	for _, seed := range []string{
		`{}`, `null`, `[]`, `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"a":[{"b":{}},[],"\ud83d\ude00",-1.5e+7,true,false,null]}`,
		`{"SCIM_URL":"x","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"k","API_SECRET":"s","NEW":[1,"a"]}`,
		`{"a":"\ud800"}`, `{"a":"\ud800\ud800\udc00"}`, `{"a":"\\ud800"}`, "{\"a\":\"\xff\"}", "{\"é\":\"\u2028\"}", `{"a":01}`, `{"a":1}x`,
		strings.Repeat(`{"a":`, 600) + "1" + strings.Repeat(`}`, 600),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := make(map[string]string)
		d := NewDecoder("X", data)
		for d.Next() {
			var text string
			if d.value[0] == '"' {
				d.ReadString(&text)
			}
			got[string(d.Key())] = text
			d.Keep()
		}
		var object map[string]any
		if want := unmarshal(data, &object) == nil && isStrict(data); want != (d.Err() == nil) {
			t.Fatalf("accepted is %v, want %v: %v", !want, want, d.Err())
		}
		if d.Err() != nil {
			return
		}
		want := make(map[string]string)
		for key, value := range object {
			want[key], _ = value.(string)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("strings (-encoding/json +got):\n%s", diff)
		}
		for key, value := range Extra[map[string]Value](&d) {
			var v any
			if err := unmarshal(value.JSON(), &v); err != nil || !cmp.Equal(v, object[key]) {
				t.Errorf("%q is %s, want %v", key, value.JSON(), object[key])
			}
		}
	})
}

// unmarshal is json.Unmarshal, but keeps numbers as they are: a float64 has not all that JSON has.
func unmarshal(data []byte, v any) error {
	if !json.Valid(data) {
		return errors.New("not JSON")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(v)
}

// isStrict reports whether data, which encoding/json accepts, keeps the rules
// that encoding/json does not know. It has nothing in common with the scanner.
func isStrict(data []byte) bool {
	return utf8.Valid(data) && !hasLoneSurrogate(data) && hasOneName(json.NewDecoder(bytes.NewReader(data)))
}

// hasLoneSurrogate reports whether a \u escape is half of a pair.
func hasLoneSurrogate(data []byte) bool {
	text := strings.ReplaceAll(string(data), `\\`, "__")
	for i := strings.Index(text, `\u`); i >= 0; i = strings.Index(text, `\u`) {
		var pair string
		one, two := text[i:i+6], text[i:min(i+12, len(text))]
		if json.Unmarshal([]byte(`"`+one+`"`), &pair); pair != "\ufffd" || strings.EqualFold(one, `\ufffd`) {
			text = text[i+6:]
			continue
		}
		if json.Unmarshal([]byte(`"`+two+`"`), &pair) != nil || utf8.RuneCountInString(pair) != 1 {
			return true
		}
		text = text[i+12:]
	}
	return false
}

// hasOneName reports whether all objects have distinct names, and are not too deep.
func hasOneName(d *json.Decoder) bool {
	type level struct {
		names map[string]bool // nil in an array
		value bool            // a value is next
	}
	var levels []level
	d.UseNumber()
	for {
		token, err := d.Token()
		if err == io.EOF {
			return true
		}
		if err != nil {
			return false
		}
		n := len(levels)
		switch name, isString := token.(string); {
		case token == json.Delim('}') || token == json.Delim(']'):
			levels = levels[:n-1]
			continue
		case n > 0 && levels[n-1].names != nil && !levels[n-1].value && isString:
			if levels[n-1].names[name] {
				return false
			}
			levels[n-1].names[name], levels[n-1].value = true, true
			continue
		}
		if n > 0 {
			levels[n-1].value = false
		}
		switch token {
		case json.Delim('{'):
			levels = append(levels, level{names: make(map[string]bool)})
		case json.Delim('['):
			levels = append(levels, level{})
		}
		if len(levels) > maxDepth {
			return false
		}
	}
}
