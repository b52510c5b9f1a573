package model

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// A Statement is what one input, the document or a capture, says of an attribute
// in one profile. The [Attribute] has what follows from all statements.
type Statement struct {
	Source Source // Documented or Captured
	At     spec.Place
	Key    string

	Label       string
	Description string
	Kind        Kind
	KindAt      spec.Place
	OtherKind   string // the flag that says a kind that is not known, such as typeInteger, or ""
	Required    bool
	RequiredAt  spec.Place
	Sensitive   bool
	SensitiveAt spec.Place
	Values      []spec.Text
	Open        bool // other values than Values are accepted
	ReadOnly    bool // the server sets it
	Deprecated  bool
	ReplacedBy  string
	Default     string
	Example     any       // nil, or a string, bool, int64 or float64
	Conflict    spec.Text // how the document contradicts itself on whether the attribute is required
}

// isOther reports whether s, which may be nil, is of a kind that is not known.
func (s *Statement) isOther() bool { return s != nil && s.OtherKind != "" }

// statements are those about one attribute in one profile; either may be nil.
type statements struct{ documented, captured *Statement }

// Statements returns what the inputs say of a: the document first, then the capture.
func (a *Attribute) Statements() []*Statement {
	var list []*Statement
	for _, s := range []*Statement{a.statements.documented, a.statements.captured} {
		if s != nil {
			list = append(list, s)
		}
	}
	return list
}

// Says returns what one source, Documented or Captured, says of a, or nil.
func (a *Attribute) Says(source Source) *Statement {
	if source == Captured {
		return a.statements.captured
	}
	return a.statements.documented
}
