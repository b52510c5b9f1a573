package harness

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
)

// Metadata returns the metadata of every connector, by store type.
func Metadata(t testing.TB) map[string]connector.Metadata {
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

// Profiles returns the names of the profiles of m: "" if there is no choice.
func Profiles(m connector.Metadata) []string {
	if m.Selector == "" {
		return []string{""}
	}
	var names []string
	for _, p := range m.Profiles {
		names = append(names, p.Name)
	}
	return names
}

// Empty returns the typed configuration of a connector with the profile, or
// without one, and nothing in any field.
func Empty(t testing.TB, m connector.Metadata, profile string) connector.Configuration {
	t.Helper()
	c, err := catalog.Decode(Selecting(t, m, profile))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Selecting returns the configuration that has nothing but the profile.
func Selecting(t testing.TB, m connector.Metadata, profile string) connector.Object {
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

// A Field is a field of a Configuration or of its profile.
type Field struct {
	Key   string // of the attribute
	Marks []string
	Value reflect.Value // settable
}

// Fields returns the attributes of c and of its profile.
func Fields(c connector.Configuration) []Field {
	list := fieldsOf(reflect.ValueOf(c).Elem())
	if p := reflect.ValueOf(c).Elem().FieldByName("Profile"); p.IsValid() && !p.IsNil() {
		list = append(list, fieldsOf(p.Elem().Elem())...)
	}
	return list
}

func fieldsOf(v reflect.Value) []Field {
	var list []Field
	for f, value := range v.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key != "" && key != "-" {
			list = append(list, Field{key, Marks(f), value})
		}
	}
	return list
}

// Marks returns what the tag of a field says, such as "required".
func Marks(f reflect.StructField) []string { return strings.Split(f.Tag.Get("connector"), ",") }
