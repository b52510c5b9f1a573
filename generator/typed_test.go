package generator_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
)

// metadata returns the metadata of every connector, by store type.
func metadata(t testing.TB) map[string]connector.Metadata {
	t.Helper()
	all := make(map[string]connector.Metadata)
	for _, key := range catalog.StoreTypes() {
		m, ok := catalog.Metadata(key)
		if !ok {
			t.Fatalf("catalog.Metadata(%q): want metadata", key)
		}
		all[key] = m
	}
	return all
}

// profiles returns the names of the ways of connecting of m: "" if there is no choice.
func profiles(m connector.Metadata) []string {
	if m.Selector == "" {
		return []string{""}
	}
	var names []string
	for _, p := range m.Profiles {
		names = append(names, p.Name)
	}
	return names
}

// empty returns the typed configuration of a connector with the profile, or
// without one, and nothing in any field.
func empty(t testing.TB, m connector.Metadata, profile string) connector.Configuration {
	t.Helper()
	c, err := catalog.Decode(selecting(t, m, profile))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// selecting returns the configuration that has nothing but the profile.
func selecting(t testing.TB, m connector.Metadata, profile string) connector.Object {
	t.Helper()
	members := map[string]string{}
	if profile != "" {
		members[m.Selector] = profile
	}
	data, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	object, err := connector.NewObject(m.StoreType, data)
	if err != nil {
		t.Fatal(err)
	}
	return object
}

// decode returns the typed configuration of a connector that members make up.
func decode(t testing.TB, key string, members any) connector.Configuration {
	t.Helper()
	data, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	object, err := connector.NewObject(key, data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Decode(object)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A field is a field of a Configuration or of its profile.
type field struct {
	key   string // of the attribute
	marks []string
	value reflect.Value // settable
}

// fields returns the attributes of c and of its profile.
func fields(c connector.Configuration) []field {
	list := fieldsOf(reflect.ValueOf(c).Elem())
	if p := reflect.ValueOf(c).Elem().FieldByName("Profile"); p.IsValid() && !p.IsNil() {
		list = append(list, fieldsOf(p.Elem().Elem())...)
	}
	return list
}

func fieldsOf(v reflect.Value) []field {
	var list []field
	for f, value := range v.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key != "" && key != "-" {
			list = append(list, field{key, marks(f), value})
		}
	}
	return list
}

// marks returns what the tag of a field says, such as "required".
func marks(f reflect.StructField) []string { return strings.Split(f.Tag.Get("connector"), ",") }

// A store may have no configuration, and a configuration no connector that is
// known: the catalog hands both back as they are.
func TestCatalogUnknown(t *testing.T) {
	unknown, err := connector.NewObject("Gizmo", []byte(`{"A":"b"}`))
	if err != nil {
		t.Fatal(err)
	}
	if c, err := catalog.Decode(unknown); err != nil || c.StoreType() != "Gizmo" {
		t.Errorf("of an unknown connector: %v, %v", c, err)
	}
	if c, err := catalog.Decode(nil); err != nil || c != nil {
		t.Errorf("of nil: %v, %v", c, err)
	}
}
