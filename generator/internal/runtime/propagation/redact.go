package propagation

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// A redactor takes the secrets of a request, which a server may quote, out of
// texts: each of them in the spellings that a server may use.
type redactor struct {
	replacer *strings.Replacer
	longest  int // length of the longest spelling
}

// newRedactor returns a redactor for secrets.
func newRedactor(secrets ...string) redactor {
	var list []string
	for _, s := range secrets {
		if s != "" {
			list = append(list, spellings(s)...)
		}
	}
	sort.Slice(list, func(i, j int) bool { return len(list[i]) > len(list[j]) }) // one may be part of another
	var r redactor
	var pairs []string
	for _, s := range list {
		r.longest = max(r.longest, len(s))
		pairs = append(pairs, s, "[redacted]")
	}
	r.replacer = strings.NewReplacer(pairs...)
	return r
}

// redactor returns what takes out the secrets of r and the token that it was sent with.
func (r *request) redactor(token connector.Secret) redactor {
	return newRedactor(append(r.body.revealedTexts(), token.Reveal())...)
}

// redactor returns what takes out the credentials, also as HTTP Basic has them.
func (c ClientCredentials) redactor() redactor {
	secret := c.Secret.Reveal()
	basic := url.QueryEscape(c.ID) + ":" + url.QueryEscape(secret)
	return newRedactor(secret, base64.StdEncoding.EncodeToString([]byte(basic)))
}

// spellings returns s as it is and as it is in JSON, in a URL, in a form and in HTML.
func spellings(s string) []string {
	var e encoder
	e.string(s)
	safe, _ := json.Marshal(s) // a string can always be encoded
	list := []string{
		s, unquoted(string(e.buf)), unquoted(string(safe)), unquoted(strconv.QuoteToASCII(s)),
		url.QueryEscape(s), url.PathEscape(s),
		strings.NewReplacer(`&`, "&amp;", `<`, "&lt;", `>`, "&gt;", `"`, "&#34;", `'`, "&#39;").Replace(s),
	}
	return append(list, unquoted(strconv.Quote(list[2])))
}

func unquoted(s string) string { return s[1 : len(s)-1] }

// text returns s with "[redacted]" for what is secret.
func (r redactor) text(s string) string { return r.replacer.Replace(s) }

// members is text for every name and string in a JSON object, and for every number.
func (r redactor) members(object map[string]any) map[string]any {
	if object == nil {
		return nil
	}
	clean := make(map[string]any, len(object))
	for name, value := range object {
		clean[r.text(name)] = r.value(value)
	}
	return clean
}

func (r redactor) value(value any) any {
	switch v := value.(type) {
	case string:
		return r.text(v)
	case float64:
		if number := strconv.FormatFloat(v, 'f', -1, 64); r.text(number) != number {
			return "[redacted]"
		}
	case []any:
		for i := range v {
			v[i] = r.value(v[i])
		}
	case map[string]any:
		return r.members(v)
	}
	return value
}

// stringsIn returns the strings and numbers in a JSON value.
func stringsIn(value any) (list []string) {
	switch v := value.(type) {
	case string:
		return []string{v}
	case json.Number:
		return []string{string(v)}
	case []any:
		for _, element := range v {
			list = append(list, stringsIn(element)...)
		}
	case map[string]any:
		for _, member := range v {
			list = append(list, stringsIn(member)...)
		}
	}
	return list
}

// hiddenIn returns what the configuration c sends and does not show: its secrets,
// and what is in members that it does not know.
func hiddenIn(c connector.Configuration) (list []string) {
	sent, err := connector.Wire(c)
	if err != nil || sent == nil {
		return nil // it was not sent
	}
	shown, _ := config.Redacted(c)
	all, _ := config.Any(sent).(map[string]any)
	masked, _ := config.Any(shown).(map[string]any)
	for name, value := range all {
		if masked[name] == "[redacted]" {
			list = append(list, stringsIn(value)...)
		}
	}
	return list
}

// A plainTransport keeps from the HTTP client what leads nowhere: it would quote
// a Location that is no URL, with all that a server may have put in there.
type plainTransport struct{ http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (t plainTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := t.RoundTripper.RoundTrip(r)
	if err != nil || res == nil {
		return res, err
	}
	if location := res.Header.Get("Location"); location != "" {
		if _, bad := r.URL.Parse(location); bad != nil {
			res.Header.Del("Location")
		}
	}
	return res, nil
}
