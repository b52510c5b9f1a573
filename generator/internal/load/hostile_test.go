package load

import (
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// none is the severity of an input without findings.
const none = ""

// TestHostile runs documents that are broken, hostile, or odd but right, each alone,
// as people have met them in captures and in OpenAPI documents.
func TestHostile(t *testing.T) {
	for _, test := range hostileTests() {
		t.Run(test.file, func(t *testing.T) {
			data, err := os.ReadFile("../acceptance/hostile/testdata/hostile/" + test.file)
			if err != nil {
				t.Fatal(err)
			}
			found := load(t, fstest.MapFS{inputName(test.file): &fstest.MapFile{Data: data}})
			got := texts(found)
			if worst(found) != test.severity {
				t.Errorf("got severity %q, want %q:\n%s", worst(found), test.severity, got)
			}
			if !strings.Contains(got, test.says) {
				t.Errorf("no finding says %q:\n%s", test.says, got)
			}
			for _, secret := range []string{"CANARY", "AKIA", "abfba8f6"} {
				if strings.Contains(got, secret) {
					t.Errorf("a finding quotes %s:\n%s", secret, got)
				}
			}
			if len(got) > 60*strings.Count(got, "\n")*len("spec/connectors/Zoom.json") {
				t.Errorf("findings of %d bytes are too long", len(got))
			}
		})
	}
}

// inputName returns the place in a spec folder where the document belongs.
func inputName(file string) string {
	if path.Dir(file) == "openapi" {
		return "openapi.yaml"
	}
	return "connectors/Zoom.json"
}

func worst(found spec.Findings) spec.Severity {
	switch {
	case found.Failed():
		return spec.Error
	case len(found.All()) > 0:
		return spec.Warning
	}
	return none
}

type hostileTest struct {
	file     string
	severity spec.Severity
	says     string
}

func hostileTests() []hostileTest {
	return []hostileTest{
		{"001-baseline-mini.json", none, ""},
		{"003-legit-scim-path-keys.json", none, ""},
		{"004-legit-crlf-and-tabs.json", none, ""},
		{"005-legit-reordered.json", none, ""},
		{"006-legit-escaped-unicode.json", none, ""},
		{"022-key-combining-nfc-nfd.json", spec.Warning, "normal"},
		{"026-key-homoglyph.json", spec.Error, "U+0410"},
		{"057-ua-inner-key-missing.json", spec.Warning, "roles"},
		{"090-inject-nul.json", spec.Warning, "U+0000"},
		{"098-inject-ua-key.json", spec.Error, "userAttributes"},
		{"100-inject-profile-name.json", spec.Error, "connectionProfiles[1].name"},
		{"120-name-dotdot.json", spec.Error, "information.key"},
		{"144-name-long.json", spec.Error, "information.key"},
		{"171-whitespace-only.json", spec.Error, "empty"},
		{"174-trailing-garbage.json", spec.Error, "after"},
		{"176-two-docs-concatenated.json", spec.Error, "after"},
		{"179-utf16be-nobom.json", spec.Error, "UTF-16"},
		{"181-invalid-utf8-key.json", spec.Error, "UTF-8"},
		{"184-latin1.json", spec.Error, "UTF-8"},
		{"190-raw-newline-in-string.json", spec.Error, "Zoom.json:18:"},
		{"193-top-level-string.json", spec.Error, "string"},
		{"196-html-error-page.json", spec.Error, "HTML"},
		{"201-store-instead-of-metadata.json", spec.Error, "configuration"},
		{"203-har-file.json", spec.Error, "information"},
		{"204-embedded-list.json", spec.Error, "_embedded"},
		{"205-gzip-bytes.json", spec.Error, "gzip"},
		{"210-dup-member-sensitive.json", spec.Error, "duplicate"},
		{"211-case-variant-member.json", spec.Error, "SENSITIVE"},
		{"215-dup-escaped-member.json", spec.Error, "duplicate"},
		{"217-ref-in-metadata.json", spec.Warning, "$ref"},
		{"236-shape-required-missing.json", spec.Warning, "required"},
		{"254-shape-possible-values-on-secret.json", spec.Warning, "OAUTH_CLIENT_SECRET"},
		{"282-struct-unknown-fields-everywhere.json", spec.Warning, "newTop"},
		{"283-struct-null-everywhere.json", spec.Error, "null"},
		{"304-num-maxlength-huge.json", spec.Error, "maxLength"},
		{"305-num-maxlength-maxint64.json", none, ""},
		{"310-num-maxlength-null.json", spec.Warning, "maxLength"},
		{"319-num-default-too-long.json", spec.Error, "defaultValue"},
		{"353-secret-aws-key-in-values.json", spec.Error, "KEY2"},
		{"354-secret-pem-in-description.json", spec.Error, "PEM2"},
		{"355-secret-url-with-password.json", spec.Error, "URL2"},
		{"357-secret-env-id-in-links.json", none, ""},
		{"362-secret-then-syntax-error.json", spec.Error, "Zoom.json:92:"},
		{"openapi/501-ref-file.json", spec.Error, "$ref"},
		{"openapi/503-ref-relative.json", spec.Error, "$ref"},
		{"openapi/504-ref-cycle.json", spec.Error, "cycle"},
		{"openapi/510-x-go-type.json", spec.Warning, "x-go-type-import"},
		{"openapi/513-plus-build.json", none, ""},
		{"openapi/520-billion-laughs.yaml", spec.Error, "alias"},
		{"openapi/522-yaml-tags.yaml", spec.Error, "tag"},
		{"openapi/523-yaml-dup-key.yaml", spec.Error, "duplicate"},
	}
}
