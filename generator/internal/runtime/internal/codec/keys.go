package codec

import "strings"

// An Origin says where a configuration, or a member of one, comes from: how
// strictly it is checked.
type Origin uint8

// The origins. What is made of several has the last of theirs.
const (
	Written  Origin = iota // somebody wrote it
	Strict                 // somebody wrote it, and every key must be known
	Received               // a server sent it
)

// Keys are the keys of a connector's attributes.
type Keys struct {
	Selector string   // the attribute that selects the profile, or ""
	Open     bool     // whether the selector may have other values than the names of the profiles
	Shared   []string // of the attributes that every profile has
	Profiles []Profile
	AnyKind  []string // of the attributes whose values can be of any kind, whether there is a field or not
}

// A Profile is a method of authentication, with the keys of the attributes that
// not every profile has.
type Profile struct {
	Name     string   // value of the attribute that selects the profile
	Required []string // keys that it requires
	Optional []string
}

// has reports whether p has an attribute with the key that others have not.
func (p *Profile) has(key string) bool { return contains(p.Required, key) || contains(p.Optional, key) }

// Holds reports whether key is one of keys, each of which is between spaces.
func Holds(keys, key string) bool {
	return !strings.Contains(key, " ") && strings.Contains(keys, " "+key+" ")
}

// contains stands for that of package slices, which makes a program that uses
// this package compile longer.
func contains(list []string, text string) bool {
	for _, s := range list {
		if s == text {
			return true
		}
	}
	return false
}

// profile returns the profile with the name, or nil.
func (k *Keys) profile(name string) *Profile {
	for i := range k.Profiles {
		if k.Profiles[i].Name == name {
			return &k.Profiles[i]
		}
	}
	return nil
}

// owner returns name if that is a profile which has the key for itself, and else "".
func (k *Keys) owner(key, name string) string {
	if p := k.profile(name); p != nil && p.has(key) {
		return name
	}
	return ""
}

// owners returns the names of the profiles that have the key for themselves.
func (k *Keys) owners(key string) []string {
	var names []string
	for i := range k.Profiles {
		if p := &k.Profiles[i]; p.has(key) {
			names = append(names, p.Name)
		}
	}
	return names
}

// Refuses reports whether name is no profile, and nobody may write it: in what is
// read strictly, if the list is closed, or if it is a misspelling of one.
func (k *Keys) Refuses(name string, strict bool) bool {
	if name == "" || k.profile(name) != nil {
		return false
	}
	var s speller
	for _, p := range k.Profiles {
		s.compareAll(name, []string{p.Name})
	}
	return strict || !k.Open || s.isMisspelled(name)
}

// nearest returns the key of which key is most likely a misspelling, or "", and
// whether it hardly can be anything else.
func (k *Keys) nearest(key string) (string, bool) {
	var s speller
	s.compareAll(key, k.Shared)
	s.compareAll(key, []string{k.Selector})
	s.compareAll(key, k.AnyKind)
	for _, p := range k.Profiles {
		s.compareAll(key, p.Required)
		s.compareAll(key, p.Optional)
	}
	return s.best, s.isMisspelled(key)
}

// Nearest returns the one of known of which text is most likely a misspelling, or "".
func Nearest(text string, known []string) string {
	var s speller
	s.compareAll(text, known)
	return s.best
}

// longestSpelled is the longest text, in bytes, that is taken for a misspelling.
const longestSpelled = 128

// most is how many letters of a misspelling may be wrong.
const most = 2

// A speller finds the text that another is a misspelling of. Letter case and signs
// between words count less than letters.
type speller struct {
	best  string
	score int // of best: of two with as many wrong letters, the one with fewer wrong signs is better
}

// compareAll makes the best of all known texts the best, unless that is better.
func (s *speller) compareAll(text string, known []string) {
	if len(text) > longestSpelled {
		return
	}
	a := letters(text)
	for _, k := range known {
		b := letters(k)
		wrong := edits(a, b, most)
		if wrong > most || 3*wrong > len(b) {
			continue
		}
		if score := (most+2)*wrong + edits(text, k, most); s.best == "" || score < s.score {
			s.best, s.score = k, score
		}
	}
}

// isMisspelled reports whether text can hardly be anything but a misspelling of
// the best. Names that differ in a number are different names.
func (s *speller) isMisspelled(text string) bool {
	return s.best != "" && digits(text) == digits(s.best)
}

// letters returns the letters and digits of text, in lower case.
func letters(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-.:/", r) {
			return -1
		}
		return r
	}, text))
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// edits returns how many bytes must be changed, added, left out or exchanged with
// their neighbour to make b of a, or more than limit if that takes more.
func edits(a, b string, limit int) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case len(a)-len(b) > limit || len(b)-len(a) > limit:
		return limit + 1
	case a == "" || b == "":
		return len(a) + len(b)
	case limit == 0:
		return 1
	}
	least := min(edits(a[1:], b[1:], limit-1), edits(a[1:], b, limit-1), edits(a, b[1:], limit-1))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		least = min(least, edits(a[2:], b[2:], limit-1))
	}
	return 1 + least
}
