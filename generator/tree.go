package generator

import (
	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/module"
	files "github.com/connectorgen/connectorgen/generator/internal/tree"
)

// Header is the first line of every generated file but the [Manifest], where it
// is a comment of another form. No file that starts otherwise is ever replaced
// or removed.
const Header = files.Header

// Manifest is the path of the file of a tree that says what was written.
const Manifest = files.Manifest

// What is known of files in memory and on disk is in package tree.
type (
	// A Tree is a set of generated files in memory, by slash-separated path.
	Tree = files.Tree
	// A TreeDiff is how a folder differs from a tree.
	TreeDiff = files.Diff
	// A ConflictError names what is in the way of a write.
	ConflictError = files.ConflictError
	// A Conflict is something that is in the way of a write.
	Conflict = files.Conflict
	// WriteOptions says how to write.
	WriteOptions = files.WriteOptions
)

// newTree returns the tree of what was emitted.
func newTree(emitted []emit.File) *Tree {
	contents := make(map[string][]byte, len(emitted))
	for _, f := range emitted {
		contents[f.Path] = f.Content
	}
	return files.New(contents)
}

// ImportPath returns the import path of the packages in the folder out, which
// need not exist. It follows from the nearest go.mod, in out or above it.
func ImportPath(out string) (string, error) { return module.ImportPath(out) }

// printable returns line without characters that would steer a terminal.
func printable(line string) string { return files.Printable(line) }
