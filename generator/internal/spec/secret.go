package spec

import (
	"iter"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// A secretShape is a shape of values that are secrets wherever they stand.
type secretShape struct {
	sign  string // in every such value; looked for first, since it is quick
	shape *regexp.Regexp
}

// secretShapes returns the shapes that are known. Nobody may write to them.
var secretShapes = sync.OnceValue(func() []secretShape {
	shape := regexp.MustCompile
	return []secretShape{
		{"AKIA", shape(`\bAKIA[0-9A-Z]{16}\b`)}, // access key id of AWS
		{"ASIA", shape(`\bASIA[0-9A-Z]{16}\b`)},
		{"PRIVATE KEY-----", shape(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----`)},            // PEM
		{"://", shape(`[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s@:]*:[^/?#\s@]+@`)},             // password in a URL
		{"eyJ", shape(`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.`)},                   // JSON Web Token
		{"earer ", shape(`\b[Bb]earer +[A-Za-z0-9._~+/-]*[0-9][A-Za-z0-9._~+/-]{15,}`)}, // header
		{"gh", shape(`\bgh[pousr]_[A-Za-z0-9]{30,}`)},                                   // GitHub
		{"xox", shape(`\bxox[abprs]-[A-Za-z0-9-]{10,}`)},                                // Slack
		{"AIza", shape(`\bAIza[A-Za-z0-9_-]{35}`)},                                      // Google
		{"k_live_", shape(`\b[rs]k_live_[A-Za-z0-9]{16,}`)},                             // Stripe
		{"asic ", shape(`\b[Bb]asic +[A-Za-z0-9+/]*[0-9+/][A-Za-z0-9+/]{8,}={0,2}`)},    // header
		{"github_pat_", shape(`\bgithub_pat_[A-Za-z0-9_]{30,}`)},
		{"hooks.slack.com/", shape(`hooks\.slack\.com/services/[A-Za-z0-9/]{20,}`)},
		{"GOCSPX-", shape(`\bGOCSPX-[A-Za-z0-9_-]{20,}`)},                    // secret of a Google client
		{"Q~", shape(`\b[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{30,}`)},     // secret of an Azure client
		{"Key=", shape(`(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}`)}, // Azure
	}
})

// withheld stands in a message for what looks like a live secret.
const withheld = "[withheld]"

// withhold returns a message without what looks like a live secret.
func withhold(message string) string {
	if !looksSecret(message, secretShapes()) {
		return message
	}
	for _, known := range secretShapes() {
		message = known.shape.ReplaceAllString(message, withheld)
	}
	for word := range tokens(message) {
		message = strings.ReplaceAll(message, word, withheld)
	}
	if looksSecret(message, secretShapes()) { // it is escaped
		return withheld
	}
	return message
}

// looksSecret reports whether s holds a live secret, by its shape.
func looksSecret(s string, shapes []secretShape) bool {
	if plain, err := url.PathUnescape(s); err == nil && plain != s && looksSecret(plain, shapes) {
		return true
	}
	for _, known := range shapes {
		if strings.Contains(s, known.sign) && known.shape.MatchString(s) {
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

// checkTexts looks for live secrets and invisible characters in every string of n and every name,
// also in members that are not known, but not in what skip names: that is not read at all.
func (r *reader) checkTexts(n *node, shapes []secretShape, skip func(*node) bool) {
	if r.full() || skip(n) {
		return
	}
	for _, m := range n.members {
		if looksSecret(m.name, shapes) {
			r.Report(RuleSecretFound, m.place(), "the name of a member looks like a live secret; revoke it, for the file gives it away")
		}
		r.checkTexts(m.value, shapes, skip)
	}
	for _, item := range n.items {
		r.checkTexts(item, shapes, skip)
	}
	if n.kind == text {
		r.checkText(n, shapes)
	}
}

func (r *reader) checkText(n *node, shapes []secretShape) {
	if looksSecret(n.text, shapes) {
		r.Report(RuleSecretFound, n.place(), "the value%s looks like a live secret; revoke it, for the file gives it away", ofKey(n, shapes))
	}
	if c, at, odd := firstRune(n.text, isOdd); odd {
		r.Report(ruleInvisible, n.place(), "the text has %s as character %d; it is escaped where it is shown", runeName(c), at)
	}
}

// ofKey names the attribute that n belongs to, if its key is well formed and no secret itself.
func ofKey(n *node, shapes []secretShape) string {
	for n = n.parent; n != nil; n = n.parent {
		if key := n.get("key"); key != nil && key.kind == text && KeyProblem(key.text) == "" && !looksSecret(key.text, shapes) {
			return " of " + key.text
		}
	}
	return ""
}
