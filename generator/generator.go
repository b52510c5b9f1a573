// Package generator runs the stages of connectorgen in order and holds their
// result in memory.
//
//	spec/*.json,*.yaml                                                  generated/**
//	      |                                                                  ^
//	  spec.Load --> Inputs --> model.Build --> Model --> emit.Files --> Tree --> Write | Diff
//	  syntax,       as given   meaning,        no text,  no decisions   bytes
//	  places                   names, checks   no places
//
// Each stage takes a value and returns one; nothing flows back. All findings of
// a stage are reported at once, and nothing is written before everything is good.
package generator

import (
	"io/fs"

	"github.com/connectorgen/connectorgen/generator/internal/emit"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// Findings is what there is to say about the inputs.
type Findings = spec.Findings

// Finding is something to say about the inputs.
type Finding = spec.Finding

// Options says where generated code will live.
type Options struct {
	ImportPath string // import path of the generated tree, such as "example.com/x/generated"
}

// Generate returns the files that the inputs in fsys call for.
// The display name is the prefix of the places in the findings.
// The tree is nil if the findings hold an error. The error is not about the
// inputs' content: they cannot be read, or the generator has a fault.
func Generate(fsys fs.FS, name string, opts Options) (*Tree, Findings, error) {
	inputs, found, err := spec.Load(fsys, name)
	if err != nil || found.Failed() {
		return nil, found, err
	}
	m, meant := model.Build(inputs)
	found.Add(meant)
	if found.Failed() {
		return nil, found, nil
	}
	files, err := emit.Files(m, opts.ImportPath)
	if err != nil {
		return nil, found, err
	}
	if err := verify(files, emit.Plan(m), opts.ImportPath); err != nil {
		return nil, found, err
	}
	return newTree(files), found, nil
}
