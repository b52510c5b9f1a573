package terraform

import "slices"

// recall sets the version of the schema of s, and the names that the lock has of what
// was called otherwise, or stood elsewhere.
func (l *lock) recall(s *Store) {
	s.Was = l.names[thing{s.StoreType, "", ""}].was
	s.Version = l.version(s.StoreType)
	for _, a := range s.Attributes {
		a.Was = l.names[thing{s.StoreType, "", a.Key}].was
		for t, x := range l.names {
			if t.connector == s.StoreType && t.profile != "" && t.key == a.Key {
				a.Moved = append(a.Moved, x.names()...)
			}
		}
		slices.Sort(a.Moved)
		a.Moved = slices.Compact(a.Moved)
	}
	for _, p := range s.Profiles {
		p.Was = l.names[thing{s.StoreType, p.Method, ""}].was
		for _, a := range p.Attributes {
			a.Was = l.names[thing{s.StoreType, p.Method, a.Key}].was
			if x, moved := l.names[thing{s.StoreType, "", a.Key}]; moved {
				a.Moved = x.names()
			}
		}
	}
}

// version returns the version of the schema of a connector: how many names something
// of it had before, and how many places a key has or had beside its first. No line
// goes from a lock, so the version never falls, and it stays when an attribute is
// added or removed, which states need not be upgraded for.
func (l *lock) version(connector string) int {
	version, places := 0, make(map[string]int)
	for t, x := range l.names {
		if t.connector != connector {
			continue
		}
		version += len(x.was)
		if t.key != "" {
			places[t.key]++
		}
	}
	for _, n := range places {
		version += n - 1
	}
	return version
}
