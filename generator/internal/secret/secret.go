// Package secret knows live secrets by their shape, so that no message shows one
// and no input holds one.
package secret

import (
	"encoding/hex"
	"iter"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/connectorgen/connectorgen/generator/internal/show"
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
		{keyHeader, match(`PRIVATE KEY-----\s*(?:\n|\\n)(?:[A-Za-z-]+: [^\n]*\n+)*[A-Za-z0-9+/=]{8}`)}, // PEM
		{"://", match(`[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s@:]*:[^/?#\s@]+@`)},                            // password in a URL
		{"eyJ", match(`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.`)},                                  // JSON Web Token
		{"earer ", match(`\b[Bb]earer +[A-Za-z0-9._~+/-]*[0-9][A-Za-z0-9._~+/-]{15,}`)},                // header
		{"gh", match(`\bgh[pousr]_[A-Za-z0-9]{30,}`)},                                                  // GitHub
		{"xox", match(`\bxox[abprs]-[A-Za-z0-9-]{10,}`)},                                               // Slack
		{"AIza", match(`\bAIza[A-Za-z0-9_-]{35}`)},                                                     // Google
		{"k_live_", match(`\b[rs]k_live_[A-Za-z0-9]{16,}`)},                                            // Stripe
		{"asic ", match(`\b[Bb]asic +[A-Za-z0-9+/]*[0-9+/][A-Za-z0-9+/]{8,}={0,2}`)},                   // header
		{"github_pat_", match(`\bgithub_pat_[A-Za-z0-9_]{30,}`)},
		{"hooks.slack.com/", match(`hooks\.slack\.com/services/[A-Za-z0-9/]{20,}`)},
		{"GOCSPX-", match(`\bGOCSPX-[A-Za-z0-9_-]{20,}`)},                // secret of a Google client
		{"Q~", match(`\b[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{30,}`)}, // secret of an Azure client
		{"=", match(`(?i)\b(?:access_token|refresh_token|id_token|auth_token|session_?(?:id|token)|j?sessionid|phpsessid|connect\.sid|client_secret|api_?key|password|passwd|secret)=["']?[a-z0-9._~+/-]*[0-9][a-z0-9._~+/-]{15,}`)},
		{":", match(`(?i)\b(?:password|secret|token)["']?: *["']?[0-9a-f]{32,}`)},
		{"glpat-", match(`\bglpat-[A-Za-z0-9_-]{20,}`)}, // GitLab
		{"npm_", match(`\bnpm_[A-Za-z0-9]{36}`)},
		{"pypi-", match(`\bpypi-[A-Za-z0-9_-]{50,}`)},
		{"sk-", match(`\bsk-(?:[a-z]+-)?[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]{19,}`)}, // OpenAI, Anthropic
		{"hf_", match(`\bhf_[A-Za-z0-9]{30,}`)},                                  // Hugging Face
		{"dop_v1_", match(`\bdop_v1_[0-9a-f]{40,}`)},                             // DigitalOcean
		{"SG.", match(`\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`)},           // SendGrid
		{"shp", match(`\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}`)},                   // Shopify
		{"ATATT3", match(`\bATATT3[A-Za-z0-9_=-]{30,}`)},                         // Atlassian
		{"ya29.", match(`\bya29\.[A-Za-z0-9_-]{30,}`)},                           // access token of Google
		{"xapp-", match(`\bxapp-[A-Za-z0-9-]{20,}`)},                             // Slack
		{"whsec_", match(`\bwhsec_[A-Za-z0-9+/]{24,}`)},                          // Stripe
		{"hv", match(`\bhv[sb]\.[A-Za-z0-9_-]{24,}`)},                            // Vault
		{"AGE-SECRET-KEY-", match(`\bAGE-SECRET-KEY-1[0-9A-Z]{50,}`)},
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
	for word := range tokens(message, isRandom) {
		message = strings.ReplaceAll(message, word, Withheld)
	}
	if Looks(message) { // it is escaped
		return Withheld
	}
	return message
}

// Looks reports whether s holds a live secret or what is only suspicious, by its
// shape: also hexadecimal digits, which can be a checksum, a random word in an
// address, and the first line of a private key.
func Looks(s string) bool {
	return anyForm(s, func(s string) bool { return hasShape(s) || hasToken(s, isRandom) || strings.Contains(s, keyHeader) })
}

// Live reports whether s holds a live secret: Looks is true, and it is more than suspicious.
func Live(s string) bool {
	s = visible(s)
	return anyForm(s, hasShape) || anyForm(address.ReplaceAllString(s, " "), func(s string) bool {
		return hasToken(address.ReplaceAllString(s, " "), isMixed)
	})
}

// keyHeader ends the first line of a private key, which samples show as well.
const keyHeader = "PRIVATE KEY-----"

// address matches what can hold long words that are no secrets, such as the ids of pages.
var address = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]*://|data:[a-z]+/)[^\s"'<>]*`)

// anyForm reports whether is holds for s, or for s without the escapes of URLs and forms.
func anyForm(s string, is func(string) bool) bool {
	if isShortWord(s) {
		return false
	}
	s = visible(s)
	if plain := percent.ReplaceAllStringFunc(s, unescape); len(plain) < len(s) && anyForm(plain, is) {
		return true
	}
	if plain := strings.ReplaceAll(s, "+", " "); strings.Contains(s, "+") && is(plain) {
		return true
	}
	return is(s)
}

// shortestWord is the length from which a word without marks can have one of the shapes.
const shortestWord = 20

// isShortWord reports whether s is a word as most names are, too short for a secret:
// it is asked for each name and each part of a path.
func isShortWord(s string) bool {
	for i := range len(s) {
		if c := rune(s[i]); !isLetter(c) && !isDigit(c) && c != '_' {
			return false
		}
	}
	return len(s) < shortestWord
}

// percent matches an escape of URLs. A sign without two digits is none.
var percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// unescape returns the byte that an escape stands for.
func unescape(escape string) string {
	b, _ := hex.DecodeString(escape[1:])
	return string(b)
}

// visible returns s without what can stand unseen within a secret.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if show.IsHidden(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// hasShape reports whether s, without escapes, has a known shape.
func hasShape(s string) bool {
	for _, known := range shapes() {
		if strings.Contains(s, known.sign) && known.match.MatchString(s) {
			return true
		}
	}
	return false
}

// shortestToken is the length from which a word that looks random is taken for a secret.
const shortestToken = 40

// hasToken reports whether s has a long word for which is holds.
func hasToken(s string, is func(word string) bool) bool {
	for range tokens(s, is) {
		return true
	}
	return false
}

// tokens yields the long words of s, of the base64 alphabets, for which is holds.
func tokens(s string, is func(word string) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(s) < shortestToken {
			return
		}
		for _, marks := range []string{"+_-=", "+/=", "_-.~"} { // base64 for URLs, base64, what URLs leave as it is
			isBreak := func(r rune) bool { return !isLetter(r) && !isDigit(r) && !strings.ContainsRune(marks, r) }
			for word := range strings.FieldsFuncSeq(s, isBreak) {
				if len(word) >= shortestToken && is(word) && !yield(word) {
					return
				}
			}
		}
	}
}

// isRandom reports whether word is mixed or of hexadecimal digits.
func isRandom(word string) bool { return isMixed(word) || isHex(word) }

// isHex reports whether word is of hexadecimal digits, as checksums are.
func isHex(word string) bool {
	digits := 0
	for _, r := range word {
		if !strings.ContainsRune("0123456789abcdefABCDEF", r) {
			return false
		}
		if isDigit(r) {
			digits++
		}
	}
	return digits >= 8 && digits < len(word)
}

// isMixed reports whether the characters of word come in no order: words and
// names, paths of them included, change seldom between small letters, capitals and digits.
func isMixed(word string) bool {
	var digits, capitals, small, changes int
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
	}
	return digits >= 4 && capitals >= 6 && small >= 6 && changes*5 >= 2*len(word) && !isHex(word)
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
