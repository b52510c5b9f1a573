package generator

import (
	"io/fs"
	"sync"

	"github.com/connectorgen/connectorgen/generator/internal/diff"
	"github.com/connectorgen/connectorgen/generator/internal/diff/document"
	"github.com/connectorgen/connectorgen/generator/internal/diff/goapi"
	"github.com/connectorgen/connectorgen/generator/internal/diff/stored"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// What Diff returns is made of these.
type (
	Verdict    = diff.Severity // what changes ask of the version: none, patch, minor or major
	Change     = diff.Change   // something that changed in meaning
	ChangeRule = diff.Rule     // a kind of change
	Stored     = stored.Result // what becomes of stored configurations
)

// ChangeRules returns every rule of changes.
func ChangeRules() []ChangeRule { return diff.Rules() }

// Advice returns what those who are affected by a change of the rule do, or "".
func Advice(rule string) string { return diff.Advice(rule) }

// ParseVerdict returns the verdict that word stands for, and whether there is one.
func ParseVerdict(word string) (Verdict, bool) { return diff.ParseSeverity(word) }

// A Difference is what changed in meaning between two versions of the inputs.
type Difference struct {
	Verdict Verdict  // the highest of the changes
	Changes []Change // the most severe first
	Stored  *Stored  // nil if there was nothing to ask for
}

// Diff returns what changed in meaning from old to new, and which of the stored
// configurations in configurations, which may be nil, would become invalid.
//
// The difference is nil if one of the versions has errors; the findings have
// them. The error is not about the inputs' content.
func Diff(old, new *Side, configurations fs.FS) (*Difference, Findings, error) {
	versions := [2]*version{{side: old}, {side: new}}
	var wait sync.WaitGroup
	for _, v := range versions {
		wait.Go(v.load)
	}
	wait.Wait()
	var found Findings
	for _, v := range versions {
		if v.err != nil {
			return nil, found, v.err
		}
		found.Add(v.found)
	}
	if found.Failed() {
		return nil, found, nil
	}
	d, err := compare(versions[0], versions[1], configurations)
	return d, Findings{}, err
}

// A version is a side and what it means.
type version struct {
	side     *Side
	document *spec.Document
	model    *model.Model
	found    Findings // its errors
	err      error
}

func (v *version) load() {
	inputs, m, found, err := understand(v.side.fsys, v.side.name)
	if err != nil {
		v.err = err
		return
	}
	for _, f := range found.All() {
		if f.Severity == spec.Error {
			v.found.Errorf(v.side.shown(f.Place), f.Rule, "%s", f.Message)
		}
	}
	if m != nil {
		v.document, v.model = inputs.Document, m
	}
}

// compare asks the three sources, each on its own, and the stored configurations.
func compare(old, now *version, configurations fs.FS) (*Difference, error) {
	var report diff.Report
	var inDocument, inGo []Change
	var err error
	var wait sync.WaitGroup
	wait.Go(func() { inDocument = document.Compare(old.document, now.document) })
	wait.Go(func() { inGo, err = goapi.Compare(old.model, now.model) })
	report.Add(diff.Connectors(old.model, now.model)...)
	wait.Wait()
	if err != nil {
		return nil, err
	}
	report.Add(inDocument...)
	report.Add(placed(inGo, old.document, now.document)...)
	d := new(Difference)
	if configurations != nil {
		if err := d.check(configurations, old.model, now.model, &report); err != nil {
			return nil, err
		}
	}
	d.Verdict, d.Changes = report.Verdict(), report.All()
	for i := range d.Changes {
		c := &d.Changes[i]
		c.Old, c.New = old.side.shown(c.Old), now.side.shown(c.New)
	}
	return d, nil
}

// placed returns the changes of the client package with the place of the document.
func placed(list []Change, old, new *spec.Document) []Change {
	for i, c := range list {
		if c.Connector == "" && old != nil && new != nil {
			list[i] = c.At(spec.Place{File: old.File}, spec.Place{File: new.File})
		}
	}
	return list
}

// check checks the stored configurations; each rule that one would break is a change.
func (d *Difference) check(configurations fs.FS, old, new *model.Model, report *diff.Report) error {
	result, err := stored.Check(configurations, old, new)
	d.Stored = &result
	for _, c := range result.Invalid {
		for _, p := range c.Problems {
			change := diff.New(diff.ConfigurationBad, diff.Configurations, p.String())
			report.Add(change.About(c.Connector, "the configuration "+c.Name()).At(spec.Place{}, spec.Place{File: c.File, Path: c.Path}))
		}
	}
	return err
}
