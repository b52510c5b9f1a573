package metadata

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// genericMetadata has a profile with everything that there are rules for.
func genericMetadata() connector.Metadata {
	shared := []connector.Attribute{
		{Key: "HOW", Required: true, Kind: connector.KindEnumeration, PossibleValues: []string{"one", "two"}},
		{Key: "URL", Required: true},
		{Key: "ON", Kind: connector.KindBoolean, Required: true},
		{Key: "CLOSED", Kind: connector.KindEnumeration, PossibleValues: []string{"a", "b"}},
		{Key: "OPEN", Kind: connector.KindEnumeration, PossibleValues: []string{"a", "b"}, Open: true},
	}
	one := append(slices.Clone(shared), connector.Attribute{Key: "SECRET", Required: true, Sensitive: true}, connector.Attribute{Key: "NOTE"})
	two := append(slices.Clone(shared), connector.Attribute{Key: "SECRET", Sensitive: true}, connector.Attribute{Key: "ID", Required: true})
	return connector.Metadata{StoreType: "X", Selector: "HOW", Profiles: []connector.Profile{{Name: "one", Attributes: one}, {Name: "two", Attributes: two}}}
}

func decodeGeneric(t testing.TB, m connector.Metadata, data string) (*Configuration, error) {
	t.Helper()
	o, err := connector.NewObject(m.StoreType, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return Decode(m, o)
}

// The rules, one case each.
func TestValidate(t *testing.T) {
	const fine = `"URL":"u","ON":false`
	for _, test := range []struct {
		data string
		want []string
	}{
		{`{"HOW":"one","SECRET":"s",` + fine + `}`, nil},
		{`{"HOW":"two","ID":"i",` + fine + `}`, nil},
		{`{"HOW":"one",` + fine + `}`, []string{"SECRET required"}},
		{`{"HOW":"two","URL":"","ON":null}`, []string{"ID required", "ON required", "URL required"}},
		{`{"HOW":"three",` + fine + `}`, []string{"HOW enumeration"}},
		{`{"HOW":"three"}`, []string{"HOW enumeration", "ON required", "URL required"}},
		{`{` + fine + `}`, []string{"HOW required"}},
		{`{"SECRET":"s",` + fine + `}`, nil},
		{`{"ID":"i","CLOSED":"c",` + fine + `}`, []string{"CLOSED enumeration"}},
		{`{"HOW":"two","ID":"i","OPEN":"c",` + fine + `}`, nil},
		{`{"HOW":"two","ID":"i","CLOSED":"",` + fine + `}`, nil},
		{`{"HOW":1,"URL":{},"ON":"x","SECRET":1}`, []string{"HOW kind", "ON kind", "URL kind"}},
		{`{"HOW":"one","SECRET":1}`, []string{"ON required", "SECRET kind", "URL required"}},
		{`{"HOW":"two","NOTE":1,"ID":"i",` + fine + `}`, nil},
	} {
		g, err := decodeGeneric(t, genericMetadata(), test.data)
		if err == nil {
			err = g.Validate()
		}
		wantProblems(t, test.data, err, test.want...)
	}
}

// The selector tells the profiles apart even if they disagree about it; it is no
// attribute that a profile is known by when it is missing.
func TestSelectorDiffers(t *testing.T) {
	m := connector.Metadata{StoreType: "X", Selector: "HOW", Profiles: []connector.Profile{
		{Name: "one", Attributes: []connector.Attribute{{Key: "HOW", Required: true}, {Key: "A", Required: true}}},
		{Name: "two", Attributes: []connector.Attribute{{Key: "HOW"}, {Key: "B", Required: true}}},
	}}
	g, err := decodeGeneric(t, m, `{"A":"x"}`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := wire(t, g), `{"HOW":"one","A":"x"}`; got != want {
		t.Errorf("Wire is %s, want %s", got, want)
	}
}

// Which profile requires the selector makes no difference: without it, and without
// anything else that tells, there is none. A method that nobody knows can be a URL
// with a password like any text.
func TestSelectorOfAnyProfile(t *testing.T) {
	for _, required := range [][2]bool{{true, false}, {false, true}, {true, true}, {false, false}} {
		m := genericMetadata()
		m.Profiles[0].Attributes[0].Required, m.Profiles[1].Attributes[0].Required = required[0], required[1]
		g, err := decodeGeneric(t, m, `{"URL":"u","ON":false}`)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		if required[0] || required[1] {
			want = []string{"HOW required"}
		}
		wantProblems(t, fmt.Sprint(required), g.Validate(), want...)
	}
	m := genericMetadata()
	for i := range m.Profiles {
		m.Profiles[i].Attributes[0].Open = true
	}
	g, err := decodeGeneric(t, m, `{"URL":"u","ON":false,"HOW":"https:/`+`/svc:s3cret@x"}`)
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, "a password in the method", g.Validate(), "HOW credentials")
}

// A Configuration shows what the metadata calls harmless, and sends all that it got.
func TestWire(t *testing.T) {
	g, err := decodeGeneric(t, genericMetadata(), `{"SECRET":"s","ON":true,"URL":"u","HOW":"one","NEW":[1],"OPEN":null}`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := wire(t, g), `{"HOW":"one","URL":"u","ON":true,"SECRET":"s","NEW":[1],"OPEN":null}`; got != want {
		t.Errorf("Wire is %s, want %s", got, want)
	}
	want := `X{"HOW":"one","URL":"u","ON":true,"SECRET":"[redacted]","NEW":"[redacted]","OPEN":null}`
	if got := fmt.Sprint(g); got != want {
		t.Errorf("String is %s, want %s", got, want)
	}
	if got := g.Secrets(); len(got) != 1 || got["SECRET"].Reveal() != "s" {
		t.Errorf("Secrets are %v", got)
	}
}

// Metadata may be strange without a Configuration being so: keys that need escapes, a
// boolean that is sensitive, no profile at all.
func TestStrangeMetadata(t *testing.T) {
	m := connector.Metadata{StoreType: "X", Profiles: []connector.Profile{{Attributes: []connector.Attribute{
		{Key: "a\"b"}, {Key: "FLAG", Kind: connector.KindBoolean, Sensitive: true},
	}}}}
	g, err := decodeGeneric(t, m, `{"a\"b":"x","FLAG":true}`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := wire(t, g), `{"a\"b":"x","FLAG":true}`; got != want {
		t.Errorf("Wire is %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(g), `X{"a\"b":"x","FLAG":"[redacted]"}`; got != want {
		t.Errorf("String is %s, want %s", got, want)
	}
	empty, err := decodeGeneric(t, connector.Metadata{StoreType: "X"}, `{}`)
	if data, wireErr := connector.Wire(empty); err != nil || wireErr != nil || data != nil {
		t.Errorf("without attributes: connector.Wire is %s, want nothing (%v, %v)", data, err, wireErr)
	}
}

// What was received stays so when it is merged, and errors speak of the profile.
func TestReceived(t *testing.T) {
	o, err := connector.NewObject("X", []byte(`{"HOW":"new","URL":"u","ON":true}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Decode(genericMetadata(), o.Received())
	if err != nil || c.Validate() != nil {
		t.Fatal(err, c.Validate())
	}
	merged, err := connector.Merge(o, c)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = Decode(genericMetadata(), merged); err != nil || c.Validate() != nil {
		t.Errorf("merged: %v, %v", err, c.Validate())
	}
	if c, err = Decode(genericMetadata(), c); err != nil || c.Validate() != nil {
		t.Errorf("decoded again: %v, %v", err, c.Validate())
	}
	g, err := decodeGeneric(t, genericMetadata(), `{"HOW":"one","ON":true,"NOTE":5}`)
	if err != nil {
		t.Fatal(err)
	}
	want := "X: URL is required\nX (one): SECRET is required\nX (one): NOTE must be a string"
	if got := fmt.Sprint(g.Validate()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// other is a configuration that is no Object, as generated ones are.
type other struct{ connector.Object }

// Decode takes any configuration of the connector and no other.
func TestDecode(t *testing.T) {
	m := genericMetadata()
	o, err := connector.NewObject("X", []byte(`{"HOW":"two","ID":"i"}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Decode(m, other{o})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(c), `X{"HOW":"two","ID":"i"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	masked, _ := connector.NewObject("X", []byte(`{"SECRET":"***"}`))
	_, err = Decode(m, other{masked})
	wantProblems(t, "masked", err, "SECRET mask")
	foreign, _ := connector.NewObject("Y", []byte(`{}`))
	for _, c := range []connector.Configuration{nil, foreign} {
		if _, err := Decode(m, c); err == nil {
			t.Errorf("%T is accepted", c)
		}
	}
}

// wire returns what is sent of c.
func wire(t *testing.T, c connector.Configuration) string {
	t.Helper()
	data, err := connector.Wire(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// wantProblems fails the test unless err is Errors with just the problems wanted, as "KEY rule".
func wantProblems(t *testing.T, what string, err error, want ...string) {
	t.Helper()
	var got []string
	var errs connector.Errors
	if err != nil && !errors.As(err, &errs) {
		t.Errorf("%s: %v is no Errors", what, err)
	}
	for _, e := range errs {
		got = append(got, e.Key+" "+string(e.Rule))
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
