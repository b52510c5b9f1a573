package model

import (
	"cmp"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Statement is what one input says of an attribute in one way of connecting.
// What the model makes of all of them is in the [Attribute].
type Statement struct {
	Source Source // Documented or Captured
	At     spec.Place

	Label       string
	Description string
	Kind        Kind
	KindAt      spec.Place
	Required    bool
	RequiredAt  spec.Place
	Sensitive   bool
	SensitiveAt spec.Place
	Values      []spec.Text
	Open        bool
	Deprecated  bool
	ReplacedBy  string
	Default     string
	Example     any       // nil, or a string, bool, int64 or float64
	Conflict    spec.Text // how the documentation contradicts itself on what is required
}

// Statements returns what the inputs say of a: the document, then the capture.
func (a *Attribute) Statements() []*Statement {
	var list []*Statement
	for _, s := range []*Statement{a.Says(Documented), a.Says(Captured)} {
		if s != nil {
			list = append(list, s)
		}
	}
	return list
}

// Says returns what the source, Documented or Captured, says of a, or nil if it
// does not know it.
func (a *Attribute) Says(source Source) *Statement {
	c := a.said
	if source == Captured {
		c = a.seen
	}
	if c == nil {
		return nil
	}
	return c.statement(source)
}

func (c *claim) statement(source Source) *Statement {
	return &Statement{
		Source: source, At: c.at,
		Label: c.label, Description: c.description,
		Kind: c.kind, KindAt: cmp.Or(c.kindAt, c.at),
		Required: c.required, RequiredAt: cmp.Or(c.requiredAt, c.at),
		Sensitive: c.sensitive, SensitiveAt: cmp.Or(c.sensitiveAt, c.at),
		Values: c.values, Open: c.open,
		Deprecated: c.deprecated, ReplacedBy: c.replacedBy, Default: c.defaultValue,
		Example: c.example, Conflict: c.conflict,
	}
}
