// Package finding holds what there is to say about the inputs.
package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/secret"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A Place is where a value stands in an input file.
type Place = place.Place

// Severity tells an [Error], which stops the run, from a [Warning], and that
// from a [Notice], which nobody need act on.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Notice  Severity = "notice"
)

// A Rule is a kind of finding.
type Rule struct {
	ID       string   `json:"id"` // such as "duplicate-member"
	Severity Severity `json:"severity"`
	Meaning  string   `json:"meaning"` // one line
}

// A Finding is something to say about the inputs.
type Finding struct {
	Severity Severity `json:"severity"`
	Place
	Rule    string `json:"rule"`    // such as "duplicate-member"; see Rules
	Message string `json:"message"` // what is wrong and what would be right; no value of a sensitive attribute
}

// maxLine is how long a finding may be as text, in bytes, before its path is cut.
const maxLine = 240

// String returns f on one line, as severity: file:line:col: rule: message (path). The
// beginning of the path is left out as far as a line of 240 bytes calls for.
func (f Finding) String() string {
	text := string(f.Severity) + ": " + f.File
	if f.Line > 0 {
		text += fmt.Sprintf(":%d:%d", f.Line, f.Column)
	}
	text += ": " + f.Rule + ": " + f.Message
	if f.Path == "" {
		return text
	}
	path := f.Path
	if room := max(minPath, maxLine-len(text)-len(" (...)")); len(path) > room+len("...") {
		path = "..." + strings.ToValidUTF8(path[len(path)-room:], "")
	}
	return text + " (" + path + ")"
}

// minPath is how much of the end of a path always shows, in bytes.
const minPath = 20

// Accepted is a finding that the inputs say is known, and why it may stay.
type Accepted struct {
	Finding
	Reason string `json:"reason"`
}

// Findings is a list of findings. The zero value is empty and ready to use.
type Findings struct {
	list                      []Finding
	accepted                  []Accepted
	errors, warnings, notices int // added by Report
}

// MaxFindings bounds the errors, the warnings and the notices that one list
// takes: a broken file can have millions.
const MaxFindings = 10_000

// Report adds a finding of the rule. After 10,000 findings of one severity, it
// adds one that says so, and no more of that severity.
func (f *Findings) Report(rule Rule, at Place, format string, args ...any) {
	number := f.counter(rule.Severity)
	*number++
	switch x := (Finding{Place: at, Severity: rule.Severity, Rule: rule.ID}); {
	case *number <= MaxFindings:
		x.Message = show.Line(secret.Withhold(fmt.Sprintf(format, args...)), maxMessage)
		f.list = append(f.list, x)
	case *number == MaxFindings+1:
		x.Message = "there are more findings than can be shown; the rest is left out"
		f.list = append(f.list, x)
	}
}

func (f *Findings) counter(s Severity) *int {
	switch s {
	case Error:
		return &f.errors
	case Warning:
		return &f.warnings
	case Notice:
	}
	return &f.notices
}

// maxMessage bounds a message, in bytes.
const maxMessage = 280

// Full reports whether more errors would be left out.
func (f *Findings) Full() bool { return f.errors > MaxFindings }

// Add adds the findings of g, and what is accepted of them.
func (f *Findings) Add(g Findings) {
	f.Append(g.list...)
	f.accepted = append(f.accepted, g.accepted...)
}

// Accept takes the findings for which there is a reason out of the list.
func (f *Findings) Accept(reason func(Finding) (why string, ok bool)) {
	f.list = slices.DeleteFunc(f.All(), func(x Finding) bool {
		why, ok := reason(x)
		if ok {
			f.accepted = append(f.accepted, Accepted{x, why})
		}
		return ok
	})
}

// Drop takes findings out of the list, as if they had not been reported.
func (f *Findings) Drop(is func(Finding) bool) { f.list = slices.DeleteFunc(f.All(), is) }

// Promote makes errors of the findings of a rule.
func (f *Findings) Promote(rule string) {
	for i := range f.list {
		if f.list[i].Rule == rule {
			f.list[i].Severity = Error
		}
	}
}

// Accepted returns the findings that were accepted, in the order in which they were.
func (f Findings) Accepted() []Accepted { return f.accepted }

// Append adds findings that others reported.
func (f *Findings) Append(list ...Finding) { f.list = append(f.list, list...) }

// Errors returns the errors among the findings.
func (f Findings) Errors() Findings {
	return Findings{list: slices.DeleteFunc(f.All(), func(x Finding) bool { return x.Severity != Error })}
}

// Failed reports whether there is an error among the findings.
func (f Findings) Failed() bool {
	return slices.ContainsFunc(f.list, func(x Finding) bool { return x.Severity == Error })
}

// All returns the findings sorted by place, rule and message, without duplicates.
func (f Findings) All() []Finding {
	list := slices.Clone(f.list)
	slices.SortFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(list)
}
