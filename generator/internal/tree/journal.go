package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"syscall"
)

// A journal is what replaces the files of the output folder one after another.
// Doing it again, or the rest of it, does no harm. The files to write stand in
// the stage.
type journal struct {
	Remove []string          // files of ours
	Drop   []string          // folders, parents first
	Write  []string          // files
	Was    map[string]string // digest of what is removed or replaced, by path
}

// stepwise replaces the files of the output folder one after another, from a
// journal, so that a run that is killed can be finished by the next.
func (s *site) stepwise(p *plan) error {
	j := journal{Remove: p.changes.Extra, Drop: p.drop, Was: make(map[string]string, len(p.old))}
	for name, content := range p.old {
		j.Was[name] = digest(content)
	}
	for _, f := range p.write {
		j.Write = append(j.Write, f.path)
	}
	text, err := json.Marshal(j)
	if err != nil {
		return s.fault(s.journalName(), err)
	}
	draft := s.journalName() + ".draft"
	if err := s.create(draft, text); err != nil {
		return err
	}
	if err := s.rename(draft, s.journalName()); err != nil {
		return err
	}
	return s.finish()
}

// pending reports whether there is a journal to finish.
func (s *site) pending() bool {
	info, err := s.root.Lstat(s.journalName())
	return err == nil && info.Mode().IsRegular()
}

// finish does what the journal says, if there is one. The journal goes with the stage.
func (s *site) finish() error {
	if !s.pending() {
		return nil
	}
	text, err := s.root.ReadFile(s.journalName())
	if err != nil {
		return s.fault(s.journalName(), err)
	}
	j, err := readJournal(text)
	if err != nil {
		return s.fault(s.journalName(), fmt.Errorf("not a journal of a run that was cut short (%w); remove %s", err, s.stageName()))
	}
	return s.apply(j)
}

// readJournal reads a journal. It names nothing outside the output folder:
// whatever came with a checkout may look like a journal.
func readJournal(text []byte) (journal, error) {
	var j journal
	if err := json.Unmarshal(text, &j); err != nil {
		return j, err
	}
	for _, name := range slices.Concat(j.Remove, j.Drop, j.Write) {
		if name == "." || !fs.ValidPath(name) {
			return j, fmt.Errorf("%q is no path below the output folder", name)
		}
	}
	return j, nil
}

// apply does what j says. It touches no file without the header, and none that
// was edited since the journal was written.
func (s *site) apply(j journal) error {
	for _, name := range j.Remove {
		if content, err := s.generated(name); err != nil || !s.gives(content, j.Was[name]) {
			continue // gone, or somebody else's by now
		}
		if err := s.remove(s.out(name)); err != nil {
			return err
		}
	}
	for _, dir := range slices.Backward(j.Drop) {
		if err := s.drop(s.out(dir)); err != nil {
			return err
		}
	}
	for _, name := range j.Write {
		if err := s.install(name, j.Was[name]); err != nil {
			return err
		}
	}
	return nil
}

// gives reports whether content, which had the digest was, may be given up.
func (s *site) gives(content []byte, was string) bool {
	return content != nil && (s.force || digest(content) == was)
}

// drop removes a folder, unless somebody has put something there.
func (s *site) drop(name string) error {
	if rest, err := fs.ReadDir(s.root.FS(), name); err != nil || len(rest) > 0 {
		return nil // gone, or somebody else's by now
	}
	return s.remove(name)
}

// generated returns the content of a generated file of the output folder, nil
// if what stands there is none.
func (s *site) generated(name string) ([]byte, error) {
	info, err := s.root.Lstat(s.out(name))
	if err != nil || !info.Mode().IsRegular() {
		return nil, err
	}
	_, content, err := read(s.root, s.out(name), headerOf(name))
	return content, err
}

// install moves a file of the stage to its place, unless that is done. The
// digest is that of the file which had that place when the journal was written.
func (s *site) install(name, was string) error {
	if _, err := s.root.Lstat(s.staged(name)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := s.free(name, was); err != nil {
		return err
	}
	if err := s.makeFolders(path.Dir(s.out(name))); err != nil {
		return err
	}
	err := s.rename(s.staged(name), s.out(name))
	if errors.Is(err, syscall.EXDEV) {
		return s.carry(name)
	}
	return err
}

// free returns an error if the place of a file of the stage is somebody's by now.
func (s *site) free(name, was string) error {
	content, err := s.generated(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), s.gives(content, was):
		return nil
	case err != nil:
		return s.fault(s.out(name), err)
	case content == nil:
		return ConflictError{{s.show(name), "a file that was not generated came here; move it away, then run generate again"}}
	}
	staged, err := s.root.ReadFile(s.staged(name))
	if err == nil && bytes.Equal(staged, content) {
		return nil // killed after it was carried here
	}
	return ConflictError{{s.show(name), wasEdited}}
}

// makeFolders makes the folder dir and those above it.
func (s *site) makeFolders(dir string) error {
	missing := []string{dir}
	for above := range parents(dir) {
		missing = append(missing, above)
	}
	for _, dir := range slices.Backward(missing) {
		if err := s.mkdir(dir); err != nil {
			return err
		}
	}
	return nil
}

// carry moves a file of the stage to its place on another file system.
func (s *site) carry(name string) error {
	content, err := s.root.ReadFile(s.staged(name))
	if err != nil {
		return s.fault(s.staged(name), err)
	}
	near := path.Join(path.Dir(s.out(name)), "."+path.Base(name)+".connectorgen-draft")
	if err := s.remove(near); err != nil { // a killed run's
		return err
	}
	if err := s.create(near, content); err != nil {
		return errors.Join(err, s.remove(near))
	}
	if err := s.rename(near, s.out(name)); err != nil {
		return err
	}
	return s.remove(s.staged(name))
}
