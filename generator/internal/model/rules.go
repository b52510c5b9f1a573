package model

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, as findings name them.
const (
	ruleAttributeKind          = "attribute-kind"
	ruleConflictingRequirement = "conflicting-requirement"
	ruleContradictingKind      = "contradicting-kind"
	ruleContradictingRequired  = "contradicting-requirement"
	ruleConstantClash          = "constant-clash"
	ruleDifferingValues        = "differing-values"
	ruleDiscriminator          = "discriminator"
	ruleGoName                 = "go-name"
	ruleMediaTypeUnsupported   = "media-type-unsupported"
	ruleMediaTypeUnused        = "media-type-unused"
	ruleNameClash              = "name-clash"
	ruleNesting                = "nesting"
	ruleNoSelector             = "no-selector"
	rulePackageName            = "package-name"
	ruleParameterIgnored       = "parameter-ignored"
	ruleParameterUnsupported   = "parameter-unsupported"
	rulePathUnsupported        = "path-unsupported"
	rulePropertyKey            = "property-key"
	ruleRequiresItself         = "requires-itself"
	ruleResponseAmbiguous      = "response-ambiguous"
	ruleSecretElsewhere        = "secret-elsewhere"
	ruleSecretLooking          = "secret-looking"
	ruleSensitiveBoolean       = "sensitive-boolean"
	ruleSensitiveEnumeration   = "sensitive-enumeration"
	ruleTooLarge               = "too-large"
	ruleUnknownProfile         = "unknown-profile"
	ruleUntypedSchema          = "untyped-schema"
	ruleUnusedCorrection       = "unused-correction"
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{
		{ID: ruleAttributeKind, Severity: spec.Error, Meaning: "an attribute of a configuration is documented as neither a string nor a boolean"},
		{ID: ruleConflictingRequirement, Severity: spec.Warning, Meaning: "the documentation contradicts itself on whether an attribute is required, and no capture settles it"},
		{ID: ruleConstantClash, Severity: spec.Warning, Meaning: "two values would have the same Go constant, so that neither has one"},
		{ID: ruleContradictingKind, Severity: spec.Error, Meaning: "the document and a capture differ on the kind of an attribute, or an enumeration has no values"},
		{ID: ruleContradictingRequired, Severity: spec.Warning, Meaning: "an attribute is required by the document or by a capture, and optional by the other"},
		{ID: ruleDifferingValues, Severity: spec.Warning, Meaning: "an enumeration lists other values in another profile, so that it has two types"},
		{ID: ruleDiscriminator, Severity: spec.Error, Meaning: "a branch lacks the property that tells the branches apart"},
		{ID: ruleGoName, Severity: spec.Error, Meaning: "a name makes no Go identifier"},
		{ID: ruleMediaTypeUnsupported, Severity: spec.Error, Meaning: "a body has no media type that the client can handle"},
		{ID: ruleMediaTypeUnused, Severity: spec.Warning, Meaning: "a media type of a body is not used"},
		{ID: ruleNameClash, Severity: spec.Error, Meaning: "two things would have the same Go name"},
		{ID: ruleNesting, Severity: spec.Error, Meaning: "a schema is a list or a map of itself, or of too many within each other"},
		{ID: ruleNoSelector, Severity: spec.Error, Meaning: "there are several profiles, and no attribute that can select one of them"},
		{ID: rulePackageName, Severity: spec.Error, Meaning: "a store type makes no package name, or the one of another"},
		{ID: ruleParameterIgnored, Severity: spec.Warning, Meaning: "a parameter is one that OpenAPI ignores"},
		{ID: ruleParameterUnsupported, Severity: spec.Error, Meaning: "a parameter is one that the client cannot send"},
		{ID: rulePathUnsupported, Severity: spec.Error, Meaning: "a path is one that the client cannot build"},
		{ID: rulePropertyKey, Severity: spec.Error, Meaning: "a property has a key that a struct tag or a configuration cannot hold"},
		{ID: ruleRequiresItself, Severity: spec.Error, Meaning: "a schema requires itself, so that no value of it is finite"},
		{ID: ruleResponseAmbiguous, Severity: spec.Error, Meaning: "the successful responses of an operation have different schemas"},
		{ID: ruleSecretElsewhere, Severity: spec.Warning, Meaning: "an attribute is sensitive in one profile and not in another"},
		{ID: ruleSecretLooking, Severity: spec.Warning, Meaning: "the key of an attribute looks like that of a secret, and no input marks it as sensitive"},
		{ID: ruleSensitiveBoolean, Severity: spec.Error, Meaning: "a boolean is sensitive"},
		{ID: ruleSensitiveEnumeration, Severity: spec.Warning, Meaning: "an enumeration is sensitive"},
		{ID: ruleTooLarge, Severity: spec.Error, Meaning: "a document describes more attributes or fields than can be generated at once"},
		{ID: ruleUnknownProfile, Severity: spec.Error, Meaning: "a profile is not among the values of the attribute that selects it"},
		{ID: ruleUntypedSchema, Severity: spec.Warning, Meaning: "a schema has no Go type of its own"},
		{ID: ruleUnusedCorrection, Severity: spec.Warning, Meaning: "a correction is stale: the inputs say the same without it, or do not know what it is about"},
	}
}
