package metadata

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// A capture is read twice: by the generator, whose package model decides what code
// is generated, and by this package, from the API, in a running program. Both must
// see the same: what selects a profile, what every profile shares, and of each
// attribute what it is, whether it is a secret, and which values it has. The captures
// here are made at random, of keys that look like those of secrets, of attributes that
// could select a profile, and of flags that differ between profiles; each is read with
// its profiles and attributes in two orders.
func TestTwins(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(16, 1))
	selected, shares := 0, 0
	for range 3000 {
		capture := randomCapture(random)
		twin := twinOf(t, capture)
		if twin == nil {
			continue // the generator asks for a correction, so there is nothing to compare
		}
		m, err := Parse(capture)
		if err != nil {
			t.Fatal(err)
		}
		got := seen(m)
		if diff := cmp.Diff(*twin, got); diff != "" {
			t.Fatalf("the generator and package metadata differ (-generator +metadata) on\n%s\n%s", capture, diff)
		}
		if got.Selector != "" {
			selected++
		}
		if len(got.Shared) > 1 {
			shares++
		}
	}
	t.Logf("%d captures have a selector, %d have shared attributes", selected, shares)
	if selected < 500 || shares < 500 {
		t.Error("too few captures have a selector, or attributes that profiles share")
	}
}

// A view is what of metadata has to be the same for both.
type view struct {
	Selector   string
	Shared     []string          // keys of what is the same in every profile
	Attributes map[string]string // by profile and key
}

func (v *view) add(profile, key string, a ...any) {
	v.Attributes[profile+" "+key] = fmt.Sprint(a...)
}

// seen returns what this package makes of a capture.
func seen(m connector.Metadata) view {
	v := view{Selector: m.Selector, Attributes: make(map[string]string)}
	for _, p := range m.Profiles {
		if len(m.Profiles) == 1 {
			p.Name = "" // where there is no choice, the name is none for the generator
		}
		for _, a := range p.Attributes {
			v.add(p.Name, a.Key, a.Kind, a.Required, a.Sensitive, a.Open, a.PossibleValues)
		}
	}
	for _, a := range shared(m) {
		v.Shared = append(v.Shared, a.Key)
	}
	v.sort()
	return v
}

// sort sorts what is shared, without the selector, which both treat apart.
func (v *view) sort() {
	v.Shared = slices.DeleteFunc(v.Shared, func(key string) bool { return key == v.Selector })
	if slices.Sort(v.Shared); len(v.Shared) == 0 {
		v.Shared = nil
	}
}

// twinOf returns what the generator makes of a capture, or nil if it refuses it.
func twinOf(t *testing.T, capture []byte) *view {
	t.Helper()
	loaded, found, err := load.Folder(fstest.MapFS{"connectors/Acme.json": {Data: capture}}, "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v\n%s", err, found.All(), capture)
	}
	m, found := model.Build(loaded)
	if found.Failed() {
		return nil
	}
	c := m.Connectors[0]
	v := &view{Selector: c.Metadata.Selector, Attributes: make(map[string]string)}
	for _, p := range c.Metadata.Profiles {
		for _, a := range p.Attributes {
			v.add(p.Title, a.Key, kindTwin(a.Kind), a.Required, a.Sensitive, a.Open, a.Values)
		}
	}
	for _, a := range c.Fields {
		v.Shared = append(v.Shared, a.Key)
	}
	v.sort()
	return v
}

// kindTwin returns what the metadata call kind, one of those that attributes have.
func kindTwin(kind model.Kind) connector.Kind {
	switch {
	case kind == model.KindBoolean:
		return connector.KindBoolean
	case kind == model.KindEnumeration:
		return connector.KindEnumeration
	}
	return connector.KindString
}

// randomCapture returns a capture with one to three profiles.
func randomCapture(random *rand.Rand) []byte {
	names := []string{"One", "Two", "Three"}[:1+random.IntN(3)]
	keys := []string{"WAY", "DECOY", "URL", "PIN", "API_TOKEN", "TOKEN_URL", "SWITCH", "MODE"}
	alike := random.IntN(2) == 0 // the profiles share more
	first := make(map[string]map[string]any)
	var profiles []any
	for _, name := range names {
		attributes := []any{}
		for _, i := range random.Perm(len(keys)) {
			key := keys[i]
			if key != "WAY" && random.IntN(4) == 0 {
				continue
			}
			a := randomAttribute(random, key, names)
			if alike && first[key] != nil && random.IntN(5) > 0 {
				a = first[key]
			}
			first[key] = a
			attributes = append(attributes, a)
		}
		profiles = append(profiles, map[string]any{"name": name, "connectionAttributes": attributes})
	}
	random.Shuffle(len(profiles), func(i, j int) { profiles[i], profiles[j] = profiles[j], profiles[i] })
	data, _ := json.Marshal(map[string]any{ // it can be encoded
		"information": map[string]any{"key": "Acme"}, "connectionProfiles": profiles,
		"attributeMetadata": map[string]any{"capabilities": []any{}, "enhancements": []any{}, "userAttributes": map[string]any{}},
	})
	return data
}

func randomAttribute(random *rand.Rand, key string, names []string) map[string]any {
	a := map[string]any{"key": key, "required": random.IntN(2) == 0, "sensitive": random.IntN(8) == 0}
	switch key {
	case "WAY":
		a["sensitive"], a["possibleValues"] = random.IntN(30) == 0, listed(random, names, 20)
	case "DECOY":
		a["possibleValues"] = listed(random, names, 3)
	case "MODE":
		a["possibleValues"] = [][]string{{"a", "b"}, {"a"}}[random.IntN(2)]
	case "SWITCH":
		a["typeBoolean"], a["sensitive"] = true, false
	case "PIN":
		a["typeInteger"] = random.IntN(6) == 0 // a kind that nobody knows
	}
	return a
}

// listed returns the names and perhaps more, of which one in n is left out.
func listed(random *rand.Rand, names []string, n int) (list []string) {
	for _, name := range slices.Concat(names, []string{"more", strings.ToLower(names[0])}[:random.IntN(3)]) {
		if random.IntN(n) > 0 {
			list = append(list, name)
		}
	}
	return append(list, "last")[:max(1, len(list))]
}
