package drift

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A title is read in a list of many: it says how much of what changed, the
// gravest first, and what that asks for.
func TestTitle(t *testing.T) {
	changed := func(rule change.Rule) change.Change { return change.New(rule, change.Metadata, "") }
	inGo := change.New(change.GoExtended, change.Go, "")
	minor := func(list ...change.Change) *compare.Diff { return &compare.Diff{Verdict: change.Minor, Changes: list} }
	for _, test := range []struct {
		proposal Proposal
		want     string
	}{
		{Proposal{Diff: minor(changed(change.AttributeAdded), inGo)}, "Zoom: 1 attribute added, minor"},
		{Proposal{Diff: minor(changed(change.AttributeAdded), changed(change.AttributeAdded))}, "Zoom: 2 attributes added, minor"},
		{Proposal{Diff: minor(changed(change.UserAdded), changed(change.UserAdded))}, "Zoom: 2 user attributes added, minor"},
		{Proposal{Diff: minor(changed(change.ConnectorAdded)), New: true}, "Zoom: first capture, connector added, minor"},
		{Proposal{Diff: minor(inGo)}, "Zoom: go extended, minor"},
		{Proposal{Diff: &compare.Diff{}}, "Zoom: changed in form only, none"},
		{Proposal{Diff: minor(changed(change.UserAdded), changed(change.UserNillable), changed(change.DefaultAdded), changed(change.ProfileAdded))},
			"Zoom: 1 user attribute added, 1 user attribute became nillable, 1 default added, more, minor"},
		{Proposal{Problem: "no luck"}, "Zoom: changed, needs a person"},
		{Proposal{Problem: "no luck", Diff: minor(changed(change.AttributeAdded))}, "Zoom: 1 attribute added, minor, needs a person"},
	} {
		test.proposal.Type = "Zoom"
		if got := title(test.proposal); got != test.want {
			t.Errorf("title %q, want %q", got, test.want)
		}
	}
}

// A finding that moved with its attribute is not news, one more of its kind is.
func TestAdded(t *testing.T) {
	var before, now spec.Findings
	finding := func(f *spec.Findings, line int) {
		f.Report(spec.Rule{ID: "rule", Severity: spec.Warning}, spec.Place{File: "a", Line: line}, "message")
	}
	finding(&before, 1)
	finding(&now, 5)
	if list := added(before, now); len(list) != 0 {
		t.Errorf("moved: %v", list)
	}
	finding(&now, 9)
	if list := added(before, now); len(list) != 1 || list[0].Line != 9 {
		t.Errorf("one more: %v", list)
	}
}
