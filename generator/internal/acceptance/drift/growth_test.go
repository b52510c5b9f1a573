package drift_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/long"
)

// TestGrowthOfDrift proposes what has changed in captures of three sizes, each twice
// the one before: that may take at most 2.6 times as long, git included. Every
// attribute has another label, one of three another name.
func TestGrowthOfDrift(t *testing.T) {
	long.Only(t, "the largest capture takes seconds")
	s := openStage(t)
	costs := []time.Duration{time.Hour, time.Hour, time.Hour}
	grows := func() bool { return 10*costs[1] > 26*costs[0] || 10*costs[2] > 26*costs[1] }
	for round := 0; round < 2 || round < 6 && grows(); round++ {
		for i, n := range []int{500, 1000, 2000} {
			costs[i] = min(costs[i], s.costOfDrift(n))
		}
	}
	t.Logf("500, 1000, 2000: %v", costs)
	if grows() {
		t.Errorf("twice as much costs more than 2.6 times as much: %v", costs)
	}
}

// costOfDrift returns the processor time of a proposal for a connector with n
// attributes, in a repository of its own.
func (s *stage) costOfDrift(n int) time.Duration {
	s.t.Helper()
	s.repository = filepath.Join(s.t.TempDir(), "repository")
	capture := filepath.Join(s.repository, "spec", "connectors", "Widget.json")
	if err := os.MkdirAll(filepath.Dir(capture), 0o777); err != nil {
		s.t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		filepath.Join(s.repository, "go.mod"): []byte("module example.com/mine\n\ngo 1.23\n"),
		capture:                               widget(n, "before", "KEY_%d"),
	} {
		if err := os.WriteFile(name, content, 0o666); err != nil {
			s.t.Fatal(err)
		}
	}
	s.answers.Store("Widget", widget(n, "after", "KEY_%d", "KEY_%d", "NEW_%d"))
	s.run("git", "init", "-q", "-b", "main")
	s.run(s.program, "generate")
	s.run("git", "add", "--all")
	s.run("git", "commit", "-q", "-m", "as it is")
	cmd := exec.CommandContext(s.t.Context(), s.program, "drift")
	cmd.Dir, cmd.Env = s.repository, s.environment
	out, err := cmd.CombinedOutput()
	if want := fmt.Sprintf("Widget: created: Widget: %d attributes removed, %[1]d attributes added", n/3); err != nil || !strings.Contains(string(out), want) {
		s.t.Fatalf("gen drift: %v, want %s:\n%.2000s", err, want, out)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// widget returns a capture of n attributes with the label, whose keys have the forms by turns.
func widget(n int, label string, keys ...string) []byte {
	var attributes []map[string]any
	for i := range n {
		attributes = append(attributes, map[string]any{"key": fmt.Sprintf(keys[i%len(keys)], i), "displayLabel": label, "description": "", "required": false, "sensitive": false})
	}
	data, err := json.Marshal(map[string]any{
		"information":        map[string]any{"key": "Widget", "version": "1.0", "displayName": "Widget"},
		"connectionProfiles": []any{map[string]any{"name": "", "connectionAttributes": attributes}},
		"attributeMetadata":  map[string]any{"capabilities": []any{}, "enhancements": []any{}, "userAttributes": map[string]any{}},
	})
	if err != nil {
		panic(err)
	}
	return data
}
