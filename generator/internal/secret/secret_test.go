package secret

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestWithhold: a message loses what looks like a live secret, also where it is
// escaped, and keeps everything else.
func TestWithhold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"the store Zoom has no key SCIM_URL":                                           "the store Zoom has no key SCIM_URL",
		"spec/connectors/AVeryLongNameOfAConnector/With/Folders.go":                    "spec/connectors/AVeryLongNameOfAConnector/With/Folders.go",
		"key AKIACANARYCANARYCANA here":                                                "key [withheld] here",
		"at https://me:s3cret@example.com/x":                                           "at [withheld]example.com/x",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 is a digest": "[withheld] is a digest",
		"?token=gh%70_CANARYCANARYCANARYCANARYCANARYCANARY":                            Withheld,
	} {
		if got := Withhold(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// TestForms: a text is found by one of its forms wherever a server is likely to quote it.
func TestForms(t *testing.T) {
	t.Parallel()
	const text = `CANARY/7+"é ü`
	quoted, _ := json.Marshal("x" + text)
	for _, holder := range []string{
		text, string(quoted), strconv.QuoteToASCII(text), "?q=" + url.QueryEscape(text), "/" + url.PathEscape(text),
		base64.StdEncoding.EncodeToString([]byte(text)), base64.URLEncoding.EncodeToString([]byte("u:" + text + ":more")),
		base64.RawStdEncoding.EncodeToString([]byte("x" + text + "y")),
	} {
		if !slices.ContainsFunc(Forms(text), func(form string) bool { return strings.Contains(holder, form) }) {
			t.Errorf("not found in %q", holder)
		}
	}
}

// What looks like a secret does so however it is escaped for a URL or a form, and
// with characters in it that nobody sees.
func TestLooksEscaped(t *testing.T) {
	t.Parallel()
	hex := strings.Repeat("9f8e7d6c", 4)
	for _, live := range []string{
		"-----BEGIN RSA " + "PRIVATE KEY-----", "https:/" + "/user:hunter22@example.com/", "Https:/" + "/user:hunter22@example.com/",
		"Bearer " + "abcdefgh1abcdefghijklmnop", "AccountKey=" + strings.Repeat("aB3+", 12), "AK" + "IACANARYCANARYCANA",
		"https://example.com/cb?access_token=sk-" + hex, "curl -d client_secret=" + hex, "password: " + hex,
	} {
		for name, text := range map[string]string{
			"as it is": live, "path": url.PathEscape(live), "form": url.QueryEscape(live), "twice": url.PathEscape(url.PathEscape(live)),
			"small":     strings.NewReplacer("%2F", "%2f", "%3A", "%3a", "%2B", "%2b", "%3D", "%3d").Replace(url.QueryEscape(live)),
			"invisible": live[:len(live)-9] + "\u200b" + live[len(live)-9:],
		} {
			if !Looks(text) {
				t.Errorf("%s: %q is not found", name, text)
			}
		}
	}
	for _, plain := range []string{"password=", "access_token=TOKEN", "the password: must have 12 letters", "grant_type=client_credentials&client_secret=<secret>"} {
		if Looks(plain) {
			t.Errorf("%q is taken for a secret", plain)
		}
	}
}
