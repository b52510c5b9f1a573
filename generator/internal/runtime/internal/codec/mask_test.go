package codec

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// A password does not show, whatever stands around a URL with one, and the rest of the
// text does.
func TestWithoutCredentials(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	around := func() string {
		return pick("", "see ", `"`, "<", "https://example.com:80/a@b ", "me@example.com,\n", "a://b ")
	}
	for range 20_000 {
		user := pick("", "svc:", "a.b%40c:", "a:b:", "x@y:")
		password := "hunter2" + pick("", "@", ":x", "%2f", "/", "/a/b", "?c", "#d", "/@")
		if user == "" || !strings.Contains(user+password, ":") {
			password = "hunter2" // without a user, only the sign @ tells
		}
		before, behind := around()+pick("https", "LDAP", "jdbc:x"), pick("", "x", "x:443/y", "[::1]/z")+around()
		text := before + "://" + user + password + "@" + behind
		if got := WithoutCredentials(text); strings.Contains(got, "hunter2") || !strings.HasPrefix(got, before) {
			t.Fatalf("%q is shown as %q", text, got)
		}
		if !HasCredentials("", text) {
			t.Fatalf("%q: none found", text)
		}
	}
}

// The time is linear in the length of a text, whatever it is made of.
func TestManyURLs(t *testing.T) {
	start := time.Now()
	for _, part := range []string{"://", "://a:b/", "://a@", "://a:b/@", "@", ":", " ://a:b/", "a:b@", "?token=a", "&token=", "%3D", "%25", "25", "=", ";=", "?sig%3Da%26", "&a"} {
		for _, end := range []string{"", "@", " @"} {
			WithoutCredentials(strings.Repeat(part, 20_000) + end)
			WithoutCredentials("?token=" + strings.Repeat(part, 20_000) + end)
		}
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
