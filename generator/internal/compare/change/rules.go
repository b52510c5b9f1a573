package change

import "slices"

// A Rule is a kind of change.
type Rule struct {
	ID       string
	Severity Severity
	Meaning  string // completes a sentence that starts with the subject
	Advice   string // what those who are affected do, or ""
}

// The rules about connectors, profiles and what a connector can do.
const (
	ConnectorAdded        = "connector-added"
	ConnectorRemoved      = "connector-removed"
	ConnectorText         = "connector-text-changed"
	ProvenanceChanged     = "provenance-changed"
	IdentityProviderLost  = "identity-provider-removed"
	IdentityProviderNew   = "identity-provider-added"
	InformationRequired   = "information-became-required"
	InformationOptional   = "information-became-optional"
	ProfileAdded          = "profile-added"
	ProfileRemoved        = "profile-removed"
	ProfileDeprecated     = "profile-deprecated"
	ProfileUndeprecated   = "profile-undeprecated"
	ProfileText           = "profile-text-changed"
	SelectorChanged       = "selector-changed"
	CapabilityAdded       = "capability-added"
	CapabilityRemoved     = "capability-removed"
	CapabilityGrew        = "capability-grew"
	CapabilityShrank      = "capability-shrank"
	EnhancementAdded      = "enhancement-added"
	EnhancementRemoved    = "enhancement-removed"
	RestChanged           = "rest-changed"
	ConstraintAdded       = "constraint-added"
	ConstraintRemoved     = "constraint-removed"
	AttributeAdded        = "attribute-added"
	AttributeAddedNeeded  = "attribute-added-required"
	AttributeRemoved      = "attribute-removed"
	AttributeRequired     = "attribute-became-required"
	AttributeOptional     = "attribute-became-optional"
	AttributeSensitive    = "attribute-became-sensitive"
	AttributeNotSensitive = "attribute-lost-sensitive"
	AttributeDeprecated   = "attribute-deprecated"
	AttributeUndeprecated = "attribute-undeprecated"
	AttributeReplaced     = "attribute-replacement-changed"
	AttributeKind         = "attribute-kind-changed"
	AttributeText         = "attribute-text-changed"
	EnumerationGrew       = "enumeration-grew"
	EnumerationShrank     = "enumeration-shrank"
	EnumerationClosed     = "enumeration-closed"
	EnumerationOpened     = "enumeration-opened"
	DefaultAdded          = "default-added"
	DefaultChanged        = "default-changed"
	DefaultRemoved        = "default-removed"
	GoNameChanged         = "go-name-changed"
)

// The rules about the users and groups of the target.
const (
	UserAdded             = "user-attribute-added"
	UserAddedNeeded       = "user-attribute-added-required"
	UserRemoved           = "user-attribute-removed"
	UserType              = "user-attribute-type-changed"
	UserLengthShrank      = "user-attribute-length-shrank"
	UserLengthGrew        = "user-attribute-length-grew"
	UserNumberShrank      = "user-attribute-number-shrank"
	UserNumberGrew        = "user-attribute-number-grew"
	UserRequiredOnCreate  = "user-attribute-became-required-on-create"
	UserOptionalOnCreate  = "user-attribute-became-optional-on-create"
	UserRequiredOnUpdate  = "user-attribute-became-required-on-update"
	UserOptionalOnUpdate  = "user-attribute-became-optional-on-update"
	UserWritable          = "user-attribute-became-writable"
	UserNotWritable       = "user-attribute-no-longer-writable"
	UserNillable          = "user-attribute-became-nillable"
	UserNotNillable       = "user-attribute-no-longer-nillable"
	UserUnique            = "user-attribute-became-unique"
	UserNotUnique         = "user-attribute-no-longer-unique"
	UserSensitive         = "user-attribute-became-sensitive"
	UserNotSensitive      = "user-attribute-lost-sensitive"
	UserCase              = "user-attribute-case-changed"
	UserDistinguishing    = "user-attribute-became-distinguishing"
	UserNotDistinguishing = "user-attribute-no-longer-distinguishing"
	UserDefaulted         = "user-attribute-became-defaulted"
	UserNotDefaulted      = "user-attribute-no-longer-defaulted"
	UserDefault           = "user-attribute-default-changed"
	UserReference         = "user-attribute-reference-changed"
	UserOrder             = "user-attribute-order-changed"
	UserText              = "user-attribute-text-changed"
)

// The rules about the API, the generated Go and stored configurations.
const (
	DocumentAdded     = "document-added"
	DocumentRemoved   = "document-removed"
	DocumentBroken    = "document-incompatible"
	DocumentExtended  = "document-extended"
	DocumentText      = "document-text-changed"
	DocumentOther     = "document-changed"
	DocumentUnread    = "document-not-compared"
	GoBroken          = "go-incompatible"
	GoExtended        = "go-extended"
	ConfigurationBad  = "configuration-becomes-invalid"
	configurationHint = "change the stored configuration before you update"
)

// Rules returns every rule, in the order of the subjects: connectors, their
// profiles, attributes, users and groups, then the API, Go and configurations.
func Rules() []Rule {
	return slices.Concat(connectorRules(), attributeRules(), userRules(), otherRules())
}

func connectorRules() []Rule {
	return []Rule{
		{ConnectorAdded, Minor, "was added", ""},
		{ConnectorRemoved, Major, "was removed", "its package is gone: delete its stores or keep the old version"},
		{ConnectorText, Patch, "has another name, version or description", ""},
		{ProvenanceChanged, Patch, "is known from other inputs", ""},
		{IdentityProviderLost, Major, "is no identity provider any more", "use another connector as the source of identities"},
		{IdentityProviderNew, Minor, "became an identity provider", ""},
		{InformationRequired, Major, "became necessary", "give it for every store of the type"},
		{InformationOptional, Minor, "is no longer necessary", ""},
		{ProfileAdded, Minor, "was added", ""},
		{ProfileRemoved, Major, "was removed", "move stores that connect this way to another profile"},
		{ProfileDeprecated, Minor, "became deprecated", "plan to move to another profile"},
		{ProfileUndeprecated, Minor, "is no longer deprecated", ""},
		{ProfileText, Patch, "has another description, place or documentation", ""},
		{SelectorChanged, Major, "selects the profile in another way", "set the attribute that selects the profile in every configuration"},
		{CapabilityAdded, Minor, "was added", ""},
		{CapabilityRemoved, Major, "was removed", "stop relying on it"},
		{CapabilityGrew, Minor, "takes more at a time", ""},
		{CapabilityShrank, Major, "takes less at a time", "send smaller batches"},
		{EnhancementAdded, Minor, "was added", ""},
		{EnhancementRemoved, Major, "was removed", "stop relying on it"},
		{RestChanged, Patch, "differs in order, or in members that are not known", ""},
		{ConstraintAdded, Major, "must keep to a new constraint of the document", "check the values in use"},
		{ConstraintRemoved, Minor, "need no longer keep to a constraint of the document", ""},
	}
}

func attributeRules() []Rule {
	return []Rule{
		{AttributeAdded, Minor, "was added", ""},
		{AttributeAddedNeeded, Major, "was added and is required", "set it in every configuration"},
		{AttributeRemoved, Major, "was removed", "stop setting it; a stored value is kept in Extra and still sent"},
		{AttributeRequired, Major, "became required", "set it in every configuration"},
		{AttributeOptional, Minor, "became optional", ""},
		{AttributeSensitive, Major, "became sensitive", "its field is a connector.Secret now: move stored values to where secrets are kept"},
		{AttributeNotSensitive, Major, "is no longer sensitive", "its field shows its value now: make sure that it is none to hide, or correct it with sensitive: true"},
		{AttributeDeprecated, Minor, "became deprecated", "plan to stop setting it"},
		{AttributeUndeprecated, Minor, "is no longer deprecated", ""},
		{AttributeReplaced, Patch, "is replaced by something else than before", ""},
		{AttributeKind, Major, "is of another kind", "its field has another type now: convert stored values"},
		{AttributeText, Patch, "has another label or description", ""},
		{EnumerationGrew, Minor, "has new values", ""},
		{EnumerationShrank, Major, "lost values", "use one of the values that are left"},
		{EnumerationClosed, Major, "accepts its known values only", "use one of the known values"},
		{EnumerationOpened, Minor, "accepts other values than the known ones", ""},
		{DefaultAdded, Minor, "has a default now", ""},
		{DefaultChanged, Major, "has another default", "set it where the old default was relied on"},
		{DefaultRemoved, Major, "has no default any more", "set it where the default was relied on"},
		{GoNameChanged, Major, "has another name in Go", "rename it in programs"},
	}
}

func userRules() []Rule {
	return []Rule{
		{UserAdded, Minor, "was added", ""},
		{UserAddedNeeded, Major, "was added and is required on create", "map it in every rule"},
		{UserRemoved, Major, "was removed", "remove its mappings"},
		{UserType, Major, "has another type", "check the expressions that are mapped to it"},
		{UserLengthShrank, Major, "allows fewer lengths", "check the lengths of what is mapped to it"},
		{UserLengthGrew, Minor, "allows more lengths", ""},
		{UserNumberShrank, Major, "allows fewer numbers of values", "check how many values are mapped to it"},
		{UserNumberGrew, Minor, "allows more numbers of values", ""},
		{UserRequiredOnCreate, Major, "became required on create", "map it in every rule"},
		{UserOptionalOnCreate, Minor, "is no longer required on create", ""},
		{UserRequiredOnUpdate, Major, "became required on update", "map it in every rule"},
		{UserOptionalOnUpdate, Minor, "is no longer required on update", ""},
		{UserWritable, Minor, "became writable", ""},
		{UserNotWritable, Major, "is no longer writable", "remove its mappings"},
		{UserNillable, Minor, "may be empty now", ""},
		{UserNotNillable, Major, "may no longer be empty", "map something that always has a value to it"},
		{UserUnique, Major, "must be unique now", "check that what is mapped to it is unique"},
		{UserNotUnique, Minor, "need no longer be unique", ""},
		{UserSensitive, Major, "became sensitive", "keep its values out of logs and reports"},
		{UserNotSensitive, Major, "is no longer sensitive", "make sure that its values may be shown"},
		{UserCase, Major, "treats letter case in another way", "check values that differ by letter case only"},
		{UserDistinguishing, Minor, "tells users apart now", ""},
		{UserNotDistinguishing, Major, "no longer tells users apart", "match users by another attribute"},
		{UserDefaulted, Minor, "gets a default on create now", ""},
		{UserNotDefaulted, Major, "gets no default on create any more", "map something to it"},
		{UserDefault, Major, "has another default value", "map something to it where the old default was relied on"},
		{UserReference, Minor, "is proposed to be mapped from something else", ""},
		{UserOrder, Minor, "treats the order of its values in another way", ""},
		{UserText, Patch, "has another display name", ""},
	}
}

func otherRules() []Rule {
	return []Rule{
		{DocumentAdded, Minor, "was added", ""},
		{DocumentRemoved, Major, "was removed", "the client package is gone: keep the old version, or restore the document"},
		{DocumentBroken, Major, "changed so that clients may break", "adapt the calls and what reads the answers"},
		{DocumentExtended, Minor, "changed so that clients still work", ""},
		{DocumentText, Patch, "has other texts or examples", ""},
		{DocumentOther, Minor, "changed in a way that no check knows; see the difference of the files", ""},
		{DocumentUnread, Major, "changed, and the two versions could not be compared; see the difference of the files", "compare the two by hand"},
		{GoBroken, Major, "breaks programs", "adapt the programs that use it"},
		{GoExtended, Minor, "is new in Go", ""},
		{ConfigurationBad, Major, "becomes invalid", configurationHint},
	}
}

// byID returns the rule called id.
func byID(id string) Rule {
	for _, r := range Rules() {
		if r.ID == id {
			return r
		}
	}
	return Rule{ID: id, Severity: Major, Meaning: "changed"}
}

// Advice returns what those who are affected by a change of the rule do, or "".
func Advice(rule string) string { return byID(rule).Advice }
