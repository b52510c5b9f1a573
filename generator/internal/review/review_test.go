package review

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/load"
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

// TestRules shows every rule of this package at work: each has a case.
func TestRules(t *testing.T) {
	unseen := make(map[string]bool)
	for _, rule := range Rules() {
		unseen[rule.ID] = true
	}
	for _, c := range golden.Cases(t, "testdata/*.txtar") {
		for _, f := range reviewed(t, c).All() {
			delete(unseen, f.Rule)
		}
	}
	for id := range unseen {
		t.Errorf("rule %s has no case in testdata", id)
	}
}

// reviewed returns what there is to say about the inputs of a case.
func reviewed(t *testing.T, c *txtar.Archive) spec.Findings {
	t.Helper()
	in, found, err := load.Folder(golden.FS(c.Files[:len(c.Files)-1], ""), "spec")
	if err != nil || found.Failed() {
		t.Fatalf("the inputs cannot be used: %v %v", err, found.All())
	}
	m, meant := model.Build(in)
	if meant.Failed() {
		t.Fatalf("the inputs cannot be used: %v", meant.All())
	}
	return Inputs(in, m)
}
