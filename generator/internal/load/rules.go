package load

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleFileIgnored = spec.Rule{ID: "file-ignored", Severity: spec.Warning, Meaning: "a file looks like an input but is none by its name"}
	ruleFileName    = spec.Rule{ID: "file-name", Severity: spec.Error, Meaning: "a capture's file is not named after its store type"}
	RuleNoInput     = spec.Rule{ID: "no-input", Severity: spec.Error, Meaning: "there is nothing to generate from"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule { return []spec.Rule{ruleFileIgnored, ruleFileName, RuleNoInput} }
