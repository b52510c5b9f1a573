package spec

import (
	"regexp"
	"strings"
)

// A secretShape is a shape of values that are secrets wherever they stand.
type secretShape struct {
	sign  string // in every such value; looked for first, since it is quick
	shape *regexp.Regexp
}

func secretShapes() []secretShape {
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
	}
}

// looksSecret reports whether s holds a live secret, by its shape.
func looksSecret(s string, shapes []secretShape) bool {
	for _, known := range shapes {
		if strings.Contains(s, known.sign) && known.shape.MatchString(s) {
			return true
		}
	}
	return hasToken(s)
}

// shortestToken is the length from which a word that looks random is taken for a secret.
const shortestToken = 40

// hasToken reports whether s has a word that looks random: long, of the base64 alphabets, with digits,
// capitals and small letters well mixed, or of hexadecimal digits only.
func hasToken(s string) bool {
	if len(s) < shortestToken {
		return false
	}
	isBreak := func(r rune) bool { return !isLetter(r) && !isDigit(r) && !strings.ContainsRune("+_-=", r) }
	for word := range strings.FieldsFuncSeq(s, isBreak) {
		if len(word) >= shortestToken && isRandom(word) {
			return true
		}
	}
	return false
}

func isRandom(word string) bool {
	var digits, capitals, small, hex int
	for _, r := range word {
		switch {
		case isDigit(r):
			digits++
		case 'A' <= r && r <= 'Z':
			capitals++
		case 'a' <= r && r <= 'z':
			small++
		}
		if strings.ContainsRune("0123456789abcdefABCDEF", r) {
			hex++
		}
	}
	mixed := digits >= 4 && capitals >= 6 && small >= 6
	return mixed || hex == len(word) && digits >= 8 && digits < len(word)
}

// checkTexts looks for live secrets and invisible characters in every string of n,
// also in members that are not known, but not in what skip names: that is not read at all.
func (r *reader) checkTexts(n *node, shapes []secretShape, skip func(*node) bool) {
	if r.full() || skip(n) {
		return
	}
	for _, m := range n.members {
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
		r.Errorf(n.place(), ruleSecretFound, "the value%s looks like a live secret; revoke it, for the file gives it away", ofKey(n))
	}
	if c, at, odd := firstRune(n.text, isOdd); odd {
		r.Warnf(n.place(), ruleInvisible, "the text has %s as character %d; it is escaped where it is shown", runeName(c), at)
	}
}

// ofKey names the attribute that n belongs to, if its key is well formed.
func ofKey(n *node) string {
	for n = n.parent; n != nil; n = n.parent {
		if key := n.get("key"); key != nil && key.kind == text && KeyProblem(key.text) == "" {
			return " of " + key.text
		}
	}
	return ""
}
