package change

// A Rule is a kind of change.
type Rule struct {
	ID       string
	Severity Severity
	Meaning  string // completes a sentence that starts with the subject
	Advice   string // what those who are affected do, or ""
}

// The rules about connectors, profiles and what a connector can do.
var (
	ConnectorAdded        = Rule{"connector-added", Minor, "was added", ""}
	ConnectorRemoved      = Rule{"connector-removed", Major, "was removed", "its package is gone: delete its stores or keep the old version"}
	ConnectorText         = Rule{"connector-text-changed", Patch, "has another name, version or description", ""}
	ProvenanceChanged     = Rule{"provenance-changed", Patch, "is known from other inputs", ""}
	IdentityProviderLost  = Rule{"identity-provider-removed", Major, "is no identity provider any more", "use another connector as the source of identities"}
	IdentityProviderNew   = Rule{"identity-provider-added", Minor, "became an identity provider", ""}
	InformationRequired   = Rule{"information-became-required", Major, "became necessary", "give it for every store of the type"}
	InformationOptional   = Rule{"information-became-optional", Minor, "is no longer necessary", ""}
	ProfileAdded          = Rule{"profile-added", Minor, "was added", ""}
	ProfileRemoved        = Rule{"profile-removed", Major, "was removed", "move stores that connect this way to another profile"}
	ProfileDeprecated     = Rule{"profile-deprecated", Minor, "became deprecated", "plan to move to another profile"}
	ProfileUndeprecated   = Rule{"profile-undeprecated", Minor, "is no longer deprecated", ""}
	ProfileText           = Rule{"profile-text-changed", Patch, "has another description, place or documentation", ""}
	SelectorChanged       = Rule{"selector-changed", Major, "selects the profile in another way", "set the attribute that selects the profile in every configuration"}
	CapabilityAdded       = Rule{"capability-added", Minor, "was added", ""}
	CapabilityRemoved     = Rule{"capability-removed", Major, "was removed", "stop relying on it"}
	CapabilityGrew        = Rule{"capability-grew", Minor, "takes more at a time", ""}
	CapabilityShrank      = Rule{"capability-shrank", Major, "takes less at a time", "send smaller batches"}
	EnhancementAdded      = Rule{"enhancement-added", Minor, "was added", ""}
	EnhancementRemoved    = Rule{"enhancement-removed", Major, "was removed", "stop relying on it"}
	RestChanged           = Rule{"rest-changed", Patch, "differs in order, or in members that are not known", ""}
	ConstraintAdded       = Rule{"constraint-added", Major, "must keep to a new constraint of the document", "check the values in use"}
	ConstraintRemoved     = Rule{"constraint-removed", Minor, "need no longer keep to a constraint of the document", ""}
	AttributeAdded        = Rule{"attribute-added", Minor, "was added", ""}
	AttributeAddedNeeded  = Rule{"attribute-added-required", Major, "was added and is required", "set it in every configuration"}
	AttributeRemoved      = Rule{"attribute-removed", Major, "was removed", "stop setting it; a stored value is kept in Extra and still sent"}
	AttributeRequired     = Rule{"attribute-became-required", Major, "became required", "set it in every configuration"}
	AttributeOptional     = Rule{"attribute-became-optional", Minor, "became optional", ""}
	AttributeSensitive    = Rule{"attribute-became-sensitive", Major, "became sensitive", "its field is a connector.Secret now: move stored values to where secrets are kept"}
	AttributeNotSensitive = Rule{"attribute-lost-sensitive", Major, "is no longer sensitive", "its field shows its value now: make sure that it is none to hide, or correct it with sensitive: true"}
	AttributeDeprecated   = Rule{"attribute-deprecated", Minor, "became deprecated", "plan to stop setting it"}
	AttributeUndeprecated = Rule{"attribute-undeprecated", Minor, "is no longer deprecated", ""}
	AttributeReplaced     = Rule{"attribute-replacement-changed", Patch, "is replaced by something else than before", ""}
	AttributeKind         = Rule{"attribute-kind-changed", Major, "is of another kind", "its field has another type now: convert stored values"}
	AttributeText         = Rule{"attribute-text-changed", Patch, "has another label or description", ""}
	EnumerationGrew       = Rule{"enumeration-grew", Minor, "has new values", ""}
	EnumerationShrank     = Rule{"enumeration-shrank", Major, "lost values", "use one of the values that are left"}
	EnumerationClosed     = Rule{"enumeration-closed", Major, "accepts its known values only", "use one of the known values"}
	EnumerationOpened     = Rule{"enumeration-opened", Minor, "accepts other values than the known ones", ""}
	DefaultAdded          = Rule{"default-added", Minor, "has a default now", ""}
	DefaultChanged        = Rule{"default-changed", Major, "has another default", "set it where the old default was relied on"}
	DefaultRemoved        = Rule{"default-removed", Major, "has no default any more", "set it where the default was relied on"}
	GoNameChanged         = Rule{"go-name-changed", Major, "has another name in Go", "rename it in programs"}
)

// The rules about configurations for the Terraform provider.
var (
	TerraformAdded    = Rule{"terraform-added", Minor, "was added in Terraform", ""}
	TerraformRemoved  = Rule{"terraform-removed", Major, "was removed in Terraform", "take it out of configurations before the provider is updated: it is refused"}
	TerraformRequired = Rule{"terraform-required", Major, "must be set in Terraform", "set it in every configuration"}
	TerraformMoved    = Rule{"terraform-moved", Major, "is written elsewhere in Terraform", "write it there in every configuration; states are upgraded, and for another resource type there must be a moved block"}
	TerraformType     = Rule{"terraform-type-changed", Major, "has another type in Terraform", "change its values in configurations, and import stores that have it again"}
	TerraformSecret   = Rule{"terraform-secret-changed", Major, "is write-only in Terraform now, or is no longer", "look for its value in states, and import stores that have it again"}
)

// The rules about the users and groups of the target.
var (
	UserAdded             = Rule{"user-attribute-added", Minor, "was added", ""}
	UserAddedNeeded       = Rule{"user-attribute-added-required", Major, "was added and is required on create", "map it in every rule"}
	UserRemoved           = Rule{"user-attribute-removed", Major, "was removed", "remove its mappings"}
	UserType              = Rule{"user-attribute-type-changed", Major, "has another type", "check the expressions that are mapped to it"}
	UserLengthShrank      = Rule{"user-attribute-length-shrank", Major, "allows fewer lengths", "check the lengths of what is mapped to it"}
	UserLengthGrew        = Rule{"user-attribute-length-grew", Minor, "allows more lengths", ""}
	UserNumberShrank      = Rule{"user-attribute-number-shrank", Major, "allows fewer numbers of values", "check how many values are mapped to it"}
	UserNumberGrew        = Rule{"user-attribute-number-grew", Minor, "allows more numbers of values", ""}
	UserRequiredOnCreate  = Rule{"user-attribute-became-required-on-create", Major, "became required on create", "map it in every rule"}
	UserOptionalOnCreate  = Rule{"user-attribute-became-optional-on-create", Minor, "is no longer required on create", ""}
	UserRequiredOnUpdate  = Rule{"user-attribute-became-required-on-update", Major, "became required on update", "map it in every rule"}
	UserOptionalOnUpdate  = Rule{"user-attribute-became-optional-on-update", Minor, "is no longer required on update", ""}
	UserWritable          = Rule{"user-attribute-became-writable", Minor, "became writable", ""}
	UserNotWritable       = Rule{"user-attribute-no-longer-writable", Major, "is no longer writable", "remove its mappings"}
	UserNillable          = Rule{"user-attribute-became-nillable", Minor, "may be empty now", ""}
	UserNotNillable       = Rule{"user-attribute-no-longer-nillable", Major, "may no longer be empty", "map something that always has a value to it"}
	UserUnique            = Rule{"user-attribute-became-unique", Major, "must be unique now", "check that what is mapped to it is unique"}
	UserNotUnique         = Rule{"user-attribute-no-longer-unique", Minor, "need no longer be unique", ""}
	UserSensitive         = Rule{"user-attribute-became-sensitive", Major, "became sensitive", "keep its values out of logs and reports"}
	UserNotSensitive      = Rule{"user-attribute-lost-sensitive", Major, "is no longer sensitive", "make sure that its values may be shown"}
	UserCase              = Rule{"user-attribute-case-changed", Major, "treats letter case in another way", "check values that differ by letter case only"}
	UserDistinguishing    = Rule{"user-attribute-became-distinguishing", Minor, "tells users apart now", ""}
	UserNotDistinguishing = Rule{"user-attribute-no-longer-distinguishing", Major, "no longer tells users apart", "match users by another attribute"}
	UserDefaulted         = Rule{"user-attribute-became-defaulted", Minor, "gets a default on create now", ""}
	UserNotDefaulted      = Rule{"user-attribute-no-longer-defaulted", Major, "gets no default on create any more", "map something to it"}
	UserDefault           = Rule{"user-attribute-default-changed", Major, "has another default value", "map something to it where the old default was relied on"}
	UserReference         = Rule{"user-attribute-reference-changed", Minor, "is proposed to be mapped from something else", ""}
	UserOrder             = Rule{"user-attribute-order-changed", Minor, "treats the order of its values in another way", ""}
	UserText              = Rule{"user-attribute-text-changed", Patch, "has another display name", ""}
)

// The rules about the API, the generated Go and stored configurations.
var (
	DocumentAdded    = Rule{"document-added", Minor, "was added", ""}
	DocumentRemoved  = Rule{"document-removed", Major, "was removed", "the client package is gone: keep the old version, or restore the document"}
	DocumentBroken   = Rule{"document-incompatible", Major, "changed so that clients may break", "adapt the calls and what reads the answers"}
	DocumentExtended = Rule{"document-extended", Minor, "changed so that clients still work", ""}
	DocumentText     = Rule{"document-text-changed", Patch, "has other texts or examples", ""}
	DocumentOther    = Rule{"document-changed", Minor, "changed in a way that no check knows; see the difference of the files", ""}
	DocumentUnread   = Rule{"document-not-compared", Major, "changed, and the two versions could not be compared; see the difference of the files", "compare the two by hand"}
	GoBroken         = Rule{"go-incompatible", Major, "breaks programs", "adapt the programs that use it"}
	GoExtended       = Rule{"go-extended", Minor, "is new in Go", ""}
	ConfigurationBad = Rule{"configuration-becomes-invalid", Major, "becomes invalid", "change the stored configuration before you update"}
)
