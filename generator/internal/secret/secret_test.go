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
