package generator

import (
	"io/fs"

	"github.com/connectorgen/connectorgen/generator/internal/explain"
	"github.com/connectorgen/connectorgen/generator/internal/lookup"
)

// Explanation is what is known of a connector, a profile or an attribute, with
// the places that each fact comes from.
type Explanation = explain.Explanation

// Fact is one of the things that an [Explanation] states.
type Fact = explain.Fact

// Origin is where a [Fact] comes from, or what an input says against it.
type Origin = explain.Origin

// Spelling is what something is called in the generated code.
type Spelling = explain.Spelling

// NotFoundError says that the inputs have nothing of the name that was asked
// for, and which names come near.
type NotFoundError = lookup.NotFoundError

// Explain returns what the inputs in fsys say of what is called subject: a
// connector such as "Zoom", or after its name and a dot one of its profiles,
// attributes, user attributes or constants, as the wire or as Go spells it.
// Letter case does not matter.
//
// The explanation is nil if the findings hold an error. The error is a
// *[NotFoundError], or it is not about the inputs' content.
func Explain(fsys fs.FS, name, subject string) (*Explanation, Findings, error) {
	in, m, found, err := understand(fsys, name)
	if m == nil {
		return nil, found, err
	}
	e, err := explain.Of(m, subject)
	if err != nil {
		return nil, found, err
	}
	e.Date(in)
	return e, found, nil
}
