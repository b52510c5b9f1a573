package secrets_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generated/metadata"
	"github.com/connectorgen/connectorgen/generator"
)

// names returns names at random, of words that make a secret, that say that it is
// about one, and others, in the spellings of keys.
func names(random *rand.Rand, n int) []string {
	words := strings.Fields("secret password passwd pwd passcode passphrase token credentials bearer jwt cookie psk connection string " +
		"private access shared signing encryption service account api sas key keys url uri id name type method policy expiry user list size x2 KEY")
	var list []string
	for i := range n {
		name := fmt.Sprintf("N%d", i) // no two become one name in Go
		separator := []string{"_", "__", ""}[random.IntN(3)]
		upper := random.IntN(2) == 0 && separator != ""
		for range 1 + random.IntN(4) {
			word := words[random.IntN(len(words))]
			switch {
			case upper:
				word = strings.ToUpper(word)
			case separator == "":
				word = strings.ToUpper(word[:1]) + word[1:]
			}
			name += separator + word
		}
		list = append(list, name)
	}
	return list
}

// A name is that of a secret for all of us, or for none: an attribute that a document
// has, one of a capture, a member of the client's types, and metadata at run time.
func TestNamesOfSecrets(t *testing.T) {
	t.Parallel()
	list := names(rand.New(rand.NewPCG(1, 2)), 400)
	var attributes []map[string]any
	properties := make(map[string]any)
	for _, name := range list {
		attributes = append(attributes, map[string]any{"key": name, "required": false, "sensitive": false})
		properties[name] = map[string]any{"type": "string"}
	}
	capture, err := json.Marshal(map[string]any{
		"information": map[string]any{"key": "Captured"}, "attributeMetadata": map[string]any{"capabilities": []any{}},
		"connectionProfiles": []any{map[string]any{"name": "", "connectionAttributes": attributes}},
	})
	if err != nil {
		t.Fatal(err)
	}
	object := func(properties map[string]any) map[string]any {
		return map[string]any{"type": "object", "properties": properties}
	}
	ref := func(name string) map[string]any { return map[string]any{"$ref": "#/components/schemas/" + name} }
	answer := map[string]any{"200": map[string]any{"description": "d", "content": map[string]any{"application/json": map[string]any{"schema": ref("Thing")}}}}
	document, err := json.Marshal(map[string]any{
		"openapi": "3.0.3", "info": map[string]any{"title": "T", "version": "1"},
		"paths": map[string]any{"/thing": map[string]any{"get": map[string]any{"operationId": "thing", "responses": answer}}},
		"components": map[string]any{"schemas": map[string]any{
			"Thing": object(properties),
			"Store": map[string]any{"oneOf": []any{ref("Documented")}, "discriminator": map[string]any{"propertyName": "type", "mapping": map[string]any{"Documented": "#/components/schemas/Documented"}}},
			"Documented": object(map[string]any{
				"type": map[string]any{"type": "string"}, "configuration": object(properties),
			}),
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	inputs := fstest.MapFS{"openapi.json": {Data: document}, "connectors/Captured.json": {Data: capture}}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil || tree == nil {
		t.Fatal(err, found.All())
	}
	m, err := metadata.Parse(capture)
	if err != nil {
		t.Fatal(err)
	}
	secrets := 0
	judged := map[string]map[string]bool{"metadata.Parse": make(map[string]bool)}
	for _, a := range m.Profiles[0].Attributes {
		judged["metadata.Parse"][a.Key] = a.Sensitive
	}
	field := regexp.MustCompile(`(?m)^\s*N\w+ +(\S+) +.json:"(\w+)`)
	for name, content := range tree.All() {
		if name == "connector/captured/captured.go" || name == "connector/documented/documented.go" || name == "propagation/types.go" {
			judged[name] = make(map[string]bool)
			for _, f := range field.FindAllSubmatch(content, -1) {
				judged[name][string(f[2])] = strings.Contains(string(f[1]), "connector.Secret")
			}
		}
	}
	for who, judgement := range judged {
		for _, name := range list {
			got, there := judgement[name]
			if want := connector.LooksSecret(name); got != want || !there {
				t.Errorf("%s: %s is a secret: %v (there: %v), want %v", who, name, got, there, want)
			} else if want {
				secrets++
			}
		}
	}
	if len(judged) != 4 || secrets < 400 || secrets > 1200 {
		t.Errorf("%d judges have found %d secrets: too few, or too many", len(judged), secrets)
	}
}
