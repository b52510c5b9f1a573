// Package terraform says what the Terraform provider has for each connector: a
// resource type with its attributes, blocks and texts, all in names of Terraform.
// It holds the names to a lock, since users write them.
//
// The model has the names. Package emit only prints what this package returns.
package terraform

import (
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/show"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Provider is what depends on the connectors.
type Provider struct {
	Stores []*Store // by store type
	Locked []byte   // what the lock is to be; nil if it is so already
	Lacks  []string // what the document lacks of that which the provider calls; with any of it, there is no provider
}

// A Store is the resource type for the stores of a connector.
type Store struct {
	StoreType string
	Package   string // of the connector
	Name      string // of the resource type, after propagation_store_
	About     string // in Markdown

	Version int      // of the schema
	Was     []string // names before Name

	Attributes []*Attribute // in the block configuration

	// With several methods of authentication there is a block for each in the
	// block configuration, and Selector is the key that names the method.
	Selector string
	Optional bool // there may be none of the blocks
	Profiles []*Profile
}

// A Profile is a block in the block configuration.
type Profile struct {
	Method     string   // the value of the selector
	Name       string   // of the block
	Was        []string // names before Name
	About      string   // in Markdown
	Deprecated string   // what users are told, or ""
	Attributes []*Attribute
}

// An Attribute is an attribute of a block.
type Attribute struct {
	Key, Name  string
	About      string // in Markdown
	Deprecated string // what users are told, or ""
	Boolean    bool   // else it is a string
	Required   bool
	Secret     bool
	Values     []string // that are known; nil if any will do
	Open       bool     // others than Values are accepted

	Was   []string // names before Name
	Moved []string // names in the block configuration of what is in a profile now, or the other way round
}

// Build returns the provider for m. lock is the content of the lock, or nil if
// there is none, and file its name in findings. The provider must not be used if
// the findings hold an error.
func Build(m *model.Model, file string, lock []byte) (*Provider, spec.Findings) {
	var found spec.Findings
	checkNames(m.Connectors, &found)
	given := readLock(file, lock, &found)
	p := &Provider{Locked: given.complete(m.Connectors, &found)}
	for _, c := range m.Connectors {
		s := store(c)
		given.recall(s)
		p.Stores = append(p.Stores, s)
	}
	return p, found
}

// Check notes what the document lacks of that which the provider calls, and reports
// it at file, which asks for the provider.
func (p *Provider) Check(lacks []string, file string, found *spec.Findings) {
	if p.Lacks = lacks; len(lacks) > 0 {
		found.Report(ruleTerraformDocument, spec.Place{File: file}, "there is no Terraform provider, since the document lacks what it calls: %s", show.List(lacks, 5))
	}
}

// store returns the resource type for the stores of c.
func store(c *model.Connector) *Store {
	terms := termsOf(c)
	s := &Store{
		StoreType: c.StoreType, Package: c.Package, Name: c.Terraform,
		About:      terms.sentence(c.Metadata.Description),
		Attributes: attributes(c.Fields, terms),
	}
	if s.About == "" {
		s.About = "A store of the type " + c.StoreType + "."
	}
	if c.Selector == nil {
		return s
	}
	s.Selector, s.Optional = c.Selector.Key, !c.Selector.Required
	for _, p := range c.Profiles {
		block := &Profile{Method: p.Title, Name: p.Block, About: terms.sentence(p.Description), Attributes: attributes(p.Fields, terms)}
		if p.Deprecated {
			block.Deprecated = "PingOne marks this way of connecting as deprecated."
		}
		s.Profiles = append(s.Profiles, block)
	}
	return s
}

// attributes returns attributes of a block.
func attributes(list []*model.Attribute, terms terms) []*Attribute {
	var attributes []*Attribute
	for _, a := range list {
		attributes = append(attributes, &Attribute{
			Key: a.Key, Name: a.Terraform, About: terms.about(a), Deprecated: terms.deprecated(a),
			Boolean: a.Kind.Attribute().Boolean, Required: a.Required, Secret: a.Sensitive, Values: a.Values, Open: a.Open,
		})
	}
	return attributes
}
