package client_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/propagation"
)

const yamlStore = `
type: Zoom
name: {a: [1, 12345678901234567890123, 1.50, 2024-01-02, 0x1F, yes, null]}
createdAt: 2024-01-02T03:04:05Z
_links: {self: {href: https://x/y}}
NEW: {b: 2024-01-02, "3": 1e300}
configuration:
  SCIM_URL: 2024-01-02
  AUTHENTICATION_METHOD: OAuth Bearer Token
  OAUTH_CLIENT_SECRET: s3cret
  OTHER: 98765432109876543210
`

// A YAML library, which knows nothing of tags for JSON, reads a store as package
// encoding/json does, with the digits of numbers and dates as they stand there; and
// writes it redacted.
func TestYAMLOfStore(t *testing.T) {
	t.Parallel()
	const data = `{"type":"Zoom","name":{"a":[1,12345678901234567890123,1.50,"2024-01-02",31,"yes",null]},"createdAt":"2024-01-02T03:04:05Z",
		"_links":{"self":{"href":"https://x/y"}},"NEW":{"b":"2024-01-02","3":1e300},
		"configuration":{"SCIM_URL":"2024-01-02","AUTHENTICATION_METHOD":"OAuth Bearer Token","OAUTH_CLIENT_SECRET":"s3cret","OTHER":98765432109876543210}}`
	var want, got propagation.Store
	if err := json.Unmarshal([]byte(data), &want); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(yamlStore), &got); err != nil {
		t.Fatal(err)
	}
	sameStores(t, want, got)
	text, err := yaml.Marshal(map[string]any{"store": got, "list": []*propagation.Store{&got}})
	if err != nil || strings.Contains(string(text), "s3cret") || strings.Count(string(text), "OAUTH_CLIENT_SECRET: '[redacted]'") != 2 || !strings.Contains(string(text), "createdAt: ") {
		t.Errorf("it is written as %s (%v)", text, err)
	}
	for _, broken := range []string{"- a", "{a: {[x]: 1}}", "name: !!binary gIGC", "name: .nan"} {
		if err := yaml.Unmarshal([]byte(broken), &got); err == nil {
			t.Errorf("%s is read as %v", broken, got)
		}
	}
}

// sameStores checks that stores are the same, also in what is not shown.
func sameStores(t *testing.T, want, got propagation.Store) {
	t.Helper()
	one, err := json.Marshal(want)
	two, err2 := json.Marshal(got)
	if err != nil || err2 != nil || !sameJSON(one, two) || len(want.Extra) != len(got.Extra) {
		t.Fatalf("got %s (%v), want %s (%v)", two, err2, one, err)
	}
	for name, value := range want.Extra {
		if !sameJSON(value.Reveal(), got.Extra[name].Reveal()) {
			t.Errorf("%s is %s, want %s", name, got.Extra[name].Reveal(), value.Reveal())
		}
	}
	object, other := want.Configuration.(connector.Object), got.Configuration.(connector.Object)
	if !sameJSON(object.Value().Reveal(), other.Value().Reveal()) {
		t.Errorf("the configuration is %s, want %s", other.Value().Reveal(), object.Value().Reveal())
	}
}

// sameJSON reports whether two texts have the same values, and the same digits.
func sameJSON(one, two []byte) bool {
	var a, b any
	for text, v := range map[*[]byte]*any{&one: &a, &two: &b} {
		d := json.NewDecoder(strings.NewReader(string(*text)))
		d.UseNumber()
		if d.Decode(v) != nil {
			return false
		}
	}
	return reflect.DeepEqual(a, b)
}

// What a YAML library reads of any connector is what package encoding/json reads of
// the same values: nothing is lost, whatever they look like in YAML.
func TestYAMLOfConfigurations(t *testing.T) {
	t.Parallel()
	values := []string{"plain", "2024-01-02", "0123", "1e5", "true", "yes", "null", "~", "1_000", "0x1F", "a: b", "- a", "s3cret", "12345678901234567890123", ".5", "<<", "é😀", ""}
	r := rand.New(rand.NewPCG(8, 9))
	for _, storeType := range catalog.StoreTypes() {
		for range 50 {
			members := map[string]any{"NEW": json.Number(fmt.Sprint(r.Uint64())), "NESTED": []any{values[r.IntN(len(values))], map[string]any{"b": true}}}
			m, _ := catalog.Metadata(storeType)
			for _, p := range m.Profiles {
				for _, a := range p.Attributes {
					if members[a.Key] = values[r.IntN(len(values))]; a.Kind == connector.KindBoolean {
						members[a.Key] = r.IntN(2) == 0
					}
				}
			}
			written, err := json.Marshal(members)
			if err != nil {
				t.Fatal(err)
			}
			want, err := catalog.Parse(storeType, written)
			if err != nil {
				t.Fatal(err)
			}
			got := reflect.New(reflect.TypeOf(want).Elem()).Interface().(connector.Configuration)
			if err := yaml.Unmarshal(written, got); err != nil { // JSON is YAML
				t.Fatalf("%s: %v", storeType, err)
			}
			text, err := yaml.Marshal(members)
			if err != nil {
				t.Fatal(err)
			}
			again := reflect.New(reflect.TypeOf(want).Elem()).Interface().(connector.Configuration)
			if err := yaml.Unmarshal([]byte(strings.Replace(string(text), `NEW: "`+string(members["NEW"].(json.Number))+`"`, "NEW: "+string(members["NEW"].(json.Number)), 1)), again); err != nil {
				t.Fatalf("%s: %v", storeType, err)
			}
			if !reflect.DeepEqual(want, got) || !reflect.DeepEqual(want, again) {
				t.Fatalf("%s: %s is read as %v and %v, want %v", storeType, written, got, again, want)
			}
		}
	}
}

// A copy of a store shares nothing with it: secrets, what no field holds, lists and
// maps are there, and what is changed in one stays there.
func TestCloneOfStore(t *testing.T) {
	t.Parallel()
	var store propagation.Store
	if err := yaml.Unmarshal([]byte(yamlStore), &store); err != nil {
		t.Fatal(err)
	}
	copied := propagation.Clone([]propagation.Store{store})[0]
	sameStores(t, store, copied)
	copied.Extra["MORE"] = connector.Value{}
	copied.Links["more"] = propagation.Link{}
	link := copied.Links["self"]
	link.Extra = connector.Extra{"x": {}}
	copied.Links["self"] = link
	if _, ok := store.Extra["MORE"]; ok || len(store.Links) != 1 || store.Links["self"].Extra != nil {
		t.Errorf("changing a copy makes the original %v", store)
	}
	lists := propagation.Clone(map[string]any{"a": []any{map[string]any{"b": 1}}})
	again := propagation.Clone(lists)
	again["a"].([]any)[0].(map[string]any)["b"] = 2
	if got := lists["a"].([]any)[0].(map[string]any)["b"]; got != 1 {
		t.Errorf("a list in a map is shared: %v", got)
	}
}
