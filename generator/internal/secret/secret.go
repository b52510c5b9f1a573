// Package secret knows live secrets by their shape, so that no message shows one
// and no input holds one.
package secret

import (
	"iter"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// A shape is one of values that are secrets wherever they stand.
type shape struct {
	sign  string // in every such value; looked for first, since it is quick
	match *regexp.Regexp
}

// shapes returns the shapes that are known. Nobody may write to them.
var shapes = sync.OnceValue(func() []shape {
	match := regexp.MustCompile
	return []shape{
		{"AKIA", match(`\bAKIA[0-9A-Z]{16}\b`)}, // access key id of AWS
		{"ASIA", match(`\bASIA[0-9A-Z]{16}\b`)},
		{"PRIVATE KEY-----", match(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----`)},            // PEM
		{"://", match(`[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s@:]*:[^/?#\s@]+@`)},             // password in a URL
		{"eyJ", match(`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.`)},                   // JSON Web Token
		{"earer ", match(`\b[Bb]earer +[A-Za-z0-9._~+/-]*[0-9][A-Za-z0-9._~+/-]{15,}`)}, // header
		{"gh", match(`\bgh[pousr]_[A-Za-z0-9]{30,}`)},                                   // GitHub
		{"xox", match(`\bxox[abprs]-[A-Za-z0-9-]{10,}`)},                                // Slack
		{"AIza", match(`\bAIza[A-Za-z0-9_-]{35}`)},                                      // Google
		{"k_live_", match(`\b[rs]k_live_[A-Za-z0-9]{16,}`)},                             // Stripe
		{"asic ", match(`\b[Bb]asic +[A-Za-z0-9+/]*[0-9+/][A-Za-z0-9+/]{8,}={0,2}`)},    // header
		{"github_pat_", match(`\bgithub_pat_[A-Za-z0-9_]{30,}`)},
		{"hooks.slack.com/", match(`hooks\.slack\.com/services/[A-Za-z0-9/]{20,}`)},
		{"GOCSPX-", match(`\bGOCSPX-[A-Za-z0-9_-]{20,}`)},                // secret of a Google client
		{"Q~", match(`\b[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{30,}`)}, // secret of an Azure client
		{"=", match(`(?i)\b(?:access_token|refresh_token|id_token|client_secret|api_?key|password|passwd|secret)=["']?[a-z0-9._~+/-]*[0-9][a-z0-9._~+/-]{15,}`)},
		{":", match(`(?i)\b(?:password|secret|token)["']?: *["']?[0-9a-f]{32,}`)},
		{"Key=", match(`(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}`)}, // Azure
	}
})

// Withheld stands in a message for what looks like a live secret.
const Withheld = "[withheld]"

// Withhold returns a message without what looks like a live secret.
func Withhold(message string) string {
	if !Looks(message) {
		return message
	}
	for _, known := range shapes() {
		message = known.match.ReplaceAllString(message, Withheld)
	}
	for word := range tokens(message) {
		message = strings.ReplaceAll(message, word, Withheld)
	}
	if Looks(message) { // it is escaped
		return Withheld
	}
	return message
}

// Looks reports whether s holds a live secret, by its shape.
func Looks(s string) bool {
	s = invisible.Replace(s)
	for _, unescape := range []func(string) (string, error){url.PathUnescape, url.QueryUnescape} {
		if plain, err := unescape(s); err == nil && len(plain) < len(s) && Looks(plain) {
			return true
		}
	}
	if plain := strings.ReplaceAll(s, "+", " "); strings.Contains(s, "+") && looks(plain) {
		return true
	}
	return looks(s)
}

// invisible removes what can stand unseen within a secret.
var invisible = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "")

// looks is Looks for a text without escapes.
func looks(s string) bool {
	for _, known := range shapes() {
		if strings.Contains(s, known.sign) && known.match.MatchString(s) {
			return true
		}
	}
	return hasToken(s)
}

// shortestToken is the length from which a word that looks random is taken for a secret.
const shortestToken = 40

// hasToken reports whether s has a word that looks random.
func hasToken(s string) bool {
	for range tokens(s) {
		return true
	}
	return false
}

// tokens yields the words of s that look random: long, of the base64 alphabets, with digits,
// capitals and small letters well mixed, or of hexadecimal digits only.
func tokens(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(s) < shortestToken {
			return
		}
		for _, marks := range []string{"+_-=", "+/=", "_-.~"} { // base64 for URLs, base64, what URLs leave as it is
			isBreak := func(r rune) bool { return !isLetter(r) && !isDigit(r) && !strings.ContainsRune(marks, r) }
			for word := range strings.FieldsFuncSeq(s, isBreak) {
				if len(word) >= shortestToken && isRandom(word) && !yield(word) {
					return
				}
			}
		}
	}
}

// isRandom reports whether the characters of word come in no order: words and
// names, paths of them included, change seldom between small letters, capitals and digits.
func isRandom(word string) bool {
	var digits, capitals, small, hex, changes int
	var last *int
	for _, r := range word {
		var kind *int
		switch {
		case isDigit(r):
			kind = &digits
		case 'A' <= r && r <= 'Z':
			kind = &capitals
		case 'a' <= r && r <= 'z':
			kind = &small
		}
		if kind != nil {
			*kind++
		}
		if kind != last {
			changes++
		}
		last = kind
		if strings.ContainsRune("0123456789abcdefABCDEF", r) {
			hex++
		}
	}
	mixed := digits >= 4 && capitals >= 6 && small >= 6 && changes*5 >= 2*len(word)
	return mixed || hex == len(word) && digits >= 8 && digits < len(word)
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
