package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/acceptance/harness"
)

// TestJudge: a fault that lives is missed, unless there is a reason for its line.
func TestJudge(t *testing.T) {
	var r result
	if err := json.Unmarshal([]byte(`{"files":[{"file_name":"a.go","mutations":[
{"type":"X","status":"KILLED","line":1,"column":1},{"type":"X","status":"TIMED OUT","line":1,"column":2},{"type":"X","status":"NOT COVERED","line":1,"column":3},
{"type":"X","status":"LIVED","line":2,"column":4},{"type":"Y","status":"LIVED","line":2,"column":5}]}]}`), &r); err != nil {
		t.Fatal(err)
	}
	known, err := reasons("p/a.go\tX\tif b {\tIt is so.\n")
	if err != nil {
		t.Fatal(err)
	}
	s, err := r.judge("p", known, func(string) ([]byte, error) { return []byte("one\n\tif b {\n"), nil })
	if err != nil || s.noticed != 2 || s.equivalent != 1 || s.notRun != 1 || len(s.missed) != 1 {
		t.Fatalf("%+v %v", s, err)
	}
	if err := s.failure("p"); err == nil || !strings.Contains(err.Error(), "p/a.go:2:5: Y is not noticed: if b {") || !strings.Contains(err.Error(), "only 67 %") {
		t.Errorf("said of one that is missed in three: %v", err)
	}
	if err := (score{noticed: 1}).failure("p"); err != nil {
		t.Errorf("nothing is missed: %v", err)
	}
	if _, err := reasons("p/a.go\tX\tif b {\t\n"); err == nil {
		t.Error("no reason is needed")
	}
}

// TestEquivalents: the lines that equivalent.tsv names are there, each with a reason.
func TestEquivalents(t *testing.T) {
	known, err := reasons(equivalents)
	if err != nil {
		t.Fatal(err)
	}
	for key := range known {
		columns := strings.Split(key, "\t")
		data, err := os.ReadFile(filepath.Join(harness.Path(t, "."), filepath.FromSlash(columns[0])))
		if err != nil || !strings.Contains(string(data), "\t"+columns[2]+"\n") {
			t.Errorf("%s has no line %q any more (%v)", columns[0], columns[2], err)
		}
	}
}
