package propagationtest

import (
	"encoding/json"
	"testing"
)

// TestObject holds objects to what makes them fit to be echoed and shared:
// members keep their order and their text, and a change makes another object.
func TestObject(t *testing.T) {
	const text = `{"z":1.50,"a":{"b":"<&>","c":null},"n":null}`
	var o object
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatal(err)
	}
	changed := o.with("a", true).with("new", "x").without("z")
	equalTo(t, "as it came", text, string(encode(o)))
	equalTo(t, "changed", `{"a":true,"n":null,"new":"x"}`, string(encode(changed)))
	equalTo(t, "null is as good as absent", 0, len(o.get("n")))
	equalTo(t, "a member that is no string", "", o.text("z"))
}

// TestObjectRefuses shows what is no object, and that of two members with one
// name the last counts, as for most readers of JSON.
func TestObjectRefuses(t *testing.T) {
	for _, text := range []string{`[]`, `"x"`, `null`, `1`} {
		var o object
		if err := json.Unmarshal([]byte(text), &o); err == nil {
			t.Errorf("%s: no error", text)
		}
	}
	var o object
	if err := json.Unmarshal([]byte(`{"a":1,"b":2,"a":3}`), &o); err != nil {
		t.Fatal(err)
	}
	equalTo(t, "duplicates", `{"b":2,"a":3}`, string(encode(o)))
}

// FuzzObject holds what is decoded and encoded again to be the same value.
func FuzzObject(f *testing.F) {
	f.Add([]byte(`{"a":{"b":[1,2e3,null]},"ключ":"\u2028","":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var o, again object
		if json.Unmarshal(data, &o) != nil {
			t.Skip("no object")
		}
		once := encode(o)
		if err := json.Unmarshal(once, &again); err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		equalTo(t, "decoded once more", string(once), string(encode(again)))
	})
}
