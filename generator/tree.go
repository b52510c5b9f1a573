package generator

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/emit"
)

// Header is the first line of every generated file but the [Manifest], where it
// is a comment of another form. No file that starts otherwise is ever replaced
// or removed.
const Header = emit.Header

// A Tree is a set of generated files in memory, by slash-separated path.
type Tree struct{ files []emit.File }

// newTree returns the tree of files and their manifest, in order of path.
func newTree(files []emit.File) *Tree {
	files = slices.Clone(files)
	byPath := func(a, b emit.File) int { return cmp.Compare(a.Path, b.Path) }
	slices.SortStableFunc(files, byPath)
	if len(files) > 0 {
		files = append(files, manifestOf(files))
		slices.SortStableFunc(files, byPath)
	}
	return &Tree{files}
}

// Len returns the number of files, the manifest among them.
func (t *Tree) Len() int { return len(t.files) }

// All returns every path with its content, in order of path.
// The content is the tree's own: it must not be changed.
func (t *Tree) All() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, f := range t.files {
			if !yield(f.Path, f.Content) {
				return
			}
		}
	}
}

// Diff returns how the folder dir differs from the tree. It writes nothing.
// The error is a [ConflictError] if something stands where a generated file goes.
func (t *Tree) Diff(dir string) (Changes, error) {
	if err := t.valid(); err != nil {
		return Changes{}, err
	}
	s, err := openSite(dir)
	if err != nil {
		return Changes{}, err
	}
	defer s.close()
	p, err := t.compare(s)
	return p.changes, err
}

// Write makes the folder dir hold the tree, and returns what was different before.
//
// The new tree is built in a folder beside dir, then the two are exchanged in
// one step: a kill at any moment leaves dir wholly old or wholly new, and the
// next Write removes what the killed one left beside it. Where the file system
// cannot exchange folders, files are replaced one after another from a journal
// that the next Write completes; [Changes].Stepwise says so.
//
// That holds however the process ends, as long as the system goes on. Nothing
// is synced, so after a power failure files may be empty or torn: restore dir or
// remove it, and write it again. Syncing would cost more time than the rest of
// a run, for files that can be had anew and are checked in.
//
// Files without [Header] stay as they are, and so do inode and modification
// time of what does not differ. If nothing differs, nothing is written. Writes
// to one folder wait for each other.
//
// The error is a [ConflictError], and nothing is written, if something stands
// where a generated file goes, if a file that would be replaced or removed is
// not as the [Manifest] says it was written, or if it has another hard link.
func (t *Tree) Write(dir string) (Changes, error) {
	return t.WriteContext(context.Background(), dir, WriteOptions{})
}

// WriteOptions says how to write.
type WriteOptions struct {
	// Force gives up what was edited by hand in generated files, and generated
	// files that somebody copied. It spares foreign files and links.
	Force bool
}

// WriteContext is like [Tree.Write], but gives up, leaving dir as it was and
// nothing beside it, if ctx is done before the exchange.
func (t *Tree) WriteContext(ctx context.Context, dir string, opts WriteOptions) (Changes, error) {
	if err := t.valid(); err != nil {
		return Changes{}, err
	}
	s, err := makeSite(dir)
	if err != nil {
		return Changes{}, err
	}
	defer s.close()
	s.force = opts.Force
	return t.write(ctx, s)
}

// valid reports the first way in which t is no tree of generated files.
// That is a fault of the emitter.
func (t *Tree) valid() error {
	taken := make(map[string]string, len(t.files)) // by path as a system that ignores case sees it
	for _, f := range t.files {
		if f.Path == "." || !fs.ValidPath(f.Path) {
			return fmt.Errorf("%q: not a path below the output folder", f.Path)
		}
		if header := headerOf(f.Path); !starts(f.Content, header) {
			return fmt.Errorf("%s: the first line is not %q", f.Path, header)
		}
		folded := strings.ToLower(f.Path)
		if other, ok := taken[folded]; ok {
			return fmt.Errorf("%s: on some systems the same file as %s", f.Path, other)
		}
		taken[folded] = f.Path
	}
	for _, f := range t.files {
		for above := range parents(strings.ToLower(f.Path)) {
			if other, ok := taken[above]; ok {
				return fmt.Errorf("%s: lies below the file %s", f.Path, other)
			}
		}
	}
	return nil
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
