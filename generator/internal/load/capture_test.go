package load

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestReadCapture reads each member of a capture into its field, with its place.
func TestReadCapture(t *testing.T) {
	in, found, err := Folder(fstest.MapFS{"connectors/Acme.json": &fstest.MapFile{Data: []byte(fullCapture)}}, "spec")
	if err != nil || len(found.All()) > 0 {
		t.Fatal(err, found.All())
	}
	want := readFullCapture()
	want.Digest = in.Captures[0].Digest // TestDigest is about it
	if diff := cmp.Diff([]*spec.Capture{want}, in.Captures); diff != "" {
		t.Errorf("captures (-want +got):\n%s", diff)
	}
}

// fullCapture has every member that a capture can have.
const fullCapture = `{
  "information": {
    "key": "Acme", "displayName": "Acme Connector", "version": "1.0", "imageUrl": "https://example.com/i.png",
    "identityProvider": true, "baseURLRequired": true, "connectionInformationRequired": true
  },
  "connectionProfiles": [{
    "name": "Basic", "description": "By password.", "specUrl": "s", "documentationUrl": "d", "primary": true,
    "connectionAttributes": [
      {"key": "PASSWORD", "displayLabel": "Password", "description": "The password.", "required": true, "sensitive": true},
      {"key": "MODE", "required": false, "sensitive": false, "typeBoolean": false, "possibleValues": ["on", "off"]}
    ]
  }],
  "attributeMetadata": {
    "capabilities": [{"type": "CREATE_USERS", "maxResources": 5}],
    "enhancements": ["GROUPS"],
    "userAttributes": {
      "title": {"key": "title", "type": "STRING", "sensitive": false},
      "active": {
        "key": "active", "displayName": "Active", "type": "BOOLEAN", "attributeType": "BOOLEAN", "distinguishingAttribute": true,
        "creatable": true, "updateable": true, "defaultedOnCreate": true, "nillable": true, "unique": true, "sensitive": true,
        "requiredOnCreate": true, "requiredOnUpdate": true, "derived": true, "ordered": true, "caseSensitive": true,
        "minNumberOfValues": 0, "maxNumberOfValues": 1, "referenceAttribute": ["enabled"], "defaultValue": true
      }
    },
    "groupAttributes": {"name": {"key": "name", "type": "STRING", "sensitive": false, "minLength": 1, "maxLength": 9, "defaultValue": "all"}}
  },
  "_links": {"self": {"href": "https://example.com"}}
}`

// readFullCapture returns what fullCapture says.
func readFullCapture() *spec.Capture {
	at := func(line, column int, path string) spec.Place {
		return spec.Place{File: "spec/connectors/Acme.json", Line: line, Column: column, Path: path}
	}
	const attributes = "connectionProfiles[0].connectionAttributes"
	return &spec.Capture{
		At: at(1, 1, ""),
		Information: spec.Information{
			Key: "Acme", KeyAt: at(3, 12, "information.key"), DisplayName: "Acme Connector", Version: "1.0",
			ImageURL: "https://example.com/i.png", IdentityProvider: true, BaseURLRequired: true, ConnectionInformationRequired: true,
		},
		Profiles: []*spec.Profile{{
			At: at(6, 26, "connectionProfiles[0]"), Name: spec.Text{At: at(7, 13, "connectionProfiles[0].name"), Value: "Basic", Set: true},
			Description: "By password.", SpecURL: "s", DocumentationURL: "d", Primary: true,
			Attributes: []*spec.Attribute{{
				At: at(9, 7, attributes+"[0]"), Key: "PASSWORD", Label: "Password", Description: "The password.",
				Required:  spec.Flag{At: at(9, 99, attributes+"[0].required"), Value: true, Set: true},
				Sensitive: spec.Flag{At: at(9, 118, attributes+"[0].sensitive"), Value: true, Set: true},
			}, {
				At: at(10, 7, attributes+"[1]"), Key: "MODE",
				Required:  spec.Flag{At: at(10, 35, attributes+"[1].required"), Value: false, Set: true},
				Sensitive: spec.Flag{At: at(10, 55, attributes+"[1].sensitive"), Value: false, Set: true},
				Kind:      spec.Text{At: at(10, 77, attributes+"[1].typeBoolean"), Value: "", Set: true},
				PossibleValues: []spec.Text{
					{At: at(10, 103, attributes+"[1].possibleValues[0]"), Value: "on", Set: true},
					{At: at(10, 109, attributes+"[1].possibleValues[1]"), Value: "off", Set: true},
				},
			}},
		}},
		Abilities: spec.Abilities{
			Capabilities: []spec.Capability{{Type: "CREATE_USERS", MaxResources: 5}},
			Enhancements: []string{"GROUPS"},
			UserAttributes: []*spec.UserAttribute{{
				At: at(18, 7, "attributeMetadata.userAttributes.active"), Key: "active", DisplayName: "Active", Type: "BOOLEAN", AttributeType: "BOOLEAN",
				DistinguishingAttribute: true, Creatable: true, Updateable: true, DefaultedOnCreate: true, Nillable: true, Unique: true, Sensitive: true,
				RequiredOnCreate: true, RequiredOnUpdate: true, Derived: true, Ordered: true, CaseSensitive: new(true),
				MinNumberOfValues: new(int64(0)), MaxNumberOfValues: new(int64(1)), ReferenceAttribute: []string{"enabled"}, DefaultValue: true,
			}, {
				At: at(17, 7, "attributeMetadata.userAttributes.title"), Key: "title", Type: "STRING",
			}},
			GroupAttributes: []*spec.UserAttribute{{
				At: at(25, 25, "attributeMetadata.groupAttributes.name"), Key: "name", Type: "STRING",
				MinLength: new(int64(1)), MaxLength: new(int64(9)), DefaultValue: "all",
			}},
		},
	}
}

// TestDigest shows that a digest is of what a capture says, not of how it is written.
func TestDigest(t *testing.T) {
	digestOf := func(data []byte) string {
		in, found, err := Folder(fstest.MapFS{"connectors/Zoom.json": &fstest.MapFile{Data: data}}, "spec")
		if err != nil || found.Failed() {
			t.Fatal(found.All(), err)
		}
		return in.Captures[0].Digest
	}
	read := func(file string) []byte {
		data, err := os.ReadFile("../acceptance/hostile/testdata/hostile/" + file)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	base := read("001-baseline-mini.json")
	want := digestOf(base)
	if len(want) != len("sha256:")+64 || !strings.HasPrefix(want, "sha256:") {
		t.Errorf("digest %q is no SHA-256", want)
	}
	for _, file := range []string{"004-legit-crlf-and-tabs.json", "005-legit-reordered.json", "006-legit-escaped-unicode.json"} {
		if got := digestOf(read(file)); got != want {
			t.Errorf("%s: digest %s, want %s as of the same document", file, got, want)
		}
	}
	tenant := bytes.Replace(base, []byte("abfba8f6"), []byte("00000000"), 1)
	if bytes.Equal(tenant, base) || digestOf(tenant) != want {
		t.Error("the digest depends on _links, which names the tenant")
	}
	changed := bytes.Replace(base, []byte(`"API Secret"`), []byte(`"API secret"`), 1)
	if bytes.Equal(changed, base) || digestOf(changed) == want {
		t.Error("the digest does not depend on a label")
	}
}

// TestLatch holds the promise that a secret never becomes plain text in silence:
// whatever one edit does to "sensitive": true, it reads as true still, or there is a finding.
func TestLatch(t *testing.T) {
	base, err := os.ReadFile("testdata/Zoom.json")
	if err != nil {
		t.Fatal(err)
	}
	const latch = `"sensitive": true`
	edits := []string{
		`"sensitive": false, "sensitive": true`, `"sensitive": true, "sensitive": false`, `"sensitive": true, "SENSITIVE": false`,
		`"Sensitive": true`, `"sensitive ": true`, `"sensitiv\u0065 ": true`, `"sensitive": "true"`, `"sensitive": "false"`,
		`"sensitive": 1`, `"sensitive": 0`, `"sensitive": null`, `"sensitive": []`, `"sensitive": {}`, `"sensitive": [true]`, `"sensitive": TRUE`,
		`"sensitive": tru`, `"sensitive": `, `"sensitive"`, `"x": {"sensitive": true}`, `"x": true`, `"sensitive\u0000": true`, `"s\u0435nsitive": true`,
	}
	for i := range len(latch) {
		edits = append(edits, latch[:i]+latch[i+1:], latch[:i]+"x"+latch[i:])
	}
	places := bytes.Count(base, []byte(latch))
	if places != 3 {
		t.Fatalf("the capture has %d secrets, want 3", places)
	}
	for _, edit := range edits {
		for place := range places {
			checkLatch(t, replaceNth(string(base), latch, edit, place), edit)
		}
	}
}

func checkLatch(t *testing.T, data, edit string) {
	t.Helper()
	in, found, err := Folder(fstest.MapFS{"connectors/Zoom.json": &fstest.MapFile{Data: []byte(data)}}, "spec")
	if err != nil {
		t.Fatal(err)
	}
	if len(found.All()) == 0 && secrets(in) != 3 {
		t.Errorf("%s: the flag is lost without a finding", edit)
	}
}

// secrets counts the sensitive attributes of all profiles.
func secrets(in *spec.Inputs) int {
	n := 0
	for _, c := range in.Captures {
		for _, p := range c.Profiles {
			for _, a := range p.Attributes {
				if a.Sensitive.Value {
					n++
				}
			}
		}
	}
	return n
}

// replaceNth replaces the occurrence of old with that number, counted from 0.
func replaceNth(s, old, with string, number int) string {
	parts := strings.SplitAfterN(s, old, number+2)
	parts[number] = strings.TrimSuffix(parts[number], old) + with
	return strings.Join(parts, "")
}

// TestLimits goes to each limit of a capture, which is fine, and one beyond it, which is not.
func TestLimits(t *testing.T) {
	attribute := func(i int) string { return fmt.Sprintf(`{"key": "K%d", "required": true, "sensitive": false}`, i) }
	profile := func(i int) string {
		return fmt.Sprintf(`{"name": "P%d", "connectionAttributes": [%s]}`, i, attribute(0))
	}
	tests := []struct {
		name     string
		limit    int
		document func(n int) string
	}{
		{"profiles", 200, func(n int) string { return capture(list(n, profile), "") }},
		{"attributes of a profile", 2000, func(n int) string {
			return capture(`{"connectionAttributes": [`+list(n, attribute)+`]}`, "")
		}},
		{"values of an enumeration", 2000, func(n int) string {
			values := list(n, func(i int) string { return fmt.Sprintf(`"v%d"`, i) })
			return capture(`{"connectionAttributes": [{"key": "K", "required": true, "sensitive": false, "possibleValues": [`+values+`]}]}`, "")
		}},
		{"bytes of a string", 64 << 10, func(n int) string {
			return capture(profile(0), `, "label": "`+strings.Repeat(" ", n)+`"`)
		}},
		{"levels", 512, func(n int) string {
			return capture(profile(0), `, "deep": `+strings.Repeat("[", n-1)+strings.Repeat("]", n-1))
		}},
		{"bytes of a file", 16 << 20, func(n int) string {
			document := capture(profile(0), "")
			return document + strings.Repeat(" ", n-len(document))
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for n, want := range map[int]bool{test.limit: false, test.limit + 1: true} {
				found := load(t, fstest.MapFS{"connectors/Acme.json": &fstest.MapFile{Data: []byte(test.document(n))}})
				over := slices.ContainsFunc(found.All(), func(f spec.Finding) bool { return f.Rule == spec.RuleLimit.ID })
				if over != want || found.Failed() != want {
					t.Errorf("%d: limit finding %v, want %v: %v", n, over, want, found.All())
				}
			}
		})
	}
}

func list(n int, item func(int) string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return strings.Join(items, ",")
}

// capture returns a small capture with those profiles, and more members.
func capture(profiles, more string) string {
	return `{"information": {"key": "Acme"}, "connectionProfiles": [` + profiles +
		`], "attributeMetadata": {"capabilities": [], "enhancements": [], "userAttributes": {}}` + more + `}`
}
