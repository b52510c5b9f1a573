// Package profiles says what emitters need to know of the profiles of a connector.
package profiles

import "github.com/connectorgen/connectorgen/generator/internal/runtime/connector"

// Selects reports whether an attribute of the connector selects one of several profiles.
func Selects(m connector.Metadata) bool { return m.Selector != "" && len(m.Profiles) > 1 }

// Shared returns the keys of the attributes that all profiles have, and that are
// alike in all of them.
func Shared(list []connector.Profile, alike func(a, b connector.Attribute) bool) map[string]bool {
	first, count := make(map[string]connector.Attribute), make(map[string]int)
	for _, p := range list {
		for _, a := range p.Attributes {
			if _, known := first[a.Key]; !known {
				first[a.Key] = a
			}
			if alike(first[a.Key], a) {
				count[a.Key]++
			}
		}
	}
	shared := make(map[string]bool)
	for key, n := range count {
		shared[key] = n == len(list)
	}
	return shared
}
