package propagationtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A state is all that a server keeps: the resources of every environment, as
// the API shows them but for their links. Finding a resource, and what refers to
// it, takes the same time however many there are.
type state struct {
	serial   uint64 // of the last id
	count    uint64 // of the resources so far
	byID     map[resourceID]*resource
	lists    map[listKey][]*resource // in the order of creation
	views    map[string][]item       // of statuses; valid until the next change
	previous []change                // what there was before the call
}

// A resource is one that a state keeps. It is never changed: another one takes its place.
type resource struct {
	object
	number uint64    // that of its creation
	lists  []listKey // that it is in
}

type resourceID struct{ kind, id string }

// A listKey names the resources of a kind in an environment, or those of them
// of which a member refers to an id.
type listKey struct{ kind, environment, member, id string }

// A change is what was kept under an id; nil if there was nothing.
type change struct {
	id    resourceID
	prior *resource
}

// refers are the members that resources of a kind are looked up by.
var refers = map[string][]string{
	"rules":    {"plan", "sourceStore", "targetStore"},
	"mappings": {"rule"},
}

func newState() state {
	return state{byID: make(map[resourceID]*resource), lists: make(map[listKey][]*resource), views: make(map[string][]item)}
}

// find returns the resource of a kind that has the id, if it is in the environment.
func (s *state) find(kind, environment, id string) (object, bool) {
	r := s.byID[resourceID{kind, id}]
	if r == nil || r.lists[0].environment != environment {
		return nil, false
	}
	return r.object, true
}

// all returns the resources of a kind that are in the environment. The caller
// must not change the list, which changes with the state.
func (s *state) all(kind, environment string) []*resource {
	return s.lists[listKey{kind: kind, environment: environment}]
}

// referring returns the resources of a kind in the environment of which a member
// refers to id. The caller must not change the list, which changes with the state.
func (s *state) referring(kind, environment, member, id string) []*resource {
	return s.lists[listKey{kind, environment, member, id}]
}

// rulesWith returns the rules that a store is the source or the target of.
func (s *state) rulesWith(environment, store string) []*resource {
	list := slices.Concat(s.referring("rules", environment, "sourceStore", store), s.referring("rules", environment, "targetStore", store))
	slices.SortFunc(list, byNumber)
	return slices.Compact(list)
}

func byNumber(a, b *resource) int { return cmp.Compare(a.number, b.number) }

// put keeps a resource, in the place of the one with its id if there is one.
func (s *state) put(kind string, o object) {
	id := resourceID{kind, o.text("id")}
	next := &resource{object: o, lists: listsOf(kind, o)}
	if prior := s.byID[id]; prior != nil {
		next.number = prior.number
	} else {
		s.count++
		next.number = s.count
	}
	s.previous = append(s.previous, s.set(id, next))
}

// remove forgets a resource.
func (s *state) remove(kind, id string) {
	s.previous = append(s.previous, s.set(resourceID{kind, id}, nil))
}

// listsOf returns the lists that a resource is in. The first is that of its environment.
func listsOf(kind string, o object) []listKey {
	environment := o.id("environment")
	list := []listKey{{kind: kind, environment: environment}}
	for _, name := range refers[kind] {
		if id := o.id(name); id != "" {
			list = append(list, listKey{kind, environment, name, id})
		}
	}
	return list
}

// set keeps next, or nothing if it is nil, and returns what there was.
func (s *state) set(id resourceID, next *resource) change {
	clear(s.views)
	prior := s.byID[id]
	if prior != nil {
		delete(s.byID, id)
		for _, key := range prior.lists {
			i, _ := slices.BinarySearchFunc(s.lists[key], prior, byNumber)
			if s.lists[key] = slices.Delete(s.lists[key], i, i+1); len(s.lists[key]) == 0 {
				delete(s.lists, key)
			}
		}
	}
	if next != nil {
		s.byID[id] = next
		for _, key := range next.lists {
			i, _ := slices.BinarySearchFunc(s.lists[key], next, byNumber)
			s.lists[key] = slices.Insert(s.lists[key], i, next)
		}
	}
	return change{id, prior}
}

// begin makes what there is now what undo returns to.
func (s *state) begin() { s.previous = nil }

// undo takes back what was changed since begin.
func (s *state) undo() {
	for _, c := range slices.Backward(s.previous) {
		s.set(c.id, c.prior)
	}
	s.previous = nil
}

// A stateFile is what a file holds of a state.
type stateFile struct {
	Serial    uint64              `json:"serial"`    // of the last id
	Resources map[string][]object `json:"resources"` // by kind, in the order of their creation
}

// load returns the state in a file, or an empty one if there is no such file. What
// a server that was killed left beside the file is removed.
func load(file string) (state, error) {
	s := newState()
	if file == "" {
		return s, nil
	}
	if err := tidy(file); err != nil {
		return s, fmt.Errorf("propagationtest: state: %w", err)
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("propagationtest: state: %w", err)
	}
	var kept stateFile
	if err := json.Unmarshal(data, &kept); err != nil || kept.Resources == nil {
		return s, fmt.Errorf("propagationtest: state: %s is not a state file; remove it to start anew", file)
	}
	for kind, list := range kept.Resources {
		for _, o := range list {
			s.put(kind, o)
		}
	}
	s.serial = kept.Serial
	s.begin()
	return s, nil
}

// temporaryPrefix returns what the names of temporary files for a state file begin
// with. Digits follow.
func temporaryPrefix(file string) string {
	base := filepath.Base(file)
	return "." + strings.TrimSuffix(base, filepath.Ext(base)) + "-"
}

// tidy removes the temporary files of a state file, which hold secrets in clear.
func tidy(file string) error {
	folder, prefix := filepath.Dir(file), temporaryPrefix(file)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the first change fails and says so
	}
	for _, entry := range entries {
		digits, ours := strings.CutPrefix(entry.Name(), prefix)
		if ours && digits != "" && strings.Trim(digits, "0123456789") == "" && entry.Type().IsRegular() {
			err = errors.Join(err, os.Remove(filepath.Join(folder, entry.Name())))
		}
	}
	return err
}

// save writes s to a file, which holds the old state or the new one at any
// time. Only the owner can read it: the secrets of the stores are in it.
func (s *state) save(file string) error {
	var text bytes.Buffer
	if err := json.Indent(&text, encode(s.file()), "", "  "); err != nil {
		return err
	}
	pattern := temporaryPrefix(file) + "*"
	temporary, err := os.CreateTemp(filepath.Dir(file), pattern)
	if err != nil {
		return err
	}
	_, err = text.WriteTo(temporary)
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		os.Remove(temporary.Name())
	}
	return err
}

// file returns what a file holds of s.
func (s *state) file() stateFile {
	byKind := make(map[string][]*resource)
	for id, r := range s.byID {
		byKind[id.kind] = append(byKind[id.kind], r)
	}
	f := stateFile{Serial: s.serial, Resources: make(map[string][]object)}
	for kind, list := range byKind {
		slices.SortFunc(list, byNumber)
		for _, r := range list {
			f.Resources[kind] = append(f.Resources[kind], r.object)
		}
	}
	return f
}
