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
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// A site is an output folder. Every change of it goes through its methods, which
// follow no link and make no change outside.
type site struct {
	root *os.Root // nil if the folder does not exist
	dir  string   // the folder as it was given
	full string   // its absolute path
	made []string // this folder and those above it that did not exist before, innermost first

	// step, if set, is told of every change to the file system before it is
	// made, one at a time, and may refuse it. It lets tests stop anywhere.
	step    func(op, name string) error
	stepped sync.Mutex
}

// The names of files that a run makes for itself. They are hidden, so that tools
// pass them by, and gone when the run ends; the next one removes those of a run
// that was killed.
const (
	lockName  = ".connectorgen-lock"    // held locked by the one run that writes
	pending   = ".connectorgen-pending" // what it is about to write, in the form of a manifest
	temporary = ".connectorgen-tmp-"    // before the name of a file, until it is renamed
)

// beside returns the temporary name of the file called name.
func beside(name string) string {
	dir, base := path.Split(name)
	return dir + temporary + base
}

// isLitter reports whether a run makes files of that name for itself.
func isLitter(name string) bool {
	return name == lockName || name == pending || strings.HasPrefix(path.Base(name), temporary)
}

// openSite returns the site of the folder dir, which need not exist.
func openSite(dir string) (*site, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if full == filepath.Dir(full) {
		return nil, fmt.Errorf("%s: the root of a file system cannot be the output folder", dir)
	}
	s := &site{dir: filepath.Clean(dir), full: full}
	info, err := os.Lstat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case err != nil:
		return nil, s.fault(".", err)
	case !info.IsDir():
		return nil, ConflictError{{s.dir, show.FileType(info.Mode()) + " stands where the output folder goes; name a folder"}}
	}
	s.root, err = os.OpenRoot(full)
	return s, s.fault(".", err)
}

// make makes the folder and those above it, if they do not exist.
func (s *site) make() (err error) {
	if s.root != nil {
		return nil
	}
	for dir := s.full; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		s.made = append(s.made, dir)
	}
	if err = os.MkdirAll(s.full, 0o777); err == nil {
		s.root, err = os.OpenRoot(s.full)
	}
	return s.fault(".", err)
}

// unmake removes what make made, unless it holds something.
func (s *site) unmake() {
	for _, dir := range s.made {
		_ = os.Remove(dir)
	}
}

func (s *site) close() {
	if s.root != nil {
		s.root.Close()
	}
}

// show returns a path below the folder in the way that the folder was given.
func (s *site) show(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// fault returns err, if there is one, with the path where it came up.
func (s *site) fault(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", s.show(name), show.Cause(err))
}

// do makes one change to the file system, at the path name.
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

func (s *site) announce(op, name string) error {
	if s.step == nil {
		return nil
	}
	s.stepped.Lock()
	defer s.stepped.Unlock()
	return s.step(op, name)
}

// straight returns an error if there is a link on the way to name: a change would
// land elsewhere in the folder, though never outside.
func (s *site) straight(name string) error {
	for dir := range parents(name) {
		if info, err := s.root.Lstat(dir); err == nil && !info.IsDir() {
			return fmt.Errorf("%s came to %s while files were written; remove it", show.FileType(info.Mode()), s.show(dir))
		}
	}
	return nil
}

// mkdir makes a folder.
func (s *site) mkdir(name string) error {
	return s.do("mkdir", name, func() error { return s.root.Mkdir(name, 0o777) })
}

// prepare writes what is to become the file called name beside its place. Errors
// name the file, not where it is prepared.
func (s *site) prepare(name string, content []byte, mode fs.FileMode) error {
	var f *os.File
	err := s.do("create", name, func() (err error) {
		f, err = s.root.OpenFile(beside(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
		return err
	})
	if err != nil {
		return err
	}
	if err = s.announce("write", name); err == nil {
		_, err = f.Write(content)
	}
	return s.fault(name, errors.Join(err, f.Close()))
}

// install renames what was prepared to its place.
func (s *site) install(name string) error {
	return s.do("rename", name, func() error { return s.root.Rename(beside(name), name) })
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

// drop removes a folder, unless somebody has put something there.
func (s *site) drop(name string) error {
	if rest, err := fs.ReadDir(s.root.FS(), name); err != nil || len(rest) > 0 {
		return nil // gone, or somebody else's by now
	}
	return s.remove(name)
}

// lock waits until no other run writes to the folder, then keeps others out until
// release is called or the process ends, however it ends. It calls waiting, if it
// has to wait, with what is known of the run that holds the lock.
func (s *site) lock(ctx context.Context, waiting func(holder string)) (release func(), err error) {
	var held io.Closer
	err = s.do("lock", lockName, func() (err error) {
		held, err = lockFile(ctx, s.root, lockName, waiting)
		return err
	})
	if err != nil {
		return nil, err
	}
	return func() { unlock(held, func() { _ = s.remove(lockName) }) }, nil
}

// atOnce is how many files are read or written at a time. A disk brings many
// files to rest in hardly more time than one, so there are more than processors.
const atOnce = 16

// each calls do with every item, several at a time, until one call fails or ctx
// is done. It returns the first error.
func each[T any](ctx context.Context, items []T, do func(T) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, item := range items {
		group.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return do(item)
		})
	}
	return group.Wait()
}
