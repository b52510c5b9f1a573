package compare

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/place"
)

// A Side is one of the two versions of the inputs that [Sides] compares.
type Side struct {
	inputs pipeline.Inputs
	root   *os.Root // of a folder on disk, or nil

	// For a side that is one file:
	file  string // the name that it was given by
	taken string // its name among the inputs, such as connectors/Zoom.json
}

// NewSide returns in as a side.
func NewSide(in pipeline.Inputs) *Side { return &Side{inputs: in} }

// Close closes the folder of the side, if it has one.
func (s *Side) Close() error {
	if s.root == nil {
		return nil
	}
	return s.root.Close()
}

// A SideError says why there are no inputs under a name.
type SideError struct{ Name, Reason string }

func (e *SideError) Error() string { return e.Name + ": " + e.Reason }

// OpenSides opens the two versions called old and new. Each is a folder, a file,
// or a git revision: "REV" is the folder inputs at REV, and "REV:PATH" another
// folder or file at REV.
//
// A file is a capture, or the document if it is called openapi.yaml. Where the
// other side is a folder or a revision, the file replaces its file of the same
// name, and everything else is equal on both sides.
// The error is a *[SideError] if there is no such version.
func OpenSides(ctx context.Context, old, new, inputs string) (a, b *Side, err error) {
	if a, err = openSide(ctx, old, inputs); err != nil {
		return nil, nil, err
	}
	if b, err = openSide(ctx, new, inputs); err != nil {
		return nil, nil, errors.Join(err, a.Close())
	}
	switch {
	case a.file != "" && b.file == "":
		err = a.overlay(b)
	case b.file != "" && a.file == "":
		err = b.overlay(a)
	}
	if err != nil {
		return nil, nil, errors.Join(err, a.Close(), b.Close())
	}
	return a, b, nil
}

func openSide(ctx context.Context, name, inputs string) (*Side, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return revision(ctx, name, inputs)
	case err != nil:
		return nil, err
	case info.IsDir():
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, err
		}
		return &Side{inputs: pipeline.Inputs{FS: root.FS(), Name: filepath.ToSlash(name)}, root: root}, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return fileSide(filepath.ToSlash(name), data)
}

// fileSide returns the side that is one file.
func fileSide(name string, data []byte) (*Side, error) {
	taken := ""
	switch base := path.Base(name); {
	case base == "openapi.yaml":
		taken = base
	case path.Ext(base) == ".json":
		taken = "connectors/" + storeType(base, data) + ".json"
	default:
		return nil, &SideError{name, "neither a capture, which is a .json file, nor called openapi.yaml"}
	}
	return &Side{inputs: pipeline.Inputs{FS: fstest.MapFS{taken: {Data: data}}, Name: name}, file: name, taken: taken}, nil
}

// storeType returns the store type that a capture states, because its file must
// be named after it, or the name of the file if it states none.
func storeType(base string, data []byte) string {
	var capture struct{ Information struct{ Key string } }
	if err := json.Unmarshal(data, &capture); err != nil || !fs.ValidPath(capture.Information.Key) ||
		strings.Contains(capture.Information.Key, "/") {
		return strings.TrimSuffix(base, ".json")
	}
	return capture.Information.Key
}

// overlay replaces s, a single file, by the inputs of base with that file substituted.
func (s *Side) overlay(base *Side) error {
	own, err := fs.ReadFile(s.inputs.FS, s.taken)
	if err != nil {
		return err
	}
	files := make(fstest.MapFS)
	for _, pattern := range []string{"openapi.yaml", "corrections.yaml", "connectors/*.json"} {
		names, err := fs.Glob(base.inputs.FS, pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			data, err := fs.ReadFile(base.inputs.FS, name)
			if err != nil {
				return err
			}
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	files[s.taken] = &fstest.MapFile{Data: own}
	s.inputs = pipeline.Inputs{FS: files, Name: base.inputs.Name}
	return nil
}

// shown returns the place with the name that the user gave for a single file.
func (s *Side) shown(at place.Place) place.Place {
	if s.file != "" && at.File == path.Join(s.inputs.Name, s.taken) {
		at.File = s.file
	}
	return at
}
