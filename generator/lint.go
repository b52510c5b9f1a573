package generator

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/review"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Severity tells an error from a warning, and that from a notice.
type Severity = spec.Severity

// The severities.
const (
	Error   = spec.Error
	Warning = spec.Warning
	Notice  = spec.Notice
)

// Rule is a kind of finding.
type Rule = spec.Rule

// Lint returns everything that the inputs in fsys say against each other or
// against good sense: the findings of [Generate], and if none of them is an
// error, those that would not keep it from its work.
// The display name is the prefix of the places in the findings.
// The error is not about the inputs' content.
func Lint(fsys fs.FS, name string) (Findings, error) {
	in, m, found, err := understand(fsys, name)
	if m != nil {
		found.Add(review.Inputs(in, m))
	}
	return found, err
}

// Rules returns all rules that findings can name, sorted by ID.
func Rules() []Rule {
	rules := slices.Concat(spec.Rules(), model.Rules(), review.Rules())
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

// understand returns the inputs in fsys and what they mean, or nil for both if
// the findings hold an error.
func understand(fsys fs.FS, name string) (*spec.Inputs, *model.Model, Findings, error) {
	in, found, err := spec.Load(fsys, name)
	if err != nil || found.Failed() {
		return nil, nil, found, err
	}
	m, meant := model.Build(in)
	found.Add(meant)
	if found.Failed() {
		return nil, nil, found, nil
	}
	return in, m, found, nil
}
