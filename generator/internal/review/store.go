package review

import (
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// An exampleStore is a store among the examples of the document.
type exampleStore struct {
	storeType     string
	configuration node.Member
}

// at returns where the member key of the configuration stands, or the
// configuration if it lacks it.
func (s *exampleStore) at(key string) spec.Place {
	for _, m := range s.configuration.Value.Members {
		if m.Name == key {
			return m.Place()
		}
	}
	return s.configuration.Place()
}

// exampleStores returns the stores among the examples of the document: objects
// with a type and a configuration.
func exampleStores(doc *spec.Document) []*exampleStore {
	var stores []*exampleStore
	for _, n := range doc.Examples {
		stores = appendStores(stores, n)
	}
	return stores
}

// appendStores appends the stores that n is or holds.
func appendStores(stores []*exampleStore, n *node.Node) []*exampleStore {
	var s exampleStore
	for _, m := range n.Members {
		switch {
		case m.Name == "type" && m.Value.Kind == node.Text:
			s.storeType = m.Value.Text
		case m.Name == "configuration" && m.Value.Kind == node.Object:
			s.configuration = m
		}
	}
	if s.storeType != "" && s.configuration.Value != nil {
		stores = append(stores, &s)
	}
	for _, m := range n.Members {
		stores = appendStores(stores, m.Value)
	}
	for _, item := range n.Items {
		stores = appendStores(stores, item)
	}
	return stores
}
