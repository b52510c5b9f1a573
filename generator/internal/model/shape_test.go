package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// People read the first fields first: required ones come before optional ones,
// and deprecated ones last. What is alike stays in the order of the inputs.
func TestSortAttributes(t *testing.T) {
	list := []*Attribute{
		{Key: "OLD", Required: true, Deprecated: true},
		{Key: "B"},
		{Key: "D", Required: true},
		{Key: "A"},
		{Key: "C", Required: true},
		{Key: "OLDER", Deprecated: true},
	}
	sortAttributes(list)
	var got []string
	for _, a := range list {
		got = append(got, a.Key)
	}
	if diff := cmp.Diff([]string{"D", "C", "B", "A", "OLD", "OLDER"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for required, want := range map[bool]int{true: 2, false: len(list)} {
		c := &Connector{Fields: list, Selector: &Selector{Attribute: &Attribute{Required: required}}}
		if got := c.ProfileAt(); got != want {
			t.Errorf("a Profile that is required (%v) comes after %d fields, want %d", required, got, want)
		}
	}
}

// A deprecated field names what to use instead as a link that go doc and pkg.go.dev can follow.
func TestReplacements(t *testing.T) {
	c := &Connector{
		Fields:   []*Attribute{{Key: "NEW", Name: "New"}},
		Selector: &Selector{Attribute: &Attribute{Key: "HOW"}},
		Profiles: []*Profile{{Name: "Token", Fields: []*Attribute{{Key: "API_KEY", Name: "APIKey"}}}},
	}
	got := c.Replacements(&Attribute{ReplacedBy: "NEW + HOW + API_KEY + GONE"})
	want := []string{"[Configuration.New]", "[Configuration.Profile]", "[Token.APIKey]", "GONE"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.Replacements(&Attribute{}); got != nil {
		t.Errorf("nothing replaces it, got %q", got)
	}
}
