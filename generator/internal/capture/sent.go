package capture

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/propagation"
	"github.com/connectorgen/connectorgen/generator/internal/secret"
)

// A sent holds everything confidential that is sent, to find it in the answers.
type sent struct{ values []sentValue }

// A sentValue is a string that is sent.
type sentValue struct {
	key   string   // as messages name it
	text  string   // in small letters
	forms []string // of text, as part of another text; none if only the whole counts
}

// newSent returns the credentials and the environment, which every request holds.
func newSent(c propagation.Config) *sent {
	s := new(sent)
	s.secret("PINGONE_CLIENT_SECRET", c.Credentials.Secret.Reveal())
	s.secret("PINGONE_CLIENT_ID", c.Credentials.ID)
	s.secret("PINGONE_ENVIRONMENT_ID", c.EnvironmentID)
	return s
}

// secret adds a text that must not occur anywhere in an answer.
func (s *sent) secret(key, text string) {
	if text == "" {
		return
	}
	forms := secret.Forms(text)
	for i := range forms {
		forms[i] = strings.ToLower(forms[i])
	}
	s.values = append(s.values, sentValue{key, strings.ToLower(text), forms})
}

// shortestPart is the length in bytes from which a text that is no secret is also
// looked for inside other texts. Shorter ones occur there by chance.
const shortestPart = 6

// add adds the strings of a configuration. Strings of sensitive and of unknown
// keys are secrets. Of other keys, listed values are left out.
func (s *sent) add(configuration []byte, c *model.Connector) {
	var members map[string]any
	_ = json.Unmarshal(configuration, &members) // it was checked
	for key, value := range members {
		known, isSecret := knownValues(c, key)
		for _, text := range textsOf(value) {
			switch {
			case isSecret:
				s.secret(key, text)
			case text == "" || slices.Contains(known, text) || isSwitch(text):
			case len(text) < shortestPart:
				s.values = append(s.values, sentValue{key: key, text: strings.ToLower(text)})
			default:
				s.secret(key, text)
			}
		}
	}
	slices.SortFunc(s.values, func(a, b sentValue) int { return strings.Compare(a.key, b.key) })
}

// knownValues returns the values that the inputs list for a key, and whether the
// key is sensitive or unknown.
func knownValues(c *model.Connector, key string) (values []string, secret bool) {
	known := false
	if c == nil {
		return nil, true
	}
	for _, p := range c.Metadata.Profiles {
		for _, a := range p.Attributes {
			if a.Key == key {
				values = append(values, a.Values...)
				known, secret = true, secret || a.Sensitive
			}
		}
	}
	return values, secret || !known
}

// textsOf returns the strings in a value of JSON.
func textsOf(value any) []string {
	var texts []string
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		for _, item := range v {
			texts = append(texts, textsOf(item)...)
		}
	case map[string]any:
		for _, member := range v {
			texts = append(texts, textsOf(member)...)
		}
	}
	return texts
}

// isSwitch reports whether text is a word for yes or no.
func isSwitch(text string) bool {
	return slices.Contains([]string{"true", "false", "yes", "no", "on", "off", "enabled", "disabled"}, strings.ToLower(text))
}

// in returns the key of a sent value that text contains, or "".
func (s *sent) in(text string) string {
	small := strings.ToLower(text)
	for _, v := range s.values {
		holds := func(form string) bool { return strings.Contains(small, form) }
		if small == v.text || slices.ContainsFunc(v.forms, holds) {
			return v.key
		}
	}
	return ""
}

// inTree returns the key of a sent value that a string or a name in n contains, or "".
func (s *sent) inTree(n *node.Node) string {
	if n == nil {
		return ""
	}
	if key := s.in(n.Text); key != "" {
		return key
	}
	for _, m := range n.Members {
		if key := cmp.Or(s.in(m.Name), s.inTree(m.Value)); key != "" {
			return key
		}
	}
	for _, item := range n.Items {
		if key := s.inTree(item); key != "" {
			return key
		}
	}
	return ""
}

// withhold returns message, or a replacement if message contains a sent value.
func (s *sent) withhold(message string) string {
	if key := s.in(message); key != "" {
		return "what was answered quotes the value of " + key + ", so it is not shown"
	}
	return message
}
