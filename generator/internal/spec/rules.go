package spec

// The rules, by ID: each is declared here and nowhere else.
var (
	RuleCaseVariant      = Rule{ID: "case-variant", Severity: Error, Meaning: "a name differs from a known one, or two names from each other, by letter case only"}
	ruleCombining        = Rule{ID: "combining-characters", Severity: Warning, Meaning: "a user attribute's key is not in Unicode normal form C, so that another may look the same"}
	ruleConstraint       = Rule{ID: "constraint-not-checked", Severity: Warning, Meaning: "the document states a constraint that the generated code does not check"}
	ruleContradiction    = Rule{ID: "contradiction", Severity: Error, Meaning: "two members of one object cannot both hold"}
	RuleCorrection       = Rule{ID: "correction-invalid", Severity: Error, Meaning: "a correction sets nothing, or what it may not set"}
	ruleDefault          = Rule{ID: "default-unusable", Severity: Warning, Meaning: "a default is not a value of its schema"}
	RuleDuplicateKey     = Rule{ID: "duplicate-key", Severity: Error, Meaning: "two entries of one list have the same key or name"}
	ruleDuplicateMember  = Rule{ID: "duplicate-member", Severity: Error, Meaning: "an object has a member twice"}
	ruleDuplicateValue   = Rule{ID: "duplicate-value", Severity: Warning, Meaning: "an enumeration has a value twice, or one that differs by space or case only"}
	ruleEmpty            = Rule{ID: "empty", Severity: Warning, Meaning: "a list or a value is empty where something is expected"}
	ruleEmptyFile        = Rule{ID: "empty-file", Severity: Error, Meaning: "a file is empty"}
	ruleEncoding         = Rule{ID: "encoding", Severity: Error, Meaning: "a file is not plain UTF-8 text"}
	ruleExtension        = Rule{ID: "extension-ignored", Severity: Warning, Meaning: "an extension of OpenAPI is not known and ignored"}
	ruleInvisible        = Rule{ID: "invisible-characters", Severity: Warning, Meaning: "a text has control, bidirectional or zero-width characters"}
	ruleKeyInvalid       = Rule{ID: "key-invalid", Severity: Error, Meaning: "a key cannot be one"}
	ruleKeyMismatch      = Rule{ID: "key-mismatch", Severity: Error, Meaning: "a user attribute's member name and its key differ"}
	ruleLeftAside        = Rule{ID: "left-aside", Severity: Notice, Meaning: "the document says more than the generated code makes use of, without harm"}
	RuleLimit            = Rule{ID: "limit", Severity: Error, Meaning: "an input is larger than it may be"}
	ruleMemberAssumed    = Rule{ID: "member-assumed", Severity: Warning, Meaning: "an expected member is missing, and its value is assumed"}
	ruleMemberForeign    = Rule{ID: "member-foreign", Severity: Error, Meaning: "an object has a member that its specification does not know"}
	ruleMemberMissing    = Rule{ID: "member-missing", Severity: Error, Meaning: "a required member is missing"}
	ruleMemberUnknown    = Rule{ID: "member-unknown", Severity: Warning, Meaning: "a capture has a member that is not known"}
	ruleNameInvalid      = Rule{ID: "name-invalid", Severity: Error, Meaning: "a name has characters that it may not have"}
	ruleNotCapture       = Rule{ID: "not-a-capture", Severity: Error, Meaning: "a file holds something other than store metadata"}
	ruleNull             = Rule{ID: "null", Severity: Error, Meaning: "null stands where a value is required"}
	ruleNullAbsent       = Rule{ID: "null-absent", Severity: Warning, Meaning: "null stands for an absent value"}
	ruleOpenAPIVersion   = Rule{ID: "openapi-version", Severity: Error, Meaning: "the document is not OpenAPI 3.0, 3.1 or 3.2"}
	ruleOperationID      = Rule{ID: "operation-id", Severity: Warning, Meaning: "an operation has no operationId, or one that is no name, and is called otherwise"}
	ruleReferenceBroken  = Rule{ID: "reference-broken", Severity: Error, Meaning: "a reference points to nothing, or to what it may not point to"}
	ruleReferenceCycle   = Rule{ID: "reference-cycle", Severity: Error, Meaning: "a schema is made of itself"}
	ruleReferenceOutside = Rule{ID: "reference-outside", Severity: Error, Meaning: "a reference leaves the document"}
	ruleSecurity         = Rule{ID: "security-unsupported", Severity: Warning, Meaning: "a security scheme is one that the client does not know"}
	ruleSiblings         = Rule{ID: "reference-siblings", Severity: Warning, Meaning: "a member next to a reference is ignored"}
	RuleSecretDefault    = Rule{ID: "secret-default", Severity: Warning, Meaning: "a sensitive user attribute has a default"}
	ruleSecretEnum       = Rule{ID: "secret-enumerated", Severity: Warning, Meaning: "a sensitive attribute lists its possible values"}
	RuleSecretFound      = Rule{ID: "secret-found", Severity: Error, Meaning: "a value looks like a live secret"}
	RuleSecretGiven      = Rule{ID: "secret-given", Severity: Error, Meaning: "a sensitive attribute has an unknown member that can be its value"}
	ruleSecretSuspected  = Rule{ID: "secret-suspected", Severity: Warning, Meaning: "a text can be a live secret, and can as well be none"}
	ruleSyntax           = Rule{ID: "syntax", Severity: Error, Meaning: "a file is not well formed"}
	ruleTypeUnknown      = Rule{ID: "type-unknown", Severity: Warning, Meaning: "a type is not known"}
	ruleUnused           = Rule{ID: "unused", Severity: Warning, Meaning: "a construct of OpenAPI is not used"}
	ruleUnusual          = Rule{ID: "unusual", Severity: Warning, Meaning: "a value is allowed but makes no sense where it stands"}
	ruleValueInvalid     = Rule{ID: "value-invalid", Severity: Error, Meaning: "a value is not among those that are allowed"}
	ruleWrongKind        = Rule{ID: "wrong-kind", Severity: Error, Meaning: "a value has the wrong kind"}
	ruleYAMLAlias        = Rule{ID: "yaml-alias", Severity: Error, Meaning: "a YAML anchor, alias or merge key is not well formed, or has no end"}
	ruleYAMLTag          = Rule{ID: "yaml-tag", Severity: Error, Meaning: "YAML tags are not read"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []Rule {
	return []Rule{
		RuleCaseVariant, ruleCombining, ruleConstraint, ruleContradiction, RuleCorrection, ruleDefault, RuleDuplicateKey,
		ruleDuplicateMember, ruleDuplicateValue, ruleEmpty, ruleEmptyFile, ruleEncoding, ruleExtension,
		ruleInvisible, ruleKeyInvalid, ruleKeyMismatch, ruleLeftAside, RuleLimit, ruleMemberAssumed,
		ruleMemberForeign, ruleMemberMissing, ruleMemberUnknown, ruleNameInvalid, ruleNotCapture,
		ruleNull, ruleNullAbsent, ruleOpenAPIVersion, ruleOperationID, ruleReferenceBroken, ruleReferenceCycle,
		ruleReferenceOutside, ruleSiblings, RuleSecretDefault, ruleSecretEnum, RuleSecretFound, RuleSecretGiven, ruleSecretSuspected, ruleSecurity, ruleSyntax,
		ruleTypeUnknown, ruleUnused, ruleUnusual, ruleValueInvalid, ruleWrongKind, ruleYAMLAlias,
		ruleYAMLTag,
	}
}
