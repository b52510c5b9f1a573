package tree

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

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// An entry is something that stands in the output folder.
type entry struct {
	path    string // below the output folder; "." for itself
	info    fs.FileInfo
	ours    bool   // a regular file with the header
	content []byte // of a file of ours
}

// A plan is what it takes to make the output folder hold a tree.
type plan struct {
	changes Diff
	fresh   bool                   // the output folder does not exist
	write   []file                 // changed and missing files
	keep    []string               // files that stay as they are, foreign ones among them
	dirs    []string               // folders of the new tree, "." first, parents before children
	drop    []string               // folders that only held files that go, in the same order
	before  map[string]fs.FileInfo // folders that exist
	stirred map[string]bool        // folders in which a name comes or goes

	old      map[string][]byte // content of the files that are replaced or removed, by path
	manifest []byte            // in the output folder; nil if there is none
}

// compare returns what it takes to make the output folder of s hold t.
func (t *Tree) compare(s *site) (*plan, error) {
	entries, err := s.entries()
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
	p := newPlan(t, entries, found)
	return p, s.linked(p, found)
}

// newPlan returns what it takes to make t of entries, which found has by path.
func newPlan(t *Tree, entries []*entry, found map[string]*entry) *plan {
	p := &plan{fresh: len(entries) == 0, before: map[string]fs.FileInfo{}, stirred: map[string]bool{}, old: map[string][]byte{}}
	if e, ok := found[Manifest]; ok {
		p.manifest = e.content
	}
	wanted := make(map[string]bool, len(t.files))
	for _, f := range t.files {
		wanted[f.path] = true
		p.place(f, found)
	}
	for _, e := range entries {
		p.sort(e, wanted)
	}
	p.folders(entries)
	for _, c := range p.edited() {
		p.changes.Edited = append(p.changes.Edited, c.Path)
	}
	return p
}

// refusal returns an error if p gives up what somebody edited, unless s may.
func (s *site) refusal(p *plan) error {
	var list ConflictError
	for _, c := range p.edited() {
		list = append(list, Conflict{s.show(c.Path), c.Reason})
	}
	if s.force || len(list) == 0 {
		return nil
	}
	return list
}

// linked returns an error that names files that p replaces or removes and that
// have another name somewhere: that one would silently stay as it is. The names
// that a run gives files while it builds the new tree do not count.
func (s *site) linked(p *plan, found map[string]*entry) error {
	var list ConflictError
	for _, name := range slices.Sorted(maps.Keys(p.old)) {
		if links(found[name].info) > 1 && s.isLinked(name) {
			list = append(list, Conflict{s.show(name), isLinkedElsewhere})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

const isLinkedElsewhere = "has another name elsewhere, a hard link; put a copy of its own in its place, or remove it"

// isLinked reports whether a file of the output folder has another name, while
// no run builds a tree.
func (s *site) isLinked(name string) bool {
	if s.littered() {
		return false
	}
	info, err := s.root.Lstat(s.out(name))
	return err == nil && links(info) > 1 && !s.littered()
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
		if e, ok := found[f.path]; ok {
			add(f.path, e.blocksFile())
		}
		for above := range parents(f.path) {
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
		return show.FileType(e.info.Mode()) + " stands where a generated file goes" + remedy
	}
	return "a file that was not generated (no header line) stands where a generated one goes" + remedy
}

// blocksFolder returns why e cannot be a folder of generated files, or "".
func (e *entry) blocksFolder() string {
	if e.info.IsDir() || e.ours { // a stale file of ours makes way
		return ""
	}
	return show.FileType(e.info.Mode()) + " stands where a folder of generated files goes; move it away or choose another output folder"
}

// place says what becomes of a file of the tree.
func (p *plan) place(f file, found map[string]*entry) {
	e, exists := found[f.path]
	switch {
	case !exists:
		p.changes.Missing = append(p.changes.Missing, f.path)
		p.stir(f.path)
	case bytes.Equal(e.content, f.content):
		p.changes.Unchanged++
		p.keep = append(p.keep, f.path)
		return
	default:
		p.changes.Changed = append(p.changes.Changed, f.path)
		p.old[f.path] = e.content
		p.changes.edits = append(p.changes.edits, edit{f.path, e.content, f.content})
	}
	p.write = append(p.write, f)
}

// sort says what becomes of an entry that no file of the tree replaces.
func (p *plan) sort(e *entry, wanted map[string]bool) {
	switch {
	case wanted[e.path]:
	case e.info.IsDir():
		p.before[e.path] = e.info
	case e.ours:
		p.changes.Extra = append(p.changes.Extra, e.path)
		p.old[e.path] = e.content
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
		grow(f.path)
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
func (s *site) entries() ([]*entry, error) {
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
		return nil, ConflictError{{s.show("."), show.FileType(info.Mode()) + " stands where the output folder goes; name a folder"}}
	}
	out, err := s.root.OpenRoot(s.name)
	if err != nil {
		return nil, s.fault(s.name, err)
	}
	defer out.Close()
	list, err := s.readEntries(out)
	if now, e := s.root.Lstat(s.name); e == nil && !os.SameFile(info, now) {
		return s.entries() // another run exchanged it meanwhile
	}
	return list, err
}

// readEntries returns what stands in the output folder out.
func (s *site) readEntries(out *os.Root) ([]*entry, error) {
	list, err := walk(out.FS())
	if err != nil {
		return nil, s.fault(s.name, err)
	}
	return list, each(context.Background(), list, func(e *entry) (err error) {
		if e.info.Mode().IsRegular() {
			e.ours, e.content, err = read(out, e.path, headerOf(e.path))
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

// read reports whether the named file starts with header, and if so, returns
// its content. It does not wait for what has become a pipe meanwhile.
func read(root *os.Root, name, header string) (ours bool, content []byte, err error) {
	f, err := root.OpenFile(name, os.O_RDONLY|noWait, 0)
	if err != nil {
		return false, nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return false, nil, err
	}
	head, err := io.ReadAll(io.LimitReader(f, int64(len(header)+1)))
	if err != nil || !starts(head, header) {
		return false, nil, err
	}
	rest, err := io.ReadAll(f)
	return true, append(head, rest...), err
}
