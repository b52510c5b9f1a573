package propagationtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// A state is all that a server keeps: the resources of every environment, as
// the API shows them but for their links. It is what a state file holds.
type state struct {
	Serial    uint64              `json:"serial"`    // of the last id
	Resources map[string][]object `json:"resources"` // by kind, in the order of their creation
}

func newState() state { return state{Resources: make(map[string][]object)} }

// find returns the resource of a kind that has the id, if it is in the environment.
func (s *state) find(kind, environment, id string) (object, bool) {
	for _, o := range s.Resources[kind] {
		if o.text("id") == id && o.id("environment") == environment {
			return o, true
		}
	}
	return nil, false
}

// all returns the resources of a kind that are in the environment.
func (s *state) all(kind, environment string) []object {
	var list []object
	for _, o := range s.Resources[kind] {
		if o.id("environment") == environment {
			list = append(list, o)
		}
	}
	return list
}

// referring returns the resources of a kind in the environment of which one of
// the members refers to id.
func (s *state) referring(kind, environment, id string, members ...string) []object {
	return slices.DeleteFunc(s.all(kind, environment), func(o object) bool {
		return !slices.ContainsFunc(members, func(name string) bool { return o.id(name) == id })
	})
}

// put keeps a resource, in the place of the one with its id if there is one.
func (s *state) put(kind string, o object) {
	list := slices.Clone(s.Resources[kind])
	if i := slices.IndexFunc(list, sameID(o.text("id"))); i >= 0 {
		list[i] = o
	} else {
		list = append(list, o)
	}
	s.Resources[kind] = list
}

// remove forgets a resource.
func (s *state) remove(kind, id string) {
	s.Resources[kind] = slices.DeleteFunc(slices.Clone(s.Resources[kind]), sameID(id))
}

func sameID(id string) func(object) bool {
	return func(o object) bool { return o.text("id") == id }
}

// clone returns a state that put and remove can change without changing s.
func (s *state) clone() state {
	return state{s.Serial, maps.Clone(s.Resources)}
}

// load returns the state in a file, or an empty one if there is no such file.
func load(file string) (state, error) {
	if file == "" {
		return newState(), nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return newState(), nil
	}
	if err != nil {
		return state{}, fmt.Errorf("propagationtest: state: %w", err)
	}
	var s state
	if err := json.Unmarshal(data, &s); err != nil || s.Resources == nil {
		return state{}, fmt.Errorf("propagationtest: state: %s is not a state file; remove it to start anew", file)
	}
	return s, nil
}

// save writes s to a file, which holds the old state or the new one at any
// time. Only the owner can read it: the secrets of the stores are in it.
func (s *state) save(file string) error {
	var text bytes.Buffer
	if err := json.Indent(&text, encode(s), "", "  "); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), ".state-*")
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
