package review

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// An exampleStore is a store among the examples of the document.
type exampleStore struct {
	storeType string
	place     spec.Place // of its configuration
	members   []exampleMember
}

// An exampleMember is a member of its configuration.
type exampleMember struct {
	key   string
	at    spec.Place
	value any
}

// at returns where the member key stands, or the configuration if it lacks it.
func (s *exampleStore) at(key string) spec.Place {
	for _, m := range s.members {
		if m.key == key {
			return m.at
		}
	}
	return s.place
}

func (s *exampleStore) values() map[string]any {
	values := make(map[string]any, len(s.members))
	for _, m := range s.members {
		values[m.key] = m.value
	}
	return values
}

// exampleStores returns the stores below every member "example" or "examples"
// of the document: objects with a type and a configuration.
func exampleStores(doc *spec.Document) []*exampleStore {
	var root yaml.Node
	if yaml.Unmarshal(doc.Source, &root) != nil || len(root.Content) == 0 {
		return nil // the loader has refused it
	}
	w := &exampleWalk{file: doc.File, lines: bytes.Split(doc.Source, []byte("\n"))}
	w.walk(root.Content[0], "", false)
	return w.stores
}

// An exampleWalk goes through a document.
type exampleWalk struct {
	file   string
	lines  [][]byte
	stores []*exampleStore
}

// walk goes through n, which has the path and is or is not part of an example.
func (w *exampleWalk) walk(n *yaml.Node, path string, inExample bool) {
	if n.Kind == yaml.SequenceNode {
		for i, item := range n.Content {
			w.walk(item, path+"["+strconv.Itoa(i)+"]", inExample)
		}
		return
	}
	if inExample {
		w.store(n, path)
	}
	for key, value := range members(n) {
		w.walk(value, join(path, key.Value), inExample || key.Value == "example" || key.Value == "examples")
	}
}

// store adds n if it is a store.
func (w *exampleWalk) store(n *yaml.Node, path string) {
	s := new(exampleStore)
	var configuration *yaml.Node
	for key, value := range members(n) {
		switch {
		case key.Value == "type" && value.Kind == yaml.ScalarNode:
			s.storeType = value.Value
		case key.Value == "configuration" && value.Kind == yaml.MappingNode:
			configuration, s.place = value, w.at(key, join(path, key.Value))
		}
	}
	if s.storeType == "" || configuration == nil {
		return
	}
	for key, value := range members(configuration) {
		m := exampleMember{key: key.Value, at: w.at(key, join(s.place.Path, key.Value))}
		if value.Decode(&m.value) == nil {
			s.members = append(s.members, m)
		}
	}
	w.stores = append(w.stores, s)
}

// members returns the members of n, none if it is no mapping.
func members(n *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// at returns the place of n. Package yaml counts columns in characters.
func (w *exampleWalk) at(n *yaml.Node, path string) spec.Place {
	column := 0
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(w.lines[n.Line-1][column:])
		column += size
	}
	return spec.Place{File: w.file, Line: n.Line, Column: column + 1, Path: path}
}

// join returns the path of the member name of what has the path.
func join(path, name string) string {
	switch {
	case name == "" || strings.ContainsAny(name, ` ."'[]{}/`): // could be mistaken for more than a name
		return path + "[" + strconv.Quote(name) + "]"
	case path == "":
		return name
	}
	return path + "." + name
}
