// Package pipeline runs the stages of connectorgen in order: the inputs are read,
// a model is built from them, and files are emitted and verified, all in memory.
//
// It stands below the packages of the verbs, which may import it. It may import
// the stages (spec, config, model, terraform, review, emit, verify and tree), and no verb.
package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/config"
	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/review"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
	"github.com/connectorgen/connectorgen/generator/internal/tree"
	"github.com/connectorgen/connectorgen/generator/internal/verify"
)

// Inputs are the files that a verb reads.
type Inputs struct {
	FS       fs.FS
	Name     string // prefix of the places in findings, such as "spec"
	Document string // the one file to read, which is a document; "" to read all inputs in FS
	Strict   bool   // an operation that would be left out is an error
}

// read returns the inputs as given. The error is about reading files.
func (in Inputs) read() (*spec.Inputs, spec.Findings, error) {
	if in.Document != "" {
		return load.Document(in.FS, in.Name, in.Document)
	}
	return load.Folder(in.FS, in.Name)
}

// Load returns the inputs as given and what they mean, or nil for both if the
// findings hold an error. What the inputs accept is not among the findings that
// count. The error is about reading files.
func Load(in Inputs) (*spec.Inputs, *model.Model, spec.Findings, error) {
	given, found, err := in.read()
	if err != nil || given == nil {
		return nil, nil, found, err
	}
	m, meant := model.Build(given)
	if found.Failed() {
		dropFollowing(&meant, found.All(), given.Captures)
	}
	found.Add(meant)
	checkAcceptances(given, &found)
	if found.Failed() {
		return nil, nil, found, nil
	}
	accept(given, m, &found, slices.Concat(load.Rules(), spec.Rules(), config.Rules(), model.Rules()))
	if in.Strict {
		found.Promote(api.RuleLeftOut.ID)
	}
	if found.Failed() {
		return nil, nil, found, nil
	}
	return given, m, found, nil
}

// dropFollowing takes out of meant what can follow from what could not be read: warnings,
// and what is said of a capture that has an error itself. In a document much is
// independent of each other.
func dropFollowing(meant *spec.Findings, read []spec.Finding, captures []*spec.Capture) {
	meant.Drop(func(f spec.Finding) bool {
		failed := slices.ContainsFunc(read, func(r spec.Finding) bool { return r.Severity == spec.Error && r.Place.File == f.Place.File })
		ofCapture := slices.ContainsFunc(captures, func(c *spec.Capture) bool { return c.At.File == f.Place.File })
		return f.Severity != spec.Error || f.Place.File == "" || failed && ofCapture
	})
}

// Made is what [Generate] makes.
type Made struct {
	Tree *tree.Tree

	// Inputs has files that belong into the folder of the inputs, by name, and are
	// not as they are to be.
	Inputs map[string][]byte
}

// Generate returns the files that the inputs call for, to be imported as packages
// below importPath. It returns nil if the findings hold an error. The error is
// about reading files, or is a fault of the generator.
func Generate(in Inputs, importPath string) (*Made, spec.Findings, error) {
	given, m, found, err := Load(in)
	if m == nil {
		return nil, found, err
	}
	p, about, err := Provider(in, given, m)
	accept(given, m, &about, terraform.Rules())
	if found.Add(about); err != nil || found.Failed() {
		return nil, found, err
	}
	files, err := emit.Files(m, importPath)
	if err != nil {
		return nil, found, err
	}
	if p != nil && len(p.Lacks) == 0 {
		own, err := emit.Terraform(p, m, importPath)
		if err != nil {
			return nil, found, err
		}
		files = append(files, own...)
	}
	if err := verify.Files(files, importPath); err != nil {
		return nil, found, err
	}
	contents := make(map[string][]byte, len(files))
	for _, f := range files {
		contents[f.Path] = f.Content
	}
	made := &Made{Tree: tree.New(contents), Inputs: make(map[string][]byte)}
	if p != nil && p.Locked != nil {
		made.Inputs[terraform.LockFile] = p.Locked
	}
	return made, found, nil
}

// Provider returns the Terraform provider for m, or nil if the inputs do not ask for it.
func Provider(in Inputs, given *spec.Inputs, m *model.Model) (*terraform.Provider, spec.Findings, error) {
	var found spec.Findings
	if !slices.Contains(given.Outputs, spec.OutputTerraform) {
		return nil, found, nil
	}
	lock, err := fs.ReadFile(in.FS, terraform.LockFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, found, fmt.Errorf("%s: %w", path.Join(in.Name, terraform.LockFile), show.Cause(err))
	}
	p, about := terraform.Build(m, path.Join(in.Name, terraform.LockFile), lock)
	found.Add(about)
	p.Check(emit.LacksForTerraform(m), path.Join(in.Name, config.File), &found)
	return p, found, nil
}

// Lint returns the findings of [Load] and, if none of them is an error, those of
// a review of the inputs. The error is about reading files.
func Lint(in Inputs) (spec.Findings, error) {
	given, m, found, err := Load(in)
	if m == nil {
		return found, err
	}
	_, about, err := Provider(in, given, m)
	about.Add(review.Inputs(given, m))
	accept(given, m, &about, slices.Concat(terraform.Rules(), review.Rules()))
	found.Add(about)
	return found, err
}

// Rules returns the rules of all findings, sorted by ID.
func Rules() []spec.Rule {
	rules := slices.Concat(load.Rules(), spec.Rules(), config.Rules(), model.Rules(), terraform.Rules(), review.Rules())
	slices.SortFunc(rules, func(a, b spec.Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}
