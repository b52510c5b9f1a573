package compare

import (
	"maps"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// inTerraform returns what changed for people who write configurations for the
// Terraform provider. There is nothing to say unless both versions ask for one.
func inTerraform(old, new *terraform.Provider) []change.Change {
	if old == nil || new == nil {
		return nil
	}
	before, after := storesByType(old), storesByType(new)
	var list []change.Change
	for _, storeType := range slices.Sorted(maps.Keys(before)) {
		if after[storeType] == nil {
			list = append(list, change.New(change.TerraformRemoved, change.Terraform, "").About(storeType, resourceType(before[storeType])))
		}
	}
	for _, storeType := range slices.Sorted(maps.Keys(after)) {
		is := after[storeType]
		if was := before[storeType]; was != nil {
			c := &storeComparison{old: was, new: is}
			c.compare()
			list = append(list, c.changes...)
			continue
		}
		list = append(list, change.New(change.TerraformAdded, change.Terraform, "").About(storeType, resourceType(is)))
	}
	return list
}

func storesByType(p *terraform.Provider) map[string]*terraform.Store {
	m := make(map[string]*terraform.Store)
	for _, s := range p.Stores {
		m[s.StoreType] = s
	}
	return m
}

func resourceType(s *terraform.Store) string { return "propagation_store_" + s.Name }

// A storeComparison compares two versions of a resource type.
type storeComparison struct {
	old, new *terraform.Store
	changes  []change.Change
}

// A terraformPlace is where a configuration has an attribute.
type terraformPlace struct {
	*terraform.Attribute
	profile *terraform.Profile // nil if it stands around the profiles
	path    string             // such as propagation_store_zoom.configuration.scim_url
}

// isAt reports whether two versions of an attribute stand at the same place.
func (p terraformPlace) isAt(q terraformPlace) bool {
	if p.profile == nil || q.profile == nil {
		return p.profile == q.profile && p.Name == q.Name
	}
	return p.profile.Method == q.profile.Method && p.Name == q.Name
}

func (c *storeComparison) add(rule change.Rule, path, detail string) {
	c.changes = append(c.changes, change.New(rule, change.Terraform, detail).About(c.new.StoreType, path))
}

// compare adds what differs. What is in a block that is new, or gone, is not named
// beside the block.
func (c *storeComparison) compare() {
	if c.old.Name != c.new.Name {
		c.add(change.TerraformMoved, resourceType(c.new), "it was "+resourceType(c.old))
	}
	c.blocks()
	before, after := terraformPlaces(c.old), terraformPlaces(c.new)
	for _, key := range slices.Sorted(maps.Keys(before)) {
		for _, was := range before[key] {
			if after[key] == nil && (was.profile == nil || method(c.new, was.profile) != nil) {
				c.add(change.TerraformRemoved, was.path, "")
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		for _, is := range after[key] {
			c.attribute(is, before[key], after[key])
		}
	}
}

// blocks compares the blocks that are methods of authentication.
func (c *storeComparison) blocks() {
	root := resourceType(c.new) + ".configuration"
	for _, was := range c.old.Profiles {
		if method(c.new, was) == nil {
			c.add(change.TerraformRemoved, root+"."+was.Name, "")
		}
	}
	var names []string
	for _, is := range c.new.Profiles {
		names = append(names, is.Name)
		switch was := method(c.old, is); {
		case was == nil:
			c.add(change.TerraformAdded, root+"."+is.Name, "")
		case was.Name != is.Name:
			c.add(change.TerraformMoved, root+"."+is.Name, "it was "+resourceType(c.old)+".configuration."+was.Name)
		}
	}
	if wanted := func(s *terraform.Store) bool { return len(s.Profiles) > 0 && !s.Optional }; wanted(c.new) && !wanted(c.old) {
		c.add(change.TerraformRequired, root, "there must be one of the blocks "+strings.Join(names, ", "))
	}
}

// method returns the block of s for the method of p, or nil.
func method(s *terraform.Store, p *terraform.Profile) *terraform.Profile {
	if i := slices.IndexFunc(s.Profiles, func(q *terraform.Profile) bool { return q.Method == p.Method }); i >= 0 {
		return s.Profiles[i]
	}
	return nil
}

// attribute compares an attribute with the places that it had before.
func (c *storeComparison) attribute(is terraformPlace, before, after []terraformPlace) {
	if i := slices.IndexFunc(before, is.isAt); i >= 0 {
		c.same(before[i], is)
		return
	}
	left := slices.IndexFunc(before, func(was terraformPlace) bool { return !slices.ContainsFunc(after, was.isAt) })
	switch isNew := is.profile != nil && method(c.old, is.profile) == nil; {
	case left >= 0:
		c.add(change.TerraformMoved, is.path, "it was "+before[left].path)
		c.same(before[left], is)
	case isNew:
	case is.Required:
		c.add(change.TerraformRequired, is.path, "")
	default:
		c.add(change.TerraformAdded, is.path, "")
	}
}

// same compares two versions of an attribute, wherever they stand.
func (c *storeComparison) same(was, is terraformPlace) {
	if was.Boolean != is.Boolean {
		c.add(change.TerraformType, is.path, "")
	}
	if was.Secret != is.Secret {
		c.add(change.TerraformSecret, is.path, "")
	}
	if is.Required && !was.Required {
		c.add(change.TerraformRequired, is.path, "")
	}
}

// terraformPlaces returns where the attributes of a store are, by key. An attribute
// that is in several profiles has several places.
func terraformPlaces(s *terraform.Store) map[string][]terraformPlace {
	places := make(map[string][]terraformPlace)
	take := func(list []*terraform.Attribute, p *terraform.Profile, block string) {
		for _, a := range list {
			places[a.Key] = append(places[a.Key], terraformPlace{a, p, block + a.Name})
		}
	}
	root := resourceType(s) + ".configuration."
	take(s.Attributes, nil, root)
	for _, p := range s.Profiles {
		take(p.Attributes, p, root+p.Name+".")
	}
	return places
}
