package compare

import (
	"fmt"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// attributes compares the attributes profile by profile. The same change in every
// profile is reported once.
func (c *comparison) attributes() {
	pairs := c.pairs()
	var all []change.Change
	for _, p := range pairs {
		for _, x := range p.changes() {
			x.Connector, x.Profiles = c.old.StoreType, []string{p.name}
			all = append(all, x)
		}
	}
	c.list = append(c.list, together(all, holders(pairs))...)
}

// A pair is a profile in two versions.
type pair struct {
	name     string
	old, new *model.Profile
}

// pairs returns the profiles that are in both versions. If only one version has a
// choice of profiles, its union is compared with the single profile of the other.
func (c *comparison) pairs() []pair {
	old, new := c.old.Metadata, c.new.Metadata
	if (old.Selector == "") != (new.Selector == "") || len(old.Profiles) == 0 || len(new.Profiles) == 0 {
		return []pair{{"", union(old), union(new)}}
	}
	var list []pair
	for _, p := range old.Profiles {
		if is := new.Profile(p.Title); is != nil {
			list = append(list, pair{p.Title, p, is})
		}
	}
	return list
}

// union returns a profile with all attributes of m, each once.
func union(m model.Metadata) *model.Profile {
	all := new(model.Profile)
	seen := make(map[string]bool)
	for _, p := range m.Profiles {
		for _, a := range p.Attributes {
			if all.At == (place.Place{}) {
				all.At = p.At
			}
			if !seen[a.Key] {
				seen[a.Key] = true
				all.Attributes = append(all.Attributes, a)
			}
		}
	}
	return all
}

// holders returns by key the number of pairs that have the attribute in either version.
func holders(pairs []pair) map[string]int {
	count := make(map[string]int)
	for _, p := range pairs {
		for _, key := range p.keys() {
			count[key]++
		}
	}
	return count
}

// together merges the same change of several profiles into one. If it is in every
// profile that has the attribute, it names no profile.
func together(all []change.Change, holders map[string]int) []change.Change {
	var merged []change.Change
	at := make(map[string]int)
	for _, x := range all {
		id := fmt.Sprintf("%q", []string{x.Rule, x.Subject, x.Message})
		i, seen := at[id]
		if !seen {
			at[id] = len(merged)
			merged = append(merged, x)
			continue
		}
		merged[i].Profiles = append(merged[i].Profiles, x.Profiles...)
	}
	for i := range merged {
		if len(merged[i].Profiles) == holders[merged[i].Subject] {
			merged[i].Profiles = nil
		}
	}
	return merged
}

// keys returns the keys of the attributes in either version, in order.
func (p pair) keys() []string {
	var keys []string
	seen := make(map[string]bool)
	for _, a := range slices.Concat(p.old.Attributes, p.new.Attributes) {
		if !seen[a.Key] {
			seen[a.Key] = true
			keys = append(keys, a.Key)
		}
	}
	return keys
}

// byKey returns the attributes of p by key. Where a key is there twice, the first counts.
func byKey(p *model.Profile) map[string]*model.Attribute {
	attributes := make(map[string]*model.Attribute, len(p.Attributes))
	for _, a := range slices.Backward(p.Attributes) {
		attributes[a.Key] = a
	}
	return attributes
}

// changes compares the attributes of the two versions.
func (p pair) changes() []change.Change {
	var list []change.Change
	before, after := byKey(p.old), byKey(p.new)
	for _, key := range p.keys() {
		old, new := before[key], after[key]
		switch {
		case new == nil:
			list = append(list, change.New(change.AttributeRemoved, change.Metadata, "").At(old.At, p.new.At).About("", key))
		case old == nil && new.Required:
			list = append(list, change.New(change.AttributeAddedNeeded, change.Metadata, "").At(p.old.At, new.At).About("", key))
		case old == nil:
			list = append(list, change.New(change.AttributeAdded, change.Metadata, "").At(p.old.At, new.At).About("", key))
		default:
			list = append(list, attribute(old, new)...)
		}
	}
	return list
}

// attribute compares two versions of an attribute.
func attribute(old, new *model.Attribute) []change.Change {
	var list []change.Change
	add := func(rule change.Rule, detail string) {
		list = append(list, change.New(rule, change.Metadata, detail).About("", new.Key).At(old.At, new.At))
	}
	flags(attributeFlags, old, new, add)
	if old.Kind != new.Kind {
		add(change.AttributeKind, fmt.Sprintf("%s before, %s now", old.Kind, new.Kind))
	} else {
		values(old, new, add)
	}
	defaults(old, new, add)
	if old.ReplacedBy != new.ReplacedBy {
		add(change.AttributeReplaced, "")
	}
	if old.Name != "" && new.Name != "" && old.Name != new.Name {
		add(change.GoNameChanged, old.Name+" before, "+new.Name+" now")
	}
	if old.Label != new.Label || old.Description != new.Description {
		add(change.AttributeText, "")
	}
	return list
}

// attributeFlags are the flags of an attribute.
var attributeFlags = []flag[model.Attribute]{
	{func(a *model.Attribute) bool { return a.Required }, change.AttributeRequired, change.AttributeOptional, ""},
	{func(a *model.Attribute) bool { return a.Sensitive }, change.AttributeSensitive, change.AttributeNotSensitive, ""},
	{func(a *model.Attribute) bool { return a.Deprecated }, change.AttributeDeprecated, change.AttributeUndeprecated, ""},
}

// values compares the values of an enumeration.
func values(old, new *model.Attribute, add func(rule change.Rule, detail string)) {
	if lost := missing(old.Values, new.Values); len(lost) > 0 {
		add(change.EnumerationShrank, show.List(lost, maxListed))
	}
	if more := missing(new.Values, old.Values); len(more) > 0 {
		add(change.EnumerationGrew, show.List(more, maxListed))
	}
	switch {
	case old.Open && !new.Open:
		add(change.EnumerationClosed, "")
	case new.Open && !old.Open:
		add(change.EnumerationOpened, "")
	}
}

// defaults compares the documented defaults. It quotes none of a sensitive attribute.
func defaults(old, new *model.Attribute, add func(rule change.Rule, detail string)) {
	detail := ""
	if !old.Sensitive && !new.Sensitive {
		detail = fmt.Sprintf("%s before, %s now", show.List([]string{old.Default}, maxListed), show.List([]string{new.Default}, maxListed))
	}
	switch {
	case old.Default == new.Default:
	case old.Default == "":
		add(change.DefaultAdded, "")
	case new.Default == "":
		add(change.DefaultRemoved, "")
	default:
		add(change.DefaultChanged, detail)
	}
}

// maxListed bounds the values that a message lists.
const maxListed = 5
