package review

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestReview reviews the spec folder in each txtar file and compares what there
// is to say, with places and texts, with the file findings in it. The comment of
// a file says why the case exists.
func TestReview(t *testing.T) {
	for _, file := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, found := reviewed(t, file)
			want := &archive.Files[len(archive.Files)-1]
			if want.Name != "findings" {
				t.Fatalf("%s: the last file must be findings", file)
			}
			var got strings.Builder
			for _, f := range found.All() {
				got.WriteString(f.String() + "\n")
			}
			if strings.Contains(got.String(), "CANARY") {
				t.Errorf("a finding quotes a value:\n%s", got.String())
			}
			if *update {
				want.Data = []byte(got.String())
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want.Data), got.String()); diff != "" {
				t.Errorf("findings (-want +got; -update rewrites them):\n%s", diff)
			}
		})
	}
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
	for _, file := range cases(t) {
		_, found := reviewed(t, file)
		for _, f := range found.All() {
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

func cases(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(list) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return list
}

// reviewed returns the case in file, and what there is to say about its inputs.
func reviewed(t *testing.T, file string) (*txtar.Archive, spec.Findings) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys := make(fstest.MapFS)
	for _, f := range archive.Files[:len(archive.Files)-1] {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	in, found, err := spec.Load(fsys, "spec")
	if err != nil || found.Failed() {
		t.Fatalf("%s: the inputs cannot be used: %v %v", file, err, found.All())
	}
	m, meant := model.Build(in)
	if meant.Failed() {
		t.Fatalf("%s: the inputs cannot be used: %v", file, meant.All())
	}
	return archive, Inputs(in, m)
}
