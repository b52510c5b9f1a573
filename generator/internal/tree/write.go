package tree

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"

	"github.com/connectorgen/connectorgen/generator/internal/show"
)

// write makes the output folder of s hold t.
func (t *Tree) write(ctx context.Context, s *site) (Diff, error) {
	p, err := t.permitted(s)
	if !s.littered() && (errors.As(err, new(ConflictError)) || err == nil && p.changes.Empty()) {
		return p.changes, err
	}
	release, err := s.lock(ctx)
	if err != nil {
		return Diff{}, err
	}
	defer release()
	if err := s.recover(); err != nil {
		return Diff{}, err
	}
	p, err = t.permitted(s) // again: now nobody else writes
	if err != nil || p.changes.Empty() {
		return p.changes, err
	}
	p.changes.Stepwise, err = s.replace(ctx, p)
	return p.changes, err
}

// permitted is compare, with an error if the result gives up what s must not.
func (t *Tree) permitted(s *site) (*plan, error) {
	p, err := t.compare(s)
	if err == nil {
		err = s.refusal(p)
	}
	return p, err
}

// recover finishes or removes what a killed run left.
func (s *site) recover() error {
	if info, err := s.root.Lstat(s.stageName()); err == nil && !info.IsDir() {
		return s.fault(s.stageName(), fmt.Errorf("%s, where files are prepared; remove it", show.FileType(info.Mode())))
	}
	if err := s.finish(); err != nil {
		return err
	}
	return s.clear(s.stageName())
}

// replace carries p out, and reports whether it had to do so file by file.
// Whatever happens, nothing stays beside the output folder.
func (s *site) replace(ctx context.Context, p *plan) (stepwise bool, err error) {
	err = s.build(ctx, p)
	if err == nil {
		err = s.swap(ctx, p)
		if stepwise = impossible(err); stepwise {
			err = s.stepwise(p)
		}
	}
	if err == nil || !s.pending() {
		err = errors.Join(err, s.clear(s.stageName()))
	}
	return stepwise, err
}

// swap completes the new tree in the stage and exchanges it with the output folder.
func (s *site) swap(ctx context.Context, p *plan) error {
	if err := s.adopt(ctx, p); err != nil {
		return err
	}
	if p.fresh {
		return s.rename(s.staged(""), s.name)
	}
	if err := s.swapFolders(); err != nil {
		return err
	}
	return s.rescue(p)
}

// build makes the folders of the new tree in the stage, and the files that differ.
func (s *site) build(ctx context.Context, p *plan) error {
	if err := s.mkdir(s.stageName()); err != nil {
		return err
	}
	for _, dir := range p.dirs {
		if err := s.mkdir(s.staged(dir)); err != nil {
			return err
		}
	}
	return each(ctx, p.write, func(f file) error { return s.create(s.staged(f.path), f.content) })
}

// adopt links what stays as it is into the stage, and settles its folders.
func (s *site) adopt(ctx context.Context, p *plan) error {
	err := each(ctx, p.keep, func(name string) error {
		return s.link(s.out(name), s.staged(name))
	})
	if err != nil {
		return err
	}
	return each(ctx, p.dirs, func(dir string) error { return s.settle(dir, p) })
}

// settle gives a folder of the stage the permissions and, if the same names are
// in it, the time of the one that it takes the place of.
func (s *site) settle(dir string, p *plan) error {
	name := s.staged(dir)
	info, ok := p.before[dir]
	if !ok {
		return nil
	}
	err := s.do("chmod", name, func() error { return s.root.Chmod(name, mode(info)) })
	if err == nil && !p.stirred[dir] {
		err = s.do("chtimes", name, func() error { return s.root.Chtimes(name, info.ModTime(), info.ModTime()) })
	}
	return err
}

// mode returns what chmod can set of the mode of a file.
func mode(info fs.FileInfo) fs.FileMode {
	return info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)
}

func (s *site) swapFolders() error {
	above, err := s.root.Open(".")
	if err != nil {
		return s.fault("", err)
	}
	defer above.Close()
	stage, err := s.root.Open(s.stageName())
	if err != nil {
		return s.fault(s.stageName(), err)
	}
	defer stage.Close()
	return s.do("exchange", s.name, func() error { return s.exchange(stage, "tree", above, s.name) })
}

// rescue takes files that somebody saved in the output folder while the new
// tree was built from the old tree over into the new one.
func (s *site) rescue(p *plan) error {
	replaced := map[string]bool{}
	for _, name := range slices.Concat(p.changes.Changed, p.changes.Extra) {
		replaced[s.staged(name)] = true
	}
	top := s.staged("")
	return fs.WalkDir(s.root.FS(), top, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || replaced[name] {
			return s.fault(name, err)
		}
		info, err := d.Info()
		if err != nil {
			return s.fault(name, err)
		}
		target := s.out(name[len(top)+1:])
		if same, err := s.root.Lstat(target); err == nil && os.SameFile(info, same) {
			return nil
		}
		if err := s.makeFolders(path.Dir(target)); err != nil {
			return err
		}
		return s.rename(name, target)
	})
}

// impossible reports whether err says that the file system cannot link files
// or exchange folders here.
func impossible(err error) bool {
	for _, cannot := range []error{
		errors.ErrUnsupported, // ENOSYS, ENOTSUP
		syscall.EXDEV,         // a folder of a lower layer, or another file system
		syscall.EINVAL,        // no such flag
		syscall.EBUSY,         // a mount point
		syscall.EPERM,         // no links, or not to a file of another user
		syscall.EMLINK,
	} {
		if errors.Is(err, cannot) {
			return true
		}
	}
	return false
}
