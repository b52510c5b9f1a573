package jsonschema

import (
	"strings"
	"unicode"
)

// hidden is what this program shows in the place of a secret: it is in no text.
const hidden = `\[redacted\]`

// What stands in a URL before and behind a user and a password, as the check with
// the rule credentials of package connector has it. In the second, a password has
// signs in it that ought to be escaped.
const (
	credentials = `://[^/?# \t\r\n"<>]*@`
	unescaped   = `://[^/?# \t\r\n"<>]*:[0-9]*[^/?# \t\r\n"<>:\]0-9][^/?# \t\r\n"<>:\]]*[/?#][^ \t\r\n"<>]*@`
)

// The names of those parameters of URLs that hold a secret: in any case behind what is
// no letter, with a capital behind anything, and alone. There are more: a schema does
// not look through escapes, and knows only what stands at the end of a name.
const (
	parameterWords = `token tokens secret secrets password passwords passwd pwd passcode passphrase credential credentials bearer jwt cookie psk ` +
		`apikey api-key accesskey access-key privatekey private-key secretkey secret-key sharedkey shared-key signingkey signing-key sas-key encryption-key ` +
		`accesstoken authtoken refreshtoken clientsecret sig signature hmac otp sas pass pw`
	capitalWords   = `Tokens?|Secrets?|Passwords?|Pwd|Passcode|Passphrase|Credentials?|Jwt|Signature|(?:Api|Access|Private|Secret|Shared|Signing)Key`
	parameterNames = `key code auth authorization assertion sid sessionid jsessionid phpsessid`
)

// parameters returns the pattern of URLs with a parameter that holds a secret.
func parameters() string {
	const name, noLetter = `[^?&#;= \t\r\n"<>]*`, `[^A-Za-z?&#;= \t\r\n"<>]`
	return `[?&#;](?:(?:` + name + noLetter + `)?(?:` + anyCase(parameterWords) + `)|` + name + `(?:` + capitalWords + `)|` +
		noLetter + `*(?:` + anyCase(parameterNames) + `))` + noLetter + `*=[^&;# \t\r\n"<>]`
}

// text returns the schema of a string that is no secret.
func (p *printer) text() *schema {
	refused := []*schema{{Pattern: credentials}, {Pattern: unescaped}, {Pattern: parameters()}}
	if p.strict {
		refused = append(refused, &schema{Pattern: hidden})
	}
	return &schema{Type: "string", Not: &schema{AnyOf: refused}}
}

// secret returns the schema of a secret. The strict form refuses masks, as IsMask
// of [connector.Secret] has them. There are two differences, with characters beyond
// ASCII: white space around a mask, and what stands behind four crosses.
func (p *printer) secret() *schema {
	s := &schema{Type: "string", Format: "password", WriteOnly: true, Description: "A secret."}
	if p.strict {
		s.Description += " What others show in the place of a secret, such as ****, is refused."
		s.Not = &schema{AnyOf: masks()}
	}
	return s
}

// What masks are made of; see IsMask of [connector.Secret].
const (
	stars      = `*•●⬤∙·▪■█∗＊`
	signs      = `<>\[\](){}"'` + "`" + `_\-*#$%.:!/|~=+\\`
	plainWords = `redacted masked hidden censored obfuscated`
	words      = plainWords + ` removed filtered sanitized sensitive secret protected encrypted concealed withheld omitted` +
		` undisclosed confidential sensitive-value value-redacted redacted-value not-shown`
)

// classes replaces the names of classes of characters in a pattern.
var classes = strings.NewReplacer(
	"@star", "["+stars+"]",
	"@other", `[^\s`+stars+"]",
	"@sign", "["+signs+"]",
	"@around", "[ "+signs+"]",
	"@behind", `[!-"$-,./-WY-wyz-~]`, // of crosses: ASCII, but no x, X, # and hyphen
)

// masks returns the patterns of masks. They need no lookahead, which some engines
// do not have, and read each text in one way only, so that none takes long.
func masks() []*schema {
	const starred = `(?:@other*@star\S*(?:\s+|$))*`
	return []*schema{
		matches(hidden),
		matches(`^\s*@star{2,}\s*$`),
		{AllOf: []*schema{matches(`@star{3}`), matches(`^\s*` + starred + `(?:@other+(?:\s+` + starred + `|$)){0,2}$`)}},
		{AllOf: []*schema{matches(`^\s*(?:\S|\S[\s\S]{0,38}\S)\s*$`), {AnyOf: []*schema{
			matches(`^\s*-*(?:[xX#]-*){3,}\s*$`),
			matches(`^\s*-*(?:[xX#]-*){4,}@behind(?:[\x00-\x7f]{0,2}[!-~])?\s*$`),
			matches(`^\s*(?:` + anyCase(plainWords) + `)\s*$`),
			{AllOf: []*schema{matches(`^\s*@sign|@sign\s*$`), matches(`^\s*@around*(?:` + anyCase(words) + `)@around*\s*$`)}},
		}}}},
	}
}

// matches returns a schema for texts that match the pattern.
func matches(pattern string) *schema { return &schema{Pattern: classes.Replace(pattern)} }

// anyCase returns a pattern for each of the words, in any case, and with a space or
// an underscore for a hyphen.
func anyCase(words string) string {
	var b strings.Builder
	for _, r := range words {
		switch {
		case r == ' ':
			b.WriteByte('|')
		case r == '-':
			b.WriteString("[ _-]")
		default:
			b.WriteString("[" + string(r) + string(unicode.ToUpper(r)) + "]")
		}
	}
	return b.String()
}
