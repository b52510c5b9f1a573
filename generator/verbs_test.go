package generator_test

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/golden"
)

// TestVerbsOverGoldens lints, explains and starts from everything in the golden
// cases that can be generated: they hold the odd names and shapes that there are.
func TestVerbsOverGoldens(t *testing.T) {
	t.Parallel()
	connectors := 0
	for file, c := range golden.Cases(t, "testdata/*.txtar") {
		inputs := golden.FS(c.Files, "spec/")
		found, err := generator.Lint(generator.Inputs{FS: inputs, Name: "spec"})
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if found.Failed() {
			continue
		}
		for _, c := range harness.Model(t, inputs).Connectors {
			connectors++
			for _, p := range c.Metadata.Profiles {
				for _, a := range p.Attributes {
					if e, _, err := generator.Explain(generator.Inputs{FS: inputs, Name: "spec"}, c.StoreType+"."+a.Key); err != nil || e.Name != c.StoreType+"."+a.Key {
						t.Errorf("%s: %s.%s: %v", file, c.StoreType, a.Key, err)
					}
				}
				checkYAML(t, generator.Inputs{FS: inputs, Name: "spec"}, generator.InitOptions{Connector: c.Package, Profile: p.Title, All: true, YAML: true})
				for _, lit := range []bool{false, true} {
					if text, _, err := generator.Init(generator.Inputs{FS: inputs, Name: "spec"}, generator.InitOptions{Connector: c.Package, Profile: p.Title, All: true, Go: lit}); err != nil || text == "" {
						t.Errorf("%s: %s, profile %q: %v", file, c.StoreType, p.Title, err)
					}
				}
			}
		}
	}
	if connectors == 0 {
		t.Error("no connector has been looked at")
	}
}

// checkYAML holds a configuration to start from, as YAML, to what validate says of files.
func checkYAML(t *testing.T, in generator.Inputs, o generator.InitOptions) {
	t.Helper()
	text, _, err := generator.Init(in, o)
	if err != nil {
		t.Fatal(err)
	}
	about, _, err := generator.Validate(in, []generator.WrittenFile{{Name: "start.yaml", Data: []byte(text)}}, generator.ValidateOptions{})
	if err != nil || len(about.All()) > 0 {
		t.Errorf("%s, profile %q: %v, %v\n%s", o.Connector, o.Profile, err, about.All(), text)
	}
}
