package tree

import (
	"context"
	"slices"
)

// WriteOptions says how to write.
type WriteOptions struct {
	// Force gives up what was edited by hand in generated files, and files with
	// the header of a generated one that are in the way. It spares all others.
	Force bool
	// Waiting, if it is set, is called once if another run writes to the folder,
	// with what is known of that run, such as "process 4711 on build7".
	Waiting func(holder string)
}

// Compare returns how the folder dir differs from the tree. It writes nothing.
// The error is a [ConflictError] if something stands where a generated file goes
// that is not replaced even with force.
func (t *Tree) Compare(dir string) (Diff, error) {
	s, err := openSite(dir)
	if err != nil {
		return Diff{}, err
	}
	defer s.close()
	list, err := s.look(t)
	if err == nil {
		err = s.conflicts(list, true)
	}
	if err != nil {
		return Diff{}, err
	}
	return list.diff(), nil
}

// Write makes the folder dir hold the tree, and returns what was different before.
//
// Files that do not differ, or in the ends of lines alone, keep their inode and
// modification time. If nothing differs, nothing is written. Writes to one folder
// wait for each other.
//
// The error is a [ConflictError], and nothing is written, if something stands where
// a generated file goes, or a file that would be replaced or removed is not as the
// [Manifest] says that it was written. Any other error leaves dir as it was, too,
// unless it comes up when all is prepared and files are renamed and removed. Then,
// and if the process is killed, each file is wholly old or wholly new, and the
// next Write completes the rest. If ctx is done before files are renamed, Write
// gives up.
//
// That holds as long as the system goes on. Nothing is synced, so after a power
// failure files may be empty or torn: restore dir or remove it, and write it
// again. Syncing would cost more time than the rest of a run, for files that can
// be had anew and are checked in.
func (t *Tree) Write(ctx context.Context, dir string, opts WriteOptions) (Diff, error) {
	s, err := openSite(dir)
	if err != nil {
		return Diff{}, err
	}
	defer s.close()
	return t.write(ctx, s, opts)
}

// write makes the folder of s hold t.
func (t *Tree) write(ctx context.Context, s *site, opts WriteOptions) (Diff, error) {
	list, err := s.look(t)
	if err == nil && list.done() { // so that it works where nothing can be written
		return list.diff(), nil
	}
	if err == nil {
		err = s.make()
	}
	if err == nil {
		list, err = t.locked(ctx, s, opts)
	}
	if err != nil {
		s.unmake()
		return Diff{}, err
	}
	return list.diff(), nil
}

// locked does what it takes while no other run writes.
func (t *Tree) locked(ctx context.Context, s *site, opts WriteOptions) (steps, error) {
	release, err := s.lock(ctx, opts.Waiting)
	if err != nil {
		return nil, err
	}
	defer release()
	list, err := s.look(t) // again: now nobody else writes
	if err == nil {
		err = s.conflicts(list, opts.Force)
	}
	if err != nil {
		return list, err
	}
	return list, s.apply(ctx, list)
}

// conflicts returns an error that names what must not be done, if there is any.
func (s *site) conflicts(list steps, force bool) error {
	var found ConflictError
	for _, x := range list {
		c := Conflict{s.show(x.path), x.edited}
		if x.blocked != "" {
			c = Conflict{s.show(x.by), x.blocked}
		} else if x.edited == "" || force {
			continue
		}
		if !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found
}

// done reports whether there is nothing to do.
func (list steps) done() bool {
	return !slices.ContainsFunc(list, func(x step) bool { return x.action != keep && x.action != leave || x.blocked != "" })
}

// of returns the steps of the given actions.
func (list steps) of(actions ...action) steps {
	return slices.DeleteFunc(slices.Clone(list), func(x step) bool { return !slices.Contains(actions, x.action) })
}
