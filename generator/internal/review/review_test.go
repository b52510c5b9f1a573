package review

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestReview reviews the spec folder in each txtar file and compares what there
// is to say, with places and texts, with the file findings in it. The comment of
// a file says why the case exists.
func TestReview(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *txtar.Archive) {
		var got strings.Builder
		for _, f := range reviewed(t, c).All() {
			got.WriteString(f.String() + "\n")
		}
		if strings.Contains(got.String(), "CANARY") {
			t.Errorf("a finding quotes a value:\n%s", got.String())
		}
		golden.Last(t, c, "findings").Data = []byte(got.String())
	})
}

// TestRules holds the table of rules to the findings: the table is sorted, every
// rule has a case, and every finding has the severity of the table.
func TestRules(t *testing.T) {
	if !slices.IsSortedFunc(Rules(), func(a, b spec.Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the table is not sorted")
	}
	severities := make(map[string]spec.Severity)
	for _, rule := range Rules() {
		if severities[rule.ID] != "" || rule.Meaning == "" {
			t.Errorf("rule %s is in the table twice, or has no meaning", rule.ID)
		}
		severities[rule.ID] = rule.Severity
	}
	seen := make(map[string]bool)
	for file, c := range golden.Cases(t, "testdata/*.txtar") {
		for _, f := range reviewed(t, c).All() {
			seen[f.Rule] = true
			if f.Severity != severities[f.Rule] {
				t.Errorf("%s: %v has another severity than the table (%q)", file, f, severities[f.Rule])
			}
		}
	}
	for id := range severities {
		if !seen[id] {
			t.Errorf("rule %s has no case in testdata", id)
		}
	}
}

// reviewed returns what there is to say about the inputs of a case.
func reviewed(t *testing.T, c *txtar.Archive) spec.Findings {
	t.Helper()
	in, found, err := spec.Load(golden.FS(c.Files[:len(c.Files)-1], ""), "spec")
	if err != nil || found.Failed() {
		t.Fatalf("the inputs cannot be used: %v %v", err, found.All())
	}
	m, meant := model.Build(in)
	if meant.Failed() {
		t.Fatalf("the inputs cannot be used: %v", meant.All())
	}
	return Inputs(in, m)
}
