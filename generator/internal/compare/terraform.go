package compare

import (
	"maps"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// A place in Terraform is where a configuration has an attribute.
type terraformPlace struct {
	*terraform.Attribute
	path string // such as propagation_store_zoom.configuration.scim_url
}

// inTerraform returns what changed for people who write configurations for the
// Terraform provider. There is nothing to say unless both versions ask for one.
func inTerraform(old, new *terraform.Provider) []change.Change {
	if old == nil || new == nil {
		return nil
	}
	var list []change.Change
	for _, is := range new.Stores {
		for _, was := range old.Stores {
			if was.StoreType == is.StoreType {
				list = append(list, inStore(was, is)...)
			}
		}
	}
	return list
}

// inStore compares two versions of a resource type.
func inStore(old, new *terraform.Store) []change.Change {
	var list []change.Change
	add := func(rule change.Rule, path, detail string) {
		list = append(list, change.New(rule, change.Terraform, detail).About(new.StoreType, path))
	}
	before, after := terraformPlaces(old), terraformPlaces(new)
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if after[key] == nil {
			for _, was := range before[key] {
				add(change.TerraformRemoved, was.path, "")
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		for _, is := range after[key] {
			i := slices.IndexFunc(before[key], func(was terraformPlace) bool { return was.path == is.path })
			switch {
			case i >= 0:
				sameTerraformPlace(before[key][i], is, add)
			case before[key] != nil:
				add(change.TerraformMoved, is.path, "it was "+before[key][0].path)
			case is.Required:
				add(change.TerraformRequired, is.path, "")
			default:
				add(change.TerraformAdded, is.path, "")
			}
		}
	}
	return list
}

// sameTerraformPlace compares two versions of an attribute that has not moved.
func sameTerraformPlace(was, is terraformPlace, add func(rule change.Rule, path, detail string)) {
	if was.Boolean != is.Boolean {
		add(change.TerraformType, is.path, "")
	}
	if was.Secret != is.Secret {
		add(change.TerraformSecret, is.path, "")
	}
	if is.Required && !was.Required {
		add(change.TerraformRequired, is.path, "")
	}
}

// terraformPlaces returns where the attributes of a store are, by key. An attribute
// that is in several profiles has several places.
func terraformPlaces(s *terraform.Store) map[string][]terraformPlace {
	places := make(map[string][]terraformPlace)
	take := func(list []*terraform.Attribute, block string) {
		for _, a := range list {
			places[a.Key] = append(places[a.Key], terraformPlace{a, block + a.Name})
		}
	}
	root := "propagation_store_" + s.Name + ".configuration."
	take(s.Attributes, root)
	for _, p := range s.Profiles {
		take(p.Attributes, root+p.Name+".")
	}
	return places
}
