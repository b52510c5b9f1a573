package tree

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/header"
	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// An action is what becomes of a path in the output folder.
type action int

const (
	keep         action = iota // a generated file that is as in the tree
	write                      // a file of the tree that is missing or differs
	remove                     // a generated file that is no longer in the tree
	removeFolder               // a folder that holds nothing but what is removed
	leave                      // somebody else's: not touched
	clear                      // what a killed run left for itself
)

// A step is what becomes of one path.
type step struct {
	action
	path     string
	old, new []byte      // content before and after; nil if there is no such file
	mode     fs.FileMode // of what is written
	edited   string      // why this takes force, or ""
	blocked  string      // why this is not done even with force, or ""
	by       string      // the path that blocks it
}

// steps are what it takes to make an output folder hold a tree, in order of path.
type steps []step

// A classifier is what is known of an output folder and of the tree that it is to hold.
type classifier struct {
	entries []*entry
	written record // what former runs say that they wrote
	tree    *Tree
	found   map[string]*entry
}

func newClassifier(entries []*entry, written record, t *Tree) *classifier {
	c := &classifier{entries, written, t, make(map[string]*entry, len(entries))}
	for _, e := range entries {
		c.found[e.path] = e
	}
	for _, f := range t.files {
		if e := c.found[f.path]; e != nil {
			e.wanted = true
		}
		c.above(f.path, func(e *entry) { e.needed = true })
	}
	for name := range written.sums {
		c.above(name, func(e *entry) { e.made = true })
	}
	return c
}

// above calls mark with the folders that name lies in, as far as there are any.
func (c *classifier) above(name string, mark func(*entry)) {
	for dir := range parents(name) {
		if e := c.found[dir]; e != nil {
			mark(e)
		}
	}
}

// classify returns what it takes to make the folder hold the tree.
func (c *classifier) classify() steps {
	var list steps
	stay := func(e *entry) { c.above(e.path, func(e *entry) { e.stays = true }) }
	for _, e := range c.entries {
		if s, ok := c.unwanted(e); ok {
			list = append(list, s)
			if e.goes = s.action != leave; !e.goes {
				stay(e)
			}
		}
	}
	for _, e := range slices.Backward(c.entries) { // what is in a folder comes first
		if !e.info.IsDir() || e.needed || e.closed != "" {
			continue
		}
		if e.goes = e.made && !e.stays; e.goes {
			list = append(list, step{action: removeFolder, path: e.path})
		} else {
			stay(e)
		}
	}
	for _, f := range c.tree.files {
		list = append(list, c.want(f))
	}
	slices.SortStableFunc(list, func(a, b step) int { return cmp.Compare(a.path, b.path) })
	return list
}

// unwanted returns what becomes of e, if it is no file of the tree and no folder
// that can be passed through.
func (c *classifier) unwanted(e *entry) (step, bool) {
	s := step{action: leave, path: e.path, blocked: e.closed, by: e.path}
	regular := e.info.Mode().IsRegular()
	switch {
	case e.closed != "":
	case e.info.IsDir(), e.wanted:
		return s, false
	case regular && isLitter(e.path):
		s.action, s.old = clear, e.content
	case regular && c.written.lists(e.path):
		if edited, blocked := c.giveUp(e); blocked != isForeign {
			s.action, s.old, s.edited, s.blocked = remove, e.content, edited, blocked
		}
	}
	return s, true
}

// The reasons why a file is only given up with force.
const (
	orForce     = "; to give it up, run generate with --force"
	wasEdited   = "was edited by hand; to keep the edit, move it to the inputs or to a file of your own" + orForce
	isNobodys   = "has the header of a generated file, but was not written here by connectorgen; to keep it, move it away" + orForce
	isUndecided = "holds a merge conflict; resolve that of the inputs, then run generate with --force, which settles this one and all generated files"
	isBroken    = "is not as it was written, so nobody can tell whether other files were edited; bring it back" + orForce
)

// The reasons why something is not given up even with force.
const (
	orElsewhere       = "; move it away or choose another output folder"
	forFile           = " stands where a generated file goes" + orElsewhere
	forFolder         = " stands where a folder of generated files goes" + orElsewhere
	isForeign         = "a file that was not generated (no header line) stands where a generated one goes" + orElsewhere
	isLinkedElsewhere = "has another name elsewhere, a hard link; put a copy of its own in its place, or remove it"
)

// giveUp returns why it takes force to replace or remove the regular file e, and
// why that is not done even so.
func (c *classifier) giveUp(e *entry) (edited, blocked string) {
	listed := c.written.lists(e.path)
	headed, should := isHeaded(e)
	switch {
	case !headed && (should || !listed):
		return "", isForeign
	case links(e.info) > 1:
		return "", isLinkedElsewhere
	case e.path == Manifest:
		return c.written.fault(), ""
	case c.written.invalid != nil && len(c.tree.files) > 0, c.written.hold(e.path, e.content):
		return "", ""
	case listed:
		return wasEdited, ""
	}
	return isNobodys, ""
}

// isHeaded reports whether e has the header of a generated file, and whether a
// generated file of that name should.
func isHeaded(e *entry) (headed, should bool) {
	line, _ := header.Of(e.path)
	return line != "" && starts(e.content, line), line != ""
}

// want returns what becomes of a file of the tree.
func (c *classifier) want(f file) step {
	s := step{action: write, path: f.path, new: f.content, mode: 0o666, by: f.path}
	for above := range parents(f.path) {
		if e := c.found[above]; e != nil && !c.passes(e) {
			s.blocked, s.by = cmp.Or(e.closed, show.FileType(e.info.Mode())+forFolder), above
			return s
		}
	}
	e := c.found[f.path]
	switch {
	case e == nil || e.goes:
	case e.info.IsDir():
		s.blocked = "a folder" + forFile
	case !e.info.Mode().IsRegular():
		s.blocked = show.FileType(e.info.Mode()) + forFile
	case e.content != nil && sameText(e.content, f.content):
		s.action = keep
	default:
		s.old, s.mode = e.content, e.info.Mode().Perm()
		s.edited, s.blocked = c.giveUp(e)
	}
	return s
}

// passes reports whether e is a folder, or makes way for one.
func (c *classifier) passes(e *entry) bool {
	return e.closed == "" && (e.info.IsDir() || e.goes)
}
