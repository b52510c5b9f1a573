// Package goapi says what changed in the Go that two versions of the inputs
// generate: what apidiff finds in the packages that a consumer imports. The Go
// is generated and type-checked in memory.
//
// The package that connectors share is left out, and so is the test server: they
// are the same for every input, or no part of a program that ships.
package goapi

import (
	"strings"

	"golang.org/x/exp/apidiff"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// tree is the import path that both versions are generated for, and client the
// folder of the client package.
const (
	tree   = "generated"
	client = "propagation"
)

// Compare returns what changed in the Go that old and new generate. Only what
// the models have in common and have differently is generated; that a whole
// package came or went is known without.
func Compare(old, new *model.Model) ([]change.Change, error) {
	old, new = differing(old, new), differing(new, old)
	if len(old.Connectors) == 0 && old.API == nil {
		return nil, nil
	}
	v, err := generate(old, new)
	if err != nil {
		return nil, err
	}
	var list []change.Change
	for _, c := range old.Connectors {
		changes, err := v.changes("connector/"+c.Package, c.Package)
		if err != nil {
			return nil, err
		}
		for _, x := range changes {
			list = append(list, x.About(c.StoreType, x.Subject).At(c.At, new.Connector(c.StoreType).At))
		}
	}
	if old.API != nil {
		changes, err := v.changes(client, client)
		list = append(list, changes...)
		return list, err
	}
	return list, nil
}

// differing returns the part of m that other has too, but differently.
func differing(m, other *model.Model) *model.Model {
	part := new(model.Model)
	for _, c := range m.Connectors {
		if is := other.Connector(c.StoreType); is != nil && !change.Equal(c, is) {
			part.Connectors = append(part.Connectors, c)
		}
	}
	if m.API != nil && other.API != nil && !change.Equal(m.API, other.API) {
		part.API = m.API
	}
	return part
}

// versions are the packages of both versions.
type versions struct{ old, new *packages }

func generate(old, new *model.Model) (versions, error) {
	before, err := emit.Files(old, tree)
	if err != nil {
		return versions{}, err
	}
	after, err := emit.Files(new, tree)
	return versions{newPackages(before), newPackages(after)}, err
}

// changes returns what changed in the package called name.
func (v versions) changes(dir, name string) ([]change.Change, error) {
	old, err := v.old.check(dir)
	if err != nil {
		return nil, err
	}
	new, err := v.new.check(dir)
	if err != nil {
		return nil, err
	}
	var list []change.Change
	for _, c := range apidiff.Changes(old, new).Changes {
		rule := change.GoBroken
		if c.Compatible {
			rule = change.GoExtended
		}
		subject, detail, _ := strings.Cut(c.Message, ": ")
		list = append(list, change.New(rule, change.Go, detail).About("", name+"."+subject))
	}
	return list, nil
}
