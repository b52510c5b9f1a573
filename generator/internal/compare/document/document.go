// Package document says what changed in the API that the OpenAPI document
// describes, by the checks of oasdiff.
//
// The configurations of connectors are cut out first: they have rules of their
// own, over the model, and would be reported again for every operation that has
// a store. What is left of them here are the constraints that the model does not
// know, since the generated code does not check them.
package document

import (
	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Compare returns what changed between two documents, either of which may be nil.
func Compare(old, new *spec.Document) []change.Change {
	switch {
	case old == nil && new == nil:
		return nil
	case old == nil:
		return []change.Change{change.New(change.DocumentAdded, change.Document, "").About("", "the document").At(spec.Place{}, whole(new))}
	case new == nil:
		return []change.Change{change.New(change.DocumentRemoved, change.Document, "").About("", "the document").At(whole(old), spec.Place{})}
	case string(old.Source) == string(new.Source):
		return nil
	}
	c := &comparison{oldDoc: old, newDoc: new}
	var err, err2 error
	c.old, err = read(old.Source)
	c.new, err2 = read(new.Source)
	if err != nil || err2 != nil {
		return []change.Change{c.document(change.DocumentUnread, "")}
	}
	return append(c.constraints(), c.api()...)
}

// whole returns the place of a document as a whole.
func whole(d *spec.Document) spec.Place { return spec.Place{File: d.File} }

// A comparison is of two versions of the document.
type comparison struct {
	oldDoc, newDoc *spec.Document
	old, new       object
}

// document returns a change of the document as a whole.
func (c *comparison) document(rule change.Rule, detail string) change.Change {
	return change.New(rule, change.Document, detail).About("", "the document").At(whole(c.oldDoc), whole(c.newDoc))
}

// api compares the documents without their connectors and, one after the other,
// their texts and the rest.
func (c *comparison) api() []change.Change {
	old, new := withoutConnectors(c.old), withoutConnectors(c.new)
	was, is := canonical(old), canonical(new)
	if was == is {
		return nil
	}
	before, after := canonical(withoutTexts(old, false)), canonical(withoutTexts(new, false))
	if before == after {
		return []change.Change{c.document(change.DocumentText, "")}
	}
	list, err := check(before, after)
	switch {
	case err != nil:
		return []change.Change{c.document(change.DocumentUnread, "")}
	case len(list) == 0:
		return []change.Change{c.document(change.DocumentOther, "")}
	}
	var changes []change.Change
	for _, x := range list {
		changes = append(changes, c.change(x))
	}
	return changes
}

// change returns what a check found as a change, in our own words: those of the
// check print values.
func (c *comparison) change(x found) change.Change {
	rule := change.DocumentExtended
	if x.breaks {
		rule = change.DocumentBroken
	}
	subject := "the document"
	if x.path != "" {
		subject = x.method + " " + x.path
	}
	detail := x.id
	if names := c.names(x.args); names != "" {
		detail += " (" + names + ")"
	}
	return change.New(rule, change.Document, detail).About("", subject).At(operation(c.oldDoc, x), operation(c.newDoc, x))
}

// operation returns the place of the operation that x is about, or of the document.
func operation(d *spec.Document, x found) spec.Place {
	for _, o := range d.Operations {
		if o.Method == x.method && o.Path == x.path {
			return o.At
		}
	}
	return whole(d)
}
