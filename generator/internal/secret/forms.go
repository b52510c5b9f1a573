package secret

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// shortestForm is the length in letters from which a part of base64 counts: a
// shorter one occurs by chance.
const shortestForm = 6

// Forms returns how text looks as part of another text: as it is, in JSON, in a
// Go string, in a URL, and in base64, of which the ends depend on what stands
// before and after.
func Forms(text string) []string {
	quoted, _ := json.Marshal(text) // cannot fail: it is a string
	ascii := strconv.QuoteToASCII(text)
	forms := []string{text, string(quoted[1 : len(quoted)-1]), ascii[1 : len(ascii)-1], url.QueryEscape(text), url.PathEscape(text)}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			if form := encoded(encoding, before, text); len(form) >= shortestForm {
				forms = append(forms, form)
			}
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// encoded returns the letters of an encoding that are those of text alone, if
// there are so many bytes before it.
func encoded(encoding *base64.Encoding, before int, text string) string {
	letters := encoding.EncodeToString([]byte(strings.Repeat("\x00", before) + text))
	start := (before*8 + 5) / 6
	end := (before + len(text)) * 8 / 6
	return letters[start:max(end, start)]
}
