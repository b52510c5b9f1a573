// Package naming turns words of the inputs into Go identifiers and package names.
//
// The rules are the same for connectors and for the client:
//
//	SCIM_URL                  SCIMURL                 words by punctuation, space and case
//	OAUTH_CLIENT_ID           OAuthClientID           an initialism keeps its own spelling
//	integrationSystemIds      IntegrationSystemIDs    so does its plural
//	ServiceNow_Instance_Name  ServiceNowInstanceName  capitals inside a word survive
//	JWT Bearer Token          JWTBearerToken
//
// Names are not made unique: if two are the same, the caller reports a clash.
package naming

import (
	"go/token"
	"strings"
)

// initialisms are the words that have a spelling of their own, by their lower case.
// A new one needs only its entry here.
var initialisms = map[string]string{
	"ad": "AD", "api": "API", "dn": "DN", "emu": "EMU", "html": "HTML", "http": "HTTP", "https": "HTTPS",
	"id": "ID", "json": "JSON", "jwt": "JWT", "ldap": "LDAP", "mfa": "MFA",
	"oauth": "OAuth", "rdn": "RDN", "saml": "SAML", "scim": "SCIM", "sso": "SSO", "tls": "TLS",
	"uid": "UID", "uri": "URI", "url": "URL", "urn": "URN", "uuid": "UUID", "xml": "XML",
}

// Exported returns words as one identifier that starts with a capital. It returns
// "" if words have no letter or digit, or one that is not ASCII. A result that
// starts with a digit can only be the end of an identifier.
func Exported(words string) string {
	var b strings.Builder
	for _, word := range split(words) {
		if !ascii(word) {
			return ""
		}
		b.WriteString(spell(word))
	}
	return b.String()
}

// IsExported reports whether name is an exported Go identifier of ASCII letters and digits.
func IsExported(name string) bool {
	return ascii(name) && token.IsIdentifier(name) && token.IsExported(name)
}

// Package returns the package name for a store type: its letters and digits in lower case.
func Package(storeType string) string { return strings.ToLower(storeType) }

// UnusablePackage returns why no package can be called name, or "".
func UnusablePackage(name string) string {
	switch {
	case token.IsKeyword(name):
		return "is a Go keyword"
	case !token.IsIdentifier(name):
		return "is not a Go identifier"
	}
	return unusable[name]
}

// unusable are names with a meaning for the go command or a file system.
var unusable = func() map[string]string {
	m := map[string]string{
		"internal": "makes a package that no other module can import",
		"vendor":   "has a meaning of its own to the go command",
		"testdata": "makes a package that the go command leaves out",
		"main":     "makes a program and not a package",
		"init":     "cannot be declared in Go",
	}
	for _, device := range strings.Fields("aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9") {
		m[device] = "is a device on Windows"
	}
	return m
}()

// Words returns the words of s in lower case.
func Words(s string) []string { return lowered(split(s)) }

// split returns the words of s: runs of letters and digits,
// divided where a capital follows a small letter.
func split(s string) []string {
	var words []string
	start := -1
	for i, r := range s {
		switch {
		case !wordRune(r):
			if start >= 0 {
				words = append(words, s[start:i])
			}
			start = -1
		case start < 0:
			start = i
		case upper(s[i]) && lower(s[i-1]):
			words = append(words, s[start:i])
			start = i
		}
	}
	if start >= 0 {
		words = append(words, s[start:])
	}
	return words
}

// spell returns word with the capitals of an exported name.
func spell(word string) string {
	var name string
	for _, w := range divided(word) {
		s, ok := known(w)
		if !ok {
			s = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
		}
		name += s
	}
	return name
}

func known(word string) (string, bool) {
	low := strings.ToLower(word)
	if s, ok := initialisms[low]; ok {
		return s, true
	}
	s, ok := initialisms[strings.TrimSuffix(low, "s")]
	return s + "s", ok
}

func upper(c byte) bool { return 'A' <= c && c <= 'Z' }
func lower(c byte) bool { return 'a' <= c && c <= 'z' }

// wordRune reports whether r is part of a word. A rune that is not ASCII is, so
// that Exported can refuse it.
func wordRune(r rune) bool {
	return r >= 0x80 || upper(byte(r)) || lower(byte(r)) || '0' <= r && r <= '9'
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
