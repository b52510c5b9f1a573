package connector_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generated/catalog"
	"github.com/connectorgen/connectorgen/generated/connector"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestReadmeConnectors holds the table of connectors in README.md to their metadata,
// and each of its links to a page.
func TestReadmeConnectors(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	all := harness.Metadata(t)
	for _, storeType := range catalog.StoreTypes() {
		page := "generated/docs/" + packageOf(t, storeType) + ".md"
		if _, err := os.Stat("../../../../" + page); err != nil {
			t.Error(err)
		}
		if row := rowOf(all[storeType], page); !strings.Contains(string(readme), row+"\n") {
			t.Errorf("README.md lacks the row\n%s", row)
		}
	}
}

// rowOf returns the row of the table of connectors for m, with a link to its page.
func rowOf(m connector.Metadata, page string) string {
	var profiles, secrets []string
	for _, p := range m.Profiles {
		name := "`" + p.Name + "`"
		if p.Deprecated {
			name += " (deprecated)"
		}
		profiles = append(profiles, name)
		for _, a := range p.Attributes {
			if key := "`" + a.Key + "`"; a.Sensitive && !slices.Contains(secrets, key) {
				secrets = append(secrets, key)
			}
		}
	}
	if m.Selector == "" {
		profiles = nil
	}
	known := map[connector.Source]string{
		connector.SourceBoth: "documentation and a capture", connector.SourceCaptured: "a capture", connector.SourceDocumented: "documentation",
	}[m.Source]
	return fmt.Sprintf("| [%s](%s) | %s | %s | %s |", m.StoreType, page, strings.Join(profiles, ", "), strings.Join(secrets, ", "), known)
}
