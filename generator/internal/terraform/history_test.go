package terraform_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestRename gives something another name: the line of the lock has both, the old one
// is known to the provider, and the version of the schema is another.
func TestRename(t *testing.T) {
	t.Parallel()
	first, _ := build(t, acme("BASE_URL", "A", "B", ""), "")
	lock := strings.NewReplacer("Acme.BASE_URL base_url\n", "Acme.BASE_URL address root base_url\n", "Acme.\"A\" a\n", "Acme.\"A\" first a\n",
		"Acme.\"A\".USER user\n", "Acme.\"A\".USER login user\n", "Acme acme\n", "Acme acme_corp acme\n").Replace(string(first.Locked))
	p, found := build(t, acme("BASE_URL", "A", "B", `
- {connector: Acme, terraform-name: acme_corp, reason: r, source: s}
- {connector: Acme, attribute: BASE_URL, terraform-name: address, reason: r, source: s}
- {connector: Acme, attribute: USER, profile: A, terraform-name: login, reason: r, source: s}
- {connector: Acme, profile: A, terraform-name: first, reason: r, source: s}
`), lock)
	if found != "" || p.Locked != nil {
		t.Fatalf("found %q; the lock is %q", found, p.Locked)
	}
	s := p.Stores[0]
	got := fmt.Sprintln(s.Name, s.Was, s.Attributes[0].Name, s.Attributes[0].Was, s.Profiles[0].Name, s.Profiles[0].Was, s.Profiles[0].Attributes[0].Name, s.Profiles[0].Attributes[0].Was)
	if want := "acme_corp [acme] address [root base_url] first [a] login [user]\n"; got != want {
		t.Errorf("the names are %s, want %s", got, want)
	}
	if before := first.Stores[0].Version; s.Version != before+5 {
		t.Errorf("the version is %d, and was %d", s.Version, before)
	}
	for _, lines := range []string{"Acme.URL url\nAcme.Url uri url\n", "Acme.URL url url\n", "Acme.URL url uri\nAcme.\"A\" uri\n"} {
		if _, found := build(t, acme("URL", "A", "B", ""), lines); !strings.Contains(found, "already") {
			t.Errorf("%q: found %q", lines, found)
		}
	}
}

// TestMovedAttribute has an attribute that all profiles had alike, and that is each
// profile's own now, and one of a profile that comes to be shared.
func TestMovedAttribute(t *testing.T) {
	t.Parallel()
	first, _ := build(t, acme("BASE_URL", "A", "B", ""), "")
	lock := strings.Replace(string(first.Locked), "Acme.\"A\".USER user\n", "Acme.USER login user\nAcme.\"A\".HOST host\nAcme.\"B\".BASE_URL site\n", 1)
	p, found := build(t, acme("BASE_URL", "A", "B", ""), lock)
	if found != "" {
		t.Fatal(found)
	}
	s := p.Stores[0]
	if got := s.Profiles[0].Attributes[0].Moved; !slices.Equal(got, []string{"login", "user"}) {
		t.Errorf("USER was called %q around the profiles", got)
	}
	if got := s.Attributes[0].Moved; !slices.Equal(got, []string{"site"}) {
		t.Errorf("BASE_URL was called %q in profiles", got)
	}
}

// TestVersionNeverFalls goes from inputs to others at random, with the lock that each
// leaves: a provider that falls back to a lower version of a schema refuses the states
// that it wrote itself.
func TestVersionNeverFalls(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	keys, titles := []string{"URL", "BASE_URL", "LEVEL", "HOST"}, []string{"Basic", "OAuth 2", "Token"}
	raised := 0
	for range 40 {
		version, lock := -1, ""
		for range 6 {
			i := random.IntN(len(titles))
			p, found := build(t, acme(keys[random.IntN(len(keys))], titles[i], titles[(i+1)%len(titles)], ""), lock)
			if found != "" {
				continue
			}
			if got := p.Stores[0].Version; got < version {
				t.Fatalf("the version fell from %d to %d with the lock\n%s", version, got, lock)
			} else if got > version && version >= 0 {
				raised++
			}
			version = p.Stores[0].Version
			if p.Locked != nil {
				lock = string(p.Locked)
			}
		}
	}
	if raised == 0 {
		t.Error("no version was raised")
	}
}
