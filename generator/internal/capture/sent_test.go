package capture

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// gadget has an attribute of every sort.
func gadget() *model.Connector {
	return &model.Connector{Metadata: model.Metadata{Profiles: []*model.Profile{
		{Attributes: []*model.Attribute{
			{Key: "TOKEN", Sensitive: true, Values: []string{"listed-secret"}},
			{Key: "REGION", Values: []string{"North America", "Europe"}},
			{Key: "LATCH"},
		}},
		{Attributes: []*model.Attribute{{Key: "LATCH", Sensitive: true}}},
	}}}
}

// TestSentForms finds a secret in whatever form a server is likely to quote it.
func TestSentForms(t *testing.T) {
	const secret = `CANARY/7+"é ü`
	quoted, _ := json.Marshal(secret)
	forms := map[string]string{
		"as it is":            "x" + secret + "y",
		"in other letters":    strings.ToLower(secret),
		"in JSON in a string": string(quoted),
		"in JSON in ASCII":    strconv.QuoteToASCII(secret),
		"in a query":          "?q=" + url.QueryEscape(secret),
		"in small letters":    "?q=" + strings.ToLower(url.QueryEscape(secret)),
		"in a path":           "/" + url.PathEscape(secret) + "/x",
		"in base64":           base64.StdEncoding.EncodeToString([]byte(secret)),
		"in base64 of URLs":   base64.URLEncoding.EncodeToString([]byte(secret)),
		"after a user":        base64.StdEncoding.EncodeToString([]byte("user:" + secret + ":more")),
		"after another":       base64.StdEncoding.EncodeToString([]byte("us:" + secret)),
		"after a third":       base64.StdEncoding.EncodeToString([]byte("use:" + secret + "x")),
	}
	s := new(sent)
	s.secret("TOKEN", secret)
	for name, text := range forms {
		if s.in(text) != "TOKEN" {
			t.Errorf("%s: not found in %q", name, text)
		}
		if s.inTree(parse(t, `{"a":[{"b":`+marshal(text)+`}]}`)) != "TOKEN" {
			t.Errorf("%s: not found in a value", name)
		}
		if s.inTree(parse(t, `{`+marshal(text)+`:1}`)) != "TOKEN" {
			t.Errorf("%s: not found in a name", name)
		}
	}
	if s.in("something else, canary and 7") != "" {
		t.Error("found where it is not")
	}
}

func marshal(s string) string {
	data, _ := json.Marshal(s)
	return string(data)
}

// TestSentConfiguration shows which strings of a configuration must not come
// back: all of what is or may be secret, and of the rest what is not ordinary.
func TestSentConfiguration(t *testing.T) {
	for _, tt := range []struct{ name, configuration, answered, want string }{
		{"a secret", `{"TOKEN":"s3"}`, "it has s3 in it", "TOKEN"},
		{"a secret that is listed", `{"TOKEN":"listed-secret"}`, "listed-secret", "TOKEN"},
		{"a secret of one profile", `{"LATCH":"s3cret"}`, "a s3cret b", "LATCH"},
		{"a key that nobody knows", `{"OTHER":"true"}`, "true", "OTHER"},
		{"below a key that nobody knows", `{"OTHER":[{"x":"s3cret"}]}`, "s3cret", "OTHER"},
		{"a number below a key that nobody knows", `{"OTHER":["7"]}`, "7", "OTHER"},
		{"a listed value", `{"REGION":"North America"}`, "North America", ""},
		{"a value that is not listed", `{"REGION":"Antarctica"}`, "in Antarctica", "REGION"},
		{"a switch", `{"REGION":"False"}`, "False", ""},
		{"a short value in a text", `{"REGION":"be"}`, "to be", ""},
		{"a short value alone", `{"REGION":"be"}`, "be", "REGION"},
		{"nothing", `{"REGION":"","TOKEN":""}`, "x", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := new(sent)
			s.add([]byte(tt.configuration), gadget())
			if got := s.in(tt.answered); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	s := new(sent)
	if s.add([]byte(`{"REGION":"Europe"}`), nil); s.in("Europe") != "REGION" {
		t.Error("a connector that is not known: its keys are not either")
	}
}
