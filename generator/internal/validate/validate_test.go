package validate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/metadata"
)

// flags are what two profiles can say differently of an attribute, in a capture and
// in a correction.
var flags = []struct{ captured, corrected string }{
	{`"required":false`, ""},
	{`"required":true`, ""},
	{`"required":false`, "deprecated: true"},
	{`"required":false,"possibleValues":["a","b"]`, ""},
	{`"required":false,"possibleValues":["a"]`, ""},
}

// Generated code and metadata agree on which attributes profiles share: for each pair
// of what the profiles can say of one. Metadata checks what is shared with any profile.
func TestSharedAlike(t *testing.T) {
	t.Parallel()
	for i, one := range flags {
		for j, two := range flags {
			c := build(t, []string{attribute("A", one.captured) + "," + selector("One", "Two"), selector("Two", "One") + "," + attribute("A", two.captured)},
				correction("One", one.corrected)+correction("Two", two.corrected))
			typed := slices.ContainsFunc(c.Fields, func(a *model.Attribute) bool { return a.Key == "A" })
			generic, err := DecodeStored(c, []byte(`{"HOW":"Other","A":7}`))
			if err != nil {
				t.Fatal(err)
			}
			if shared := generic.Validate() != nil; typed != shared || typed != (i == j) {
				t.Errorf("%v, %v: shared by the model: %v, by metadata: %v", one, two, typed, shared)
			}
		}
	}
}

// The model and metadata find the same selector, in whatever order profiles, their
// attributes and the values stand, and whatever else has values.
func TestSelectorAlike(t *testing.T) {
	t.Parallel()
	const values = `"required":false,"possibleValues":["Two","One","Three"]`
	decoy, how, more := attribute("DECOY", values), selector("One", "Two"), attribute("HOW", values)
	for _, profiles := range [][]string{
		{how, how}, {how, selector("Two", "One")}, {decoy + "," + how, how}, {how, how + "," + decoy}, {decoy + "," + how, decoy + "," + how},
		{more, more}, {attribute("OTHER", `"required":false,"possibleValues":["Two"]`) + "," + how, attribute("OTHER", `"required":false`) + "," + how},
		{selector("Two", "One") + "," + attribute("A", `"required":true`), attribute("A", `"required":false`) + "," + how},
	} {
		for _, names := range [][]string{{"One", "Two"}, {"Two", "One"}} {
			capture := captured(profiles, names)
			m, err := metadata.Parse([]byte(capture))
			if err != nil {
				t.Fatal(err)
			}
			if c := buildCapture(t, capture, ""); c.Selector == nil || c.Selector.Key != m.Selector || m.Selector != "HOW" {
				t.Errorf("%s: the selector of the model is %+v, and that of metadata %q", capture, c.Selector, m.Selector)
			}
		}
	}
}

// A selector that one of the profiles requires is required, in any order of profiles:
// a configuration without a profile is refused by generated code and by metadata.
func TestSelectorRequired(t *testing.T) {
	t.Parallel()
	need := strings.Replace(selector("One", "Two"), `"required":false`, `"required":true`, 1)
	for _, test := range []struct {
		profiles []string
		want     bool
	}{
		{[]string{selector("One", "Two"), selector("One", "Two")}, false},
		{[]string{need, selector("One", "Two")}, true},
		{[]string{selector("One", "Two"), need}, true},
		{[]string{need, need}, true},
	} {
		c := build(t, test.profiles, "")
		generic, err := Decode(c, []byte(`{}`))
		if err != nil {
			t.Fatal(err)
		}
		typed := slices.ContainsFunc(c.Checks, func(x *model.Check) bool { return x.Key == "HOW" && x.Rule == "Required" })
		if refused := generic.Validate() != nil; typed != test.want || refused != test.want {
			t.Errorf("%v: the model requires a profile: %v, metadata: %v, want %v", test.profiles, typed, refused, test.want)
		}
	}
}

// The metadata that generated code has says of every attribute what the model does:
// a flag that is lost on the way would be seen by nobody.
func TestMetadataOfModel(t *testing.T) {
	t.Parallel()
	c := build(t, []string{selector("One", "Two") + "," + attribute("A", `"required":true,"sensitive":true`) + "," + attribute("ON", `"required":false,"typeBoolean":true`),
		selector("One", "Two") + "," + attribute("A", `"required":false`)}, correction("", "deprecated: true\n  replaced-by: ON"))
	m, err := Metadata(c)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range m.Profiles {
		for j, a := range p.Attributes {
			b := c.Metadata.Profiles[i].Attributes[j]
			want := connector.Attribute{
				Key: b.Key, Label: b.Label, Description: b.Description, Required: b.Required, Sensitive: b.Sensitive, Kind: connector.Kind(b.Kind.String()),
				PossibleValues: b.Values, Open: b.Open, Deprecated: b.Deprecated, ReplacedBy: b.ReplacedBy, Source: connector.SourceCaptured,
			}
			if fmt.Sprint(a) != fmt.Sprint(want) || a.Deprecated != (a.Key == "A") || a.Sensitive != (a.Key == "A") {
				t.Errorf("%s: %+v, want %+v", p.Name, a, want)
			}
		}
	}
}

// attribute returns an attribute of a capture, not sensitive unless flags say so.
func attribute(key, flags string) string {
	if !strings.Contains(flags, "sensitive") {
		flags += `,"sensitive":false`
	}
	return fmt.Sprintf(`{"key":%q,"displayLabel":"l","description":"d",%s}`, key, flags)
}

func selector(values ...string) string {
	return attribute("HOW", fmt.Sprintf(`"required":false,"possibleValues":["%s"]`, strings.Join(values, `","`)))
}

// correction returns a correction of the attribute A in a profile, or in all, or nothing.
func correction(profile, sets string) string {
	if sets == "" {
		return ""
	}
	text := "- connector: Gizmo\n  attribute: A\n  " + sets + "\n  reason: r\n  source: s\n"
	if profile != "" {
		text += "  profile: " + profile + "\n"
	}
	return text
}

// captured returns a capture of profiles with the names, which have these attributes.
func captured(profiles, names []string) string {
	var list []string
	for i, attributes := range profiles {
		list = append(list, fmt.Sprintf(`{"name":%q,"description":"","connectionAttributes":[%s],"specUrl":"","documentationUrl":"","primary":false}`, names[i], attributes))
	}
	return `{"information":{"key":"Gizmo","version":"1.0","displayName":"Gizmo","imageUrl":"","identityProvider":false,"baseURLRequired":false,"connectionInformationRequired":false},` +
		`"connectionProfiles":[` + strings.Join(list, ",") + `],"attributeMetadata":{"capabilities":[],"enhancements":[],"userAttributes":{}}}`
}

// build returns the connector of a capture with two profiles.
func build(t *testing.T, profiles []string, corrections string) *model.Connector {
	t.Helper()
	return buildCapture(t, captured(profiles, []string{"One", "Two"}), corrections)
}

func buildCapture(t *testing.T, capture, corrections string) *model.Connector {
	t.Helper()
	inputs := fstest.MapFS{"connectors/Gizmo.json": {Data: []byte(capture)}}
	if corrections != "" {
		inputs["corrections.yaml"] = &fstest.MapFile{Data: []byte(corrections)}
	}
	loaded, found, err := load.Folder(inputs, "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, found := model.Build(loaded)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m.Connectors[0]
}
