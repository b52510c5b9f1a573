package reply

import (
	"math/rand/v2"
	"net/url"
	"path"
	"strings"
	"testing"
)

// A link that is the same in another spelling is followed, in ours.
func TestFollow(t *testing.T) {
	for _, base := range []string{"https://api.pingone.eu/v1", "https://api.pingone.eu:443/v1", "https://API.pingone.eu/v1"} {
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		s := Scope{Base: u, Path: "/v1/environments/a1-b2", Own: "/v1/environments/a1-b2/rules/x%2Fy/stores"}
		target := "https://" + u.Host + s.Own
		want := target + "?cursor=2"
		for _, href := range []string{
			want, "?cursor=2", s.Own + "?cursor=2", "https://api.pingone.eu" + s.Own + "?cursor=2", "//api.pingone.eu" + s.Own + "?cursor=2",
			"https://api.pingone.eu:443" + s.Own + "?cursor=2#top", "HTTPS://Api.PingOne.EU." + s.Own + "?cursor=2",
			"https://api.pingone.eu/v1/environments/A1-B2/rules/x%2Fy/stores?cursor=2", "https://api.pingone.eu/v1/%65nvironments/a1%2db2/rules/x%2Fy/stores?cursor=2",
			"../x%2Fy/stores?cursor=2", "https://api.pingone.eu/v1/environments/zz/../a1-b2/rules/x%2Fy/stores?cursor=2",
		} {
			if got, same := s.Follow(target, href); got != want || !same {
				t.Errorf("%s: %s leads to %q, %t; want %s", base, href, got, same, want)
			}
		}
		for _, href := range []string{
			"http://api.pingone.eu" + s.Own, "https://api.pingone.eu:8443" + s.Own, "https://api.pingone.com" + s.Own, "https://u:p@api.pingone.eu" + s.Own,
			"https://api.pingone.eu@evil.example" + s.Own, "//evil.example" + s.Own, "https:evil.example", "ftp://api.pingone.eu/", "https://api.pingone.eu\t/", ":",
		} {
			if got, same := s.Follow(target, href); got != "" || same {
				t.Errorf("%s: %s leads to %q, %t", base, href, got, same)
			}
		}
	}
}

// No spelling leads out of the environment, for a server that decodes a path once, twice or
// three times, before or after it looks for dots, with parameters or without, and takes a
// backslash for a slash. Random links are made of the parts that matter.
func TestFollowStays(t *testing.T) {
	base, err := url.Parse("https://api.pingone.eu/v1")
	if err != nil {
		t.Fatal(err)
	}
	s := Scope{Base: base, Path: "/v1/environments/env", Own: "/v1/environments/env/stores"}
	parts := []string{
		"/", "/", "//", "\\", "%2f", "%2F", "%5c", "%252f", "%255C", ".", "..", "..", "%2e", "%2E", "%2e%2e", "%252e%252e", "%25252e", ".%2e", "..;", "..;a=b", ";", "%3b", "..%00", "..%00a",
		"..%20", "%c0%ae", "%c0%af", "v1", "environments", "env", "ENV", "other", "stores", "?a=", "#", "@", ":", "https:", "https://api.pingone.eu", "api.pingone.eu", "evil.example",
	}
	followed := 0
	for range 100_000 {
		var href strings.Builder
		if rand.N(2) == 0 {
			href.WriteString("/v1/environments/env/")
		}
		for range 1 + rand.N(7) {
			href.WriteString(parts[rand.N(len(parts))])
		}
		got, _ := s.Follow("https://api.pingone.eu"+s.Own, href.String())
		if got == "" {
			continue
		}
		followed++
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "https" || u.Host != "api.pingone.eu" || u.User != nil {
			t.Fatalf("%s leads to %s", href.String(), got)
		}
		for _, seen := range servers(u.EscapedPath()) {
			if !strings.HasPrefix(seen+"/", s.Path+"/") {
				t.Fatalf("%s leads to %s, which a server may take for %s", href.String(), got, seen)
			}
		}
	}
	if followed < 1000 {
		t.Errorf("%d of the links were followed, which shows little", followed)
	}
}

// servers returns what servers may take a path for.
func servers(escaped string) (list []string) {
	for range 4 {
		plain := strings.ReplaceAll(escaped, "\\", "/")
		plain = strings.NewReplacer("\xc0\xae", ".", "\xc0\xaf", "/", " ", "").Replace(plain)
		segments := strings.Split(plain, "/")
		for i, segment := range segments {
			segments[i], _, _ = strings.Cut(segment, ";")
			segments[i], _, _ = strings.Cut(segments[i], "\x00")
		}
		list = append(list, path.Clean(plain), path.Clean(strings.Join(segments, "/")))
		next, err := url.PathUnescape(escaped)
		if err != nil {
			break
		}
		escaped = next
	}
	return list
}
