package codec

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
)

// A value of a parameter whose name looks like that of a secret does not show,
// wherever it stands in a URL, also in a URL that is a parameter of another. The rest
// does. What is no parameter of this kind stays.
func TestSecretParameters(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for range 20_000 {
		name := pick("access_token", "client_secret", "token", "Password", "sig", "apikey", "apiKey", "API-KEY", "X-Amz-Signature", "X-Amz-Security-Token",
			"key", "code", "id_token", "access%5Ftoken", "token[]", "sharedAccessKey", "SAMLAssertion.jwt", "pwd2", "auth")
		value := "hunter2" + pick("", "%3D", "==", "/x", "?y", "%26z%3D1", "+%2B", ";", "&tail", "#tail")
		before := pick("https://x/y?", "https://x/y?a=1&", "/y?a=b@c&", "https://x#", "jdbc:x://y:1?u=v;", "ldap://x/?a=%20&", "https://x?a==&")
		behind := pick("", "&b=1", "&b=1&token_type=Bearer", "&b=%26", "&c=me@x")
		if strings.HasSuffix(before, ";") {
			value, behind = "hunter2"+pick("", "%3D", "==", "&x"), pick("", ";b=1")
		}
		text := before + name + "=" + value + behind
		want := before + name + "=[redacted]" + behind
		for range random.IntN(3) {
			text, want = "https://x?r="+url.QueryEscape(text), "https://x?r="+strings.ReplaceAll(url.QueryEscape(want), url.QueryEscape(Hidden), Hidden)
			if random.IntN(2) == 0 {
				text, want = text+"&s=1", want+"&s=1"
			}
		}
		want = strings.NewReplacer("%255Bredacted%255D", Hidden, "%5Bredacted%5D", Hidden).Replace(want)
		around := pick("", "see ", "<", `"`)
		if got := WithoutCredentials(around + text); got != around+want {
			t.Fatalf("%q is shown as %q, want %q", text, got, want)
		}
		if !HasCredentials("", text) {
			t.Fatalf("%q: none found", text)
		}
	}
	for _, text := range []string{"https%3A%2F%2Fx%3Ftoken%3Dhunter2", "https%253A%252F%252Fx%253Fsig%253Dhunter2", "?pw=a", ";pw=ab", "#sig=hunter2"} {
		if got := WithoutCredentials(text); !strings.Contains(got, Hidden) || strings.Contains(got, "hunter2") || !HasCredentials(text) {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for _, text := range []string{
		"https://x?token_type=Bearer&grant_type=client_credentials&client_id=a&scope=b&pageKey=c", "https://x?token=", "https://x?token&a=b", "https://x/token=a",
		"cn=admin,dc=x", "(&(a=b)(c=d))", "token=a is what it says", "100%", "a==b", "https://x?q=%", "%3", "%25252", "=", "?=", "https://x?zip_code=1&monkey=2",
	} {
		if got := WithoutCredentials(text); got != text || HasCredentials(text) {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

// The usual texts and addresses of mail are looked at without an allocation.
func TestCredentialsWithoutAllocation(t *testing.T) {
	texts := []string{"https://x/y", "me@example.com", "plain text, and more of it", "https://x/a@b"}
	if n := testing.AllocsPerRun(100, func() { HasCredentials(texts...) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
