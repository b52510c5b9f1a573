package codec

import "strings"

// What a name is made of that is one of a secret, between spaces.
const (
	secretWords = " secret secrets password passwords passwd pwd passcode passcodes passphrase passphrases " +
		"token tokens credential credentials bearer jwt cookie cookies psk " +
		"apikey apikeys apitoken accesskey accesstoken authtoken clientsecret privatekey refreshtoken secretkey signingkey sharedkey "
	secretKeys = " secret private access shared signing encryption account api sas "

	// The last word of a name that says something about a secret, and is none.
	aboutWords = " url urls uri uris endpoint endpoints id ids name names type types method methods " +
		"algorithm alg attribute attributes audience count date description enabled expires expiration expiry format " +
		"host interval issuer label length lifetime location max min path policy prefix request required " +
		"scope scopes seconds status supported time timeout ttl version "
)

// LooksSecret is that of package connector.
func LooksSecret(name string) bool {
	words := wordsOf(name)
	if len(words) == 0 || isOneOf(aboutWords, words[len(words)-1]) {
		return false
	}
	text := " " + strings.Join(words, " ") + " "
	if strings.Contains(text, " connection string ") || strings.Contains(text, " service account json ") {
		return true
	}
	for i, word := range words {
		key := (word == "key" || word == "keys") && i > 0 && isOneOf(secretKeys, words[i-1])
		if key && words[i-1] == "account" {
			key = i > 1 && words[i-2] == "service"
		}
		if key || isOneOf(secretWords, word) {
			return true
		}
	}
	return false
}

func isOneOf(list, word string) bool { return strings.Contains(list, " "+word+" ") }

// wordsOf returns the words of a name in lower case, without digits. A word ends
// where a capital follows a small letter, and before the last of several capitals
// that a small letter follows.
func wordsOf(name string) []string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		switch {
		case !isLetter(c) && c < 0x80:
			c = ' '
		case isCapital(c) && i > 0 && (!isCapital(name[i-1]) || i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z'):
			b.WriteByte(' ')
		}
		b.WriteByte(c)
	}
	return strings.Fields(strings.ToLower(b.String()))
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLetter(c byte) bool  { return isCapital(c) || 'a' <= c && c <= 'z' }
