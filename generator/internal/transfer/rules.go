package transfer

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules of an import, besides those of package written.
var (
	ruleConflict = spec.Rule{ID: "conflict", Severity: spec.Error, Meaning: "the environment has something of that name that is not the same"}
	ruleNoName   = spec.Rule{ID: "no-name", Severity: spec.Error, Meaning: "nothing is called as a reference says, or a resource has no name"}
	ruleSameName = spec.Rule{ID: "same-name", Severity: spec.Error, Meaning: "several resources have a name, so that it names none"}
	ruleVariable = spec.Rule{ID: "variable", Severity: spec.Error, Meaning: "an environment variable that a value comes from is not set, or has no such value"}
	ruleNoExport = spec.Rule{ID: "no-export", Severity: spec.Error, Meaning: "a file holds something else than stores and exports"}
	ruleLoop     = spec.Rule{ID: "loop", Severity: spec.Error, Meaning: "a rule is, by way of its parent rules, its own parent"}
)
