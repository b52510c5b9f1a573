package generator

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/spec"
)

// A Side is one of the two versions of the inputs that [Diff] compares.
type Side struct {
	fsys  fs.FS
	name  string // prefix of the places
	root  *os.Root
	file  string // if the side is one file: its own name
	taken string // and where it stands in fsys
}

// NewSide returns the inputs in fsys as a side. The name is the prefix of its places.
func NewSide(fsys fs.FS, name string) *Side { return &Side{fsys: fsys, name: name} }

// Close releases what the side keeps open.
func (s *Side) Close() error {
	if s.root == nil {
		return nil
	}
	return s.root.Close()
}

// A SideError says why there are no inputs of the name that was given.
type SideError struct{ Name, Reason string }

func (e *SideError) Error() string { return e.Name + ": " + e.Reason }

// OpenSides returns the two versions of the inputs called old and new: each a
// folder, a file, or a revision that git has of the folder inputs, or of what
// stands behind a colon, such as HEAD~1:spec.
//
// A file is a capture, or the document if it is called openapi.yaml. Against a
// folder or a revision it stands for that one with the file in it.
// The error is a [SideError] if there is no such version.
func OpenSides(ctx context.Context, old, new, inputs string) (a, b *Side, err error) {
	if a, err = openSide(ctx, old, inputs); err != nil {
		return nil, nil, err
	}
	if b, err = openSide(ctx, new, inputs); err != nil {
		return nil, nil, errors.Join(err, a.Close())
	}
	switch {
	case a.file != "" && b.file == "":
		err = a.over(b)
	case b.file != "" && a.file == "":
		err = b.over(a)
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
		return &Side{fsys: root.FS(), name: filepath.ToSlash(name), root: root}, nil
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
	fsys, err := archive(map[string][]byte{taken: data})
	return &Side{fsys: fsys, name: name, file: name, taken: taken}, err
}

// storeType returns the store type of a capture, after which its file is named
// among the inputs, or the name that the file has if it says none.
func storeType(base string, data []byte) string {
	var capture struct{ Information struct{ Key string } }
	if err := json.Unmarshal(data, &capture); err != nil || !fs.ValidPath(capture.Information.Key) ||
		strings.Contains(capture.Information.Key, "/") {
		return strings.TrimSuffix(base, ".json")
	}
	return capture.Information.Key
}

// over makes s, which is one file, the inputs of base with that file in them.
func (s *Side) over(base *Side) error {
	own, err := fs.ReadFile(s.fsys, s.taken)
	if err != nil {
		return err
	}
	files := make(map[string][]byte)
	for _, pattern := range []string{"openapi.yaml", "corrections.yaml", "connectors/*.json"} {
		names, err := fs.Glob(base.fsys, pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if files[name], err = fs.ReadFile(base.fsys, name); err != nil {
				return err
			}
		}
	}
	files[s.taken] = own
	s.name = base.name
	s.fsys, err = archive(files)
	return err
}

// shown returns the place as it is for who gave the side: the file by its own name.
func (s *Side) shown(at spec.Place) spec.Place {
	if s.file != "" && at.File == path.Join(s.name, s.taken) {
		at.File = s.file
	}
	return at
}

// archive returns files as a file system.
func archive(files map[string][]byte) (fs.FS, error) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for name, data := range files {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return unpacked(packed.Bytes())
}

func unpacked(data []byte) (fs.FS, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return r, nil
}
