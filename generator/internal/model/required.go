package model

import (
	"fmt"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/example"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// covers reports whether s describes the profile: what it does not list there, it
// does not require.
func (s *source) covers(name string) bool {
	return s != nil && (s.nothing || slices.ContainsFunc(s.profiles, func(p *profile) bool { return p.Title == name || p.Title == "" }))
}

// requirement returns whether an attribute is required, and which inputs differ
// on that, or "". It is required if an input requires it and none speaks against
// it. An input that describes the profile speaks against what it does not list.
// What the server sets is never required of anybody.
// To require too much makes a store that works invalid, and to require too little
// costs an early message.
func requirement(said statements, documented, captured bool) (required bool, dispute string) {
	d, c := said.documented, said.captured
	inDocument, inCapture := d != nil && d.Required, c != nil && c.Required
	switch {
	case d != nil && d.ReadOnly:
		return false, ""
	case inCapture && d != nil && d.Conflict.Set:
		return false, fmt.Sprintf("the capture requires it, and the document contradicts itself (%s)", d.Conflict.Value)
	case inCapture && d != nil && !inDocument:
		return false, "the capture requires it, and the document does not"
	case inCapture && d == nil && documented:
		return false, "the capture requires it, and the document does not know it"
	case inDocument && c != nil && !inCapture:
		return false, "the document requires it, and the capture does not"
	case inDocument && c == nil && captured:
		return false, "the document requires it, and the capture does not have it"
	case d != nil && d.Conflict.Set && c == nil:
		return false, d.Conflict.Value
	}
	return inDocument || inCapture, ""
}

// reportDispute reports that the inputs differ on whether a is required, and no
// correction settles it.
func reportDispute(a *Attribute, found *spec.Findings) {
	d := a.statements.documented
	switch {
	case a.Dispute == "":
	case d != nil && d.Conflict.Set && a.statements.captured == nil:
		found.Report(ruleConflictingRequirement, d.Conflict.At, "the documentation contradicts itself on whether %s is required (%s); it is taken as not required",
			a.Key, a.Dispute)
	case d != nil:
		found.Report(ruleContradictingRequired, d.At, disputed, a.Key, a.Dispute)
	default:
		found.Report(ruleContradictingRequired, a.At, disputed, a.Key, a.Dispute)
	}
}

const disputed = "%s is taken as not required, until a correction sets required: %s"

// hearExamples makes optional what a published example leaves out, unless a
// correction requires it, and accepts other values of an enumeration if an example
// has one. An example that selects no profile speaks of what every profile has.
func hearExamples(list []*Profile, selector string, published []*example.Store, fix *fixes, found *spec.Findings) {
	profiles := make(map[string]int) // that have an attribute
	for _, p := range list {
		for _, a := range p.Attributes {
			profiles[a.Key]++
		}
	}
	for _, x := range published {
		selected := first(list, func(p *Profile) bool { return selector != "" && p.Title == x.Text(selector) })
		for _, p := range list {
			for _, a := range p.Attributes {
				if p == selected || selected == nil && profiles[a.Key] == len(list) {
					hearExample(p, a, x, fix, found)
				}
			}
		}
	}
}

func hearExample(p *Profile, a *Attribute, x *example.Store, fix *fixes, found *spec.Findings) {
	switch value := x.Text(a.Key); {
	case a.Required && x.Lacks(a.Key) && !fix.requires(p.Title, a.Key):
		at := x.Place(a.Key)
		a.Required, a.Dispute = false, fmt.Sprintf("an example of the document leaves it out (%s:%d)", at.File, at.Line)
		reportDispute(a, found)
	case a.Kind == KindEnumeration && value != "" && !slices.Contains(a.Values, value):
		a.Open = true
	}
}
