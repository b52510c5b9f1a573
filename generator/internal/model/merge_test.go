package model

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// text returns a text that an input has.
func text(s string) spec.Text { return spec.Text{Value: s, Set: true} }

// rules returns the rules of findings, in order.
func rules(found *spec.Findings) []string {
	var list []string
	for _, f := range found.All() {
		list = append(list, f.Rule)
	}
	return list
}

// said returns the statements of a test, in which a kind that is not set means a string.
func said(documented, captured *Statement) statements {
	complete := func(s *Statement, source Source) *Statement {
		if s == nil {
			return nil
		}
		whole := *s
		whole.Source, whole.Kind = source, max(s.Kind, KindString)
		return &whole
	}
	return statements{complete(documented, Documented), complete(captured, Captured)}
}

// profilesOf returns a profile for each of the attributes.
func profilesOf(list ...*Attribute) []*Profile {
	var profiles []*Profile
	for _, a := range list {
		profiles = append(profiles, &Profile{Attributes: []*Attribute{a}})
	}
	return profiles
}

// TestKind shows what an attribute is where both inputs speak of it. A capture
// without values says nothing of an enumeration: the documented values stay, and
// others are accepted.
func TestKind(t *testing.T) {
	str, boolean := &Statement{}, &Statement{Kind: KindBoolean}
	low := []spec.Text{text("low"), text("low"), text("high")}
	closed := &Statement{Kind: KindEnumeration, Values: low}
	open := &Statement{Kind: KindEnumeration, Values: low, Open: true}
	other := &Statement{Kind: KindEnumeration, Values: []spec.Text{text("none")}}
	for _, test := range []struct {
		name                 string
		documented, captured *Statement
		want                 Kind
		values               []string
		open, fail           bool
	}{
		{name: "a string", documented: str, captured: str, want: KindString},
		{name: "a boolean", documented: boolean, captured: boolean, want: KindBoolean},
		{name: "documented values, each once", documented: closed, want: KindEnumeration, values: []string{"low", "high"}, open: true},
		{name: "documented values, others accepted", documented: open, want: KindEnumeration, values: []string{"low", "high"}, open: true},
		{name: "open, and captured as a string", documented: open, captured: str, want: KindEnumeration, values: []string{"low", "high"}, open: true},
		{name: "open, and captured with values", documented: open, captured: other, want: KindEnumeration, values: []string{"none", "low", "high"}, open: true},
		{name: "both have values", documented: closed, captured: other, want: KindEnumeration, values: []string{"none", "low", "high"}, open: true},
		{name: "the capture has more values", documented: closed, captured: &Statement{Kind: KindEnumeration, Values: append(low, text("none"))}, want: KindEnumeration, values: []string{"low", "high", "none"}},
		{name: "only the capture has values", documented: str, captured: other, want: KindEnumeration, values: []string{"none"}},
		{name: "closed, and captured as a string", documented: closed, captured: str, want: KindEnumeration, values: []string{"low", "high"}, open: true},
		{name: "a boolean, and captured as a string", documented: boolean, captured: str, want: KindBoolean, fail: true},
		{name: "a string, and captured as a boolean", documented: str, captured: boolean, want: KindBoolean, fail: true},
		{name: "an enumeration, and captured as a boolean", documented: open, captured: boolean, want: KindBoolean, fail: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			a := attribute(said(test.documented, test.captured), nil, &found)
			if a.Kind != test.want || a.Open != test.open || found.Failed() != test.fail {
				t.Errorf("kind %v, open %v, refused %v, want %v, %v, %v", a.Kind, a.Open, found.Failed(), test.want, test.open, test.fail)
			}
			if diff := cmp.Diff(test.values, a.Values); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWords shows which input the words of an attribute come from: the label is
// the capture's, the description the document's, and one that only repeats the
// label is none.
func TestWords(t *testing.T) {
	for _, test := range []struct {
		name                 string
		documented, captured *Statement
		want                 Attribute
	}{
		{"documented", &Statement{Label: "L", Description: "D", Default: "true", ReplacedBy: "X"}, nil,
			Attribute{Label: "L", Description: "D", Default: "true", ReplacedBy: "X", Source: Documented}},
		{"captured", nil, &Statement{Label: "l", Description: "d"},
			Attribute{Label: "l", Description: "d", Source: Captured}},
		{"both", &Statement{Label: "L", Description: "D"}, &Statement{Label: "l", Description: "d"},
			Attribute{Label: "l", Description: "D", Source: Both}},
		{"a description that says nothing", nil, &Statement{Label: "URL", Description: "URL"},
			Attribute{Label: "URL", Source: Captured}},
		{"deprecated by one", &Statement{Deprecated: true}, &Statement{}, Attribute{Deprecated: true, Source: Both}},
		{"sensitive by one", &Statement{Sensitive: true}, &Statement{}, Attribute{Sensitive: true, Source: Both}},
		{"sensitive by the other", &Statement{}, &Statement{Sensitive: true}, Attribute{Sensitive: true, Source: Both}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			got := *attribute(said(test.documented, test.captured), nil, &found)
			got.statements, test.want.Kind = statements{}, KindString
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(Attribute{}, statements{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLatch shows that sensitive is never lost: what is sensitive in one
// profile is so in all, what looks like a secret is one, and what is sensitive can
// be kept secret.
func TestLatch(t *testing.T) {
	for _, test := range []struct {
		name  string
		a, b  Attribute // of the same key in two profiles
		kind  Kind      // of b then
		found string    // about b
	}{
		{"in one profile", Attribute{Sensitive: true}, Attribute{Kind: KindString}, KindString, "secret-elsewhere"},
		{"by its key", Attribute{Key: "PIN_SECRET"}, Attribute{Key: "PIN_SECRET", Kind: KindString}, KindString, "secret-looking"},
		{"with values", Attribute{Sensitive: true}, Attribute{Kind: KindEnumeration, Values: []string{"a"}}, KindString, "sensitive-enumeration"},
		{"a boolean", Attribute{Sensitive: true}, Attribute{Kind: KindBoolean}, KindBoolean, "sensitive-boolean"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			latchSecrets(profilesOf(&test.a, &test.b), &found)
			if !test.b.Sensitive || test.b.Kind != test.kind || test.b.Values != nil {
				t.Errorf("got sensitive %v, %v %q; want it sensitive, %v, without values", test.b.Sensitive, test.b.Kind, test.b.Values, test.kind)
			}
			if !strings.Contains(strings.Join(rules(&found), " "), test.found) {
				t.Errorf("findings %q, want %s", rules(&found), test.found)
			}
		})
	}
	boolean := &Attribute{Key: "SECRET", Kind: KindBoolean}
	var found spec.Findings
	latchSecrets(profilesOf(boolean), &found)
	if boolean.Sensitive || rules(&found) != nil {
		t.Errorf("a boolean whose key looks like a secret: sensitive %v, findings %q, want neither", boolean.Sensitive, rules(&found))
	}
}

// TestNotSecret shows what a correction makes of a secret: it is none if all that
// speak of it agree. Where two corrections differ, or where another profile has it
// as a secret, it stays one.
func TestNotSecret(t *testing.T) {
	flag := func(is bool) spec.Flag { return spec.Flag{Value: is, Set: true} }
	not := func(profile string) spec.Correction {
		c := spec.Correction{Attribute: text("PIN_SECRET"), Sensitive: flag(false)}
		if profile != "" {
			c.Profile = text(profile)
		}
		return c
	}
	is := spec.Correction{Attribute: text("PIN_SECRET"), Sensitive: flag(true)}
	for _, test := range []struct {
		name        string
		marked      [2]bool // in which profile an input marks it
		corrections []spec.Correction
		want        bool
		found       string
	}{
		{"no correction", [2]bool{}, nil, true, "secret-looking"},
		{"by its key", [2]bool{}, []spec.Correction{not("")}, false, ""},
		{"marked", [2]bool{true, true}, []spec.Correction{not("")}, false, ""},
		{"marked in one profile", [2]bool{true, false}, []spec.Correction{not("")}, false, ""},
		{"of one profile, marked in none", [2]bool{}, []spec.Correction{not("A")}, true, "secret-elsewhere secret-looking"},
		{"of one profile, marked in the other", [2]bool{false, true}, []spec.Correction{not("A")}, true, "secret-elsewhere"},
		{"of each profile", [2]bool{true, false}, []spec.Correction{not("A"), not("B")}, false, ""},
		{"two that differ", [2]bool{}, []spec.Correction{is, not("A"), not("B")}, true, ""},
		{"two that differ, in the other order", [2]bool{}, []spec.Correction{not("A"), not("B"), is}, true, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			fix := newFixes(test.corrections, &found)
			list := profilesOf(&Attribute{}, &Attribute{})
			for i, p := range list {
				p.Title = string(rune('A' + i))
				*p.Attributes[0] = Attribute{Key: "PIN_SECRET", Kind: KindString, Sensitive: test.marked[i]}
				fix.apply(p.Title, p.Attributes[0])
			}
			latchSecrets(list, &found)
			fix.reportUnused()
			if list[0].Attributes[0].Sensitive != test.want || list[1].Attributes[0].Sensitive != test.want {
				t.Errorf("sensitive: %v and %v, want %v", list[0].Attributes[0].Sensitive, list[1].Attributes[0].Sensitive, test.want)
			}
			got := rules(&found)
			slices.Sort(got)
			if strings.Join(got, " ") != test.found {
				t.Errorf("findings %q, want %q", got, test.found)
			}
		})
	}
	var found spec.Findings
	fix := newFixes([]spec.Correction{{Attribute: text("PLAIN"), Sensitive: flag(false)}}, &found)
	fix.apply("", &Attribute{Key: "PLAIN", Kind: KindString})
	if fix.reportUnused(); strings.Join(rules(&found), " ") != "unused-correction" {
		t.Errorf("of what is no secret anyway: %q, want that it is not used", rules(&found))
	}
}

// TestShared shows what makes an attribute a field of Configuration: it is in
// every profile, and nothing that the type says differs. Words may.
func TestShared(t *testing.T) {
	base := Attribute{Key: "A", Kind: KindEnumeration, Values: []string{"a"}}
	for _, test := range []struct {
		name   string
		change func(*Attribute)
		want   bool
	}{
		{"equal", func(*Attribute) {}, true},
		{"another label", func(a *Attribute) { a.Label = "L" }, true},
		{"another description", func(a *Attribute) { a.Description = "D" }, true},
		{"another source", func(a *Attribute) { a.Source = Both }, true},
		{"another key", func(a *Attribute) { a.Key = "B" }, false},
		{"another kind", func(a *Attribute) { a.Kind = KindBoolean }, false},
		{"required", func(a *Attribute) { a.Required = true }, false},
		{"sensitive", func(a *Attribute) { a.Sensitive = true }, false},
		{"deprecated", func(a *Attribute) { a.Deprecated = true }, false},
		{"open", func(a *Attribute) { a.Open = true }, false},
		{"another value", func(a *Attribute) { a.Values = []string{"b"} }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, b := base, base
			test.change(&b)
			got := shared(profilesOf(&a, &b))
			if got["A"] != test.want {
				t.Errorf("shared is %v, want %v", got["A"], test.want)
			}
		})
	}
}
