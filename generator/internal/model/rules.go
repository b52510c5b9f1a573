package model

import (
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleAttributeKind          = spec.Rule{ID: "attribute-kind", Severity: spec.Error, Meaning: "an attribute of a configuration is documented as neither a string nor a boolean"}
	ruleConflictingRequirement = spec.Rule{ID: "conflicting-requirement", Severity: spec.Warning, Meaning: "the documentation contradicts itself on whether an attribute is required"}
	ruleContradictingKind      = spec.Rule{ID: "contradicting-kind", Severity: spec.Error, Meaning: "the document and a capture differ on the kind of an attribute, or an enumeration has no values"}
	ruleContradictingRequired  = spec.Rule{ID: "contradicting-requirement", Severity: spec.Warning, Meaning: "an input requires an attribute, and another or a published example does not"}
	ruleDifferingValues        = spec.Rule{ID: "differing-values", Severity: spec.Warning, Meaning: "an enumeration lists other values in another profile, so that it has two types"}
	ruleKindUnknown            = spec.Rule{ID: "kind-unknown", Severity: spec.Warning, Meaning: "an attribute is captured as one of a kind that is not known"}
	ruleNoSelector             = spec.Rule{ID: "no-selector", Severity: spec.Error, Meaning: "there are several profiles, and no attribute that can select one of them"}
	rulePackageName            = spec.Rule{ID: "package-name", Severity: spec.Error, Meaning: "a store type makes no package name, or the one of another"}
	ruleSecretElsewhere        = spec.Rule{ID: "secret-elsewhere", Severity: spec.Warning, Meaning: "an attribute is sensitive in one profile and not in another"}
	ruleSecretLooking          = spec.Rule{ID: "secret-looking", Severity: spec.Warning, Meaning: "the key of an attribute looks like that of a secret, and no input marks it as sensitive"}
	ruleSensitiveBoolean       = spec.Rule{ID: "sensitive-boolean", Severity: spec.Error, Meaning: "a boolean is sensitive"}
	ruleSensitiveEnumeration   = spec.Rule{ID: "sensitive-enumeration", Severity: spec.Warning, Meaning: "an enumeration is sensitive"}
	ruleUnknownProfile         = spec.Rule{ID: "unknown-profile", Severity: spec.Error, Meaning: "a profile is not among the values of the attribute that selects it"}
	RuleUnusedCorrection       = spec.Rule{ID: "unused-correction", Severity: spec.Warning, Meaning: "a correction is stale: the inputs say the same without it, or do not know what it is about, or nothing is found that it accepts"}
)

// Rules returns every rule of this package and of package api.
func Rules() []spec.Rule {
	return slices.Concat(api.Rules(), []spec.Rule{
		ruleAttributeKind, ruleConflictingRequirement, ruleContradictingKind, ruleContradictingRequired, ruleDifferingValues, ruleKindUnknown,
		ruleNoSelector, rulePackageName, ruleSecretElsewhere, ruleSecretLooking, ruleSensitiveBoolean,
		ruleSensitiveEnumeration, ruleUnknownProfile, RuleUnusedCorrection,
	})
}
