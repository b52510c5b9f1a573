package spec

// A Rule is a kind of finding of this package.
type Rule struct {
	ID       string // such as "duplicate-member"
	Severity Severity
	Meaning  string // one line
}

// The rules, as findings name them.
const (
	ruleCaseVariant      = "case-variant"
	ruleCombining        = "combining-characters"
	ruleContradiction    = "contradiction"
	ruleConstraint       = "constraint-not-checked"
	ruleCorrection       = "correction-invalid"
	ruleDuplicateKey     = "duplicate-key"
	ruleDuplicateMember  = "duplicate-member"
	ruleDuplicateValue   = "duplicate-value"
	ruleEmpty            = "empty"
	ruleEmptyFile        = "empty-file"
	ruleEncoding         = "encoding"
	ruleFileIgnored      = "file-ignored"
	ruleFileName         = "file-name"
	ruleInvisible        = "invisible-characters"
	ruleKeyInvalid       = "key-invalid"
	ruleKeyMismatch      = "key-mismatch"
	ruleLimit            = "limit"
	ruleMemberMissing    = "member-missing"
	ruleMemberAssumed    = "member-assumed"
	ruleMemberUnknown    = "member-unknown"
	ruleNameInvalid      = "name-invalid"
	RuleNoInput          = "no-input"
	ruleNotCapture       = "not-a-capture"
	ruleNull             = "null"
	ruleNullAbsent       = "null-absent"
	ruleOpenAPIVersion   = "openapi-version"
	ruleParameter        = "parameter-invalid"
	ruleReferenceBroken  = "reference-broken"
	ruleReferenceCycle   = "reference-cycle"
	ruleReferenceOutside = "reference-outside"
	ruleSecretDefault    = "secret-default"
	ruleSecretEnum       = "secret-enumerated"
	RuleSecretFound      = "secret-found"
	ruleSiblings         = "reference-siblings"
	ruleSyntax           = "syntax"
	ruleTypeUnknown      = "type-unknown"
	ruleUnsupported      = "unsupported"
	ruleUnused           = "unused"
	ruleUnusual          = "unusual"
	ruleValueInvalid     = "value-invalid"
	ruleWrongKind        = "wrong-kind"
	ruleYAMLAlias        = "yaml-alias"
	ruleYAMLTag          = "yaml-tag"
	ruleExtension        = "extension-ignored"
	ruleMemberForeign    = "member-foreign"
)

// Rules returns every rule of this package, sorted by ID.
func Rules() []Rule {
	return []Rule{
		{ruleCaseVariant, Error, "a name differs from a known one, or two names from each other, by letter case only"},
		{ruleCombining, Warning, "a user attribute's key is not in Unicode normal form C, so that another may look the same"},
		{ruleConstraint, Warning, "the document states a constraint that the generated code does not check"},
		{ruleContradiction, Error, "two members of one object cannot both hold"},
		{ruleCorrection, Error, "a correction sets nothing, or what it may not set"},
		{ruleDuplicateKey, Error, "two entries of one list have the same key or name"},
		{ruleDuplicateMember, Error, "an object has a member twice"},
		{ruleDuplicateValue, Warning, "an enumeration has a value twice, or one that differs by space or case only"},
		{ruleEmpty, Warning, "a list or a value is empty where something is expected"},
		{ruleEmptyFile, Error, "a file is empty"},
		{ruleEncoding, Error, "a file is not plain UTF-8 text"},
		{ruleExtension, Warning, "an extension of OpenAPI is not known and ignored"},
		{ruleFileIgnored, Warning, "a file looks like an input but is none by its name"},
		{ruleFileName, Error, "a capture's file is not named after its store type"},
		{ruleInvisible, Warning, "a text has control, bidirectional or zero-width characters"},
		{ruleKeyInvalid, Error, "a key cannot be one"},
		{ruleKeyMismatch, Error, "a user attribute's member name and its key differ"},
		{ruleLimit, Error, "an input is larger than it may be"},
		{ruleMemberAssumed, Warning, "an expected member is missing, and its value is assumed"},
		{ruleMemberForeign, Error, "an object has a member that its specification does not know"},
		{ruleMemberMissing, Error, "a required member is missing"},
		{ruleMemberUnknown, Warning, "a capture has a member that is not known"},
		{ruleNameInvalid, Error, "a name has characters that it may not have"},
		{RuleNoInput, Error, "there is nothing to generate from"},
		{ruleNotCapture, Error, "a file holds something other than store metadata"},
		{ruleNull, Error, "null stands where a value is required"},
		{ruleNullAbsent, Warning, "null stands for an absent value"},
		{ruleOpenAPIVersion, Error, "the document is not OpenAPI 3.0"},
		{ruleParameter, Error, "a parameter and its path do not fit each other"},
		{ruleReferenceBroken, Error, "a reference points to nothing, or to what it may not point to"},
		{ruleReferenceCycle, Error, "a schema is made of itself"},
		{ruleReferenceOutside, Error, "a reference leaves the document"},
		{ruleSiblings, Warning, "a member next to a reference is ignored"},
		{ruleSecretDefault, Warning, "a sensitive user attribute has a default"},
		{ruleSecretEnum, Warning, "a sensitive attribute lists its possible values"},
		{RuleSecretFound, Error, "a value looks like a live secret"},
		{ruleSyntax, Error, "a file is not well formed"},
		{ruleTypeUnknown, Warning, "a type is not known"},
		{ruleUnsupported, Error, "the generator cannot honour a construct of OpenAPI"},
		{ruleUnused, Warning, "a construct of OpenAPI is not used"},
		{ruleUnusual, Warning, "a value is allowed but makes no sense where it stands"},
		{ruleValueInvalid, Error, "a value is not among those that are allowed"},
		{ruleWrongKind, Error, "a value has the wrong kind"},
		{ruleYAMLAlias, Error, "YAML anchors, aliases and merge keys are not read"},
		{ruleYAMLTag, Error, "YAML tags are not read"},
	}
}
