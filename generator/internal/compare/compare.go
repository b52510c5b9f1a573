// Package compare says what changed in meaning between two versions of the
// inputs, and what that asks of those who use what is generated from them.
//
// Changes come from four sources, which do not know of each other, so that one
// finds what another misses: rules over the model (in this package), the
// document (package document), the Go that each version generates (package
// goapi), and stored configurations (package stored). The verdict is the highest
// severity of all of them.
//
// The package may import spec, model, pipeline and git. It does not know the
// output folder.
package compare

import (
	"io/fs"

	"golang.org/x/sync/errgroup"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/compare/document"
	"github.com/connectorgen/connectorgen/generator/internal/compare/goapi"
	"github.com/connectorgen/connectorgen/generator/internal/compare/stored"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/terraform"
)

// A Diff is what changed in meaning between two versions of the inputs.
type Diff struct {
	Verdict change.Severity // the highest of the changes
	Changes []change.Change // the most severe first
	Stored  *stored.Result  // nil if no stored configurations were given

	Provider bool // both versions ask for a Terraform provider
}

// Verdicts returns the highest severity of the changes from each source, in words.
// Stored configurations have none if none were given.
func (d *Diff) Verdicts() map[string]string {
	sources := []change.Source{change.Metadata, change.Document, change.Go}
	if d.Stored != nil {
		sources = append(sources, change.Configurations)
	}
	if d.Provider {
		sources = append(sources, change.Terraform)
	}
	highest := make(map[change.Source]change.Severity)
	for _, source := range sources {
		highest[source] = change.None
	}
	for _, c := range d.Changes {
		highest[c.Source] = max(highest[c.Source], c.Severity)
	}
	words := make(map[string]string)
	for source, severity := range highest {
		words[string(source)] = severity.String()
	}
	return words
}

// Sides returns what changed from old to new, and which of the stored
// configurations in configurations, which may be nil, would become invalid.
//
// The diff is nil if one of the sides has errors; the findings are these errors.
// The error is about reading files.
func Sides(old, new *Side, configurations fs.FS) (*Diff, spec.Findings, error) {
	var before, after version
	var group errgroup.Group
	group.Go(func() (err error) { before, err = loadSide(old); return err })
	group.Go(func() (err error) { after, err = loadSide(new); return err })
	if err := group.Wait(); err != nil {
		return nil, spec.Findings{}, err
	}
	before.found.Add(after.found)
	if before.found.Failed() {
		return nil, before.found, nil
	}
	d, err := compare(before, after, configurations)
	return d, spec.Findings{}, err
}

// A version is a side that has been read.
type version struct {
	side     *Side
	document *spec.Document
	model    *model.Model
	provider *terraform.Provider // nil if it asks for none
	found    spec.Findings       // its errors
}

func loadSide(s *Side) (version, error) {
	v := version{side: s}
	inputs, m, found, err := pipeline.Load(s.inputs)
	if err != nil {
		return v, err
	}
	if m != nil {
		var about spec.Findings
		if v.provider, about, err = pipeline.Provider(s.inputs, inputs, m); err != nil {
			return v, err
		}
		found.Add(about)
	}
	for _, f := range found.Errors().All() {
		f.Place = s.shown(f.Place)
		v.found.Append(f)
	}
	if m != nil {
		v.document, v.model = inputs.Document, m
	}
	return v, nil
}

// compare collects the changes of every source.
func compare(old, now version, configurations fs.FS) (*Diff, error) {
	var inDocument, inGo []change.Change
	var group errgroup.Group
	group.Go(func() error { inDocument = document.Compare(old.document, now.document); return nil })
	group.Go(func() (err error) { inGo, err = goapi.Compare(old.model, now.model); return err })
	var report change.Report
	report.Add(connectors(old.model, now.model)...)
	if err := group.Wait(); err != nil {
		return nil, err
	}
	report.Add(inDocument...)
	report.Add(withDocument(inGo, old.document, now.document)...)
	report.Add(inTerraform(old.provider, now.provider)...)
	d := &Diff{Provider: old.provider != nil && now.provider != nil}
	if configurations != nil {
		result, err := stored.Check(configurations, old.model, now.model)
		if err != nil {
			return nil, err
		}
		report.Add(invalid(result)...)
		d.Stored = &result
	}
	d.Verdict, d.Changes = report.Verdict(), report.All()
	for i := range d.Changes {
		c := &d.Changes[i]
		c.Old, c.New = old.side.shown(c.Old), now.side.shown(c.New)
	}
	return d, nil
}

// withDocument gives the changes of the client package the document as their place.
func withDocument(list []change.Change, old, new *spec.Document) []change.Change {
	for i, c := range list {
		if c.Connector == "" && old != nil && new != nil {
			list[i] = c.At(place.Place{File: old.File}, place.Place{File: new.File})
		}
	}
	return list
}

// invalid returns a change for each rule that a stored configuration would break.
func invalid(result stored.Result) []change.Change {
	var list []change.Change
	for _, c := range result.Invalid {
		for _, p := range c.Problems {
			broken := change.New(change.ConfigurationBad, change.Configurations, p.String())
			list = append(list, broken.About(c.Connector, "the configuration "+c.Name()).At(place.Place{}, place.Place{File: c.File, Path: c.Path}))
		}
	}
	return list
}
