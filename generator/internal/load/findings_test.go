package load

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/golden"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestFindings loads the spec folder in each txtar file and compares every finding, with its
// position and text, with the file findings in it. The comment of a file says why the case exists.
func TestFindings(t *testing.T) {
	golden.Run(t, "testdata/findings/*.txtar", func(t *testing.T, c *txtar.Archive) {
		got := texts(load(t, inputs(c)))
		if strings.Contains(got, "CANARY") {
			t.Error("a finding quotes a value")
		}
		golden.Last(t, c, "findings").Data = []byte(got)
	})
}

// TestRules shows every rule of this package at work: each has a case.
func TestRules(t *testing.T) {
	unseen := make(map[string]bool)
	for _, rule := range slices.Concat(spec.Rules(), Rules()) {
		unseen[rule.ID] = true
	}
	for _, c := range golden.Cases(t, "testdata/findings/*.txtar") {
		for _, f := range load(t, inputs(c)).All() {
			delete(unseen, f.Rule)
		}
	}
	for id := range unseen {
		t.Errorf("rule %s has no case in testdata/findings", id)
	}
}

// inputs returns the files of a case but the last, which is what is expected.
func inputs(c *txtar.Archive) fstest.MapFS { return golden.FS(c.Files[:len(c.Files)-1], "") }

// load loads fsys and fails the test if it cannot be read.
func load(t *testing.T, fsys fstest.MapFS) spec.Findings {
	t.Helper()
	_, found, err := Folder(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// texts returns one line for each finding.
func texts(found spec.Findings) string {
	var b strings.Builder
	for _, f := range found.All() {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}
