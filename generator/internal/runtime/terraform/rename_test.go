package terraform

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestUpgradedIsAsMade renames attributes and blocks at random, several times, and
// takes attributes into profiles and out of them. A state of any version before, when
// upgraded, is what the last version makes of the same store.
func TestUpgradedIsAsMade(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		versions := []*kind{zoomKind(t)}
		for range 1 + random.IntN(4) {
			versions = append(versions, next(versions[len(versions)-1], random))
		}
		last := versions[len(versions)-1]
		server := filled(last, &last.profiles[random.IntN(len(last.profiles))], random)
		want := last.state(server, types.ObjectNull(nil), true)
		for i, k := range versions {
			state, err := json.Marshal(plainOf(k.state(server, types.ObjectNull(nil), true)))
			if err != nil {
				t.Fatal(err)
			}
			var old members
			if err := json.Unmarshal(state, &old); err != nil {
				t.Fatal(err)
			}
			if got := last.upgradedBlock(old); !got.Equal(want) {
				t.Fatalf("version %d of %d:\n%s\nis upgraded to\n%s\nwant\n%s", i, len(versions), state, got, want)
			}
		}
	}
}

// zoomKind returns the kind of Zoom stores before anything was renamed.
func zoomKind(t *testing.T) *kind {
	t.Helper()
	all := kinds()
	k := &all[slices.IndexFunc(all, func(k kind) bool { return k.storeType == "Zoom" })]
	for i := range k.attributes {
		k.attributes[i].was = nil
	}
	for i := range k.profiles {
		k.profiles[i].was = nil
		for j := range k.profiles[i].attributes {
			k.profiles[i].attributes[j].was, k.profiles[i].attributes[j].moved = nil, nil
		}
	}
	return k
}

// next returns another version of k, with some things renamed, and one moved.
func next(k *kind, random *rand.Rand) *kind {
	copied := *k
	copied.attributes = slices.Clone(k.attributes)
	copied.profiles = slices.Clone(k.profiles)
	renamed := func(name string, was []string) (string, []string) {
		if random.IntN(3) > 0 {
			return name, was
		}
		return fmt.Sprintf("n%d", random.Uint32()), append([]string{name}, was...)
	}
	for i := range copied.attributes {
		a := &copied.attributes[i]
		a.name, a.was = renamed(a.name, a.was)
	}
	for i := range copied.profiles {
		p := &copied.profiles[i]
		p.name, p.was = renamed(p.name, p.was)
		p.attributes = slices.Clone(p.attributes)
		for j := range p.attributes {
			a := &p.attributes[j]
			a.name, a.was = renamed(a.name, a.was)
		}
	}
	move(&copied, random)
	return &copied
}

// move takes an attribute out of every profile, if it is in none else, or into each.
func move(k *kind, random *rand.Rand) {
	if random.IntN(2) > 0 || len(k.attributes) < 2 {
		return
	}
	i := random.IntN(len(k.attributes))
	a := k.attributes[i]
	k.attributes = slices.Delete(k.attributes, i, i+1)
	a.moved = append(append([]string{a.name}, a.was...), a.moved...)
	a.name, a.was = fmt.Sprintf("m%d", random.Uint32()), nil
	for i := range k.profiles {
		k.profiles[i].attributes = append(k.profiles[i].attributes, a)
	}
}

// filled returns what a server has of a store with a profile: something for some of
// the attributes.
func filled(k *kind, p *profile, random *rand.Rand) members {
	m := members{k.selector: json.RawMessage(fmt.Sprintf("%q", p.method))}
	for _, a := range k.all(p) {
		switch {
		case random.IntN(3) == 0:
		case a.boolean:
			m[a.key] = json.RawMessage(fmt.Sprint(random.IntN(2) == 0))
		default:
			m[a.key] = json.RawMessage(fmt.Sprintf("%q", fmt.Sprint("value ", random.Uint32())))
		}
	}
	return m
}

// plainOf returns a value as JSON in a state has it.
func plainOf(v attr.Value) any {
	switch v := v.(type) {
	case types.Object:
		m := make(map[string]any)
		for name, x := range v.Attributes() {
			m[name] = plainOf(x)
		}
		return m
	case types.List:
		list := []any{}
		for _, x := range v.Elements() {
			list = append(list, plainOf(x))
		}
		return list
	case types.Bool:
		return v.ValueBoolPointer()
	case types.String:
		return v.ValueStringPointer()
	}
	return nil
}
