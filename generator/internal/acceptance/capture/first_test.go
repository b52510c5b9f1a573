package capture_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/compare/stored"
	"github.com/connectorgen/connectorgen/generator/internal/long"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// object is an object of JSON.
type object = map[string]any

// TestFirstCapture captures every documented connector for the first time, in the
// shapes in which PingOne could answer: each generates, keeps the published
// examples valid, and makes no stored configuration invalid that was valid.
func TestFirstCapture(t *testing.T) {
	t.Parallel()
	documented := harness.Inputs(t)
	maps.DeleteFunc(documented, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "connectors/") })
	before := harness.Model(t, documented)
	if len(before.Connectors) != 14 {
		t.Fatalf("%d connectors are documented, want 14", len(before.Connectors))
	}
	random := rand.New(rand.NewPCG(14, 3))
	for i, c := range before.Connectors {
		configurations := storedOf(c, random)
		for name, profiles := range shapes(c, random) {
			if !long.Wanted() && (strings.HasPrefix(name, "random") || (i+len(name))%6 > 0) {
				continue
			}
			inputs := maps.Clone(documented)
			inputs["connectors/"+c.StoreType+".json"] = &fstest.MapFile{Data: captureOf(t, c.StoreType, profiles)}
			if !strings.HasPrefix(name, "random") { // the model decides, and this takes longer
				generates(t, c.StoreType+", "+name, inputs)
			}
			found, err := generator.Lint(generator.Inputs{FS: inputs, Name: "spec"})
			if err != nil || found.Failed() {
				t.Errorf("%s, %s: %v %v", c.StoreType, name, err, found.Errors().All())
				continue
			}
			result, err := stored.Check(configurations, before, harness.Model(t, inputs))
			if err != nil || result.Checked != len(configurations) {
				t.Fatalf("%s, %s: %d of %d configurations are checked: %v %v", c.StoreType, name, result.Checked, len(configurations), result.Skipped, err)
			}
			for _, broken := range result.Invalid {
				t.Errorf("%s, %s: %s becomes invalid: %v", c.StoreType, name, configurations[broken.File].Data, broken.Problems)
			}
		}
	}
}

func generates(t *testing.T, name string, inputs fstest.MapFS) {
	t.Helper()
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil || tree == nil {
		t.Errorf("%s: it does not generate: %v %v", name, err, found.Errors().All())
	}
}

// shapes returns the profiles of captures of c: one without a name that requires
// every key, the same without possible values, a profile for each condition of the
// document, one in which every text is of a kind that is not known, and variants by chance.
func shapes(c *model.Connector, random *rand.Rand) map[string][]any {
	all := slices.Collect(maps.Values(attributesOf(c)))
	slices.SortFunc(all, func(a, b *model.Attribute) int { return strings.Compare(a.Key, b.Key) })
	captured := func(list []*model.Attribute, change func(*model.Attribute, object)) []any {
		attributes := []any{}
		for _, a := range list {
			x := object{"key": a.Key, "displayLabel": a.Key, "description": a.Key, "required": true, "sensitive": a.Sensitive}
			if a.Kind == model.KindBoolean {
				x["typeBoolean"] = true
			}
			if a.Kind == model.KindEnumeration {
				x["possibleValues"] = a.Values
			}
			change(a, x)
			attributes = append(attributes, x)
		}
		return attributes
	}
	profile := func(name string, attributes []any) object {
		return object{"name": name, "connectionAttributes": attributes}
	}
	asIs := func(*model.Attribute, object) {}
	noValues := func(_ *model.Attribute, x object) { delete(x, "possibleValues") }
	otherKind := func(_ *model.Attribute, x object) {
		if x["typeBoolean"] == nil {
			delete(x, "possibleValues")
			x[[]string{"typeInteger", "typeArray", "typeObject", "typeDouble"}[random.IntN(4)]] = true
		}
	}
	list := map[string][]any{
		"kinds to come":           {profile("", captured(all, otherKind))},
		"one profile":             {profile("", captured(all, asIs))},
		"without possible values": {profile("", captured(all, noValues))},
	}
	var conditions []any
	for _, name := range methodsOf(c) {
		own := slices.DeleteFunc(slices.Clone(all), func(a *model.Attribute) bool { return !belongs(c, a, name) })
		conditions = append(conditions, profile(name, captured(own, asIs)))
	}
	if conditions != nil {
		list["profiles"] = conditions
	}
	for i := range 3 {
		attributes := captured(all, func(_ *model.Attribute, x object) {
			x["required"], x["sensitive"] = random.IntN(3) > 0, random.IntN(4) == 0 && x["typeBoolean"] == nil && x["possibleValues"] == nil
			if random.IntN(2) == 0 {
				delete(x, "possibleValues")
			}
		})
		random.Shuffle(len(attributes), func(i, j int) { attributes[i], attributes[j] = attributes[j], attributes[i] })
		attributes = append(attributes[:len(attributes)-random.IntN(1+len(attributes)/2)],
			object{"key": "NOBODY_KNOWS_IT", "required": true, "sensitive": false},
			object{"key": "LIMIT", "required": true, "sensitive": false, "typeInteger": true})
		list[fmt.Sprint("random ", i)] = []any{profile("", attributes)}
	}
	return list
}

// attributesOf returns the attributes of all profiles of c, by key.
func attributesOf(c *model.Connector) map[string]*model.Attribute {
	all := make(map[string]*model.Attribute)
	for _, p := range c.Metadata.Profiles {
		for _, a := range p.Attributes {
			all[a.Key] = a
		}
	}
	return all
}

// methodsOf returns the values of the attribute by which the document makes others
// depend on a method, or nil.
func methodsOf(c *model.Connector) []string {
	for _, key := range []string{"AUTHENTICATION_METHOD"} {
		if a := c.Attribute(key); a != nil {
			return a.Values
		}
	}
	return nil
}

// belongs reports whether a is an attribute of the method: a profile of the
// document has it, or its description does not name another method.
func belongs(c *model.Connector, a *model.Attribute, method string) bool {
	if p := c.Metadata.Profile(method); p != nil {
		return p.Attribute(a.Key) != nil
	}
	others := slices.DeleteFunc(methodsOf(c), func(m string) bool { return m == method })
	return !slices.ContainsFunc(others, func(m string) bool { return strings.Contains(a.Says(model.Documented).Description, "with "+m) })
}

// storedOf returns configurations of c that are valid: what is required alone, all
// of it, and by chance.
func storedOf(c *model.Connector, random *rand.Rand) fstest.MapFS {
	files := make(fstest.MapFS)
	methods := methodsOf(c)
	if methods == nil {
		methods = []string{""}
	}
	for _, method := range methods {
		for i := range 12 {
			values := object{}
			for key, a := range attributesOf(c) {
				switch {
				case key == "AUTHENTICATION_METHOD" && method != "":
					values[key] = method
				case method != "" && !belongs(c, a, method):
				case a.Required || i == 1 || i > 1 && random.IntN(2) == 0:
					values[key] = valueOf(a, random)
				}
			}
			if p := c.Metadata.Profile(method); p != nil {
				for _, a := range p.Attributes {
					if a.Required && values[a.Key] == nil {
						values[a.Key] = valueOf(a, random)
					}
				}
			}
			data, _ := json.Marshal(object{"type": c.StoreType, "name": "n", "configuration": values})
			files[fmt.Sprintf("%s-%d.json", strings.ReplaceAll(method, " ", ""), i)] = &fstest.MapFile{Data: data}
		}
	}
	return files
}

func valueOf(a *model.Attribute, random *rand.Rand) any {
	switch {
	case a.Kind == model.KindBoolean:
		return random.IntN(2) == 0
	case a.Kind == model.KindEnumeration:
		return a.Values[random.IntN(len(a.Values))]
	}
	return "text"
}

// captureOf returns a capture with the profiles.
func captureOf(t *testing.T, storeType string, profiles []any) []byte {
	t.Helper()
	data, err := json.Marshal(object{
		"information":        object{"key": storeType, "version": "1.0"},
		"connectionProfiles": profiles,
		"attributeMetadata":  object{"capabilities": []any{}, "enhancements": []any{}, "userAttributes": object{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestKindsToCome captures an attribute that is documented as a text, and others, as
// of kinds that are not known. Whatever is in them is valid, is kept and is sent as
// it came: typed, by metadata, as somebody wrote it, and read strictly. Another key
// is still a misspelling of one of them.
func TestKindsToCome(t *testing.T) {
	t.Parallel()
	inputs := harness.Inputs(t)
	inputs["connectors/Slack.json"] = &fstest.MapFile{Data: captureOf(t, "Slack", []any{object{"name": "", "connectionAttributes": []any{
		object{"key": "OAUTH_ACCESS_TOKEN", "required": true, "sensitive": true},
		object{"key": "UNIQUE_USER_IDENTIFIER", "required": true, "sensitive": false, "typeArray": true},
		object{"key": "PORT", "required": true, "sensitive": false, "typeInteger": true},
		object{"key": "PORTS", "required": false, "sensitive": true, "typeList": true},
	}}})}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/kinds/generated"})
	if err != nil || tree == nil {
		t.Fatalf("%v %v", err, found.Errors().All())
	}
	for _, key := range []string{"UNIQUE_USER_IDENTIFIER", "PORT", "PORTS"} {
		about := slices.DeleteFunc(found.All(), func(f generator.Finding) bool {
			return !strings.Contains(f.Message, key+" is") || strings.Contains(f.Message, "OAUTH")
		})
		if len(about) != 1 || about[0].Rule != "kind-unknown" {
			t.Errorf("%s: want one finding, of its kind: %v", key, about)
		}
	}
	files := map[string]string{"main.go": kindsProgram, "capture.json": string(inputs["connectors/Slack.json"].Data)}
	for name, content := range harness.Contents(tree) {
		files["generated/"+name] = content
	}
	harness.NewScratch(t, "example.com/kinds", files).Run("run", ".")
}

const kindsProgram = `package main

import (
	_ "embed"
	"log"
	"strings"

	"example.com/kinds/generated/catalog"
	"example.com/kinds/generated/connector"
	"example.com/kinds/generated/connector/slack"
	"example.com/kinds/generated/metadata"
)

//go:embed capture.json
var capture []byte

func main() {
	captured, err := metadata.Parse(capture)
	if err != nil {
		log.Fatal(err)
	}
	for _, values := range []string{"1", "-0", "1.50", "12345678901234567890123", "[1,\"a\"]", "{\"b\":[true]}", "true", "\"text\"", "null"} {
		text := "{\"OAUTH_ACCESS_TOKEN\":\"s3cret of mine\",\"UNIQUE_USER_IDENTIFIER\":" + values + ",\"PORT\":" + values + ",\"PORTS\":" + values + "}"
		object, err := connector.NewObject(slack.StoreType, []byte(text))
		if err != nil {
			log.Fatal(err)
		}
		for _, o := range []connector.Object{object, object.Strict(), object.Received()} {
			typed, err := slack.From(o)
			sent(text, o, typed, err)
			for _, m := range []connector.Metadata{captured, slack.Metadata()} {
				generic, err := metadata.Decode(m, o)
				sent(text, o, generic, err)
				if strings.Contains(generic.String(), "[1") || strings.Contains(generic.String(), "text\",\"PORTS") {
					log.Fatal("shown: ", generic)
				}
			}
		}
	}
	if _, err := catalog.Parse(slack.StoreType, []byte("{\"OAUTH_ACCESS_TOKEN\":\"s3cret of mine\",\"UNIQUE_USER_IDENTIFIR\":1}"), connector.Strict); err == nil || !strings.Contains(err.Error(), "UNIQUE_USER_IDENTIFIER") {
		log.Fatal("a misspelling is taken: ", err)
	}
	if _, err := catalog.Parse(slack.StoreType, []byte("{\"OAUTH_ACCESS_TOKEN\":\"s3cret of mine\",\"PROT\":1}"), connector.Strict); err == nil || !strings.Contains(err.Error(), "PORT") {
		log.Fatal("a misspelling is taken: ", err)
	}
}

func sent(text string, o connector.Object, c connector.Configuration, err error) {
	if err != nil {
		log.Fatal(text, err)
	}
	if err := c.Validate(); err != nil && !strings.Contains(text, "null") { // null is for nobody to write, in a field
		log.Fatal(text, ": ", err)
	}
	wire, err := connector.Wire(c)
	if err != nil && strings.Contains(text, "null") {
		return
	}
	back, err2 := connector.NewObject(slack.StoreType, wire)
	if err != nil || err2 != nil || !back.Equal(o) {
		log.Fatal(text, " is sent as ", string(wire), err, err2)
	}
}
`

// TestLdapGateway generates from the one capture beside Zoom's that is public: of
// LdapGateway, as a mirror of PingOne's page "Identity Propagation Store Metadata
// (LdapGateway)" shows it. It calls nine keys required, six of which the published
// example of the same store leaves out; calls CLIENT_SECRET not sensitive; and lists
// no values of LDAP_TYPE. The example has to be valid, to be sent, and to come back.
func TestLdapGateway(t *testing.T) {
	t.Parallel()
	inputs := harness.Inputs(t)
	data, err := os.ReadFile("testdata/LdapGateway.json")
	if err != nil {
		t.Fatal(err)
	}
	inputs["connectors/LdapGateway.json"] = &fstest.MapFile{Data: data}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/ldap/generated"})
	if err != nil || tree == nil {
		t.Fatalf("%v %v", err, found.Errors().All())
	}
	if !slices.ContainsFunc(found.All(), func(f generator.Finding) bool {
		return f.Rule == "contradicting-requirement" && f.Severity == generator.Warning && strings.Contains(f.Message, "CLIENT_ID")
	}) {
		t.Errorf("no warning says that the inputs differ on CLIENT_ID: %v", found.All())
	}
	long.Only(t, "compiles what was generated")
	files := map[string]string{"main.go": ldapProgram}
	for name, content := range harness.Contents(tree) {
		files["generated/"+name] = content
	}
	harness.NewScratch(t, "example.com/ldap", files).Run("run", ".")
}

const ldapProgram = `package main

import (
	"context"
	"log"

	"example.com/ldap/generated/connector"
	"example.com/ldap/generated/connector/ldapgateway"
	"example.com/ldap/generated/propagation"
	"example.com/ldap/generated/propagation/propagationtest"
)

const example = ` + "`" + `{"ENVIRONMENT_ID":"abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6","GATEWAY_ID":"da166d8e-eaa7-4251-8480-85448e095bc3",
	"LDAP_TYPE":"PingDirectory","CREATE_USERS":true,"UPDATE_USERS":true,"DISABLE_USERS":true,"DEPROVISION_USERS":true,"REMOVE_ACTION":"Delete"}` + "`" + `

func main() {
	o, err := connector.NewObject("LdapGateway", []byte(example))
	check(err)
	c, err := ldapgateway.From(o)
	check(err)
	check(c.Validate())
	if c.LDAPType != ldapgateway.LDAPTypePingDirectory {
		log.Fatalf("LDAP_TYPE is %q", c.LDAPType)
	}
	c.ClientSecret = connector.Secret{} // it is one
	server := propagationtest.NewServer()
	defer server.Close()
	client, err := propagation.NewClient(propagation.Config{
		BaseURL: server.URL + "/v1", AuthURL: server.URL, EnvironmentID: server.EnvironmentID(),
		Credentials: propagation.ClientCredentials{ID: server.ClientID(), Secret: server.ClientSecret()},
	})
	check(err)
	created, err := client.CreateStore(context.Background(), propagation.Store{Name: "ldap", Configuration: c})
	check(err)
	read, err := client.Store(context.Background(), created.ID)
	check(err)
	back, ok := read.Configuration.(connector.Object)
	if !ok || !back.Equal(o) {
		log.Fatalf("the configuration comes back as %v", read.Configuration)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`
