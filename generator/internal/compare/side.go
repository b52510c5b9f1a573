package compare

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/connectorgen/connectorgen/generator/internal/load"
	"github.com/connectorgen/connectorgen/generator/internal/node"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/place"
)

// A Side is one of the two versions of the inputs that [Sides] compares.
type Side struct {
	inputs pipeline.Inputs
	root   *os.Root // of the folder on disk, or nil

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
// A file is the document or a capture, by what is in it. Where the other side is a
// folder or a revision, the file replaces the document there, or the capture of the
// same store type, and everything else is equal on both sides.
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
	s, err := fileSide(filepath.ToSlash(name), data)
	if err != nil {
		return nil, err
	}
	if s.root, err = os.OpenRoot(filepath.Dir(name)); err != nil {
		return nil, err
	}
	s.beside(s.root.FS())
	return s, nil
}

// fileSide returns the side that is one file of any name.
func fileSide(name string, data []byte) (*Side, error) {
	var own contents
	broken := json.Unmarshal(node.WithoutMark(data), &own) != nil
	base, taken := path.Base(name), ""
	switch {
	case own.OpenAPI != nil || own.Swagger != nil, broken && documentLine.Match(data), slices.Contains(load.DocumentFiles(), base):
		taken = load.DocumentFiles()[0]
	case own.Information != nil || path.Ext(base) == ".json":
		taken = "connectors/" + own.storeType(base) + ".json"
	default:
		return nil, &SideError{name, "neither a capture, which is JSON, nor an OpenAPI document"}
	}
	return &Side{inputs: pipeline.Inputs{FS: layers{MapFS: fstest.MapFS{taken: {Data: data}}}, Name: name}, file: name, taken: taken}, nil
}

// beside says in which folder the one file of s is: a document may refer to others there.
func (s *Side) beside(folder fs.FS) {
	if l := s.inputs.FS.(layers); s.taken == load.DocumentFiles()[0] {
		s.inputs.FS = layers{l.MapFS, []fs.FS{folder}}
	}
}

// contents are the members of a file by which its kind is known.
type contents struct{ OpenAPI, Swagger, Information any }

// documentLine is in every document that is YAML.
var documentLine = regexp.MustCompile(`(?m)^(?:\x{feff}|["'])?(?:openapi|swagger)["']?[ \t]*:`)

// storeType returns the store type that a capture states, because its file must
// be named after it, or the name of the file if it states none.
func (c contents) storeType(base string) string {
	information, _ := c.Information.(map[string]any)
	key, _ := information["key"].(string)
	if !fs.ValidPath(key) || strings.Contains(key, "/") {
		return strings.TrimSuffix(base, path.Ext(base))
	}
	return key
}

// overlay replaces s, a single file, by the inputs of base with that file substituted.
func (s *Side) overlay(base *Side) error {
	own := s.inputs.FS.(layers)
	files := make(fstest.MapFS)
	replaces := func(name string) bool {
		return slices.Contains(load.DocumentFiles(), name) && s.taken == load.DocumentFiles()[0]
	}
	for _, pattern := range append(load.DocumentFiles(), "corrections.yaml", "generate.yaml", "connectors/*.json") {
		names, err := fs.Glob(base.inputs.FS, pattern)
		if err != nil {
			return err
		}
		for _, name := range slices.DeleteFunc(names, replaces) {
			data, err := fs.ReadFile(base.inputs.FS, name)
			if err != nil {
				return err
			}
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	files[s.taken] = own.MapFS[s.taken]
	s.inputs = pipeline.Inputs{FS: layers{files, append(own.beneath, base.inputs.FS)}, Name: base.inputs.Name}
	return nil
}

// shown returns the place with the name that the user gave for a single file.
func (s *Side) shown(at place.Place) place.Place {
	if s.file != "" && at.File == path.Join(s.inputs.Name, s.taken) {
		at.File = s.file
	}
	return at
}
