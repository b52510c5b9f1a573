package tree

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
)

// An entry is something that stands in the output folder.
type entry struct {
	path    string
	info    fs.FileInfo
	content []byte // of a regular file that the tree or the manifest has, and of the note
	closed  string // why nothing below this folder may be touched, or ""

	wanted bool // a file of the tree goes here
	needed bool // a folder of the tree goes here
	made   bool // a folder that former runs may have made
	stays  bool // a folder in which something stays that is not of the tree
	goes   bool // it is removed
}

// maxFile bounds what is read of a file. No generated file is larger.
const maxFile = 64 << 20

// look returns what is to be done so that the folder holds t.
func (s *site) look(t *Tree) (steps, error) {
	if s.root == nil {
		return newClassifier(nil, record{}, t).classify(), nil
	}
	entries, err := s.entries()
	if err != nil {
		return nil, err
	}
	written, err := s.record(entries)
	if err != nil {
		return nil, err
	}
	if t, err = s.withoutForeign(t, entries); err != nil {
		return nil, err
	}
	c := newClassifier(entries, written, t)
	err = each(context.Background(), entries, func(e *entry) error {
		if e.wanted || written.lists(e.path) {
			return s.read(e)
		}
		return nil
	})
	return c.classify(), err
}

// attributes is the generated file that makes way for one of somebody's own: git reads
// no other, and what is generated does not need it.
const attributes = ".gitattributes"

// withoutForeign returns t without the file for git, if there is one among entries that
// was not generated.
func (s *site) withoutForeign(t *Tree, entries []*entry) (*Tree, error) {
	i := slices.IndexFunc(entries, func(e *entry) bool { return e.path == attributes && e.info.Mode().IsRegular() })
	if i < 0 {
		return t, nil
	}
	if err := s.read(entries[i]); err != nil {
		return nil, err
	}
	if headed, _ := isHeaded(entries[i]); headed || entries[i].content == nil {
		return t, nil
	}
	contents := make(map[string][]byte, len(t.files))
	for name, content := range t.All() {
		contents[name] = content
	}
	delete(contents, attributes)
	delete(contents, Manifest) // New makes another
	return New(contents), nil
}

// entries returns what stands in the folder, unread, in order of path. It does not
// go into folders that are closed.
func (s *site) entries() ([]*entry, error) {
	var list []*entry
	err := fs.WalkDir(s.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name != "." {
			return nil // gone meanwhile
		}
		if err != nil || name == "." {
			return s.fault(name, err)
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return s.fault(name, err)
		}
		e := &entry{path: name, info: info}
		list = append(list, e)
		if e.closed = s.closed(e); e.closed != "" && info.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	return list, err
}

// The reasons why an output folder is refused for what it holds.
const (
	isRepository = "a git repository, which an output folder must not hold; choose another output folder"
	isOutput     = "another output folder, with a " + Manifest + " of its own; choose output folders that do not hold each other"
)

// closed returns why nothing is written as long as e is there, or "". A folder with
// a manifest of its own belongs to whoever wrote that one. It is not touched,
// whatever the manifest above it lists, and nobody has to guess which of the two
// is meant, since writing does not even begin.
func (s *site) closed(e *entry) string {
	switch {
	case path.Base(e.path) == ".git":
		return isRepository
	case e.info.IsDir() && isOutputFolder(s.root, e.path):
		return isOutput
	}
	return ""
}

// isOutputFolder reports whether the folder called name holds a manifest.
func isOutputFolder(root *os.Root, name string) bool {
	name = path.Join(name, Manifest)
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	content, err := read(root, name)
	return err == nil && starts(content, manifestHeader)
}

// A record is what former runs say that they wrote.
type record struct {
	sums          // by the manifest and by the note of a killed run
	invalid error // why what stands in the place of the manifest is none
}

// record reads the manifest and the note of a killed run.
func (s *site) record(entries []*entry) (record, error) {
	r := record{sums: sums{}}
	for _, e := range entries {
		if e.path != pending && e.path != Manifest {
			continue
		}
		if err := s.read(e); err != nil {
			return r, err
		}
		if e.content == nil && e.info.Mode().IsRegular() {
			continue // gone meanwhile
		}
		if err := r.readManifest(e.content); e.path == Manifest { // in a note one path may have several sums
			r.invalid = err
		}
	}
	return r, nil
}

// read reads the content of e, if it is a regular file.
func (s *site) read(e *entry) (err error) {
	if e.info.Mode().IsRegular() {
		e.content, err = read(s.root, e.path)
	}
	return s.fault(e.path, err)
}

// fault returns why it takes force to replace the manifest, or "".
func (r record) fault() string {
	switch {
	case errors.Is(r.invalid, errMerge):
		return isUndecided
	case r.invalid != nil:
		return r.invalid.Error() + ": " + isBroken
	}
	return ""
}

// read returns the content of a regular file, nil if it is none by now: it does
// not wait for what has become a pipe.
func read(root *os.Root, name string) ([]byte, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|noWait, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // gone meanwhile
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(f, maxFile))
}
