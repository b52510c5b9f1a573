package capture

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// least is the smallest capture.
const least = `{"information":{"key":"Zoom"},"connectionProfiles":[],"attributeMetadata":{}}`

// TestFile shows the form of a capture on disk. What is there is the answer:
// numbers and strings as they were written, everything in its order.
func TestFile(t *testing.T) {
	for _, tt := range []struct{ name, answer, want string }{
		{"indented", `{"b":1,"a":[true,null]}`, "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null\n  ]\n}\n"},
		{"what is empty takes a line", "{\"a\" : [ ],\n\"b\":{\n}}", "{\n  \"a\": [],\n  \"b\": {}\n}\n"},
		{"numbers keep their digits", `{"a":1.0,"b":1e2,"c":12345678901234567890}`, "{\n  \"a\": 1.0,\n  \"b\": 1e2,\n  \"c\": 12345678901234567890\n}\n"},
		{"strings keep their escapes", `{"a":"\u00e9é\/<&>"}`, "{\n  \"a\": \"\\u00e9é\\/<&>\"\n}\n"},
		{"links at the top name the tenant", `{"a":1,"_links":{"self":{"href":"x"}}}`, "{\n  \"a\": 1\n}\n"},
		{"links elsewhere are data", `{"a":{"_links":{}}}`, "{\n  \"a\": {\n    \"_links\": {}\n  }\n}\n"},
		{"names are data", `{"a\u0000\"":1}`, "{\n  \"a\\u0000\\\"\": 1\n}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := parse(t, tt.answer)
			got, err := fileContent(without(v, links))
			if diff := cmp.Diff(tt.want, string(got)); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

// TestOrdered shows how an answer gets the order of the file, so that the diff
// of the two has what changed and nothing else.
func TestOrdered(t *testing.T) {
	for _, tt := range []struct{ name, old, now, want string }{
		{"members as in the file", `{"a":1,"b":2}`, `{"b":2,"a":1}`, `{"a":1,"b":2}`},
		{"new ones after", `{"a":1,"b":2}`, `{"new":0,"b":3,"a":1,"last":0}`, `{"a":1,"b":3,"new":0,"last":0}`},
		{"what is gone is gone", `{"a":1,"b":2}`, `{"b":2}`, `{"b":2}`},
		{"below", `{"a":{"x":1,"y":2}}`, `{"a":{"y":2,"x":1}}`, `{"a":{"x":1,"y":2}}`},
		{"items stay where they are", `[1,2]`, `[2,1]`, `[2,1]`},
		{"items by key", `[{"key":"A","x":1},{"x":1,"key":"B"}]`, `[{"key":"B","x":1},{"x":1,"key":"A"}]`, `[{"x":1,"key":"B"},{"key":"A","x":1}]`},
		{"items by name", `[{"name":"A","x":1},{"x":1,"name":"B"}]`, `[{"name":"B","x":1}]`, `[{"x":1,"name":"B"}]`},
		{"items by place", `[{"x":1,"y":1}]`, `[{"y":2,"x":2}]`, `[{"x":2,"y":2}]`},
		{"strings that say the same", `["\u0041"]`, `["A"]`, `["\u0041"]`},
		{"another kind", `{"a":[1]}`, `{"a":{"y":1,"x":1}}`, `{"a":{"y":1,"x":1}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			old, now := parse(t, tt.old), parse(t, tt.now)
			if got := string(ordered(now, old).AppendJSON(nil)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestFileOfToday shows that the capture of this module is in the form that
// capturing it gives: capturing it again touches nothing.
func TestFileOfToday(t *testing.T) {
	data, err := os.ReadFile("../../../spec/connectors/Zoom.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := fileContent(parse(t, string(data)))
	if diff := cmp.Diff(string(data), string(got)); diff != "" || err != nil {
		t.Errorf("%v (-disk +form):\n%s", err, diff)
	}
}

// FuzzFile holds every answer that can be a capture to what its file must be: it
// says the same, it is a fixed point, and the order of another file, whatever is
// in that, loses and changes nothing.
func FuzzFile(f *testing.F) {
	data, err := os.ReadFile("../../../spec/connectors/Zoom.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data, []byte(least))
	f.Add([]byte(least), data)
	f.Add([]byte(`{"_links":{},"information":{"key":"A"},"more":[1.50,"\u0041",{"key":"k","x":{}},{"key":"k"}],"connectionProfiles":[],"attributeMetadata":{}}`),
		[]byte(`{"more":[{"x":{},"key":"k"},2,"A"],"information":[]}`))
	f.Fuzz(func(t *testing.T, answer, disk []byte) {
		taken, found := spec.ReadCapture("answer", answer)
		if found.Failed() {
			return
		}
		v := without(parse(t, string(answer)), links)
		file, err := fileContent(v)
		if err != nil {
			t.Fatal(err)
		}
		if !same(t, parse(t, string(file)), file) {
			t.Error("the form is no fixed point")
		}
		old, _ := node.ParseJSON("disk", disk)
		if old == nil {
			old = new(node.Node)
		}
		once := ordered(v, old)
		merged, err := fileContent(once)
		if err != nil || !same(t, ordered(once, old), merged) {
			t.Errorf("the order is no fixed point: %v", err)
		}
		for name, content := range map[string][]byte{"file": file, "ordered": merged} {
			c, found := spec.ReadCapture("file", content)
			if found.Failed() || c.Digest != taken.Digest {
				t.Errorf("%s: it does not say what was answered: %v", name, found.All())
			}
		}
	})
}

// same reports whether content is the file of v.
func same(t *testing.T, v *node.Node, content []byte) bool {
	t.Helper()
	file, err := fileContent(v)
	return err == nil && bytes.Equal(file, content)
}

// parse returns the value that text holds.
func parse(t *testing.T, text string) *node.Node {
	t.Helper()
	n, problems := node.ParseJSON("test", []byte(text))
	if n == nil {
		t.Fatalf("%s: %v", text, problems)
	}
	return n
}
