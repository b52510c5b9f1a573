package pipeline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestAccept: whatever is accepted of the findings about the inputs of this module,
// those and no others are gone; and what is accepted a second time is a finding.
func TestAccept(t *testing.T) {
	inputs := fstest.MapFS{}
	for _, name := range []string{"openapi.yaml", "connectors/Zoom.json"} {
		data, err := os.ReadFile("../../../spec/" + name)
		if err != nil {
			t.Fatal(err)
		}
		inputs[name] = &fstest.MapFile{Data: data}
	}
	before := linted(t, inputs)
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		var rules []string
		for _, f := range before {
			if f.Severity != spec.Error && random.IntN(4) == 0 && !slices.Contains(rules, f.Rule) {
				rules = append(rules, f.Rule)
			}
		}
		rules = append(rules, "null-absent") // which nothing breaks
		var text strings.Builder
		for _, r := range rules {
			fmt.Fprintf(&text, "- {accept: %s, reason: r}\n", r)
		}
		inputs["corrections.yaml"] = &fstest.MapFile{Data: []byte(text.String())}
		var want []string
		for _, f := range before {
			if !slices.Contains(rules, f.Rule) {
				want = append(want, f.String())
			}
		}
		want = append(want, fmt.Sprintf("warning: spec/corrections.yaml:%d:3: unused-correction: nothing is found that is to be accepted here; remove the entry ([%d])", len(rules), len(rules)-1))
		var got []string
		for _, f := range linted(t, inputs) {
			got = append(got, f.String())
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %s\nwant %s", &text, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

func linted(t *testing.T, inputs fstest.MapFS) []spec.Finding {
	t.Helper()
	found, err := Lint(Inputs{FS: inputs, Name: "spec"})
	if err != nil || found.Failed() {
		t.Fatal(err, found.Errors().All())
	}
	return found.All()
}
