package review

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleCaptureEdited          = spec.Rule{ID: "capture-edited", Severity: spec.Warning, Meaning: "a capture is not what captures.yaml says was captured"}
	ruleCaptureGone            = spec.Rule{ID: "capture-gone", Severity: spec.Warning, Meaning: "captures.yaml has an entry for a connector that has no capture"}
	ruleCaptureSandbox         = spec.Rule{ID: "capture-of-the-sandbox", Severity: spec.Warning, Meaning: "a capture is an answer of the test server"}
	ruleCaptureUnrecorded      = spec.Rule{ID: "capture-unrecorded", Severity: spec.Notice, Meaning: "captures.yaml does not say where and when a connector was captured"}
	ruleDeprecatedRequired     = spec.Rule{ID: "deprecated-required", Severity: spec.Warning, Meaning: "an attribute is required and deprecated, and its profile is not"}
	ruleEnumerationGrew        = spec.Rule{ID: "enumeration-grew", Severity: spec.Warning, Meaning: "a capture lists a value that the document lacks"}
	ruleEnumerationShrank      = spec.Rule{ID: "enumeration-shrank", Severity: spec.Warning, Meaning: "the document lists a value that the capture lacks"}
	ruleExampleDeprecated      = spec.Rule{ID: "example-deprecated", Severity: spec.Warning, Meaning: "an example of a store has a deprecated attribute"}
	ruleExampleDoubtful        = spec.Rule{ID: "example-doubtful", Severity: spec.Notice, Meaning: "an example lacks the form that the document infers"}
	ruleExampleInvalid         = spec.Rule{ID: "example-invalid", Severity: spec.Error, Meaning: "an example is not what the connector accepts"}
	ruleExampleUnknown         = spec.Rule{ID: "example-unknown", Severity: spec.Warning, Meaning: "an example of a store has an attribute that no input knows"}
	ruleExampleUnlisted        = spec.Rule{ID: "example-unlisted", Severity: spec.Warning, Meaning: "an example has a value that an open enumeration does not list"}
	ruleKindVaries             = spec.Rule{ID: "kind-varies", Severity: spec.Warning, Meaning: "an attribute has different kinds in different profiles"}
	ruleNotCaptured            = spec.Rule{ID: "not-captured", Severity: spec.Notice, Meaning: "a connector is documented and was never captured"}
	ruleNotDocumented          = spec.Rule{ID: "not-documented", Severity: spec.Warning, Meaning: "a connector is captured and not documented"}
	ruleOnlyCaptured           = spec.Rule{ID: "only-captured", Severity: spec.Warning, Meaning: "an attribute is captured and not documented"}
	ruleOnlyDocumented         = spec.Rule{ID: "only-documented", Severity: spec.Warning, Meaning: "an attribute is documented and not captured"}
	ruleProfileNotCaptured     = spec.Rule{ID: "profile-not-captured", Severity: spec.Warning, Meaning: "a profile is documented and not captured"}
	ruleProfileNotDocumented   = spec.Rule{ID: "profile-not-documented", Severity: spec.Warning, Meaning: "a profile is captured and not documented"}
	ruleProfilesHinted         = spec.Rule{ID: "profiles-hinted", Severity: spec.Notice, Meaning: "the document hints at profiles of a connector that was never captured"}
	ruleReplacedNotDeprecated  = spec.Rule{ID: "replaced-not-deprecated", Severity: spec.Warning, Meaning: "an attribute is replaced by another and not deprecated"}
	ruleReplacementDeprecated  = spec.Rule{ID: "replacement-deprecated", Severity: spec.Warning, Meaning: "what replaces a deprecated attribute is deprecated"}
	ruleReplacementMissing     = spec.Rule{ID: "replacement-missing", Severity: spec.Warning, Meaning: "an attribute is deprecated, and nothing says what replaces it"}
	ruleReplacementUnknown     = spec.Rule{ID: "replacement-unknown", Severity: spec.Warning, Meaning: "what replaces a deprecated attribute is none of the connector"}
	ruleSecretShown            = spec.Rule{ID: "secret-shown", Severity: spec.Warning, Meaning: "the document has a default or an example of a sensitive attribute"}
	ruleUnconfirmed            = spec.Rule{ID: "unconfirmed", Severity: spec.Notice, Meaning: "the document only infers something of an attribute, or has it from a single source"}
	ruleUserAttributeSensitive = spec.Rule{ID: "user-attribute-secret", Severity: spec.Warning, Meaning: "a user attribute looks like a secret and is not sensitive"}
	ruleValueWithoutProfile    = spec.Rule{ID: "value-without-profile", Severity: spec.Warning, Meaning: "a value of the attribute that selects the profile selects none"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{
		ruleCaptureEdited, ruleCaptureGone, ruleCaptureSandbox, ruleCaptureUnrecorded, ruleDeprecatedRequired, ruleEnumerationGrew,
		ruleEnumerationShrank, ruleExampleDeprecated, ruleExampleDoubtful, ruleExampleInvalid, ruleExampleUnknown,
		ruleExampleUnlisted, ruleKindVaries, ruleNotCaptured, ruleNotDocumented, ruleOnlyCaptured, ruleOnlyDocumented,
		ruleProfileNotCaptured, ruleProfileNotDocumented, ruleProfilesHinted, ruleReplacedNotDeprecated, ruleReplacementDeprecated,
		ruleReplacementMissing, ruleReplacementUnknown, ruleSecretShown, ruleUnconfirmed, ruleUserAttributeSensitive,
		ruleValueWithoutProfile,
	}
}
