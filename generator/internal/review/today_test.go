package review_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator"
	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
	"github.com/connectorgen/connectorgen/generator/internal/golden"
)

// TestLintToday lints the inputs of this module to a list that somebody has
// read. What is new in it wants to be mended, or to be looked at and kept.
func TestLintToday(t *testing.T) {
	t.Parallel()
	found, err := generator.Lint(generator.Inputs{FS: harness.Spec(t), Name: "spec"})
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
	golden.Check(t, "testdata/today", []byte(got.String()))
}

// TestLintFindsWhatGenerateDoes holds lint to say no less than generate: who
// lints need not generate to know what is wrong.
func TestLintFindsWhatGenerateDoes(t *testing.T) {
	t.Parallel()
	inputs := harness.Spec(t)
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
	found, err := generator.Lint(generator.Inputs{FS: harness.Spec(t), Name: "spec"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.All() {
		if severities[f.Rule] != f.Severity {
			t.Errorf("%v: severity %s, the table has %q", f, f.Severity, severities[f.Rule])
		}
	}
}
