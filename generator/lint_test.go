package generator_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator"
)

// TestLintToday lints the inputs of this module to a list that somebody has
// read. What is new in it wants to be mended, or to be looked at and kept.
func TestLintToday(t *testing.T) {
	t.Parallel()
	const golden = "testdata/lint/today"
	found, err := generator.Lint(generator.Inputs{FS: os.DirFS("../spec"), Name: "spec"})
	if err != nil {
		t.Fatal(err)
	}
	if found.Failed() {
		t.Error("the inputs of this module have an error")
	}
	var got strings.Builder
	for _, f := range found.All() {
		got.WriteString(f.String() + "\n")
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", golden, diff)
	}
}

// TestLintFindsWhatGenerateDoes holds lint to say no less than generate: who
// lints need not generate to know what is wrong.
func TestLintFindsWhatGenerateDoes(t *testing.T) {
	t.Parallel()
	inputs := os.DirFS("../spec")
	_, generated, err := generator.Generate(generator.Inputs{FS: inputs, Name: "spec"}, generator.Options{ImportPath: "example.com/generated"})
	if err != nil {
		t.Fatal(err)
	}
	linted, err := generator.Lint(generator.Inputs{FS: inputs, Name: "spec"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range generated.All() {
		if !slices.Contains(linted.All(), f) {
			t.Errorf("generate finds what lint does not: %v", f)
		}
	}
}

// TestRules shows that a rule id means one thing, whichever stage reports it,
// and that every finding names a rule of the table with the severity of the table.
func TestRules(t *testing.T) {
	t.Parallel()
	rules := generator.Rules()
	severities := make(map[string]generator.Severity)
	for i, r := range rules {
		if i > 0 && rules[i-1].ID >= r.ID {
			t.Errorf("%s comes after %s: want each rule once, sorted", r.ID, rules[i-1].ID)
		}
		severities[r.ID] = r.Severity
	}
	found, err := generator.Lint(generator.Inputs{FS: os.DirFS("../spec"), Name: "spec"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.All() {
		if severities[f.Rule] != f.Severity {
			t.Errorf("%v: severity %s, the table has %q", f, f.Severity, severities[f.Rule])
		}
	}
}
