package api

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleConstantClash     = spec.Rule{ID: "constant-clash", Severity: spec.Warning, Meaning: "two values would have the same Go constant, so that neither has one"}
	ruleDiscriminator     = spec.Rule{ID: "discriminator", Severity: spec.Error, Meaning: "a branch lacks the property that tells the branches apart"}
	RuleGoName            = spec.Rule{ID: "go-name", Severity: spec.Error, Meaning: "a name makes no Go identifier"}
	ruleMediaTypeUnused   = spec.Rule{ID: "media-type-unused", Severity: spec.Warning, Meaning: "a media type of a body is not used"}
	rulePackage           = spec.Rule{ID: "client-package", Severity: spec.Error, Meaning: "the client cannot have the package that generate.yaml names"}
	ruleStore             = spec.Rule{ID: "not-a-store", Severity: spec.Error, Meaning: "what generate.yaml calls a store is none"}
	ruleNameClash         = spec.Rule{ID: "name-clash", Severity: spec.Error, Meaning: "two things would have the same Go name"}
	ruleNesting           = spec.Rule{ID: "nesting", Severity: spec.Warning, Meaning: "a schema is a list or a map of itself, or of too many within each other"}
	ruleNameChanged       = spec.Rule{ID: "name-changed", Severity: spec.Warning, Meaning: "something of the document is called otherwise in Go"}
	RuleLeftOut           = spec.Rule{ID: "operation-left-out", Severity: spec.Warning, Meaning: "an operation cannot be honoured, and has no method"}
	rulePaging            = spec.Rule{ID: "paging", Severity: spec.Error, Meaning: "what generate.yaml says of the pages of a list is not in the document"}
	rulePages             = spec.Rule{ID: "pages-not-followed", Severity: spec.Warning, Meaning: "an answer is a page of a list, and there is no iterator over the pages"}
	ruleParts             = spec.Rule{ID: "parts-contradict", Severity: spec.Warning, Meaning: "the parts of an allOf contradict each other"}
	ruleParameterIgnored  = spec.Rule{ID: "parameter-ignored", Severity: spec.Warning, Meaning: "a parameter is one that OpenAPI ignores"}
	RulePropertyKey       = spec.Rule{ID: "property-key", Severity: spec.Error, Meaning: "a property has a key that a struct tag or a configuration cannot hold"}
	ruleRequiresItself    = spec.Rule{ID: "requires-itself", Severity: spec.Warning, Meaning: "a schema requires itself, so that no value of it is finite"}
	ruleResponseAmbiguous = spec.Rule{ID: "response-ambiguous", Severity: spec.Warning, Meaning: "the successful responses of an operation have different schemas"}
	RuleTooLarge          = spec.Rule{ID: "too-large", Severity: spec.Error, Meaning: "a document describes more attributes or fields than can be generated at once"}
	ruleUnionValue        = spec.Rule{ID: "union-value", Severity: spec.Warning, Meaning: "a value of a discriminator selects several branches of a choice"}
	ruleUntypedSchema     = spec.Rule{ID: "untyped-schema", Severity: spec.Warning, Meaning: "a schema has no Go type of its own"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{
		rulePackage, ruleStore, ruleConstantClash, ruleDiscriminator, RuleGoName, ruleMediaTypeUnused, ruleNameChanged, ruleNameClash,
		ruleNesting, RuleLeftOut, rulePages, rulePaging, ruleParameterIgnored, ruleParts, RulePropertyKey, ruleRequiresItself, ruleResponseAmbiguous,
		RuleTooLarge, ruleUnionValue, ruleUntypedSchema,
	}
}
