package module_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestCredentialsOfOneProfile compiles programs that mix the credentials of two
// profiles. The compiler must refuse these, and accept programs with those of one.
func TestCredentialsOfOneProfile(t *testing.T) {
	t.Parallel()
	s := harness.NewScratch(t, "example.com/consumer", nil)
	tests := []struct{ name, fields, refused string }{
		{"right", `Profile: &zoom.OAuthBearerToken{OAuthClientID: "id", OAuthClientSecret: connector.NewSecret("s")}`, ""},
		{"right, other", `Profile: &zoom.JWTBearerToken{APIKey: connector.NewSecret("k"), APISecret: connector.NewSecret("s")}`, ""},
		{"right, unknown", `Profile: &zoom.OtherProfile{Name: "Passkey"}`, ""},
		{"a key of the other profile", `Profile: &zoom.JWTBearerToken{OAuthClientID: "id"}`, "unknown field OAuthClientID"},
		{"a key beside the profile", `APIKey: connector.NewSecret("k"), Profile: &zoom.OAuthBearerToken{}`, "unknown field APIKey"},
		{"the method beside the profile", `AuthenticationMethod: zoom.AuthenticationMethodJWTBearerToken`, "unknown field AuthenticationMethod"},
		{"two profiles", `Profile: &zoom.JWTBearerToken{}, Profile: &zoom.OAuthBearerToken{}`, "duplicate field name Profile"},
		{"a profile of one's own", `Profile: mine{}`, "missing method check"},
		{"a secret as plain text", `Profile: &zoom.JWTBearerToken{APIKey: "k"}`, "cannot use \"k\""},
	}
	for i, test := range tests {
		s.Write(fmt.Sprintf("case%d/main.go", i), mixed(test.fields))
	}
	out, _ := s.Try("build", "./...") // most of them are refused
	said := make(map[string]string)   // by folder
	for part := range strings.SplitSeq("\n"+out, "\n# example.com/consumer/") {
		folder, text, _ := strings.Cut(part, "\n")
		said[folder] = text
	}
	for i, test := range tests {
		switch text, refused := said[fmt.Sprintf("case%d", i)]; {
		case test.refused == "" && refused:
			t.Errorf("%s: want it to compile:\n%s", test.name, text)
		case test.refused != "" && !strings.Contains(text, test.refused):
			t.Errorf("%s: want the compiler to refuse it with %q, got:\n%s\nof\n%s", test.name, test.refused, text, out)
		}
	}
}

// mixed returns a program with a Zoom configuration of the fields.
func mixed(fields string) string {
	return `package main

import (
	"` + harness.Module + `/generated/connector"
	"` + harness.Module + `/generated/connector/zoom"
)

type mine struct{}

func (mine) AuthenticationMethod() zoom.AuthenticationMethod { return "" }

var _, _ = connector.NewSecret, mine{}

func main() { _ = zoom.Configuration{` + fields + `} }
`
}

// TestConsumer compiles programs in a module of their own, as readers do who copy
// them: those of the README and its pages, and a longer one.
func TestConsumer(t *testing.T) {
	t.Parallel()
	programs := map[string]string{"the test's": consumerProgram}
	for page, text := range harness.Pages(t) {
		for i, program := range programsIn(text) {
			programs[fmt.Sprintf("number %d of %s", i+1, page)] = program
		}
	}
	if len(programs) < 3 {
		t.Errorf("the pages have %d whole programs in blocks of Go, want 2 or more", len(programs)-1)
	}
	s := harness.NewScratch(t, "example.com/consumer", nil)
	for i, name := range slices.Sorted(maps.Keys(programs)) {
		s.Write(fmt.Sprintf("program%d/main.go", i), "// "+name+"\n"+programs[name])
	}
	if out, err := s.Try("vet", "./..."); err != nil { // they compile, too
		t.Errorf("of the programs %q, one at least does not build: %v\n%s", slices.Sorted(maps.Keys(programs)), err, out)
	}
}

// TestReadmeFragments compiles what the README shows side by side: a configuration
// without this module, and with it.
func TestReadmeFragments(t *testing.T) {
	t.Parallel()
	const head = "package main\n\nimport (\n\t\"" + harness.Module + "/generated/connector\"\n\t\"" + harness.Module +
		"/generated/connector/zoom\"\n)\n\nvar _ = connector.NewSecret\nvar _ zoom.Configuration\n\nfunc main() {\n\tsecret := \"\"\n"
	fragments := 0
	s := harness.NewScratch(t, "example.com/fragments", nil)
	for _, block := range goBlock.FindAllStringSubmatch(string(harness.ReadFile(t, "README.md")), -1) {
		if !strings.HasPrefix(block[1], "configuration := ") {
			continue
		}
		fragments++
		s.Write(fmt.Sprintf("fragment%d/main.go", fragments), head+block[1]+"\t_, _ = secret, configuration\n}\n")
	}
	if out, err := s.Try("vet", "./..."); err != nil {
		t.Errorf("they do not build: %v\n%s", err, out)
	}
	if fragments != 2 {
		t.Errorf("README.md has %d configurations, want 2", fragments)
	}
}

// consumerProgram creates a store, reads all of them, and replaces one.
const consumerProgram = `package main

import (
	"context"
	"fmt"
	"log"

	"` + harness.Module + `/generated/connector"
	"` + harness.Module + `/generated/connector/zoom"
	"` + harness.Module + `/generated/propagation"
)

func run(ctx context.Context, client *propagation.Client, secret string) error {
	created, err := client.CreateStore(ctx, propagation.Store{
		Name: "Zoom",
		Configuration: &zoom.Configuration{
			SCIMURL: "https://api.zoom.us/scim2",
			Profile: &zoom.OAuthBearerToken{
				OAuthTokenURL:     "https://zoom.us/oauth/token",
				OAuthAccountID:    "account",
				OAuthClientID:     "client",
				OAuthClientSecret: connector.NewSecret(secret),
			},
		},
	})
	if err != nil {
		return err
	}
	log.Println(created.Configuration) // shows no secret
	for store, err := range client.Stores(ctx) {
		if err != nil {
			return err
		}
		if store.Type != zoom.StoreType {
			continue
		}
		c, err := zoom.From(store.Configuration)
		if err != nil {
			return fmt.Errorf("%s: %w", store.Name, err)
		}
		c.UpdateUsers = new(false)
		store.Configuration = c
		if _, err := client.ReplaceStore(ctx, store.ID, *store); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	log.SetFlags(0)
	_ = run
}
`

// goBlock is a block of Go in a Markdown text.
var goBlock = regexp.MustCompile("(?ms)^```go[^\n]*\n(.*?)^```$")

// programsIn returns the blocks of Go in a Markdown text that are whole programs.
func programsIn(markdown string) []string {
	var programs []string
	for _, block := range goBlock.FindAllStringSubmatch(markdown, -1) {
		if strings.HasPrefix(block[1], "package main\n") {
			programs = append(programs, block[1])
		}
	}
	return programs
}

// gizmoCapture is a capture of an invented connector, with everything that a capture can have.
const gizmoCapture = `{
  "information": {"key": "Gizmo", "displayName": "Gizmo Cloud", "version": "2.0"},
  "connectionProfiles": [
    {"name": "API Key", "connectionAttributes": [
      {"key": "BASE_URL", "displayLabel": "Base URL", "required": true, "sensitive": false},
      {"key": "METHOD_OF_ACCESS", "required": true, "sensitive": false, "possibleValues": ["API Key", "User"]},
      {"key": "LEVEL", "displayLabel": "Level", "required": false, "sensitive": false, "possibleValues": ["low", "high"]},
      {"key": "GIZMO_KEY", "displayLabel": "Key", "description": "The key, */ as they say", "required": true, "sensitive": true}]},
    {"name": "User", "connectionAttributes": [
      {"key": "BASE_URL", "displayLabel": "Base URL", "required": true, "sensitive": false},
      {"key": "METHOD_OF_ACCESS", "required": true, "sensitive": false, "possibleValues": ["API Key", "User"]},
      {"key": "LEVEL", "displayLabel": "Level", "required": false, "sensitive": false, "possibleValues": ["low", "high"]},
      {"key": "USER_NAME", "displayLabel": "User", "required": true, "sensitive": false},
      {"key": "USER_PASSWORD", "displayLabel": "Password", "required": true, "sensitive": true},
      {"key": "STRICT", "displayLabel": "Strict", "required": true, "sensitive": false, "typeBoolean": true}]}
  ],
  "attributeMetadata": {
    "capabilities": [{"type": "CREATE_USERS", "maxResources": 10}],
    "enhancements": [],
    "userAttributes": {"userName": {"key": "userName", "displayName": "User name", "type": "STRING", "attributeType": "STRING", "sensitive": false, "creatable": true, "requiredOnCreate": true}}
  }
}`

// gizmoProgram uses the package that the capture becomes, and prints what it does.
const gizmoProgram = `package main

import (
	"fmt"

	"example.com/consumer/generated/catalog"
	"example.com/consumer/generated/connector"
	"example.com/consumer/generated/connector/gizmo"
	"example.com/consumer/generated/metadata"
)

func main() {
	c := &gizmo.Configuration{Level: "middle", Profile: &gizmo.User{UserName: "u", Strict: new(false)}}
	fmt.Println(c.Validate())
	c = &gizmo.Configuration{BaseURL: "https://example.com", Level: gizmo.LevelHigh,
		Profile: &gizmo.APIKey{GizmoKey: connector.NewSecret("k")}}
	wire, err := connector.Wire(c)
	fmt.Println(string(wire), err)
	fmt.Println(c)
	m, known := catalog.Metadata(gizmo.StoreType)
	fmt.Println(m.DisplayName, known, metadata.CheckMappings(m), gizmo.UserUserName)
}
`

const gizmoOutput = `Gizmo: BASE_URL is required
Gizmo: LEVEL must be "low" or "high"
Gizmo (User): USER_PASSWORD is required
{"BASE_URL":"https://example.com","LEVEL":"high","METHOD_OF_ACCESS":"API Key","GIZMO_KEY":"k"} <nil>
Gizmo{"BASE_URL":"https://example.com","LEVEL":"high","METHOD_OF_ACCESS":"API Key","GIZMO_KEY":"[redacted]"}
Gizmo Cloud true Gizmo: userName is required on create and must be mapped userName
`

// TestDropIn adds a capture to the inputs. Without a line of Go written for it, its
// package must compile, pass vet, have documentation, validate, send, redact, and be
// in the catalog.
func TestDropIn(t *testing.T) {
	t.Parallel()
	inputs := harness.Inputs(t)
	inputs["connectors/Gizmo.json"] = &fstest.MapFile{Data: []byte(gizmoCapture)}
	s := harness.NewScratch(t, "example.com/consumer", map[string]string{"main.go": gizmoProgram})
	for name, content := range generatedFrom(t, inputs, "example.com/consumer/generated") {
		s.Write("generated/"+name, content)
	}
	if got := s.Run("run", "."); got != gizmoOutput {
		t.Errorf("the program prints:\n%s\nwant:\n%s", got, gizmoOutput)
	}
	s.Run("vet", "./generated/connector/gizmo", "./generated/catalog")
	doc := strings.Join(strings.Fields(strings.ReplaceAll(s.Run("doc", "-all", "./generated/connector/gizmo"), "//", "")), " ")
	for _, want := range []string{
		"Package gizmo configures Gizmo (Gizmo Cloud), a provisioning connector of PingOne.",
		`BaseURL is the "Base URL". It is required.`,
		`GizmoKey is the "Key". It is required and sensitive. The key, */ as they say.`,
		"type User struct {",
		`LevelHigh Level = "high"`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("go doc does not show %q:\n%s", want, doc)
		}
	}
}

// generatedFrom returns the files that inputs call for.
func generatedFrom(t *testing.T, inputs fs.FS, importPath string) map[string]string {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: importPath})
	if err != nil || found.Failed() {
		text, _ := json.MarshalIndent(found.All(), "", "  ")
		t.Fatalf("%v %s", err, text)
	}
	return harness.Contents(tree)
}
