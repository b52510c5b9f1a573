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
	counted   = []string{"pages", "elements"}
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

	Platform spec.Text // whose addresses the client knows
	Held     []spec.Text
	TokenURL spec.Text

	Paging []Paging
}

// A Name says what something of the document is called in Go.
type Name struct {
	At   spec.Place
	Of   string // what the document calls it
	Name string // in Go
}

// Paging says how operations answer with a list, a page at a time.
type Paging struct {
	At         spec.Place
	Operations []spec.Text // patterns; none for every operation whose answer has the items
	spec.Paging
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
		"token":  func(n *node.Node) { r.object(n, fields{"url": r.to(&c.TokenURL, isAddress)}) },
		"paging": func(n *node.Node) { c.readPaging(r, n) },
	}
}

// readPaging reads the list of ways to answer with pages.
func (c *Config) readPaging(r *reader, n *node.Node) {
	if !r.want(n, node.Array) {
		return
	}
	for _, item := range n.Items {
		p := Paging{At: item.Place()}
		var items, next, header, cursor, parameter, counts spec.Text
		r.object(item, fields{
			"operations": r.list(&p.Operations),
			"items":      r.to(&items, isPath),
			"next":       r.to(&next, isPath),
			"header":     r.word(&header, []string{"Link"}),
			"cursor":     r.to(&cursor, isPath),
			"parameter":  r.to(&parameter, ""),
			"counts":     r.word(&counts, counted),
		})
		ways := 0
		for _, way := range []spec.Text{next, header, cursor, counts} {
			if way.Set {
				ways++
			}
		}
		switch {
		case item.Kind != node.Object:
		case ways != 1:
			r.found.Report(ruleConfig, p.At, "it must have one of next (the member with a link), header, cursor (the member with a cursor) and counts")
		case parameter.Set != (cursor.Set || counts.Set):
			r.found.Report(ruleConfig, p.At, "parameter goes with cursor and with counts: it is the parameter of the query for the next page")
		case !items.Set && len(p.Operations) == 0:
			r.found.Report(ruleConfig, p.At, "it must have items (the member with the list), or operations whose answers are lists themselves")
		}
		p.Paging = spec.Paging{Items: items.Value, Next: next.Value + cursor.Value, Header: header.Set, Parameter: parameter.Value, Counts: counts.Value}
		c.Paging = append(c.Paging, p)
	}
}
