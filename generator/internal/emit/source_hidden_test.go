package emit

import (
	"strconv"
	"strings"
	"testing"
)

// TestQuoted: a literal means its text, and a reader sees every character of it,
// also those that count as printable and show as nothing.
func TestQuoted(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "plain", "déjà 日本", "a\ufe0fb", `\` + "\u034f", "\u3164\u115f\uffa0", "\U000e0100", "\u202e\x00\n\"`", "\xff"} {
		literal := quoted(s)
		if got, err := strconv.Unquote(literal); err != nil || got != s {
			t.Errorf("%q became %s (%v)", s, literal, err)
		}
		if strings.ContainsFunc(literal, func(r rune) bool { return !isSeen(r) }) {
			t.Errorf("%+q hides something", literal)
		}
	}
}
