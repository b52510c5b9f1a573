package config

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleConfig = spec.Rule{ID: "config-invalid", Severity: spec.Error, Meaning: "generate.yaml asks for something that is not known, or that the document does not have"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule { return []spec.Rule{ruleConfig} }
