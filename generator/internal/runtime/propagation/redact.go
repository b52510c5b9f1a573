package propagation

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	config "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/redact"
)

// redactor returns what takes out the secrets of r and the token that it was sent with.
func (r *request) redactor(token connector.Secret) redact.Redactor {
	return redact.New(append(r.body.revealedTexts(), token.Reveal())...)
}

// redactor returns what takes out the credentials, also as HTTP Basic has them.
func (c ClientCredentials) redactor() redact.Redactor {
	secret := c.Secret.Reveal()
	basic := url.QueryEscape(c.ID) + ":" + url.QueryEscape(secret)
	return redact.New(secret, base64.StdEncoding.EncodeToString([]byte(basic)))
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
		if text, _ := masked[name].(string); strings.Contains(text, config.Hidden) {
			list = append(list, redact.Strings(value)...)
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
