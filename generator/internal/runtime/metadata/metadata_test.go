package metadata

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// zoomMetadata returns the metadata that was captured for Zoom.
func zoomMetadata(t testing.TB) connector.Metadata {
	t.Helper()
	data, err := os.ReadFile("../connector/testdata/zoom.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The capture has everything that metadata can say; a few members of each kind stand for all.
func TestParse(t *testing.T) {
	m := zoomMetadata(t)
	info := m
	info.Profiles, info.Capabilities, info.UserAttributes = nil, nil, nil
	want := connector.Metadata{
		StoreType: "Zoom", DisplayName: "Zoom Connector", Version: "1.0.0.0-SNAPSHOT", ImageURL: "Image URL",
		Source: connector.SourceCaptured, Selector: "AUTHENTICATION_METHOD", Enhancements: []string{"MEMBERSHIP_AS_GROUP_ATTRIBUTE"},
	}
	if diff := cmp.Diff(want, info); diff != "" {
		t.Errorf("information (-want +got):\n%s", diff)
	}
	if len(m.Profiles) != 2 || len(m.Profiles[0].Attributes) != 7 || len(m.Profiles[1].Attributes) != 9 {
		t.Fatalf("profiles are not 2 with 7 and 9 attributes: %+v", m.Profiles)
	}
	if diff := cmp.Diff(connector.Attribute{Key: "API_SECRET", Label: "API Secret", Description: "API Secret", Required: true, Sensitive: true, Kind: connector.KindString, Source: connector.SourceCaptured}, m.Profiles[0].Attributes[6]); diff != "" {
		t.Errorf("attribute (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(connector.Capability{Type: "DELETE_USERS", MaxResources: 1}, m.Capabilities[0]); diff != "" || len(m.Capabilities) != 9 {
		t.Errorf("%d capabilities; the first (-want +got):\n%s", len(m.Capabilities), diff)
	}
	roles := connector.UserAttribute{
		Key: "roles", DisplayName: "Roles", Type: "STRING", AttributeType: "STRING",
		Creatable: true, Updateable: true, Nillable: true, MaxNumberOfValues: 100, MinLength: 1, MaxLength: 50,
	}
	if diff := cmp.Diff(roles, m.UserAttributes[0]); diff != "" {
		t.Errorf("user attribute (-want +got):\n%s", diff)
	}
	if active := m.UserAttributes[2]; active.Key != "active" || active.DefaultValue != true || !active.DefaultedOnCreate {
		t.Errorf("user attribute active is %+v", active)
	}
}

// metadataOf returns metadata with two profiles, which have the attributes given.
func metadataOf(first, second string) string {
	return `{"information":{"key":"X"},"connectionProfiles":[` +
		`{"name":"A","connectionAttributes":[` + first + `]},` +
		`{"name":"B","connectionAttributes":[` + second + `]}]}`
}

// What is sensitive once is sensitive everywhere, and a name can be enough.
func TestParseSensitive(t *testing.T) {
	for _, test := range []struct {
		first, second string
		want          bool
	}{
		{`{"key":"A","sensitive":true}`, `{"key":"A","sensitive":true}`, true},
		{`{"key":"A","sensitive":true}`, `{"key":"A","sensitive":false}`, true},
		{`{"key":"A"}`, `{"key":"A","sensitive":true}`, true},
		{`{"key":"A"}`, `{"key":"A"}`, false},
		{`{"key":"CLIENT_SECRET"}`, `{"key":"CLIENT_SECRET","sensitive":false}`, true},
		{`{"key":"SECRET_URL"}`, ``, false},
		{`{"key":"OAUTH_TOKEN_URL"}`, ``, false},
		{`{"key":"API_KEY"}`, ``, true},
		{`{"key":"apiKey"}`, ``, true},
		{`{"key":"KEY"}`, ``, false},
		{`{"key":"PRIMARY_KEY"}`, ``, false},
		{`{"key":"PRIVATE_KEY"}`, ``, true},
		{`{"key":"bindPassword"}`, ``, true},
		{`{"key":"SEND_PASSWORD","typeBoolean":true}`, ``, false},
		{`{"key":"USE_TOKEN","possibleValues":["yes","no"]}`, ``, false},
	} {
		m, err := Parse([]byte(metadataOf(test.first, test.second)))
		if err != nil {
			t.Errorf("%s: %v", test.first, err)
			continue
		}
		for _, p := range m.Profiles {
			for _, a := range p.Attributes {
				if a.Sensitive != test.want {
					t.Errorf("%s %s: sensitive in %s is %v, want %v", test.first, test.second, p.Name, a.Sensitive, test.want)
				}
			}
		}
	}
}

// An attribute of a kind that nobody knows yet can have any value. A flag that is false says no kind.
func TestParseOtherKinds(t *testing.T) {
	m, err := Parse([]byte(metadataOf(`{"key":"N","typeInteger":true},{"key":"L","typeArray":true,"possibleValues":["a"]},{"key":"S","typeInteger":false,"types":true}`, `{"key":"B","typeBoolean":true}`)))
	if err != nil || len(m.Profiles[0].Attributes) != 1 || m.Profiles[0].Attributes[0].Key != "S" || len(m.Profiles[1].Attributes) != 1 || !slices.Equal(m.AnyKind, []string{"L", "N"}) {
		t.Errorf("%+v %v", m, err)
	}
}

// An attribute of any kind can be set to anything, also where it is documented as a
// text, and is sent so.
func TestSetAnyKind(t *testing.T) {
	m := connector.Metadata{StoreType: "A", AnyKind: []string{"DOC", "N"}, Profiles: []connector.Profile{{Attributes: []connector.Attribute{{Key: "DOC", Kind: connector.KindString}, {Key: "T", Kind: connector.KindString}}}}}
	value, err := connector.NewValue([]byte("1.50"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range m.AnyKind {
		for _, tt := range []struct {
			value any
			want  string
		}{
			{"text", `{"` + key + `":"text"}`}, {12, `{"` + key + `":12}`}, {value, `{"` + key + `":1.50}`}, {true, `{"` + key + `":true}`},
			{[]any{1, "a"}, `{"` + key + `":[1,"a"]}`}, {connector.NewSecret("s3cret"), `{"` + key + `":"s3cret"}`}, {nil, `{}`},
		} {
			err := c.Set(key, tt.value)
			wire, err2 := connector.Wire(c)
			if err != nil || err2 != nil || string(wire) != tt.want {
				t.Errorf("%s set to %v is sent as %s, want %s (%v, %v)", key, tt.value, wire, tt.want, err, err2)
			}
		}
		if err := c.Set(key, func() {}); err == nil {
			t.Error("a function is taken for a value")
		}
	}
	if err := c.Set("T", 1); err == nil {
		t.Error("a text is set to a number")
	}
}

// The selector is known by its values, which are the names of the profiles.
func TestParseSelector(t *testing.T) {
	const selects = `{"key":"HOW","possibleValues":["B","A"]}`
	for _, test := range []struct{ first, second, want string }{
		{selects, selects, "HOW"},
		{`{"key":"OTHER","possibleValues":["C"]},` + selects, selects, "HOW"},
		{selects, ``, ""},
		{selects, `{"key":"HOW","possibleValues":["B"]}`, "HOW"}, // the values of the first profile are taken
		{selects, `{"key":"HOW","possibleValues":["A"]}`, ""},
		{`{"key":"HOW","possibleValues":["A"]}`, selects, ""},
		{`{"key":"HOW","possibleValues":["A","C","B"]}`, selects, "HOW"},
		{`{"key":"DECOY","possibleValues":["A","C","B"]},` + selects, `{"key":"DECOY","possibleValues":["B"]},` + selects, "HOW"},
		{selects, `{"key":"HOW","sensitive":true,"possibleValues":["A","B"]}`, ""},
	} {
		m, err := Parse([]byte(metadataOf(test.first, test.second)))
		if err != nil || m.Selector != test.want {
			t.Errorf("%s %s: selector is %q, want %q (%v)", test.first, test.second, m.Selector, test.want, err)
		}
	}
}

// The order of the profiles, and of the values, does not matter to what tells the profiles apart.
func TestSelectorInAnyOrder(t *testing.T) {
	profile := func(name string) string {
		return `{"name":"` + name + `","connectionAttributes":[{"key":"HOW","possibleValues":["One","Two","Three"]}]}`
	}
	names := []string{"One", "Two", "Three"}
	for i := range 6 {
		names[i%2], names[i%2+1] = names[i%2+1], names[i%2] // all orders, one after the other
		m, err := Parse([]byte(`{"information":{"key":"A"},"connectionProfiles":[` +
			profile(names[0]) + `,` + profile(names[1]) + `,` + profile(names[2]) + `],"attributeMetadata":{}}`))
		if err != nil || m.Selector != "HOW" {
			t.Errorf("%v: selector %q, %v", names, m.Selector, err)
		}
	}
}

// An attribute is shared if generated code would have one field for it: if all that
// makes a field is the same. What is said about it does not count.
func TestAlike(t *testing.T) {
	a := connector.Attribute{Key: "A", Kind: connector.KindString}
	for name, change := range map[string]func(*connector.Attribute){
		"required": func(a *connector.Attribute) { a.Required = true }, "sensitive": func(a *connector.Attribute) { a.Sensitive = true },
		"kind": func(a *connector.Attribute) { a.Kind = connector.KindBoolean }, "open": func(a *connector.Attribute) { a.Open = true },
		"deprecated": func(a *connector.Attribute) { a.Deprecated = true }, "read-only": func(a *connector.Attribute) { a.ReadOnly = true },
		"values": func(a *connector.Attribute) { a.PossibleValues = []string{"x"} },
	} {
		b := a
		if change(&b); alike(&a, &b) {
			t.Errorf("%s makes no difference", name)
		}
	}
	b := a
	b.Label, b.Description, b.Source = "x", "x", connector.SourceBoth
	if !alike(&a, &b) || alike(nil, &a) {
		t.Error("what is said about an attribute makes a difference, or a missing one is like another")
	}
}

// Everything that is wrong is reported at once, each with its place.
func TestParseProblems(t *testing.T) {
	for _, test := range []struct{ data, want string }{
		{``, "metadata: byte 0: want an object"},
		{`[]`, "metadata: byte 0: want an object"},
		{`{"information":{"key":"X"}} x`, "metadata: byte 28: want nothing after the value"},
		{`{}`, "metadata: information.key is required"},
		{`{"information":null}`, "metadata: information must be an object\nmetadata: information.key is required"},
		{`{"information":{"key":"X","key":"Y"}}`, "metadata: byte 26: the object has a member of this name already"},
		{metadataOf(`{"key":"A","sensitive":null},{"required":"yes","possibleValues":[1,"a"]}`, `{"key":"A"},{"key":"A"}`),
			"metadata: connectionProfiles[0].connectionAttributes[0].sensitive must be a boolean\n" +
				"metadata: connectionProfiles[0].connectionAttributes[1].key is required\n" +
				"metadata: connectionProfiles[0].connectionAttributes[1].required must be a boolean\n" +
				"metadata: connectionProfiles[0].connectionAttributes[1].possibleValues[0] must be a string\n" +
				"metadata: connectionProfiles[1].connectionAttributes has two attributes A"},
		{`{"information":{"key":"X"},"attributeMetadata":{"userAttributes":{"a\nb":{"maxLength":1.5}}}}`,
			`metadata: attributeMetadata.userAttributes."a\nb".maxLength must be a whole number`},
		{`{"information":{"key":"X"},"attributeMetadata":{"userAttributes":{"a":{"defaultValue":1e999}}}}`,
			`metadata: attributeMetadata.userAttributes.a.defaultValue must be a number of ordinary size`},
	} {
		_, err := Parse([]byte(test.data))
		if err == nil {
			t.Errorf("%s is accepted", test.data)
			continue
		}
		if diff := cmp.Diff(strings.Split(test.want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.data, diff)
		}
	}
}

// The capture is good for mappings: userName and a few more are required on create.
func TestCheckMappings(t *testing.T) {
	var required []string
	for _, a := range zoomMetadata(t).UserAttributes {
		if a.RequiredOnCreate {
			required = append(required, a.Key)
		}
	}
	small := connector.Metadata{StoreType: "X", UserAttributes: []connector.UserAttribute{
		{Key: "userName", Creatable: true, RequiredOnCreate: true},
		{Key: "email", Updateable: true},
		{Key: "created"},
	}}
	for _, test := range []struct {
		name    string
		m       connector.Metadata
		targets []string
		want    string
	}{
		{"captured, complete", zoomMetadata(t), required, ""},
		{"complete", small, []string{"userName", "email"}, ""},
		{"nothing is known", connector.Metadata{StoreType: "X"}, []string{"x", "x"}, ""},
		{"nothing is mapped", small, nil, "X: userName is required on create and must be mapped"},
		{"all at once, by key", small, []string{"Email", "created", "email", "email", "zzz", "zzz"},
			"X: Email is not a user attribute of the connector\n" +
				"X: created must be creatable or updateable to be mapped\n" +
				"X: email must be mapped only once\n" +
				"X: userName is required on create and must be mapped\n" +
				"X: zzz must be mapped only once\n" +
				"X: zzz is not a user attribute of the connector"},
	} {
		got := ""
		if err := CheckMappings(test.m, test.targets...); err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if len(required) == 0 {
		t.Error("the capture requires nothing on create")
	}
}

// Metadata larger than that of any connector is refused before it takes long.
func TestParseSize(t *testing.T) {
	const text = `{"information":{"key":"A"},"connectionProfiles":[],"attributeMetadata":{}}`
	for size, ok := range map[int]bool{maxSize: true, maxSize + 1: false} {
		_, err := Parse([]byte(text + strings.Repeat(" ", size-len(text))))
		if (err == nil) != ok || err != nil && !strings.Contains(err.Error(), "want at most 2097152 bytes") {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
