package spec

import (
	"strings"
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// TestFindingString: a finding is one line of at most 400 bytes, with its severity,
// its place, its rule and the end of its path, whatever the inputs have for names.
func TestFindingString(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"long word": strings.Repeat("w", 70_000), "many words": strings.Repeat("word ", 9000), "escapes": strings.Repeat("\U000e0041", 3000),
		"wide": strings.Repeat("日", 3000), "not UTF-8": strings.Repeat("\xff", 3000), "CI": strings.Repeat("##[x]", 500),
	} {
		inner := &node.Node{Kind: node.Object}
		for range 30 {
			inner = &node.Node{Parent: inner, Kind: node.Object, Name: text}
		}
		at := Place{File: "spec/connectors/Acme.json", Line: 123456, Column: 1234567, Path: inner.Missing("displayLabel").Path}
		var found Findings
		found.Report(ruleDuplicateMember, at, "member %s differs from %s", node.Quote(text), text)
		got := found.All()[0].String()
		switch {
		case len(got) > 400:
			t.Errorf("%s: %d bytes: %s", name, len(got), got)
		case !strings.HasPrefix(got, "error: spec/connectors/Acme.json:123456:1234567: duplicate-member: member "), !strings.HasSuffix(got, ".displayLabel)"):
			t.Errorf("%s: no place, rule or message: %s", name, got)
		case strings.ContainsFunc(got, show.IsHidden), strings.Contains(got, "##"):
			t.Errorf("%s: it steers what shows it: %q", name, got)
		}
	}
}
