package reply

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Scope is where links may lead. All it has is a path, escaped.
type Scope struct {
	Base *url.URL // the origin
	Path string   // below which they must be, or ""
	Own  string   // of the request: what is there may be in a link
}

// Follow returns href, a link in the answer from target, as a URL in the spelling
// of s; "" if it leaves the origin or, as the result says, the path. Whoever follows
// it sends credentials along, so that no spelling may lead elsewhere.
func (s Scope) Follow(target, href string) (link string, sameOrigin bool) {
	u, err := url.Parse(target)
	if err == nil {
		u, err = u.Parse(href)
	}
	if err != nil || u.User != nil || originOf(u) != originOf(s.Base) {
		return "", false
	}
	path, ok := s.within(u.EscapedPath())
	if !ok {
		return "", true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return s.Base.Scheme + "://" + s.Base.Host + path, true
}

// originOf returns the scheme, the host and the port of u in one spelling.
func originOf(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + strings.TrimSuffix(strings.ToLower(u.Hostname()), ".") + ":" + port
}

// within returns path, its beginning spelled as s.Path is. It reports false if path is
// not below s.Path, or could be led out of it by who decodes it.
func (s Scope) within(path string) (string, bool) {
	segments, own := strings.Split(path, "/"), strings.Split(s.Own, "/")
	var fixed []string
	if s.Path != "" {
		fixed = strings.Split(s.Path, "/")
	}
	if len(segments) <= len(fixed) {
		return "", false
	}
	for i, segment := range segments {
		switch {
		case i < len(fixed):
			if !strings.EqualFold(decoded(segment), decoded(fixed[i])) {
				return "", false
			}
			segments[i] = fixed[i]
		case i < len(own) && segment == own[i]:
		case roams(decoded(segment)):
			return "", false
		}
	}
	return strings.Join(segments, "/"), true
}

// decoded returns a segment of a path without any escapes, however often it has them.
func decoded(segment string) string {
	for {
		plain, err := url.PathUnescape(segment)
		if err != nil || plain == segment {
			return segment
		}
		segment = plain
	}
}

// roams reports whether a segment could stand for another place in the tree of paths:
// it has a slash, or nothing but dots and the like before parameters.
func roams(segment string) bool {
	name, _, _ := strings.Cut(segment, ";")
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '_' }
	return strings.ContainsAny(segment, `/\`) || strings.ContainsFunc(segment, unicode.IsControl) || !utf8.ValidString(segment) ||
		segment != "" && !strings.ContainsFunc(name, word)
}
