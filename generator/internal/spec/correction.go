package spec

import (
	"regexp"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// Corrected is what corrections.yaml says, in order of the file.
type Corrected struct {
	Corrections []Correction
	Acceptances []Acceptance
}

// ReadCorrections reads the corrections and the acceptances that data holds.
func ReadCorrections(file string, data []byte) (Corrected, Findings) {
	var list Corrected
	r := &reader{}
	root := r.yaml(file, data, node.Array)
	if root == nil {
		return list, r.Findings
	}
	fields, accepting, settled := fieldsOf[Correction](), fieldsOf[Acceptance](), make(map[aim]Place)
	for _, item := range root.Items {
		if item.Get("accept") != nil {
			list.Acceptances = r.acceptance(list.Acceptances, item, accepting)
			continue
		}
		r.foreign = r.foreignTo("a correction")
		c := Correction{At: item.Place()}
		if readObject(r, item, fields, &c) {
			r.checkCorrection(&c)
			r.checkSettled(&c, settled)
			list.Corrections = append(list.Corrections, c)
		}
	}
	r.checkTexts(root, func(*node.Node) bool { return false })
	return list, r.Findings
}

// foreignTo returns a function that reports members which what does not have.
func (r *reader) foreignTo(what string) func(node.Member) {
	return func(m node.Member) {
		r.Report(ruleMemberForeign, m.Place(), "member %s is none of %s", node.Quote(m.Name), what)
	}
}

// acceptance appends the acceptance in item to list.
func (r *reader) acceptance(list []Acceptance, item *node.Node, fields []field[Acceptance]) []Acceptance {
	r.foreign = r.foreignTo("an entry that accepts, which has accept, connector, attribute, reason and source")
	a := Acceptance{At: item.Place()}
	if !readObject(r, item, fields, &a) {
		return list
	}
	for _, t := range []Text{a.Accept, a.Connector, a.Attribute, a.Reason, a.Source} {
		if t.Set && t.Value == "" {
			r.Report(RuleCorrection, t.At, "the text is empty; write one, or remove the member")
		}
	}
	if a.Attribute.Set && !a.Connector.Set {
		r.Report(RuleCorrection, a.Attribute.At, "connector is missing: an attribute is one of a connector")
	}
	return append(list, a)
}

// A setting is something that a correction can set.
type setting struct {
	what string // the member
	at   Place
	set  bool

	ofAttribute bool // only an attribute has it
	must        bool // it is about an attribute, which the correction must name
}

// settings are what c can set.
func (c *Correction) settings() []setting {
	return []setting{
		{"name", c.Name.At, c.Name.Set, false, false},
		{"terraform-name", c.Terraform.At, c.Terraform.Set, false, false},
		{"kind", c.Kind.At, c.Kind.Set, true, true},
		{"required", c.Required.At, c.Required.Set, true, true},
		{"sensitive", c.Sensitive.At, c.Sensitive.Set, true, true},
		{"deprecated", c.Deprecated.At, c.Deprecated.Set, true, false},
		{"replaced-by", c.ReplacedBy.At, c.ReplacedBy.Set, true, false},
		{"selector", c.Selector.At, c.Selector.Set, true, true},
		{"drop", c.Drop.At, c.Drop.Set, false, true},
	}
}

// checkCorrection reports a correction that sets nothing, or something it may not set.
func (r *reader) checkCorrection(c *Correction) {
	for _, t := range []Text{c.Connector, c.Attribute, c.Profile, c.Name, c.Terraform, c.Kind, c.ReplacedBy, c.Reason, c.Source} {
		if t.Set && t.Value == "" {
			r.Report(RuleCorrection, t.At, "the text is empty; write one, or remove the member")
		}
	}
	for _, f := range []Flag{c.Selector, c.Drop} {
		if f.Set && !f.Value {
			r.Report(RuleCorrection, f.At, "false corrects nothing here; write true, or remove the member")
		}
	}
	r.checkKind(c.Kind)
	if c.Terraform.Value != "" && !terraformName.MatchString(c.Terraform.Value) {
		r.Report(RuleCorrection, c.Terraform.At, "a name in Terraform is a small letter and up to 62 small letters, digits and underscores")
	}
	settings := c.settings()
	anything := slices.ContainsFunc(settings, func(s setting) bool { return s.set })
	ofAttribute := slices.ContainsFunc(settings, func(s setting) bool { return s.set && s.ofAttribute })
	if !anything {
		r.Report(RuleCorrection, c.At, "the correction sets nothing; set one of name, terraform-name, kind, required, sensitive, deprecated, replaced-by, selector and drop, or accept a finding")
	}
	if c.Drop.Set && (ofAttribute || c.Name.Set || c.Terraform.Set) {
		r.Report(RuleCorrection, c.Drop.At, "what is dropped has nothing else to correct; remove drop, or the rest")
	}
	if c.Value.Set && (ofAttribute || c.Terraform.Set) {
		r.Report(RuleCorrection, c.Value.At, "of a value only the name can be corrected; remove value, or the rest")
	}
	if c.ReplacedBy.Set && slices.Contains(strings.Split(c.ReplacedBy.Value, " + "), c.Attribute.Value) {
		r.Report(RuleCorrection, c.ReplacedBy.At, "the attribute is replaced by itself; name another")
	}
	for _, s := range append(settings, setting{at: c.Value.At, set: c.Value.Set, must: true}) {
		if s.set && s.must && !c.Attribute.Set {
			r.Report(RuleCorrection, s.at, "this is about an attribute; name it with attribute")
		}
	}
}

// terraformName matches the names that Terraform takes.
var terraformName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// An aim is one thing that a correction sets.
type aim struct{ connector, attribute, value, profile, what string }

// checkSettled reports what an earlier correction has set already. settled maps
// it to the place of that correction. A connector has one selector.
func (r *reader) checkSettled(c *Correction, settled map[aim]Place) {
	for _, s := range c.settings() {
		if !s.set {
			continue
		}
		of := aim{c.Connector.Value, c.Attribute.Value, c.Value.Value, c.Profile.Value, s.what}
		if s.what == "selector" {
			of = aim{connector: c.Connector.Value, what: s.what}
		}
		if first, again := settled[of]; again {
			r.Report(RuleCorrection, s.at, "%s is set on line %d already; keep one of the two", s.what, first.Line)
			continue
		}
		settled[of] = s.at
	}
}
