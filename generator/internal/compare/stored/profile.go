package stored

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// method returns the profile that the configuration selects, or else the one
// whose own required keys are all there; "" if that is not one.
func method(c *model.Connector, values map[string]any) string {
	if c.Selector == nil {
		return ""
	}
	if name, ok := values[c.Selector.Key].(string); ok && name != "" {
		return name
	}
	found := ""
	for _, p := range c.Profiles {
		if !complete(p, values) {
			continue
		}
		if found != "" {
			return ""
		}
		found = p.Title
	}
	return found
}

// complete reports whether all keys are there that p requires and does not share.
func complete(p *model.Profile, values map[string]any) bool {
	some := false
	for _, a := range p.Fields {
		if a.Required && values[a.Key] == nil {
			return false
		}
		some = some || a.Required
	}
	return some
}

// attributes returns what can be set in the profile chosen, or else in all.
func attributes(c *model.Connector, chosen string) []*model.Attribute {
	if c.Selector == nil {
		if len(c.Metadata.Profiles) == 0 {
			return nil
		}
		return c.Metadata.Profiles[0].Attributes
	}
	if p := c.Metadata.Profile(chosen); p != nil && chosen != "" {
		return p.Attributes
	}
	return append(slices.Clone(c.Fields), c.Selector.Attribute)
}
