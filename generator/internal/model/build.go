package model

import (
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/example"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
	"github.com/connectorgen/connectorgen/generator/internal/naming"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Build returns the model of the inputs, and findings about them.
// The model must not be used if the findings hold an error.
func Build(in *spec.Inputs) (*Model, spec.Findings) {
	var found spec.Findings
	m := new(Model)
	list := pair(in)
	if !checkSize(list, &found) {
		return m, found
	}
	for _, in := range list {
		m.Connectors = append(m.Connectors, buildConnector(in, &found))
	}
	checkPackages(m.Connectors, &found)
	if in.Document != nil {
		m.TestServer = slices.Contains(in.Outputs, spec.OutputTestServer)
		m.API = api.Build(in.Document, &found)
	}
	for _, c := range in.Corrections {
		if m.Connector(c.Connector.Value) == nil {
			found.Report(RuleUnusedCorrection, c.Connector.At, "no input knows the connector %s; remove the correction, or correct the name", c.Connector.Value)
		}
	}
	return m, found
}

// checkSize reports whether there are at most api.MaxAttributes documented attributes.
func checkSize(list []*input, found *spec.Findings) bool {
	count := 0
	for _, in := range list {
		if in.store == nil || in.store.configuration == nil {
			continue
		}
		for _, s := range slices.Concat(in.store.configuration.OneOf, []*spec.Schema{in.store.configuration}) {
			if count += len(api.Flatten(s)); count > api.MaxAttributes {
				found.Report(api.RuleTooLarge, in.store.at, "the connectors up to this one have more than %d documented attributes, each counted in every profile; divide the document", api.MaxAttributes)
				return false
			}
		}
	}
	return true
}

// An input is all that is given for one store type.
type input struct {
	key         string
	at          spec.Place
	store       *store        // nil if it is not documented
	capture     *spec.Capture // nil if it is not captured
	corrections []spec.Correction
	examples    []*example.Store // of such stores, as the document publishes them
}

// pair returns the inputs of each store type, sorted by store type.
func pair(in *spec.Inputs) []*input {
	byKey := make(map[string]*input)
	of := func(key string, at spec.Place) *input {
		if byKey[key] == nil {
			byKey[key] = &input{key: key, at: at}
		}
		return byKey[key]
	}
	for _, s := range stores(in.Document) {
		of(s.key, s.at).store = s
	}
	if in.Document != nil {
		for _, x := range example.Stores(in.Document) {
			if known := byKey[x.Type]; known != nil {
				known.examples = append(known.examples, x)
			}
		}
	}
	for _, c := range in.Captures {
		x := of(c.Key, c.KeyAt)
		x.capture, x.at = c, c.KeyAt
	}
	for _, c := range in.Corrections {
		if x := byKey[c.Connector.Value]; x != nil {
			x.corrections = append(x.corrections, c)
		}
	}
	list := make([]*input, 0, len(byKey))
	for _, x := range byKey {
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b *input) int { return strings.Compare(a.key, b.key) })
	return list
}

// buildConnector takes one store type through the steps that the package comment describes.
func buildConnector(in *input, found *spec.Findings) *Connector {
	c := &Connector{StoreType: in.key, Package: naming.Package(in.key), At: in.at}
	fix := newFixes(in.corrections, found)

	var documented, captured *source
	if in.store != nil {
		c.Source |= Documented
		if why := spec.StoreTypeProblem(in.key); why != "" {
			found.Report(rulePackageName, in.store.at, "the store type %q %s; it must be an ASCII letter and up to 63 letters or digits", in.key, why)
		}
		c.DocumentedAt = in.store.at
		documented = documentedSource(in.store, found)
	}
	if in.capture != nil {
		c.Source |= Captured
		captured = capturedSource(in.capture)
	}
	list, anyKind := merge(documented, captured, fix, found)
	latchSecrets(list, found)
	selector := findSelector(list, documented, fix, in.at, found)
	hearExamples(list, selector, in.examples, fix, found)
	for _, p := range list {
		sortAttributes(p.Attributes)
	}
	shape(c, list, selector)
	c.AnyKind = anyKind
	c.Metadata = metadata(in, list, selector)
	name(c, fix, found)
	numberChecks(c)
	fix.reportUnused()
	return c
}

// checkPackages refuses package names that Go cannot use, or that two connectors share.
func checkPackages(list []*Connector, found *spec.Findings) {
	first := make(map[string]*Connector)
	for _, c := range list {
		if why := naming.UnusablePackage(c.Package); why != "" {
			found.Report(rulePackageName, c.At, "the package of %s would be called %s, which %s", c.StoreType, c.Package, why)
		}
		if other := first[c.Package]; other != nil {
			found.Report(rulePackageName, c.At, "%s and %s would share the package %s; one of them has to go", other.StoreType, c.StoreType, c.Package)
			continue
		}
		first[c.Package] = c
	}
}
