package codec

import (
	"bytes"
	"hash/maphash"
)

// names are the names of the members of one object.
type names struct {
	first int     // index of the first member
	index []entry // a hash table with at least twice as many places as names; nil for few
	count int     // of the names in index
}

// An entry is a name in a hash table: where it is among the members, plus one, and
// its hash. It is no string: to allocate one for each name takes ten times as long.
type entry struct{ member, hash uint32 }

// seed is that of the hashes. It is chosen when the program starts and never
// changes, so that nobody can choose names of the same hash.
var seed = maphash.MakeSeed()

// few is how many names are compared one by one. More are looked up.
const few = 16

// have reports whether name is among the names, and remembers it.
// Few names are compared one by one, many are looked up.
func (n *names) have(s *scanner, name []byte) bool {
	members := s.members[n.first:]
	if len(members) >= few {
		return n.lookUp(s, name)
	}
	for _, m := range members {
		if (m.escaped || m.name.len() == len(name)) && bytes.Equal(m.nameIn(s.data), name) {
			return true
		}
	}
	return false
}

// lookUp is have for many names.
func (n *names) lookUp(s *scanner, name []byte) bool {
	members := s.members[n.first:]
	if n.index == nil {
		n.index = make([]entry, 4*few)
		for i, m := range members {
			n.add(s, m.nameIn(s.data), i)
		}
	}
	return n.add(s, name, len(members))
}

// add reports whether name is in the index, and else adds it, as that of the i-th member.
func (n *names) add(s *scanner, name []byte, i int) bool {
	if 2*n.count >= len(n.index) {
		n.grow()
	}
	hash := uint32(maphash.Bytes(seed, name))
	at := n.place(hash, func(e entry) bool {
		return bytes.Equal(s.members[n.first+int(e.member)-1].nameIn(s.data), name)
	})
	if n.index[at].member != 0 {
		return true
	}
	n.index[at] = entry{uint32(i + 1), hash}
	n.count++
	return false
}

// place returns where in the index the entry with the hash is for which same is true, or
// else the free place for it.
func (n *names) place(hash uint32, same func(entry) bool) int {
	at := int(hash) & (len(n.index) - 1)
	for e := n.index[at]; e.member != 0 && !(e.hash == hash && same(e)); e = n.index[at] {
		at = (at + 1) & (len(n.index) - 1)
	}
	return at
}

// grow makes the index twice as large.
func (n *names) grow() {
	old := n.index
	n.index = make([]entry, 2*len(old))
	for _, e := range old {
		if e.member != 0 {
			n.index[n.place(e.hash, func(entry) bool { return false })] = e
		}
	}
}
