// Package config reads generate.yaml, which says what to make of the document, and
// what to make beside what is always made of the inputs.
package config

import (
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// File is the name of the file in the folder of the inputs.
const File = "generate.yaml"

// Words that some members have one of.
var (
	outputs   = []string{spec.OutputTerraform, spec.OutputTestServer}
	platforms = []string{spec.PlatformPingOne}
	counts    = []string{"pages", "elements"}
)

// Config is what generate.yaml says. Without that file, it is the zero value.
type Config struct {
	Outputs   []string // those asked for, in order of the file
	OutputsAt spec.Place

	Package                                    spec.Text // of the client
	Operations, Schemas, Properties, Arguments []Name

	Include, Exclude []spec.Text // patterns of operations
	Create, Repeat   []spec.Text // the same: those that may not be sent twice, and those that may

	Store struct{ Schema, Type, Configuration spec.Text }

	Paging []Pages

	Platform spec.Text // whose addresses the client knows
	Held     []spec.Text
	TokenURL spec.Text
}

// Pages say how the pages of operations follow each other.
type Pages struct {
	spec.Paging
	Operations []spec.Text
}

// A Name says what something of the document is called in Go.
type Name struct {
	At   spec.Place
	Of   string // what the document calls it
	Name string // in Go
}

// Read reads what data, the content of the file, says.
func Read(file string, data []byte) (*Config, spec.Findings) {
	r := &reader{}
	c := new(Config)
	root, problems := node.ParseYAML(file, data)
	for _, p := range problems {
		r.found.Report(ruleConfig, p.At, "%s", p.Message)
	}
	if root != nil && len(problems) == 0 && root.Kind != node.Null {
		r.object(root, c.members(r))
	}
	return c, r.found
}

// members returns how each member of the file is read.
func (c *Config) members(r *reader) fields {
	return fields{
		"outputs": func(n *node.Node) { c.Outputs, c.OutputsAt = r.words(n, outputs), n.Place() },
		"names": func(n *node.Node) {
			r.object(n, fields{
				"package":    r.to(&c.Package, ""),
				"operations": r.names(&c.Operations),
				"schemas":    r.names(&c.Schemas),
				"properties": r.names(&c.Properties),
				"parameters": r.names(&c.Arguments),
			})
		},
		"operations": func(n *node.Node) {
			r.object(n, fields{"include": r.list(&c.Include), "exclude": r.list(&c.Exclude), "create": r.list(&c.Create), "repeat": r.list(&c.Repeat)})
		},
		"store": func(n *node.Node) {
			r.object(n, fields{"schema": r.to(&c.Store.Schema, ""), "type": r.to(&c.Store.Type, ""), "configuration": r.to(&c.Store.Configuration, "")})
			r.needs(n, "schema", "configuration")
		},
		"client": func(n *node.Node) {
			r.object(n, fields{"platform": r.word(&c.Platform, platforms), "parameters": r.list(&c.Held)})
		},
		"paging": c.paging(r),
		"token":  func(n *node.Node) { r.object(n, fields{"url": r.to(&c.TokenURL, isAddress)}) },
	}
}

// paging returns what reads a list of ways of paging.
func (c *Config) paging(r *reader) func(*node.Node) {
	return func(n *node.Node) {
		if !r.want(n, node.Array) {
			return
		}
		for _, item := range n.Items {
			p := Pages{Paging: spec.Paging{At: item.Place()}}
			r.object(item, fields{
				"operations": r.list(&p.Operations), "items": r.to(&p.Items, ""), "next": r.to(&p.Next, ""),
				"parameter": r.to(&p.Parameter, ""), "last": r.to(&p.Last, ""), "count": r.word(&p.Count, counts),
			})
			r.needs(item, "operations")
			ways := 0
			for _, name := range []string{"next", "last", "count"} {
				if item.Kind == node.Object && item.Get(name) != nil {
					ways++
				}
			}
			switch {
			case item.Kind != node.Object:
			case ways != 1:
				r.found.Report(ruleConfig, item.Place(), "there must be one of next, last and count, which say what the next page is")
			case item.Get("next") == nil && item.Get("parameter") == nil:
				r.found.Report(ruleConfig, item.Place(), "parameter is missing")
			}
			c.Paging = append(c.Paging, p)
		}
	}
}
