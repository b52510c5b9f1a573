// Package goapi compares the Go API that two versions of the inputs generate, by
// apidiff. The Go is generated and type-checked in memory.
//
// It compares the packages of connectors and the client. The package that all
// connectors share is the same for every input, and the test server is no part of
// a program that ships.
//
// It may import change, emit and model.
package goapi

import (
	"strings"

	"golang.org/x/exp/apidiff"

	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/model"
)

// tree is the import path of both versions.
const tree = "generated"

// Compare returns what changed in the Go that old and new generate. Only packages
// that are in both versions and differ are generated, because package compare
// reports connectors that were added or removed.
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
	switch {
	case old.API == nil:
		return list, nil
	case old.API.Package != new.API.Package:
		return append(list, change.New(change.GoBroken, change.Go, "the package of the client is "+new.API.Package+" now").About("", old.API.Package)), nil
	}
	changes, err := v.changes(old.API.Package, old.API.Package)
	return append(list, changes...), err
}

// differing returns the part of m that is in other too and differs from it.
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

// A versions has the Go packages of both versions.
type versions struct{ old, new *packages }

func generate(old, new *model.Model) (versions, error) {
	before, err := emit.Files(old, tree)
	if err != nil {
		return versions{}, err
	}
	after, err := emit.Files(new, tree)
	return versions{newPackages(before), newPackages(after)}, err
}

// changes compares the package in dir, called name.
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
