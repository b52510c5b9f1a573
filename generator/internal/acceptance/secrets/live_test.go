package secrets_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/leak"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// Alphabets of secrets.
const (
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	letters  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	hexes    = "0123456789abcdef"
)

// live returns invented secrets of the shapes that real ones have, by who issues
// them. They are made at run time, so that no file contains one.
func live() map[string]string {
	random := rand.New(rand.NewPCG(9, 10))
	some := func(alphabet string, n int) string {
		b := []byte("aB3xY7q9Zk2")[:min(n, 11)] // of every sort, so that chance does not decide
		if alphabet == capitals || alphabet == hexes {
			b = nil
		}
		for len(b) < n {
			b = append(b, alphabet[random.IntN(len(alphabet))])
		}
		return string(b)
	}
	basic := base64.StdEncoding.EncodeToString([]byte("provisioning:" + some(letters, 20)))
	return map[string]string{
		"AWS, key id":              "AKIA" + some(capitals, 16),
		"AWS, temporary key id":    "ASIA" + some(capitals, 16),
		"AWS, key":                 some(letters, 20) + "/" + some(letters, 19),
		"GitHub":                   "ghp_" + some(letters, 36),
		"GitHub, of an app":        "ghs_" + some(letters, 36),
		"GitHub, fine-grained":     "github_pat_" + some(letters, 22) + "_" + some(letters, 59),
		"Slack":                    "xoxb-" + some("0123456789", 12) + "-" + some(letters, 24),
		"Slack, a hook":            "https://hooks.slack.com/services/T" + some(capitals, 8) + "/B" + some(capitals, 8) + "/" + some(letters, 24),
		"Google, key":              "AIza" + some(letters, 35),
		"Google, client":           "GOCSPX-" + some(letters, 28),
		"Stripe":                   "sk_live_" + some(letters, 24),
		"a JSON Web Token":         "eyJ" + some(letters, 30) + ".eyJ" + some(letters, 60) + "." + some(letters, 43),
		"PEM":                      "-----BEGIN RSA PRIVATE KEY-----\n" + some(letters, 64) + "\n-----END RSA PRIVATE KEY-----",
		"PEM, encrypted":           "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + some(letters, 64),
		"a bearer":                 "Bearer " + some(letters, 32),
		"HTTP Basic":               "Basic " + basic,
		"a password in a URL":      "https://provisioning:" + some(letters, 12) + "@api.example.com/scim2",
		"base64":                   base64.StdEncoding.EncodeToString([]byte(some(letters, 48))),
		"hexadecimal":              some(hexes, 64),
		"Azure, client":            some(letters, 3) + "8Q~" + some(letters, 17) + "." + some(letters, 16),
		"Azure, account":           "AccountKey=" + some(letters, 40) + "/" + some(letters, 45) + "==",
		"Okta":                     "00" + some(letters, 20) + "_" + some(letters, 19),
		"PingOne, client":          some(letters, 20) + "~" + some(letters, 20) + "." + some(letters, 20) + "-_",
		"PingOne, token of a user": some(letters, 64),
	}
}

// spellings are the ways to write a value into a file.
var spellings = map[string]func(secret string) string{
	"alone":        inJSON,
	"in a text":    func(s string) string { return inJSON("For example " + s + " as it was on Monday.") },
	"in quotes":    func(s string) string { return inJSON(`Use "` + s + `", or <` + s + `>`) },
	"as escapes":   func(s string) string { return `"` + escapes(s) + `"` },
	"in a query":   func(s string) string { return inJSON("https://example.com/?q=" + url.QueryEscape(s)) },
	"after a word": func(s string) string { return inJSON("secret=" + s + ";") },
}

// escapes returns s with \u for every character.
func escapes(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

// texts are members of the inputs that hold text for people. Nothing in the inputs
// says that they are secret.
var texts = []plant{
	{"the description of an attribute", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, <<description: "SECRET">>}`, ``)},
	{"the title of an attribute", "openapi.yaml", documentWith(`GIZMO_PIN: {type: string, <<title: "SECRET">>}`, ``)},
	{"the default of an attribute", "openapi.yaml", documentWith(`GIZMO_PLACE: {type: string, <<default: "SECRET">>}`, ``)},
	{"the example of an attribute", "openapi.yaml", documentWith(`GIZMO_PLACE: {type: string, <<example: "SECRET">>}`, ``)},
	{"the values of an attribute", "openapi.yaml", documentWith(`GIZMO_PLACE: {type: string, <<enum: [a, "SECRET"]>>}`, ``)},
	{"an extension", "openapi.yaml", documentWith(`GIZMO_PLACE: {type: string, <<x-gizmo: {a: ["SECRET"]}>>}`, ``)},
	{"the label of a captured attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true, <<"displayLabel": "SECRET">>`, ``, ``)},
	{"the description of a captured attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true, <<"description": "SECRET">>`, ``, ``)},
	{"the possible values of a captured attribute", "connectors/Gizmo.json", captureWith(`"sensitive": false, <<"possibleValues": ["a", "SECRET"]>>`, ``, ``)},
	{"an unknown member of a captured attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true, <<"lastValue": "SECRET">>`, ``, ``)},
	{"the name of a user attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true`, `, <<"displayName": "SECRET">>`, ``)},
	{"the default of a user attribute", "connectors/Gizmo.json", captureWith(`"sensitive": true`, `, <<"defaultValue": "SECRET">>`, ``)},
	{"an unknown section", "connectors/Gizmo.json", captureWith(`"sensitive": true`, ``, `, <<"stored": [{"GIZMO_PIN": "SECRET"}]>>`)},
	{"the reason of a correction", "corrections.yaml", `[{connector: Gizmo, attribute: GIZMO_PIN, required: false, source: s, <<reason: "SECRET">>}]`},
	{"the source of a correction", "corrections.yaml", `[{connector: Gizmo, attribute: GIZMO_PIN, required: false, reason: r, <<source: "SECRET">>}]`},
}

// suspicious reports whether the secret of an issuer, written in one of the ways, can
// as well be a checksum, or the id of a page in its address.
func suspicious(who, how string) bool {
	switch who {
	case "hexadecimal":
		return how != "after a word"
	case "AWS, key", "base64", "Okta", "PingOne, client", "PingOne, token of a user":
		return how == "in a query"
	}
	return false
}

// TestLiveSecrets puts what looks like a real secret into every text of the inputs,
// for each issuer and each way to write it. The inputs must be refused without
// showing it. What is only suspicious is a warning, and not shown either.
func TestLiveSecrets(t *testing.T) {
	t.Parallel()
	refusals, warnings := 0, 0
	for who, secret := range sortedly(live()) {
		for how, spell := range sortedly(spellings) {
			for i, p := range texts {
				if !long.Wanted() && (len(who)+len(how)+i)%20 > 0 {
					continue
				}
				text := p.planted("", func(before, _, after string) string { return before + spell(secret) + after })
				tree, found, err := generator.Generate(generator.Inputs{FS: p.inputs(text), Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
				if err != nil {
					t.Fatal(err)
				}
				rule, severity := "secret-found", generator.Error
				if suspicious(who, how) || p.name == "the example of an attribute" { // vendors publish invented ones
					rule, severity = "secret-suspected", generator.Warning
					warnings++
				} else {
					refusals++
				}
				said := fmt.Sprint(found.All())
				refused := slices.ContainsFunc(found.All(), func(f generator.Finding) bool {
					return f.Rule == rule && f.Severity == severity && f.Line > 0
				})
				if !refused || tree != nil && severity == generator.Error {
					t.Errorf("%s, %s, in %s: it is no %s:\n%s", who, how, p.name, severity, said)
				}
				if shown := leak.Quotes(said, secret); shown != "" {
					t.Errorf("%s, %s, in %s: it is shown: %s", who, how, p.name, shown)
				}
			}
		}
	}
	t.Logf("%d are refused, %d are warned of, and none is shown", refusals, warnings)
}

// TestNoLiveSecrets checks that published text is not taken for a real secret: the
// inputs of this module, and PingOne's examples, except for two tokens that look
// exactly like real ones.
func TestNoLiveSecrets(t *testing.T) {
	t.Parallel()
	_, found, err := generator.Generate(generator.Inputs{FS: harness.Spec(t), Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil || found.Failed() {
		t.Errorf("the inputs are refused: %v %v", err, found.All())
	}
	names, err := filepath.Glob(harness.Path(t, harness.Examples) + "/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no examples", err)
	}
	section := texts[slices.IndexFunc(texts, func(p plant) bool { return p.name == "an unknown section" })]
	tokens := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		inputs := section.inputs(section.planted("", func(before, _, after string) string { return before + `"", "example": ` + string(data) + after }))
		_, found, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found.All() {
			switch {
			case f.Severity != generator.Error:
			case f.Rule == "secret-found" && strings.HasSuffix(f.Path, "_TOKEN"):
				tokens++
			default:
				t.Errorf("%s: %v", name, f)
			}
		}
	}
	if tokens != 4 {
		t.Errorf("%d tokens of the examples are refused, want 2 in each of 2 files", tokens)
	}
}
