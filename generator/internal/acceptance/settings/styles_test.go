package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// Documents in the style of well-known APIs, with what each of them is odd in, are
// accepted, and what is made of them builds and vets. By default, generating is all:
// it checks the types already.
func TestStyles(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/styles/*")
	if err != nil || len(names) < 10 {
		t.Fatal(err, names)
	}
	all := make(map[string]string)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		folder := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
		for file, content := range generatedAs(t, string(data), "", "example.com/shop/"+folder) {
			all[folder+"/"+file] = content
		}
	}
	long.Only(t, "it builds ten clients")
	harness.NewScratch(t, "example.com/shop", all).Run("vet", "./...")
}
