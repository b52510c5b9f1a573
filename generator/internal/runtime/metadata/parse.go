package metadata

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"
)

// maxSize is how many bytes metadata may have: a hundred times what PingOne answers
// for Zoom, so that nothing takes long.
const maxSize = 2 << 20

// Parse returns the metadata that the API answers for a store type.
//
// It is as strict as [connector.NewObject], takes at most 2 MiB, and ignores members that it does not
// know. The error lists all problems with their places, and quotes no values.
//
// An attribute that is sensitive in one profile is sensitive in all. A string
// whose key looks like that of a secret, as [connector.LooksSecret] has it, is always
// sensitive, whatever data says. Possible values of a
// sensitive attribute are left out, since one of them would be the secret. An
// attribute of a kind that is not known, as a flag such as typeInteger says, is in
// AnyKind alone.
func Parse(data []byte) (connector.Metadata, error) {
	if len(data) > maxSize {
		return connector.Metadata{}, fmt.Errorf("metadata: want at most %d bytes, not %d", maxSize, len(data))
	}
	return parse(data)
}

// parse is [Parse] for data of any size.
func parse(data []byte) (connector.Metadata, error) {
	members, err := entries(data)
	if err != nil {
		return connector.Metadata{}, err
	}
	var problems []error
	all := node{members: members, problems: &problems}
	m := parseAllOf(all)
	if err := errors.Join(problems...); err != nil {
		return connector.Metadata{}, err
	}
	latchSensitive(m.Profiles, otherSecrets(all))
	m.Selector = selector(m.Profiles)
	return m, nil
}

// From returns the metadata of a store type that encodes as the API answers it:
// what the method StoreMetadata of a propagation.Client returns, or the JSON of
// an answer as a [json.RawMessage]. It keeps to the rules of [Parse], but
// for the size, which whoever has read the answer has bounded. Attributes of users
// and groups that answer has in a map are sorted by key.
func From(answer any) (connector.Metadata, error) {
	data, err := json.Marshal(answer)
	if err != nil {
		return connector.Metadata{}, errors.New("metadata: the answer cannot be encoded as JSON") // err may quote it
	}
	return parse(data)
}

func parseAllOf(n node) connector.Metadata {
	info, resources := n.object("information"), n.object("attributeMetadata")
	info.require("key")
	return connector.Metadata{
		StoreType:                     info.text("key"),
		DisplayName:                   info.text("displayName"),
		Description:                   info.text("description"),
		Version:                       info.text("version"),
		ImageURL:                      info.text("imageUrl"),
		IdentityProvider:              info.flag("identityProvider"),
		BaseURLRequired:               info.flag("baseURLRequired"),
		ConnectionInformationRequired: info.flag("connectionInformationRequired"),
		Source:                        connector.SourceCaptured,
		Profiles:                      parseAll(n.objects("connectionProfiles"), parseProfile),
		AnyKind:                       anyKind(n.objects("connectionProfiles")),
		Capabilities:                  parseAll(resources.objects("capabilities"), parseCapability),
		Enhancements:                  resources.texts("enhancements"),
		UserAttributes:                parseAll(resources.entries("userAttributes"), parseUserAttribute),
		GroupAttributes:               parseAll(resources.entries("groupAttributes"), parseUserAttribute),
	}
}

// parseAll applies parse to every node. It returns nil if there are none.
func parseAll[T any](nodes []node, parse func(node) T) []T {
	var all []T
	for _, n := range nodes {
		all = append(all, parse(n))
	}
	return all
}

// anyKind returns the keys of the attributes of profiles whose kind is not known, sorted.
func anyKind(profiles []node) []string {
	var keys []string
	for _, p := range profiles {
		for _, a := range p.objects("connectionAttributes") {
			if a.isOther() {
				keys = append(keys, a.text("key"))
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func parseProfile(n node) connector.Profile {
	p := connector.Profile{
		Name:             n.text("name"),
		Description:      n.text("description"),
		Primary:          n.flag("primary"),
		SpecURL:          n.text("specUrl"),
		DocumentationURL: n.text("documentationUrl"),
		Attributes:       parseAll(slices.DeleteFunc(n.objects("connectionAttributes"), node.isOther), parseAttribute),
	}
	keys := make(map[string]bool)
	for _, a := range p.Attributes {
		if keys[a.Key] {
			n.report("connectionAttributes", "has two attributes "+codec.Printable(a.Key))
		}
		keys[a.Key] = true
	}
	return p
}

func parseAttribute(n node) connector.Attribute {
	n.require("key")
	a := connector.Attribute{
		Key:         n.text("key"),
		Label:       n.text("displayLabel"),
		Description: n.text("description"),
		Kind:        connector.KindString,
		Required:    n.strictFlag("required"),
		Sensitive:   n.strictFlag("sensitive"),
		Source:      connector.SourceCaptured,
	}
	for _, k := range codec.KindFlags {
		if n.strictFlag(k.Member) {
			a.Kind = connector.Kind(k.Kind)
		}
	}
	a.PossibleValues = n.texts("possibleValues")
	if a.PossibleValues != nil && a.Kind == connector.KindString {
		a.Kind = connector.KindEnumeration
	}
	return a
}

func parseCapability(n node) connector.Capability {
	return connector.Capability{Type: n.text("type"), MaxResources: n.number("maxResources")}
}

func parseUserAttribute(n node) connector.UserAttribute {
	return connector.UserAttribute{
		Key:                     n.name,
		DisplayName:             n.text("displayName"),
		Type:                    n.text("type"),
		AttributeType:           n.text("attributeType"),
		DistinguishingAttribute: n.flag("distinguishingAttribute"),
		Creatable:               n.flag("creatable"),
		Updateable:              n.flag("updateable"),
		DefaultedOnCreate:       n.flag("defaultedOnCreate"),
		Nillable:                n.flag("nillable"),
		Unique:                  n.flag("unique"),
		Sensitive:               n.flag("sensitive"),
		RequiredOnCreate:        n.flag("requiredOnCreate"),
		RequiredOnUpdate:        n.flag("requiredOnUpdate"),
		Derived:                 n.flag("derived"),
		Ordered:                 n.flag("ordered"),
		CaseSensitive:           n.flag("caseSensitive"),
		MinNumberOfValues:       n.number("minNumberOfValues"),
		MaxNumberOfValues:       n.number("maxNumberOfValues"),
		MinLength:               n.number("minLength"),
		MaxLength:               n.number("maxLength"),
		ReferenceAttribute:      n.texts("referenceAttribute"),
		DefaultValue:            n.any("defaultValue"),
	}
}

// otherSecrets returns the keys of sensitive attributes whose kind is not known: in
// another profile they can be of one that is.
func otherSecrets(n node) map[string]bool {
	keys := make(map[string]bool)
	for _, p := range n.objects("connectionProfiles") {
		for _, a := range p.objects("connectionAttributes") {
			if a.isOther() && a.strictFlag("sensitive") {
				keys[a.text("key")] = true
			}
		}
	}
	return keys
}

// latchSensitive makes an attribute sensitive in every profile if it is sensitive
// in one of them, by its key, or latched already.
func latchSensitive(profiles []connector.Profile, latched map[string]bool) {
	for _, p := range profiles {
		for _, a := range p.Attributes {
			free := a.Kind == connector.KindString
			latched[a.Key] = latched[a.Key] || a.Sensitive || free && connector.LooksSecret(a.Key)
		}
	}
	for _, p := range profiles {
		for i := range p.Attributes {
			a := &p.Attributes[i]
			if !latched[a.Key] {
				continue
			}
			a.Sensitive, a.PossibleValues = true, nil
			if a.Kind == connector.KindEnumeration {
				a.Kind = connector.KindString
			}
		}
	}
}

// selector returns the key of an attribute that every profile has, with its own name
// among the possible values, or "": the first whose values in the first profile are
// the names of the profiles, or else the first that lists all of them there.
func selector(profiles []connector.Profile) string {
	if len(profiles) < 2 {
		return ""
	}
	key, all := "", lookups(profiles)
	for _, a := range profiles[0].Attributes {
		if !selectsAll(&a, profiles, all) {
			continue
		}
		if len(a.PossibleValues) == len(profiles) {
			return a.Key
		}
		if key == "" {
			key = a.Key
		}
	}
	return key
}

// selectsAll reports whether a, of the first profile, lists the names of all
// profiles, and each of these has the attribute with its own name.
func selectsAll(a *connector.Attribute, profiles []connector.Profile, all []lookup) bool {
	for i, p := range profiles {
		own := all[i](a.Key)
		if own == nil || !slices.Contains(own.PossibleValues, p.Name) || !slices.Contains(a.PossibleValues, p.Name) {
			return false
		}
	}
	return true
}
