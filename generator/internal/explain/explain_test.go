package explain

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// gadget has what makes facts differ: from profile to profile, from what a rule
// of the generator makes of them, and from what a correction does.
const gadget = `{
  "information": {"key": "Gadget", "displayName": "Gadget"},
  "connectionProfiles": [
    {"name": "Token", "connectionAttributes": [
      {"key": "HOW", "required": true, "sensitive": false, "possibleValues": ["Token", "Basic"]},
      {"key": "PIN", "required": true, "sensitive": true, "possibleValues": ["CANARY-1", "CANARY-2"]},
      {"key": "LEVEL", "required": true, "sensitive": false, "possibleValues": ["low", "high"]},
      {"key": "MASTER_PASSWORD", "required": false, "sensitive": false}]},
    {"name": "Basic", "connectionAttributes": [
      {"key": "HOW", "required": true, "sensitive": false, "possibleValues": ["Token", "Basic"]},
      {"key": "PIN", "required": true, "sensitive": false},
      {"key": "LEVEL", "required": false, "sensitive": false, "possibleValues": ["low"]}]}
  ],
  "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {
    "code": {"key": "code", "displayName": "Code", "type": "STRING", "sensitive": true, "creatable": true, "defaultValue": "CANARY-3", "minLength": 1}}}
}`

// widget has defaults, one of which is that of a secret.
const widget = `
openapi: 3.0.3
info: {title: A case, version: "1"}
paths: {}
components:
  schemas:
    Store:
      oneOf: [{$ref: '#/components/schemas/WidgetStore'}]
      discriminator: {propertyName: type, mapping: {Widget: '#/components/schemas/WidgetStore'}}
    WidgetStore:
      properties:
        type: {type: string}
        configuration:
          properties:
            PIN: {type: string, format: password, default: CANARY-4}
            PATH: {type: string, default: /Users}
`

const corrections = `
- {connector: Gadget, attribute: LEVEL, profile: Basic, deprecated: true, reason: It went away., source: a case}
`

// TestOf shows what an explanation says where inputs, profiles and rules differ:
// each fact once for each value that it has, and who says what. No value of a
// sensitive attribute is among it.
func TestOf(t *testing.T) {
	m := built(t)
	for _, test := range []struct{ name, want string }{
		{"gadget.LEVEL", `
Gadget.LEVEL attribute
kind = enumeration: capture 7, capture 12
required = true in [Token]: capture 7
required = false in [Basic]: capture 12
sensitive = false: capture 7, capture 12
values = [low high] in [Token]: capture 7
values = [low] in [Basic]: capture 12
other values = false: capture 7, capture 12
deprecated = false in [Token]
deprecated = true in [Basic]: correction 2 (It went away.; a case)
profiles = [Token Basic]
capture = sha256: capture 0
Go: Token.Level gadget.TokenLevel [TokenLevelLow TokenLevelHigh]
Go: Basic.Level gadget.BasicLevel [BasicLevelLow]
`},
		{"gadget.PIN", `
Gadget.PIN attribute
kind = string: capture 11, capture 6 says enumeration
required = true: capture 6, capture 11
sensitive = true: capture 6, capture 11 says false
deprecated = false
profiles = [Token Basic]
capture = sha256: capture 0
Go: Configuration.Pin connector.Secret []
`},
		{"gadget.MASTER_PASSWORD", `
Gadget.MASTER_PASSWORD attribute
kind = string: capture 8
required = false: capture 8
sensitive = true: rule 0 (the key looks like that of a secret), capture 8 says false
deprecated = false
profiles = [Token]
capture = sha256: capture 0
Go: Token.MasterPassword connector.Secret []
`},
		{"widget.PIN", `
Widget.PIN attribute
kind = string: document 15
required = false: document 15
sensitive = true: document 15
deprecated = false
Go: Configuration.Pin connector.Secret []
`},
		{"widget.PATH", `
Widget.PATH attribute
kind = string: document 16
required = false: document 16
sensitive = false: document 16
default = /Users: document 16
deprecated = false
Go: Configuration.Path string []
`},
		{"gadget.code", `
Gadget.code user attribute
name = Code: capture 15
type = STRING: capture 15
sensitive = true: capture 15
writable = on create: capture 15
length = at least 1: capture 15
capture = sha256: capture 0
Go: . [UserCode]
`},
	} {
		e, err := Of(m, test.name)
		if err != nil {
			t.Fatal(err)
		}
		got := described(e)
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if strings.Contains(got, "CANARY") {
			t.Errorf("%s: a secret is told:\n%s", test.name, got)
		}
	}
}

// TestDisputed: where the inputs differ on what is required, the explanation says
// which of them do, and that this is why it is not.
func TestDisputed(t *testing.T) {
	const captured = `{"information": {"key": "Widget"}, "connectionProfiles": [{"connectionAttributes": [
		{"key": "PATH", "required": true, "sensitive": false}]}],
		"attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}}`
	m := builtOf(t, fstest.MapFS{"connectors/Widget.json": {Data: []byte(captured)}, "openapi.yaml": {Data: []byte(widget)}})
	e, err := Of(m, "Widget.PATH")
	if err != nil {
		t.Fatal(err)
	}
	want := "required = false: document 16, rule 0 (a correction may settle it: the capture requires it, and the document does not), capture 2 says true\n"
	if got := described(e); !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func built(t *testing.T) *model.Model {
	t.Helper()
	return builtOf(t, fstest.MapFS{"connectors/Gadget.json": {Data: []byte(gadget)}, "openapi.yaml": {Data: []byte(widget)}, "corrections.yaml": {Data: []byte(corrections)}})
}

func builtOf(t *testing.T, fsys fstest.MapFS) *model.Model {
	t.Helper()
	in, found, err := load.Folder(fsys, "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%v %v", err, found.All())
	}
	m, found := model.Build(in)
	if found.Failed() {
		t.Fatal(found.All())
	}
	return m
}

// described returns e in a few lines: origins by source and line.
func described(e *Explanation) string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Name, e.What)
	for _, f := range e.Facts {
		value, _, _ := strings.Cut(fmt.Sprint(f.Value), ":")
		fmt.Fprintf(&b, "%s = %s", f.Name, value)
		if f.Profiles != nil {
			fmt.Fprintf(&b, " in %v", f.Profiles)
		}
		separator := ": "
		for _, o := range f.Origins {
			fmt.Fprintf(&b, "%s%s %d", separator, o.Source, o.Line)
			separator = ", "
			if o.Says != nil {
				fmt.Fprintf(&b, " says %v", o.Says)
			}
			if reason := strings.Trim(o.Reason+"; "+o.Reference, "; "); reason != "" {
				fmt.Fprintf(&b, " (%s)", reason)
			}
		}
		b.WriteByte('\n')
	}
	for _, s := range e.Go {
		var names []string
		for _, c := range s.Constants {
			names = append(names, c.Name)
		}
		fmt.Fprintf(&b, "Go: %s.%s %s%v\n", s.Type, s.Member, strings.TrimLeft(s.GoType+" ", " "), names)
	}
	return b.String()
}
