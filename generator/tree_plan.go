package generator

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/emit"
)

// An entry is something that stands in the output folder.
type entry struct {
	path    string // below the output folder; "." for itself
	info    fs.FileInfo
	ours    bool   // a regular file with the header
	content []byte // of a file of ours that the tree has too
}

// A plan is what it takes to make the output folder hold a tree.
type plan struct {
	changes Changes
	fresh   bool                   // the output folder does not exist
	write   []emit.File            // changed and missing files
	keep    []string               // files that stay as they are, foreign ones among them
	dirs    []string               // folders of the new tree, "." first, parents before children
	drop    []string               // folders that only held files that go, in the same order
	before  map[string]fs.FileInfo // folders that exist
	stirred map[string]bool        // folders in which a name comes or goes
}

// compare returns what it takes to make the output folder of s hold t.
func (t *Tree) compare(s *site) (*plan, error) {
	wanted := make(map[string][]byte, len(t.files))
	for _, f := range t.files {
		wanted[f.Path] = f.Content
	}
	entries, err := s.entries(wanted)
	if err != nil {
		return &plan{}, err
	}
	found := make(map[string]*entry, len(entries))
	for _, e := range entries {
		found[e.path] = e
	}
	if err := t.conflicts(s, found); err != nil {
		return &plan{}, err
	}
	p := &plan{fresh: len(entries) == 0, before: map[string]fs.FileInfo{}, stirred: map[string]bool{}}
	for _, f := range t.files {
		p.place(f, found)
	}
	for _, e := range entries {
		p.sort(e, wanted)
	}
	p.folders(entries)
	return p, nil
}

// conflicts returns an error that names what stands in the way of files of t.
func (t *Tree) conflicts(s *site, found map[string]*entry) error {
	var list ConflictError
	add := func(name, reason string) {
		c := Conflict{s.show(name), reason}
		if reason != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	for _, f := range t.files {
		if e, ok := found[f.Path]; ok {
			add(f.Path, e.blocksFile())
		}
		for above := range parents(f.Path) {
			if e, ok := found[above]; ok {
				add(above, e.blocksFolder())
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// blocksFile returns why a generated file cannot take the place of e, or "".
func (e *entry) blocksFile() string {
	const remedy = "; move it away or choose another output folder"
	switch {
	case e.ours:
		return ""
	case e.info.IsDir():
		return "a folder stands where a generated file goes" + remedy
	case !e.info.Mode().IsRegular():
		return kind(e.info) + " stands where a generated file goes" + remedy
	}
	return "a file that was not generated (no header line) stands where a generated one goes" + remedy
}

// blocksFolder returns why e cannot be a folder of generated files, or "".
func (e *entry) blocksFolder() string {
	if e.info.IsDir() || e.ours { // a stale file of ours makes way
		return ""
	}
	return kind(e.info) + " stands where a folder of generated files goes; move it away or choose another output folder"
}

// kind names the type of a file that is not a folder.
func kind(info fs.FileInfo) string {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return "a file"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	}
	return "a special file"
}

// place says what becomes of a file of the tree.
func (p *plan) place(f emit.File, found map[string]*entry) {
	e, exists := found[f.Path]
	switch {
	case !exists:
		p.changes.Missing = append(p.changes.Missing, f.Path)
		p.stir(f.Path)
	case bytes.Equal(e.content, f.Content):
		p.changes.Unchanged++
		p.keep = append(p.keep, f.Path)
		return
	default:
		p.changes.Changed = append(p.changes.Changed, f.Path)
		p.changes.edits = append(p.changes.edits, edit{f.Path, e.content, f.Content})
	}
	p.write = append(p.write, f)
}

// sort says what becomes of an entry that no file of the tree replaces.
func (p *plan) sort(e *entry, wanted map[string][]byte) {
	_, known := wanted[e.path]
	switch {
	case known:
	case e.info.IsDir():
		p.before[e.path] = e.info
	case e.ours:
		p.changes.Extra = append(p.changes.Extra, e.path)
		p.stir(e.path)
	default:
		p.changes.Foreign = append(p.changes.Foreign, e.path)
		p.keep = append(p.keep, e.path)
	}
}

func (p *plan) stir(name string) {
	p.stirred["."] = true
	for dir := range parents(name) {
		p.stirred[dir] = true
	}
}

// folders decides which folders there will be: those of files, and those that
// were empty before, which are nobody's business.
func (p *plan) folders(entries []*entry) {
	stay := map[string]bool{".": true}
	grow := func(name string) {
		for dir := range parents(name) {
			stay[dir] = true
		}
	}
	for _, f := range p.write {
		grow(f.Path)
	}
	for _, name := range p.keep {
		grow(name)
	}
	for _, dir := range emptyFolders(entries) {
		stay[dir] = true
		grow(dir)
	}
	p.dirs = slices.Sorted(maps.Keys(stay))
	for _, dir := range slices.Sorted(maps.Keys(p.before)) {
		if !stay[dir] {
			p.drop = append(p.drop, dir)
		}
	}
}

// emptyFolders returns the folders among entries that hold nothing.
func emptyFolders(entries []*entry) []string {
	full := map[string]bool{}
	for _, e := range entries {
		full[path.Dir(e.path)] = true
	}
	var empty []string
	for _, e := range entries {
		if e.info.IsDir() && !full[e.path] {
			empty = append(empty, e.path)
		}
	}
	return empty
}

// entries returns what stands in the output folder, itself first, in order of
// path. It is empty if the folder does not exist.
func (s *site) entries(wanted map[string][]byte) ([]*entry, error) {
	if s.root == nil {
		return nil, nil
	}
	info, err := s.root.Lstat(s.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, s.fault(s.name, err)
	}
	if !info.IsDir() {
		return nil, ConflictError{{s.show("."), kind(info) + " stands where the output folder goes; name a folder"}}
	}
	out, err := s.root.OpenRoot(s.name)
	if err != nil {
		return nil, s.fault(s.name, err)
	}
	defer out.Close()
	list, err := s.readEntries(out.FS(), wanted)
	if now, e := s.root.Lstat(s.name); e == nil && !os.SameFile(info, now) {
		return s.entries(wanted) // another run exchanged it meanwhile
	}
	return list, err
}

// readEntries returns what stands in the output folder out.
func (s *site) readEntries(out fs.FS, wanted map[string][]byte) ([]*entry, error) {
	list, err := walk(out)
	if err != nil {
		return nil, s.fault(s.name, err)
	}
	return list, each(context.Background(), list, func(e *entry) (err error) {
		if e.info.Mode().IsRegular() {
			_, full := wanted[e.path]
			e.ours, e.content, err = read(out, e.path, full)
		}
		return s.fault(s.out(e.path), err)
	})
}

// walk returns everything in fsys, unread, in order of path.
func walk(fsys fs.FS) ([]*entry, error) {
	var list []*entry
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		list = append(list, &entry{path: name, info: info})
		return err
	})
	return list, err
}

// read reports whether the named file starts with the header, and if so and
// full is set, returns its content.
func read(fsys fs.FS, name string, full bool) (ours bool, content []byte, err error) {
	f, err := fsys.Open(name)
	if err != nil {
		return false, nil, err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, int64(len(Header)+1)))
	if err != nil || !generated(head) || !full {
		return generated(head), nil, err
	}
	rest, err := io.ReadAll(f)
	return true, append(head, rest...), err
}
