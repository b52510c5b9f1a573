package page

import (
	"regexp"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
)

// hostile are texts that would be more than text in Markdown.
var hostile = []string{
	"a | b", "`code`", "<script>alert(1)</script>", "[link](https://example.com)", "![image](x)", "# heading", "*bold*",
	"two\nlines", "\x1b[31m", "a\\| b", "```", "&lt;", "~~x~~", "@someone", "$x$",
}

// full is a connector with a text in every place that a page shows.
func full(text string) connector.Metadata {
	attribute := connector.Attribute{
		Key: "KEY", Label: text, Description: text, PossibleValues: []string{text, text}, Deprecated: true,
		ReplacedBy: text, Default: text, Kind: connector.KindEnumeration, Source: connector.SourceBoth,
	}
	secret := connector.Attribute{Key: "SECRET", Description: text, Sensitive: true, Required: true, Source: connector.SourceCaptured}
	return connector.Metadata{
		StoreType: "Example", Description: text, Version: text, Source: connector.SourceBoth, Selector: "METHOD",
		Profiles: []connector.Profile{
			{Name: text, Description: text, Deprecated: true, Attributes: []connector.Attribute{attribute}},
			{Name: "Other", Attributes: []connector.Attribute{attribute, secret}},
		},
		Capabilities:    []connector.Capability{{Type: text, MaxResources: 5}},
		UserAttributes:  []connector.UserAttribute{{Key: text, Type: text, DisplayName: text, RequiredOnCreate: true}},
		GroupAttributes: []connector.UserAttribute{{Key: text, Type: text, DisplayName: text, Updateable: true}},
	}
}

// cell matches the border of a table's cell.
var cell = regexp.MustCompile(`(^|[^\\])\|`)

// TestTextsStayTexts: whatever the inputs say, a page has the same lines, and each
// row of a table has as many cells as the row above it.
func TestTextsStayTexts(t *testing.T) {
	t.Parallel()
	plain := strings.Split(string(Connector(full("text"), "example", nil)), "\n")
	for _, text := range hostile {
		lines := strings.Split(string(Connector(full(text), "example", nil)), "\n")
		if len(lines) != len(plain) {
			t.Errorf("%q: %d lines, want %d", text, len(lines), len(plain))
			continue
		}
		for i, line := range lines {
			if got, want := len(cell.FindAllString(line, -1)), len(cell.FindAllString(plain[i], -1)); got != want {
				t.Errorf("%q: line %d has %d borders, want %d: %s", text, i+1, got, want, line)
			}
			if span := regexp.MustCompile("`[^`]*`").ReplaceAllString(line, ""); regexp.MustCompile("(^|[^\\\\])[`\\[\\]]|(^|[^\\\\])<[^!]").MatchString(span) {
				t.Errorf("%q: line %d has more than text: %s", text, i+1, line)
			}
		}
	}
}
