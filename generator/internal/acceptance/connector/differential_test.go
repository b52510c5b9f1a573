package connector_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestTypedAndGeneric compares the generated types with the generic checks over
// metadata: for any object they must find the same problems, and send the same.
func TestTypedAndGeneric(t *testing.T) {
	t.Parallel()
	for key, m := range harness.Metadata(t) {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(5, 6))
			for range long.Or(2000, 300) {
				compareForms(t, m, randomObject(random, m))
			}
		})
	}
}

// FuzzTypedAndGeneric is TestTypedAndGeneric for any bytes.
func FuzzTypedAndGeneric(f *testing.F) {
	types := catalog.StoreTypes()
	random := rand.New(rand.NewPCG(7, 8))
	for i, key := range types {
		m, _ := catalog.Metadata(key)
		f.Add(uint8(i), randomObject(random, m))
	}
	f.Add(uint8(slices.Index(types, "Zoom")), []byte(`{"AUTHENTICATION_METHOD":"JWT Bearer Token","API_KEY":"***","SCIM_URL":"\ud800"}`))
	f.Add(uint8(slices.Index(types, "directory")), []byte(`{}`))
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		m, _ := catalog.Metadata(types[int(which)%len(types)])
		compareForms(t, m, data)
	})
}

// compareForms compares the typed and the generic form of a configuration, given as
// JSON, of the connector that m describes: as it is written, received and read strictly.
func compareForms(t *testing.T, m connector.Metadata, data []byte) {
	t.Helper()
	object, err := connector.NewObject(m.StoreType, data)
	if err != nil {
		return // it is no configuration for either
	}
	compareObjects(t, m, object, data)
	compareObjects(t, m, object.Received(), data)
	compareObjects(t, m, object.Strict(), data)
}

func compareObjects(t *testing.T, m connector.Metadata, object connector.Object, data []byte) {
	t.Helper()
	typed, typedErr := catalog.Decode(object)
	checked, genericErr := generic.Decode(m, object)
	if diff := cmp.Diff(problems(typedErr), problems(genericErr)); diff != "" {
		t.Fatalf("decoding %s %s (-typed +generic):\n%s", m.StoreType, data, diff)
	}
	if typedErr != nil {
		return
	}
	if diff := cmp.Diff(problems(typed.Validate()), problems(checked.Validate())); diff != "" {
		t.Fatalf("validating %s %s (-typed +generic):\n%s", m.StoreType, data, diff)
	}
	typedWire, typedErr := connector.Wire(typed)
	genericWire, genericErr := connector.Wire(checked)
	if diff := cmp.Diff(problems(typedErr), problems(genericErr)); diff != "" {
		t.Fatalf("sending %s %s (-typed +generic):\n%s", m.StoreType, data, diff)
	}
	if typedErr != nil {
		return
	}
	want := members(t, data)
	for form, wire := range map[string][]byte{"typed": typedWire, "generic": genericWire} {
		got := members(t, wire)
		if given := want[m.Selector]; given == nil || given == "" { // the form has found it out
			delete(want, m.Selector)
			delete(got, m.Selector)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("sending %s %s (-given +%s):\n%s", m.StoreType, data, form, diff)
		}
	}
}

// members returns the members of a JSON object. For null, and for no data, there are
// none.
func members(t *testing.T, data []byte) map[string]any {
	t.Helper()
	if data == nil {
		return map[string]any{}
	}
	object, ok := harness.Value(t, data).(map[string]any)
	if !ok {
		return map[string]any{}
	}
	return object
}

// problems returns what an error says, in an order that does not depend on who says it.
func problems(err error) []string {
	list, ok := errors.AsType[connector.Errors](err)
	switch {
	case err == nil:
		return nil
	case !ok:
		return []string{err.Error()}
	}
	var lines []string
	for _, p := range list {
		lines = append(lines, strings.Join(append([]string{p.StoreType, p.Profile, p.Key, string(p.Rule)}, p.Values...), " | "))
	}
	slices.Sort(lines)
	return lines
}

// randomObject returns a JSON object with some of the keys of m, some others,
// and values that are right, wrong, empty or strange.
func randomObject(random *rand.Rand, m connector.Metadata) []byte {
	object := make(map[string]any)
	likely := random.Float64() // objects that are nearly empty, and nearly complete
	wrong := random.Float64() * random.Float64()
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			if random.Float64() < likely {
				object[a.Key] = randomValue(random, a, wrong)
			}
		}
	}
	if m.Selector != "" && random.IntN(4) > 0 {
		name := m.Profiles[random.IntN(len(m.Profiles))].Name
		object[m.Selector] = pick(random, name, name, strings.ToUpper(name), "Passkey", randomAddress(random))
	}
	if random.IntN(3) == 0 {
		object[pick(random, "NOBODY_KNOWS", "scim_url", "CREATE_USER", "", "clé")] = pick[any](random, "text", "***", nil, []any{"••••"}, 1e3, true, randomAddress(random), []any{map[string]any{"a": randomAddress(random)}})
	}
	data, err := json.Marshal(object)
	if err != nil {
		panic(err) // it is made of what JSON has
	}
	return data
}

// randomValue returns a value for a, of the wrong kind or strange with the probability wrong.
func randomValue(random *rand.Rand, a connector.Attribute, wrong float64) any {
	switch {
	case random.Float64() < wrong:
		return pick[any](random, nil, "", "***", "••••", "**", "[redacted]", "text", true, false, 1, 1.5, []any{}, map[string]any{"a": "***"}, "\u2028 \x00 é 🙂 \"\\")
	case a.Kind == connector.KindBoolean:
		return random.IntN(2) == 0
	case len(a.PossibleValues) > 0:
		return pick(random, append(a.PossibleValues, "Something Else")...)
	}
	if random.IntN(8) == 0 {
		return randomAddress(random)
	}
	return pick(random, "text", "https://example.com/", "a secret")
}

// randomAddress returns a text made of the parts of URLs: some with a user and a
// password, some that nearly have them.
func randomAddress(random *rand.Rand) string {
	var text strings.Builder
	for range 1 + random.IntN(9) {
		text.WriteString(pick(random, "https", "://", "://svc:pass", "/1@a", "svc", ":", "pass", "443", "@", "@", "/", "?a=", "#", "&token=", "?client_secret=", ";accessKey", "&sig=", "?key", "=x", "&token_type=b", "[::1]", "a.example", " ", "\"", "%40", "é"))
	}
	return text.String()
}

func pick[T any](random *rand.Rand, list ...T) T { return list[random.IntN(len(list))] }
