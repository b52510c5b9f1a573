// Package change has the type of a change between two versions of the inputs, and
// the rules that give each kind of change its severity and advice. It may import
// place, and spec for [Equal].
package change

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/place"
)

// A Severity says which part of the version number of generated code a change raises.
type Severity uint8

// The severities, in ascending order.
const (
	None  Severity = iota
	Patch          // only texts changed
	Minor          // everything that worked still works
	Major          // a configuration, a program or the handling of a secret breaks
)

// severities are the words for the severities.
var severities = [...]string{None: "none", Patch: "patch", Minor: "minor", Major: "major"}

// String returns the word for s.
func (s Severity) String() string { return severities[s] }

// MarshalText returns the word for s.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity returns the severity that word stands for, and whether there is one.
func ParseSeverity(word string) (Severity, bool) {
	i := slices.Index(severities[:], word)
	return Severity(max(i, 0)), i >= 0
}

// A Source says which comparison found a change.
type Source string

// The sources.
const (
	Metadata       Source = "metadata"       // rules over the connectors
	Document       Source = "document"       // the API, by oasdiff
	Go             Source = "go"             // the generated API, by apidiff
	Terraform      Source = "terraform"      // the schema of the provider
	Configurations Source = "configurations" // stored configurations
)

// A Change is one thing that changed in meaning.
type Change struct {
	Severity  Severity    `json:"severity"`
	Rule      string      `json:"rule"` // such as "attribute-removed"
	Source    Source      `json:"source"`
	Connector string      `json:"connector,omitempty"` // store type, or "" if it is about the API
	Subject   string      `json:"subject,omitempty"`   // such as "SCIM_URL" or "the user attribute email"
	Profiles  []string    `json:"profiles,omitempty"`  // where it changed, if not in every profile
	Message   string      `json:"message"`             // what changed; no value of a sensitive attribute
	Advice    string      `json:"advice,omitempty"`    // what those who are affected do, or ""
	Old       place.Place `json:"old,omitzero"`        // zero if the subject is new
	New       place.Place `json:"new,omitzero"`        // zero if the subject is gone
}

// String returns c on one line, without its severity and its places.
func (c Change) String() string {
	var b strings.Builder
	if c.Connector != "" {
		b.WriteString(c.Connector + ": ")
	}
	if c.Subject != "" {
		b.WriteString(c.Subject + " ")
	}
	b.WriteString(c.Message)
	if len(c.Profiles) > 0 {
		b.WriteString(" (in " + strings.Join(c.Profiles, ", ") + ")")
	}
	return b.String()
}

// A Report collects changes.
type Report struct{ changes []Change }

// Add adds changes.
func (r *Report) Add(changes ...Change) { r.changes = append(r.changes, changes...) }

// Verdict returns the highest severity.
func (r *Report) Verdict() Severity {
	verdict := None
	for _, c := range r.changes {
		verdict = max(verdict, c.Severity)
	}
	return verdict
}

// All returns the changes, the most severe first, then by connector and subject,
// each once.
func (r *Report) All() []Change {
	list := slices.Clone(r.changes)
	slices.SortStableFunc(list, func(a, b Change) int {
		return cmp.Or(-cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Connector, b.Connector),
			cmp.Compare(sourceOrder(a.Source), sourceOrder(b.Source)), cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(list, func(a, b Change) bool { return a.key() == b.key() })
}

func sourceOrder(s Source) int {
	return slices.Index([]Source{Metadata, Document, Go, Terraform, Configurations}, s)
}

// key returns what is equal for two changes that say the same.
func (c Change) key() string {
	return fmt.Sprintf("%q", []string{c.Connector, c.Subject, c.Rule, c.Message, strings.Join(c.Profiles, ",")})
}

// New returns a change of a rule. Its message is the meaning of the rule and, if it
// is not "", the detail.
func New(rule Rule, source Source, detail string) Change {
	message := rule.Meaning
	if detail != "" {
		message += ": " + detail
	}
	return Change{Severity: rule.Severity, Rule: rule.ID, Source: source, Message: message, Advice: rule.Advice}
}

// At returns c with its places.
func (c Change) At(old, new place.Place) Change {
	c.Old, c.New = old, new
	return c
}

// About returns c with its connector and its subject.
func (c Change) About(connector, subject string) Change {
	c.Connector, c.Subject = connector, subject
	return c
}
