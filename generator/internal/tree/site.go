package tree

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A site is the place of an output folder: the folder above it, to which every
// change is confined, and the names used there.
//
//	out/                      the output folder
//	.out.connectorgen-lock    held by the one run that writes
//	.out.connectorgen-stage/  gone when no run writes
//	    tree/                 the new tree, later the old one
//	    journal               what is left to do, if files are replaced one by one
type site struct {
	root *os.Root // nil if it does not exist: then the output folder does not either
	name string   // of the output folder
	dir  string   // the output folder as it was given

	force bool // give up what was edited by hand

	// step, if set, is told of every change to the file system before it is
	// made, one at a time, and may refuse it. It lets tests stop anywhere.
	step    func(op, name string) error
	stepped sync.Mutex
	// exchange swaps two folders in one step, or returns an error that
	// impossible reports as such.
	exchange func(from *os.File, a string, to *os.File, b string) error
}

func (s *site) lockName() string       { return "." + s.name + ".connectorgen-lock" }
func (s *site) stageName() string      { return "." + s.name + ".connectorgen-stage" }
func (s *site) journalName() string    { return s.stageName() + "/journal" }
func (s *site) staged(p string) string { return path.Join(s.stageName(), "tree", p) }
func (s *site) out(p string) string    { return path.Join(s.name, p) }
func (s *site) show(p string) string   { return filepath.Join(s.dir, filepath.FromSlash(p)) }

// openSite returns the site of the folder dir, which need not exist.
func openSite(dir string) (*site, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	above, name := filepath.Split(full)
	if name == "" {
		return nil, fmt.Errorf("%s: the root of a file system cannot be the output folder", dir)
	}
	s := &site{name: name, dir: dir, exchange: exchange}
	s.root, err = os.OpenRoot(above)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	return s, s.fault("", err)
}

// makeSite is openSite, but makes the folders above dir if they do not exist.
func makeSite(dir string) (*site, error) {
	if full, err := filepath.Abs(dir); err == nil {
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Dir(dir), show.Cause(err))
		}
	}
	return openSite(dir)
}

func (s *site) close() {
	if s.root != nil {
		s.root.Close()
	}
}

// fault returns err, if there is one, with the place where it came up, a name
// below the folder above the output folder.
func (s *site) fault(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", s.place(name), show.Cause(err))
}

// place returns name, which is relative to the folder above the output folder,
// in the way that the output folder was given.
func (s *site) place(name string) string {
	return filepath.Join(filepath.Dir(s.dir), filepath.FromSlash(name))
}

// do makes one change to the file system, at the place called name.
func (s *site) do(op, name string, change func() error) error {
	err := s.announce(op, name)
	if err == nil {
		err = s.straight(name)
	}
	if err == nil {
		err = change()
	}
	return s.fault(name, err)
}

// straight returns an error if there is a link on the way to name: a change
// would land elsewhere, though never outside the root.
func (s *site) straight(name string) error {
	for dir := range parents(name) {
		if info, err := s.root.Lstat(dir); err == nil && !info.IsDir() {
			return fmt.Errorf("%s came to %s while files were written; remove it", show.FileType(info.Mode()), s.place(dir))
		}
	}
	return nil
}

func (s *site) announce(op, name string) error {
	if s.step == nil {
		return nil
	}
	s.stepped.Lock()
	defer s.stepped.Unlock()
	return s.step(op, name)
}

// mkdir makes a folder, unless it exists.
func (s *site) mkdir(name string) error {
	return s.do("mkdir", name, func() error {
		err := s.root.Mkdir(name, 0o777)
		if info, e := s.root.Lstat(name); errors.Is(err, fs.ErrExist) && e == nil && info.IsDir() {
			return nil
		}
		return err
	})
}

// create makes a file that does not exist.
func (s *site) create(name string, content []byte) error {
	var f *os.File
	err := s.do("create", name, func() (err error) {
		f, err = s.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
		return err
	})
	if err != nil {
		return err
	}
	err = s.do("write", name, func() error { _, err := f.Write(content); return err })
	return errors.Join(err, s.fault(name, f.Close()))
}

func (s *site) rename(from, to string) error {
	return s.do("rename", to, func() error {
		if err := s.straight(from); err != nil {
			return err
		}
		return s.root.Rename(from, to)
	})
}

// link gives the file from another name.
func (s *site) link(from, to string) error {
	return s.do("link", to, func() error {
		if err := s.straight(from); err != nil {
			return err
		}
		return s.root.Link(from, to)
	})
}

// remove removes a file or an empty folder, unless it does not exist.
func (s *site) remove(name string) error {
	return s.do("remove", name, func() error {
		if err := s.root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// clear removes name with everything in it. It follows no links.
func (s *site) clear(name string) error {
	info, err := s.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	names := []string{name}
	if err == nil && info.IsDir() {
		names = nil
		err = fs.WalkDir(s.root.FS(), name, func(n string, d fs.DirEntry, err error) error {
			names = append(names, n)
			if err == nil && d.IsDir() {
				err = s.open(n, d)
			}
			return err
		})
	}
	if err != nil {
		return s.fault(name, err)
	}
	for _, n := range slices.Backward(names) {
		if err := s.remove(n); err != nil {
			return err
		}
	}
	return nil
}

// open makes sure that the names in the folder d can be listed and removed.
func (s *site) open(name string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil || info.Mode().Perm()&0o700 == 0o700 {
		return err
	}
	return s.do("chmod", name, func() error { return s.root.Chmod(name, info.Mode().Perm()|0o700) })
}

// littered reports whether another run writes to the folder or was killed at it.
func (s *site) littered() bool {
	_, noLock := s.root.Lstat(s.lockName())
	_, noStage := s.root.Lstat(s.stageName())
	return noLock == nil || noStage == nil
}

// lock waits until no other run writes to the folder, then keeps others out
// until release is called or the process ends, however it ends.
func (s *site) lock(ctx context.Context) (release func(), err error) {
	var held io.Closer
	err = s.do("lock", s.lockName(), func() (err error) {
		held, err = lockFile(ctx, s.root, s.lockName())
		return err
	})
	if err != nil {
		return nil, err
	}
	return func() {
		_ = s.remove(s.lockName()) // it is gone, or the next run removes it
		held.Close()
	}, nil
}
