package generator_test

import (
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// TestEveryRuleHasACase holds the golden files to show every kind of finding of
// the model, so that each has a text and a place that somebody has looked at.
// What takes 50,000 attributes to be too large is in TestBounds.
func TestEveryRuleHasACase(t *testing.T) {
	t.Parallel()
	shown := shownFindings(t)
	for _, rule := range model.Rules() {
		if rule.ID != "too-large" && !strings.Contains(shown, ": "+rule.ID+": ") {
			t.Errorf("testdata has no case that shows %q", rule.ID)
		}
	}
}

// shownFindings returns what the golden files expect to be found.
func shownFindings(t *testing.T) string {
	t.Helper()
	var shown strings.Builder
	for _, c := range golden.Cases(t, "testdata/*.txtar") {
		for _, f := range c.Files {
			if f.Name == "findings" {
				shown.Write(f.Data)
			}
		}
	}
	return shown.String()
}
