package terraform

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// plain matches the names that Terraform takes.
var plain = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// reserved are names with a meaning of their own in blocks of Terraform.
var reserved = []string{"connection", "count", "depends_on", "dynamic", "for_each", "lifecycle", "provider", "provisioner"}

// checkNames reports names that Terraform does not take, and those that two things share.
func checkNames(list []*model.Connector, found *spec.Findings) {
	types := newScope("the provider", found)
	for _, c := range list {
		types.take(c.Terraform, "the connector "+c.StoreType, c.At)
		block := newScope("the block configuration", found)
		for _, a := range c.Fields {
			block.take(a.Terraform, "the attribute "+a.Key, a.At)
		}
		for _, p := range c.Profiles {
			block.take(p.Block, "the profile "+strconv.Quote(p.Title), p.At)
			own := newScope("the block "+p.Block, found)
			for _, a := range p.Fields {
				own.take(a.Terraform, "the attribute "+a.Key, a.At)
			}
		}
	}
}

// A scope is a set of names that must differ.
type scope struct {
	in    string
	taken map[string]string
	found *spec.Findings
}

func newScope(in string, found *spec.Findings) scope {
	return scope{in, make(map[string]string), found}
}

// take adds the name of what, which the inputs have at a place, or reports why it
// cannot be used.
func (s scope) take(name, what string, at spec.Place) {
	const remedy = "give it a name with a correction that has terraform-name"
	switch other, taken := s.taken[name]; {
	case !plain.MatchString(name):
		s.found.Report(ruleTerraformName, at, "%s makes no name of Terraform (%q); %s", what, name, remedy)
	case slices.Contains(reserved, name):
		s.found.Report(ruleTerraformName, at, "%s would be called %s, which Terraform reserves; %s", what, name, remedy)
	case taken:
		s.found.Report(ruleTerraformName, at, "%s would be called %s in %s, and so is %s; %s", what, name, s.in, other, remedy)
	default:
		s.taken[name] = what
	}
}
