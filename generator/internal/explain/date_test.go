package explain

import (
	"testing"
	"time"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// TestDate shows which origins have a time: those in a capture that is what was
// captured. One that was edited has none, and neither has the document.
func TestDate(t *testing.T) {
	in := &spec.Inputs{
		Captures: []*spec.Capture{
			{At: spec.Place{File: "a.json"}, Information: spec.Information{Key: "A"}, Digest: "1"},
			{At: spec.Place{File: "b.json"}, Information: spec.Information{Key: "B"}, Digest: "2"},
			{At: spec.Place{File: "c.json"}, Information: spec.Information{Key: "C"}, Digest: ""},
		},
		Provenance: []spec.Provenance{
			{Type: "A", Digest: spec.Text{Value: "1"}, Time: time.Date(2026, 7, 30, 12, 0, 0, 0, time.UTC)},
			{Type: "B", Digest: spec.Text{Value: "was another"}},
		},
	}
	e := &Explanation{Facts: []Fact{{Origins: []Origin{
		{Source: capture, File: "a.json"}, {Source: document, File: "a.json"}, {Source: capture, File: "b.json"}, {Source: capture, File: "c.json"},
	}}}}
	e.Date(in)
	for i, want := range []string{"2026-07-30T12:00:00Z", "", "", ""} {
		if o := e.Facts[0].Origins[i]; o.Captured != want {
			t.Errorf("%+v: want the time %q", o, want)
		}
	}
}
