package model

import (
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

// TestRequirement shows who is believed on what is required: the capture, since
// it is the running system that speaks, and else the document, unless it
// contradicts itself.
func TestRequirement(t *testing.T) {
	const yes, no = true, false
	for _, test := range []struct {
		name       string
		said, seen *claim
		want       bool
		found      []string
	}{
		{"documented as required", &claim{required: yes}, nil, yes, nil},
		{"documented as optional", &claim{required: no}, nil, no, nil},
		{"captured as required", nil, &claim{required: yes}, yes, nil},
		{"both agree", &claim{required: yes}, &claim{required: yes}, yes, nil},
		{"the capture wins", &claim{required: no}, &claim{required: yes}, yes, []string{"contradicting-requirement"}},
		{"the capture wins, other way", &claim{required: yes}, &claim{required: no}, no, []string{"contradicting-requirement"}},
		{"the document contradicts itself", &claim{conflict: text("a, and not a")}, nil, no, []string{"conflicting-requirement"}},
		{"a capture settles it", &claim{conflict: text("a, and not a")}, &claim{required: no}, no, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			if a := attribute(test.said, test.seen, nil, &found); a.Required != test.want {
				t.Errorf("required is %v, want %v", a.Required, test.want)
			}
			if diff := cmp.Diff(test.found, rules(&found)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestKind shows what an attribute is where both inputs speak of it. A capture
// has no word for an open enumeration and calls it a string; that is no contradiction.
func TestKind(t *testing.T) {
	str, boolean := &claim{}, &claim{kind: Boolean}
	low := []spec.Text{text("low"), text("low"), text("high")}
	closed := &claim{kind: Enumeration, values: low}
	open := &claim{kind: Enumeration, values: low, open: true}
	other := &claim{kind: Enumeration, values: []spec.Text{text("none")}}
	for _, test := range []struct {
		name       string
		said, seen *claim
		want       Kind
		values     []string
		open, fail bool
	}{
		{name: "a string", said: str, seen: str, want: String},
		{name: "a boolean", said: boolean, seen: boolean, want: Boolean},
		{name: "documented values, each once", said: closed, want: Enumeration, values: []string{"low", "high"}},
		{name: "documented values, others accepted", said: open, want: Enumeration, values: []string{"low", "high"}, open: true},
		{name: "open, and captured as a string", said: open, seen: str, want: Enumeration, values: []string{"low", "high"}, open: true},
		{name: "open, and captured with values", said: open, seen: other, want: Enumeration, values: []string{"none"}},
		{name: "both have values", said: closed, seen: other, want: Enumeration, values: []string{"none"}},
		{name: "only the capture has values", said: str, seen: other, want: Enumeration, values: []string{"none"}},
		{name: "closed, and captured as a string", said: closed, seen: str, want: Enumeration, values: []string{"low", "high"}, fail: true},
		{name: "a boolean, and captured as a string", said: boolean, seen: str, want: Boolean, fail: true},
		{name: "a string, and captured as a boolean", said: str, seen: boolean, want: Boolean, fail: true},
		{name: "an enumeration, and captured as a boolean", said: open, seen: boolean, want: Boolean, fail: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			a := attribute(test.said, test.seen, nil, &found)
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
		name       string
		said, seen *claim
		want       Attribute
	}{
		{"documented", &claim{label: "L", description: "D", defaultValue: "true", replacedBy: "X"}, nil,
			Attribute{Label: "L", Description: "D", Default: "true", ReplacedBy: "X", Source: Documented}},
		{"captured", nil, &claim{label: "l", description: "d"},
			Attribute{Label: "l", Description: "d", Source: Captured}},
		{"both", &claim{label: "L", description: "D"}, &claim{label: "l", description: "d"},
			Attribute{Label: "l", Description: "D", Source: Both}},
		{"a description that says nothing", nil, &claim{label: "URL", description: "URL"},
			Attribute{Label: "URL", Source: Captured}},
		{"deprecated by one", &claim{deprecated: true}, &claim{}, Attribute{Deprecated: true, Source: Both}},
		{"sensitive by one", &claim{sensitive: true}, &claim{}, Attribute{Sensitive: true, Source: Both}},
		{"sensitive by the other", &claim{}, &claim{sensitive: true}, Attribute{Sensitive: true, Source: Both}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			got := *attribute(test.said, test.seen, nil, &found)
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(Attribute{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLooksSecret shows which keys are taken for those of secrets. The words
// must come last: OAUTH_TOKEN_URL is where tokens are, and not one.
func TestLooksSecret(t *testing.T) {
	for _, key := range []string{
		"CLIENT_SECRET", "secret", "PASSWORD", "BasicAuthPassword", "PASSPHRASE", "ACCESS_TOKEN", "oauthAccessToken",
		"CREDENTIAL", "API_KEY", "apiKey", "PRIVATE_KEY", "A_PRIVATE_KEY",
	} {
		if !LooksSecret(key) {
			t.Errorf("%s: want it to look like a secret", key)
		}
	}
	for _, key := range []string{
		"OAUTH_TOKEN_URL", "SECRET_NAME", "PASSWORD_POLICY", "KEY", "PUBLIC_KEY", "API_KEY_ID", "TOKENS", "KEYSTORE", "TOKENIZER", "API_KEYS",
	} {
		if LooksSecret(key) {
			t.Errorf("%s: want it not to look like a secret", key)
		}
	}
}

// TestLatch shows that sensitive is never lost: what is so in one way of
// connecting is so in all, what looks like a secret is one, and what is sensitive
// can keep a secret.
func TestLatch(t *testing.T) {
	for _, test := range []struct {
		name  string
		a, b  Attribute // of the same key in two ways of connecting
		kind  Kind      // of b then
		found string    // about b
	}{
		{"in one way", Attribute{Sensitive: true}, Attribute{}, String, "secret-elsewhere"},
		{"by its key", Attribute{Key: "PIN_SECRET"}, Attribute{Key: "PIN_SECRET"}, String, "secret-looking"},
		{"with values", Attribute{Sensitive: true}, Attribute{Kind: Enumeration, Values: []string{"a"}}, String, "sensitive-enumeration"},
		{"a boolean", Attribute{Sensitive: true}, Attribute{Kind: Boolean}, Boolean, "sensitive-boolean"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			latchSecrets([]*way{{attributes: []*Attribute{&test.a}}, {attributes: []*Attribute{&test.b}}}, &found)
			if !test.b.Sensitive || test.b.Kind != test.kind || test.b.Values != nil {
				t.Errorf("got sensitive %v, %v %q; want it sensitive, %v, without values", test.b.Sensitive, test.b.Kind, test.b.Values, test.kind)
			}
			if !strings.Contains(strings.Join(rules(&found), " "), test.found) {
				t.Errorf("findings %q, want %s", rules(&found), test.found)
			}
		})
	}
	boolean := &Attribute{Key: "SECRET", Kind: Boolean}
	var found spec.Findings
	latchSecrets([]*way{{attributes: []*Attribute{boolean}}}, &found)
	if boolean.Sensitive || rules(&found) != nil {
		t.Errorf("a boolean whose key looks like a secret: sensitive %v, findings %q, want neither", boolean.Sensitive, rules(&found))
	}
}

// TestShared shows what makes an attribute a field of Configuration: it is in
// every profile, and nothing that the type says differs. Words may.
func TestShared(t *testing.T) {
	base := Attribute{Key: "A", Kind: Enumeration, Values: []string{"a"}}
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
		{"another kind", func(a *Attribute) { a.Kind = Boolean }, false},
		{"required", func(a *Attribute) { a.Required = true }, false},
		{"sensitive", func(a *Attribute) { a.Sensitive = true }, false},
		{"deprecated", func(a *Attribute) { a.Deprecated = true }, false},
		{"open", func(a *Attribute) { a.Open = true }, false},
		{"another value", func(a *Attribute) { a.Values = []string{"b"} }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, b := base, base
			test.change(&b)
			got := shared([]*way{{attributes: []*Attribute{&a}}, {attributes: []*Attribute{&b}}})
			if got["A"] != test.want {
				t.Errorf("shared is %v, want %v", got["A"], test.want)
			}
		})
	}
}
