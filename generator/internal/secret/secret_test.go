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
		"-----BEGIN RSA " + "PRIVATE KEY-----\nCANARYCANARY", "https:/" + "/user:hunter22@example.com/", "Https:/" + "/user:hunter22@example.com/",
		"Bearer " + "abcdefgh1abcdefghijklmnop", "AccountKey=" + strings.Repeat("aB3+", 12), "AK" + "IACANARYCANARYCANA",
		"gl" + "pat-" + hex[:20], "np" + "m_" + hex + "Abcd", "py" + "pi-" + hex + hex, "s" + "k-ant-" + hex, "h" + "f_" + hex, "dop" + "_v1_" + hex + hex,
		"S" + "G." + hex[:22] + "." + hex, "shp" + "at_" + hex, "ATA" + "TT3" + hex, "ya" + "29." + hex, "xa" + "pp-" + hex, "wh" + "sec_" + hex, "h" + "vs." + hex,
		"JSESSION" + "ID=" + hex, "session" + "_id=" + hex, "AGE-SECRET" + "-KEY-1" + strings.Repeat("7QX", 20),
		"https://example.com/cb?access_token=sk-" + hex, "curl -d client_secret=" + hex, "password: " + hex,
	} {
		for name, text := range map[string]string{
			"as it is": live, "path": url.PathEscape(live), "form": url.QueryEscape(live), "twice": url.PathEscape(url.PathEscape(live)),
			"a percent": "100% of it: " + url.PathEscape("x "+live), "in a form": "a=1&b=" + url.QueryEscape("x "+live) + "&c=%",
			"small":      strings.NewReplacer("%2F", "%2f", "%3A", "%3a", "%2B", "%2b", "%3D", "%3d").Replace(url.QueryEscape(live)),
			"invisible":  live[:len(live)-9] + "\u200b" + live[len(live)-9:],
			"blank":      live[:len(live)-9] + "\ufe0f\u2064" + live[len(live)-9:],
			"a filler":   live[:len(live)-9] + "\u3164\x00\U000e0041" + live[len(live)-9:],
			"right left": live[:len(live)-9] + "\u202e\u2066" + live[len(live)-9:],
		} {
			if !Looks(text) || !Live(text) {
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

// What can as well be a checksum, the id of a page or a sample is suspicious: it is
// not shown, and nobody is refused for it.
func TestSuspicious(t *testing.T) {
	t.Parallel()
	mixed := strings.Repeat("aB3xY7q9", 6)
	for _, text := range []string{
		strings.Repeat("9f8e7", 8), "commit " + strings.Repeat("0a1b", 10) + " of Monday", "sha256:" + strings.Repeat("9f86d081", 8),
		"https://docs.example.com/page.html?_gl=1*" + mixed + "*_ga", "[the page](https://docs.example.com/" + mixed + ")",
		"data:image/png;base64," + mixed, "It starts with -----BEGIN RSA " + "PRIVATE KEY-----", "-----BEGIN " + "PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
		"HTTPS://docs.example.com/" + url.QueryEscape(mixed+"+/"),
	} {
		if !Looks(text) || Live(text) {
			t.Errorf("%q: looks like a secret %v, is taken for a live one %v", text, Looks(text), Live(text))
		}
		if shown := Withhold(text); strings.Contains(shown, mixed) {
			t.Errorf("%q is shown", shown)
		}
	}
	for _, text := range []string{"key " + mixed, mixed + " (https://docs.example.com/)", "see https://docs.example.com/?a=b and " + mixed, url.QueryEscape("key " + mixed)} {
		if !Live(text) {
			t.Errorf("%q: the word is in no address, and is not taken for a live secret", text)
		}
	}
	if plain := "f47ac10b-58cc-4372-a567-0e02b2c3d479"; Looks(plain) {
		t.Errorf("the UUID %s looks like a secret", plain)
	}
}
