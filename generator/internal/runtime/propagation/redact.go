package propagation

import (
	"encoding/base64"
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
