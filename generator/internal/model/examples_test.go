package model

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/example"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestHearExamples lets a published example speak against what the inputs require
// and list: of the profile that it selects or, if it selects none, of what all have.
func TestHearExamples(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, configuration string
		corrected           bool
		shared, own, other  bool // what is required after it
		open                bool
	}{
		{"has all", `{"HOW": "A", "SHARED": "s", "OWN": "o", "LEVEL": "low"}`, false, true, true, true, false},
		{"leaves out what all have", `{"HOW": "A", "OWN": "o"}`, false, false, true, true, false},
		{"leaves out what its profile has", `{"HOW": "A", "SHARED": "s", "OWN": null}`, false, true, false, true, false},
		{"selects nothing", `{"SHARED": ""}`, false, false, true, true, false},
		{"against a correction", `{"HOW": "A", "OWN": "o"}`, true, true, true, true, false},
		{"has another value", `{"HOW": "A", "SHARED": "s", "OWN": "o", "LEVEL": "high"}`, false, true, true, true, true},
	} {
		profile := func(name, own string) *Profile {
			return &Profile{Title: name, Attributes: []*Attribute{
				{Key: "SHARED", Required: true}, {Key: own, Required: true}, {Key: "LEVEL", Kind: KindEnumeration, Values: []string{"low"}},
			}}
		}
		a, b := profile("A", "OWN"), profile("B", "OTHER")
		var corrections []spec.Correction
		if test.corrected {
			corrections = []spec.Correction{{Attribute: text("SHARED"), Required: spec.Flag{Value: true, Set: true}}}
		}
		n, _ := node.ParseJSON("example", []byte(`{"configuration": `+test.configuration+`}`))
		var found spec.Findings
		fix := newFixes(corrections, &found)
		hearExamples([]*Profile{a, b}, "HOW", []*example.Store{example.New("T", n.Members[0])}, fix, &found)
		got := [...]bool{a.Attribute("SHARED").Required, a.Attribute("OWN").Required, b.Attribute("OTHER").Required, a.Attribute("LEVEL").Open}
		if want := [...]bool{test.shared, test.own, test.other, test.open}; got != want {
			t.Errorf("%s: shared, own and other required, and open: %v, want %v", test.name, got, want)
		}
		if said := len(found.All()) > 0; said != (!test.shared || !test.own) {
			t.Errorf("%s: findings %v", test.name, found.All())
		}
		if test.corrected && !fix.list[0].used {
			t.Errorf("%s: the correction is called unused", test.name)
		}
	}
}

// TestCovers tells a document that says that there are no attributes from a capture
// that lists no profiles.
func TestCovers(t *testing.T) {
	t.Parallel()
	bare := documentedSource(&store{key: "directory"}, new(spec.Findings))
	none := capturedSource(&spec.Capture{})
	if !bare.covers("") || none.covers("") || (*source)(nil).covers("") {
		t.Errorf("document %v, capture %v", bare.covers(""), none.covers(""))
	}
}
