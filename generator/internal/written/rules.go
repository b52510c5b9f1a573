package written

import (
	"github.com/connectorgen/connectorgen/generator/internal/runtime/connector"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// The rules of files. Those of configurations have the names that they have in
// package connector.
var (
	ruleCredentials     = spec.Rule{ID: string(connector.RuleCredentials), Severity: spec.Error, Meaning: "a URL has a user, a password or another secret"}
	ruleDuplicateMember = spec.Rule{ID: "duplicate-member", Severity: spec.Error, Meaning: "an object has a member twice"}
	ruleEncoding        = spec.Rule{ID: string(connector.RuleEncoding), Severity: spec.Error, Meaning: "a text is not valid UTF-8"}
	ruleEnumeration     = spec.Rule{ID: string(connector.RuleEnumeration), Severity: spec.Error, Meaning: "a value is none of those that are possible, or a profile is not known"}
	ruleKind            = spec.Rule{ID: string(connector.RuleKind), Severity: spec.Error, Meaning: "a value is of the wrong kind, such as a string where a boolean is wanted"}
	ruleLimit           = spec.Rule{ID: "limit", Severity: spec.Error, Meaning: "the file, or a value in it, is too large"}
	ruleMask            = spec.Rule{ID: string(connector.RuleMask), Severity: spec.Error, Meaning: "what others show in the place of a secret stands where the secret must"}
	ruleNoFile          = spec.Rule{ID: "no-file", Severity: spec.Error, Meaning: "there is no such file"}
	ruleNoType          = spec.Rule{ID: "no-type", Severity: spec.Error, Meaning: "nothing says of which connector a configuration is"}
	ruleOtherProfile    = spec.Rule{ID: string(connector.RuleOtherProfile), Severity: spec.Error, Meaning: "an attribute belongs to another profile than the one that is selected"}
	ruleRequired        = spec.Rule{ID: string(connector.RuleRequired), Severity: spec.Error, Meaning: "what is required is missing"}
	ruleSyntax          = spec.Rule{ID: "syntax", Severity: spec.Error, Meaning: "the file is not well-formed, or uses what makes YAML more than a tree of plain values"}
	ruleUnknownKey      = spec.Rule{ID: string(connector.RuleUnknownKey), Severity: spec.Error, Meaning: "a configuration has a key that is no attribute of the connector"}
	ruleUnknownMember   = spec.Rule{ID: "unknown-member", Severity: spec.Error, Meaning: "a store, plan, rule or mapping has a member that the document does not have"}
	ruleUnknownType     = spec.Rule{ID: "unknown-type", Severity: spec.Error, Meaning: "no connector is known for the type of a store"}
)

// Rules returns the rules of files, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{
		ruleCredentials,
		ruleDuplicateMember,
		ruleEncoding,
		ruleEnumeration,
		ruleKind,
		ruleLimit,
		ruleMask,
		ruleNoFile,
		ruleNoType,
		ruleOtherProfile,
		ruleRequired,
		ruleSyntax,
		ruleUnknownKey,
		ruleUnknownMember,
		ruleUnknownType,
	}
}
