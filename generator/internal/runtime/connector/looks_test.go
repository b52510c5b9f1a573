package connector

import (
	"strings"
	"testing"
)

// What is one of a secret is one in every spelling, with other words before and
// numbers behind it, and none if the last word says that it is about one.
func TestLooksSecret(t *testing.T) {
	for _, words := range []string{
		"secret", "secrets", "password", "passwords", "passwd", "pwd", "passcode", "passphrase", "token", "tokens",
		"credential", "credentials", "bearer", "jwt", "cookie", "psk", "connection string", "service account json", "secret key", "private key",
		"access key", "shared key", "signing key", "encryption keys", "service account key", "api key", "api keys", "sas key",
	} {
		for _, before := range []string{"", "client ", "o auth2 "} {
			for _, after := range []string{"", " 2", " value"} {
				for _, name := range namesOf(before + words + after) {
					if !LooksSecret(name) {
						t.Errorf("%s: want it to look like a secret", name)
					}
				}
			}
			for _, after := range []string{" url", " uri", " id", " name", " type", " method", " policy", " expiry", " endpoint"} {
				for _, name := range namesOf(before + words + after) {
					if LooksSecret(name) {
						t.Errorf("%s: want it not to look like a secret", name)
					}
				}
			}
		}
	}
}

// namesOf returns the spellings of a name.
func namesOf(words string) []string {
	var camel strings.Builder
	for i, word := range strings.Fields(words) {
		if i > 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		camel.WriteString(word)
	}
	name := camel.String()
	return []string{
		strings.ToUpper(strings.ReplaceAll(words, " ", "_")), strings.ReplaceAll(words, " ", "-"), strings.ReplaceAll(words, " ", "."),
		name, strings.ToUpper(name[:1]) + name[1:], strings.ReplaceAll(words, " ", "__"),
	}
}

// These only look a little like a secret, or are written without marks between words.
func TestLooksSecretNearMisses(t *testing.T) {
	for name, want := range map[string]bool{
		"KEY": false, "PUBLIC_KEY": false, "API_KEY_ID": false, "KEYSTORE": false, "TOKENIZER": false, "SUBTOKEN": false,
		"ACCOUNT_KEY": false, "SECRETARY": false, "PASSWORDLESS": false, "OAUTH_TOKEN_URL": false, "OAUTH_TOKEN_REQUEST": false, "": false, "_": false, "é": false,
		"APIKey": true, "apikey": true, "APIKEY": true, "APIToken": true, "clientsecret": true, "OAuth2Token": true, "SigningKey": true, "Admin_Pwd": true,
	} {
		if LooksSecret(name) != want {
			t.Errorf("%s: got %v", name, !want)
		}
	}
}
