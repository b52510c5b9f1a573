package model

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleAttributeKind          = spec.Rule{ID: "attribute-kind", Severity: spec.Error, Meaning: "an attribute of a configuration is documented as neither a string nor a boolean"}
	ruleConflictingRequirement = spec.Rule{ID: "conflicting-requirement", Severity: spec.Warning, Meaning: "the documentation contradicts itself on whether an attribute is required, and no capture settles it"}
	ruleConstantClash          = spec.Rule{ID: "constant-clash", Severity: spec.Warning, Meaning: "two values would have the same Go constant, so that neither has one"}
	ruleContradictingKind      = spec.Rule{ID: "contradicting-kind", Severity: spec.Error, Meaning: "the document and a capture differ on the kind of an attribute, or an enumeration has no values"}
	ruleContradictingRequired  = spec.Rule{ID: "contradicting-requirement", Severity: spec.Warning, Meaning: "an attribute is required by the document or by a capture, and optional by the other"}
	ruleDifferingValues        = spec.Rule{ID: "differing-values", Severity: spec.Warning, Meaning: "an enumeration lists other values in another profile, so that it has two types"}
	ruleDiscriminator          = spec.Rule{ID: "discriminator", Severity: spec.Error, Meaning: "a branch lacks the property that tells the branches apart"}
	ruleGoName                 = spec.Rule{ID: "go-name", Severity: spec.Error, Meaning: "a name makes no Go identifier"}
	ruleMediaTypeUnsupported   = spec.Rule{ID: "media-type-unsupported", Severity: spec.Error, Meaning: "a body has no media type that the client can handle"}
	ruleMediaTypeUnused        = spec.Rule{ID: "media-type-unused", Severity: spec.Warning, Meaning: "a media type of a body is not used"}
	ruleNameClash              = spec.Rule{ID: "name-clash", Severity: spec.Error, Meaning: "two things would have the same Go name"}
	ruleNesting                = spec.Rule{ID: "nesting", Severity: spec.Error, Meaning: "a schema is a list or a map of itself, or of too many within each other"}
	ruleNoSelector             = spec.Rule{ID: "no-selector", Severity: spec.Error, Meaning: "there are several profiles, and no attribute that can select one of them"}
	rulePackageName            = spec.Rule{ID: "package-name", Severity: spec.Error, Meaning: "a store type makes no package name, or the one of another"}
	ruleParameterIgnored       = spec.Rule{ID: "parameter-ignored", Severity: spec.Warning, Meaning: "a parameter is one that OpenAPI ignores"}
	ruleParameterUnsupported   = spec.Rule{ID: "parameter-unsupported", Severity: spec.Error, Meaning: "a parameter is one that the client cannot send"}
	rulePathUnsupported        = spec.Rule{ID: "path-unsupported", Severity: spec.Error, Meaning: "a path is one that the client cannot build"}
	rulePropertyKey            = spec.Rule{ID: "property-key", Severity: spec.Error, Meaning: "a property has a key that a struct tag or a configuration cannot hold"}
	ruleRequiresItself         = spec.Rule{ID: "requires-itself", Severity: spec.Error, Meaning: "a schema requires itself, so that no value of it is finite"}
	ruleResponseAmbiguous      = spec.Rule{ID: "response-ambiguous", Severity: spec.Error, Meaning: "the successful responses of an operation have different schemas"}
	ruleSecretElsewhere        = spec.Rule{ID: "secret-elsewhere", Severity: spec.Warning, Meaning: "an attribute is sensitive in one profile and not in another"}
	ruleSecretLooking          = spec.Rule{ID: "secret-looking", Severity: spec.Warning, Meaning: "the key of an attribute looks like that of a secret, and no input marks it as sensitive"}
	ruleSensitiveBoolean       = spec.Rule{ID: "sensitive-boolean", Severity: spec.Error, Meaning: "a boolean is sensitive"}
	ruleSensitiveEnumeration   = spec.Rule{ID: "sensitive-enumeration", Severity: spec.Warning, Meaning: "an enumeration is sensitive"}
	ruleTooLarge               = spec.Rule{ID: "too-large", Severity: spec.Error, Meaning: "a document describes more attributes or fields than can be generated at once"}
	ruleUnknownProfile         = spec.Rule{ID: "unknown-profile", Severity: spec.Error, Meaning: "a profile is not among the values of the attribute that selects it"}
	ruleUntypedSchema          = spec.Rule{ID: "untyped-schema", Severity: spec.Warning, Meaning: "a schema has no Go type of its own"}
	ruleUnusedCorrection       = spec.Rule{ID: "unused-correction", Severity: spec.Warning, Meaning: "a correction is stale: the inputs say the same without it, or do not know what it is about"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{
		ruleAttributeKind, ruleConflictingRequirement, ruleConstantClash, ruleContradictingKind,
		ruleContradictingRequired, ruleDifferingValues, ruleDiscriminator, ruleGoName, ruleMediaTypeUnsupported,
		ruleMediaTypeUnused, ruleNameClash, ruleNesting, ruleNoSelector, rulePackageName, ruleParameterIgnored,
		ruleParameterUnsupported, rulePathUnsupported, rulePropertyKey, ruleRequiresItself, ruleResponseAmbiguous,
		ruleSecretElsewhere, ruleSecretLooking, ruleSensitiveBoolean, ruleSensitiveEnumeration, ruleTooLarge,
		ruleUnknownProfile, ruleUntypedSchema, ruleUnusedCorrection,
	}
}
