package codec

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// Each kind of mistake is found, at its place, and nothing of the text is quoted.
func TestDecoderStrict(t *testing.T) {
	for _, test := range []struct{ data, want string }{
		{``, "byte 0: want an object"},
		{`  `, "byte 2: want an object"},
		{`[]`, "byte 0: want an object"},
		{"\ufeff{}", "byte 0: want an object"},
		{`{`, "byte 1: want the name of a member"},
		{`{canary:1}`, "byte 1: want the name of a member"},
		{`{"a" 1}`, "byte 5: want a colon"},
		{`{"a":}`, "byte 5: want a value"},
		{`{"a":1,}`, "byte 7: want the name of a member"},
		{`{"a":1 "b":2}`, "byte 7: want a comma or the end of the array or object"},
		{`{"a":[1,]}`, "byte 8: want a value"},
		{`{"a":[1}`, "byte 7: want a comma or the end of the array or object"},
		{`{} {}`, "byte 3: want nothing after the value"},
		{`{}x`, "byte 2: want nothing after the value"},
		{`{"a":tru}`, "byte 5: want a value"},
		{`{"a":nulll}`, "byte 9: want a comma or the end of the array or object"},
		{`{"a":01}`, "byte 6: want a comma or the end of the array or object"},
		{`{"a":-}`, "byte 6: want a value"},
		{`{"a":1.}`, "byte 7: want a digit"},
		{`{"a":1e+}`, "byte 8: want a digit"},
		{`{"a":"canary}`, "byte 13: want the end of a string"},
		{"{\"a\":\"b\nc\"}", "byte 7: a control character must be escaped"},
		{`{"a":"\x"}`, "byte 6: want a valid escape sequence"},
		{`{"a":"\u12g4"}`, "byte 6: want a valid escape sequence"},
		{`{"a":"\u123`, "byte 6: want a valid escape sequence"},
		{`{"a":"\`, "byte 6: want a valid escape sequence"},
		{`{"a":"\ud800"}`, "byte 6: want a valid escape sequence"},
		{`{"a":"\ud800\u0041"}`, "byte 6: want a valid escape sequence"},
		{`{"a":"\udc00\ud800"}`, "byte 6: want a valid escape sequence"},
		{"{\"a\":\"\xff\"}", "byte 6: not valid UTF-8"},
		{"{\"a\":\"\xed\xa0\x80\"}", "byte 6: not valid UTF-8"},
		{"{\"\xff\":1}", "byte 2: not valid UTF-8"},
		{`{"a":1,"a":2}`, "byte 7: the object has a member of this name already"},
		{`{"a":1,"\u0061":2}`, "byte 7: the object has a member of this name already"},
		{`{"\u0061":1,"a":2}`, "byte 12: the object has a member of this name already"},
		{`{"a":[{"b":1,"b":2}]}`, "byte 13: the object has a member of this name already"},
		{nestedArrays(512), "byte 516: nested too deep"},
		{nestedArrays(10_000), "byte 516: nested too deep"},
		{`nul`, "byte 0: want an object"},
		{`null null`, "byte 0: want an object"},
	} {
		if got := decodeAll(test.data); got != "X: "+test.want {
			t.Errorf("%.60s\ngot  %s\nwant %s", test.data, got, test.want)
		}
	}
}

// What is unusual but good JSON passes.
func TestDecoderAccepts(t *testing.T) {
	for _, data := range []string{
		nestedArrays(511),
		`{"a":[` + strings.Repeat(`[],{},`, 600) + `1]}`, // wide is not deep
		`{"a":{"b":1},"b":{"a":2},"A":3}`,
		" \t\r\n{ \"a\" : [ ] , \"b\" : { } } \n",
		`{"a":"\ud83d\ude00\/\b\f\n\r\t\"\\"}`,
		`{"a":-0.5e-10,"b":0,"c":1E5,"d":123456789012345678901234567890}`,
		` null `,
	} {
		if got := decodeAll(data); got != "" {
			t.Errorf("%.60s: %s", data, got)
		}
	}
}

// decodeAll decodes data and returns the text of the error, if there is one.
func decodeAll(data string) string {
	d := NewDecoder("X", []byte(data))
	for d.Next() {
		d.Keep()
	}
	if err := d.Err(); err != nil {
		return err.Error()
	}
	return ""
}

// nestedArrays returns an object with n arrays in each other.
func nestedArrays(n int) string {
	return `{"a":` + strings.Repeat(`[`, n) + strings.Repeat(`]`, n) + `}`
}

// Duplicates are found among many members, too, where names are looked up in a map.
func TestDecoderManyMembers(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		b.WriteString(`"k` + strings.Repeat("x", i) + `":1,`)
	}
	d := NewDecoder("X", []byte(`{`+b.String()+`"z":1}`))
	for d.Next() {
		d.Keep()
	}
	if err := d.Err(); err != nil || len(d.kept) != 1001 {
		t.Errorf("%d members, %v", len(d.kept), err)
	}
	for _, again := range []string{"k", "kx", `\u006b` + strings.Repeat("x", 999)} {
		if d := NewDecoder("X", []byte(`{`+b.String()+`"`+again+`":1}`)); d.Err() == nil {
			t.Errorf("a second %.10s is accepted", again)
		}
	}
}

// The selector may stand anywhere. If it says nothing, the attributes tell.
func TestDecoderProfile(t *testing.T) {
	keys := &Keys{Selector: "HOW", Profiles: []Profile{
		{Name: "one", Required: []string{"A", "B"}},
		{Name: "two", Required: []string{"C"}},
		{Name: "free"},
	}}
	for _, test := range []struct{ data, want string }{
		{`{"X":1,"HOW":"one"}`, "one"},
		{`{"HOW":"t\u0077o"}`, "two"},
		{`{"HOW":"new","A":1,"B":2}`, "new"},
		{`{"how":"one"}`, ""},
		{`{}`, ""},
		{`{"A":"x","B":"y"}`, "one"},
		{`{"HOW":null,"A":"x","B":"y"}`, "one"},
		{`{"HOW":"","C":false}`, "two"},
		{`{"A":"x"}`, ""},
		{`{"A":"x","B":null}`, ""},
		{`{"A":"x","B":""}`, "one"},
		{`{"A":"x","B":"y","C":"z"}`, ""},
		{`null`, ""},
		{`{"HOW":`, ""},
	} {
		d := NewDecoder("X", []byte(test.data))
		if got := d.Profile(keys); got != test.want {
			t.Errorf("%s is %q, want %q", test.data, got, test.want)
		}
	}
	d := NewDecoder("X", []byte(`{"HOW":["one"],"C":"x"}`))
	if got := d.Profile(keys); got != "" {
		t.Errorf("a selector of the wrong kind gives %q", got)
	}
	for d.Next() {
		if string(d.Key()) == "HOW" {
			d.Skip()
		}
	}
	if got := Extra[map[string]Value](&d)["HOW"]; string(got.JSON()) != `["one"]` {
		t.Errorf("a selector of the wrong kind is kept as %s", got.JSON())
	}
}

// Of names that are random, few or many, with escapes or without, a second one is found,
// and no other is taken for one. An object with a member more than may be is refused.
func TestDecoderNames(t *testing.T) {
	for n := range 2000 {
		seen, twice := make(map[string]bool), false
		var b strings.Builder
		for i := range 1 + rand.N(60) {
			name := strconv.Itoa(rand.N(1 + n))
			twice = twice || seen[name]
			seen[name] = true
			if i > 0 {
				b.WriteByte(',')
			}
			if rand.N(3) == 0 {
				name = `\u003` + name[:1] + name[1:]
			}
			b.WriteString(`"` + name + `":{"` + name + `":1}`)
		}
		data := []byte(`{` + b.String() + `}`)
		if d := NewDecoder("X", data); (d.Err() != nil) != twice {
			t.Fatalf("%s: %v", data, d.Err())
		}
		r := NewReader(data)
		for r.Open('{'); r.Member(); r.Value() {
		}
		if r.End() != nil || r.Odd != twice {
			t.Fatalf("%s: %v, odd: %t", data, r.Err(), r.Odd)
		}
	}
	for n, ok := range map[int]bool{maxMembers: true, maxMembers + 1: false} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,"%d":0`, i)
		}
		data := `{` + b.String()[1:] + `}`
		if err := decodeAll(data); strings.HasSuffix(err, "the object has more than 100000 members") == ok {
			t.Errorf("%d members: %s", n, err[max(0, len(err)-80):])
		}
	}
}

// Many small values are bounded as well, since each takes its time.
func TestReaderSteps(t *testing.T) {
	for n, ok := range map[int]bool{maxSteps - stride: true, maxSteps + stride: false} {
		r := NewReader([]byte(`[0` + strings.Repeat(`,0`, n-1) + `]`))
		for r.Open('['); r.Element(); r.Value() {
		}
		if err := r.End(); (err == nil) != ok || err != nil && !strings.Contains(err.Error(), "more than 1000000 elements and members") {
			t.Errorf("%d elements: %v", n, err)
		}
	}
}
