package config_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/config"
)

// TestLoad has what generate.yaml can say. What is not known is refused at its
// place: an output that is spelt wrong would otherwise be missing without a word.
func TestLoad(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"outputs: [terraform]\n":            "",
		"outputs: []\n":                     "",
		"# nothing\n":                       "",
		"outputs: [terafform]\n":            "in/generate.yaml:1:11: config-invalid: an output must be one of terraform",
		"outputs: [true]\n":                 "in/generate.yaml:1:11: config-invalid: an output must be one of terraform",
		"outputs: terraform\n":              "in/generate.yaml:1:10: config-invalid: outputs is a string; it must be a list of terraform",
		"outputs: [terraform, terraform]\n": "in/generate.yaml:1:22: config-invalid: terraform stands in the list already; remove one of the two",
		"output: [terraform]\n":             `in/generate.yaml:1:1: config-invalid: the member "output" is not known; there is outputs`,
		"- terraform\n":                     "in/generate.yaml:1:1: config-invalid: the document is an array; it must be an object with the member outputs",
		"outputs: [\n":                      "config-invalid",
	} {
		c, found, err := config.Load(fstest.MapFS{"generate.yaml": {Data: []byte(text)}}, "in")
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, f := range found.All() {
			got.WriteString(f.String() + "\n")
		}
		if !strings.Contains(got.String(), want) || (want == "") != (got.Len() == 0) {
			t.Errorf("%q: found %q, want %q", text, got.String(), want)
		}
		if asked := strings.Contains(text, "[terraform]"); want == "" && c.Has(config.Terraform) != asked {
			t.Errorf("%q: asks for terraform: %v, want %v", text, c.Has(config.Terraform), asked)
		}
	}
}

// TestLoadNothing reads a folder without the file: it asks for nothing.
func TestLoadNothing(t *testing.T) {
	t.Parallel()
	c, found, err := config.Load(fstest.MapFS{}, "in")
	if err != nil || len(found.All()) > 0 || c.Has(config.Terraform) {
		t.Errorf("%v, %v, %v; want nothing", c, found.All(), err)
	}
}
