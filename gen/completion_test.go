package main

import (
	"strings"
	"testing"
)

// TestCompletion asks as the script of a shell does: a verb that takes connectors
// completes those that the inputs know, each once, and one that takes files does files.
func TestCompletion(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args       string
		has, lacks string
	}{
		{"explain --spec ../spec ", "Zoom", ""},
		{"explain -C .. ", "Zoom", ""},
		{"init --spec ../spec/openapi.yaml ", "Slack", ""},
		{"explain --spec ../spec Zoom ", ":4", "Slack"},
		{"capture --spec ../spec Zoom ", "Slack", "Zoom"},
		{"drift --spec ../spec ", "Zoom", ""},
		{"explain --spec nowhere ", ":4", "Zoom"},
		{"diff ", ":0", "Zoom"},
		{"lint ", ":4", "Zoom"},
	} {
		words := strings.Split("__complete "+test.args, " ")
		code, stdout, _ := invoke(t, words...)
		if code != done || !strings.Contains(stdout, test.has) || test.lacks != "" && strings.Contains(stdout, test.lacks) {
			t.Errorf("gen %s: exit code %d, %q; want %q and not %q", test.args, code, stdout, test.has, test.lacks)
		}
	}
}
