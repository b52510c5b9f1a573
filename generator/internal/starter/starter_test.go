package starter

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// gadget has an attribute of each kind, some of them optional or deprecated,
// values that are no Go identifiers, and text that JSON and Go have to escape.
const gadget = `{
  "information": {"key": "Gadget", "displayName": "Gadget"},
  "connectionProfiles": [
    {"name": "<a> \"b\"", "connectionAttributes": [
      {"key": "HOW", "required": false, "sensitive": false, "possibleValues": ["<a> \"b\"", "Basic"]},
      {"key": "URL", "required": true, "sensitive": false},
      {"key": "STRICT", "required": true, "sensitive": false, "typeBoolean": true},
      {"key": "SIGN", "required": true, "sensitive": false, "possibleValues": ["+", "-"]},
      {"key": "LEVEL", "required": false, "sensitive": false, "possibleValues": ["low", "high"]},
      {"key": "OLD", "required": false, "sensitive": false},
      {"key": "PIN", "required": true, "sensitive": true}]},
    {"name": "Basic", "connectionAttributes": [
      {"key": "HOW", "required": false, "sensitive": false, "possibleValues": ["<a> \"b\"", "Basic"]}]}
  ],
  "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}
}`

const corrections = `
- {connector: Gadget, profile: '<a> "b"', name: Odd, reason: It needs a name., source: a case}
- {connector: Gadget, attribute: OLD, deprecated: true, reason: It is older., source: a case}
`

func connector(t *testing.T) *model.Connector {
	t.Helper()
	fsys := fstest.MapFS{"connectors/Gadget.json": {Data: []byte(gadget)}, "corrections.yaml": {Data: []byte(corrections)}}
	in, found, err := load.Folder(fsys, "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, found := model.Build(in)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m.Connectors[0]
}

// TestStarter shows both forms of a configuration, without and with what is
// optional. The attribute that selects the profile is always there.
func TestStarter(t *testing.T) {
	c := connector(t)
	for _, test := range []struct {
		profile     string
		all         bool
		object, lit string
	}{
		{"odd", false, `{
  "URL": "<URL>",
  "STRICT": false,
  "SIGN": "+",
  "PIN": "<PIN>",
  "HOW": "<a> \"b\""
}
`, `&gadget.Configuration{
	Profile: &gadget.Odd{
		URL:    "<URL>",
		Strict: new(bool),
		Sign:   "+",
		Pin:    connector.NewSecret("<PIN>"),
	},
}
`},
		{`<a> "b"`, true, `{
  "URL": "<URL>",
  "STRICT": false,
  "SIGN": "+",
  "PIN": "<PIN>",
  "HOW": "<a> \"b\"",
  "LEVEL": "low"
}
`, `&gadget.Configuration{
	Profile: &gadget.Odd{
		URL:    "<URL>",
		Strict: new(bool),
		Sign:   "+",
		Pin:    connector.NewSecret("<PIN>"),
		Level:  gadget.LevelLow,
	},
}
`},
		{"Basic", true, "{\n  \"HOW\": \"Basic\"\n}\n", "&gadget.Configuration{\n\tProfile: &gadget.Basic{},\n}\n"},
	} {
		s, err := New(c, test.profile, test.all)
		if err != nil {
			t.Fatal(err)
		}
		object, err := s.JSON()
		if diff := cmp.Diff(test.object, string(object)); diff != "" || err != nil {
			t.Errorf("%s as JSON: %v (-want +got):\n%s", test.profile, err, diff)
		}
		literal, err := s.Go()
		if diff := cmp.Diff(test.lit, literal); diff != "" || err != nil {
			t.Errorf("%s as Go: %v (-want +got):\n%s", test.profile, err, diff)
		}
	}
}

// TestNoProfile shows that a profile is neither guessed nor ignored.
func TestNoProfile(t *testing.T) {
	c := connector(t)
	for _, profile := range []string{"", "Token"} {
		if _, err := New(c, profile, false); err == nil {
			t.Errorf("%q: want an error", profile)
		}
	}
	_, err := New(&model.Connector{StoreType: "Plain"}, "Token", false)
	if _, ok := errors.AsType[*lookup.NotFoundError](err); !ok {
		t.Errorf("a profile of a connector without any: %v, want a NotFoundError", err)
	}
}

// PingOne takes some booleans only if they are true, which their example in the
// document says. A configuration to start from must not hold what is refused.
func TestOnlyTrue(t *testing.T) {
	in, found, err := load.Folder(os.DirFS("../../../spec"), "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, _ := model.Build(in)
	wanted := map[string]string{"Slack": "DISABLE_USERS", "AzureActiveDirectorySAML2": "PROVISION_DISABLED_USERS_PROV_OPT", "GoogleApps": "PROVISION_DISABLED_USERS_PROV_OPT"}
	for _, c := range m.Connectors {
		key, ok := wanted[c.StoreType]
		if !ok {
			continue
		}
		delete(wanted, c.StoreType)
		s, err := New(c, "", true)
		if err != nil {
			t.Fatal(err)
		}
		object, err := s.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(object), `"`+key+`": true`) {
			t.Errorf("%s: %s is not true in\n%s", c.StoreType, key, object)
		}
		if lit, err := s.Go(); err != nil || !regexp.MustCompile(`: +&\[\]bool\{true\}\[0\]`).MatchString(lit) {
			t.Errorf("%s: nothing is true in\n%s%v", c.StoreType, lit, err)
		}
	}
	if len(wanted) > 0 {
		t.Errorf("not looked at: %v", wanted)
	}
}
