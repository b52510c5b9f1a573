package spec

// A Rule is a kind of finding of this package.
type Rule struct {
	ID       string   `json:"id"` // such as "duplicate-member"
	Severity Severity `json:"severity"`
	Meaning  string   `json:"meaning"` // one line
}

// The rules, by ID: each is declared here and nowhere else.
var (
	ruleCaseVariant      = Rule{"case-variant", Error, "a name differs from a known one, or two names from each other, by letter case only"}
	ruleCombining        = Rule{"combining-characters", Warning, "a user attribute's key is not in Unicode normal form C, so that another may look the same"}
	ruleConstraint       = Rule{"constraint-not-checked", Warning, "the document states a constraint that the generated code does not check"}
	ruleContradiction    = Rule{"contradiction", Error, "two members of one object cannot both hold"}
	RuleCorrection       = Rule{"correction-invalid", Error, "a correction sets nothing, or what it may not set"}
	ruleDuplicateKey     = Rule{"duplicate-key", Error, "two entries of one list have the same key or name"}
	ruleDuplicateMember  = Rule{"duplicate-member", Error, "an object has a member twice"}
	ruleDuplicateValue   = Rule{"duplicate-value", Warning, "an enumeration has a value twice, or one that differs by space or case only"}
	ruleEmpty            = Rule{"empty", Warning, "a list or a value is empty where something is expected"}
	ruleEmptyFile        = Rule{"empty-file", Error, "a file is empty"}
	ruleEncoding         = Rule{"encoding", Error, "a file is not plain UTF-8 text"}
	ruleExtension        = Rule{"extension-ignored", Warning, "an extension of OpenAPI is not known and ignored"}
	ruleFileIgnored      = Rule{"file-ignored", Warning, "a file looks like an input but is none by its name"}
	ruleFileName         = Rule{"file-name", Error, "a capture's file is not named after its store type"}
	ruleInvisible        = Rule{"invisible-characters", Warning, "a text has control, bidirectional or zero-width characters"}
	ruleKeyInvalid       = Rule{"key-invalid", Error, "a key cannot be one"}
	ruleKeyMismatch      = Rule{"key-mismatch", Error, "a user attribute's member name and its key differ"}
	ruleLimit            = Rule{"limit", Error, "an input is larger than it may be"}
	ruleMemberAssumed    = Rule{"member-assumed", Warning, "an expected member is missing, and its value is assumed"}
	ruleMemberForeign    = Rule{"member-foreign", Error, "an object has a member that its specification does not know"}
	ruleMemberMissing    = Rule{"member-missing", Error, "a required member is missing"}
	ruleMemberUnknown    = Rule{"member-unknown", Warning, "a capture has a member that is not known"}
	ruleNameInvalid      = Rule{"name-invalid", Error, "a name has characters that it may not have"}
	RuleNoInput          = Rule{"no-input", Error, "there is nothing to generate from"}
	ruleNotCapture       = Rule{"not-a-capture", Error, "a file holds something other than store metadata"}
	ruleNull             = Rule{"null", Error, "null stands where a value is required"}
	ruleNullAbsent       = Rule{"null-absent", Warning, "null stands for an absent value"}
	ruleOpenAPIVersion   = Rule{"openapi-version", Error, "the document is not OpenAPI 3.0"}
	ruleParameter        = Rule{"parameter-invalid", Error, "a parameter and its path do not fit each other"}
	ruleReferenceBroken  = Rule{"reference-broken", Error, "a reference points to nothing, or to what it may not point to"}
	ruleReferenceCycle   = Rule{"reference-cycle", Error, "a schema is made of itself"}
	ruleReferenceOutside = Rule{"reference-outside", Error, "a reference leaves the document"}
	ruleSiblings         = Rule{"reference-siblings", Warning, "a member next to a reference is ignored"}
	RuleSecretDefault    = Rule{"secret-default", Warning, "a sensitive user attribute has a default"}
	ruleSecretEnum       = Rule{"secret-enumerated", Warning, "a sensitive attribute lists its possible values"}
	RuleSecretFound      = Rule{"secret-found", Error, "a value looks like a live secret"}
	RuleSecretGiven      = Rule{"secret-given", Error, "a sensitive attribute has an unknown member that can be its value"}
	ruleSecretSuspected  = Rule{"secret-suspected", Warning, "a text can be a live secret, and can as well be none"}
	ruleSyntax           = Rule{"syntax", Error, "a file is not well formed"}
	ruleTypeUnknown      = Rule{"type-unknown", Warning, "a type is not known"}
	ruleUnsupported      = Rule{"unsupported", Error, "the generator cannot honour a construct of OpenAPI"}
	ruleUnused           = Rule{"unused", Warning, "a construct of OpenAPI is not used"}
	ruleUnusual          = Rule{"unusual", Warning, "a value is allowed but makes no sense where it stands"}
	ruleValueInvalid     = Rule{"value-invalid", Error, "a value is not among those that are allowed"}
	ruleWrongKind        = Rule{"wrong-kind", Error, "a value has the wrong kind"}
	ruleYAMLAlias        = Rule{"yaml-alias", Error, "YAML anchors, aliases and merge keys are not read"}
	ruleYAMLTag          = Rule{"yaml-tag", Error, "YAML tags are not read"}
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []Rule {
	return []Rule{
		ruleCaseVariant, ruleCombining, ruleConstraint, ruleContradiction, RuleCorrection, ruleDuplicateKey,
		ruleDuplicateMember, ruleDuplicateValue, ruleEmpty, ruleEmptyFile, ruleEncoding, ruleExtension,
		ruleFileIgnored, ruleFileName, ruleInvisible, ruleKeyInvalid, ruleKeyMismatch, ruleLimit, ruleMemberAssumed,
		ruleMemberForeign, ruleMemberMissing, ruleMemberUnknown, ruleNameInvalid, RuleNoInput, ruleNotCapture,
		ruleNull, ruleNullAbsent, ruleOpenAPIVersion, ruleParameter, ruleReferenceBroken, ruleReferenceCycle,
		ruleReferenceOutside, ruleSiblings, RuleSecretDefault, ruleSecretEnum, RuleSecretFound,
		RuleSecretGiven, ruleSecretSuspected, ruleSyntax,
		ruleTypeUnknown, ruleUnsupported, ruleUnused, ruleUnusual, ruleValueInvalid, ruleWrongKind, ruleYAMLAlias,
		ruleYAMLTag,
	}
}
