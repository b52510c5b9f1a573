package review

import "github.com/connectorgen/connectorgen/generator/internal/spec"

// The rules, as findings name them.
const (
	ruleCaptureEdited          = "capture-edited"
	ruleCaptureGone            = "capture-gone"
	ruleCaptureUnrecorded      = "capture-unrecorded"
	ruleDeprecatedRequired     = "deprecated-required"
	ruleEnumerationGrew        = "enumeration-grew"
	ruleEnumerationShrank      = "enumeration-shrank"
	ruleExampleDeprecated      = "example-deprecated"
	ruleExampleDoubtful        = "example-doubtful"
	ruleExampleInvalid         = "example-invalid"
	ruleExampleUnknown         = "example-unknown"
	ruleExampleUnlisted        = "example-unlisted"
	ruleKindVaries             = "kind-varies"
	ruleNotCaptured            = "not-captured"
	ruleNotDocumented          = "not-documented"
	ruleOnlyCaptured           = "only-captured"
	ruleOnlyDocumented         = "only-documented"
	ruleProfileNotCaptured     = "profile-not-captured"
	ruleProfileNotDocumented   = "profile-not-documented"
	ruleReplacedNotDeprecated  = "replaced-not-deprecated"
	ruleReplacementDeprecated  = "replacement-deprecated"
	ruleReplacementMissing     = "replacement-missing"
	ruleReplacementUnknown     = "replacement-unknown"
	ruleSecretShown            = "secret-shown"
	ruleUnconfirmed            = "unconfirmed"
	ruleUserAttributeSensitive = "user-attribute-secret"
	ruleValueWithoutProfile    = "value-without-profile"
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []spec.Rule {
	return []spec.Rule{
		{ID: ruleCaptureEdited, Severity: spec.Warning, Meaning: "a capture is not what captures.yaml says was captured"},
		{ID: ruleCaptureGone, Severity: spec.Warning, Meaning: "captures.yaml has an entry for a connector that has no capture"},
		{ID: ruleCaptureUnrecorded, Severity: spec.Notice, Meaning: "captures.yaml does not say where and when a connector was captured"},
		{ID: ruleDeprecatedRequired, Severity: spec.Warning, Meaning: "an attribute is required and deprecated, and its profile is not"},
		{ID: ruleEnumerationGrew, Severity: spec.Warning, Meaning: "a capture lists a value that the document lacks"},
		{ID: ruleEnumerationShrank, Severity: spec.Warning, Meaning: "the document lists a value that the capture lacks"},
		{ID: ruleExampleDeprecated, Severity: spec.Warning, Meaning: "an example of a store has a deprecated attribute"},
		{ID: ruleExampleDoubtful, Severity: spec.Notice, Meaning: "an example lacks the form that the document infers"},
		{ID: ruleExampleInvalid, Severity: spec.Error, Meaning: "an example is not what the connector accepts"},
		{ID: ruleExampleUnknown, Severity: spec.Warning, Meaning: "an example of a store has an attribute that no input knows"},
		{ID: ruleExampleUnlisted, Severity: spec.Warning, Meaning: "an example has a value that an open enumeration does not list"},
		{ID: ruleKindVaries, Severity: spec.Warning, Meaning: "an attribute has different kinds in different profiles"},
		{ID: ruleNotCaptured, Severity: spec.Notice, Meaning: "a connector is documented and was never captured"},
		{ID: ruleNotDocumented, Severity: spec.Warning, Meaning: "a connector is captured and not documented"},
		{ID: ruleOnlyCaptured, Severity: spec.Warning, Meaning: "an attribute is captured and not documented"},
		{ID: ruleOnlyDocumented, Severity: spec.Warning, Meaning: "an attribute is documented and not captured"},
		{ID: ruleProfileNotCaptured, Severity: spec.Warning, Meaning: "a profile is documented and not captured"},
		{ID: ruleProfileNotDocumented, Severity: spec.Warning, Meaning: "a profile is captured and not documented"},
		{ID: ruleReplacedNotDeprecated, Severity: spec.Warning, Meaning: "an attribute is replaced by another and not deprecated"},
		{ID: ruleReplacementDeprecated, Severity: spec.Warning, Meaning: "what replaces a deprecated attribute is deprecated"},
		{ID: ruleReplacementMissing, Severity: spec.Warning, Meaning: "an attribute is deprecated, and nothing says what replaces it"},
		{ID: ruleReplacementUnknown, Severity: spec.Warning, Meaning: "what replaces a deprecated attribute is none of the connector"},
		{ID: ruleSecretShown, Severity: spec.Warning, Meaning: "the document has a default or an example of a sensitive attribute"},
		{ID: ruleUnconfirmed, Severity: spec.Notice, Meaning: "the document only infers something of an attribute, or has it from a single source"},
		{ID: ruleUserAttributeSensitive, Severity: spec.Warning, Meaning: "a user attribute looks like a secret and is not sensitive"},
		{ID: ruleValueWithoutProfile, Severity: spec.Warning, Meaning: "a value of the attribute that selects the profile selects none"},
	}
}
