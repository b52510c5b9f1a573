package tree

import (
	"context"
	"slices"
	"strings"
)

// apply does what list says, while no other run writes.
func (s *site) apply(ctx context.Context, list steps) error {
	for _, x := range list.of(clear) {
		if x.path != lockName && x.path != pending {
			if err := s.remove(x.path); err != nil {
				return err
			}
		}
	}
	old, err := s.note(list)
	if err != nil {
		return err
	}
	writes := list.of(write)
	early, late := list.removals()
	made, err := s.prepareAll(ctx, early, writes)
	if err != nil {
		s.discard(writes)
		for _, dir := range slices.Backward(made) {
			_ = s.drop(dir)
		}
		if !old {
			_ = s.remove(pending)
		}
		return err
	}
	if err := s.installAll(writes, late); err != nil {
		s.discard(writes)
		return err
	}
	return s.remove(pending)
}

// note writes down what is about to be written, with what a killed run noted, and
// reports whether there was a note. Errors leave that as it was.
func (s *site) note(list steps) (old bool, err error) {
	about := sums{}
	for _, x := range list {
		switch {
		case x.action == clear && x.path == pending:
			old = true
			_ = about.readManifest(x.old) // one path may have several sums
		case x.action == write && x.path != Manifest:
			about.add(x.path, digest(x.new))
		}
	}
	if len(about) == 0 {
		return old, nil
	}
	err = s.prepare(pending, about.text(), 0o666)
	if err == nil {
		err = s.install(pending)
	}
	if err != nil {
		s.discard(steps{{path: pending}})
	}
	return old, err
}

// removals returns the steps that remove something: first those that make way for
// what is written, because it has another type or, where letter case does not
// matter, the same name. Folders come after what is in them.
func (list steps) removals() (early, late steps) {
	written, above := map[string]bool{}, map[string]bool{}
	for _, x := range list.of(write) {
		written[strings.ToLower(x.path)] = true
		for dir := range parents(strings.ToLower(x.path)) {
			above[dir] = true
		}
	}
	var last steps // the manifest, if the tree is empty
	for _, x := range slices.Backward(list.of(remove, removeFolder)) {
		folded := strings.ToLower(x.path)
		inWay := written[folded] || above[folded]
		for dir := range parents(folded) {
			inWay = inWay || written[dir]
		}
		switch {
		case inWay:
			early = append(early, x)
		case x.path == Manifest:
			last = append(last, x)
		default:
			late = append(late, x)
		}
	}
	return early, append(late, last...)
}

// prepareAll makes way and folders for what is to be written, and writes it beside
// its place. It returns the folders that it made, those above others first.
func (s *site) prepareAll(ctx context.Context, early, writes steps) (made []string, err error) {
	if err := s.removeAll(early); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, x := range writes {
		for _, dir := range slices.Backward(slices.Collect(parents(x.path))) {
			if seen[dir] {
				continue
			}
			seen[dir] = true
			if info, err := s.root.Lstat(dir); err == nil && info.IsDir() {
				continue
			}
			if err := s.mkdir(dir); err != nil {
				return made, err
			}
			made = append(made, dir)
		}
	}
	err = each(ctx, writes, func(x step) error { return s.prepare(x.path, x.new, x.mode) })
	if err == nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return made, err
}

// installAll puts in place what was prepared, removes what is no longer wanted,
// and then lets the manifest follow.
func (s *site) installAll(writes, late steps) error {
	isManifest := func(x step) bool { return x.path == Manifest }
	for _, x := range writes { // one by one, which takes fewer open files than to prepare them did
		if !isManifest(x) {
			if err := s.install(x.path); err != nil {
				return err
			}
		}
	}
	if err := s.removeAll(late); err != nil {
		return err
	}
	if slices.ContainsFunc(writes, isManifest) {
		return s.install(Manifest)
	}
	return nil
}

// removeAll removes files and folders.
func (s *site) removeAll(list steps) error {
	for _, x := range list {
		do := s.remove
		if x.action == removeFolder {
			do = s.drop
		}
		if err := do(x.path); err != nil {
			return err
		}
	}
	return nil
}

// discard removes what was prepared and not put in place. The next run removes
// what is left.
func (s *site) discard(writes steps) {
	for _, x := range writes {
		if info, err := s.root.Lstat(beside(x.path)); err == nil && info.Mode().IsRegular() {
			_ = s.remove(beside(x.path))
		}
	}
}
