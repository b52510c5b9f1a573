package connector_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// What somebody changed on the server shows by comparing what was written with what is
// read: Merge puts the secrets back that the server does not show, and Diff compares.
func Example_drift() {
	written, _ := catalog.Parse("Zoom", []byte(`{"SCIM_URL":"https://api.zoom.us/scim2","AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"k","API_SECRET":"s","REMOVE_ACTION":"Delete"}`))
	read, _ := connector.NewObject("Zoom", []byte(`{"AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"******","API_SECRET":"t","SCIM_URL":"https://eu.zoom.us/scim2","REMOVE_ACTION":null}`))

	merged, _ := catalog.Merge(written, read.Received())
	changes, err := catalog.Diff(written, merged)

	for _, change := range changes {
		fmt.Println(change)
	}
	fmt.Println(err)
	// Output:
	// API_SECRET differs
	// REMOVE_ACTION: "Delete" is now none
	// SCIM_URL: "https://api.zoom.us/scim2" is now "https://eu.zoom.us/scim2"
	// <nil>
}

func diff(t *testing.T, a, b connector.Configuration) []connector.Change {
	t.Helper()
	changes, err := catalog.Diff(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func writtenOf(t *testing.T, storeType, data string) connector.Object {
	t.Helper()
	o, err := connector.NewObject(storeType, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// What means the same is equal; what does not is told by its key, with its values only
// if the connector knows that they are no secrets.
func TestDiff(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want []string
	}{
		{`{}`, `{"SCIM_URL":null,"REMOVE_ACTION":"","NEW":null}`, nil},
		{`{"NEW":{"a":1,"b":[2,{"c":3}]}}`, `{"NEW":{"b":[2.0,{"c":30e-1,"d":null}],"a":1}}`, nil},
		{`{"NEW":"\u0061\/"}`, `{"NEW":"a/"}`, nil},
		{`{"NEW":12345678901234567890123}`, `{"NEW":12345678901234567890124}`, []string{"NEW differs"}},
		{`{"NEW":[null]}`, `{"NEW":[]}`, []string{"NEW differs"}},
		{`{"NEW":"1"}`, `{"NEW":1}`, []string{"NEW differs"}},
		{`{"CREATE_USERS":false}`, `{}`, []string{"CREATE_USERS: false is now none"}},
		{`{"API_KEY":"k"}`, `{}`, []string{"API_KEY differs"}},
		{`{"SCIM_URL":"https://u:p@a"}`, `{"SCIM_URL":"https://u:q@a"}`, []string{"SCIM_URL differs"}},
		{`{"SCIM_URL":"https://u:p@a"}`, `{"SCIM_URL":"https://u:p@b"}`, []string{`SCIM_URL: "https://[redacted]@a" is now "https://[redacted]@b"`}},
		{`{"SCIM_URL":"a"}`, `{"SCIM_URL":7}`, []string{"SCIM_URL differs"}},
	} {
		a, b := writtenOf(t, "Zoom", test.a), writtenOf(t, "Zoom", test.b)
		var got []string
		for _, change := range diff(t, a, b) {
			got = append(got, change.String())
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s, %s (-want +got):\n%s", test.a, test.b, d)
		}
		if a.Equal(b) != (test.want == nil) {
			t.Errorf("%s, %s: Equal is %v", test.a, test.b, a.Equal(b))
		}
	}
	zoom, scim := writtenOf(t, "Zoom", `{}`), writtenOf(t, "scim", `{}`)
	if _, err := catalog.Diff(zoom, scim); err == nil || zoom.Equal(scim) {
		t.Error("two store types are compared")
	}
	if changes := diff(t, nil, writtenOf(t, "Gizmo", `{"A":"b"}`)); len(changes) != 1 || changes[0].String() != "A differs" {
		t.Errorf("nil and another: %v", changes)
	}
}

// Diff finds none between a configuration and the same otherwise spelled; it names the
// same keys both ways; and no secret is in what it says.
func TestDiffOfAnything(t *testing.T) {
	t.Parallel()
	for storeType, m := range harness.Metadata(t) {
		random := rand.New(rand.NewPCG(11, 12))
		secret := secretKeys(m)
		for range 300 {
			a, b := diffed(random, m, secret), diffed(random, m, secret)
			x, y := writtenOf(t, storeType, spelled(random, a)), writtenOf(t, storeType, spelled(random, b))
			again := writtenOf(t, storeType, spelled(random, a))
			if changes := diff(t, x, again); len(changes) > 0 || !x.Equal(again) {
				t.Fatalf("%s and\n%s: %v", x.Value().Reveal(), again.Value().Reveal(), changes)
			}
			there, back := diff(t, x, y), diff(t, y, x)
			for i := range max(len(there), len(back)) {
				if len(there) != len(back) || there[i].Key != back[i].Key || there[i].Before != back[i].After || there[i].After != back[i].Before {
					t.Fatalf("%v, and back %v", there, back)
				}
			}
			for _, changes := range []any{there, back} {
				text, err := json.Marshal(changes)
				if shown := fmt.Sprintf("%v %+v %s", changes, changes, text); err != nil || strings.Contains(shown, "s3cr3t") {
					t.Fatalf("%s, %v", shown, err)
				}
			}
			if changed := changedKeys(a, b); !slices.Equal(changed, keysOfChanges(there)) && m.Selector == "" {
				t.Fatalf("%v, want %v", there, changed)
			}
		}
	}
}

func secretKeys(m connector.Metadata) map[string]bool {
	keys := make(map[string]bool)
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			keys[a.Key] = keys[a.Key] || a.Sensitive
		}
	}
	return keys
}

// diffed returns a configuration with some attributes, and some members that nobody
// knows. Every secret, and whatever may be one, has s3cr3t in it.
func diffed(random *rand.Rand, m connector.Metadata, secret map[string]bool) map[string]any {
	object := make(map[string]any)
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			switch {
			case random.IntN(2) == 0:
			case secret[a.Key]:
				object[a.Key] = pick[any](random, "s3cr3t", "another s3cr3t", 7)
			default:
				object[a.Key] = pick[any](random, "text", "https://me:s3cr3t@host", true, []any{"s3cr3t"}, "")
			}
		}
	}
	for _, key := range []string{"NEW", "NEWER"} {
		if random.IntN(2) == 0 {
			object[key] = pick[any](random, "s3cr3t", 1.5, 100, -2097152.0, map[string]any{"a": 1, "b": []any{"s3cr3t", nil}}, map[string]any{"a": 10})
		}
	}
	if m.Selector != "" && random.IntN(3) > 0 {
		object[m.Selector] = m.Profiles[random.IntN(len(m.Profiles))].Name
	}
	return object
}

// spelled returns value as JSON: members in any order, with some more that are null,
// and numbers and strings in any spelling.
func spelled(random *rand.Rand, value any) string {
	switch value := value.(type) {
	case map[string]any:
		var members []string
		for name, member := range value {
			members = append(members, fmt.Sprintf("%q : %s", name, spelled(random, member)))
		}
		if random.IntN(3) == 0 {
			members = append(members, `"NULL":null`)
		}
		slices.Sort(members)
		random.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		return "{" + strings.Join(members, ", ") + "}"
	case []any:
		var elements []string
		for _, e := range value {
			elements = append(elements, spelled(random, e))
		}
		return "[" + strings.Join(elements, " ,") + "]"
	case int:
		return fmt.Sprintf(pick(random, "%d", "%d.0", "%d0e-1", "%de+0"), value)
	case float64:
		return fmt.Sprintf(pick(random, "%f", "%.20e", "%.1f0"), value)
	case string:
		if value != "" && random.IntN(2) == 0 {
			return fmt.Sprintf(`"\u%04x%s"`, value[0], value[1:])
		}
	}
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // it is made of what JSON has
	}
	return string(data)
}

// changedKeys returns the keys in which a and b differ, sorted.
func changedKeys(a, b map[string]any) []string {
	var keys []string
	for _, both := range []map[string]any{a, b} {
		for key := range both {
			x, _ := json.Marshal(blank(a[key]))
			y, _ := json.Marshal(blank(b[key]))
			if !bytes.Equal(x, y) && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys
}

func blank(value any) any {
	if value == "" {
		return nil
	}
	return value
}

func keysOfChanges(changes []connector.Change) []string {
	var keys []string
	for _, c := range changes {
		keys = append(keys, c.Key)
	}
	return keys
}
