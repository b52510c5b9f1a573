package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
)

// TestEncode: what -o json prints means what it was given, and no terminal and
// no runner of CI obeys it, whatever a text of the inputs holds.
func TestEncode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"plain, déjà vu 😀", "\x1b[31m \u009b31m \x7f", "\u0085 \u2028 \u2029", "\u202e \u2066 \u200b \ufeff \u00ad", "\U000e0041",
		"##[add-mask]x ##vso[task.setvariable]y ###", `a\##"`, "<b>&amp;</b>",
	} {
		var out bytes.Buffer
		p := printer{stdout: &output{Writer: &out}}
		if err := p.encode(map[string]string{text: text}); err != nil {
			t.Fatal(err)
		}
		var got map[string]string
		if err := json.Unmarshal(out.Bytes(), &got); err != nil || got[text] != text {
			t.Errorf("%q became %q (%v)", text, got, err)
		}
		if printed := out.String(); strings.Contains(printed, "##") || strings.ContainsFunc(printed, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
			t.Errorf("it prints %q", printed)
		}
	}
}
