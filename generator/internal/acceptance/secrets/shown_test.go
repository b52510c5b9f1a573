package secrets_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/connector/zoom"
	generic "github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generated/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/leak"
)

// TestLeaks puts a canary into every secret of every generated configuration, and
// into the members that no field holds. It looks for it in every way that programs
// print a value: the configuration, a pointer to it, its profile, its store, its
// generic form, what the API sends, and its secrets.
func TestLeaks(t *testing.T) {
	t.Parallel()
	for key, m := range harness.Metadata(t) {
		for _, profile := range harness.Profiles(m) {
			t.Run(key+" "+profile, func(t *testing.T) {
				t.Parallel()
				c := filled(t, m, profile)
				noLeak(t, "configuration", reflect.ValueOf(c).Elem().Interface())
				noLeak(t, "configuration behind a pointer", any(c))
				noLeak(t, "store", propagation.Store{Name: key, Configuration: c})
				noLeak(t, "secrets", c.Secrets())
				if p := reflect.ValueOf(c).Elem().FieldByName("Profile"); p.IsValid() {
					noLeak(t, "profile", p.Elem().Elem().Interface())
					noLeak(t, "profile behind a pointer", p.Interface())
				}
				object := asSent(t, c)
				checked, err := generic.Decode(m, object)
				if err != nil {
					t.Fatal(err)
				}
				noLeak(t, "generic form", checked)
				noLeak(t, "object", object)
				noLeak(t, "store as read", &propagation.Store{Name: key, Configuration: object})
			})
		}
	}
}

// TestLeaksOfTypes is TestLeaks for variables of concrete types, because package fmt
// treats them differently from values in an interface.
func TestLeaksOfTypes(t *testing.T) {
	t.Parallel()
	secret := connector.NewSecret(leak.Canary(1))
	unknown, err := connector.NewValue(quoted(2))
	if err != nil {
		t.Fatal(err)
	}
	c := zoom.Configuration{
		Profile: &zoom.OAuthBearerToken{OAuthClientSecret: secret},
		Extra:   connector.Extra{"NOBODY_KNOWS": unknown},
	}
	noLeak(t, "Secret", secret)
	noLeak(t, "*Secret", &secret)
	noLeak(t, "Value", unknown)
	noLeak(t, "Extra", c.Extra)
	noLeak(t, "zoom.Configuration", c)
	noLeak(t, "zoom.OAuthBearerToken", zoom.OAuthBearerToken{OAuthClientSecret: secret})
	noLeak(t, "*zoom.OAuthBearerToken", &zoom.OAuthBearerToken{OAuthClientSecret: secret})
	noLeak(t, "Configuration", connector.Configuration(c))
	noLeak(t, "Store", propagation.Store{Configuration: c})
	noLeak(t, "*Store", &propagation.Store{Configuration: &c, Extra: c.Extra})
}

// TestLeaksOfErrors decodes wrong data that is full of secrets. No error may quote
// it.
func TestLeaksOfErrors(t *testing.T) {
	t.Parallel()
	text := string(quoted(1))
	for key, m := range harness.Metadata(t) {
		wrong := map[string]any{m.Selector: []string{leak.Canary(2)}}
		for _, p := range m.Profiles {
			for _, a := range p.Attributes {
				wrong[a.Key] = []string{leak.Canary(3)}
			}
		}
		data, err := json.Marshal(wrong)
		if err != nil {
			t.Fatal(err)
		}
		object, err := connector.NewObject(key, data)
		if err != nil {
			t.Fatal(err)
		}
		_, err = catalog.Decode(object)
		noLeak(t, key+": wrong kinds, typed", err)
		_, err = generic.Decode(m, object)
		noLeak(t, key+": wrong kinds, generic", err)
	}
	for name, data := range map[string]string{
		"text behind it":   `{} ` + text,
		"a name twice":     `{` + text + `:1,` + text + `:2}`,
		"no end":           `{"API_KEY":` + text,
		"no JSON":          leak.Canary(4),
		"a wrong escape":   `{"API_KEY":"` + leak.Canary(5) + `\q"}`,
		"a string":         text,
		"not UTF-8":        "{\"API_KEY\":\"\xff" + text[1:] + "}",
		"a wrong time":     `{"type":"Zoom","createdAt":` + text + `}`,
		"wrong everywhere": `{"type":[` + text + `],"name":[` + text + `],"configuration":` + text + `}`,
	} {
		_, err := connector.NewObject("Zoom", []byte(data))
		noLeak(t, name+": Object", err)
		_, err = connector.NewValue([]byte(data))
		noLeak(t, name+": Value", err)
		noLeak(t, name+": Configuration", new(zoom.Configuration).UnmarshalJSON([]byte(data)))
		noLeak(t, name+": Secret", new(connector.Secret).UnmarshalJSON([]byte(data)))
		noLeak(t, name+": Store", new(propagation.Store).UnmarshalJSON([]byte(data)))
	}
	_, err := connector.Wire(zoom.Configuration{Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret(leak.Canary(6) + "\xff")}})
	noLeak(t, "sending what is not UTF-8", err)
}

// TestLeaksOfPanics panics, in a process of its own, with values that hold secrets.
// What the process prints may not show them.
func TestLeaksOfPanics(t *testing.T) {
	if key := os.Getenv("PANIC_WITH"); key != "" {
		m, _ := catalog.Metadata(key)
		c := filled(t, m, harness.Profiles(m)[0])
		for _, v := range slices.Concat(
			leak.Held(reflect.ValueOf(c).Elem().Interface()), leak.Held(any(c)), leak.Held(asSent(t, c)),
			leak.Held(c.Secrets()), leak.Held(propagation.Store{Configuration: c})) {
			defer func() { panic(v) }() // on top of the others, so that all show
		}
		return
	}
	t.Parallel()
	for _, key := range catalog.StoreTypes() {
		cmd := exec.Command(os.Args[0], "-test.run=^TestLeaksOfPanics$")
		cmd.Env = append(os.Environ(), "PANIC_WITH="+key)
		out, err := cmd.CombinedOutput()
		if n := strings.Count(string(out), "panic: "); err == nil || n < 50 {
			t.Errorf("%s: %d panics, want 50", key, n)
		}
		if shown := leak.Shows(string(out)); shown != "" {
			t.Errorf("%s: a panic shows %s", key, shown)
		}
	}
}

// noLeak fails if a canary in v shows in some cell.
func noLeak[T any](t *testing.T, what string, v T) {
	t.Helper()
	if any(v) == nil {
		return
	}
	for _, cell := range leak.Find(v) {
		t.Errorf("%s leaks: %s", what, cell)
	}
}

// quoted returns a canary as JSON.
func quoted(n int) json.RawMessage {
	data, _ := json.Marshal(leak.Canary(n)) // a string can always be encoded
	return data
}

// filled returns a configuration of the profile with something in every field:
// a canary in each secret and in what no field holds.
func filled(t *testing.T, m connector.Metadata, profile string) connector.Configuration {
	t.Helper()
	c := harness.Empty(t, m, profile)
	for i, f := range harness.Fields(c) {
		switch f.Value.Interface().(type) {
		case connector.Secret:
			f.Value.Set(reflect.ValueOf(connector.NewSecret(leak.Canary(i))))
		case *bool:
			f.Value.Set(reflect.ValueOf(new(true)))
		default:
			f.Value.SetString(plain(m, f.Key))
		}
	}
	unknown, err := connector.NewValue(quoted(1000))
	if err != nil {
		t.Fatal(err)
	}
	reflect.ValueOf(c).Elem().FieldByName("Extra").Set(reflect.ValueOf(connector.Extra{"NOBODY_KNOWS": unknown}))
	return c
}

// plain returns a value that the attribute may have.
func plain(m connector.Metadata, key string) string {
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			if a.Key == key && len(a.PossibleValues) > 0 {
				return a.PossibleValues[0]
			}
		}
	}
	return "plain"
}

// asSent returns c as the API would answer it.
func asSent(t *testing.T, c connector.Configuration) connector.Object {
	t.Helper()
	data, err := connector.Wire(c)
	if err != nil {
		t.Fatal(err)
	}
	object, err := connector.NewObject(c.StoreType(), data)
	if err != nil {
		t.Fatal(err)
	}
	return object
}
