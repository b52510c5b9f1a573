package starter

import (
	"github.com/connectorgen/connectorgen/generator/internal/hcl"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// HCL returns a store with the configuration as a resource of the generated provider
// for Terraform, with a variable for each secret, and with comments that say what each
// attribute is, whether it is required, and which values it can have.
func (s *Starter) HCL() string {
	label := hcl.Label(s.c.Terraform)
	store := &hcl.Block{Type: "resource", Labels: []string{"propagation_store_" + s.c.Terraform, label}}
	store.Add("name", s.c.StoreType)
	blocks := s.variables(label)
	if s.profile != nil {
		configuration := &hcl.Block{Type: "configuration"}
		s.arguments(configuration, s.c.Fields, label)
		if s.c.Selector != nil {
			profile := &hcl.Block{Type: s.profile.Block}
			s.arguments(profile, s.profile.Fields, label)
			configuration.Blocks = append(configuration.Blocks, profile)
		}
		store.Blocks = append(store.Blocks, configuration)
	}
	return hcl.Print(append(blocks, store))
}

// arguments gives b those of the attributes that the configuration has.
func (s *Starter) arguments(b *hcl.Block, list []*model.Attribute, label string) {
	for _, a := range list {
		if !s.has(a) {
			continue
		}
		value := s.value(a)
		example, _ := a.Example()
		switch {
		case a.Sensitive:
			value = hcl.Expression("var." + label + "_" + a.Terraform)
		case example != "":
			value = hcl.Expression(example)
		}
		b.Add(a.Terraform, value, s.comments(a)...)
	}
}

// variables returns a variable for each secret. Its value is in no plan and no state.
func (s *Starter) variables(label string) []*hcl.Block {
	var blocks []*hcl.Block
	for _, a := range s.attributes() {
		if !a.Sensitive {
			continue
		}
		b := &hcl.Block{Type: "variable", Labels: []string{label + "_" + a.Terraform}}
		b.Add("type", hcl.Expression("string"))
		b.Add("sensitive", true)
		b.Add("ephemeral", true)
		blocks = append(blocks, b)
	}
	return blocks
}
