package api

import (
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Scope is a set of Go names that must differ.
type Scope struct {
	what  string // such as "Configuration"
	taken map[string]string
	found *spec.Findings
	words ScopeWords
	kept  map[string]bool // names that are kept for others
}

// ScopeWords are what findings about a scope say.
type ScopeWords struct {
	ownName string // what a name stands for that the generator declares itself
	nameIt  string // what to do about a name that is no identifier
	rename  string // what to do about a name that is taken
}

// Names of connectors are corrected by corrections; those of the client get a number.
var (
	OfConnector = ScopeWords{"something that every connector has", "give it a name with a correction", "give it another name with a correction"}
	OfClient    = ScopeWords{"a part of the client that no document changes", "", ""}
)

// NewScope returns a scope that has the names of its own already.
func NewScope(words ScopeWords, what string, found *spec.Findings, own ...string) *Scope {
	s := &Scope{what: what, taken: make(map[string]string), found: found, words: words}
	for _, n := range own {
		s.taken[n] = words.ownName
	}
	return s
}

// Take adds a name, or reports why it cannot be used. what is the thing with the
// name, which the inputs have at the place.
func (s *Scope) Take(name, what string, at spec.Place) {
	switch other, taken := s.taken[name]; {
	case !naming.IsExported(name):
		s.found.Report(RuleGoName, at, "%s makes no exported Go identifier (%q); %s", what, name, s.words.nameIt)
	case taken:
		s.found.Report(ruleNameClash, at, "%s would be called %s in %s, and so is %s; %s", what, name, s.what, other, s.words.rename)
	default:
		s.taken[name] = what
	}
}

// A Wanted is a name that is wanted for a constant.
type Wanted struct {
	Name string
	Into *string
	At   spec.Place // of what it stands for
}

// Grant gives each constant its name. A name that is no identifier is left out; a
// name that several constants want, or that is taken, is left out with a warning.
// What has no constant is used as a string.
func Grant(list []*Wanted, pkg *Scope) {
	wanting := make(map[string][]*Wanted)
	for _, c := range list {
		wanting[c.Name] = append(wanting[c.Name], c)
	}
	for _, c := range list {
		group := wanting[c.Name]
		other, taken := pkg.taken[c.Name]
		switch {
		case c != group[0] || !naming.IsExported(c.Name):
		case taken:
			pkg.found.Report(ruleConstantClash, c.At, "a value would be the constant %s, and so is %s; it has no constant and is used as a string", c.Name, other)
		case len(group) > 1:
			pkg.found.Report(ruleConstantClash, c.At, "%d values would be the constant %s; none has it, and they are used as strings", len(group), c.Name)
		default:
			*c.Into = c.Name
			pkg.taken[c.Name] = "a constant"
		}
	}
}

// Give adds a name for what the document calls words, and returns it: one that is
// in the scope already gets a number, and one that the generator declares itself
// gets the word suffix. A name that is not the usual one is a finding.
func (s *Scope) Give(words, suffix, what string, at spec.Place) string {
	return s.give(naming.Any(words), naming.Exported(words), suffix, what, at)
}

// GiveName is Give for what is a Go name already.
func (s *Scope) GiveName(name, suffix, what string, at spec.Place) string {
	return s.give(name, name, suffix, what, at)
}

func (s *Scope) give(name, usual, suffix, what string, at spec.Place) string {
	if s.taken[name] == s.words.ownName {
		name += suffix
	}
	base := name
	for number := 2; s.taken[name] != "" || s.kept[name]; number++ {
		name = base + strconv.Itoa(number)
	}
	s.taken[name] = what
	if name != usual {
		s.found.Report(ruleNameChanged, at, "%s is called %s in Go, since its own name makes none, or one that something else has; what is sent is not changed", what, name)
	}
	return name
}

// free gives a name back.
func (s *Scope) free(name string) { delete(s.taken, name) }
