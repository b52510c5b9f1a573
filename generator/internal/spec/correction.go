package spec

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// readCorrections reads the corrections that data holds.
func readCorrections(file string, data []byte) ([]Correction, Findings) {
	r := &reader{}
	r.foreign = func(m node.Member) {
		r.Report(ruleMemberForeign, m.Place(), "member %s is none of a correction", node.Quote(m.Name))
	}
	if !checkEncoding(file, data, &r.Findings) {
		return nil, r.Findings
	}
	root := r.tree(node.ParseYAML(file, data))
	if root == nil || root.Kind == node.Null || !r.want(root, node.Array) {
		return nil, r.Findings
	}
	var corrections []Correction
	fields, settled := fieldsOf[Correction](), make(map[aim]Place)
	for _, item := range root.Items {
		c := Correction{At: item.Place()}
		if readObject(r, item, fields, &c) {
			r.checkCorrection(&c)
			r.checkSettled(&c, settled)
			corrections = append(corrections, c)
		}
	}
	r.checkTexts(root, func(*node.Node) bool { return false })
	return corrections, r.Findings
}

// checkCorrection reports a correction that sets nothing, or something it may not set.
func (r *reader) checkCorrection(c *Correction) {
	for _, t := range []Text{c.Connector, c.Attribute, c.Profile, c.Name, c.Kind, c.ReplacedBy, c.Reason, c.Source} {
		r.checkSetText(t)
	}
	if !setsAnything(c) {
		r.Report(ruleCorrection, c.At, "the correction sets nothing; set one of name, kind, required, sensitive, deprecated, replaced-by, selector and drop")
	}
	for _, f := range []Flag{c.Sensitive, c.Selector, c.Drop} {
		if f.Set && !f.Value {
			r.Report(ruleCorrection, f.At, "false corrects nothing here; write true, or remove the member")
		}
	}
	r.checkKind(c.Kind)
	if c.Drop.Set && (setsFlagOrKind(c) || c.Name.Set) {
		r.Report(ruleCorrection, c.Drop.At, "what is dropped has nothing else to correct; remove drop, or the rest")
	}
	if c.Value.Set && setsFlagOrKind(c) {
		r.Report(ruleCorrection, c.Value.At, "of a value only the name can be corrected; remove value, or the rest")
	}
	if c.ReplacedBy.Set && slices.Contains(strings.Split(c.ReplacedBy.Value, " + "), c.Attribute.Value) {
		r.Report(ruleCorrection, c.ReplacedBy.At, "the attribute is replaced by itself; name another")
	}
	r.checkAim(c)
}

// An aim is one thing that a correction sets.
type aim struct{ connector, attribute, value, profile, what string }

// checkSettled reports what an earlier correction has set already. settled maps
// it to the place of that correction. A connector has one selector.
func (r *reader) checkSettled(c *Correction, settled map[aim]Place) {
	for _, set := range []struct {
		what string
		at   Place
		ok   bool
	}{
		{"name", c.Name.At, c.Name.Set}, {"kind", c.Kind.At, c.Kind.Set}, {"required", c.Required.At, c.Required.Set},
		{"sensitive", c.Sensitive.At, c.Sensitive.Set}, {"deprecated", c.Deprecated.At, c.Deprecated.Set},
		{"replaced-by", c.ReplacedBy.At, c.ReplacedBy.Set}, {"selector", c.Selector.At, c.Selector.Set}, {"drop", c.Drop.At, c.Drop.Set},
	} {
		if !set.ok {
			continue
		}
		of := aim{c.Connector.Value, c.Attribute.Value, c.Value.Value, c.Profile.Value, set.what}
		if set.what == "selector" {
			of = aim{connector: c.Connector.Value, what: set.what}
		}
		if first, again := settled[of]; again {
			r.Report(ruleCorrection, set.at, "%s is set on line %d already; keep one of the two", set.what, first.Line)
			continue
		}
		settled[of] = set.at
	}
}

func (r *reader) checkSetText(t Text) {
	if !t.Set {
		return
	}
	if t.Value == "" {
		r.Report(ruleCorrection, t.At, "the text is empty; write one, or remove the member")
	}
}

// setsFlagOrKind reports whether c sets something that only attributes have.
func setsFlagOrKind(c *Correction) bool {
	return c.Required.Set || c.Sensitive.Set || c.Deprecated.Set || c.Selector.Set || c.Kind.Set || c.ReplacedBy.Set
}

func setsAnything(c *Correction) bool {
	return setsFlagOrKind(c) || c.Name.Set || c.Drop.Set
}

// checkAim checks that the target of c has what c sets.
func (r *reader) checkAim(c *Correction) {
	needAttribute := []Text{c.Value, c.Kind, {c.Required.At, "", c.Required.Set}, {c.Sensitive.At, "", c.Sensitive.Set},
		{c.Selector.At, "", c.Selector.Set}, {c.Drop.At, "", c.Drop.Set}}
	for _, t := range needAttribute {
		if t.Set && !c.Attribute.Set {
			r.Report(ruleCorrection, t.At, "this is about an attribute; name it with attribute")
		}
	}
}
