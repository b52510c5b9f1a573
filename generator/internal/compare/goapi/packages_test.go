package goapi

import (
	"testing"

	"github.com/connectorgen/connectorgen/generator/internal/emit/output"
)

// A tree has files that are not Go, such as Markdown. They are no part of a
// package, whatever is in them.
func TestOtherFilesAreIgnored(t *testing.T) {
	p := newPackages([]output.File{
		{Path: "client/client.go", Content: []byte("package client\n\nfunc New() {}\n")},
		{Path: "client/client.md", Content: []byte("# Client\n")},
	})
	pkg, err := p.check("client")
	if err != nil || pkg.Scope().Lookup("New") == nil {
		t.Errorf("%v, %v: want a package that has New", pkg, err)
	}
}
