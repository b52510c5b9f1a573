// Package document compares the API that two OpenAPI documents describe, by the
// checks of oasdiff.
//
// The schemas of configurations are cut out first. Package compare has rules for
// them over the model, and oasdiff would report them again for every operation that
// has a store. Only their constraints are compared here, because the model does not
// have these: the generated code does not check them.
//
// It may import change, node, place and spec.
package document

import (
	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/place"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Compare returns what changed between two documents, either of which may be nil.
func Compare(old, new *spec.Document) []change.Change {
	switch {
	case old == nil && new == nil:
		return nil
	case old == nil:
		return []change.Change{change.New(change.DocumentAdded, change.Document, "").About("", "the document").At(place.Place{}, whole(new))}
	case new == nil:
		return []change.Change{change.New(change.DocumentRemoved, change.Document, "").About("", "the document").At(whole(old), place.Place{})}
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

// whole returns the place of a whole document.
func whole(d *spec.Document) place.Place { return place.Place{File: d.File} }

// A comparison has two versions of the document, as given and as read.
type comparison struct {
	oldDoc, newDoc *spec.Document
	old, new       object
}

// document returns a change of the whole document.
func (c *comparison) document(rule change.Rule, detail string) change.Change {
	return change.New(rule, change.Document, detail).About("", "the document").At(whole(c.oldDoc), whole(c.newDoc))
}

// api compares the documents without their connectors. If only texts differ, that
// is one change.
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

// change returns what a check found as a change, in our own words, because those of
// the check quote values.
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
func operation(d *spec.Document, x found) place.Place {
	for _, o := range d.Operations {
		if o.Method == x.method && o.Path == x.path {
			return o.At
		}
	}
	return whole(d)
}
