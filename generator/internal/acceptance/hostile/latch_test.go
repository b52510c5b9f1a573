package hostile_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestLatch replaces the flag of each secret of a capture by values that some JSON
// reader takes for false. The attribute must stay secret, or the capture must be
// refused. Only one exact false makes an attribute plain.
func TestLatch(t *testing.T) {
	t.Parallel()
	const flag = `"sensitive": true`
	zoom := string(harness.ReadFile(t, "spec/connectors/Zoom.json"))
	zoom = strings.ReplaceAll(zoom, "API_SECRET", "API_PIN") // so that the key does not give the secret away
	places := regexp.MustCompile(flag).FindAllStringIndex(zoom, -1)
	if len(places) < 3 {
		t.Fatalf("the capture has %d secrets, want some", len(places))
	}
	for _, place := range places {
		for _, instead := range []string{
			`"sensitive": null`, `"sensitive": "true"`, `"sensitive": "false"`, `"sensitive": 0`, `"sensitive": []`, `"sensitive": {}`,
			`"Sensitive": false`, `"SENSITIVE": true`, `"ſensitive": false`, `"other": 0`,
			flag + `, "sensitive": false`, `"sensitive": false, ` + flag, flag + `, "Sensitive": false`, flag + `, "\u0073ensitive": false`,
		} {
			altered := zoom[:place[0]] + instead + zoom[place[1]:]
			checkLatched(t, fmt.Sprintf("%s at %d", instead, place[0]), altered)
		}
	}
}

func checkLatched(t *testing.T, what, capture string) {
	t.Helper()
	inputs := fstest.MapFS{"connectors/Zoom.json": {Data: []byte(capture)}}
	tree, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil {
		t.Fatal(err)
	}
	if tree == nil {
		return
	}
	for name, content := range tree.All() {
		for _, key := range []string{"API_KEY", "API_PIN", "OAUTH_CLIENT_SECRET"} {
			printable := regexp.MustCompile(`string +.json:"` + key)
			if name == "connector/zoom/zoom.go" && (printable.Match(content) || !bytes.Contains(content, []byte(`json:"`+key))) {
				t.Errorf("%s: %s is no secret any more:\n%v", what, key, found.All())
			}
		}
	}
}
