package generator

import (
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
	Remove []string // files of ours
	Drop   []string // folders, parents first
	Write  []string // files
}

// stepwise replaces the files of the output folder one after another, from a
// journal, so that a run that is killed can be finished by the next.
func (s *site) stepwise(p *plan) error {
	j := journal{Remove: p.changes.Extra, Drop: p.drop}
	for _, f := range p.write {
		j.Write = append(j.Write, f.Path)
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
	_, err := s.root.Lstat(s.journalName())
	return err == nil
}

// finish does what the journal says, if there is one. The journal goes with the stage.
func (s *site) finish() error {
	text, err := s.root.ReadFile(s.journalName())
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	if err != nil {
		return s.fault(s.journalName(), err)
	}
	var j journal
	if err := json.Unmarshal(text, &j); err != nil {
		return fmt.Errorf("%s: not a journal (%w); remove %s", s.journalName(), err, s.stageName())
	}
	return s.apply(j)
}

// apply does what j says. It touches no file without the header.
func (s *site) apply(j journal) error {
	for _, name := range j.Remove {
		if ours, err := s.ours(name); err != nil || !ours {
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
		if err := s.install(name); err != nil {
			return err
		}
	}
	return nil
}

// drop removes a folder, unless somebody has put something there.
func (s *site) drop(name string) error {
	if rest, err := fs.ReadDir(s.root.FS(), name); err != nil || len(rest) > 0 {
		return nil // gone, or somebody else's by now
	}
	return s.remove(name)
}

// ours reports whether the named file of the output folder is a generated one.
func (s *site) ours(name string) (bool, error) {
	info, err := s.root.Lstat(s.out(name))
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	ours, _, err := read(s.root.FS(), s.out(name), false)
	return ours, err
}

// install moves a file of the stage to its place, unless that is done.
func (s *site) install(name string) error {
	if _, err := s.root.Lstat(s.staged(name)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if ours, err := s.ours(name); err == nil && !ours {
		return ConflictError{{s.show(name), "a file that was not generated came here; move it away, then run generate again"}}
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
	if err := s.create(near, content); err != nil {
		return errors.Join(err, s.remove(near))
	}
	if err := s.rename(near, s.out(name)); err != nil {
		return err
	}
	return s.remove(s.staged(name))
}
