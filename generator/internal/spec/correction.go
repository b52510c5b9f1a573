package spec

import "slices"

// readCorrections reads the corrections that data holds.
func readCorrections(file string, data []byte) ([]Correction, Findings) {
	r := &reader{}
	r.foreign = func(m member) {
		r.Errorf(m.place(), ruleMemberForeign, "member %s is none of a correction", quote(m.name))
	}
	if !checkEncoding(file, data, &r.Findings) {
		return nil, r.Findings
	}
	root := parseYAML(file, data, &r.Findings)
	if root == nil || root.kind == null || !r.want(root, array) {
		return nil, r.Findings
	}
	var corrections []Correction
	fields := correctionFields()
	for _, item := range root.items {
		c := Correction{At: item.place()}
		if readObject(r, item, fields, &c) {
			r.checkCorrection(&c)
			corrections = append(corrections, c)
		}
	}
	r.checkTexts(root, secretShapes(), func(*node) bool { return false })
	return corrections, r.Findings
}

func correctionFields() []field[Correction] {
	fields := []field[Correction]{
		textField("connector", func(c *Correction) *Text { return &c.Connector }).needed(mandatory),
		textField("attribute", func(c *Correction) *Text { return &c.Attribute }),
		textField("value", func(c *Correction) *Text { return &c.Value }),
		textField("profile", func(c *Correction) *Text { return &c.Profile }),
		textField("name", func(c *Correction) *Text { return &c.Name }),
		textField("kind", func(c *Correction) *Text { return &c.Kind }),
		flagField("required", func(c *Correction) *Flag { return &c.Required }),
		flagField("sensitive", func(c *Correction) *Flag { return &c.Sensitive }),
		flagField("deprecated", func(c *Correction) *Flag { return &c.Deprecated }),
		textField("replaced-by", func(c *Correction) *Text { return &c.ReplacedBy }),
		flagField("selector", func(c *Correction) *Flag { return &c.Selector }),
		flagField("drop", func(c *Correction) *Flag { return &c.Drop }),
		textField("reason", func(c *Correction) *Text { return &c.Reason }).needed(mandatory),
		textField("source", func(c *Correction) *Text { return &c.Source }).needed(mandatory),
	}
	for i := range fields {
		fields[i] = fields[i].notNull()
	}
	return fields
}

// checkCorrection makes sure that c sets something, and nothing that it may not.
func (r *reader) checkCorrection(c *Correction) {
	for _, t := range []Text{c.Connector, c.Attribute, c.Profile, c.Name, c.Kind, c.ReplacedBy, c.Reason, c.Source} {
		r.checkSetText(t)
	}
	if !setsAnything(c) {
		r.Errorf(c.At, ruleCorrection, "the correction sets nothing; set one of name, kind, required, sensitive, deprecated, replaced-by, selector and drop")
	}
	for _, f := range []Flag{c.Sensitive, c.Selector, c.Drop} {
		if f.Set && !f.Value {
			r.Errorf(f.At, ruleCorrection, "false corrects nothing here; write true, or remove the member")
		}
	}
	if c.Kind.Set && !slices.Contains([]string{"string", "boolean", "enumeration"}, c.Kind.Value) {
		r.Errorf(c.Kind.At, ruleValueInvalid, "kind must be string, boolean or enumeration")
	}
	r.checkAim(c)
}

func (r *reader) checkSetText(t Text) {
	if !t.Set {
		return
	}
	if t.Value == "" {
		r.Errorf(t.At, ruleCorrection, "the text is empty; write one, or remove the member")
	}
}

func setsAnything(c *Correction) bool {
	flags := c.Required.Set || c.Sensitive.Set || c.Deprecated.Set || c.Selector.Set || c.Drop.Set
	return flags || c.Name.Set || c.Kind.Set || c.ReplacedBy.Set
}

// checkAim makes sure that what c sets is something that its aim has.
func (r *reader) checkAim(c *Correction) {
	needAttribute := []Text{c.Value, c.Kind, {c.Required.At, "", c.Required.Set}, {c.Sensitive.At, "", c.Sensitive.Set},
		{c.Selector.At, "", c.Selector.Set}, {c.Drop.At, "", c.Drop.Set}}
	for _, t := range needAttribute {
		if t.Set && !c.Attribute.Set {
			r.Errorf(t.At, ruleCorrection, "this is about an attribute; name it with attribute")
		}
	}
}
