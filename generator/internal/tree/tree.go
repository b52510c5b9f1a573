// Package tree holds generated files in memory, compares them with a folder, and
// writes them there.
//
// A write works in place. It looks at the folder, and a classifier turns what it
// saw into one list of steps; everything else follows from that list: the
// difference, the conflicts, and what is done, in this order:
//
//  1. Take the lock, so that two runs do not mix.
//  2. Note what is about to be written in the file called pending.
//  3. Write each file that changes beside its place, under a temporary name.
//  4. Rename each to its place.
//  5. Remove files that are no longer wanted, then folders that are empty for it.
//  6. Rename the manifest to its place, and remove the note and the lock.
//
// Whatever fails before step 4 leaves the folder as it was. Later, every file is
// wholly old or wholly new, and the next run completes the rest: pending says
// which files a killed run wrote, even if the inputs have changed since.
//
// A generated file is one that the manifest of this folder lists; see [Manifest]. A
// file that does not start with the header of its kind, if that has one, is never
// replaced or removed, even if the manifest lists it.
package tree

import (
	"cmp"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
)

// A Tree is a set of generated files in memory, by slash-separated path.
type Tree struct{ files []file }

// A file is a generated file.
type file struct {
	path    string // slash-separated, relative to the output folder
	content []byte
}

// New returns the tree of files, which are contents by path, and their manifest.
// The files are as package verify wants them: their paths differ in more than
// letter case, none lies below another, and each has the header of its kind.
func New(contents map[string][]byte) *Tree {
	files := make([]file, 0, len(contents)+1)
	for _, name := range slices.Sorted(maps.Keys(contents)) {
		files = append(files, file{name, contents[name]})
	}
	if len(files) > 0 {
		files = append(files, manifestOf(files))
		slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	}
	return &Tree{files}
}

// All returns every path with its content, in order of path.
// The content is the tree's own: it must not be changed.
func (t *Tree) All() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, f := range t.files {
			if !yield(f.path, f.content) {
				return
			}
		}
	}
}

// parents returns the folders that name lies in, innermost first, without the top.
func parents(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}

// starts reports whether the first line of content is header.
func starts(content []byte, header string) bool {
	rest, ok := strings.CutPrefix(string(content[:min(len(content), len(header)+1)]), header)
	return ok && (rest == "" || rest == "\n" || rest == "\r")
}
