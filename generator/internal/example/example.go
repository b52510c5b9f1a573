// Package example finds the stores among the examples that the document publishes.
package example

import (
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Store is a store among the examples of the document.
type Store struct {
	Type          string
	Configuration node.Member
	members       map[string]node.Member // of the configuration
}

// New returns a store of the type, with a configuration that is an object.
func New(storeType string, configuration node.Member) *Store {
	s := &Store{storeType, configuration, make(map[string]node.Member)}
	for _, m := range configuration.Value.Members {
		if _, known := s.members[m.Name]; !known {
			s.members[m.Name] = m
		}
	}
	return s
}

// Place returns where the member key of the configuration stands, or the
// configuration if it lacks it.
func (s *Store) Place(key string) spec.Place {
	if m, ok := s.members[key]; ok {
		return m.Place()
	}
	return s.Configuration.Place()
}

// Text returns the member key of the configuration if it is a string, or "".
func (s *Store) Text(key string) string {
	if n := s.members[key].Value; n != nil && n.Kind == node.Text {
		return n.Text
	}
	return ""
}

// Lacks reports whether the configuration has no value for key: the member is
// missing, null or "".
func (s *Store) Lacks(key string) bool {
	n := s.members[key].Value
	return n == nil || n.Kind == node.Null || n.Kind == node.Text && n.Text == ""
}

// Stores returns the stores among the examples of the document, in its order:
// objects with a type and a configuration.
func Stores(doc *spec.Document) []*Store {
	var stores []*Store
	for _, n := range doc.Examples {
		stores = appendStores(stores, n)
	}
	return stores
}

// appendStores appends the stores that n is or holds.
func appendStores(stores []*Store, n *node.Node) []*Store {
	storeType, configuration := "", node.Member{}
	for _, m := range n.Members {
		switch {
		case m.Name == "type" && m.Value.Kind == node.Text:
			storeType = m.Value.Text
		case m.Name == "configuration" && m.Value.Kind == node.Object:
			configuration = m
		}
	}
	if storeType != "" && configuration.Value != nil {
		stores = append(stores, New(storeType, configuration))
	}
	for _, m := range n.Members {
		stores = appendStores(stores, m.Value)
	}
	for _, item := range n.Items {
		stores = appendStores(stores, item)
	}
	return stores
}
