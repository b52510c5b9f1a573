package compare

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/git"
	"github.com/connectorgen/connectorgen/generator/internal/load"
)

// inputFiles are the files and the folder of the inputs that have a meaning by name,
// but for the document.
var inputFiles = []string{"corrections.yaml", "generate.yaml", "connectors"}

// layers are inputs, and beneath them folders in which those files are that a
// document refers to. What has a meaning by its name is not taken from there, and they
// cannot be listed.
type layers struct {
	fstest.MapFS
	beneath []fs.FS
}

// Open opens a file of the inputs, or else of the first folder beneath that has it.
func (l layers) Open(name string) (fs.File, error) {
	f, err := l.MapFS.Open(name)
	if slices.Contains(append(load.DocumentFiles(), inputFiles...), name) || path.Dir(name) == "connectors" {
		return f, err
	}
	for _, below := range l.beneath {
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		f, err = below.Open(name)
	}
	return f, err
}

// Lstat and Stat look where Open does.
func (l layers) Lstat(name string) (fs.FileInfo, error) { return l.Stat(name) }

func (l layers) Stat(name string) (fs.FileInfo, error) {
	f, err := l.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Stat()
}

// ReadFile reads what Open opens.
func (l layers) ReadFile(name string) ([]byte, error) {
	return fs.ReadFile(struct{ fs.FS }{l}, name)
}

// A revisionFolder is a folder at a git revision, of which a file is read when it is asked for.
type revisionFolder struct {
	context    context.Context
	repository *git.Repository
	name       string // such as HEAD:spec
}

// Open opens a file, or says that there is a folder.
func (r revisionFolder) Open(name string) (fs.File, error) {
	object := r.name + "/" + name
	switch kind, err := r.repository.Kind(r.context, object); {
	case err != nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case kind == "tree":
		return fstest.MapFS{name: {Mode: fs.ModeDir}}.Open(name)
	}
	data, err := r.repository.Blob(r.context, object)
	if err != nil {
		return nil, err
	}
	return fstest.MapFS{name: {Data: data}}.Open(name)
}
