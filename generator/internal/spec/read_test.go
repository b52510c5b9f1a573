package spec

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/node"
)

// A member with a tag is read: a field of a type that the reader does not know
// would stay empty without a word, where a value of the wrong kind is a finding.
func TestTaggedMembersAreRead(t *testing.T) {
	taggedAreRead[Information](t)
	taggedAreRead[Profile](t, "connectionAttributes")
	taggedAreRead[Attribute](t)
	taggedAreRead[Abilities](t, "capabilities", "userAttributes", "groupAttributes")
	taggedAreRead[Capability](t)
	taggedAreRead[UserAttribute](t, "defaultValue")
	taggedAreRead[Document](t)
	taggedAreRead[Schema](t)
	taggedAreRead[Discriminator](t)
	taggedAreRead[Operation](t)
	taggedAreRead[Parameter](t)
	taggedAreRead[Body](t)
	taggedAreRead[Response](t)
	taggedAreRead[Correction](t)
	taggedAreRead[provenanceEntry](t)
}

// taggedAreRead holds that of a T; special are read by functions of their own.
func taggedAreRead[T any](t *testing.T, special ...string) {
	t.Helper()
	var own []field[T]
	for _, name := range special {
		own = append(own, field[T]{name: name})
	}
	fields := fieldsOf(own...)[len(own):]
	if len(fields) == 0 {
		t.Errorf("%T has no tags", *new(T))
	}
	for _, f := range fields {
		var r reader
		f.read(&r, &node.Node{Kind: node.Object}, new(T))
		if !r.Failed() {
			t.Errorf("%T: an object is taken for %s, which is none", *new(T), f.name)
		}
	}
}
