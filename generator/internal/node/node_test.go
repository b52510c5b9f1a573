package node

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// TestPlaces: a value and a name know their line, their column in bytes, and
// their path, in JSON and in YAML alike.
func TestPlaces(t *testing.T) {
	t.Parallel()
	json, _ := ParseJSON("in", []byte("{\"é\": 1, \"a b\":\n  [true, {\"x\": null}]}"))
	yaml, _ := ParseYAML("in", []byte("{\"é\": 1, \"a b\":\n  [true, {\"x\": null}]}"))
	at := func(line, column int, path string) Place {
		return Place{File: "in", Line: line, Column: column, Path: path}
	}
	for what, root := range map[string]*Node{"JSON": json, "YAML": yaml} {
		x := root.Members[1].Value.Items[1].Members[0]
		for place, want := range map[Place]Place{
			root.Members[1].Place():       at(1, 11, `["a b"]`),
			root.Members[1].Value.Place(): at(2, 3, `["a b"]`),
			x.Place():                     at(2, 11, `["a b"][1].x`),
			x.Value.Place():               at(2, 16, `["a b"][1].x`),
			x.Value.Parent.Missing("y.z"): at(2, 10, `["a b"][1]["y.z"]`),
			x.Value.Detached().Place():    at(2, 16, `["a b"][1].x`),
			root.Members[1].Value.Detached().Items[1].Members[0].Place(): at(2, 11, `["a b"][1].x`),
		} {
			if place != want {
				t.Errorf("%s: got %+v, want %+v", what, place, want)
			}
		}
	}
}

// TestAppendJSON: JSON is written as it was, without its white space; YAML is
// written as the JSON that says the same.
func TestAppendJSON(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		parse    func(string, []byte) (*Node, []Problem)
		in, want string
	}{
		{ParseJSON, ` {"b": [1.50, "\u0041\/", true] , "a": {} }`, `{"b":[1.50,"\u0041\/",true],"a":{}}`},
		{ParseYAML, "b: [1.50, 'it''s', yes, True, ~]\na: {}", `{"b":[1.50,"it's","yes",true,null],"a":{}}`},
		{ParseYAML, "[0x1F, .inf, 2024-01-01, \"\\u0001\"]", `["0x1F",".inf","2024-01-01","\u0001"]`},
	} {
		n, problems := tt.parse("in", []byte(tt.in))
		if n == nil || len(problems) > 0 {
			t.Errorf("%s: %v", tt.in, problems)
		} else if got := string(n.AppendJSON(nil)); got != tt.want {
			t.Errorf("%s became %s, want %s", tt.in, got, tt.want)
		}
	}
}

// FuzzParseJSON holds the parser to package encoding/json: what one takes, the
// other does, limits and characters that are not UTF-8 aside, and it is written as it was.
func FuzzParseJSON(f *testing.F) {
	for _, text := range []string{`{"a":[1,-2.5e3,"\ud83d\ude00",null,false,{}]}`, `[`, `{"a":1,"a":2}`, "\"\xff\"", `{"a":}`, "0,", "{}:", "1 2", "", "[\"\\ud800\"]"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, problems := ParseJSON("in", data)
		if n == nil {
			if json.Valid(data) && bytes.ToValidUTF8(data, nil) != nil && len(problems) == 0 {
				t.Errorf("%q is refused without a reason", data)
			}
			return
		}
		var want bytes.Buffer
		if err := json.Compact(&want, data); err != nil {
			t.Fatalf("%q is taken: %v", data, err)
		}
		if got, want := same(t, n.AppendJSON(nil)), same(t, want.Bytes()); got != want {
			t.Errorf("%q became %s, want %s", data, got, want)
		}
	})
}

// same returns JSON in the form that package encoding/json gives it.
func same(t *testing.T, data []byte) string {
	t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%q: %v", data, err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestQuote: what a path or a message quotes is bounded, and no live secret is quoted.
func TestQuote(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a b":                    `"a b"`,
		"AKIACANARYCANARYCANA":   `"[withheld]"`,
		strings.Repeat("x ", 41): `"` + strings.Repeat("x ", 40) + `"...`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestPathIsWhole: a path has each name whole, so that a program can find the value,
// up to 8 KiB; beyond, it costs no more than that, however deep and long the names are.
func TestPathIsWhole(t *testing.T) {
	t.Parallel()
	for _, length := range []int{1, 79, 80, 81, 500, 2000, 4000} {
		long := strings.Repeat("n", length)
		inner, outer := "/a/"+long, long
		root, problems := ParseJSON("x.json", []byte(`{"`+outer+`": {"`+inner+`": [1]}}`))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got, want := root.Members[0].Value.Members[0].Value.Items[0].Path(), outer+`["`+inner+`"][0]`; got != want {
			t.Errorf("length %d: path %q, want %q", length, got, want)
		}
	}
	huge := strings.Repeat("n", 60<<10)
	deep, problems := ParseJSON("x.json", []byte(strings.Repeat(`{"`+huge+`": `, 100)+"1"+strings.Repeat("}", 100)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for len(deep.Members) > 0 {
		deep = deep.Members[0].Value
	}
	if got := deep.Path(); len(got) > maxPath+len("...") {
		t.Errorf("path of %d bytes", len(got))
	}
	if made := len(deep.appendPath(nil)); made > 2*maxPath {
		t.Errorf("%d bytes were made of which %d are kept", made, maxPath)
	}
}
