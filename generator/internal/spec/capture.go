package spec

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// MaxFile bounds a file of the inputs, in bytes.
const MaxFile = 16 << 20

// ReadCapture reads the capture that data holds. Places are in a file of the name.
// The capture is not to be kept if the findings hold an error; it may be nil then.
func ReadCapture(file string, data []byte) (*Capture, Findings) {
	return CaptureReader()(file, data)
}

// CaptureReader returns [ReadCapture], prepared once to read many captures. Several
// can be read at once.
func CaptureReader() func(file string, data []byte) (*Capture, Findings) {
	fields := captureFields()
	return func(file string, data []byte) (*Capture, Findings) { return readCapture(file, data, fields) }
}

// readCapture reads the capture that data holds. It returns nil, and errors among the findings,
// if data is not a capture. fields are what captureFields returns.
func readCapture(file string, data []byte, fields []field[Capture]) (*Capture, Findings) {
	r := &reader{}
	if len(data) > MaxFile {
		r.Report(RuleLimit, Place{File: file}, "the file is larger than %d MiB", MaxFile>>20)
		return nil, r.Findings
	}
	unknown := make(map[memberKind]*unknownMember)
	r.foreign = func(m node.Member) { noteUnknown(unknown, m) }
	if !r.checkEncoding(file, data, captureAgain) {
		return nil, r.Findings
	}
	root := r.tree(node.ParseJSON(file, data))
	if root == nil || !r.checkEnvelope(root) {
		return nil, r.Findings
	}
	c := &Capture{At: root.Place(), Profiles: []*Profile{}, Abilities: Abilities{Capabilities: []Capability{}, Enhancements: []string{}}}
	readObject(r, root, fields, c)
	r.checkCapture(c)
	r.checkGiven(root, c)
	r.reportUnknown(unknown)
	r.checkTexts(root, isLinks)
	if !r.Failed() {
		c.Digest = digest(root)
	}
	return c, r.Findings
}

// isLinks knows the _links of a capture, which are ignored.
func isLinks(n *node.Node) bool { return n.Name == "_links" && n.Parent.Parent == nil }

// captureFields returns how a capture is read.
func captureFields() []field[Capture] {
	attributes := fieldsOf(field[UserAttribute]{name: "defaultValue", read: readDefault})
	information := fieldsOf(field[Information]{name: "key", need: mandatory, strict: true, read: readStoreType})
	abilities := fieldsOf(
		listField("capabilities", maxValues, fieldsOf[Capability](), addCapability).needed(expected).notNull(),
		userAttributesField("userAttributes", attributes, func(a *Abilities) *UserAttributes { return &a.UserAttributes }).needed(expected).notNull(),
		userAttributesField("groupAttributes", attributes, func(a *Abilities) *UserAttributes { return &a.GroupAttributes }).notNull())
	return append([]field[Capture]{
		objectField("information", information, func(c *Capture) *Information { return &c.Information }).needed(mandatory).notNull(),
		listField("connectionProfiles", maxProfiles, profileFields(), addProfile).needed(mandatory).notNull(),
		objectField("attributeMetadata", abilities, func(c *Capture) *Abilities { return &c.Abilities }).needed(mandatory).notNull(),
	}, alike[Capture](ignore, "_links")...)
}

func readStoreType(r *reader, n *node.Node, c *Information) {
	if !r.want(n, node.Text) {
		return
	}
	c.KeyAt = n.Place()
	if problem := StoreTypeProblem(n.Text); problem != "" {
		r.Report(ruleKeyInvalid, c.KeyAt, "the store type %s; it must be an ASCII letter and up to %d letters or digits", problem, maxStoreType-1)
		return
	}
	c.Key = n.Text
}

func profileFields() []field[Profile] {
	return fieldsOf(listField("connectionAttributes", maxAttributes, attributeFields(), addAttribute).needed(mandatory).notNull())
}

func attributeFields() []field[Attribute] {
	return fieldsOf(append(kindFields(), field[Attribute]{name: "key", need: mandatory, strict: true, read: readKey})...)
}

func addProfile(r *reader, n *node.Node, c *Capture, p Profile) {
	p.At = n.Place()
	if p.Attributes == nil {
		p.Attributes = []*Attribute{} // in JSON this is [] and not null
	}
	c.Profiles = append(c.Profiles, &p)
}

func readKey(r *reader, n *node.Node, a *Attribute) {
	if !r.want(n, node.Text) {
		return
	}
	if problem := KeyProblem(n.Text); problem != "" {
		r.Report(ruleKeyInvalid, n.Place(), "the key %s; it must be an ASCII letter and up to %d letters, digits or underscores", problem, maxKey-1)
		return
	}
	a.Key = n.Text
}

func addAttribute(r *reader, n *node.Node, p *Profile, a Attribute) {
	a.At = n.Place()
	if n.Get("sensitive") == nil && a.Kind.Value == "" {
		r.Report(ruleMemberAssumed, n.Missing("sensitive"), "sensitive is missing; it is taken as true, so that no secret is shown")
		a.Sensitive = Flag{At: a.At, Value: true}
	}
	a.OtherKind = otherKind(n)
	r.checkAttribute(&a, n)
	p.Attributes = append(p.Attributes, &a)
}

// digestPrefix names the function that makes a digest.
const digestPrefix = "sha256:"

// digest returns the SHA-256 of the canonical form (RFC 8785) of a capture without its _links,
// which name the tenant.
func digest(root *node.Node) string {
	var members []string
	for _, m := range root.Members {
		if m.Name != "_links" {
			name, _ := jsontext.AppendQuote(nil, m.Name)
			members = append(members, string(name)+":"+string(m.Value.Raw))
		}
	}
	value := jsontext.Value("{" + strings.Join(members, ",") + "}")
	if err := value.Canonicalize(); err != nil {
		return "" // cannot be: each member was read, and none is there twice
	}
	sum := sha256.Sum256(value)
	return digestPrefix + hex.EncodeToString(sum[:])
}
