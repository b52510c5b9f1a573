package connector_test

import (
	"encoding/json"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestReadmeEditor does with the lines that the pages show for .vscode/settings.json
// what VS Code does: it takes the schema for a file by its name, from the folder of the
// workspace, and tells what is wrong with it. The lines are three.
func TestReadmeEditor(t *testing.T) {
	t.Parallel()
	shown := regexp.MustCompile("(?s)```json\n(\"json.schemas\".*?)\n```").FindStringSubmatch(harness.Page(t, `"json.schemas"`))
	if shown == nil || strings.Count(shown[1], "\n") != 2 {
		t.Fatalf("the pages show no three lines: %q", shown)
	}
	var settings struct {
		Schemas []struct {
			FileMatch []string
			URL       string
		} `json:"json.schemas"`
	}
	if err := json.Unmarshal([]byte("{"+strings.TrimSuffix(shown[1], ",")+"}"), &settings); err != nil {
		t.Fatal(err)
	}
	workspace := harness.Path(t, "")
	for _, c := range []struct {
		file, text string
		want       bool // something is wrong
	}{
		{"stores/zoom.json", `{"name": "x", "type": "directory"}`, false},
		{"stores/zoom.json", `{"name": "x", "type": "directroy"}`, true},
		{"stores/slack.json", `{"name": "x", "type": "Slack", "configuration": {"OAUTH_ACCESS_TOKEN": "CANARY", "UNIQUE_USER_IDENTIFIER": "email"}}`, false},
		{"stores/slack.json", `{"name": "x", "type": "Slack", "configuration": {"OAUTH_ACCES_TOKEN": "CANARY", "UNIQUE_USER_IDENTIFIER": "email"}}`, true},
		{"stores/slack.json", `{"name": "x", "type": "Slack", "configuration": {"OAUTH_ACCESS_TOKEN": "*****", "UNIQUE_USER_IDENTIFIER": "email"}}`, true},
		{"package.json", `{"name": "x"}`, false}, // none of ours
	} {
		wrong := false
		for _, s := range settings.Schemas {
			if !matches(s.FileMatch, c.file) {
				continue
			}
			schema, err := jsonschema.NewCompiler().Compile(filepath.Join(workspace, filepath.FromSlash(s.URL)))
			if err != nil {
				t.Fatal(err)
			}
			wrong = wrong || judge(t, schema, []byte(c.text)) != nil
		}
		if wrong != c.want {
			t.Errorf("%s %s: something is wrong: %v, want %v", c.file, c.text, wrong, c.want)
		}
	}
}

// matches reports whether one of the patterns is for a file of the workspace.
func matches(patterns []string, file string) bool {
	for _, p := range patterns {
		if ok, err := path.Match(p, file); ok && err == nil {
			return true
		}
	}
	return false
}
