package compare

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// connectors compares the connectors of two models.
func connectors(old, new *model.Model) []change.Change {
	var list []change.Change
	for _, c := range new.Connectors {
		if old.Connector(c.StoreType) == nil {
			list = append(list, change.New(change.ConnectorAdded, change.Metadata, "").About(c.StoreType, "").At(place.Place{}, c.At))
		}
	}
	for _, was := range old.Connectors {
		is := new.Connector(was.StoreType)
		if is == nil {
			list = append(list, change.New(change.ConnectorRemoved, change.Metadata, "").About(was.StoreType, "").At(was.At, place.Place{}))
			continue
		}
		list = append(list, connector(was, is)...)
	}
	return list
}

// A comparison collects the changes between two versions of one connector.
type comparison struct {
	old, new *model.Connector
	list     []change.Change
}

// connector returns what changed between two versions of a connector.
func connector(old, new *model.Connector) []change.Change {
	if change.Equal(old, new) {
		return nil
	}
	c := &comparison{old: old, new: new}
	c.information()
	c.capabilities()
	c.profiles()
	c.attributes()
	c.users("user", users(old), users(new))
	c.users("group", groups(old), groups(new))
	if len(c.list) == 0 {
		c.add(change.RestChanged, "", "")
	}
	return c.list
}

// add adds a change with the places of the connector.
func (c *comparison) add(rule change.Rule, subject, detail string) {
	c.addAt(rule, subject, detail, c.old.At, c.new.At)
}

func (c *comparison) addAt(rule change.Rule, subject, detail string, old, new place.Place) {
	c.list = append(c.list, change.New(rule, change.Metadata, detail).About(c.old.StoreType, subject).At(old, new))
}

// A flag of a T has a rule for setting it and one for clearing it.
type flag[T any] struct {
	get     func(*T) bool
	on, off change.Rule
	detail  string
}

// flags calls add with the rule of each flag that was set or cleared.
func flags[T any](rows []flag[T], old, new *T, add func(rule change.Rule, detail string)) {
	for _, row := range rows {
		switch was, is := row.get(old), row.get(new); {
		case is && !was:
			add(row.on, row.detail)
		case was && !is:
			add(row.off, row.detail)
		}
	}
}

// information compares the metadata of the connector as a whole.
func (c *comparison) information() {
	a, b := c.old.Metadata, c.new.Metadata
	if c.old.Source != c.new.Source {
		detail := provenance(c.old.Source) + " before, " + provenance(c.new.Source) + " now"
		if a.Capture == nil && b.Capture != nil {
			detail += ", by its first capture"
		}
		c.add(change.ProvenanceChanged, "", detail)
	}
	var was, is spec.Capture
	if a.Capture != nil {
		was = *a.Capture
	}
	if b.Capture != nil {
		is = *b.Capture
	}
	if a.DisplayName != b.DisplayName || a.Description != b.Description || was.Version != is.Version || was.ImageURL != is.ImageURL {
		c.add(change.ConnectorText, "", "")
	}
	if a.Capture == nil || b.Capture == nil {
		return // a first capture reveals facts; it does not change them
	}
	flags(captureFlags, &was, &is, func(rule change.Rule, subject string) { c.add(rule, subject, "") })
}

// captureFlags are the flags of a capture. Their details are subjects.
var captureFlags = []flag[spec.Capture]{
	{func(x *spec.Capture) bool { return x.IdentityProvider }, change.IdentityProviderNew, change.IdentityProviderLost, ""},
	{func(x *spec.Capture) bool { return x.BaseURLRequired }, change.InformationRequired, change.InformationOptional, "the base URL"},
	{func(x *spec.Capture) bool { return x.ConnectionInformationRequired }, change.InformationRequired, change.InformationOptional, "the connection information"},
}

func provenance(s model.Source) string {
	switch s {
	case model.Documented:
		return "documented"
	case model.Captured:
		return "captured"
	case model.Both:
	}
	return "documented and captured"
}

// capabilities compares capabilities and enhancements.
func (c *comparison) capabilities() {
	old, new := c.old.Metadata.Capture, c.new.Metadata.Capture
	if old == nil {
		return // a first capture reveals facts; it does not change them
	}
	if new == nil {
		new = &spec.Capture{}
	}
	was, is := make(map[string]int64), make(map[string]int64)
	for _, x := range old.Capabilities {
		was[x.Type] = x.MaxResources
	}
	for _, x := range new.Capabilities {
		is[x.Type] = x.MaxResources
	}
	for _, name := range keysOf(was, is) {
		subject := "the capability " + name
		before, had := was[name]
		after, has := is[name]
		detail := fmt.Sprintf("%d before, %d now", before, after)
		switch {
		case !has:
			c.add(change.CapabilityRemoved, subject, "")
		case !had:
			c.add(change.CapabilityAdded, subject, "")
		case after < before:
			c.add(change.CapabilityShrank, subject, detail)
		case after > before:
			c.add(change.CapabilityGrew, subject, detail)
		}
	}
	for _, name := range missing(new.Enhancements, old.Enhancements) {
		c.add(change.EnhancementAdded, "the enhancement "+name, "")
	}
	for _, name := range missing(old.Enhancements, new.Enhancements) {
		c.add(change.EnhancementRemoved, "the enhancement "+name, "")
	}
}

// profiles compares the profiles without their attributes.
func (c *comparison) profiles() {
	old, new := c.old.Metadata, c.new.Metadata
	if old.Selector != new.Selector {
		detail := fmt.Sprintf("by %s before, by %s now", selector(old), selector(new))
		if old.Selector == "" {
			detail += "; in Go, Configuration gets the field Profile, and what not every profile has moves into the types of the profiles"
		}
		c.add(change.SelectorChanged, "", detail)
	}
	for _, p := range old.Profiles {
		if p.Title != "" && new.Profile(p.Title) == nil {
			c.addAt(change.ProfileRemoved, "the profile "+strconv.Quote(p.Title), "", p.At, c.new.At)
		}
	}
	for _, p := range new.Profiles {
		subject := "the profile " + strconv.Quote(p.Title)
		was := old.Profile(p.Title)
		switch {
		case was == nil && p.Title != "":
			c.addAt(change.ProfileAdded, subject, "", c.old.At, p.At)
		case was == nil:
		default:
			if was.Deprecated != p.Deprecated {
				rule := map[bool]change.Rule{true: change.ProfileDeprecated, false: change.ProfileUndeprecated}[p.Deprecated]
				c.addAt(rule, subject, "", was.At, p.At)
			}
			if was.Description != p.Description || was.Primary != p.Primary || was.SpecURL != p.SpecURL || was.DocumentationURL != p.DocumentationURL {
				c.addAt(change.ProfileText, subject, "", was.At, p.At)
			}
		}
	}
}

func selector(m model.Metadata) string {
	if m.Selector == "" {
		return "nothing"
	}
	return m.Selector
}

// keysOf returns the keys of both maps, sorted.
func keysOf[V any](a, b map[string]V) []string {
	all := make(map[string]V)
	maps.Copy(all, a)
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

// missing returns the elements of list that are not in others.
func missing(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return slices.Contains(others, x) })
}
