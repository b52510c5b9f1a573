package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestExamples runs the examples in the help of the verbs that read the inputs
// and print, over the inputs of this module: what the help shows has to work.
func TestExamples(t *testing.T) {
	for _, c := range newCommand(new(printer)).Commands() {
		if !slices.Contains([]string{"lint", "explain", "init"}, c.Name()) {
			continue
		}
		if !strings.Contains(c.Long, "\n") || c.Example == "" {
			t.Errorf("%s: want help with an example", c.Name())
		}
		for line := range strings.Lines(c.Example) {
			args := wordsOf(strings.TrimSpace(line))
			var stdout, stderr bytes.Buffer
			code := run(t.Context(), append(args[1:], "--spec", "../spec"), &stdout, &stderr)
			want := done
			if slices.Contains(args, "--strict") {
				want = notRight // these inputs have warnings
			}
			if code != want || stdout.Len() == 0 || stderr.Len() > 0 {
				t.Errorf("%s: exit code %d, want %d; stdout %d bytes; stderr %s", strings.TrimSpace(line), code, want, stdout.Len(), &stderr)
			}
		}
	}
}

// words returns the words of a command line in which double quotes hold words together.
func wordsOf(line string) []string {
	var list []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			list = append(list, part)
			continue
		}
		list = append(list, strings.Fields(part)...)
	}
	return list
}

// TestExplainWidth explains everything in the inputs of this module: no line may
// be wider than a terminal, unless it is a word that cannot be broken.
func TestExplainWidth(t *testing.T) {
	for _, name := range []string{"Zoom", "zoom.JWTBearerToken", "zoom.AUTHENTICATION_METHOD", "zoom.REMOVE_USERS_PROV_OPT", "zoom.userName", "scim.AUTHORIZATION_TYPE", "aquera"} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"explain", name, "--spec", "../spec"}, &stdout, &stderr); code != done {
			t.Fatalf("%s: exit code %d: %s", name, code, &stderr)
		}
		for line := range strings.Lines(stdout.String()) {
			line = strings.TrimSuffix(line, "\n")
			if len(line) > textWidth && len(strings.Fields(line)) > 1 {
				t.Errorf("%s: a line has %d characters, want %d at most: %s", name, len(line), textWidth, line)
			}
			if strings.HasSuffix(line, " ") || strings.Contains(line, "\x1b") {
				t.Errorf("%s: a line ends in space or has colours: %q", name, line)
			}
		}
	}
}
