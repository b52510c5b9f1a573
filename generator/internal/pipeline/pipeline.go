// Package pipeline runs the stages that turn inputs into a model, for the verbs
// that need one.
package pipeline

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/review"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Inputs are the files that a verb reads.
type Inputs struct {
	FS   fs.FS
	Name string // prefix of the places in findings, such as "spec"
}

// Load returns the inputs as given and what they mean, or nil for both if the
// findings hold an error. The error is about reading files.
func Load(in Inputs) (*spec.Inputs, *model.Model, spec.Findings, error) {
	given, found, err := spec.Load(in.FS, in.Name)
	if err != nil || found.Failed() {
		return nil, nil, found, err
	}
	m, meant := model.Build(given)
	found.Add(meant)
	if found.Failed() {
		return nil, nil, found, nil
	}
	return given, m, found, nil
}

// Lint returns the findings of [Load] and, if none of them is an error, those of
// a review of the inputs. The error is about reading files.
func Lint(in Inputs) (spec.Findings, error) {
	given, m, found, err := Load(in)
	if m != nil {
		found.Add(review.Inputs(given, m))
	}
	return found, err
}

// Rules returns the rules of all findings, sorted by ID.
func Rules() []spec.Rule {
	rules := slices.Concat(spec.Rules(), model.Rules(), review.Rules())
	slices.SortFunc(rules, func(a, b spec.Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}
