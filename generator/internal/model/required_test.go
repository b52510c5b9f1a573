package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestRequirement shows that an attribute is required only if no input speaks
// against it: what is required without need makes a store that works invalid.
func TestRequirement(t *testing.T) {
	const yes, no = true, false
	contradiction := &Statement{Conflict: text("a, and not a")}
	for _, test := range []struct {
		name                 string
		documented, captured *Statement
		inDocument           bool // the document describes the profile
		inCapture            bool // the capture describes the profile
		want                 bool
		found                []string
	}{
		{"documented as required", &Statement{Required: yes}, nil, yes, no, yes, nil},
		{"documented as optional", &Statement{Required: no}, nil, yes, no, no, nil},
		{"captured as required", nil, &Statement{Required: yes}, no, yes, yes, nil},
		{"captured as required, and not documented", nil, &Statement{Required: yes}, yes, yes, no, []string{"contradicting-requirement"}},
		{"captured as optional, and not documented", nil, &Statement{Required: no}, yes, yes, no, nil},
		{"documented as required, and not captured", &Statement{Required: yes}, nil, yes, yes, no, []string{"contradicting-requirement"}},
		{"both agree", &Statement{Required: yes}, &Statement{Required: yes}, yes, yes, yes, nil},
		{"captured as required, documented as optional", &Statement{Required: no}, &Statement{Required: yes}, yes, yes, no, []string{"contradicting-requirement"}},
		{"captured as optional, documented as required", &Statement{Required: yes}, &Statement{Required: no}, yes, yes, no, []string{"contradicting-requirement"}},
		{"the document contradicts itself", contradiction, nil, yes, no, no, []string{"conflicting-requirement"}},
		{"the document contradicts itself, and the capture requires it", contradiction, &Statement{Required: yes}, yes, yes, no, []string{"contradicting-requirement"}},
		{"the capture settles a contradiction of the document", contradiction, &Statement{Required: no}, yes, yes, no, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found spec.Findings
			said := said(test.documented, test.captured)
			a := attribute(said, nil, &found)
			a.Required, a.Dispute = requirement(said, test.inDocument, test.inCapture)
			reportDispute(a, &found)
			if a.Required != test.want {
				t.Errorf("required is %v, want %v", a.Required, test.want)
			}
			if diff := cmp.Diff(test.found, rules(&found)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, correction := range []bool{yes, no} {
				fix := newFixes([]spec.Correction{{Attribute: text(a.Key), Required: spec.Flag{Value: correction, Set: true}}}, new(spec.Findings))
				corrected := *a
				fix.apply("", &corrected)
				settles := test.found != nil || correction != test.want
				if corrected.Required != correction || corrected.Dispute != "" || fix.list[0].used != settles {
					t.Errorf("corrected to %v: required %v, dispute %q, used %v, want used %v", correction, corrected.Required, corrected.Dispute, fix.list[0].used, settles)
				}
			}
		})
	}
}
